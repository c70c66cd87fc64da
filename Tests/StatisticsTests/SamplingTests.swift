import Statistics
import Testing

@Suite struct SamplingTests {
  /// The smallest variance of the mean over all ways to spread n reviews.
  private func smallestVariance(_ sizes: [Int], _ spreads: [Double], n: Int, least: Int) -> Double {
    let total = Double(sizes.reduce(0, +))
    func best(_ stratum: Int, _ left: Int) -> Double {
      guard stratum < sizes.count else { return left == 0 ? 0 : .infinity }
      let from = min(least, sizes[stratum])
      guard from <= left else { return .infinity }
      return (from...min(left, sizes[stratum])).reduce(Double.infinity) { smallest, count in
        let part = Double(sizes[stratum]) / total * spreads[stratum]
        let share = Double(count) / Double(sizes[stratum])
        return min(
          smallest, part * part / Double(count) * (1 - share) + best(stratum + 1, left - count))
      }
    }
    return best(0, n)
  }

  @Test func `no other whole numbers of reviews are better`() throws {
    var chance = SplitMix64(seed: 61)
    for _ in 0..<40 {
      let sizes = (0..<3).map { _ in 3 + chance.below(12) }
      let spreads = (0..<3).map { _ in 1 + chance.unit() * 20 }
      let n = 6 + chance.below(9)
      let found = integerNeymanAllocation(
        sizes: sizes, standardDeviations: spreads, n: n, minimumPerStratum: 2)
      let variance = try #require(found.varianceOfMean)
      let whole = min(n, sizes.reduce(0, +))
      #expect(found.allocation.reduce(0, +) == whole)
      #expect(variance <= smallestVariance(sizes, spreads, n: whole, least: 2) + 1e-12)
    }
    #expect(
      integerNeymanAllocation(sizes: [3], standardDeviations: [], n: 3).status == .invalidInput)
    #expect(integerNeymanAllocation(sizes: [], standardDeviations: [], n: 3).allocation == [])
    let uncovered = integerNeymanAllocation(
      sizes: [9, 9], standardDeviations: [1, 2], n: 1, minimumPerStratum: 0)
    #expect(uncovered.status == .ok && uncovered.varianceOfMean == nil)
  }

  @Test func `weighting by the chance to be picked is right on average`() throws {
    var chance = SplitMix64(seed: 62)
    let whole = (0..<300).map { index in
      (
        score: Double(index < 60 ? 40 + chance.below(40) : 80 + chance.below(21)),
        pi: index < 60 ? 0.6 : 0.15
      )
    }
    let truth = whole.reduce(0) { $0 + $1.score }
    var (total, naive) = (0.0, 0.0)
    for _ in 0..<400 {
      let drawn = whole.filter { chance.unit() < $0.pi }
      let found = try #require(
        horvitzThompson(
          values: drawn.map(\.score), inclusionProbabilities: drawn.map(\.pi)))
      total += found.total / 400
      naive += found.naiveMean / 400
      #expect(found.kishEffectiveN <= Double(drawn.count) + 1e-9)
    }
    #expect(abs(total / truth - 1) < 0.02)
    #expect(naive < truth / 300 - 5)
  }

  @Test func `a finer margin, more confidence and a larger whole ask for more`() throws {
    func size(_ margin: Double, _ confidence: Double, _ population: Int?) throws -> Int {
      let found = sampleSizeProportion(
        margin: margin, confidence: confidence, population: population)
      return try #require(found).n
    }
    let base = try size(0.05, 0.95, 500)
    #expect(try size(0.03, 0.95, 500) > base)
    #expect(try size(0.05, 0.99, 500) > base)
    #expect(try size(0.05, 0.95, 600) > base)
    #expect(try size(0.0001, 0.95, 500) == 500)
    #expect(sampleSizeProportion(margin: 0) == nil)
    #expect(sampleSizeProportion(share: 1.2, margin: 0.1) == nil)
    #expect(sampleSizeMean(standardDeviation: -1, margin: 1) == nil)
    #expect(sampleSizeMean(standardDeviation: 5, margin: 1, population: 0)?.n == 0)
  }

  @Test func `clean reviews exclude a rate, and one fewer would not`() throws {
    for rate in [0.01, 0.05, 0.3, 1] {
      let n = try #require(detectionSampleSize(rate: rate)).n
      func missed(_ n: Int) -> Double { binomialCDF(0, n: n, p: rate) ?? 1 }
      #expect(missed(n) <= 0.05 + 1e-12)
      #expect(n == 1 || missed(n - 1) > 0.05)
      let limited = try #require(detectionSampleSize(rate: rate, population: 200)).n
      #expect(limited <= min(n, 200))
    }
    #expect(detectionSampleSize(rate: 0) == nil)
    #expect(detectionSampleSize(rate: 0.1, population: 0) == nil)
  }

  @Test func `one stratum is a plain mean with the finite population correction`() throws {
    let values = [70.0, 85, 90, 95, 60, 88]
    let moments = Moments(values)
    let found = stratifiedMean([Stratum(size: 24, values: values)])
    let plain = meanInterval(values)
    #expect(found.estimate.value == plain.value)
    let error = try #require(found.standardError)
    #expect(abs(error - (try #require(moments.standardError)) * 0.75.squareRoot()) <= 1e-12)
    #expect(abs(try #require(found.degreesOfFreedom) - 5) <= 1e-9)
    #expect(stratifiedMean([]).status == .notEnoughData)
    #expect(
      stratifiedMean([Stratum(size: 5, n: 6, mean: 1, variance: 1)]).status == .invalidInput)
    let lone = stratifiedMean([
      Stratum(size: 1, values: [80]), Stratum(size: 9, values: [70, 90]),
    ])
    #expect(lone.status == .ok)
  }

  @Test func `the next reviews go to those of whom least is known`() {
    let agents = [
      AllocationNeed(size: 100, n: 10, standardDeviation: 12),
      AllocationNeed(size: 100, n: 2, standardDeviation: 12),
      AllocationNeed(size: 3, n: 2, standardDeviation: 30),
      AllocationNeed(size: 50, n: 0, standardDeviation: nil),
    ]
    let found = adaptiveAllocation(agents, budget: 9)
    #expect(found.additional.reduce(0, +) == 9)
    #expect(found.additional[0] == 0 && found.additional[1] > 2)
    #expect(found.additional[2] <= 1 && found.additional[3] > 0)
    let everything = adaptiveAllocation(agents, budget: 10_000)
    #expect(everything.additional == [90, 98, 1, 50])
    #expect(adaptiveAllocation(agents, budget: -1).status == .invalidInput)
    #expect(adaptiveAllocation([], budget: 3).additional.isEmpty)
  }

  @Test func `shares add up, by size, by spread and by cost`() throws {
    let found = try #require(
      optimalAllocation(
        sizes: [63, 275, 344], standardDeviations: [8, 13, 12], costs: [1, 4, 9], n: 31))
    #expect(found.proportional.reduce(0, +) == 31)
    #expect(abs(found.neyman.reduce(0, +) - 31) <= 1e-9)
    #expect(abs(found.allocation.reduce(0, +) - 31) <= 1e-9)
    #expect(found.allocation[2] < found.neyman[2])
    let flat = try #require(optimalAllocation(sizes: [2, 6], standardDeviations: [0, 0], n: 4))
    #expect(flat.neyman == [1, 3])
    #expect(optimalAllocation(sizes: [2], standardDeviations: [1], costs: [0], n: 4) == nil)
    #expect(optimalAllocation(sizes: [], standardDeviations: [], n: 4)?.proportional == [])
  }

  @Test func `stopping looks at the width and never at the mean`() {
    let high = sequentialStopping(Array(repeating: 95, count: 30), targetHalfWidth: 10)
    let low = sequentialStopping(Array(repeating: 5, count: 30), targetHalfWidth: 10)
    #expect(high.stop == low.stop)
    #expect(!sequentialStopping([90, 91], targetHalfWidth: 60).stop)
    #expect(!sequentialStopping([], targetHalfWidth: 10).stop)
    #expect(sequentialStopping([101], targetHalfWidth: 10).halfWidth == nil)
    let part = SampledPart(size: 10, mean: 50, rate: 0)
    #expect(riskBasedSamplingBias(flagged: part, other: part) == nil)
  }
}
