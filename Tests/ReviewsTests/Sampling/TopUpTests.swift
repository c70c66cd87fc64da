import Kernel
import People
import Statistics
import Storage
import Support
import Testing

@testable import Reviews

@Suite struct TopUpTests {
  private static func need(
    _ agent: Int64, left: Int, counted: Int, spread: Double
  ) -> TopUp.Need {
    var known = Suggestion.Experience()
    known.spread = spread
    return TopUp.Need(agent: .init(rawValue: agent), left: left, counted: counted, known: known)
  }

  @Test func `it goes to whoever is known least, within the budget and what is left`() {
    let needs = [
      Self.need(1, left: 30, counted: 30, spread: 8),
      Self.need(2, left: 30, counted: 2, spread: 20),
      Self.need(3, left: 1, counted: 0, spread: 12), Self.need(4, left: 0, counted: 1, spread: 12),
    ]
    for budget in 0...12 {
      let plan = TopUp(needs, budget: budget, target: 10)
      let counts = plan.needs.map(\.additional)
      #expect(counts[0] == 0, "whoever is known well enough gets none")
      #expect(counts[3] == 0, "nothing is left to draw")
      #expect(counts[2] == min(1, budget), "whoever has none comes first")
      #expect(plan.additional == budget)
    }
    #expect(TopUp(needs, budget: -3, target: 20).additional == 0)
  }

  @Test func `it ends when everybody is known well enough, and no sooner`() throws {
    let needs = (1...5).map {
      Self.need($0, left: 60, counted: Int($0), spread: 8 + 3 * Double($0))
    }
    let plan = TopUp(needs, budget: 500, target: 15)
    for need in plan.needs {
      #expect(need.widthThen <= 15)
      var fewer = need
      fewer.additional -= 1
      #expect(fewer.widthThen > 15)
    }
    #expect(plan.additional < plan.budget)
  }

  /// Why the rule does not look at the scores of the cycle.
  @Test
  func `adding by this cycle's own scores would bias the mean, adding by earlier ones does not`() {
    var generator = SplitMix64(seed: 12)
    let runs = 3000
    var (byOwn, byPast) = (0.0, 0.0)
    for _ in 0..<runs {
      // Mostly good, sometimes a disaster, as scores are.
      let people = (0..<5).map { _ in
        (0..<40).map { _ in generator.unit() < 0.88 ? 88 + 8 * generator.unit() : 45.0 }
      }
      let past = people.map { _ in
        (0..<6).map { _ in generator.unit() < 0.88 ? 88 + 8 * generator.unit() : 45.0 }
      }
      let orders = people.map { generator.permutation(of: $0.count) }
      let first = zip(people, orders).map { scores, order in order.prefix(4).map { scores[$0] } }
      func error(_ spreads: [Double]) -> Double {
        let plan = adaptiveAllocation(
          spreads.map { AllocationNeed(size: 40, n: 4, standardDeviation: $0) }, budget: 10,
          priorWeight: 0)
        let errors = people.indices.map { index in
          let seen = orders[index].prefix(4 + plan.additional[index])
          let mean = Moments(seen.map { people[index][$0] }).mean ?? 0
          return mean - (Moments(people[index]).mean ?? 0)
        }
        return Moments(errors).mean ?? 0
      }
      byOwn += error(Allotment.spreads(of: first)) / Double(runs)
      byPast += error(Allotment.spreads(of: past)) / Double(runs)
    }
    #expect(byOwn > 0.4)
    #expect(abs(byPast) < 0.15)
  }

