import Statistics
import Testing

@Suite struct ComparisonTests {
  /// A team of agents with true values and what was seen of them.
  private func team(_ size: Int, spread: Double, _ chance: inout SplitMix64)
    -> (truth: [Double], seen: [Double], errors: [Double])
  {
    var (truth, seen, errors): ([Double], [Double], [Double]) = ([], [], [])
    for _ in 0..<size {
      truth.append(80 + spread * chance.normal())
      errors.append(2.5 + 3 * chance.unit())
      seen.append(truth[truth.count - 1] + errors[errors.count - 1] * chance.normal())
    }
    return (truth, seen, errors)
  }

  @Test func `shown values hold the truth 94 times in 100 and err less than plain means`() throws {
    var chance = SplitMix64(seed: 51)
    var (held, all, plain, shrunken) = (0, 0, 0.0, 0.0)
    for round in 0..<60 {
      let (truth, seen, errors) = team(8, spread: [0, 2, 5][round % 3], &chance)
      let found = hierarchicalNormal(seen, standardErrors: errors)
      for (agent, (truth, seen)) in zip(found.agents, zip(truth, seen)) {
        let estimate = agent.estimate
        let value = try #require(estimate.value)
        held += estimate.covers(truth) ? 1 : 0
        all += 1
        plain += (seen - truth) * (seen - truth)
        shrunken += (value - truth) * (value - truth)
        #expect((0...1).contains(agent.probabilityAboveTeam))
      }
    }
    #expect(Double(held) / Double(all) >= 0.94, "\(held) of \(all)")
    #expect(shrunken < 0.7 * plain)
  }

