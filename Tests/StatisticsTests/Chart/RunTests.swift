import Statistics
import Testing

@Suite struct RunTests {
  @Test func `rules cry wolf as often as they are known to`() {
    var chance = SplitMix64(seed: 24)
    let runs = 4_000
    var (one, two, four) = (0, 0, 0)
    for _ in 0..<runs {
      let found = runRules((0..<24).map { _ in chance.normal() })
      if !found.beyond3Sigma.isEmpty { one += 1 }
      if !found.usual.isEmpty { two += 1 }
      let western =
        found.usual + found.twoOfThreeBeyond2Sigma + found.fourOfFiveBeyond1Sigma
      if !western.isEmpty { four += 1 }
    }
    #expect(abs(Double(one) / Double(runs) - 0.063) < 0.014)
    #expect(abs(Double(two) / Double(runs) - 0.125) < 0.018)
    #expect(abs(Double(four) / Double(runs) - 0.205) < 0.022)
  }

  @Test func `up and down are treated alike`() {
    var chance = SplitMix64(seed: 5)
    for _ in 0..<50 {
      let z: [Double?] = (0..<60).map { _ in
        chance.unit() < 0.05 ? nil : (1.3 * chance.normal() * 4).rounded() / 4
      }
      #expect(runRules(z) == runRules(z.map { $0.map { -$0 } }))
    }
  }

  @Test func `a missing point breaks a run and never counts`() {
    let high = [Double?](repeating: 0.5, count: 7)
    #expect(runRules(high + [0.5]).eightSameSide == [7])
    #expect(runRules(high + [nil, 0.5]).eightSameSide == [])
    #expect(runRules([2.5, nil, 2.5]).twoOfThreeBeyond2Sigma == [2])
    #expect(runRules([1, 2, 3, nil, 4, 5, 6].map { $0.map { $0 / 10 } }).sixTrend == [])
    #expect(runRules([.nan, .infinity]).beyond3Sigma == [])
  }

  @Test func `run lengths are those of the literature`() throws {
    let shewhart = try #require(averageRunLength(of: .shewhart(limit: 3)))
    #expect(abs(shewhart - 370.398_347_344_959) < 1e-8)
    let calm = try #require(averageRunLength(of: .cusum(slack: 0.5, limit: 5)))
    #expect(abs(calm - 465.443_506_032_12) < 1e-5)
    let average = try #require(averageRunLength(of: .ewma(lambda: 0.1, width: 2.7)))
    #expect(abs(average - 368.993_733_980_588) < 1e-5)
    let single = try #require(averageRunLength(of: .ewma(lambda: 1, width: 3)))
    #expect(abs(single - shewhart) < 1e-6)
    let bare = try #require(averageRunLength(of: .cusum(slack: 3, limit: 0)))
    #expect(abs(bare - shewhart) < 1e-6)
    #expect(averageRunLength(of: .ewma(lambda: 0, width: 3)) == nil)
    #expect(averageRunLength(of: .shewhart(limit: .infinity)) == nil)
    #expect(averageRunLength(of: .cusum(slack: -1, limit: 5)) == nil)
  }

  @Test func `the larger the shift the sooner it is found`() throws {
    for scheme in [
      ControlScheme.shewhart(limit: 3), .cusum(slack: 0.5, limit: 4),
      .ewma(lambda: 0.2, width: 2.86),
    ] {
      let lengths = try [0, 0.5, 1, 2, 3].map {
        try #require(averageRunLength(of: scheme, shift: $0))
      }
      #expect(zip(lengths, lengths.dropFirst()).allSatisfy { $0 > $1 })
      let mirrored = try #require(averageRunLength(of: scheme, shift: -1))
      #expect(abs(mirrored - lengths[2]) < 1e-6 * lengths[2])
    }
  }

  @Test func `charts signal after as many periods as computed`() throws {
    var chance = SplitMix64(seed: 77)
    let runs = 1_500
    var (sums, averages) = (0, 0)
    for _ in 0..<runs {
      let values = (0..<80).map { _ in 1 + chance.normal() }
      let cusum = cusumChart(values, mean: 0, slack: 0.5, limit: 5)
      sums += 1 + (cusum.firstSignal ?? 80)
      let ewma = ewmaChart(values, lambda: 0.1, width: 2.7, mean: 0, sigma: 1)
      averages += 1 + (ewma.steadySignals.first ?? 80)
    }
    #expect(abs(Double(sums) / Double(runs) - 10.376) < 0.5)
    #expect(abs(Double(averages) / Double(runs) - 9.730) < 0.5)
  }
}
