import Statistics
import Testing

@Suite struct IntervalTests {
  typealias ShareInterval = @Sendable (Double, Double, Double) -> Estimate
  static let shares: [(name: String, interval: ShareInterval)] = [
    ("Wilson", { wilsonInterval(successes: $0, n: $1, confidence: $2) }),
    ("corrected", { wilsonIntervalContinuityCorrected(successes: $0, n: $1, confidence: $2) }),
    ("Jeffreys", { jeffreysInterval(successes: $0, n: $1, confidence: $2) }),
    ("Agresti and Coull", { agrestiCoullInterval(successes: $0, n: $1, confidence: $2) }),
    ("Clopper and Pearson", { clopperPearsonInterval(successes: $0, n: $1, confidence: $2) }),
  ]

  @Test(arguments: 0..<5)
  func `an interval of a share holds it, grows with confidence, and mirrors`(index: Int) throws {
    let (name, interval) = Self.shares[index]
    for n in [1.0, 2, 9, 40, 333] {
      var (lowest, highest) = (-1.0, -1.0)
      for x in stride(from: 0, through: n, by: (n / 20).rounded(.up)) {
        let estimate = interval(x, n, 0.95)
        let (lower, upper) = (try #require(estimate.lower), try #require(estimate.upper))
        #expect(0 <= lower && lower <= x / n && x / n <= upper && upper <= 1, "\(name)")
        #expect(lower >= lowest && upper >= highest, "\(name): more successes, no lower ends")
        (lowest, highest) = (lower, upper)
        let wide = interval(x, n, 0.99)
        #expect(try #require(wide.lower) <= lower && upper <= #require(wide.upper))
        let mirrored = interval(n - x, n, 0.95)
        #expect(abs(try #require(mirrored.upper) - (1 - lower)) <= 1e-12)
      }
    }
    #expect(interval(0, 0, 0.95).status == .notEnoughData)
    #expect(interval(3, 2, 0.95).status == .invalidInput)
    #expect(interval(1, 2, 1).status == .invalidInput)
    #expect(interval(.nan, 2, 0.95).status == .invalidInput)
    let huge = interval(5e11, 1e12, 0.95)
    #expect(try #require(huge.upper) - #require(huge.lower) < 1e-5)
  }

  /// The exact chance that an interval of n trials holds a share.
  private func coverage(_ interval: ShareInterval, n: Int, share: Double) -> Double {
    (0...n).reduce(0) { sum, x in
      let estimate = interval(Double(x), Double(n), 0.95)
      return estimate.covers(share) ? sum + (binomialPMF(x, n: n, p: share) ?? 0) : sum
    }
  }

  @Test func `the exact interval always holds the truth at least as often as it says`() {
    for n in [3, 10, 25] {
      for step in 1..<40 {
        #expect(coverage(Self.shares[4].interval, n: n, share: Double(step) / 40) >= 0.95)
      }
    }
  }

  @Test func `Wilson's and Jeffreys' intervals hold the truth 95 times in 100 on average`() {
    for index in [0, 2] {
      let shares = (1..<50).map { Double($0) / 50 }
      let mean =
        shares.reduce(0) { $0 + coverage(Self.shares[index].interval, n: 20, share: $1) }
        / Double(shares.count)
      #expect((0.94...0.97).contains(mean), "\(Self.shares[index].name): \(mean)")
    }
  }

  @Test func `a net promoter score holds the truth 91 times in 100 from five answers on`() {
    var chance = SplitMix64(seed: 41)
    for (promoters, passives) in [(0.5, 0.3), (0.8, 0.15), (0.3, 0.4)] {
      let truth = 100 * (2 * promoters + passives - 1)
      for n in [5, 15] {
        var held = 0
        for _ in 0..<1_500 {
          var counts = [0, 0, 0]
          for _ in 0..<n {
            let u = chance.unit()
            counts[u < promoters ? 0 : u < promoters + passives ? 1 : 2] += 1
          }
          let score = netPromoterScore(
            promoters: counts[0], passives: counts[1], detractors: counts[2])
          held += score.estimate.covers(truth) ? 1 : 0
        }
        #expect(Double(held) / 1_500 >= 0.91, "\(promoters) \(n): \(held)")
      }
    }
  }

  @Test func `a score of answers and a score of counts are the same`() {
    let ratings: [Double?] = [10, 9, 8, nil, 7, 6, 0, nil, 10]
    #expect(
      netPromoterScore(ratings: ratings)
        == netPromoterScore(promoters: 3, passives: 2, detractors: 2))
    #expect(netPromoterScore(ratings: [11]).status == .invalidInput)
    #expect(netPromoterScore(ratings: [nil]).status == .notEnoughData)
    #expect(netPromoterScore(promoters: -1, passives: 0, detractors: 0).status == .invalidInput)
    #expect(topBox([4, .nan], threshold: 4).status == .invalidInput)
    #expect(topBox([nil], threshold: 4).status == .notEnoughData)
  }

