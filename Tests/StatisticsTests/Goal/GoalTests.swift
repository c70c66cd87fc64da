import Statistics
import Testing

@Suite struct TrendTests {
  @Test func `pairs are counted as by hand, ties or not`() throws {
    var chance = SplitMix64(seed: 50)
    for _ in 0..<60 {
      let n = 3 + chance.below(30)
      let values = (0..<n).map { _ in Double(chance.below(12)) }
      var s = 0
      for later in values.indices {
        for earlier in 0..<later {
          s += values[later] > values[earlier] ? 1 : values[later] < values[earlier] ? -1 : 0
        }
      }
      let trend = mannKendall(values)
      #expect(trend.s == s)
      let reversed = mannKendall(values.reversed())
      #expect(reversed.s == -s)
      #expect(reversed.p == trend.p)
      #expect(mannKendall(values.map { $0 * $0 * $0 - 5 }) == trend)
    }
  }

  @Test func `without a trend one is seen at most 5 times in 100`() throws {
    var chance = SplitMix64(seed: 51)
    let runs = 1_500
    for n in [6, 12] {
      var alarms = 0
      for _ in 0..<runs {
        let p = try #require(mannKendall((0..<n).map { _ in chance.unit() }).pExact)
        if p <= 0.05 { alarms += 1 }
      }
      #expect(Double(alarms) / Double(runs) < 0.065)
    }
  }

  @Test func `four rising months are no trend yet, five are`() throws {
    #expect(try #require(mannKendall([1, 2, 3, 4]).p) > 0.05)
    #expect(try #require(mannKendall([1, 2, 3, 4, 5]).p) < 0.05)
    #expect(mannKendall([1, nil, .infinity, 2]).status == .invalidInput)
    #expect(mannKendall([nil, nil]).n == 0)
    #expect(mannKendall((0..<41).map { Double($0) }).pExact == nil)
  }

  @Test func `the slope is the median of all slopes, however many`() throws {
    var chance = SplitMix64(seed: 52)
    for (n, isCoarse) in [
      (2, false), (3, false), (10, true), (80, false), (300, false), (300, true),
    ] {
      let x = (0..<n).map { _ in Double(chance.below(2 * n)) }
      let y = x.map { isCoarse ? Double(chance.below(3)) : 0.3 * $0 + 4 * chance.normal() }
      var slopes = [Double]()
      for later in 0..<n {
        for earlier in 0..<later where x[later] != x[earlier] {
          slopes.append((y[later] - y[earlier]) / (x[later] - x[earlier]))
        }
      }
      slopes.sort()
      let found = theilSen(x: x, y: y)
      #expect(found.pairs == slopes.count)
      let middle = (slopes[(slopes.count - 1) / 2] + slopes[slopes.count / 2]) / 2
      #expect(abs(try #require(found.slope.value) - middle) < 1e-12)
      #expect(slopes.contains(try #require(found.slope.lower)))
      #expect(slopes.contains(try #require(found.slope.upper)))
    }
  }

