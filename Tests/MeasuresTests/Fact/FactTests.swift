import Conversations
import Kernel
import Statistics
import Storage
import Support
import Testing
import Web

@testable import Measures

@Suite struct FactTests {
  @Test(arguments: Engine.available)
  func `the first answer is the first public message of a person, not a note and not a machine`(
    engine: Engine
  ) async throws {
    try await withGround(engine) { database, scope in
      var record = Ground.record(
        "1",
        [
          (.customer, 0, "My lamp is dark"), (.bot, 0.1, "Hello, I am a robot"),
          (.agent, 2, "internal"), (.agent, 5, "Hello"), (.agent, 9, "And more"),
        ])
      record.messages[2].visibility = .internal
      record.messages[2].kind = .note
      let told = record
      let reading = try await database.write { db in
        var delivery = Ground.delivery(scope)
        try delivery.store([told], in: db)
        return try Ground.readings(scope).month(.firstResponse, from: db)
      }
      #expect(reading.n == 1)
      #expect(abs((reading.estimate.value ?? 0) - 300) <= 300 * QuantileSketch.relativeError)
      #expect(reading.numerator == 300_000)
    }
  }

  @Test(arguments: Engine.available)
  func `who is answered before they ask has no first response`(engine: Engine) async throws {
    try await withGround(engine) { database, scope in
      let reading = try await database.write { db in
        var delivery = Ground.delivery(scope)
        try delivery.store([Ground.record("1", [(.agent, 0, "We call you tomorrow")])], in: db)
        return try Ground.readings(scope).month(.firstResponse, from: db)
      }
      #expect(reading.n == 0 && reading.absence == .nothing)
    }
  }

  @Test(arguments: Engine.available)
  func `a thank-you after the solution does not restart a clock (ask 3)`(
    engine: Engine
  ) async throws {
    try await withGround(engine) { database, scope in
      // The tool opened it again for the thanks, and somebody closed it a day later.
      var thanked = Ground.record(
        "1", solvedAfter: 10,
        [(.customer, 0, "Help"), (.agent, 5, "Done"), (.customer, 20, "Thanks a lot!")])
      thanked.lastResolvedAt = Ground.minutes(1440)
      thanked.reopenCount = 1
      // This one stayed open in the tool.
      var open = Ground.record(
        "2", customer: "lee", solvedAfter: 10,
        [(.customer, 0, "Help"), (.agent, 5, "Done"), (.customer, 20, "谢谢")])
      open.status = .open
      // And this one was no thank-you.
      var asked = Ground.record(
        "3", customer: "max", solvedAfter: 10,
        [(.customer, 0, "Help"), (.agent, 5, "Done"), (.customer, 20, "Thanks, but it is dark")])
      asked.lastResolvedAt = Ground.minutes(1440)
      asked.reopenCount = 1
      let told = [thanked, open, asked]
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        try delivery.store(told, in: db)
        let readings = Ground.readings(scope)
        let time = try readings.month(.resolutionTime, from: db)
        #expect(time.numerator == (10 + 10 + 1440) * 60_000 && time.n == 3)
        let reopened = try readings.month(.reopens, from: db)
        #expect(reopened.numerator == 1 && reopened.denominator == 3)
        #expect(try readings.month(.backlog, from: db).numerator == 0)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `a customer who comes back on the same matter within a week undoes the first contact`(
    engine: Engine
  ) async throws {
    try await withGround(engine) { database, scope in
      @Sendable func share(_ db: any Connection) throws -> [Int] {
        let reading = try Ground.readings(scope).month(.firstContactResolution, from: db)
        return [reading.numerator, reading.denominator]
      }
      let first = Ground.record("1", solvedAfter: 10, [(.customer, 0, "A"), (.agent, 5, "B")])
      let other = Ground.record(
        "2", customer: "lee", solvedAfter: 12, [(.customer, 1, "A"), (.agent, 5, "B")])
      let again = Ground.record(
        "3", solvedAfter: 3000, [(.customer, 2880, "A"), (.agent, 2900, "B")])
      let late = Ground.record(
        "4", customer: "lee", solvedAfter: 15_000,
        [(.customer, 14_400, "A"), (.agent, 14_450, "B")])
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        try delivery.store([first, other], in: db)
        #expect(try share(db) == [2, 2])
        try delivery.store([again], in: db)
        #expect(try share(db) == [2, 3])
        try delivery.store([late], in: db)
        #expect(try share(db) == [3, 4])
        let ids = try db.rows(
          "SELECT id FROM conversation WHERE workspace_id = \(scope) AND external_id = '3'"
        ).map { try $0.get("id") as Conversation.ID }
        try delivery.withdraw(ids, in: db)
        #expect(try share(db) == [3, 3])
      }
    }
  }

