import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

@Suite struct HandoverTests {
  private func peers(_ month: Month, _ cycle: Cycle) async throws -> [Review] {
    try await month.reviews(cycle).filter { $0.kind == .peer && $0.withdrawnAt == nil }
  }

  /// How many live reviews of others each agent has.
  private func loads(_ month: Month, _ cycle: Cycle) async throws -> [Person.ID: Int] {
    let authors = try await month.authors(cycle)
    return try await peers(month, cycle).reduce(into: [:]) { loads, review in
      authors[review.id].map { loads[$0, default: 0] += 1 }
    }
  }

  @Test(arguments: Engine.available)
  func `what is given back goes to a colleague with little to do, with a reason that is counted`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 6) { month in
      let cycle = try await month.openCycle { $0.asksSelfAssessment = false }
      let review = try #require(try await peers(month, cycle).first)
      let writer = try await month.writer(of: review)
      let world = month.world
      await #expect(throws: HandoverError.reasonMissing) {
        try await month.database.write { db in
          _ = try review.giveBack(reason: "  ", scope: writer, world: world, in: db)
        }
      }
      await #expect(throws: ReviewError.notYours) {
        try await month.database.write { db in
          _ = try review.giveBack(
            reason: "x", scope: month.acting(month.lead), world: world, in: db)
        }
      }
      let outcome = try await month.database.write { db in
        try review.giveBack(reason: "I know her", scope: writer, world: world, in: db)
      }
      #expect(outcome.given == 1 && outcome.waiting == 0)
      let after = try await month.reviews(cycle).filter { $0.pick == review.pick }
      #expect(after.count == 2)
      let next = try #require(after.first { $0.withdrawnAt == nil })
      let authors = try await month.authors(cycle)
      let person = try #require(authors[next.id])
      #expect(person != next.agent && person.rawValue != writer.person)
      #expect(next.reason == .passed(among: next.reason.columns.among ?? 0))
      try await month.database.read { db in
        let told = try Notice.all(of: person, month.scope, in: db)
        #expect(told.contains { $0.summary == "handover.notice.got" })
        let reviews = try Review.all(in: cycle.id, month.scope, in: db)
        let balance = try Balance.of(cycle, reviews, authors, month.scope, in: db)
        #expect(balance.handovers == 1 && balance.reasons == ["I know her"])
        let giver = Person.ID(rawValue: writer.person ?? 0)
        #expect(balance.shares[giver]?.returned == 1)
      }
      // Given back is given back: the same person never gets the same conversation again.
      await #expect(throws: ReviewError.withdrawn) {
        try await month.database.write { db in
          _ = try review.current(month.scope, in: db).giveBack(
            reason: "again", scope: writer, world: world, in: db)
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `the lead passes on what an ill colleague has, in equal shares`(engine: Engine) async throws
  {
    try await withMonth(engine, agents: 9) { month in
      let cycle = try await month.openCycle()
      let ill = month.agents[2]
      let world = month.world
      let before = try await loads(month, cycle)
      let outcome = try await month.database.write { db in
        try Cycle.require(cycle.id, month.scope, in: db).passOn(
          from: ill, scope: month.acting(month.lead), world: world, in: db)
      }
      #expect(outcome.given + outcome.waiting == before[ill])
      let after = try await loads(month, cycle)
      #expect(after[ill] == nil)
      let rest = month.agents.filter { $0 != ill }.map { after[$0] ?? 0 }
      #expect((rest.max() ?? 0) - (rest.min() ?? 0) <= 1)
      let own = try await month.reviews(cycle).filter { $0.agent == ill && $0.kind == .`self` }
      #expect(own.allSatisfy { $0.withdrawnAt == nil })
      try await month.database.read { db in
        let told = try Notice.all(of: ill, month.scope, in: db)
        #expect(told.contains { $0.summary == "handover.notice.relieved" })
        let entries = try db.rows(
          """
          SELECT details FROM audit_entry
          WHERE workspace_id = \(month.scope) AND summary = 'handover.audit.passed'
          """)
        #expect(entries.count == 1)
      }
      await #expect(throws: HandoverError.noneLeft) {
        try await month.database.write { db in
          _ = try Cycle.require(cycle.id, month.scope, in: db).passOn(
            from: ill, scope: month.acting(month.lead), world: world, in: db)
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `whoever has time gets what lacks a reviewer first, and never the same twice`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 5) { month in
      let cycle = try await month.openCycle { $0.asksSelfAssessment = false }
      let person = month.agents[0]
      let world = month.world
      var taken: Set<Pick.ID> = []
      while true {
        do {
          let pick = try await month.database.write { db in
            try Cycle.require(cycle.id, month.scope, in: db).takeOneMore(
              for: person, scope: month.acting(person), world: world, in: db)
          }
          #expect(taken.insert(pick).inserted)
        } catch HandoverError.noneLeft {
          break
        }
      }
      #expect(!taken.isEmpty)
      let reviews = try await peers(month, cycle)
      let authors = try await month.authors(cycle)
      let looks = reviews.compactMap { review in
        authors[review.id].map { Assignment.Pair(reviewer: $0, reviewed: review.agent) }
      }
      #expect(looks.allSatisfy { $0.reviewer != $0.reviewed && !looks.contains($0.swapped) })
      let asked = reviews.filter { taken.contains($0.pick) && $0.reason == .asked }
      #expect(asked.count == taken.count && asked.allSatisfy { authors[$0.id] == person })
      await #expect(throws: HandoverError.notAReviewer) {
        try await month.database.write { db in
          _ = try Cycle.require(cycle.id, month.scope, in: db).takeOneMore(
            for: month.lead, scope: month.acting(month.lead), world: world, in: db)
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `conflicts hold when a cycle is opened, when something is passed on, and when one asks`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 4) { month in
      let (one, other) = (month.agents[0], month.agents[1])
      let world = month.world
      try await month.database.write { db in
        _ = try Conflict.state(
          between: one, and: other, scope: month.acting(one), world: world, in: db)
      }
      let cycle = try await month.openCycle { $0.asksSelfAssessment = false }
      try await month.database.write { db in
        let open = try Cycle.require(cycle.id, month.scope, in: db)
        _ = try open.passOn(
          from: month.agents[2], scope: month.acting(month.lead), world: world, in: db)
        for person in [one, other] {
          while (try? open.takeOneMore(
            for: person, scope: month.acting(person), world: world, in: db)) != nil
          {}
        }
      }
      let authors = try await month.authors(cycle)
      for review in try await month.reviews(cycle) {
        let pair = [authors[review.id], review.agent]
        #expect(pair != [one, other] && pair != [other, one])
      }
    }
  }

  @Test(arguments: Engine.available)
  func `a share of the sample goes to an expert too, and counts like any other review`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 5) { month in
      let world = month.world
      let analyst = try await month.database.write { db in
        let person = Person(id: world.id(), name: "Ann Analyst", createdAt: world.now())
        try person.insert(month.scope, in: db)
        try Grant(.analyst).give(to: person.id, scope: month.scope, world: world, in: db)
        return person.id
      }
      let cycle = try await month.openCycle {
        $0.asksSelfAssessment = false
        $0.expertPercent = 25
      }
      let expert = try await month.reviews(cycle).filter { $0.kind == .expert }
      #expect(expert.count == 5)
      let authors = try await month.authors(cycle)
      #expect(expert.allSatisfy { authors[$0.id] == analyst && $0.reason == .expert(among: 1) })
      let draft = month.draft(best: false)
      let best = month.draft()
      try await month.database.write { db in
        for review in try Review.all(in: cycle.id, month.scope, in: db) {
          let author = authors[review.id] ?? analyst
          try review.submit(
            review.kind == .expert ? draft : best, seconds: 1, scope: month.acting(author),
            world: world, in: db)
        }
        try cycle.share(on: cycle.plan.shareOn, scope: month.scope, world: world, in: db)
      }
      let results = try await month.database.read { db in
        try Results.of([cycle.id], month.scope, in: db).rated
      }
      let looked = Set(expert.map(\.conversation))
      // Formula 9: the mean of both, the worst and the best.
      #expect(results.filter { looked.contains($0.conversation) }.allSatisfy { $0.score == 50 })
      #expect(results.filter { !looked.contains($0.conversation) }.allSatisfy { $0.score == 100 })
    }
  }

  @Test(arguments: Engine.available)
  func `a lead adds a review by name, and only one's own where nobody is named`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 8) { month in
      let world = month.world
      let named = try await month.openCycle { $0.asksSelfAssessment = false }
      let pick = try #require(
        try await month.database.read { db in
          try Pick.all(in: named.id, month.scope, in: db).first
        })
      let lead = month.acting(month.lead)
      try await month.database.write { db in
        try Cycle.require(named.id, month.scope, in: db).ask(
          month.lead, about: pick, scope: lead, world: world, in: db)
      }
      let added = try await month.reviews(named).filter { $0.pick == pick.id && $0.kind == .lead }
      #expect(added.map(\.reason) == [.chosen])
      await #expect(throws: HandoverError.mayNotReview) {
        try await month.database.write { db in
          try Cycle.require(named.id, month.scope, in: db).ask(
            month.lead, about: pick, scope: lead, world: world, in: db)
        }
      }
      await #expect(throws: HandoverError.mayNotReview) {
        try await month.database.write { db in
          try Cycle.require(named.id, month.scope, in: db).ask(
            pick.agent, about: pick, scope: lead, world: world, in: db)
        }
      }
      let hidden = try await month.openCycle {
        $0.asksSelfAssessment = false
        $0.namesReviewers = false
        $0.firstDay = $0.firstDay.advanced(by: 1)
      }
      let other = try #require(
        try await month.database.read { db in
          try Pick.all(in: hidden.id, month.scope, in: db).first
        })
      let peer = try #require(month.agents.first { $0 != other.agent })
      await #expect(throws: HandoverError.mayNotReview) {
        try await month.database.write { db in
          try Cycle.require(hidden.id, month.scope, in: db).ask(
            peer, about: other, scope: lead, world: world, in: db)
        }
      }
      try await month.database.write { db in
        try Cycle.require(hidden.id, month.scope, in: db).ask(
          month.lead, about: other, scope: lead, world: world, in: db)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `a goal is one's own, and the newest stands`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      let (world, person) = (month.world, month.agents[1])
      try await month.database.write { db in
        for count in [6, 7] {
          try ReviewGoal(reviews: count, dueOn: cycle.plan.reviewBy).keep(
            of: person, in: cycle.id, scope: month.scope, world: world, db: db)
        }
        let kept = try ReviewGoal.find(of: person, in: cycle.id, month.scope, db: db)
        #expect(kept?.reviews == 7)
        let others = try ReviewGoal.find(of: month.agents[2], in: cycle.id, month.scope, db: db)
        #expect(others == nil)
      }
    }
  }
}
