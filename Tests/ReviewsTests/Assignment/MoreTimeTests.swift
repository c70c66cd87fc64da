import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

extension Month {
  /// Gives somebody more time in the lead's name.
  func giveMoreTime(
    _ cycle: Cycle, to person: Person.ID, until day: Day, because reason: String = "Ill"
  ) async throws {
    try await database.write { db in
      try Cycle.require(cycle.id, scope, in: db).giveMoreTime(
        to: person, until: day, because: reason, scope: acting(lead), world: world, in: db)
    }
  }

  /// What somebody was asked to write, as they see it themselves.
  func asked(of person: Person.ID, in cycle: Cycle) async throws -> [Review] {
    try await database.read { db in
      try Review.asked(of: person, in: [cycle.id], acting(person), in: db)
    }
  }
}

@Suite struct MoreTimeTests {
  @Test(arguments: Engine.available)
  func `it needs a reason, a later day and something that is left`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle { $0.asksSelfAssessment = false }
      let (slow, quick) = (month.agents[0], month.agents[1])
      let due = cycle.plan.reviewBy
      await #expect(throws: MoreTimeError.reasonMissing) {
        try await month.giveMoreTime(cycle, to: slow, until: due.advanced(by: 2), because: " ")
      }
      let latest = cycle.plan.shareOn.advanced(by: cycle.plan.daysToLearn)
      for day in [due, due.advanced(by: -1), latest.advanced(by: 1)] {
        await #expect(throws: MoreTimeError.day(latest: latest)) {
          try await month.giveMoreTime(cycle, to: slow, until: day)
        }
      }
      let draft = month.draft()
      try await month.database.write { db in
        let authors = try Author.all(in: cycle.id, month.scope, in: db)
        for review in try Review.all(in: cycle.id, month.scope, in: db)
        where authors[review.id] == quick && review.kind.counts {
          try review.submit(
            draft, seconds: 1, scope: month.acting(quick), world: month.world, in: db)
        }
      }
      await #expect(throws: MoreTimeError.nothingLeft) {
        try await month.giveMoreTime(cycle, to: quick, until: due.advanced(by: 2))
      }
      try await month.giveMoreTime(cycle, to: slow, until: due.advanced(by: 2))
      // What was given is not taken back.
      await #expect(throws: MoreTimeError.day(latest: latest)) {
        try await month.giveMoreTime(cycle, to: slow, until: due.advanced(by: 1))
      }
      try await month.giveMoreTime(cycle, to: slow, until: due.advanced(by: 4), because: "Still")
      let given = try await month.database.read { db in
        try MoreTime.all(in: cycle.id, month.scope, in: db)
      }
      #expect(given == [slow: MoreTime(dueOn: due.advanced(by: 4), reason: "Still")])
      #expect(try await month.told(slow) == ["moreTime.notice", "moreTime.notice"])
      let audit = try await month.database.read { db in
        try db.rows(
          "SELECT summary FROM audit_entry WHERE workspace_id = \(month.scope) AND summary = 'moreTime.audit'"
        ).count
      }
      #expect(audit == 2)
    }
  }

  @Test(arguments: Engine.available)
  func `their reviews are due then, nobody else's are, and they are not late before`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      let (slow, other) = (month.agents[0], month.agents[1])
      let due = cycle.plan.reviewBy.advanced(by: 5)
      try await month.giveMoreTime(cycle, to: slow, until: due)
      // One's own view is written before any other can be read.
      let own = cycle.plan.shareOn.advanced(by: -1)
      for review in try await month.asked(of: slow, in: cycle) {
        #expect(review.dueOn == (review.kind == .`self` ? own : due))
      }
      for review in try await month.asked(of: other, in: cycle) where review.kind.counts {
        #expect(review.dueOn == cycle.plan.reviewBy)
      }
      let debts = try await month.database.read { db in
        Debt.all(
          in: cycle, try Review.all(in: cycle.id, month.scope, in: db),
          try Author.all(in: cycle.id, month.scope, in: db),
          try MoreTime.all(in: cycle.id, month.scope, in: db),
          on: cycle.plan.reviewBy.advanced(by: 1))
      }
      let (mine, theirs) = (try #require(debts[slow]), try #require(debts[other]))
      #expect(mine.overdue == mine.own && theirs.overdue == theirs.own + theirs.others)
    }
  }

  @Test(arguments: Engine.available)
  func `it covers one's own views too, before the sharing, and no second look`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle { $0.shareOn = $0.reviewBy.advanced(by: 5) }
      let slow = month.agents[0]
      let due = cycle.plan.reflectBy.advanced(by: 2)
      try await month.giveMoreTime(cycle, to: slow, until: due)
      for review in try await month.asked(of: slow, in: cycle) {
        #expect(review.dueOn == (review.kind == .`self` ? due : cycle.plan.reviewBy))
      }
      try await month.remind(on: due)
      #expect(try await month.told(slow) == ["moreTime.notice", "reminder.own.today"])
      let later = MoreTime(dueOn: cycle.plan.shareOn.advanced(by: 3), reason: "Ill")
      #expect(later.dueOn(of: .`self`, in: cycle.plan) == cycle.plan.shareOn.advanced(by: -1))
      #expect(later.dueOn(of: .expert, in: cycle.plan) == later.dueOn)
      #expect(later.dueOn(of: .second, in: cycle.plan) == nil)
      // Only second looks are left: their day is the end of the cycle, and stays.
      let debt = Debt(others: 2, othersDone: 1, secondLeft: 1)
      #expect(cycle.daysToGive(debt, after: nil, on: cycle.plan.reflectBy, in: .utc) == nil)
    }
  }

  @Test(arguments: Engine.available)
  func `reminders follow the new day, also after the sharing`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle { $0.asksSelfAssessment = false }
      let (slow, other) = (month.agents[0], month.agents[1])
      let review = cycle.plan.reviewBy
      try await month.remind(on: review)
      let due = cycle.plan.shareOn.advanced(by: 6)
      try await month.giveMoreTime(cycle, to: slow, until: due)
      let unread = try await month.database.read { db in
        try Notice.all(of: slow, month.scope, in: db).filter { $0.readAt == nil }.map(\.summary)
      }
      #expect(unread == ["moreTime.notice"], "the earlier reminder is no news any more")
      for offset in 1...3 { try await month.remind(on: review.advanced(by: offset)) }
      try await month.database.write { db in
        _ = try cycle.share(
          on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
      }
      for offset in -5...3 { try await month.remind(on: due.advanced(by: offset)) }
      let told = try await month.told(slow).filter { $0.hasPrefix("reminder.others") }
      #expect(
        told == [
          "reminder.others.today", "reminder.others.soon", "reminder.others.today",
          "reminder.others.late",
        ])
      let usual = try await month.told(other).filter { $0.hasPrefix("reminder.others") }
      #expect(usual == ["reminder.others.today", "reminder.others.late"])
    }
  }

  @Test(arguments: Engine.available)
  func `where nobody is named it ends before the sharing and shows beside no review`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 8) { month in
      let cycle = try await month.openCycle {
        $0.namesReviewers = false
        $0.reviewsPerConversation = 3
        $0.shareOn = $0.reviewBy.advanced(by: 6)
      }
      let slow = month.agents[0]
      let latest = cycle.plan.shareOn.advanced(by: -1)
      await #expect(throws: MoreTimeError.day(latest: latest)) {
        try await month.giveMoreTime(cycle, to: slow, until: cycle.plan.shareOn)
      }
      try await month.giveMoreTime(cycle, to: slow, until: latest)
      let today = cycle.plan.reviewBy.advanced(by: 1)
      let round = try await month.database.read { db in
        try Round.find(cycle.id, for: month.leading, today: today, in: db)
      }
      let days = Set(round.reviews.filter(\.kind.counts).map(\.dueOn))
      #expect(days == [cycle.plan.reviewBy])
      #expect(round.debts[slow]?.overdue == 0)
      try await month.submitAll(cycle)
      try await month.database.write { db in
        _ = try cycle.share(
          on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
      }
      await #expect(throws: MoreTimeError.nothingLeft) {
        try await month.giveMoreTime(cycle, to: slow, until: cycle.plan.shareOn.advanced(by: 2))
      }
    }
  }

  @Test(arguments: Engine.available)
  func `the lead gives it on the cycle's page, and nobody gives it to themselves`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      let path = "/cycles/\(cycle.id.text)"
      let slow = month.agents[0]
      let until = cycle.plan.reviewBy.advanced(by: 3)
      let fields = [
        ("csrf", "token"), ("person", slow.text), ("due", until.iso),
        ("reason", "Ill until Tuesday"),
      ]
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      #expect(try await lead.get(path).body.contains("\(path)/extensions"))
      let early = fields.map { $0.0 == "due" ? ("due", cycle.plan.reflectBy.iso) : $0 }
      #expect(try await lead.post("\(path)/extensions", early).status == 422)
      #expect(try await lead.post("\(path)/extensions", fields).status == 303)
      #expect(try await lead.get(path).body.contains("Ill until Tuesday"))
      let work = try await month.browser(slow, Grant(.agent)).get("/work")
      #expect(work.body.contains("Ill until Tuesday"))
      for (person, grant) in [
        (slow, Grant(.agent)), (month.lead, Grant(.auditor)),
        (slow, Grant(.lead, team: month.team)),
      ] {
        let refused = try await month.browser(person, grant).post("\(path)/extensions", fields)
        #expect(refused.status == 404 || refused.status == 403, "\(grant.role)")
      }
      let colleague = try await month.browser(month.agents[1], Grant(.agent)).get(path)
      #expect(!colleague.body.contains("Ill until Tuesday"))
    }
  }
}