  @Test(arguments: Engine.available)
  func `additions are drawn from what is left and go to those who look at that work already`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle {
        $0.sampling = SamplingRule(topUp: 7, target: 20)
      }
      let before = try await month.reviews(cycle)
      let authors = try await month.authors(cycle)
      let pairs = Set(before.filter { $0.kind == .peer }.map { [$0.agent, authors[$0.id]] })
      let today = cycle.plan.reflectBy
      let added = try await month.database.write { db in
        try cycle.topUp(
          on: today, scope: month.acting(month.lead), world: month.world, in: db)
      }
      #expect(added == 7)
      let (picks, lots) = try await month.database.read { db in
        (
          try Pick.all(in: cycle.id, month.scope, in: db),
          try Lot.all(in: cycle.id, month.scope, in: db)
        )
      }
      let extra = lots.filter { $0.kind == .unsettled }
      #expect(extra.reduce(0) { $0 + $1.drawn } == 7)
      let chances = Chances(lots)
      for lot in extra {
        let agent = try #require(lot.agent)
        #expect(lot.population == 20 && lot.number == 1)
        let chance = try #require(chances.inRandomLots(of: agent))
        #expect(abs(chance - Double(4 + lot.drawn) / 24) < 1e-12)
        let own = picks.filter { $0.agent == agent }
        #expect(own.count == 4 + lot.drawn)
        let news = own.filter { $0.reason == .unsettled(drawn: lot.drawn, of: 20) }
        #expect(news.count == lot.drawn)
        #expect(news.allSatisfy { abs($0.probability - chance) < 1e-12 })
      }
      let after = try await month.reviews(cycle)
      let writers = try await month.authors(cycle)
      let fresh = after.filter { review in !before.contains { $0.id == review.id } }
      #expect(fresh.count { $0.kind == .peer } == 7 && fresh.count { $0.kind == .`self` } == 7)
      for review in fresh where review.kind == .peer {
        #expect(pairs.contains([review.agent, writers[review.id]]))
      }
      let again = try await month.database.write { db in
        try cycle.topUp(on: today, scope: month.scope, world: month.world, in: db)
      }
      #expect(again == 0, "the budget is used up")
    }
  }

  @Test(arguments: Engine.available)
  func `an addition that the flagged lot drew before is looked at once and then is random`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 3, conversations: 6) { month in
      try await month.database.write { db in
        try db.execute(
          "UPDATE conversation SET reopen_count = 1 WHERE workspace_id = \(month.scope)")
      }
      let cycle = try await month.openCycle {
        $0.size = SampleSize(minimum: 2)
        $0.asksSelfAssessment = false
        $0.sampling = SamplingRule(flagged: 9, topUp: 12, target: 5)
      }
      let added = try await month.database.write { db in
        try cycle.topUp(
          on: cycle.plan.reflectBy, scope: month.scope, world: month.world, in: db)
      }
      #expect(added == 12)
      let (picks, lots) = try await month.database.read { db in
        (
          try Pick.all(in: cycle.id, month.scope, in: db),
          try Lot.all(in: cycle.id, month.scope, in: db)
        )
      }
      // Everything has been drawn by a random lot now.
      #expect(picks.count == 18)
      #expect(picks.allSatisfy { $0.isRandom })
      #expect(picks.count(where: \.isSuspicious) == 9)
      #expect(picks.contains { $0.stream == .suspicious && $0.isDrawnTwice })
      for agent in month.agents { #expect(Chances(lots).inRandomLots(of: agent) == 1) }
      let reviews = try await month.reviews(cycle)
      #expect(reviews.count == 18)
      try await month.submitAll(cycle)
      let results = try await month.database.write { db in
        try cycle.share(
          on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
        return try Results.of([cycle.id], month.scope, in: db)
      }
      #expect(results.rated.count == 18 && results.rated.allSatisfy { $0.probability == 1 })
    }
  }

  @Test(arguments: Engine.available)
  func `only an open cycle takes additions`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.database.write { db in
        try Cycle.plan(month.plan, for: month.team, scope: month.scope, world: month.world, in: db)
      }
      await #expect(throws: CycleError.state(.draft)) {
        try await month.database.write { db in
          _ = try cycle.topUp(
            on: Month.firstDay, scope: month.scope, world: month.world, in: db)
        }
      }
    }
  }
}
