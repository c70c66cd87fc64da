import Conversations
import Kernel
import Storage
import Support
import Testing

@testable import People
@testable import Reviews

@Suite struct SamplingStoreTests {
  /// Gives a rating of 0 to every sixth conversation and reopens every eighth.
  private static func trouble(_ month: Month) async throws {
    try await month.database.write { db in
      let ids: [Conversation.ID] = try db.rows(
        "SELECT id FROM conversation WHERE workspace_id = \(month.scope) ORDER BY id"
      ).map { try $0.get("id") }
      for (index, id) in ids.enumerated() {
        try db.execute(
          """
          UPDATE conversation
          SET csat = \(index.isMultiple(of: 6) ? 0.0 : 100.0),
            reopen_count = \(index.isMultiple(of: 8) ? 1 : 0),
            reason = \(["billing", "delivery"][index % 2])
          WHERE workspace_id = \(month.scope) AND id = \(id)
          """)
      }
    }
  }

  private static func troubled(
    _ month: Month, _ change: (inout SamplingRule) -> Void = { _ in }
  ) async throws -> Cycle {
    try await trouble(month)
    return try await month.openCycle {
      $0.sampling = SamplingRule(flagged: 10)
      change(&$0.sampling)
    }
  }

  @Test(arguments: Engine.available)
  func `a plan keeps its rule, and one without is as it was`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      let rule = SamplingRule(
        purpose: .level, allocation: .stability, average: 6, flagged: 3,
        marks: ["reopened": 2], countsFlagged: false, topUp: 4, target: 12)
      let cycle = try await month.openCycle { $0.sampling = rule }
      #expect(cycle.plan.sampling == rule && cycle.line == .reasons)
      try await month.database.write { db in
        try db.execute(
          """
          UPDATE cycle SET sampling = NULL, draw_version = NULL
          WHERE workspace_id = \(month.scope)
          """)
      }
      let old = try await month.database.read { db in
        try Cycle.require(cycle.id, month.scope, in: db)
      }
      #expect(old.plan.sampling == SamplingRule() && old.line == .channels)
    }
  }

  @Test(arguments: Engine.available)
  func `rules that cannot be carried out are refused`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      await #expect(throws: CycleError.faulty([.averageBelowMinimum, .noSignal])) {
        _ = try await month.openCycle {
          $0.sampling = SamplingRule(allocation: .stability, average: 3, flagged: 1, marks: [:])
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `flagged conversations are frozen, drawn apart and looked at once`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await Self.troubled(month)
      let (pool, picks, lots) = try await month.database.read { db in
        (
          try FrameItem.frozen(in: cycle.id, month.scope, in: db),
          try Pick.all(in: cycle.id, month.scope, in: db),
          try Lot.all(in: cycle.id, month.scope, in: db)
        )
      }
      #expect(cycle.poolDigest == pool.digest(for: .reasons))
      #expect(Set(pool.compactMap(\.reason)) == ["billing", "delivery"])
      // Of 120, every sixth or eighth: 20 + 15 − 5.
      #expect(pool.count(where: \.isFlagged) == 30)
      #expect(pool.contains { $0.flags.map(\.signal) == ["lowRating", "reopened"] })
      let lot = try #require(lots.first { $0.kind == .suspicious })
      #expect(lot.drawn == 10 && lot.population == 30)
      #expect(picks.count(where: \.isRandom) == 20)
      #expect(picks.count(where: \.isSuspicious) == 10)
      #expect(Set(picks.map(\.conversation)).count == picks.count)
      let flagged = Set(pool.filter(\.isFlagged).map(\.conversation))
      for pick in picks {
        let random = 4.0 / 24
        let any = 1 - (1 - random) * (1 - 10.0 / 30)
        let expected = flagged.contains(pick.conversation) ? any : random
        #expect(abs(pick.probability - expected) < 1e-12)
        #expect(pick.flags.isEmpty == !pick.isSuspicious)
      }
      let reviews = try await month.reviews(cycle)
      #expect(reviews.count { $0.kind == .peer } == picks.count)
    }
  }

  @Test(arguments: Engine.available)
  func `a detector's findings flag a conversation like any other signal`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let found = try await month.database.write { db in
        let id: Conversation.ID? = try db.rows(
          "SELECT id FROM conversation WHERE workspace_id = \(month.scope) ORDER BY id"
        ).last?.get("id")
        for value in [0.2, 0.9] {
          try Signal.publish(
            [id].compactMap(\.self).map {
              Signal.Finding(conversation: $0, signal: "complaint", value: value)
            }, scope: month.scope, world: month.world, in: db)
        }
        return id
      }
      let cycle = try await month.openCycle {
        $0.sampling = SamplingRule(flagged: 2, marks: ["complaint": 0.5])
      }
      let (picks, names) = try await month.database.read { db in
        (
          try Pick.all(in: cycle.id, month.scope, in: db),
          try Signal.all(month.scope, in: db).map(\.name)
        )
      }
      let pick = try #require(picks.first { $0.isSuspicious })
      #expect(pick.conversation == found)
      #expect(pick.flags == [FrameItem.Flag(signal: "complaint", value: 0.9)])
      #expect(names == ["lowRating", "reopened", "longHold", "complaint"])
    }
  }

  @Test(arguments: Engine.available)
  func `long holds are those of all calls of a conversation together`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let found = try await month.database.write { db in
        let ids: [Conversation.ID] = try db.rows(
          """
          SELECT id FROM conversation WHERE workspace_id = \(month.scope) ORDER BY id LIMIT 2
          """
        ).map { try $0.get("id") }
        for (position, hold) in [70.0, 60, 110].enumerated() {
          try db.execute(
            """
            INSERT INTO call (workspace_id, id, conversation_id, position, hold_s)
            VALUES
              (\(month.scope), \(month.world.key()), \(ids[position / 2]), \(position), \(hold))
            """)
        }
        let findings = try Signal.longHold.findings(
          from: 120, where: "c.deleted_at IS NULL", month.scope, in: db)
        return findings.map { ($0.conversation == ids[0], $0.value) }
      }
      #expect(found.count == 1 && found[0].0 && found[0].1 == 130)
    }
  }

  @Test(arguments: Engine.available)
  func `a flagged pick is replaced by a flagged one of the same person`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await Self.troubled(month)
      let picks = try await month.database.read { db in
        try Pick.all(in: cycle.id, month.scope, in: db)
      }
      let pick = try #require(picks.first { $0.stream == .suspicious })
      let next = try await month.database.write { db in
        try pick.replace(
          reason: "A test call", scope: month.acting(month.lead), world: month.world, in: db)
      }
      #expect(next.stream == .suspicious && next.agent == pick.agent)
      #expect(next.probability == pick.probability)
      #expect(!picks.map(\.conversation).contains(next.conversation))
      let again = try await month.database.read { db in
        try Pick.find(next.id, month.scope, in: db)
      }
      #expect(again?.reason == .replacement(drawn: 10, of: 30))
      #expect(again?.flags.isEmpty == false)
    }
  }

  @Test(arguments: Engine.available, [true, false])
  func `flagged picks count by their chance, or stand aside, as the plan says`(
    engine: Engine, counts: Bool
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await Self.troubled(month) { $0.countsFlagged = counts }
      try await month.submitAll(cycle)
      let (results, picks) = try await month.database.write { db in
        try cycle.share(
          on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
        return (
          try Results.of([cycle.id], month.scope, in: db),
          try Pick.all(in: cycle.id, month.scope, in: db)
        )
      }
      let byLot = picks.count(where: \.isRandom)
      #expect(results.rated.count == (counts ? picks.count : byLot))
      #expect(results.aside.count == (counts ? 0 : picks.count - byLot))
      for one in results.rated {
        let pick = try #require(picks.first { $0.conversation == one.conversation })
        #expect(abs(one.probability - (counts ? pick.probability : 4.0 / 24)) < 1e-12)
        #expect(one.isSuspicious == pick.isSuspicious && one.isRandom == pick.isRandom)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `whoever's scores varied in the last cycle is looked at more in the next`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let middle = Month.firstDay.advanced(by: 14)
      let first = try await month.openCycle { $0.lastDay = middle }
      // The first agent's scores go up and down, everybody else's are settled.
      let varied = month.agents[0]
      try await month.database.write { db in
        let authors = try Author.all(in: first.id, month.scope, in: db)
        var turn = 0
        for review in try Review.all(in: first.id, month.scope, in: db)
        where review.kind == .peer {
          if review.agent == varied { turn += 1 }
          try review.submit(
            month.draft(best: review.agent != varied || turn.isMultiple(of: 2)), seconds: 60,
            scope: month.acting(authors[review.id] ?? review.agent), world: month.world, in: db)
        }
        try first.share(
          on: first.plan.shareOn, scope: month.scope, world: month.world, in: db)
      }
      let next = try await month.openCycle {
        $0.firstDay = middle.advanced(by: 1)
        $0.size = SampleSize(minimum: 2)
        $0.sampling = SamplingRule(allocation: .stability, average: 4)
      }
      let lots = try await month.database.read { db in
        try Lot.all(in: next.id, month.scope, in: db)
      }
      #expect(lots.reduce(0) { $0 + $1.drawn } == 20)
      let most = try #require(lots.max { $0.drawn < $1.drawn })
      #expect(most.agent == varied && most.known == 4)
      #expect(lots.allSatisfy { $0.drawn >= 2 })
      let picks = try await month.database.read { db in
        try Pick.all(in: next.id, month.scope, in: db)
      }
      for lot in lots {
        let own = picks.filter { $0.agent == lot.agent }
        #expect(own.count == lot.drawn)
        #expect(own.allSatisfy { $0.probability == lot.probability })
      }
      let least = try #require(lots.min { $0.drawn < $1.drawn })
      let pick = try #require(picks.first { $0.agent == least.agent })
      let replaced = try await month.database.write { db in
        try pick.replace(reason: "Noise", scope: month.scope, world: month.world, in: db)
      }
      #expect(replaced.probability == pick.probability)
    }
  }
}