  @Test func `shrinkage moves and stretches with the values, whoever comes first`() throws {
    var chance = SplitMix64(seed: 52)
    let (_, seen, errors) = team(7, spread: 4, &chance)
    let order = chance.permutation(of: 7)
    let plain = hierarchicalNormal(seen, standardErrors: errors)
    let moved = hierarchicalNormal(
      order.map { seen[$0] * 0.01 + 2 }, standardErrors: order.map { errors[$0] * 0.01 },
      tauScale: 0.1)
    for (place, index) in order.enumerated() {
      let (one, other) = (plain.agents[index].estimate, moved.agents[place].estimate)
      for (a, b) in [(one.value, other.value), (one.lower, other.lower), (one.upper, other.upper)] {
        #expect(abs(try #require(a) * 0.01 + 2 - (try #require(b))) <= 1e-9)
      }
    }
    for method in SpreadMethod.allCases {
      let pooled = partialPooling(seen, standardErrors: errors, method: method)
      let other = partialPooling(
        order.map { seen[$0] - 30 }, standardErrors: order.map { errors[$0] }, method: method)
      #expect(abs(try #require(pooled.tau2) - (try #require(other.tau2))) <= 1e-9)
      for agent in pooled.agents { #expect((0...1).contains(agent.shrinkage)) }
    }
  }

  @Test func `a sharp posterior of the spread is found, wherever it lies`() throws {
    for (spread, error) in [(0.02, 0.001), (30.0, 0.5), (90.0, 1.0)] {
      let values = (0..<40).map { 50 + spread * Double($0 % 2 == 0 ? 1 : -1) }
      let found = hierarchicalNormal(
        values, standardErrors: values.map { _ in error }, tauScale: 40)
      #expect(found.status == .ok)
      let shown = try #require(found.agents.first?.estimate.value)
      #expect(abs(shown - values[0]) < 0.1 * spread)
      #expect(abs(try #require(found.spread) - spread) < 0.2 * spread)
    }
  }

  @Test func `equal agents are flagged at most 6 times in 100, however many there are`() throws {
    var chance = SplitMix64(seed: 53)
    for size in [5, 15] {
      var (shifted, ranked) = (0, 0)
      for _ in 0..<400 {
        let (_, seen, errors) = team(size, spread: 0, &chance)
        let changes = seen.map { $0 - 80 }
        let found = teamShift(changes, standardErrors: errors)
        shifted += found.individuals.isEmpty ? 0 : 1
        ranked += rankSets(seen, standardErrors: errors).significantPairs > 0 ? 1 : 0
      }
      #expect(shifted <= 32, "\(size) agents: \(shifted) of 400")
      #expect(ranked <= 28, "\(size) agents: \(ranked) of 400")
    }
  }

  @Test func `a team that falls together is told from one who falls alone`() throws {
    let errors = Array(repeating: 2.0, count: 8)
    let team = teamShift([-8, -7, -9, -6, -8, -7, -10, -8], standardErrors: errors)
    #expect(team.classification == .teamWide && team.individuals.isEmpty)
    let one = teamShift([0, 1, -1, -18, 0, 1, -1, 0], standardErrors: errors)
    #expect(one.classification == .individual && one.individuals == [3])
    let turned = teamShift([0, -1, 1, 18, 0, -1, 1, 0], standardErrors: errors)
    #expect(turned.individuals == [3] && turned.classification == .individual)
    let both = teamShift([-8, -7, -9, -40, -8, -7, -10, -8], standardErrors: errors)
    #expect(both.classification == .both)
    let none = teamShift([0, 0, 0], standardErrors: [1, 1, 1])
    #expect(none.classification == .noSignal)
    #expect(teamShift([1, 2], standardErrors: [1, 1]).status == .notEnoughData)
    #expect(teamShift([1, 2, 3], standardErrors: [1, 1, 0]).status == .invalidInput)
  }

  @Test func `ranks follow their owners, and overlap is mutual`() {
    let values = [90.0, 60, 75, 88, 74]
    let errors = [2.0, 2, 3, 2, 3]
    let plain = rankSets(values, standardErrors: errors)
    let order = [3, 1, 4, 0, 2]
    let moved = rankSets(order.map { values[$0] }, standardErrors: order.map { errors[$0] })
    #expect(order.map { plain.lower[$0] } == moved.lower)
    #expect(order.map { plain.upper[$0] } == moved.upper)
    #expect(plain.overlap(0, 3) && plain.overlap(2, 4) && !plain.overlap(0, 1))
    #expect(zip(plain.lower, plain.upper).allSatisfy { $0 <= $1 })
    #expect(rankSets([], standardErrors: []).status == .notEnoughData)
    #expect(rankSets([1], standardErrors: [-1]).status == .invalidInput)
  }

  @Test func `funnels narrow with more cases, and hold what they say`() throws {
    for target in [0.05, 0.5, 0.9] {
      for n in [1, 4, 17, 120, 5_000] {
        let limits = try #require(funnelLimits(n: n, target: target))
        let wide = try #require(funnelLimits(n: n, target: target, level: 0.998))
        #expect(0 <= wide.lower && wide.lower <= limits.lower && limits.lower <= target)
        #expect(target <= limits.upper && limits.upper <= wide.upper && wide.upper <= 1)
        let inflated = limits.inflated(by: 0.01)
        #expect(inflated.lower <= limits.lower && limits.upper <= inflated.upper)
      }
    }
    let many = try #require(funnelLimits(n: 1_000_000, target: 0.8))
    #expect(many.upper - many.lower < 0.002)
    #expect(funnelLimits(n: 7, target: 0)?.lower == 0 && funnelLimits(n: 7, target: 0)?.upper == 0)
    #expect(funnelLimits(n: 7, target: 1).map { $0.lower <= $0.upper } == true)
    #expect(funnelLimits(n: 0, target: 0.8)?.upper == 1)
    #expect(funnelLimits(n: 5, target: 1.2) == nil)
    #expect(funnelLimits(n: 5, target: 0.8, level: 1) == nil)
  }

  @Test func `the spread of rates is found again, and absent where there is none`() throws {
    var chance = SplitMix64(seed: 54)
    var (good, counts): ([Int], [Int]) = ([], [])
    for index in 0..<60 {
      let rate = index % 2 == 0 ? 0.6 : 0.9
      counts.append(30)
      good.append((0..<30).count { _ in chance.unit() < rate })
    }
    let found = betaBinomialShrinkage(successes: good, counts: counts)
    #expect(found.status == .ok)
    #expect(abs(try #require(found.mean) - 0.75) < 0.03)
    #expect((0.07...0.2).contains(try #require(found.rho)))
    for (posterior, (x, n)) in zip(found.posteriors, zip(good, counts)) {
      let (own, mean) = (Double(x) / Double(n), try #require(found.mean))
      let value = try #require(posterior.estimate.value)
      #expect((min(own, mean)...max(own, mean)).contains(value))
    }
    let same = betaBinomialShrinkage(successes: [8, 16, 24], counts: [10, 20, 30])
    #expect(same.status == .noOverdispersion && same.rho == 0)
    #expect(betaBinomialShrinkage(successes: [5, 0], counts: [5, 5]).status == .degenerate)
    #expect(betaBinomialShrinkage(successes: [0, 0], counts: [5, 5]).status == .noVariation)
    #expect(betaBinomialShrinkage(successes: [0, 0], counts: [0, 5]).status == .notEnoughData)
    #expect(betaBinomialShrinkage(successes: [6], counts: [5]).status == .invalidInput)
    #expect(betaBinomialShrinkage(successes: [1, 0], counts: [1, 1]).status == .noOverdispersion)
    #expect(betaBinomialMoments(successes: [1, 2], counts: [2, 4]).status == .noVariation)
    #expect(betaBinomialMoments(successes: [0, 4], counts: [4, 4]).status == .degenerate)
    #expect(betaBinomialMoments(successes: [], counts: []).status == .notEnoughData)
    #expect(betaBinomialPosterior(alpha: 0, beta: 1, successes: 0, n: 0) == nil)
  }

  @Test func `widening for overdispersion never makes anyone look more unusual`() throws {
    var chance = SplitMix64(seed: 55)
    for spread in [0.0, 6, 20] {
      let (_, seen, errors) = team(15, spread: spread, &chance)
      let found = overdispersion(seen, standardErrors: errors, target: 80)
      #expect(try #require(found.tau2) >= 0)
      for (plain, adjusted) in zip(found.z, found.adjustedZ) {
        #expect(abs(adjusted) <= abs(plain) + 1e-12)
      }
    }
    #expect(overdispersion([1], standardErrors: [1], target: 0).status == .notEnoughData)
    #expect(overdispersion([1, 2], standardErrors: [1], target: 0).status == .invalidInput)
  }

  @Test func `corrected p values keep their order, however many there are`() throws {
    var chance = SplitMix64(seed: 56)
    for count in [0, 1, 40, 1_000] {
      let values = (0..<count).map { _ in chance.below(5) == 0 ? 0.25 : chance.unit() }
      for adjustment in Adjustment.allCases {
        let adjusted = try #require(adjustPValues(values, adjustment))
        for (plain, corrected) in zip(values, adjusted) {
          #expect(plain <= corrected && corrected <= 1)
        }
        let order = values.indices.sorted { values[$0] < values[$1] }
        for (one, two) in zip(order, order.dropFirst()) {
          #expect(adjusted[one] <= adjusted[two])
        }
      }
    }
  }

  @Test func `too few or senseless values are named`() {
    #expect(partialPooling([], standardErrors: []).status == .notEnoughData)
    #expect(partialPooling([1, 2], standardErrors: [1, .nan]).status == .invalidInput)
    #expect(hierarchicalNormal([], standardErrors: []).status == .notEnoughData)
    #expect(hierarchicalNormal([1], standardErrors: [1], tauScale: 0).status == .invalidInput)
    #expect(jamesStein([1, 2, 3], variance: 1).status == .notEnoughData)
    #expect(jamesStein([1, 1, 1, 1], variance: 1).status == .noVariation)
    #expect(jamesStein([1, 1, 1, 1], variance: -1).status == .invalidInput)
  }
}
