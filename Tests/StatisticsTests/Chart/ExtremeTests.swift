import Statistics
import Testing

/// Charts, effects and goals on numbers nobody should have, and on too few of them.
@Suite struct ExtremeTests {
  static let strange: [Double] = [
    0, -0.0, 1, -1, 1, 2, 3, 0.1, 80, 100, .leastNonzeroMagnitude, 1e-300, 1e-160, 1e16, 1e160,
    -1e160, 1e300,
    1.7e308, -1.7e308, .nan, .infinity,
  ]

  @Test func `no answer holds a number that is not one`() {
    var chance = SplitMix64(seed: 99)
    for _ in 0..<400 {
      let (first, second) = (strange(&chance), strange(&chance))
      let one = chance.unit() < 0.5 ? 1 : Self.strange[chance.below(Self.strange.count)]
      let two = chance.unit() < 0.5 ? 80 : Self.strange[chance.below(Self.strange.count)]
      expectFinite(charts(first, second, one, two), "charts of \(first), \(second), \(one), \(two)")
      expectFinite(effects(first, second), "effects of \(first), \(second)")
      expectFinite(plans(one, two, chance.unit()), "plans of \(one), \(two)")
      expectFinite(goals(first, second, one, two), "goals of \(first), \(second), \(one), \(two)")
    }
  }

  private func charts(_ first: [Double?], _ second: [Double?], _ one: Double, _ two: Double)
    -> [Any]
  {
    let sizes = second.map { $0.map { abs($0) } }
    let chart = xmrChart(first)
    return [
      chart, xmrChart(first, d2: one, useMedian: true), chart.standardized(second),
      pChart(successes: first, sizes: sizes), laneyPPrimeChart(successes: first, sizes: sizes),
      uChart(counts: first.map { $0.map { abs($0) } }, sizes: sizes),
      laneyUPrimeChart(counts: first.map { $0.map { abs($0) } }, sizes: sizes),
      ewmaChart(first, lambda: 0.2, width: 3, mean: two, sigma: one),
      cusumChart(first, mean: two, slack: abs(one), limit: 5), runRules(first),
      countOverdispersionTest(first),
    ]
  }

  private func effects(_ first: [Double?], _ second: [Double?]) -> [Any] {
    [
      pairedChange(first, second),
      differenceInDifferences(
        treatedBefore: first, treatedAfter: second, controlBefore: second, controlAfter: first),
      permutationTest(first.compactMap { $0 }, second.compactMap { $0 }, limit: 500),
      interruptedTimeSeries(first + second, interruption: first.count),
      ancovaEffect(
        before: first, after: second, treated: first.indices.map { $0.isMultiple(of: 2) }),
    ]
  }

  private func plans(_ one: Double, _ two: Double, _ share: Double) -> [Any] {
    let numbers: [Double?] = [
      powerTwoMeans(difference: one, standardDeviation: two, n1: 5, n2: 9),
      averageRunLength(of: .shewhart(limit: one), shift: two),
      clusterDesignEffect(clusterSize: one, intraclassCorrelation: share),
    ]
    return [
      numbers,
      regressionToMean(mean: one, standardDeviation: two, correlation: share, cutoff: 70),
      regressionToMean(mean: 80, standardDeviation: 3, correlation: share, cutoff: one),
      minimalDetectableEffect(standardDeviation: two, n1: 4, n2: 5),
      minimalDetectableProportion(baseline: share, nPerGroup: one),
      sampleSizeZ(delta: one, sigma: two),
      differenceInDifferences(
        treatedChange: one, treatedError: abs(two), controlChange: two, controlError: abs(one)),
    ]
  }

  private func goals(_ first: [Double?], _ second: [Double?], _ one: Double, _ two: Double)
    -> [Any]
  {
    [
      mannKendall(first), theilSen(x: first, y: second),
      probabilityOfAttaining(history: first, target: two),
      probabilityOfAttainingProportion(
        successes: abs(one), trials: abs(one) + abs(two), target: 0.8, nextTrials: 10),
      ownBaselineMean(months: [first, second], recent: 1),
      ownBaselineProportion(
        recentSuccesses: one, recentTrials: two, baselineSuccesses: 2, baselineTrials: 3),
    ]
  }

  private func strange(_ chance: inout SplitMix64) -> [Double?] {
    // Mostly all are strange, sometimes all come from the tame front of the list.
    let choice = chance.unit() < 0.3 ? 10 : Self.strange.count - (chance.unit() < 0.7 ? 2 : 0)
    return (0..<6).map { _ in
      chance.unit() < 0.1 ? nil : Self.strange[chance.below(choice)]
    }
  }

  private func expectFinite(_ value: Any, _ what: @autoclosure () -> String) {
    if let place = firstStrange(in: value, at: "") { Issue.record("\(place) in \(what())") }
  }

  private func firstStrange(in value: Any, at path: String) -> String? {
    if let number = value as? Double { return number.isFinite ? nil : path }
    for child in Mirror(reflecting: value).children {
      let name = "\(path).\(child.label ?? "")"
      if let place = firstStrange(in: child.value, at: name) { return place }
    }
    return nil
  }
}
