import Testing

@testable import Linguistics

@Suite struct DetectorTests {
  private func kinds(_ side: Turn.Side, _ text: String) -> Set<Sighting.Kind> {
    var examiner = Examiner()
    return Set(examiner.examine([Turn(side, text)]).sightings.map(\.kind))
  }

  private func words(_ kind: Sighting.Kind, _ side: Turn.Side, _ text: String) -> [String] {
    var examiner = Examiner()
    let bytes = Array(text.utf8)
    return examiner.examine([Turn(side, text)]).sightings.filter { $0.kind == kind }
      .map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  @Test(arguments: [
    ("Hello Anna, thank you for waiting.", [Sighting.Kind.greeting, .thanks]),
    ("I'm so sorry, I understand your frustration.", [.apology, .acknowledgement]),
    ("Have a great day, goodbye!", [.closing]),
    ("I will send you the parcel by Friday.", [.ownership, .nextStep]),
    ("I'll get back to you.", [.ownership, .undatedPromise]),
    ("You should have read the terms.", [.blame]),
    ("Is there anything else I can help you with?", [.offer]),
    ("您好，非常抱歉，我理解您的心情。", [.greeting, .apology, .acknowledgement]),
    ("我会在24小时内回复您。", [.ownership, .nextStep]),
    ("再见，祝您生活愉快！", [.closing]),
    (
      "Здравствуйте! Приносим извинения, понимаю ваше недовольство.",
      [.greeting, .apology, .acknowledgement]
    ),
    ("Я перезвоню вам завтра.", [.ownership, .nextStep]),
    ("Мы вернём деньги.", [.ownership, .undatedPromise]),
    ("Всего доброго, до свидания!", [.closing]),
    ("שלום, אני מצטער, אני מבין אותך.", [.greeting, .apology, .acknowledgement]),
    ("אני אבדוק ואחזור אליך מחר.", [.ownership, .nextStep]),
    ("יום נעים ולהתראות", [.closing]),
  ])
  func `an agent's manners are found in four languages`(text: String, expected: [Sighting.Kind]) {
    let found = kinds(.agent, text)
    for kind in expected { #expect(found.contains(kind), "\(kind) in \(text): \(found)") }
  }

  @Test(arguments: [
    ("This is the third time I call, I am still waiting!", Sighting.Kind.repeatContact),
    ("I want to cancel my subscription.", .churn),
    ("Your service is unacceptable.", .complaint),
    ("Let me speak to a manager.", .escalation),
    ("这已经是第三次了，还没收到", .repeatContact), ("我要注销账号", .churn),
    ("我要投诉", .complaint), ("给我转人工", .escalation),
    ("Я уже звонила вам, до сих пор жду", .repeatContact), ("Хочу расторгнуть договор", .churn),
    ("Это безобразие", .complaint), ("Позовите руководителя", .escalation),
    ("זו פעם שלישית שאני פונה", .repeatContact), ("אני רוצה לבטל את המנוי", .churn),
    ("השירות שלכם בושה", .complaint), ("תעבירו אותי למנהל", .escalation),
  ])
  func `a customer's signals are found in four languages`(text: String, kind: Sighting.Kind) {
    #expect(kinds(.customer, text).contains(kind))
    #expect(!kinds(.agent, text).contains(kind))
  }

  @Test(arguments: [
    "What is the phone number?", "Could you tell me how long it takes", "Do they have parking?",
    "请问几点开门", "这家店的电话是多少？", "Сколько стоит доставка?", "Подскажите, где мой заказ",
    "מתי יגיע המשלוח?", "כמה זה עולה", "Can you check how long it takes?", "any suggestions",
    "What else can you tell me about it?", "When can you send the replacement?",
    "How can I cancel my order?", "Are pets allowed?", "Give me the order number please.",
    "Make the booking and get me the cost.", "Is it possible to return it?",
    "Есть доставка?", "можно вернуть товар", "יש לכם משלוחים?", "אפשר להחזיר מוצר",
  ])
  func `a question is found with and without its mark`(text: String) {
    #expect(kinds(.customer, text).contains(.question), "\(text)")
  }

  @Test(arguments: [
    "Can you book a table for two?", "Thanks, that is all.", "I know what I want.", "好的，谢谢",
    "Спасибо, всё понятно.", "תודה רבה", "Yes, do it for me now.", "No, you have it covered.",
    "Sounds great, just what I need.", "That's all I wanted to know.", "Have a good one.",
    "Thanks for your suggestions.", "Can you please put it on?", "Could you do so please?",
    "Please change the duration to 9 days.", "Can you suggest another one?",
    "Book the table for two?", "I want a film in the comedy genre.", "See if you can book it.",
    "I'll see if they like it and let you know.", "Please change my delivery address.", "Yes?",
    "Would it be possible for you to cancel my order?", "Can you modify the name to be Anna?",
    "I'm looking for a performing arts venue.", "The order which I made, can you cancel it?",
    "Есть проблема с заказом.", "Надо поменять адрес.", "יש לי בעיה עם ההזמנה",
    "צריך לשנות את הכתובת",
  ])
  func `what asks for nothing to be known is no question`(text: String) {
    #expect(!kinds(.customer, text).contains(.question), "\(text)")
  }

  @Test func `a question is answered, put off or left open`() throws {
    func chance(_ question: String, _ reply: String?) throws -> Examination.Answer {
      var examiner = Examiner()
      let turns = [Turn(.customer, question)] + (reply.map { [Turn(.agent, $0)] } ?? [])
      return try #require(examiner.examine(turns).answers.first)
    }
    #expect(
      try chance("What is the phone number?", "The phone number is 408-247-8880.").chance > 0.7)
    #expect(try chance("What is the phone number?", "Our shop is very nice.").chance < 0.5)
    #expect(try chance("When will it arrive?", "It arrives tomorrow at 10:30.").chance > 0.7)
    #expect(try chance("这家店的电话是多少？", "电话是010-63553377。").chance > 0.7)
    #expect(try chance("How windy will it be?", "The wind is at 10 miles per hour.").chance > 0.5)
    #expect(try chance("What is the fee?", "Have a great day!").chance < 0.3)
    #expect(try chance("What is the fee?", "Which account do you mean?").chance < 0.3)
    #expect(try chance("附近有什么酒店？", "附近的酒店有两家。").chance > 0.7)
    #expect(try chance("附近有什么酒店？", "电话是010-63553377。").chance < 0.3)
    #expect(try chance("Why was it late?", nil).reply == nil)
    let later = try chance("Why was it late?", "One moment, I'll check and get back to you.")
    #expect(later.isDeferred)
  }

  @Test func `a short courtesy after thanks ends a talk, and an open one does not`() {
    func ends(_ reply: String) -> Bool {
      var examiner = Examiner()
      let turns = [Turn(.customer, "Thank you, that is all."), Turn(.agent, reply)]
      return examiner.examine(turns).sightings.contains { $0.kind == .closing && $0.turn == 1 }
    }
    #expect(ends("You're welcome."))
    #expect(ends("Enjoy your stay!"))
    #expect(ends("再见！"))
    #expect(!ends("You're welcome. Is there anything else?"))
    #expect(!ends("One moment please."))
    #expect(!ends("祝您生活愉快！"))
  }

  @Test(arguments: [
    ("You have a 3 day rental period.", false), ("I have a good one: Elm Street.", false),
    ("Their phone number is 510-886-0385.", false), ("Okay, you too!", true),
    ("Can you too?", false), ("Пока не пришло.", false), ("Ну всё, пока!", true),
    ("И вам того же!", true), ("תודה ולהתראות", true), ("גם לך!", true), ("您也是！", true),
  ])
  func `a goodbye is told from words that look like one`(text: String, isGoodbye: Bool) {
    #expect(kinds(.agent, text).contains(.closing) == isGoodbye, "\(text)")
  }

  @Test(arguments: [
    ("Где вы находитесь?", "По адресу: улица Мира, рядом с метро.", "Хорошего дня!"),
    ("Почему так долго?", "Потому что склад был закрыт, по причине ремонта.", "Напишите номер."),
    ("איפה אתם נמצאים?", "אנחנו ברחוב הרצל, ליד התחנה.", "יום נעים!"),
    ("כמה זמן זה לוקח?", "זה לוקח שלושה ימים.", "יום נעים!"),
    ("Могу ли я вернуть заказ?", "Да, конечно.", "Хорошего дня!"),
    ("可以退货吗？", "可以的，请您申请。", "祝您生活愉快！"), ("酒店有健身房吗？", "没有。", "请稍等。"),
    ("附近有什么酒店？", "为您推荐一家。", "祝您生活愉快！"),
  ])
  func `answers are told from others in Russian, Hebrew and Chinese`(
    question: String, answer: String, other: String
  ) throws {
    func chance(_ reply: String) throws -> Double {
      var examiner = Examiner()
      let turns = [Turn(.customer, question), Turn(.agent, reply)]
      return try #require(examiner.examine(turns).answers.first).chance
    }
    #expect(try chance(answer) > 0.5)
    #expect(try chance(other) < 0.5)
  }

  @Test func `no thanks declines, and thanks after a no are thanks`() {
    #expect(!kinds(.customer, "no thanks").contains(.thanks))
    #expect(kinds(.customer, "No, thanks a lot.").contains(.thanks))
    #expect(kinds(.customer, "You have been very helpful.").contains(.thanks))
    #expect(kinds(.customer, "No thank you so much for your help.").contains(.thanks))
    #expect(!kinds(.customer, "нет спасибо").contains(.thanks))
    #expect(!kinds(.customer, "לא תודה").contains(.thanks))
    #expect(kinds(.customer, "אין יותר שאלות ותודה").contains(.thanks))
  }

  @Test func `a word of feeling turns round after a not, and weighs more after a but`() {
    var examiner = Examiner()
    let good = examiner.mood(of: "This is good.").score
    #expect(good > 0)
    #expect(examiner.mood(of: "This is not good.").score < 0)
    #expect(examiner.mood(of: "This is very good.").score > good)
    #expect(examiner.mood(of: "It was nice, but now it is terrible.").score < 0)
    #expect(examiner.mood(of: "太差了，非常失望").score < -0.3)
    #expect(examiner.mood(of: "Ужасный сервис, я разочарован").score < -0.3)
    #expect(examiner.mood(of: "שירות נוראי, אני מאוכזב").score < -0.3)
    #expect(examiner.mood(of: "היה נהדר, אבל עכשיו זה נורא").score < 0)
    #expect(examiner.mood(of: "The parcel is in the box.").score == 0)
  }

  @Test func `the course of a mood has its start, end, lowest point and slope`() throws {
    var examiner = Examiner()
    let course = try #require(
      examiner.examine([
        Turn(.customer, "This is terrible."), Turn(.agent, "I am sorry, it is fixed now."),
        Turn(.customer, "Okay."), Turn(.customer, "Great, thank you!"),
      ]).course)
    #expect(course.start < 0 && course.end > 0)
    #expect(course.lowest == course.start)
    #expect(course.slope > 0 && course.recovery > 0.5)
    #expect(course.messages == 3)
  }

