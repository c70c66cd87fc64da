import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

extension Month {
  /// One round of reminders on a day, as the program makes it every hour.
  func remind(on day: Day) async throws {
    clock.set(Zone.utc.instant(of: day, second: 30_000))
    try await Cycle.reminding.run(
      JobRun(scope: scope, payload: "", world: world, database: database))
  }

  /// The keys of what a person was told, the oldest first.
  func told(_ person: Person.ID) async throws -> [String] {
    let scope = scope
    return try await database.read { db in
      try Notice.all(of: person, scope, in: db).reversed().map(\.summary)
    }
  }
}

@Suite struct ReminderTests {
  @Test func `a reminder belongs to three days before, the day, and two days after`() {
    let due = Day(number: 100)
    let kinds = (95...103).map { Reminder(on: Day(number: $0), due: due) }
    #expect(kinds == [nil, nil, .soon, .soon, .soon, .today, nil, .late, .late])
  }

  @Test(arguments: Engine.available)
  func `each reminder comes once, and never to people who owe nothing`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      let diligent = try #require(month.agents.first)
      let slow = try #require(month.agents.last)
      let draft = month.draft()
      try await month.database.write { db in
        let authors = try Author.all(in: cycle.id, month.scope, in: db)
        for review in try Review.all(in: cycle.id, month.scope, in: db)
        where authors[review.id] == diligent {
          try review.submit(
            draft, seconds: 60, scope: month.acting(diligent), world: month.world, in: db)
        }
      }
      let (reflect, review) = (cycle.plan.reflectBy, cycle.plan.reviewBy)
      for offset in -5...4 { try await month.remind(on: reflect.advanced(by: offset)) }
      let own = ["reminder.own.soon", "reminder.own.today", "reminder.own.late"]
      #expect(try await month.told(slow) == own)
      for offset in -3...4 {
        try await month.remind(on: review.advanced(by: offset))
        try await month.remind(on: review.advanced(by: offset))
      }
      let others = ["reminder.others.soon", "reminder.others.today", "reminder.others.late"]
      #expect(try await month.told(slow) == own + others)
      #expect(try await month.told(diligent).isEmpty)
      #expect(try await month.told(month.lead).isEmpty)
    }
  }

  @Test(arguments: Engine.available)
  func `a reminder is no news once the work is done`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      try await month.remind(on: cycle.plan.reflectBy)
      let agent = try #require(month.agents.first)
      func unread() async throws -> Int {
        try await month.database.read { db in try Notice.unread(by: agent, month.scope, in: db) }
      }
      #expect(try await unread() == 1)
      try await month.submitAll(cycle)
      try await month.remind(on: cycle.plan.reflectBy)
      #expect(try await unread() == 0)
    }
  }

  @Test(arguments: Engine.available)
  func `who is reviewed hears of the sharing, who reviewed of the acknowledgement`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      try await month.submitAll(cycle)
      try await month.database.write { db in
        _ = try cycle.share(
          on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
      }
      for agent in month.agents { #expect(try await month.told(agent) == ["reminder.shared"]) }
      let reviews = try await month.reviews(cycle)
      let review = try #require(reviews.first { $0.kind == .peer })
      let authors = try await month.authors(cycle)
      let writer = try #require(authors[review.id])
      let left = try await month.database.write { db in
        try review.acknowledge(
          scope: month.acting(review.agent), world: month.world, in: db)
        return try Notice.unread(by: review.agent, month.scope, in: db)
      }
      #expect(left == 0)
      #expect(try await month.told(writer) == ["reminder.shared", "reminder.acknowledged"])
    }
  }

  @Test(arguments: Engine.available)
  func `second looks are reminded of before their day and on it, and no more when handed in`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 6, conversations: 6) { month in
      let cycle = try await month.sharedCycle(rule: DisputeRule(secondPercent: 100))
      let authors = try await month.authors(cycle)
      let seconds = try await month.reviews(cycle).filter { $0.kind == .second }
      let people = Set(seconds.compactMap { authors[$0.id] }).sorted()
      let (slow, quick) = (try #require(people.first), try #require(people.last))
      for second in seconds where authors[second.id] == quick {
        try await month.handIn(second, month.middling)
      }
      let due = cycle.plan.shareOn.advanced(by: cycle.plan.daysToLearn)
      for offset in -5...1 {
        for _ in 0..<2 { try await month.remind(on: due.advanced(by: offset)) }
      }
      let told = try await month.told(slow).filter { $0.contains("second") }
      #expect(told == ["second.notice.asked", "reminder.second.soon", "reminder.second.today"])
      let news = try await month.told(quick).filter { $0.contains("second") }
      #expect(news == ["second.notice.asked"])
      func unread(_ person: Person.ID) async throws -> Int {
        try await month.database.read { db in
          try Notice.all(of: person, month.scope, in: db)
            .filter { $0.readAt == nil && $0.summary.contains("second") }.count
        }
      }
      #expect(try await unread(quick) == 0, "done is done")
      // What was asked, and the last reminder alone.
      #expect(try await unread(slow) == 2)
      for second in seconds where authors[second.id] == slow {
        try await month.handIn(second, month.middling)
      }
      try await month.remind(on: due)
      #expect(try await unread(slow) == 0)
    }
  }

  @Test func `in a cycle that names nobody no notice leads to a reviewer`() async throws {
    try await withMonth(.sqlite, agents: 8) { month in
      let cycle = try await month.openCycle {
        $0.namesReviewers = false
        $0.reviewsPerConversation = 3
      }
      try await month.submitAll(cycle)
      try await month.database.write { db in
        _ = try cycle.share(
          on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
      }
      let reviews = try await month.reviews(cycle)
      let review = try #require(reviews.first { $0.kind == .peer && $0.sharedAt != nil })
      try await month.database.write { db in
        try review.acknowledge(
          scope: month.acting(review.agent), world: month.world, in: db)
      }
      for agent in month.agents {
        #expect(try await !month.told(agent).contains("reminder.acknowledged"))
      }
    }
  }
}

