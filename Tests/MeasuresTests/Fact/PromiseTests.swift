import Conversations
import Kernel
import Storage
import Support
import Testing
import Web

@testable import Measures

/// The promise about the solution, from texts of a conversation to the number on the page.
@Suite struct PromiseTests {
  private func promise(
    _ id: Int64, _ minutes: Int, priority: String? = nil, pauses: Bool = true
  ) -> ServicePolicy {
    ServicePolicy(
      id: Identifier(rawValue: id), name: "P\(id)", position: Int(id), priority: priority,
      resolution: minutes * 60, pausesForCustomer: pauses)
  }

  /// How many came within their promise, of how many it counted for.
  private func kept(
    _ promises: [ServicePolicy], _ records: [ConversationRecord], _ engine: Engine
  ) async throws -> [Int] {
    let found = Found()
    try await withGround(engine) { database, scope in
      found.value = try await database.write { db in
        for policy in promises {
          try policy.write(scope: scope, world: Ground.world(1000 * policy.id.rawValue), in: db)
        }
        var delivery = Ground.delivery(scope)
        try delivery.store(records, in: db)
        let reading = try Ground.readings(scope).month(.solutionInTime, from: db)
        return [reading.numerator, reading.denominator]
      }
    }
    return found.value
  }

  private final class Found: @unchecked Sendable {
    var value: [Int] = []
  }

  @Test(arguments: Engine.available)
  func `the clock of a solution stands still while the team waits for the customer`(
    engine: Engine
  ) async throws {
    // Asked back after 10 minutes, answered after 500, solved after 520: 30 minutes of work.
    let lines: [(MessageRole, Double, String)] = [
      (.customer, 0, "It is dark"), (.agent, 10, "Which lamp?"), (.customer, 500, "The red one"),
      (.agent, 515, "A new one is on its way"),
    ]
    let record = Ground.record("1", solvedAfter: 520, lines)
    #expect(try await kept([promise(1, 30)], [record], engine) == [1, 1])
    #expect(try await kept([promise(1, 29)], [record], engine) == [0, 1])
    #expect(try await kept([promise(1, 519, pauses: false)], [record], engine) == [0, 1])
    #expect(try await kept([promise(1, 520, pauses: false)], [record], engine) == [1, 1])
  }

  @Test(arguments: Engine.available)
  func `what the team says itself, or leaves for days before it solves, is no waiting`(
    engine: Engine
  ) async throws {
    let record = Ground.record(
      "1", solvedAfter: 600,
      [(.customer, 0, "It is dark"), (.agent, 10, "We look into it"), (.agent, 590, "Done")])
    #expect(try await kept([promise(1, 599)], [record], engine) == [0, 1])
    #expect(try await kept([promise(1, 600)], [record], engine) == [1, 1])
  }

  @Test(arguments: Engine.available)
  func `thanks after the solution does not restart the clock, a reopening does`(
    engine: Engine
  ) async throws {
    func record(_ word: String) -> ConversationRecord {
      var record = Ground.record(
        "1", solvedAfter: 20,
        [(.customer, 0, "Help"), (.agent, 15, "Done"), (.customer, 1000, word)])
      record.lastResolvedAt = Ground.minutes(1060)
      record.reopenCount = 1
      return record
    }
    #expect(try await kept([promise(1, 20)], [record("Thanks a lot!")], engine) == [1, 1])
    // Fifteen minutes to the answer, an hour after it came back; the night between is nobody's.
    let again = record("It is dark again")
    #expect(try await kept([promise(1, 75)], [again], engine) == [1, 1])
    #expect(try await kept([promise(1, 74)], [again], engine) == [0, 1])
  }

  @Test(arguments: Engine.available)
  func `the priority decides which promise counts, and without one nothing is judged`(
    engine: Engine
  ) async throws {
    func record(_ key: String, _ tags: [String]) -> ConversationRecord {
      var record = Ground.record(
        key, customer: key, solvedAfter: 90, [(.customer, 0, "Help"), (.agent, 80, "Done")])
      record.tags = tags
      return record
    }
    let records = [record("1", ["Urgent"]), record("2", ["low"]), record("3", [])]
    let promises = [promise(1, 60, priority: "urgent"), promise(2, 120, priority: "low")]
    #expect(try await kept(promises, records, engine) == [1, 2])
    try await withGround(engine) { database, scope in
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        try delivery.store(records, in: db)
        let reading = try Ground.readings(scope).month(.solutionInTime, from: db)
        #expect(reading.absence == .unpromised)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `a promise written later counts for the past once the figures are renewed`(
    engine: Engine
  ) async throws {
    try await withGround(engine) { database, scope in
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        try delivery.store(
          [Ground.record("1", solvedAfter: 30, [(.customer, 0, "A"), (.agent, 20, "B")])], in: db)
        try promise(1, 30).write(scope: scope, world: Ground.world(300), in: db)
      }
      try await Renewal(database: database, scope: scope, world: Ground.world(5_000_000)).run()
      let reading = try await database.read { db in
        try Ground.readings(scope).month(.solutionInTime, from: db)
      }
      #expect(reading.numerator == 1 && reading.denominator == 1)
    }
  }

  @Test(arguments: Engine.available)
  func `nights and lunch do not count against a promise`(engine: Engine) async throws {
    try await withGround(engine) { database, scope in
      try await database.write { db in
        var calendar = try #require(try OpeningCalendar.current(scope, in: db).first)
        calendar.hours = try Hours(
          zone: "Europe/Berlin", week: Array(repeating: "9-13, 14-17", count: 5) + ["", ""],
          special: "")
        calendar.from = Ground.zone.day(of: Ground.noon).advanced(by: -100)
        try calendar.write(scope: scope, world: Ground.world(200), in: db)
        try promise(1, 210).write(scope: scope, world: Ground.world(300), in: db)
        var delivery = Ground.delivery(scope)
        // 13:00 in Berlin; from 14:00 to 17:00 and from 9:00 to 9:30 the next morning.
        try delivery.store(
          [Ground.record("1", solvedAfter: 1230, [(.customer, 0, "A"), (.agent, 1220, "B")])],
          in: db)
        let reading = try Ground.readings(scope).month(.solutionInTime, from: db)
        #expect(reading.numerator == 1 && reading.denominator == 1)
      }
    }
  }
}
