import Conversations
import Kernel
import People
import Reviews
import Statistics
import Storage
import Support
import Testing
import Web

@testable import App

struct DemoLoadTests {
  let options = DemoOptions(seed: 9, agents: 6, months: 2, conversations: 400)

  private func withDemo<Value: Sendable>(
    _ engine: Engine, _ options: DemoOptions,
    _ body: (any Database, DemoReport) async throws -> Value
  ) async throws -> Value {
    try await withDatabase(engine, Migration.every) { database in
      let report = try await Demo.load(options, into: database, world: .still(at: noon))
      return try await body(database, report)
    }
  }

  /// A fingerprint of the rows of a few tables.
  private func fingerprint(_ engine: Engine) async throws -> [String] {
    try await withDemo(engine, options) { database, report in
      let scope = Scope(workspace: .init(rawValue: 1))
      return try await database.read { db in
        let reviews = try db.rows(
          """
          SELECT r.id, a.person_id, r.agent_id, r.conversation_id, s.value
          FROM review AS r
          JOIN review_author AS a ON a.workspace_id = r.workspace_id AND a.id = r.id
          LEFT JOIN review_score AS s ON s.workspace_id = r.workspace_id AND s.review_id = r.id
          WHERE r.workspace_id = \(scope) ORDER BY r.id, s.version
          """)
        let messages = try db.rows(
          "SELECT id, at, text FROM message WHERE workspace_id = \(scope) ORDER BY id")
        let feedback = try db.rows(
          "SELECT id, did, next_step FROM feedback WHERE workspace_id = \(scope) ORDER BY id")
        return (reviews + messages + feedback).map { "\($0.values)" }
      }
    }
  }

  @Test func `the same seed gives the same rows on every engine`() async throws {
    let first = try await fingerprint(.sqlite)
    #expect(first.count > 1000)
    for engine in Engine.available {
      let other = try await fingerprint(engine)
      #expect(other == first)
    }
  }

  @Test(arguments: Engine.available)
  func `everything is counted, and the last cycle is left in the middle`(
    engine: Engine
  ) async throws {
    try await withDemo(engine, options) { database, report in
      #expect(report.counts.conversations == 400)
      #expect(report.counts.cycles == 3)
      #expect(report.signIns.map(\.role).sorted() == Role.allCases.map(\.rawValue).sorted())
      let scope = Scope(workspace: .init(rawValue: 1))
      try await database.read { db in
        let cycles = try Cycle.all(scope, in: db).sorted { $0.plan.firstDay < $1.plan.firstDay }
        #expect(cycles.map(\.state) == [.closed, .closed, .open, .draft, .draft])
        let areKept = cycles.map { $0.keepsItsPromise }
        #expect(!areKept.contains(false))
        let running = try Review.all(in: cycles[2].id, scope, in: db)
        let today = Zone.utc.day(of: noon)
        let overdue = running.filter { $0.isOverdue(on: today) }
        #expect(overdue.count == 1)
        let states = Set(running.map(\.state))
        #expect(states.isSuperset(of: [.assigned, .draft, .submitted]))
        let past = try Review.all(in: cycles[0].id, scope, in: db)
        #expect(Set(past.map(\.state)).isSuperset(of: [.shared, .acknowledged]))
        let programme = try #require(try Programme.all(scope, in: db).first)
        let revisions = try Revision.all(of: programme.id, scope, in: db)
        #expect(revisions.contains { $0.decision?.kind == .postponed })
        #expect(revisions.contains { $0.decision == nil && $0.postponements == 1 })
        let blocks = try ProtectedTime.all(for: .review, cycles[2].id.rawValue, scope, in: db)
        #expect(ProtectedTally(blocks).lost > 0)
        let mark = try Setting.value("demo", scope, in: db)
        #expect(mark == "1")
      }
    }
  }

  @Test func `the demo's people sign in with the one password`() async throws {
    try await withDemo(.sqlite, options) { database, report in
      let mill = PasswordMill(world: .still(at: noon))
      let email = try #require(report.signIns.first).email
      let stored: String? = try await database.read { db in
        try db.rows(acrossWorkspaces: "SELECT password FROM person WHERE email = \(email)")
          .first?.get("password")
      }
      let verdict = try await mill.compare(report.password, with: stored)
      #expect(verdict == .right)
    }
  }

  @Test func `a second demo is refused, and so are sizes out of range`() async throws {
    try await withDemo(.sqlite, options) { database, _ in
      await #expect(throws: PeopleError.alreadySetUp) {
        try await Demo.load(options, into: database, world: .still(at: noon))
      }
      await #expect(throws: DemoProblem.agents(3...2000)) {
        try await Demo.load(
          DemoOptions(seed: 1, agents: 1), into: database, world: .still(at: noon))
      }
    }
  }

  @Test(arguments: [
    "2026-11-01T00:20", "2026-11-01T09:00", "2026-12-31T23:59", "2026-03-01T12:00",
  ])
  func `it can be made on any day of a month`(text: String) async throws {
    let day = try #require(Day(iso: text.prefix(10)))
    let time = text.suffix(5).split(separator: ":").compactMap { Int($0) }
    let now = Zone.utc.instant(of: day, second: time[0] * 3600 + time[1] * 60)
    try await withDatabase(.sqlite, Migration.every) { database in
      let report = try await Demo.load(
        DemoOptions(seed: 2, agents: 4, months: 1, conversations: 150), into: database,
        world: .still(at: now))
      #expect(report.counts.cycles == 2)
      let late = try await database.read { db in
        try db.rows(acrossWorkspaces: "SELECT id FROM review_event WHERE at > \(now)").count
      }
      #expect(late == 0)
    }
  }
}
