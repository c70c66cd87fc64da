import Statistics
import Testing

/// People's scores sharpened by automatic ones.
@Suite struct PredictionTests {
  /// A true score around 75 and an automatic one that is off by 12 points.
  private func conversation(_ chance: inout SplitMix64, correlation: Double = 0.7)
    -> (label: Double, prediction: Double)
  {
    let (truth, noise) = (chance.normal(), chance.normal())
    let rest = (1 - correlation * correlation).squareRoot()
    return (75 + 10 * truth, 87 + 10 * (correlation * truth + rest * noise))
  }

  private func sample(
    _ chance: inout SplitMix64, n: Int, others: Int, correlation: Double = 0.7
  ) -> (labels: [Double], predictions: [Double], others: [Double]) {
    let read = (0..<n).map { _ in conversation(&chance, correlation: correlation) }
    let rest = (0..<others).map { _ in conversation(&chance, correlation: correlation).prediction }
    return (read.map(\.label), read.map(\.prediction), rest)
  }

  @Test(arguments: [10, 20, 60], [0.2, 0.7, 0.95])
  func `the mean covers the truth although the machine is 12 points off`(
    n: Int, correlation: Double
  ) {
    var chance = SplitMix64(seed: UInt64(n))
    let held = percentage(of: 400) { _ in
      let sample = sample(&chance, n: n, others: 300, correlation: correlation)
      return ppiMean(
        labels: sample.labels, predictions: sample.predictions,
        unlabeledPredictions: sample.others
      ).estimate.covers(75)
    }
    #expect(held >= 90.5 && held <= 98.5, "\(n), \(correlation): \(held)")
  }

  @Test(arguments: [0.0, 0.3, 0.8])
  func `with many reviews it is never wider than people alone`(correlation: Double) {
    var chance = SplitMix64(seed: 2)
    for _ in 0..<20 {
      let sample = sample(&chance, n: 1_000, others: 3_000, correlation: correlation)
      let found = ppiMean(
        labels: sample.labels, predictions: sample.predictions,
        unlabeledPredictions: sample.others)
      let classical = found.classicalStandardError ?? 0
      #expect((found.standardError ?? 1) <= classical * 1.002)
      let expected = ppiExpectedGain(correlation: correlation, n: 1_000, unlabeled: 3_000)
      let ratio = (found.standardError ?? 1) / classical
      #expect(abs(ratio * ratio - (expected?.varianceRatio ?? 0)) < 0.08)
    }
  }

  @Test func `a machine that is off by a constant, or counts in other units, changes nothing`() {
    var chance = SplitMix64(seed: 3)
    let sample = sample(&chance, n: 25, others: 200)
    func found(_ change: (Double) -> Double) -> PredictionPoweredMean {
      ppiMean(
        labels: sample.labels, predictions: sample.predictions.map(change),
        unlabeledPredictions: sample.others.map(change))
    }
    let plain = found { $0 }
    for other in [found { $0 + 1e5 }, found { 20 * $0 - 7 }] {
      #expect(isClose(plain.estimate.value, other.estimate.value, 1e-7))
      #expect(isClose(plain.standardError, other.standardError, 1e-7))
    }
  }

  @Test func `useless or missing automatic scores leave people's mean`() {
    let labels = [80.0, 90, 70, 85, 60]
    let against = ppiMean(
      labels: labels, predictions: labels.map { 100 - $0 }, unlabeledPredictions: [50, 60])
    let none = ppiMean(labels: labels, predictions: labels, unlabeledPredictions: [])
    for found in [against, none] {
      #expect(found.lambda == 0 && isClose(found.estimate.value, 77))
      #expect(found.degreesOfFreedom == 4 && isClose(found.effectiveSampleSize, 5))
    }
  }

  @Test func `the whole reviewed leaves no uncertainty about the month`() {
    var chance = SplitMix64(seed: 4)
    let sample = sample(&chance, n: 30, others: 0)
    let found = differenceEstimator(
      labels: sample.labels, predictions: sample.predictions, allPredictions: sample.predictions)
    #expect(isClose(found.difference.value, Moments(sample.labels).mean))
    #expect(found.differenceStandardError == 0 && found.regressionStandardError == 0)
  }

