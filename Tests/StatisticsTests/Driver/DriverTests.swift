import Foundation
import Statistics
import Testing

/// What drives dissatisfaction: shares of R², tables of reasons, words.
@Suite struct DriverTests {
  private func records(_ chance: inout SplitMix64, n: Int, drivers: Int) -> [[Double]] {
    (0..<n).map { _ in
      let halo = chance.normal()
      return (0..<drivers).map { _ in 0.7 * halo + chance.normal() }
    }
  }

  private func response(_ chance: inout SplitMix64, _ records: [[Double]]) -> [Double] {
    records.map { row in 70 + 5 * row[0] - 3 * (row.last ?? 0) + 6 * chance.normal() }
  }

  @Test(arguments: [1, 2, 5, 9])
  func `shares of R² sum to R²`(drivers: Int) {
    var chance = SplitMix64(seed: UInt64(drivers))
    let records = records(&chance, n: 60, drivers: drivers)
    let found = relativeImportance(records, response: response(&chance, records))
    #expect(found.status == .ok)
    #expect(isClose(found.drivers.reduce(0) { $0 + $1.contribution }, found.rSquared))
    #expect(isClose(found.drivers.reduce(0) { $0 + ($1.share ?? 0) }, 1))
  }

  @Test func `they are the mean over all orders of entry`() {
    var chance = SplitMix64(seed: 3)
    let records = records(&chance, n: 40, drivers: 3)
    let outcome = response(&chance, records)
    func rSquared(_ columns: Set<Int>) -> Double {
      let design =
        [records.map { _ in 1.0 }] + columns.sorted().map { column in records.map { $0[column] } }
      let mean = Moments(outcome).mean ?? 0
      let whole = outcome.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return 1 - (LeastSquares(design).fit(outcome)?.residualSumOfSquares ?? 0) / whole
    }
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    let found = relativeImportance(records, response: outcome)
    for driver in 0..<3 {
      let mean = orders.reduce(0) { sum, order in
        let before = Set(order.prefix { $0 != driver })
        return sum + (rSquared(before.union([driver])) - rSquared(before)) / 6
      }
      #expect(isClose(found.drivers[driver].contribution, mean))
      #expect(isClose(found.drivers[driver].first, rSquared([driver])))
      #expect(
        isClose(
          found.drivers[driver].last,
          rSquared([0, 1, 2]) - rSquared(Set([0, 1, 2]).subtracting([driver]))))
    }
  }

  @Test func `units, signs and the order of drivers change no share`() {
    var chance = SplitMix64(seed: 4)
    let records = records(&chance, n: 50, drivers: 4)
    let outcome = response(&chance, records)
    let one = relativeImportance(records, response: outcome)
    let two = relativeImportance(
      records.map { [-1000 * $0[3], 1e6 + $0[1], $0[0] / 60, 3 - $0[2]] },
      response: outcome.map { 5 - 0.05 * $0 })
    for (driver, place) in zip(0..<4, [2, 1, 3, 0]) {
      #expect(
        isClose(one.drivers[driver].contribution, two.drivers[place].contribution, 1e-6))
    }
  }

  @Test func `resampled shares surround the share and repeat with their seed`() {
    var chance = SplitMix64(seed: 5)
    let records = records(&chance, n: 80, drivers: 3)
    let outcome = response(&chance, records)
    let shares = relativeImportanceBootstrap(records, response: outcome, replicates: 200, seed: 9)
    #expect(
      shares == relativeImportanceBootstrap(records, response: outcome, replicates: 200, seed: 9))
    for share in shares {
      #expect((share.lower ?? 1) < (share.value ?? 0) && (share.value ?? 1) < (share.upper ?? 0))
    }
  }

  @Test func `what cannot be shared out says why`() {
    func status(_ records: [[Double]], _ response: [Double]) -> Estimate.Status {
      relativeImportance(records, response: response).status
    }
    let rows = (0..<6).map { [Double($0), Double($0 * $0 % 5)] }
    #expect(status([], []) == .notEnoughData)
    #expect(status([[1], [2]], [1, 2]) == .notEnoughData)
    #expect(status(rows, [1, 2, 3]) == .invalidInput)
    #expect(status([[1], [2, 3], [1], [4]], [1, 2, 3, 4]) == .invalidInput)
    #expect(status(rows, [82.3, 82.3, 82.3, 82.3, 82.3, 82.3]) == .noVariation)
    #expect(status(rows.map { [$0[0], 3 - 0.1 * $0[0]] }, [1, 2, 3, 5, 4, 6]) == .collinear)
    #expect(status(rows.map { [$0[0], 7] }, [1, 2, 3, 5, 4, 6]) == .collinear)
    #expect(status(rows, [1, 2, 3, .nan, 4, 6]) == .invalidInput)
  }

  @Test func `the odds ratio covers the truth about as often as it says`() {
    var chance = SplitMix64(seed: 6)
    let truth = (0.3 / 0.7) / (0.1 / 0.9)
    let held = percentage(of: 800) { _ in
      let reason = Double((0..<80).count { _ in chance.unit() < 0.3 })
      let other = Double((0..<200).count { _ in chance.unit() < 0.1 })
      return oddsRatio(
        reasonDissatisfied: reason, reasonSatisfied: 80 - reason, otherDissatisfied: other,
        otherSatisfied: 200 - other
      ).estimate.covers(truth)
    }
    #expect(held >= 93 && held <= 98, "\(held)")
  }

  @Test(arguments: [[20.0, 80, 30, 370], [0, 12, 15, 90], [1, 0, 0, 1]])
  func `turning the question round turns the ratio round`(cells: [Double]) {
    let one = oddsRatio(
      reasonDissatisfied: cells[0], reasonSatisfied: cells[1], otherDissatisfied: cells[2],
      otherSatisfied: cells[3])
    let two = oddsRatio(
      reasonDissatisfied: cells[2], reasonSatisfied: cells[3], otherDissatisfied: cells[0],
      otherSatisfied: cells[1])
    #expect(isClose(one.logOddsRatio, two.logOddsRatio.map { -$0 }))
    #expect(isClose(one.estimate.lower, two.estimate.upper.map { 1 / $0 }))
    #expect(isClose(one.chiSquare, two.chiSquare))
  }

  @Test func `chi-square does not know which side is which, and alarms 5 times in 100`() {
    var chance = SplitMix64(seed: 7)
    let alarms = percentage(of: 600) { _ in
      var table = Array(repeating: Array(repeating: 0.0, count: 4), count: 3)
      for _ in 0..<150 { table[chance.below(3)][chance.below(4)] += 1 }
      let turned = (0..<4).map { column in table.map { $0[column] } }
      let found = contingencyAssociation(table)
      #expect(isClose(found.cramersVCorrected, contingencyAssociation(turned).cramersVCorrected))
      return (found.p ?? 1) <= 0.05
    }
    #expect(alarms >= 2.5 && alarms <= 8, "\(alarms)")
    #expect(contingencyAssociation([]).status == .notEnoughData)
    #expect(contingencyAssociation([[1, 2], [3]]).status == .invalidInput)
    #expect(contingencyAssociation([[0, 5], [0, 6]]).status == .notEnoughData)
    #expect(isClose(contingencyAssociation([[9, 0], [0, 9]]).cramersV, 1))
  }

  @Test func `Pareto's few are the fewest that reach the threshold`() {
    var chance = SplitMix64(seed: 8)
    for _ in 0..<50 {
      let counts = Dictionary(
        uniqueKeysWithValues: (0..<8).map { ("reason \($0)", chance.below(30)) })
      let found = paretoAnalysis(counts)
      guard found.status == .ok else { continue }
      let few = found.vitalFew.count
      #expect(found.rows[few - 1].cumulativeShare >= 0.8)
      #expect(few == 1 || found.rows[few - 2].cumulativeShare < 0.8)
      #expect(isClose(found.rows.last?.cumulativeShare, 1))
      #expect(found.neighbours.allSatisfy { $0.p > 0 && $0.p <= 1 })
    }
    #expect(paretoAnalysis([:]).status == .notEnoughData)
    #expect(paretoAnalysis(["a": -1]).status == .invalidInput)
    #expect(paretoAnalysis(["b": 8, "a": 2], threshold: 0.8).vitalFew == ["b"])
    #expect(paretoAnalysis(["b": 1, "a": 1]).rows.map(\.category) == ["a", "b"])
  }

  @Test func `log odds turn round with the groups and shrink with the prior`() throws {
    let (a, b) = (["x": 9.0, "y": 40, "z": 3], ["x": 1.0, "y": 45, "z": 4])
    let prior = ["x": 1.0, "y": 8, "z": 1]
    let one = try #require(logOddsDirichlet(a, b, prior: prior))
    let two = try #require(logOddsDirichlet(b, a, prior: prior))
    let strong = try #require(logOddsDirichlet(a, b, prior: prior.mapValues { $0 * 20 }))
    for index in one.indices {
      #expect(isClose(one[index].z, -two[index].z))
      #expect(abs(strong[index].delta) < abs(one[index].delta))
      #expect(one[index].adjustedP >= one[index].p)
    }
    #expect(logOddsDirichlet(a, b, prior: ["x": 1]) == nil)
    #expect(logOddsDirichlet(a, b, prior: ["x": 1, "y": 0]) == nil)
    #expect(logOddsDirichlet(["x": -1], b, prior: prior) == nil)
  }

  @Test func `terms of nearly all texts are told apart as well as rare ones`() throws {
    let low = (counts: ["all": 100, "most": 99, "rare": 9], texts: 100)
    let high = (counts: ["all": 200, "most": 150, "rare": 2], texts: 200)
    let terms = ["rare", "all", "most", "none"]
    let found = try #require(logOddsOfPresence(low, high, terms: terms, prior: 10))
    #expect(found.map(\.term) == ["all", "most", "none", "rare"])
    // With 10 pseudo-texts divided as all 300 are: (9 + 0.3821) / (91 + 9.6179), and so on.
    let weight = 10 * 11.5 / 301
    let yes = (9 + weight, 2 + weight)
    let no = (101 - weight, 208 - weight)
    let delta = log(yes.0 / no.0) - log(yes.1 / no.1)
    #expect(isClose(found[3].delta, delta))
    #expect(isClose(found[3].variance, 1 / yes.0 + 1 / no.0 + 1 / yes.1 + 1 / no.1))
    #expect(found[0].adjustedP > 0.5, "who writes more does not greet less")
    #expect(found[1].delta > 0 && found[1].adjustedP < 0.001)
    #expect(found[2].p > 0.5)
    let turned = try #require(logOddsOfPresence(high, low, terms: terms, prior: 10))
    for (one, two) in zip(found, turned) { #expect(isClose(one.z, -two.z)) }
    #expect(logOddsOfPresence((["a": 3], 2), high, terms: ["a"], prior: 10) == nil)
    #expect(logOddsOfPresence(([:], 0), high, terms: ["a"], prior: 10) == nil)
  }

  @Test func `a correlation covers the truth about as often as it says`() {
    var chance = SplitMix64(seed: 10)
    let held = percentage(of: 600) { _ in
      let x = (0..<25).map { _ in chance.normal() }
      let y = x.map { 0.5 * $0 + 0.75.squareRoot() * chance.normal() }
      return correlationInterval(x, y).covers(0.5)
    }
    #expect(held >= 92.5 && held <= 97.5, "\(held)")
    #expect(correlationInterval([1, 1], [2, 3]).status == .noVariation)
    #expect(correlationInterval([1], [2]).status == .notEnoughData)
    #expect(correlationInterval(r: 1.01, n: 9).status == .invalidInput)
  }
}