  @Test func `a trend added to a series is added to its slope`() throws {
    var chance = SplitMix64(seed: 53)
    let x = (0..<14).map(Double.init)
    let y = x.map { _ in chance.normal() }
    let one = theilSen(x: x, y: y)
    let two = theilSen(x: x, y: zip(x, y).map { 5 + 2 * $1 - 3 * $0 })
    let (a, b) = (try #require(one.slope.lower), try #require(two.slope.lower))
    #expect(abs(2 * a - 3 - b) < 1e-9)
    #expect(theilSen(x: [1, nil, 2], y: [1, 5, nil]).slope.status == .notEnoughData)
    #expect(theilSen(x: [1], y: []).slope.status == .invalidInput)
    #expect(theilSen(x: [], y: []).slope.status == .notEnoughData)
  }

  @Test func `the interval of a slope holds the truth about 95 times in 100`() throws {
    var chance = SplitMix64(seed: 54)
    let x = (0..<12).map(Double.init)
    let runs = 800
    var held = 0
    for _ in 0..<runs {
      let slope = theilSen(x: x, y: x.map { 0.5 * $0 + chance.normal() }).slope
      if try #require(slope.lower) <= 0.5 && #require(slope.upper) >= 0.5 { held += 1 }
    }
    #expect((0.92...0.98).contains(Double(held) / Double(runs)))
  }
}

@Suite struct GoalTests {
  @Test func `a target at 80 is reached 80 times in 100`() throws {
    var chance = SplitMix64(seed: 60)
    let runs = 2_000
    var (reached, inside) = (0, 0)
    for _ in 0..<runs {
      let history = (0..<6).map { _ in 80 + 5 * chance.normal() }
      let next = (0..<3).reduce(0) { sum, _ in sum + 80 + 5 * chance.normal() } / 3
      let found = probabilityOfAttaining(history: history, target: 80, periods: 3)
      if next >= (try #require(found.targetAt80)) { reached += 1 }
      let (lower, upper) = (found.prediction.lower, found.prediction.upper)
      if try next >= #require(lower) && next <= #require(upper) { inside += 1 }
    }
    #expect(abs(Double(reached) / Double(runs) - 0.8) < 0.03)
    #expect(abs(Double(inside) / Double(runs) - 0.95) < 0.02)
  }

  @Test func `the higher the goal the smaller the chance, from either side`() throws {
    let history: [Double?] = [78, 82, nil, 80, 85, 79, 83]
    let chances = try [70, 79, 81, 85, 95].map {
      try #require(probabilityOfAttaining(history: history, target: $0).probability)
    }
    #expect(zip(chances, chances.dropFirst()).allSatisfy { $0 > $1 })
    let mirrored = probabilityOfAttaining(
      history: history.map { $0.map { -$0 } }, target: -85, lowerIsBetter: true)
    #expect(abs(try #require(mirrored.probability) - chances[3]) < 1e-12)
    #expect(mirrored.reach == .needsChange)
    let found = probabilityOfAttaining(history: history, target: 85)
    let again = probabilityOfAttaining(
      history: history, target: try #require(found.targetAt80))
    #expect(abs(try #require(again.probability) - 0.8) < 1e-9)
    #expect(
      probabilityOfAttaining(history: history, target: 8, periods: 0).prediction.status
        == .invalidInput)
    #expect(probabilityOfAttaining(history: [nil], target: 8).prediction.status == .notEnoughData)
  }

  @Test func `the chances of all outcomes add up`() throws {
    for (x, n, m) in [(0.0, 0.0, 5), (9, 10, 30), (3, 200, 17), (180, 200, 60)] {
      let chances = try (0...m).map {
        try #require(
          probabilityOfAttainingProportion(
            successes: x, trials: n, target: Double($0) / Double(m), nextTrials: m
          ).probability)
      }
      #expect(chances[0] == 1)
      #expect(zip(chances, chances.dropFirst()).allSatisfy { $0 >= $1 })
      // The mean is the sum of the chances of at least 1, 2, … successes.
      let mean = Double(m) * (x + 0.5) / (n + 1)
      #expect(abs(chances.dropFirst().reduce(0, +) - mean) < 1e-9)
    }
  }

  @Test func `a target that is a whole number but for rounding is that number`() {
    let found = probabilityOfAttainingProportion(
      successes: 5, trials: 50, target: 0.07, nextTrials: 100)
    #expect(found.requiredSuccesses == 7)
    #expect(
      probabilityOfAttainingProportion(successes: 5, trials: 4, target: 0.5, nextTrials: 9).status
        == .invalidInput)
    #expect(
      probabilityOfAttainingProportion(successes: 1, trials: 4, target: 0.5, nextTrials: 0).status
        == .invalidInput)
  }

  @Test func `the recent months are never part of their own past`() {
    let months: [[Double?]] = [[1, 2], [3, nil], [], [10, 11, 12]]
    let found = ownBaselineMean(months: months, recent: 1, baseline: 2)
    #expect(found.recentCount == 3)
    #expect(found.baselineCount == 1)
    #expect(found.estimate.status == .notEnoughData)
    let long = ownBaselineMean(months: months, recent: 9, baseline: 2)
    #expect(long.recentCount == 6)
    #expect(long.baselineCount == 0)
    #expect(ownBaselineMean(months: months, recent: 0).estimate.status == .invalidInput)
    let rate = ownBaselineProportion(
      recentSuccesses: 5, recentTrials: 4, baselineSuccesses: 1, baselineTrials: 2)
    #expect(rate.estimate.status == .invalidInput)
    let none = ownBaselineProportion(
      recentSuccesses: 0, recentTrials: 0, baselineSuccesses: 1, baselineTrials: 2)
    #expect(none.estimate.status == .notEnoughData)
  }
}
