import Statistics
import Testing

@Suite struct EstimateTests {
  @Test func `no number leaves that is infinite or not a number`() {
    let estimate = Estimate(
      value: .nan, lower: -.infinity, upper: .infinity, n: 3, effectiveN: .nan, method: .wilson)
    #expect(estimate.value == nil)
    #expect(estimate.lower == nil)
    #expect(estimate.upper == nil)
    #expect(estimate.effectiveN == 3)
  }

  @Test func `input that makes no sense is named, not computed`() {
    #expect(boundedMeanInterval([50, .nan]).status == .invalidInput)
    #expect(boundedMeanInterval([101]).status == .invalidInput)
    #expect(boundedMeanInterval([50], scaleMin: 100, scaleMax: 0).status == .invalidInput)
    #expect(boundedMeanInterval([50], confidence: 1).status == .invalidInput)
    #expect(wilsonInterval(successes: 3, of: 2).status == .invalidInput)
    #expect(wilsonInterval(successes: -1, of: 2).status == .invalidInput)
    #expect(hajekMeanInterval([50], inclusionProbabilities: [0]).status == .invalidInput)
    #expect(hajekMeanInterval([50], inclusionProbabilities: []).status == .invalidInput)
    #expect(hajekMeanInterval([50], inclusionProbabilities: [1.5]).status == .invalidInput)
    #expect(meanInterval([.infinity, 1]).status == .invalidInput)
    #expect(horvitzThompson(values: [1], inclusionProbabilities: [0]) == nil)
    #expect(normalQuantile(0) == nil)
    #expect(normalQuantile(1) == nil)
    #expect(studentTQuantile(0.5, degreesOfFreedom: 0) == nil)
    #expect(logGamma(0) == nil)
    #expect(adjustPValues([1.2]) == nil)
  }

  @Test func `without a value the interval is the whole scale`() {
    let estimate = hajekMeanInterval([], inclusionProbabilities: [])
    #expect(estimate.value == nil)
    #expect(estimate.lower == 0)
    #expect(estimate.upper == 100)
    #expect(estimate.status == .notEnoughData)
    #expect(hajekProportionInterval([], inclusionProbabilities: []).upper == 1)
  }

  @Test func `below five observations nothing is compared`() {
    let few = boundedMeanInterval([10, 10, 10, 10])
    let many = boundedMeanInterval([90, 95, 90, 95, 90, 95])
    #expect(!few.isComparable)
    #expect(many.isComparable)
    let difference = meanDifference([90, 95, 90, 95, 90, 95], [10, 10, 10, 11]).estimate
    #expect(comparisonVerdict(of: difference, between: many, and: few) == .notEnoughData)
    #expect(
      comparisonVerdict(of: difference, between: many, and: many)
        == .signal(.higher, largerThanMargin: true))
  }

  @Test func `equal probabilities give exactly the plain interval`() throws {
    var chance = SplitMix64(seed: 7)
    for count in 1...60 {
      let values = (0..<count).map { _ in Double(chance.below(101)) }
      let probability = max(0.01, chance.unit())
      let plain = boundedMeanInterval(values)
      let weighted = hajekMeanInterval(
        values, inclusionProbabilities: values.map { _ in probability })
      let pairs = [
        (plain.value, weighted.value), (plain.lower, weighted.lower), (plain.upper, weighted.upper),
        (plain.effectiveN, weighted.effectiveN),
      ]
      for (one, two) in pairs {
        #expect(abs(try #require(one) - (try #require(two))) < 1e-9)
      }
    }
  }

  @Test func `any scores and probabilities give an interval that holds the value`() throws {
    var chance = SplitMix64(seed: 11)
    for _ in 0..<2_000 {
      let count = 1 + chance.below(40)
      let values = (0..<count).map { _ in chance.below(3) == 0 ? 0 : chance.unit() * 100 }
      let probabilities = (0..<count).map { _ in max(1e-6, chance.unit()) }
      let mean = hajekMeanInterval(values, inclusionProbabilities: probabilities)
      let (value, lower, upper) = (
        try #require(mean.value), try #require(mean.lower), try #require(mean.upper)
      )
      #expect(0 <= lower && lower < upper && upper <= 100)
      #expect((0...100).contains(value))
      #expect(mean.effectiveN <= Double(count) * (1 + 1e-12))
      let share = hajekProportionInterval(
        values.map { $0 > 0 }, inclusionProbabilities: probabilities)
      #expect(try #require(share.lower) <= #require(share.value) + 1e-12)
      #expect(try #require(share.value) <= #require(share.upper) + 1e-12)
    }
  }

  @Test func `quantiles and distributions are inverse to each other`() throws {
    var chance = SplitMix64(seed: 3)
    for _ in 0..<3_000 {
      let p = chance.unit() * 0.999_998 + 0.000_001
      let z = try #require(normalQuantile(p))
      #expect(abs((normalCDF(z) ?? 0) - p) <= 1e-14)
      let df = 0.5 + chance.unit() * 200
      let t = try #require(studentTQuantile(p, degreesOfFreedom: df))
      #expect(abs(try #require(studentTCDF(t, degreesOfFreedom: df)) - p) <= 1e-12)
    }
  }
}