  @Test func `evidence points at the words, in any script`() {
    #expect(words(.closing, .agent, "Ok, have a nice day!") == ["have a nice day"])
    #expect(words(.apology, .agent, "非常抱歉！") == ["抱歉"])
    #expect(words(.greeting, .agent, "שלום לך, דנה") == ["שלום לך"])
    #expect(words(.misspelling, .agent, "We recieve it") == ["recieve"])
  }

  @Test func `any text can be examined, and every sighting lies inside its message`() {
    var chance = Shuffle(seed: 21)
    let signs = [
      "hello", "I will", "refund", "?", "!", ". ", " ", "\n", "4111111111111111", "+1 ", "@a.b",
      "(", "好",
      "吗", "שלום", "не", "\u{301}", "👍", "::1", "GB82WEST12345698765432", "1.2.3.4", "ё", "\u{0}",
      "-",
    ]
    var examiner = Examiner()
    for _ in 0..<400 {
      let turns = (0..<chance.next(5)).map { _ in
        Turn(
          Turn.Side.allCases[chance.next(3)],
          (0..<chance.next(12)).map { _ in signs[chance.next(signs.count)] }.joined())
      }
      for sighting in examiner.examine(turns).sightings {
        #expect(turns.indices.contains(sighting.turn))
        #expect(sighting.range.upperBound <= turns[sighting.turn].text.utf8.count)
        #expect(!sighting.range.isEmpty && (0.5...1).contains(sighting.confidence))
      }
    }
  }

  @Test func `every phrase of the lexicons can be found`() {
    for line in Lexicon.english + Lexicon.chinese + Lexicon.russian + Lexicon.hebrew {
      for phrase in line.phrases.split(separator: "|") {
        #expect(!WordPattern.places(phrase).isEmpty, "\(phrase)")
        #expect(!phrase.contains { $0 == "\"" || $0 == "(" }, "\(phrase)")
      }
    }
  }
}
