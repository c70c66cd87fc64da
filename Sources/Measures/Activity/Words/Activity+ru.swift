let russianActivityWords: StaticString = """
  activity.column.available = Свободны
  activity.column.breaks = Перерывы и обучение
  activity.column.busy = Заняты
  activity.column.call = Половина звонков не дольше
  activity.column.contacts = Контакты
  activity.column.days = Дни
  activity.column.each = Занятость на контакт
  activity.column.other = Другие паузы
  activity.column.present = На работе
  activity.empty = За этот период нет рабочего времени
  activity.empty.why = Здесь появится, когда люди были свободны, заняты и на перерыве, как только об этом сообщит телефония или чат; журнал очередей Asterisk это умеет.
  activity.how = По состояниям, о которых сообщает телефония или чат; каждое длится до следующего, и никто не считается на работе дольше шестнадцати часов без сообщений. Занятость на контакт — занятое время, делённое на контакты: несколько чатов сразу делят его, и «коротко» само по себе не значит «хорошо». По имени, никогда по величине.
  activity.lede = {period}: {people, plural, one {# человек был} few {# человека были} many {# человек были} other {# человека были}} на работе {hours}, из них {busy} с клиентами.
  activity.lede.none = {period}: ни одна система не сообщает, когда люди были на работе, поэтому видно только сделанное.
  activity.title = Рабочее время
  """
