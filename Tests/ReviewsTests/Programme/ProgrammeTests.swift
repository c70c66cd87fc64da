import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

extension Month {
  /// Terms that begin with the month of conversations.
  var terms: Terms {
    Terms(
      startsOn: Month.firstDay, scorecard: card.scorecard, rules: plan,
      reviewingHours: ProtectedHours(
        days: 1...5, from: 9 * 3600, until: 12 * 3600, minutes: 45),
      scorecardEvery: 2, benchmarksEvery: nil)
  }

  /// Agrees on terms in the lead's name and lets the program work once.
  @discardableResult
  func agree(
    over version: Int = 0, _ change: (inout Terms) -> Void = { _ in }
  ) async throws -> Programme {
    var terms = terms
    change(&terms)
    let (final, team, acting, world) = (terms, team, acting(lead), world)
    return try await database.write { db in
      let programme = try Programme.agree(
        on: final, for: team, over: version, scope: acting, world: world, in: db)
      try programme.advance(scope: acting, world: world, in: db)
      return programme
    }
  }

  /// One run of the job on a day.
  func work(on day: String) async throws {
    clock.set(Zone.utc.instant(of: Day(iso: day) ?? Month.firstDay, second: 30_000))
    try await Programme.running.run(
      JobRun(scope: scope, payload: "", world: world, database: database))
  }

  func cycles() async throws -> [Cycle] {
    let (scope, team) = (scope, team)
    return try await database.read { db in
      try Cycle.all(of: team, scope, in: db).sorted { $0.plan.firstDay < $1.plan.firstDay }
    }
  }

  func programme() async throws -> Programme {
    let (scope, team) = (scope, team)
    return try #require(try await database.read { db in try Programme.of(team, scope, in: db) })
  }
}

/// Begins on a day of March, before its conversations are over.
private func inMarch(
  _ engine: Engine, conversations: Int = 24, _ body: @Sendable (Month) async throws -> Void
) async throws {
  try await withMonth(engine, conversations: conversations) { month in
    month.clock.set(Month.firstDay.advanced(by: 9))
    try await body(month)
  }
}

