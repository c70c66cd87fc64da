import Statistics
import Testing

@Suite struct InterruptionTests {
  @Test func `false alarms are as rare as measured`() throws {
    var chance = SplitMix64(seed: 40)
    let runs = 700
    var (plain, robust, whitened) = (0, 0, 0)
    for _ in 0..<runs {
      let found = interruptedTimeSeries(
        chance.autoregression(0.4, count: 24), interruption: 12, lag: 2)
      if try #require(found.leastSquares?.levelChange.p) < 0.05 { plain += 1 }
      if try #require(found.neweyWest?.levelChange.p) < 0.05 { robust += 1 }
      if try #require(found.praisWinsten?.levelChange.p) < 0.05 { whitened += 1 }
    }
    #expect(abs(Double(plain) / Double(runs) - 0.16) < 0.05)
    #expect(abs(Double(robust) / Double(runs) - 0.22) < 0.06)
    #expect(abs(Double(whitened) / Double(runs) - 0.09) < 0.035)
    #expect(whitened < plain && plain < robust)
  }

  @Test func `a level and a trend that were always there change nothing`() throws {
    var chance = SplitMix64(seed: 41)
    let values = chance.autoregression(0.3, count: 30)
    let moved = values.indices.map { values[$0].map { $0 + 80 } }.enumerated().map { index, value in
      value.map { $0 - 0.7 * Double(index) }
    }
    let one = try #require(interruptedTimeSeries(values, interruption: 14).praisWinsten)
    let two = try #require(interruptedTimeSeries(moved, interruption: 14).praisWinsten)
    #expect(abs(one.levelChange.estimate - two.levelChange.estimate) < 1e-9)
    #expect(abs(one.levelChange.standardError - two.levelChange.standardError) < 1e-9)
    #expect(abs(one.trend.estimate - 0.7 - two.trend.estimate) < 1e-9)
  }

  @Test func `a jump put in is the jump found`() throws {
    var chance = SplitMix64(seed: 42)
    let runs = 300
    var held = 0
    for _ in 0..<runs {
      let noise = chance.autoregression(0, count: 24)
      let values = noise.indices.map { index in
        noise[index].map { $0 + (index >= 12 ? 5 + 0.5 * Double(index - 12) : 0) }
      }
      let found = interruptedTimeSeries(values, interruption: 12)
      let effect = try #require(found.horizon?.effect)
      if try #require(effect.lower) <= 10.5 && #require(effect.upper) >= 10.5 { held += 1 }
    }
    #expect((0.9...0.99).contains(Double(held) / Double(runs)))
  }

  @Test func `a missing month leaves a gap, not a shorter year`() throws {
    var chance = SplitMix64(seed: 43)
    var values = chance.autoregression(0.5, count: 24)
    let full = interruptedTimeSeries(values, interruption: 12)
    values[5] = nil
    let gap = interruptedTimeSeries(values, interruption: 12)
    #expect(gap.status == .ok)
    #expect(gap.n == 23)
    #expect(gap.degreesOfFreedom == 19)
    #expect(gap.horizon?.period == 23)
    let (one, two) = (try #require(full.levelChange?.value), try #require(gap.levelChange?.value))
    #expect(abs(one - two) < 1.5)
  }

  @Test func `without noise or without data there is no answer`() {
    let flat = interruptedTimeSeries([Double?](repeating: 80, count: 12), interruption: 6)
    #expect(flat.status == .noVariation)
    let line = (0..<12).map { Double?(Double($0) * 0.1 + ($0 >= 6 ? 3 : 0)) }
    #expect(interruptedTimeSeries(line, interruption: 6).status == .noVariation)
    #expect(interruptedTimeSeries([], interruption: 0).status == .notEnoughData)
    #expect(
      interruptedTimeSeries([1, 2, 3, nil, nil, 4], interruption: 3).status == .notEnoughData)
    #expect(interruptedTimeSeries([1, .nan], interruption: 1).status == .invalidInput)
    #expect(interruptedTimeSeries(line, interruption: 6, lag: -1).status == .invalidInput)
    #expect(interruptedTimeSeries(line, interruption: -3).status == .notEnoughData)
  }
}

