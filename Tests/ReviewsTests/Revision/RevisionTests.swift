import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

extension Month {
  func revisions() async throws -> [Revision] {
    let scope = scope
    let programme = try await programme()
    return try await database.read { db in try Revision.all(of: programme.id, scope, in: db) }
  }

  func decide(_ kind: Revision.Decision.Kind, _ note: String = "Talked about it") async throws {
    let revision = try #require(try await revisions().first { $0.decision == nil })
    let (acting, world) = (acting(lead), world)
    try await database.write { db in
      try revision.decide(kind, because: note, scope: acting, world: world, in: db)
    }
  }
}

@Suite struct RevisionTests {
  @Test(arguments: Engine.available)
  func `it stands in the cycle that is due, ends with a decision, and comes back when postponed`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      month.clock.set(Month.firstDay.advanced(by: 9))
      try await month.agree()
      let first = try await month.revisions()
      // Every second cycle: April's is the second that is planned.
      #expect(first.map(\.position) == [2] && first.map(\.dueOn.iso) == ["2026-04-30"])
      await #expect(throws: RevisionError.noNote) { try await month.decide(.kept, " ") }
      try await month.decide(.postponed, "The new hires come first")
      try await month.work(on: "2026-04-01")
      let again = try await month.revisions()
      #expect(again.map(\.position) == [3, 2] && again.map(\.postponements) == [1, 0])
      // The scorecard is older than the task, so nothing can have been changed.
      await #expect(throws: RevisionError.nothingPublished) { try await month.decide(.revised) }
      try await month.decide(.kept)
      await #expect(throws: RevisionError.decided) {
        let revision = try #require(try await month.revisions().first)
        try await month.database.write { db in
          try revision.decide(
            .kept, because: "Twice", scope: month.scope, world: month.world, in: db)
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `it finds how many disputes changed the answers to each criterion`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 6, conversations: 6) { month in
      let cycle = try await month.sharedCycle()
      try await month.agree()
      let reviews = try await month.reviews(cycle).filter(\.kind.counts)
      for (index, review) in reviews.prefix(8).enumerated() {
        let dispute = try await month.dispute(review, month.claim(index < 7 ? 1 : 2))
        try await month.decide(dispute, index < 5 || index == 7 ? .accepted : .refused)
      }
      let open = try await month.dispute(reviews[8])
      #expect(open.state == .open)
      let programme = try await month.programme()
      let findings = try await month.database.read { db in
        try RevisionFindings.of(programme, for: month.leading, at: month.clock.now, in: db)
      }
      let (first, second, third) = (
        findings.criteria[0], findings.criteria[1], findings.criteria[2]
      )
      #expect(first.contested == 8 && first.upheld == 6 && first.isOftenCorrected)
      #expect(second.contested == 1 && second.upheld == 1 && !second.isOftenCorrected)
      #expect(third.contested == 0 && !third.isNotable)
    }
  }

  @Test(arguments: Engine.available)
  func `postponed after the next cycle was planned, it goes to that one at once`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      month.clock.set(Month.firstDay.advanced(by: 9))
      try await month.agree()
      try await month.work(on: "2026-04-01")
      #expect(try await month.revisions().map(\.position) == [2])
      try await month.decide(.postponed)
      #expect(try await month.revisions().map(\.position) == [3, 2])
    }
  }

  @Test(arguments: Engine.available)
  func `the leads are reminded before, on and after its day, and no more once it is decided`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, conversations: 2) { month in
      month.clock.set(Month.firstDay.advanced(by: 9))
      try await month.agree()
      for day in ["2026-04-26", "2026-04-27", "2026-04-28", "2026-04-30", "2026-05-02"] {
        try await month.work(on: day)
      }
      let told = try await month.told(month.lead).filter { $0.hasPrefix("revision.") }
      #expect(
        told == [
          "revision.remind.scorecard", "revision.remind.scorecard",
          "revision.remind.scorecard.late",
        ])
      try await month.decide(.kept)
      let unread = try await month.database.read { db in
        try Notice.all(of: month.lead, month.scope, in: db)
          .filter { $0.readAt == nil && $0.summary.hasPrefix("revision.") }.count
      }
      #expect(unread == 0)
    }
  }
}