@Suite struct ProgrammeTests {
  @Test(arguments: Engine.available)
  func `it plans ahead, opens on the first day after the period, and does nothing twice`(
    engine: Engine
  ) async throws {
    try await inMarch(engine) { month in
      try await month.agree()
      let planned = try await month.cycles()
      #expect(planned.map(\.plan.firstDay.iso) == ["2026-03-01", "2026-04-01"])
      #expect(planned.map(\.state) == [.draft, .draft])
      try await month.work(on: "2026-03-31")
      #expect(try await month.cycles().map(\.state) == [.draft, .draft])
      for _ in 0..<2 { try await month.work(on: "2026-04-01") }
      let after = try await month.cycles()
      #expect(after.map(\.state) == [.open, .draft, .draft])
      #expect(after.map(\.seed).prefix(2) == planned.map(\.seed).prefix(2))
      #expect(after[0].keepsItsPromise && after[0].plan == planned[0].plan)
      #expect(after[2].plan.firstDay.iso == "2026-05-01")
      #expect(try await month.told(month.lead) == ["programme.notice.running"])
      let agent = try #require(month.agents.first)
      #expect(
        try await month.told(agent) == ["programme.notice.opened", "programme.notice.protected"])
    }
  }

  @Test(arguments: Engine.available)
  func `four nodes at once open, plan and protect once`(engine: Engine) async throws {
    try await inMarch(engine) { month in
      try await month.agree()
      month.clock.set(Month.firstDay.startOfNextMonth)
      let run = JobRun(
        scope: month.scope, payload: "", world: month.world, database: month.database)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 { group.addTask { try await Programme.running.run(run) } }
        try await group.waitForAll()
      }
      let cycles = try await month.cycles()
      #expect(cycles.map(\.state) == [.open, .draft, .draft])
      let open = try #require(cycles.first)
      #expect(try await month.reviews(open).count == 40)
      let blocks = try await month.database.read { db in
        try ProtectedTime.all(for: .review, open.id.rawValue, month.scope, in: db)
      }
      #expect(Set(blocks.map { "\($0.person) \($0.place)" }).count == blocks.count)
    }
  }

  @Test(arguments: Engine.available)
  func `it opens with the newest version, and what is open keeps its own`(
    engine: Engine
  ) async throws {
    try await inMarch(engine) { month in
      try await month.agree()
      func publish(_ name: String) async throws -> ScorecardVersion.ID {
        let (scope, world, id) = (month.acting(month.lead), month.world, month.card.scorecard)
        return try await month.database.write { db in
          let card = try #require(try Scorecard.find(id, scope: scope, in: db))
          let draft = try #require(try card.openDraft(scope: scope, world: world, in: db))
          var rubric = draft.rubric
          rubric.name = name
          try draft.save(rubric, scope: scope, world: world, in: db)
          let renewed = try #require(try Scorecard.find(id, scope: scope, in: db))
          return try renewed.publish(note: "", scope: scope, world: world, in: db).id
        }
      }
      let second = try await publish("Second wording")
      try await month.work(on: "2026-04-01")
      #expect(try await month.cycles()[0].plan.scorecard == second)
      _ = try await publish("Third wording")
      try await month.work(on: "2026-04-02")
      #expect(try await month.cycles()[0].plan.scorecard == second)
    }
  }

  @Test(arguments: Engine.available)
  func `what cannot be done is told to the lead once, with the reason`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, conversations: 0) { month in
      month.clock.set(Month.firstDay.advanced(by: 9))
      try await month.agree()
      for day in ["2026-04-01", "2026-04-02", "2026-04-02"] { try await month.work(on: day) }
      #expect(try await month.told(month.lead) == ["programme.stuck.emptyPool"])
      let (scope, world) = (month.acting(month.lead), month.world)
      try await month.database.write { db in
        try Month.insertConversation(
          of: month.agents[0], month.team, 3, scope: scope, world: world, in: db)
      }
      try await month.work(on: "2026-04-04")
      let opened = try #require(try await month.cycles().first)
      // Three days late: everybody still has all of their days.
      #expect(opened.state == .open && opened.plan.reflectBy.iso == "2026-04-10")
      #expect(opened.plan.shareOn.iso == "2026-04-24")
      let unread = try await month.database.read { db in
        try Notice.all(of: month.lead, month.scope, in: db).filter { $0.readAt == nil }
          .map(\.summary)
      }
      #expect(unread == ["programme.notice.running"])
    }
  }

  @Test(arguments: Engine.available)
  func `after two weeks a cycle is left out, and without a scorecard nothing is planned`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, conversations: 0) { month in
      month.clock.set(Month.firstDay.advanced(by: 9))
      try await month.agree()
      try await month.work(on: "2026-04-16")
      #expect(try await month.told(month.lead) == ["programme.stuck.tooLate"])
      let (scope, world, id) = (month.scope, month.world, month.card.scorecard)
      try await month.database.write { db in
        try Scorecard.find(id, scope: scope, in: db)?.archive(
          true, scope: scope, world: world, in: db)
      }
      try await month.work(on: "2026-05-01")
      let told = try await month.told(month.lead)
      #expect(told.filter { $0 == "programme.stuck.noCard" }.count >= 1)
      #expect(try await month.cycles().count == 3)
    }
  }

  @Test(arguments: Engine.available)
  func `with nobody who could look at another's work it waits`(engine: Engine) async throws {
    try await withMonth(engine, agents: 1) { month in
      month.clock.set(Month.firstDay.advanced(by: 9))
      let programme = try await month.agree()
      let (scope, lead) = (month.scope, month.lead)
      let cycle = try #require(try await month.cycles().first)
      let today = try #require(Day(iso: "2026-04-01"))
      let found = try await month.database.write { db -> [Obstacle?] in
        let before = try Obstacle.of(cycle, in: programme, on: today, scope, in: db)
        try db.execute(
          "UPDATE person SET active = 0 WHERE workspace_id = \(scope) AND id = \(lead)")
        return [before, try Obstacle.of(cycle, in: programme, on: today, scope, in: db)]
      }
      #expect(found == [nil, .nobody])
    }
  }

  @Test(arguments: Engine.available)
  func `paused it does nothing, ended it plans no more, and each is explained`(
    engine: Engine
  ) async throws {
    try await inMarch(engine) { month in
      let programme = try await month.agree()
      let (scope, world) = (month.acting(month.lead), month.world)
      func decide(_ kind: Programme.Event.Kind, _ note: String = "Stocktaking") async throws {
        try await month.database.write { db in
          try Programme.find(programme.id, scope, in: db)?
            .decide(kind, because: note, scope: scope, world: world, in: db)
        }
      }
      await #expect(throws: ProgrammeError.noNote) { try await decide(.paused, " ") }
      try await decide(.paused)
      await #expect(throws: ProgrammeError.state(.paused)) { try await decide(.paused) }
      try await month.work(on: "2026-04-01")
      #expect(try await month.cycles().map(\.state) == [.draft, .draft])
      try await decide(.resumed)
      try await month.work(on: "2026-04-01")
      #expect(try await month.cycles().map(\.state) == [.open, .draft, .draft])
      try await decide(.ended)
      try await month.work(on: "2026-05-01")
      #expect(try await month.cycles().count == 3)
      let kinds = try await month.programme().events.map(\.kind)
      #expect(kinds == [.started, .paused, .resumed, .ended])
    }
  }

  @Test(arguments: Engine.available)
  func `new terms hold for what is not open yet, an exception for itself alone`(
    engine: Engine
  ) async throws {
    try await inMarch(engine) { month in
      let programme = try await month.agree()
      let (scope, world) = (month.acting(month.lead), month.world)
      let march = try #require(try await month.cycles().first)
      try await month.database.write { db in
        try programme.except(
          march.id, because: "Fair week", scope: scope, world: world, in: db
        ) { $0.shareOn = $0.shareOn.advanced(by: 5) }
      }
      await #expect(throws: ProgrammeError.stale) { try await month.agree() }
      try await month.agree(over: 1) {
        $0.rules.size = SampleSize(minimum: 2)
        $0.rhythm = .fourWeekly
      }
      let cycles = try await month.cycles()
      #expect(cycles[0].plan.shareOn.iso == "2026-04-26" && cycles[0].plan.size.minimum == 4)
      #expect(cycles[1].plan.size.minimum == 2 && cycles[1].plan.lastDay.iso == "2026-04-28")
      #expect(cycles[1].keepsItsPromise)
      try await month.work(on: "2026-04-01")
      let open = try #require(try await month.cycles().first)
      #expect(open.state == .open && open.plan.shareOn.iso == "2026-04-26")
      await #expect(throws: ProgrammeError.nothingPlanned) {
        try await month.database.write { db in
          try programme.except(
            march.id, because: "Late", scope: scope, world: world, in: db
          ) { _ in }
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `what was planned by hand before goes along, what is planned by hand later is its own`(
    engine: Engine
  ) async throws {
    try await inMarch(engine) { month in
      let (scope, world, plan) = (month.acting(month.lead), month.world, month.plan)
      func planByHand(from first: Day) async throws {
        try await month.database.write { db in
          _ = try Cycle.plan(
            .monthly(from: first, scorecard: plan.scorecard), for: month.team, scope: scope,
            world: world, in: db)
        }
      }
      try await planByHand(from: Month.firstDay)
      try await month.agree()
      try await planByHand(from: Month.firstDay.startOfNextMonth.startOfNextMonth)
      #expect(try await month.cycles().count == 3)
      try await month.work(on: "2026-04-01")
      #expect(try await month.cycles().map(\.state) == [.open, .draft, .draft])
      try await month.work(on: "2026-06-03")
      let firsts = try await month.cycles().map(\.plan.firstDay.iso)
      #expect(firsts.suffix(2) == ["2026-06-01", "2026-07-01"])
      let own = try await month.database.read { db in
        try #require(try Programme.of(month.team, scope, in: db)).cycles(scope, in: db)
      }
      #expect(!own.contains { $0.cycle.plan.firstDay.iso == "2026-05-01" })
    }
  }

  @Test(arguments: Engine.available)
  func `who reviews has as many blocks as their reviews need, on allowed days before they are due`(
    engine: Engine
  ) async throws {
    try await inMarch(engine) { month in
      try await month.agree()
      try await month.work(on: "2026-04-01")
      let open = try #require(try await month.cycles().first)
      let blocks = try await month.database.read { db in
        try ProtectedTime.all(for: .review, open.id.rawValue, month.scope, in: db)
      }
      // Four reviews each of the usual quarter of an hour: an hour, two blocks of 45 minutes.
      #expect(blocks.count == 10)
      for block in blocks {
        let day = Zone.utc.day(of: block.from)
        #expect((1...5).contains(day.weekday) && day <= open.plan.reviewBy)
        #expect(block.basis == .init(pieces: 4, secondsEach: 900, observations: 0))
      }
    }
  }

  @Test(arguments: Engine.available)
  func `where nobody is named, no kept time and no notice ties a reviewer to a review`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 8) { month in
      month.clock.set(Month.firstDay.advanced(by: 9))
      try await month.agree {
        $0.rules.namesReviewers = false
        $0.rules.asksSelfAssessment = false
        $0.rules.reviewsPerConversation = 3
      }
      try await month.work(on: "2026-04-01")
      let open = try #require(try await month.cycles().first)
      #expect(open.state == .open)
      let authors = try await month.authors(open)
      let leaks = try await month.database.read { db in
        try Table.all(in: db).filter { $0.name != "review_author" }.filter { table in
          try db.rows(acrossWorkspaces: table.selectAll).contains { row in
            authors.contains { review, author in
              row.values.contains(.integer(review.rawValue))
                && row.values.contains(.integer(author.rawValue))
            }
          }
        }.map(\.name)
      }
      #expect(leaks.isEmpty)
    }
  }
}

@Suite struct OutlookTests {
  @Test func `the sentence says what is next with its days`() async throws {
    try await inMarch(.sqlite) { month in
      try await month.agree()
      let cycles = try await month.cycles()
      let today = try #require(Day(iso: "2026-03-10"))
      let outlook = Outlook(cycles, isRunning: true, on: today, in: .utc)
      #expect(outlook.entries.map(\.happening) == [.opens, .plans, .opens])
      let text = Text(programmeWords + calendarWords, language: .en)
      #expect(
        outlook.sentence(text)
          == "Next: on 1 Apr 2026 the sample of March 2026 is drawn and reviews are handed out; "
          + "then on 1 Apr 2026, when April 2026 begins, the period after it is planned.")
      #expect(Outlook(cycles, isRunning: false, on: today, in: .utc).entries.isEmpty)
    }
  }
}
