import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

@Suite struct FairDayTests {
  /// Passes on what somebody has, in the lead's name; answers who got it.
  private func passOn(
    _ cycle: Cycle, from ill: Person.ID, _ month: Month
  ) async throws -> Set<Person.ID> {
    let before = try await month.authors(cycle)
    try await month.database.write { db in
      _ = try Cycle.require(cycle.id, month.scope, in: db).passOn(
        from: ill, scope: month.acting(month.lead), world: month.world, in: db)
    }
    let after = try await month.authors(cycle)
    return Set(after.filter { before[$0.key] == nil }.values)
  }

  private func given(_ cycle: Cycle, _ month: Month) async throws -> [Person.ID: MoreTime] {
    try await month.database.read { db in
      try MoreTime.all(in: cycle.id, month.scope, in: db)
    }
  }

  @Test(arguments: Engine.available, [true, false])
  func `what is passed on after its day is due three days later, for whoever got it alone`(
    engine: Engine, isNamed: Bool
  ) async throws {
    try await withMonth(engine, agents: isNamed ? 9 : 12) { month in
      let cycle = try await month.openCycle {
        $0.namesReviewers = isNamed
        $0.reviewsPerConversation = isNamed ? 1 : 3
        $0.shareOn = $0.reviewBy.advanced(by: 6)
      }
      let today = cycle.plan.reviewBy.advanced(by: 1)
      month.clock.set(today)
      let got = try await passOn(cycle, from: month.agents[2], month)
      #expect(!got.isEmpty)
      let fair = today.advanced(by: 3)
      let given = try await given(cycle, month)
      #expect(Set(given.keys) == got)
      #expect(given.values.allSatisfy { $0 == MoreTime(dueOn: fair, reason: nil) })
      for person in got {
        let asked = try await month.asked(of: person, in: cycle).filter { $0.kind == .peer }
        #expect(asked.allSatisfy { $0.dueOn == fair && !$0.isOverdue(on: today) })
      }
      // For everybody else the day of the plan stays beside each review: another one would tell
      // which reviews were passed on.
      let days = Set(try await month.reviews(cycle).filter(\.kind.counts).map(\.dueOn))
      #expect(days == [cycle.plan.reviewBy])
      let round = try await month.database.read { db in
        try Round.find(cycle.id, for: month.leading, today: today, in: db)
      }
      for person in got { #expect(round.debts[person]?.overdue == 0) }
      let person = try #require(got.first)
      let told = try await month.database.read { db in
        try Notice.all(of: person, month.scope, in: db)
          .first { $0.summary == "handover.notice.got" }
      }
      #expect(told?.details["day"] == .day(fair))
      let work = try await month.browser(person, Grant(.agent)).get("/work")
      #expect(work.body.contains("Reviews came to you late"))
      expectSound(work.body)
      let page = try await month.browser(month.lead, Grant(.lead, team: month.team))
        .get("/cycles/\(cycle.id.text)")
      #expect(page.body.contains("reviews came to them late"))
    }
  }

  @Test(arguments: Engine.available)
  func `what is passed on in time keeps the day of the plan`(engine: Engine) async throws {
    try await withMonth(engine, agents: 9) { month in
      let cycle = try await month.openCycle()
      month.clock.set(cycle.plan.reviewBy.advanced(by: -3))
      #expect(try await !passOn(cycle, from: month.agents[2], month).isEmpty)
      #expect(try await given(cycle, month).isEmpty)
    }
  }

  @Test(arguments: Engine.available)
  func `where nobody is named the day lies before the sharing`(engine: Engine) async throws {
    try await withMonth(engine, agents: 12) { month in
      let cycle = try await month.openCycle {
        $0.namesReviewers = false
        $0.reviewsPerConversation = 3
        $0.shareOn = $0.reviewBy.advanced(by: 3)
      }
      let last = cycle.plan.shareOn.advanced(by: -1)
      month.clock.set(last)
      let got = try await passOn(cycle, from: month.agents[2], month)
      #expect(!got.isEmpty)
      let given = try await given(cycle, month)
      #expect(Set(given.keys) == got && given.values.allSatisfy { $0.dueOn == last })
      month.clock.set(cycle.plan.shareOn)
      _ = try await passOn(cycle, from: month.agents[3], month)
      #expect(try await self.given(cycle, month) == given, "no day is left to give")
    }
  }

  @Test(arguments: Engine.available)
  func `whoever takes one more after the day has days for it too`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      let today = cycle.plan.reviewBy
      month.clock.set(today)
      let person = month.agents[0]
      try await month.database.write { db in
        _ = try Cycle.require(cycle.id, month.scope, in: db).takeOneMore(
          for: person, scope: month.acting(person), world: month.world, in: db)
      }
      let due = today.advanced(by: Cycle.daysForLateReviews)
      #expect(try await given(cycle, month)[person]?.dueOn == due)
    }
  }
}
