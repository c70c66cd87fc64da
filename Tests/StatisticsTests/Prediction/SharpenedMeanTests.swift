import Statistics
import Testing

/// Unequally drawn reviews, sharpened by a machine that is wrong on purpose.
@Suite struct SharpenedMeanTests {
  /// One conversation of a month: people's score, the machine's, and its chance of being looked at.
  private struct Contact {
    let score: Double
    let machine: Double
    let chance: Double
  }

  /// The machine is 15 points too hard, worse on what looks suspicious, and noisy.
  private func month(
    _ chance: inout SplitMix64, count: Int, share: Double, noise: Double
  ) -> [Contact] {
    (0..<count).map { _ in
      let isSuspicious = chance.unit() < 0.2
      let score = min(100, max(0, (isSuspicious ? 55 : 80) + 14 * chance.normal()))
      let machine = 0.8 * score - (isSuspicious ? 20 : 8) + noise * chance.normal()
      return Contact(
        score: score, machine: machine, chance: isSuspicious ? min(1, 3 * share) : share)
    }
  }

  private func stratum(
    _ all: [Contact], weight: Double, _ chance: inout SplitMix64
  ) -> WeightedStratum {
    let read = all.filter { chance.unit() < $0.chance }
    return WeightedStratum(
      weight: weight, labels: read.map(\.score), predictions: read.map(\.machine),
      inclusionProbabilities: read.map(\.chance), allPredictions: all.map(\.machine))
  }

  @Test(arguments: [6.0, 25])
  func `the interval covers the truth although the machine is biased`(noise: Double) {
    var chance = SplitMix64(seed: UInt64(noise))
    // The truth is that of the process, which a very large month shows.
    let whole = month(&chance, count: 60_000, share: 1, noise: noise)
    let truth = whole.reduce(0) { $0 + $1.score } / Double(whole.count)
    var (machineHeld, wins) = (0, 0)
    let rounds = 300
    let held = percentage(of: rounds) { _ in
      let strata = [300, 200].map { count in
        stratum(
          month(&chance, count: count, share: 0.08, noise: noise), weight: Double(count),
          &chance)
      }
      let found = sharpenedMean(strata, scaleMin: 0, scaleMax: 100)
      let machine = meanInterval(strata.flatMap(\.allPredictions))
      if machine.covers(truth) { machineHeld += 1 }
      if (found.standardError ?? 1) < (found.classicalStandardError ?? 0) { wins += 1 }
      return found.estimate.covers(truth)
    }
    #expect(held >= 91 && held <= 98.5, "\(held)")
    #expect(machineHeld == 0, "the machine alone must be wrong here, or the test shows nothing")
    #expect(noise > 20 || wins > rounds * 9 / 10, "a good machine narrows: \(wins)")
  }

  @Test func `a machine that says the same of everything changes nothing`() {
    let stratum = WeightedStratum(
      weight: 1, labels: [60, 70, 80, 90], predictions: [50, 50, 50, 50],
      inclusionProbabilities: [0.5, 0.5, 0.25, 0.5],
      allPredictions: [Double](repeating: 50, count: 9))
    let found = sharpenedMean([stratum])
    // Weights 2, 2, 4, 2: (120 + 140 + 320 + 180) / 10.
    #expect(abs((found.estimate.value ?? 0) - 76) < 1e-12)
    #expect(found.lambdas == [0])
    #expect(found.standardError == found.classicalStandardError)
    #expect(abs((found.effectiveSampleSize ?? 0) - 4) < 1e-9)
  }

  @Test func `a perfect machine leaves only what all conversations vary by`() {
    let all = (0..<100).map { Double($0) }
    let read = stride(from: 0, to: 100, by: 10).map { Double($0) }
    let found = sharpenedMean([
      WeightedStratum(
        weight: 1, labels: read, predictions: read,
        inclusionProbabilities: read.map { _ in 0.1 }, allPredictions: all)
    ])
    #expect(abs((found.estimate.value ?? 0) - 49.5) < 1e-9)
    #expect(found.lambdas == [1])
    #expect(abs((found.standardError ?? 0) - (841.6666666 / 100).squareRoot()) < 1e-3)
  }

  @Test func `what cannot be computed is said to be so`() {
    #expect(sharpenedMean([]).estimate.status == .notEnoughData)
    let bad = WeightedStratum(
      weight: 1, labels: [1, 2, 3], predictions: [1, 2], inclusionProbabilities: [1, 1, 1],
      allPredictions: [1, 2, 3])
    #expect(sharpenedMean([bad]).estimate.status == .invalidInput)
    let few = WeightedStratum(
      weight: 1, labels: [1, 2], predictions: [1, 2], inclusionProbabilities: [1, 1],
      allPredictions: [1, 2, 3])
    #expect(sharpenedMean([few]).estimate.status == .notEnoughData)
  }
}
