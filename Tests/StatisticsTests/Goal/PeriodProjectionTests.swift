import Testing

@testable import Statistics

@Suite struct PeriodProjectionTests {
  @Test func `a sum goes on at the old pace, a mean moves towards the old mean`() throws {
    let past: [Double?] = [100, 110, nil, 90]
    // μ = 100, s = 10, n = 3; half of the period left: s √(½ + ¼/3) = 7.6376.
    let sum = periodProjection(
      history: past, soFar: 60, elapsed: 0.5, isSum: true, target: 110)
    #expect(sum.estimate.value == 110)
    let half = try #require(sum.estimate.halfWidth)
    // t(0.975; 2) = 4.302653.
    #expect(abs(half - 4.302653 * 7.637626) < 1e-4)
    #expect(abs((sum.probability ?? 0) - 0.5) < 1e-12)
    let mean = periodProjection(
      history: past, soFar: 120, elapsed: 0.5, isSum: false, target: 100)
    #expect(mean.estimate.value == 110)
    #expect((mean.probability ?? 0) > 0.5)
    let lower = periodProjection(
      history: past, soFar: 120, elapsed: 0.5, isSum: false, target: 100, lowerIsBetter: true)
    #expect(abs((mean.probability ?? 0) + (lower.probability ?? 0) - 1) < 1e-12)
  }

  @Test func `a period that is over is known, and too little or nonsense says so`() {
    let over = periodProjection(
      history: [1, 2, 3], soFar: 5, elapsed: 1, isSum: true, target: 5)
    #expect(over.estimate.value == 5)
    #expect(over.probability == 1)
    let short = periodProjection(history: [1, 2], soFar: 5, elapsed: 0.5, isSum: true, target: 5)
    #expect(short.estimate.status == .notEnoughData)
    let still = periodProjection(
      history: [4, 4, 4], soFar: 2, elapsed: 0.5, isSum: true, target: 5)
    #expect(still.estimate.status == .noVariation)
    #expect(still.estimate.value == 4)
    for elapsed in [0, -1, 1.5, .nan] {
      let wrong = periodProjection(
        history: [1, 2, 3], soFar: 5, elapsed: elapsed, isSum: true, target: 5)
      #expect(wrong.estimate.status == .invalidInput)
    }
  }

  @Test func `its interval holds what it promises`() throws {
    var chance = SplitMix64(seed: 11)
    func normal() -> Double {
      (0..<12).reduce(-6) { sum, _ in sum + Double(chance.next() >> 11) / 9_007_199_254_740_992 }
    }
    // Days of a month of thirty, twelve months of past, ten days over.
    let runs = 1500
    var held = 0
    for _ in 0..<runs {
      let months = (0..<12).map { _ in (0..<30).reduce(0.0) { sum, _ in sum + 40 + 6 * normal() } }
      let days = (0..<30).map { _ in 40 + 6 * normal() }
      let projection = periodProjection(
        history: months, soFar: days.prefix(10).reduce(0, +), elapsed: 1.0 / 3, isSum: true,
        target: 1200)
      let end = days.reduce(0, +)
      if let lower = projection.estimate.lower, let upper = projection.estimate.upper,
        lower <= end, end <= upper
      {
        held += 1
      }
    }
    let share = Double(held) / Double(runs)
    #expect(share > 0.93 && share < 0.97, "\(share)")
  }
}
