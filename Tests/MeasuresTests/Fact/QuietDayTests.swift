import Conversations
import Kernel
import Statistics
import Storage
import Support
import Testing
import Web

@testable import Measures

/// Days on which nothing happened.
@Suite struct QuietDayTests {
  /// A Sunday was a gap in one week and a zero in the next.
  @Test(arguments: Engine.available)
  func `a day without anything is a zero between known days and unknown around them`(
    engine: Engine
  ) async throws {
    try await withGround(engine) { database, scope in
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        try delivery.store(
          [
            Ground.record("1", solvedAfter: 30, [(.customer, 0, "Hello"), (.agent, 9, "Hello")]),
            Ground.record(
              "2", agent: "ben", solvedAfter: 4 * 24 * 60 + 30,
              [(.customer, 4 * 24 * 60, "Hello"), (.agent, 4 * 24 * 60 + 9, "Hello")]),
          ], in: db)
      }
      let first = Ground.zone.day(of: Ground.noon)
      let week = Period(first: first.advanced(by: -1), last: first.advanced(by: 5))
      try await database.read { db in
        let readings = Ground.readings(scope)
        func counts(_ question: Question) throws -> [Double?] {
          try readings.series(question, by: .day, in: week, from: db).map(\.estimate.value)
        }
        let whole: [Double?] = [nil, 1, 0, 0, 0, 1, nil]
        #expect(try counts(Question(.volumeIn)) == whole)
        #expect(try counts(Question(.volumeSolved)) == whole)
        #expect(try counts(Question(.volumeIn, channel: .chat)) == whole)
        #expect(try counts(Question(.volumeIn, channel: .email)) == [nil, 0, 0, 0, 0, 0, nil])
        // Of a time there is nothing to tell on such a day.
        let times = try readings.series(Question(.firstResponse), by: .day, in: week, from: db)
        let none = Reading.Absence.nothing
        #expect(times.map(\.absence) == [none, nil, none, none, none, nil, none])
        // Who was there on one day only is not counted before and after.
        let person: Actor.ID? = try db.row(
          "SELECT id FROM person WHERE workspace_id = \(scope) AND name = 'ben'")?.get("id")
        let ben = try #require(person)
        let own = try counts(Question(.volumeIn, of: .person(ben)))
        #expect(own == [nil, nil, nil, nil, nil, 1, nil])
      }
    }
  }
}
