extension StandardScorecard {
  static let simplifiedChinese = StandardScorecard(
    language: "zh-Hans",
    name: "对话质量",
    purpose: "让每位客户都得到正确的答复，并感到自己被认真倾听。",
    solution: "解决问题",
    care: "用心服务",
    correctness: Text(
      name: "正确性",
      question: "告诉客户的内容属实吗？",
      points: [
        Point(
          label: "错误且造成损害",
          anchor: "错误的说法或操作让客户损失了金钱、数据、权益或安全。",
          causes: ["没有查证", "知识库内容过时", "知识库没有相关内容", "误解了情况"]),
        Point(
          label: "错误但无影响",
          anchor: "说法有误，但对客户没有实际影响，或之后已更正。",
          causes: ["没有查证", "知识库内容过时", "知识库没有相关内容", "误解了情况"]),
        Point(
          label: "正确但不清楚",
          anchor: "内容都属实，但客户要自己猜该怎么做。",
          causes: ["术语过多", "步骤顺序混乱"]),
        Point(
          label: "正确",
          anchor: "对这位客户的产品、套餐或订单而言全部属实，并用客户听得懂的话说明。"),
      ]),
    completeness: Text(
      name: "完整性",
      question: "客户还需要再问什么吗？",
      points: [
        Point(
          label: "没有答复",
          anchor: "客户提出的问题没有得到答复，或者答非所问。",
          causes: ["漏看了问题", "转交时没有说明情况", "没有处理权限"]),
        Point(
          label: "部分答复",
          anchor: "几个问题中有一个没答，或缺少一个步骤，客户必须再问一次。",
          causes: ["漏看了问题", "没有说明下一步", "没有给出时间"]),
        Point(
          label: "完整",
          anchor: "每个问题都有答复；客户知道接下来做什么、由谁做、何时完成。"),
        Point(
          label: "完整且有预见",
          anchor: "答复完整，并且在客户提出之前就回答了接下来会有的问题。"),
      ]),
    empathy: Text(
      name: "同理心",
      question: "客户感到自己被倾听了吗？",
      points: [
        Point(
          label: "冷漠",
          anchor: "对客户的难处视而不见、表示怀疑，或只用套话应付。",
          causes: ["只用套话", "时间紧张", "被客户的语气影响"]),
        Point(
          label: "仅有礼貌",
          anchor: "话语友好，但对任何客户都适用，没有提到这位客户的处境。",
          causes: ["只用套话", "时间紧张"]),
        Point(
          label: "有所倾听",
          anchor: "用自己的话说出了这件事给客户带来的影响，至少一次。"),
        Point(
          label: "始终用心",
          anchor: "节奏、措辞和行动自始至终照顾客户的情绪；对不足之处坦然承担，不找借口。"),
      ]),
    professionalism: Text(
      name: "专业性",
      question: "我们愿意把这段对话给全公司看吗？",
      points: [
        Point(
          label: "不尊重",
          anchor: "侮辱、嘲讽、歧视、威胁或故意欺骗客户。",
          causes: ["被客户激怒", "团队内部有矛盾"]),
        Point(
          label: "随意",
          anchor: "指责同事或客户、透露内部事务，或错误太多以致难以阅读。",
          causes: ["时间紧张", "模板没有修改", "不清楚行文规范"]),
        Point(
          label: "规范",
          anchor: "问候、称呼和语言符合我们的规范；偶有小错，不影响理解。"),
        Point(
          label: "堪称范例",
          anchor: "在压力下仍然冷静清晰，可以作为新同事的示例。"),
      ]))
}