@Suite struct PowerTests {
  @Test func `power grows with the difference and with the groups`() throws {
    func power(_ difference: Double, _ n: Double) throws -> Double {
      try #require(
        powerTwoMeans(difference: difference, standardDeviation: 12, n1: n, n2: n))
    }
    #expect(abs(try power(0, 20) - 0.05) < 1e-9)
    for n in [3.0, 10, 40] {
      let powers = try [0, 4, 8, 16].map { try power($0, n) }
      #expect(zip(powers, powers.dropFirst()).allSatisfy { $0 < $1 })
      #expect(abs(try power(-8, n) - powers[2]) < 1e-12)
    }
    #expect(try power(8, 10) < power(8, 11))
    #expect(powerTwoMeans(difference: 1, standardDeviation: 0, n1: 5, n2: 5) == nil)
    #expect(powerTwoMeans(difference: 1, standardDeviation: 1, n1: 1, n2: 1) == nil)
  }

  @Test(arguments: [(3.0, 3.0, 0.05, 0.8), (10, 25, 0.01, 0.9), (200, 150, 0.1, 0.5)])
  func `the smallest effect to be seen has the power asked for`(
    n1: Double, n2: Double, alpha: Double, power: Double
  ) throws {
    let found = minimalDetectableEffect(
      standardDeviation: 9, n1: n1, n2: n2, alpha: alpha, power: power)
    let effect = try #require(found.mde)
    let reached = try #require(
      powerTwoMeans(difference: effect, standardDeviation: 9, n1: n1, n2: n2, alpha: alpha))
    #expect(abs(reached - power) < 1e-8)
    #expect(effect > (try #require(found.mdeNormalApproximation)))
  }

  @Test func `rates above and below mirror each other`() throws {
    let one = minimalDetectableProportion(baseline: 0.8, nPerGroup: 100)
    let two = minimalDetectableProportion(baseline: 0.2, nPerGroup: 100)
    let (up, down) = (try #require(one.detectableHigher), try #require(two.detectableLower))
    #expect(abs(up + down - 1) < 1e-12)
    #expect(minimalDetectableProportion(baseline: 0.95, nPerGroup: 20).detectableHigher == nil)
    #expect(minimalDetectableProportion(baseline: 1, nPerGroup: 20).detectableHigher == nil)
    #expect(minimalDetectableProportion(baseline: 0.5, nPerGroup: 0).status == .notEnoughData)
    #expect(minimalDetectableProportion(baseline: 2, nPerGroup: 9).status == .invalidInput)
    let more = minimalDetectableProportion(baseline: 0.8, nPerGroup: 400)
    #expect(try #require(more.detectableHigher) < up)
  }

  @Test func `what cannot be planned is refused`() {
    #expect(clusterDesignEffect(clusterSize: 1, intraclassCorrelation: 0.3) == 1)
    #expect(clusterDesignEffect(clusterSize: 0, intraclassCorrelation: 0.3) == nil)
    #expect(clusterDesignEffect(clusterSize: 20, intraclassCorrelation: -0.5) == nil)
    #expect(sampleSizeZ(delta: 0, sigma: 1).status == .infeasible)
    #expect(sampleSizeZ(alpha: 0, delta: 1, sigma: 1).status == .invalidInput)
    #expect(sampleSizeZ(delta: 5, sigma: 12).rounded == 46)
    let none = minimalDetectableEffect(standardDeviation: 9, n1: 1, n2: 1)
    #expect(none.status == .notEnoughData)
    let weak = minimalDetectableEffect(standardDeviation: 9, n1: 9, n2: 9, power: 0.01)
    #expect(weak.status == .infeasible)
  }
}

extension SplitMix64 {
  /// Normal noise in which each value remembers a share of the one before.
  fileprivate mutating func autoregression(_ rho: Double, count: Int) -> [Double?] {
    var value = normal()
    return (0..<count).map { _ in
      value = rho * value + (1 - rho * rho).squareRoot() * normal()
      return value
    }
  }
}