@Suite struct CycleClosingTests {
  @Test(arguments: Engine.available)
  func `a shared cycle closes by itself after two weeks, once`(engine: Engine) async throws {
    try await withMonth(engine, conversations: 4) { month in
      let cycle = try await month.openCycle()
      month.clock.set(cycle.plan.shareOn)
      try await month.database.write { db in
        _ = try cycle.share(
          on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
      }
      func state(on day: Day) async throws -> Cycle.State {
        month.clock.set(day)
        let run = JobRun(
          scope: month.scope, payload: "", world: month.world, database: month.database)
        try await Cycle.closing.run(run)
        try await Cycle.closing.run(run)
        return try await month.database.read { db in
          try Cycle.require(cycle.id, month.scope, in: db).state
        }
      }
      #expect(try await state(on: cycle.plan.shareOn.advanced(by: 14)) == .shared)
      #expect(try await state(on: cycle.plan.shareOn.advanced(by: 15)) == .closed)
    }
  }
}

@Suite struct CycleCalendarTests {
  private func states(_ calendar: CycleCalendar) -> [CycleCalendar.State] {
    calendar.entries.map(\.state)
  }

  @Test func `the steps follow what happened and who owes what`() async throws {
    try await withMonth(.sqlite) { month in
      let plan = month.plan
      let draft = try await month.database.write { db in
        try Cycle.plan(
          plan, for: month.team, scope: month.acting(month.lead), world: month.world, in: db)
      }
      let before = CycleCalendar(draft, in: .utc, on: plan.lastDay)
      #expect(states(before) == [.now, .ahead, .ahead, .ahead, .ahead, .ahead, .ahead])
      #expect(before.current?.step == .agree)
      let open = try await month.database.write { db in
        try draft.open(scope: month.acting(month.lead), world: month.world, in: db)
        return try Cycle.require(draft.id, month.scope, in: db)
      }
      let early = CycleCalendar(
        open, in: .utc, on: plan.reflectBy, owingOwn: 2, owingOthers: 5)
      #expect(states(early) == [.done, .done, .now, .now, .ahead, .ahead, .ahead])
      let late = CycleCalendar(
        open, in: .utc, on: plan.reflectBy.advanced(by: 1), owingOwn: 2, owingOthers: 5)
      #expect(states(late) == [.done, .done, .late, .now, .ahead, .ahead, .ahead])
      let ready = CycleCalendar(open, in: .utc, on: plan.shareOn)
      #expect(states(ready) == [.done, .done, .done, .done, .now, .ahead, .ahead])
      let dates = late.entries.map(\.until)
      #expect(dates[2] == plan.reflectBy && dates[3] == plan.reviewBy && dates[4] == plan.shareOn)
      month.clock.set(plan.shareOn)
      let shared = try await month.database.write { db in
        _ = try open.share(
          on: plan.shareOn, scope: month.scope, world: month.world, in: db)
        return try Cycle.require(open.id, month.scope, in: db)
      }
      let learning = CycleCalendar(shared, in: .utc, on: plan.shareOn, owingOthers: 3)
      #expect(states(learning) == [.done, .done, .done, .done, .done, .now, .ahead])
      #expect(learning.current?.step == .learn)
    }
  }

  @Test func `without a self-assessment there is nothing to reflect on`() async throws {
    try await withMonth(.sqlite) { month in
      let cycle = try await month.openCycle { $0.asksSelfAssessment = false }
      let calendar = CycleCalendar(cycle, in: .utc, on: cycle.plan.lastDay)
      #expect(!calendar.entries.contains { $0.step == .reflect })
    }
  }

  @Test(arguments: Engine.available)
  func `the page counts who owes something for agents, and names them for the lead`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      _ = try await month.openCycle()
      let features: [Feature] = [.reviews]
      func page(_ person: Person.ID, _ grant: Grant, teams: Set<Team.ID> = []) async throws
        -> String
      {
        let actor = Actor(
          person: person, name: "Any", workspace: month.scope.workspace, grants: [grant],
          teams: teams, csrf: "token")
        let site = Site(
          world: month.world, database: month.database, features: features,
          session: { _, _, _ in actor })
        let client = TestClient(site: site, features: features)
        client.set(cookie: site.sessionCookie, "any")
        let answer = try await client.get("/calendar")
        #expect(answer.status == 200)
        return answer.body
      }
      let agent = try #require(month.agents.first)
      let own = try await page(agent, Grant(.agent), teams: [month.team])
      #expect(own.contains("5 people") && !own.contains("Agent 2"))
      #expect(own.contains("Still to do for you"))
      let lead = try await page(month.lead, Grant(.lead, team: month.team))
      #expect(lead.contains("Agent 2") && !lead.contains("Still to do for you"))
      let stranger = try await page(agent, Grant(.agent))
      #expect(stranger.contains("class=\"empty\""))
    }
  }
}
