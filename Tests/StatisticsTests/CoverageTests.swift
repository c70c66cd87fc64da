import Statistics
import Testing

/// How often 95 % intervals hold the truth, with chance that repeats.
@Suite struct CoverageTests {
  /// Scores as rubrics give them: many perfect ones, now and then a fatal mistake.
  struct Population: Sendable, CustomTestStringConvertible {
    let name: String
    let draw: @Sendable (inout SplitMix64) -> Double
    let mean: Double
    var testDescription: String { name }
  }

  static let populations = [
    Population(
      name: "70 % perfect, 5 % zero",
      draw: { chance in
        let u = chance.unit()
        return u < 0.7 ? 100 : u < 0.75 ? 0 : 60 + 40 * chance.unit()
      }, mean: 70 + 0.25 * 80),
    Population(
      name: "97 % perfect, 3 % zero", draw: { $0.unit() < 0.97 ? 100 : 0 }, mean: 97),
    Population(
      name: "two groups, 80 and 20", draw: { $0.unit() < 0.5 ? 80 : 20 }, mean: 50),
    Population(
      name: "smooth, mean 80",
      draw: { chance in 60 + 10 * (chance.unit() + chance.unit() + chance.unit() + chance.unit()) },
      mean: 80),
  ]

  @Test(arguments: populations, [3, 5, 10, 20, 40])
  func `the bounded mean holds the truth at least 94 times in 100`(
    population: Population, n: Int
  ) throws {
    var chance = SplitMix64(seed: UInt64(n))
    let rounds = 2_000
    var held = 0
    for _ in 0..<rounds {
      let estimate = boundedMeanInterval((0..<n).map { _ in population.draw(&chance) })
      held += estimate.holds(population.mean) ? 1 : 0
    }
    #expect(Double(held) / Double(rounds) >= 0.94, "\(population.name), n \(n): \(held)")
  }

  /// How often flagged and other conversations are picked; flagged are a tenth of 1,000.
  static let designs: [(flagged: Double, other: Double)] = [
    (0.08, 0.01), (0.2, 0.02), (0.5, 0.03), (0.8, 0.1), (0.05, 0.2), (0.1, 0.1),
  ]

  @Test(arguments: designs, [false, true])
  func `the weighted mean holds the truth, whoever is picked more often`(
    design: (flagged: Double, other: Double), isHarsh: Bool
  ) throws {
    var chance = SplitMix64(seed: UInt64(design.flagged * 1000))
    let whole = (0..<1_000).map { index -> (score: Double, chance: Double) in
      let isFlagged = index < 100
      let score =
        isHarsh
        ? (chance.below(isFlagged ? 2 : 30) == 0 ? 0 : 100)
        : isFlagged ? chance.below(2) * 60 + chance.below(41) : 100 - chance.below(31)
      return (Double(score), isFlagged ? design.flagged : design.other)
    }
    let truth = whole.reduce(0) { $0 + $1.score } / 1_000
    let rounds = 500
    var (held, naive, drawn, width) = (0, 0, 0, 0.0)
    for _ in 0..<rounds {
      let sample = whole.filter { chance.unit() < $0.chance }
      let estimate = hajekMeanInterval(
        sample.map(\.score), inclusionProbabilities: sample.map(\.chance))
      held += estimate.holds(truth) ? 1 : 0
      naive += boundedMeanInterval(sample.map(\.score)).holds(truth) ? 1 : 0
      drawn += sample.count
      width += 2 * (estimate.halfWidth ?? 100)
    }
    print(
      "picked \(design), \(isHarsh ? "0 or 100" : "graded"): n \(drawn / rounds),",
      "held \(held * 100 / rounds) %, width \((width / Double(rounds)).rounded()),",
      "unweighted \(naive * 100 / rounds) %")
    #expect(Double(held) / Double(rounds) >= 0.95)
  }

  @Test(arguments: [0.5, 0.8, 0.95], [5, 10, 20, 50])
  func `Wilson's interval holds the truth about 95 times in 100`(share: Double, n: Int) {
    var chance = SplitMix64(seed: 5)
    let rounds = 4_000
    var held = 0
    for _ in 0..<rounds {
      let good = (0..<n).count { _ in chance.unit() < share }
      held += wilsonInterval(successes: good, of: n).holds(share) ? 1 : 0
    }
    #expect(Double(held) / Double(rounds) >= 0.90)
  }

  @Test func `a sample without replacement picks everyone equally often`() {
    var chance = SplitMix64(seed: 9)
    var counts = Array(repeating: 0, count: 10)
    for _ in 0..<20_000 {
      let picked = chance.choice(of: 3, from: 10)
      #expect(Set(picked).count == 3)
      for index in picked { counts[index] += 1 }
    }
    for count in counts { #expect(abs(Double(count) - 6_000) < 300) }
    #expect(chance.choice(of: 5, from: 3).count == 3)
    #expect(chance.permutation(of: 0).isEmpty)
  }
}

extension Estimate {
  fileprivate func holds(_ truth: Double) -> Bool {
    guard let lower, let upper else { return false }
    return lower <= truth && truth <= upper
  }
}