  @Test func `a difference turns its sign with its sides`() throws {
    let one = proportionDifference((9, 10), (3, 11))
    let other = proportionDifference((3, 11), (9, 10))
    #expect(one.value == other.value.map { -$0 })
    #expect(abs(try #require(one.lower) + (try #require(other.upper))) <= 1e-15)
    let paired = pairedProportionDifference(
      PairedAnswers(bothYes: 7, yesThenNo: 3, noThenYes: 1, bothNo: 4))
    let turned = pairedProportionDifference(
      PairedAnswers(bothYes: 7, yesThenNo: 1, noThenYes: 3, bothNo: 4))
    #expect(
      abs(try #require(paired.estimate.lower) + (try #require(turned.estimate.upper))) <= 1e-15)
    #expect(paired.phi == turned.phi)
    #expect(proportionDifference((1, 0), (1, 2)).status == .invalidInput)
    #expect(proportionDifference((0, 0), (1, 2)).status == .notEnoughData)
  }

  @Test func `a mean's interval moves and stretches with its values, in any order`() throws {
    var chance = SplitMix64(seed: 43)
    for _ in 0..<40 {
      let values = (0..<(2 + chance.below(20))).map { _ in chance.unit() * 100 }
      let shuffled = chance.permutation(of: values.count).map { values[$0] }
      let moved = shuffled.map { 3 + 0.5 * $0 }
      let pairs = [
        (boundedMeanInterval(values), boundedMeanInterval(moved, scaleMin: 3, scaleMax: 53)),
        (meanInterval(values), meanInterval(moved)),
        (hoeffdingInterval(values), hoeffdingInterval(moved, scaleMin: 3, scaleMax: 53)),
        (
          empiricalBernsteinInterval(values),
          empiricalBernsteinInterval(moved, scaleMin: 3, scaleMax: 53)
        ),
        (quantileInterval(values).estimate, quantileInterval(moved).estimate),
      ]
      for (plain, other) in pairs {
        #expect(isClose(plain.lower.map { 3 + 0.5 * $0 }, other.lower))
        #expect(isClose(plain.upper.map { 3 + 0.5 * $0 }, other.upper))
        #expect(isClose(plain.value.map { 3 + 0.5 * $0 }, other.value))
      }
    }
  }

  @Test func `a median's interval holds it as often as it says`() {
    var chance = SplitMix64(seed: 44)
    for n in [6, 15, 40] {
      var held = 0
      for _ in 0..<1_000 {
        // Long-tailed waiting times, median 1.
        let values = (0..<n).map { _ in chance.unit() / (1 - chance.unit()) }
        let interval = quantileInterval(values).estimate
        // The ratio of two uniform numbers has median 1.
        held += interval.covers(1) ? 1 : 0
      }
      #expect(held >= 935, "n \(n): \(held)")
    }
    #expect(quantileInterval([1, 2, 3, 4, 5]).estimate.lower == nil)
    #expect(quantileInterval([]).status == .notEnoughData)
    #expect(quantileInterval([1], share: 1).status == .invalidInput)
  }

  @Test func `resampling says so where it cannot see`() {
    #expect(bootstrapInterval([], seed: 1).status == .notEnoughData)
    #expect(bootstrapInterval([3], seed: 1).status == .notEnoughData)
    #expect(bootstrapInterval([3, 3], seed: 1).status == .noVariation)
    #expect(bootstrapInterval([3, .infinity], seed: 1).status == .invalidInput)
    #expect(bootstrapInterval([3, 4], replicates: 0, seed: 1).status == .invalidInput)
    let one = bootstrapInterval([3, 4], method: .bca, replicates: 1, seed: 1)
    #expect(one.status == .degenerate && one.estimate.lower == nil)
  }

  @Test func `distribution-free bounds hold without data and without variation`() {
    #expect(hoeffdingInterval([]).upper == 100)
    #expect(empiricalBernsteinInterval([80]).lower == 0)
    #expect(empiricalBernsteinInterval([80]).status == .notEnoughData)
    #expect(hoeffdingInterval([101]).status == .invalidInput)
    let constant = empiricalBernsteinInterval(Array(repeating: 80, count: 2_000))
    #expect(constant.lower.map { $0 < 80 } == true)
  }
}
