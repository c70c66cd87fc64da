import Statistics
import Testing

@Suite struct ChartTests {
  @Test func `moving a series moves its limits and nothing else`() throws {
    var chance = SplitMix64(seed: 3)
    for _ in 0..<40 {
      let values: [Double?] = (0..<20).map { _ in
        chance.unit() < 0.1 ? nil : 80 + 6 * chance.normal()
      }
      let one = xmrChart(values)
      let two = xmrChart(values.map { $0.map { 3 * $0 - 40 } })
      #expect(one.signals == two.signals)
      #expect(one.rangeSignals == two.rangeSignals)
      let (sigma, other) = (try #require(one.sigma), try #require(two.sigma))
      #expect(abs(other - 3 * sigma) < 1e-9)
      #expect(abs(try #require(two.upper) - (3 * (try #require(one.upper)) - 40)) < 1e-9)
    }
  }

  @Test func `limits come from neighbours, so a shift does not hide itself`() throws {
    let values: [Double?] = [80, 82, 79, 81, 80, 82, 60, 61, 59, 60, 62, 60]
    let chart = xmrChart(values)
    let overall = try #require(Moments(values.compactMap { $0 }).standardDeviation)
    #expect(try #require(chart.sigma) < overall / 2)
    #expect(!chart.signals.isEmpty)
    #expect(chart.rangeSignals == [6])
  }

  @Test func `frozen limits do not follow what comes after them`() throws {
    let calm: [Double?] = [80, 82, 79, 81, 80, 82, 81, 79, 80, 81, 82, 80]
    let frozen = xmrChart(calm + [90, 91], baseline: 0..<12)
    #expect(frozen.center == xmrChart(calm).center)
    #expect(frozen.upper == xmrChart(calm).upper)
    #expect(frozen.signals == [12, 13])
    #expect(frozen.points == 12)
    #expect(frozen.maturity == .settled)
    #expect(xmrChart(Array(calm.prefix(9))).maturity == .provisional)
    #expect(xmrChart(Array(calm.prefix(7))).maturity == .tooEarly)
  }

  @Test func `a calm series rarely leaves limits made of itself`() {
    for n in [8, 16, 24] {
      var chance = SplitMix64(seed: UInt64(n))
      let alarms = (0..<1_500).count { _ in
        !xmrChart((0..<n).map { _ in chance.normal() }).signals.isEmpty
      }
      #expect((0.008...0.075).contains(Double(alarms) / 1_500))
    }
  }

  @Test func `zero variation is said, and nothing is a signal`() {
    let flat = xmrChart([80, 80, nil, 90, 90])
    #expect(flat.status == .noVariation)
    #expect(flat.signals.isEmpty)
    #expect(flat.standardized([80, 90]) == [nil, nil])
    #expect(xmrChart([1, .infinity]).status == .invalidInput)
    #expect(xmrChart([1, 2], d2: 0).status == .invalidInput)
    #expect(xmrChart([1e308, -1e308, 1e308]).status == .invalidInput)
    #expect(pChart(successes: [3, 3], sizes: [3, nil]).status == .noVariation)
    #expect(pChart(successes: [4], sizes: [3]).status == .invalidInput)
    #expect(pChart(successes: [4], sizes: []).status == .invalidInput)
    #expect(uChart(counts: [4], sizes: [0]).status == .invalidInput)
    #expect(uChart(counts: [nil, 2], sizes: [3, 0]).status == .invalidInput)
    #expect(uChart(counts: [nil], sizes: [3]).status == .notEnoughData)
    #expect(laneyPPrimeChart(successes: [1, 2], sizes: [3, 6]).status == .noVariation)
    #expect(ewmaChart([80], mean: 80, sigma: 0).status == .noVariation)
    #expect(ewmaChart([nil], mean: 80, sigma: 1).status == .notEnoughData)
    #expect(ewmaChart([80], lambda: 0, mean: 80, sigma: 1).status == .invalidInput)
    #expect(cusumChart([.nan], mean: 0, slack: 1, limit: 1).status == .invalidInput)
    #expect(countOverdispersionTest([0, 0]).status == .noVariation)
    #expect(countOverdispersionTest([1]).status == .notEnoughData)
    #expect(countOverdispersionTest([-1, 2]).status == .invalidInput)
  }

  @Test func `pure chance gives Laney's charts a sigma of about one`() throws {
    var chance = SplitMix64(seed: 8)
    var sum = 0.0
    for _ in 0..<60 {
      let sizes: [Double?] = (0..<24).map { _ in Double(30 + chance.below(60)) }
      let passed = sizes.map { size -> Double? in
        Double((0..<Int(size ?? 0)).count { _ in chance.unit() < 0.8 })
      }
      let plain = pChart(successes: passed, sizes: sizes)
      let laney = laneyPPrimeChart(successes: passed, sizes: sizes)
      #expect(plain.z == laney.z)
      let sigma = try #require(laney.sigmaZ)
      sum += sigma
      let (wide, narrow) = (try #require(laney.lower[0]), try #require(plain.lower[0]))
      #expect(sigma > 1 ? wide <= narrow : wide >= narrow)
    }
    #expect((0.94...1.06).contains(sum / 60))
  }

  @Test func `a rate chart and a share chart agree on rare events`() throws {
    let (counts, sizes): ([Double?], [Double?]) = ([1, 0, 2, 1], [4_000, 5_000, 3_000, 4_000])
    let share = pChart(successes: counts, sizes: sizes)
    let rate = uChart(counts: counts, sizes: sizes)
    #expect(share.center == rate.center)
    for (one, two) in zip(share.upper, rate.upper) {
      #expect(abs(try #require(one) - (try #require(two))) < 1e-6)
    }
  }

  @Test func `a moving average of weight one is a Shewhart chart`() {
    let values: [Double?] = [74.7, 86.8, 77.7, nil, 40]
    let chart = ewmaChart(values, lambda: 1, width: 3, mean: 75, sigma: 3)
    #expect(chart.ewma == [74.7, 86.8, 77.7, 77.7, 40])
    #expect(chart.signals == [1, 4])
    #expect(chart.signals == chart.steadySignals)
  }

  @Test func `a mirrored series swaps the two sums`() {
    var chance = SplitMix64(seed: 21)
    let values = (0..<60).map { _ in 2 * chance.normal() }
    let one = cusumChart(values, mean: 0, slack: 1, limit: 6, headStart: 3)
    let two = cusumChart(values.map { -$0 }, mean: 0, slack: 1, limit: 6, headStart: 3)
    #expect(one.upperSum == two.lowerSum)
    #expect(one.lowerRun == two.upperRun)
    #expect(one.signals == two.signals)
    let paused = cusumChart([1, nil, 1], mean: 0, slack: 0.5, limit: 6)
    #expect(paused.upperSum == [0.5, 0.5, 1])
    #expect(paused.upperRun == [1, 1, 2])
  }
}