  @Test func `the month's mean covers the truth about as often as it says`() {
    var chance = SplitMix64(seed: 5)
    var held = (0.0, 0.0)
    for _ in 0..<400 {
      let month = (0..<150).map { _ in conversation(&chance) }
      let read = chance.choice(of: 30, from: 150).map { month[$0] }
      let truth = month.reduce(0) { $0 + $1.label } / 150
      let found = differenceEstimator(
        labels: read.map(\.label), predictions: read.map(\.prediction),
        allPredictions: month.map(\.prediction))
      held.0 += found.difference.covers(truth) ? 0.25 : 0
      held.1 += found.regression.covers(truth) ? 0.25 : 0
    }
    #expect(held.0 >= 92 && held.0 <= 98, "\(held.0)")
    #expect(held.1 >= 91.5 && held.1 <= 98, "\(held.1)")
  }

  @Test func `reviews picked by suspicion cover the truth once weighted`() {
    var chance = SplitMix64(seed: 6)
    var (held, naive) = (0.0, 0.0)
    for _ in 0..<300 {
      let month = (0..<400).map { _ in conversation(&chance) }
      let truth = month.reduce(0) { $0 + $1.label } / 400
      let chances = month.map { $0.prediction < 80 ? 0.6 : 0.1 }
      let read = month.indices.filter { chance.unit() < chances[$0] }
      let found = ppiIPW(
        labels: read.map { month[$0].label }, predictions: read.map { month[$0].prediction },
        inclusionProbabilities: read.map { chances[$0] },
        allPredictions: month.map(\.prediction))
      held += found.estimate.covers(truth) ? 1 : 0
      naive +=
        abs((found.naiveMean ?? 0) - truth) < abs((found.estimate.value ?? 0) - truth) ? 1 : 0
    }
    #expect(held / 3 >= 90.5 && held / 3 <= 98, "\(held / 3)")
    #expect(naive / 3 < 40, "\(naive / 3)")
  }

  @Test func `one stratum is the plain mean, and two cover the truth`() {
    var chance = SplitMix64(seed: 7)
    let one = sample(&chance, n: 20, others: 100)
    let plain = ppiMean(
      labels: one.labels, predictions: one.predictions, unlabeledPredictions: one.others)
    let alone = stratifiedPPI([
      JudgedStratum(
        weight: 3, labels: one.labels, predictions: one.predictions,
        unlabeledPredictions: one.others)
    ])
    #expect(isClose(plain.estimate.lower, alone.estimate.lower))
    #expect(alone.optimalShares == [1])
    let held = percentage(of: 300) { _ in
      let strata = [(0.7, 0.9), (0.3, 0.1)].map { weight, correlation in
        let part = sample(&chance, n: 15, others: 100, correlation: correlation)
        return JudgedStratum(
          weight: weight, labels: part.labels, predictions: part.predictions,
          unlabeledPredictions: part.others)
      }
      let found = stratifiedPPI(strata)
      #expect(isClose(found.optimalShares.reduce(0, +), 1))
      return found.estimate.covers(75)
    }
    #expect(held >= 91 && held <= 98.5, "\(held)")
  }

  @Test func `what cannot be computed says why`() {
    func status(_ labels: [Double], _ predictions: [Double], _ others: [Double])
      -> Estimate.Status
    {
      ppiMean(labels: labels, predictions: predictions, unlabeledPredictions: others).status
    }
    #expect(status([], [], []) == .notEnoughData)
    #expect(status([1, 2], [1, 2], [1]) == .notEnoughData)
    #expect(status([1, 2, 3], [1, 2], [1]) == .invalidInput)
    #expect(status([1, 2, .nan], [1, 2, 3], [1]) == .invalidInput)
    #expect(status([82.3, 82.3, 82.3], [1, 2, 3], [4]) == .noVariation)
    #expect(status([1, 2, 3], [1, 2, 3], [4]) == .ok)
    let compat = ppiMeanCompat(labels: [1], predictions: [1], unlabeledPredictions: [2])
    #expect(compat.status == .notEnoughData)
    #expect(
      differenceEstimator(labels: [1, 2], predictions: [1, 2], allPredictions: [1]).status
        == .invalidInput)
    let two = differenceEstimator(labels: [1, 3], predictions: [1, 2], allPredictions: [1, 2, 3])
    #expect(two.status == .ok && two.regression.lower == nil)
    #expect(
      ppiIPW(labels: [], predictions: [], inclusionProbabilities: [], allPredictions: [1]).status
        == .notEnoughData)
    #expect(
      ppiIPW(labels: [1], predictions: [1], inclusionProbabilities: [0], allPredictions: [1])
        .status == .invalidInput)
    #expect(stratifiedPPI([]).status == .notEnoughData)
    #expect(ppiExpectedGain(correlation: 1, n: 10, unlabeled: 0)?.varianceRatio == 1)
    #expect(ppiExpectedGain(correlation: 2, n: 10, unlabeled: 5) == nil)
  }
}