  /// Contacts are looked for by stretches of thirty days; these lie on both sides of such a bound.
  @Test(arguments: Engine.available, [["1", "2", "3"], ["3", "2", "1"], ["2", "3", "1"]])
  func `who comes back in another month is seen, in whatever order the contacts arrive`(
    engine: Engine, order: [String]
  ) async throws {
    let bound = Double(29 - Ground.zone.day(of: Ground.noon).number % 30) * 1440
    let all = [
      "1": Ground.record(
        "1", solvedAfter: bound + 10, [(.customer, bound, "A"), (.agent, bound + 5, "B")]),
      "2": Ground.record(
        "2", solvedAfter: bound + 1500,
        [(.customer, bound + 1440, "A"), (.agent, bound + 1450, "B")]),
      "3": Ground.record(
        "3", solvedAfter: bound + 144_100,
        [(.customer, bound + 144_000, "A"), (.agent, bound + 144_050, "B")]),
    ]
    try await withGround(engine) { database, scope in
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        for key in order { try delivery.store([try #require(all[key])], in: db) }
        let rows = try db.rows(
          """
          SELECT c.external_id, f.is_first_contact, f.last_day / 30 AS month
          FROM conversation_fact f
          JOIN conversation c ON c.workspace_id = f.workspace_id AND c.id = f.id
          WHERE f.workspace_id = \(scope) ORDER BY c.external_id
          """)
        let judged: [Bool] = try rows.map { try $0.get("is_first_contact") }
        #expect(judged == [false, true, true])
        let months: [Int] = try rows.map { try $0.get("month") }
        #expect(Set(months).count == 3)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `first contact is provisional until the week has passed`(engine: Engine) async throws {
    try await withGround(engine) { database, scope in
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        try delivery.store(
          [Ground.record("1", solvedAfter: 10, [(.customer, 0, "A"), (.agent, 5, "B")])], in: db)
        let week = Period(.week, holding: Ground.zone.day(of: Ground.noon))
        let question = Question(.firstContactResolution)
        let early = try Ground.readings(scope, after: 9).reading(question, over: week, from: db)
        let later = try Ground.readings(scope, after: 15).reading(question, over: week, from: db)
        #expect(early.isProvisional && !later.isProvisional)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `the first answer is credited to who gave it, the solution to the owner (asks 13 and 14)`(
    engine: Engine
  ) async throws {
    try await withGround(engine) { database, scope in
      var record = Ground.record(
        "1", agent: "noa", solvedAfter: 60,
        [(.customer, 0, "A"), (.agent, 5, "B"), (.agent, 30, "C")])
      record.agents = [PartyRecord(externalID: "ben", name: "ben")]
      record.messages[1].author = "ben"
      let told = record
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        try delivery.store([told], in: db)
        let people = try db.rows("SELECT id, name FROM person WHERE workspace_id = \(scope)")
        var ids: [String: Actor.ID] = [:]
        for row in people { ids[try row.get("name")] = try row.get("id") }
        let (ben, noa) = (try #require(ids["ben"]), try #require(ids["noa"]))
        let readings = Ground.readings(scope)
        #expect(try readings.month(.firstResponse, of: .person(ben), from: db).n == 1)
        #expect(try readings.month(.firstResponse, of: .person(noa), from: db).n == 0)
        #expect(try readings.month(.resolutionTime, of: .person(noa), from: db).n == 1)
        #expect(try readings.month(.resolutionTime, of: .person(ben), from: db).n == 0)
        let owned = try readings.month(.ownership, from: db)
        #expect(owned.numerator == 0 && owned.denominator == 1)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `calls answer for service level, abandonment and wait; short ones count for neither`(
    engine: Engine
  ) async throws {
    try await withGround(engine) { database, scope in
      func call(_ key: String, wait: Double?, talk: Double?, gaveUp: Bool = false)
        -> ConversationRecord
      {
        var record = Ground.record(key, customer: key, channel: .call)
        record.openedAt = Ground.noon
        var call = CallRecord()
        call.wait = wait
        call.talk = talk
        call.answered = talk != nil
        call.abandoned = gaveUp
        call.startedAt = Ground.noon
        record.calls = [call]
        return record
      }
      let told = [
        call("1", wait: 10, talk: 100), call("2", wait: 20, talk: 50),
        call("3", wait: 40, talk: 60),
        call("4", wait: 90, talk: nil, gaveUp: true), call("5", wait: 2, talk: nil, gaveUp: true),
      ]
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        try delivery.store(told, in: db)
        let readings = Ground.readings(scope)
        let level = try readings.month(.serviceLevel, from: db)
        #expect(level.numerator == 2 && level.denominator == 4)
        let abandoned = try readings.month(.abandonment, from: db)
        #expect(abandoned.numerator == 1 && abandoned.denominator == 4)
        #expect(try readings.month(.answerWait, from: db).numerator == 70_000)
        #expect(try readings.month(.handleTime, from: db).numerator == 210_000)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `a source that does not say when a call was answered is told so, not counted as zero`(
    engine: Engine
  ) async throws {
    try await withGround(engine) { database, scope in
      var record = Ground.record("1", channel: .call)
      record.openedAt = Ground.noon
      var call = CallRecord()
      call.answered = true
      record.calls = [call]
      let told = record
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        try delivery.store([told], in: db)
        let readings = Ground.readings(scope)
        #expect(try readings.month(.answerWait, from: db).absence == .untold)
        #expect(try readings.month(.serviceLevel, from: db).absence == .untold)
        #expect(try readings.month(.talkTime, from: db).absence == .untold)
        #expect(try readings.month(.adherence, from: db).absence == .unheld)
        #expect(try readings.month(.solutionInTime, from: db).absence == .nothing)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `answers to surveys count on the day they were given, with or without a conversation`(
    engine: Engine
  ) async throws {
    try await withGround(engine) { database, scope in
      var record = Ground.record("1", solvedAfter: 10, [(.customer, 0, "A"), (.agent, 5, "B")])
      record.surveys = [4, 3, nil].enumerated().map { index, score in
        var survey = SurveyRecord(kind: .csat, score: score, scaleMinimum: 1, scaleMaximum: 5)
        survey.externalID = "s\(index)"
        survey.offeredAt = Ground.noon
        if score != nil { survey.answeredAt = Ground.minutes(60) }
        return survey
      }
      let told = record
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        var loose = SurveyRecord(kind: .csat, score: 5, scaleMinimum: 1, scaleMaximum: 5)
        loose.externalID = "loose"
        loose.answeredAt = Ground.noon
        loose.conversation = "9"
        _ = try delivery.store(loose, in: db)
        try delivery.settle(in: db)
        try delivery.store([told], in: db)
        let readings = Ground.readings(scope)
        func csat() throws -> [Int] {
          let reading = try readings.month(.csat, from: db)
          return [reading.numerator, reading.denominator]
        }
        #expect(try csat() == [2, 3])
        let answered = try readings.month(.surveyResponse, from: db)
        #expect(answered.numerator == 3 && answered.denominator == 4)
        // Its conversation comes later, and nothing is counted twice.
        try delivery.store([Ground.record("9", customer: "lee", [(.customer, 0, "A")])], in: db)
        #expect(try csat() == [2, 3])
      }
    }
  }

  @Test(arguments: Engine.available)
  func `one old conversation moves the mean, and not the median that is told unless asked (ask 13)`(
    engine: Engine
  ) async throws {
    try await withGround(engine) { database, scope in
      let answers = [4.0, 5, 6, 7, 8, 4320]
      let told = answers.enumerated().map { place, after in
        Ground.record(
          "\(place)", customer: "c\(place)", [(.customer, 0, "A"), (.agent, after, "B")])
      }
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        try delivery.store(told, in: db)
        let readings = Ground.readings(scope)
        func minutes(_ question: Question) throws -> Double {
          let value = try readings.reading(question, over: Ground.march, from: db).estimate.value
          return try #require(value) / 60
        }
        let usual = try readings.month(.firstResponse, from: db).estimate
        #expect(abs(try minutes(Question(.firstResponse)) - 6.5) < 0.06)
        // Six answers are the fewest for which a median has an interval.
        #expect(usual.lower != nil && usual.upper != nil)
        #expect(try minutes(Question(.firstResponse, statistic: .ninetieth)) > 1000)
        #expect(abs(try minutes(Question(.firstResponse, statistic: .mean)) - 725) < 0.01)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `business time stands still over lunch and the night, calendar time does not (asks 1 and 2)`(
    engine: Engine
  ) async throws {
    try await withGround(engine) { database, scope in
      try await database.write { db in
        // Split shifts: 9 to 13 and 14 to 17 in Berlin, where the customer writes at 13:00.
        let week = Array(repeating: "9-13, 14-17", count: 5) + ["", ""]
        var calendar = try #require(try OpeningCalendar.current(scope, in: db).first)
        calendar.hours = try Hours(zone: "Europe/Berlin", week: week, special: "")
        calendar.from = Ground.zone.day(of: Ground.noon).advanced(by: -100)
        try calendar.write(scope: scope, world: Ground.world(200), in: db)
        var delivery = Ground.delivery(scope)
        // Answered at 14:30, and the second one the next morning at 9:30.
        try delivery.store(
          [
            Ground.record("1", [(.customer, 0, "A"), (.agent, 90, "B")]),
            Ground.record("2", customer: "lee", [(.customer, 210, "A"), (.agent, 1230, "B")]),
          ], in: db)
        let readings = Ground.readings(scope)
        let running = try readings.month(.firstResponse, from: db)
        #expect(running.numerator == (90 + 1020) * 60_000)
        let business = try readings.reading(
          Question(.firstResponse, clock: .business), over: Ground.march, from: db)
        #expect(business.numerator == (30 + 60) * 60_000)
        // The promise is about business time: both came within it.
        let inTime = try readings.month(.firstResponseInTime, from: db)
        #expect(inTime.denominator == 2)
      }
    }
  }
}
