let chineseActivityWords: StaticString = """
  activity.column.available = 空闲
  activity.column.breaks = 休息与培训
  activity.column.busy = 忙碌
  activity.column.call = 半数通话用时不超过
  activity.column.contacts = 接触次数
  activity.column.days = 天数
  activity.column.each = 每次接触的忙碌时间
  activity.column.other = 其他暂停
  activity.column.present = 在岗
  activity.empty = 此期间没有工时
  activity.empty.why = 一旦电话或聊天系统报告了人员空闲、忙碌和休息的时间，这里就会显示；Asterisk 队列日志包含这些信息。
  activity.how = 依据电话或聊天系统报告的状态，每个状态持续到下一个；超过十六小时没有消息则不再视为在岗。“每次接触的忙碌时间”是忙碌时间除以接触次数：同时进行的多个聊天共享这段时间，短并不等于好。未导入的接触计入忙碌时间，但不计入接触次数。按姓名排列，从不按数值排序。
  activity.lede = {period}：{people, plural, other {# 人}}在岗共 {hours}，其中 {busy} 用于服务客户。
  activity.lede.none = {period}：没有系统报告人员何时在岗，因此只能统计他们完成的工作。
  activity.title = 工作时间
  """
