import Kernel
import Storage
import Support
import Testing

@testable import People
@testable import Reviews

@Suite struct CycleStoreTests {
  @Test(arguments: Engine.available)
  func `opening freezes the pool, draws for everybody and hands out equal shares`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      #expect(cycle.state == .open)
      #expect(cycle.keepsItsPromise)
      #expect(cycle.poolSize == 120)
      let (picks, pool, reviews) = try await month.database.read { db in
        (
          try Pick.all(in: cycle.id, month.scope, in: db),
          try FrameItem.frozen(in: cycle.id, month.scope, in: db),
          try Review.all(in: cycle.id, month.scope, in: db)
        )
      }
      #expect(picks.count == 20)
      #expect(
        picks.allSatisfy { $0.probability == 4.0 / 24 && $0.reason == .lot(drawn: 4, of: 24) })
      #expect(cycle.poolDigest == pool.digest(for: .reasons))
      let peers = reviews.filter { $0.kind == .peer }
      #expect(peers.count == 20)
      let authors = try await month.authors(cycle)
      #expect(
        peers.allSatisfy { authors[$0.id] != $0.agent && $0.dueOn == cycle.plan.reviewBy })
      for agent in month.agents { #expect(peers.count { authors[$0.id] == agent } == 4) }
      let own = reviews.filter { $0.kind == .`self` }
      #expect(own.count == 20)
      #expect(own.allSatisfy { authors[$0.id] == $0.agent && $0.dueOn == cycle.plan.reflectBy })
    }
  }

  @Test(arguments: Engine.available)
  func `every part of a plan is kept, also when it is revised`(engine: Engine) async throws {
    try await withMonth(engine, agents: 7) { month in
      var plan = month.plan
      plan.lastDay = plan.lastDay.advanced(by: -1)
      plan.reflectBy = plan.reflectBy.advanced(by: -2)
      plan.reviewBy = plan.reviewBy.advanced(by: 3)
      plan.shareOn = plan.shareOn.advanced(by: 5)
      plan.size = SampleSize(minimum: 5, percent: 12)
      plan.sampling = SamplingRule(purpose: .level, average: 6, flagged: 3, topUp: 2)
      plan.reviewsPerConversation = 2
      plan.asksSelfAssessment = false
      plan.namesReviewers = false
      plan.expertPercent = 7
      plan.daysToLearn = 21
      let (first, usual) = (plan, month.plan)
      let (kept, revised, back) = try await month.database.write { db in
        let scope = month.acting(month.lead)
        let cycle = try Cycle.plan(
          first, for: month.team, scope: scope, world: month.world, in: db)
        try cycle.revise(usual, scope: scope, world: month.world, in: db)
        let revised = try Cycle.require(cycle.id, scope, in: db)
        try cycle.revise(first, scope: scope, world: month.world, in: db)
        return (cycle, revised, try Cycle.require(cycle.id, scope, in: db))
      }
      #expect(kept.plan == first && revised.plan == usual && back == kept)
    }
  }

  @Test(arguments: Engine.available)
  func `the stored seed draws the same sample from the stored pool`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      let (picks, pool) = try await month.database.read { db in
        (
          try Pick.all(in: cycle.id, month.scope, in: db),
          try FrameItem.frozen(in: cycle.id, month.scope, in: db)
        )
      }
      let sizes = Dictionary(grouping: pool, by: \.agent).mapValues {
        cycle.plan.size.count(of: $0.count)
      }
      let again = Drawing.all(from: pool, sizes: sizes, line: cycle.line, seed: cycle.seed)
      #expect(
        Set(again.flatMap(\.drawing.choices).map(\.item.conversation))
          == Set(picks.map(\.conversation)))
    }
  }

  @Test(arguments: Engine.available)
  func `a cycle names nobody only where at least seven review`(engine: Engine) async throws {
    try await withMonth(engine, agents: 6, conversations: 4) { month in
      var plan = month.plan
      plan.namesReviewers = false
      let hidden = plan
      await #expect(throws: CycleError.tooFewToHide) {
        try await month.database.write { db in
          try Cycle.plan(
            hidden, for: month.team, scope: month.acting(month.lead), world: month.world, in: db)
        }
      }
    }
    try await withMonth(engine, agents: 7, conversations: 4) { month in
      let cycle = try await month.openCycle { $0.namesReviewers = false }
      #expect(cycle.state == .open && !cycle.plan.namesReviewers)
    }
  }

  @Test(arguments: Engine.available)
  func `a period is planned once for a team and opened once`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      await #expect(throws: CycleError.exists(cycle.id)) { _ = try await month.openCycle() }
      await #expect(throws: CycleError.state(.open)) {
        try await month.database.write { db in
          _ = try cycle.open(scope: month.scope, world: month.world, in: db)
        }
      }
      let count = try await month.database.read { db in
        try Pick.all(in: cycle.id, month.scope, in: db).count
      }
      #expect(count == 20)
    }
  }

  @Test(arguments: Engine.available)
  func `a contradictory plan and an empty month are refused`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      await #expect(throws: CycleError.faulty([.sharesBeforeReviewing])) {
        _ = try await month.openCycle { $0.shareOn = $0.reflectBy }
      }
      await #expect(throws: CycleError.emptyPool) {
        _ = try await month.openCycle {
          $0 = .monthly(from: Month.firstDay.advanced(by: -20), scorecard: month.card.id)
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `sharing early needs a reason, happens once, and closing comes after it`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      try await month.submitAll(cycle)
      let early = cycle.plan.shareOn.advanced(by: -3)
      await #expect(throws: CycleError.earlyWithoutReason) {
        try await month.database.write { db in
          _ = try cycle.share(on: early, scope: month.scope, world: month.world, in: db)
        }
      }
      await #expect(throws: CycleError.state(.open)) {
        try await month.database.write { db in
          try cycle.close(scope: month.scope, world: month.world, in: db)
        }
      }
      let shared = try await month.database.write { db in
        try cycle.share(
          reason: "Holidays", on: early, scope: month.scope, world: month.world, in: db)
      }
      #expect(shared == 20)
      await #expect(throws: CycleError.state(.shared)) {
        try await month.database.write { db in
          _ = try cycle.share(
            on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
        }
      }
      try await month.database.write { db in
        try cycle.close(scope: month.scope, world: month.world, in: db)
      }
      let after = try await month.database.read { db in
        try Cycle.require(cycle.id, month.scope, in: db)
      }
      #expect(after.state == .closed)
      #expect(after.shareReason == "Holidays")
    }
  }

  @Test(arguments: Engine.available)
  func `replacing a pick needs a reason, is counted, and hands the new one to the same people`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      let pick = try #require(
        try await month.database.read { db in
          try Pick.all(in: cycle.id, month.scope, in: db).first
        })
      await #expect(throws: CycleError.replacementWithoutReason) {
        try await month.database.write { db in
          _ = try pick.replace(reason: " ", scope: month.scope, world: month.world, in: db)
        }
      }
      let next = try await month.database.write { db in
        try pick.replace(
          reason: "A wrong number", scope: month.acting(month.lead), world: month.world, in: db)
      }
      #expect(next.agent == pick.agent && next.part == pick.part)
      #expect(next.conversation != pick.conversation)
      #expect(next.probability == pick.probability)
      let (picks, reviews) = try await month.database.read { db in
        (
          try Pick.all(in: cycle.id, month.scope, in: db),
          try Review.all(in: cycle.id, month.scope, in: db)
        )
      }
      #expect(picks.count { $0.replacement != nil } == 1)
      let old = reviews.filter { $0.pick == pick.id }
      let new = reviews.filter { $0.pick == next.id }
      #expect(old.allSatisfy { $0.state == .withdrawn })
      let authors = try await month.authors(cycle)
      #expect(Set(old.map { authors[$0.id] }) == Set(new.map { authors[$0.id] }))
      await #expect(throws: CycleError.alreadyReviewed) {
        try await month.database.write { db in
          _ = try pick.replace(
            reason: "Again", scope: month.scope, world: month.world, in: db)
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `in a team of two the lead reviews, and the cycle says why`(engine: Engine) async throws {
    try await withMonth(engine, agents: 2) { month in
      let cycle = try await month.openCycle { $0.asksSelfAssessment = false }
      #expect(cycle.remarks == [.swapUnavoidable(conversations: 8)])
      let reviews = try await month.reviews(cycle)
      let authors = try await month.authors(cycle)
      #expect(reviews.allSatisfy { $0.kind == .lead && authors[$0.id] == month.lead })
    }
  }

  @Test(arguments: Engine.available)
  func `the frozen pool and the sample cannot be altered`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      try await month.submitAll(try await month.openCycle())
      for statement: SQL in [
        "DELETE FROM frame_item WHERE workspace_id = \(month.scope)",
        "UPDATE pick SET probability = 1 WHERE workspace_id = \(month.scope)",
        "UPDATE review_author SET person_id = agent_id WHERE workspace_id = \(month.scope)",
        "DELETE FROM review_event WHERE workspace_id = \(month.scope)",
      ] {
        await #expect(throws: (any Error).self) {
          try await month.database.write { db in
            _ = try db.execute(statement)
          }
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `of four who open a cycle at once one does, and nothing is handed out twice`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.database.write { db in
        try Cycle.plan(month.plan, for: month.team, scope: month.scope, world: month.world, in: db)
      }
      let opened = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<4 {
          group.addTask {
            let opening = try? await month.database.write { db in
              try cycle.open(scope: month.scope, world: month.world, in: db)
            }
            return opening != nil
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(opened == 1)
      let reviews = try await month.reviews(cycle)
      #expect(reviews.count == 40)
      let authors = try await month.authors(cycle)
      #expect(Set(reviews.map { "\($0.pick) \(authors[$0.id] ?? $0.agent)" }).count == 40)
    }
  }

  @Test(arguments: Engine.available)
  func `a cycle is shared by itself on its day and not before`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      try await month.submitAll(cycle)
      let run = JobRun(
        scope: month.scope, payload: "", world: month.world, database: month.database)
      month.clock.set(cycle.plan.shareOn.advanced(by: -1))
      try await Cycle.sharing.run(run)
      let before = try await month.reviews(cycle)
      #expect(before.allSatisfy { $0.sharedAt == nil })
      month.clock.set(cycle.plan.shareOn)
      try await Cycle.sharing.run(run)
      try await Cycle.sharing.run(run)
      let after = try await month.reviews(cycle)
      #expect(after.count { $0.state == .shared } == 20)
    }
  }
}
