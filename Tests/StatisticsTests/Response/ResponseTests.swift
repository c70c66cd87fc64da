import Statistics
import Testing

/// Those who answered, and what those who did not can hide.
@Suite struct ResponseTests {
  @Test func `rates rise as fewer are counted as asked`() {
    var chance = SplitMix64(seed: 1)
    for _ in 0..<50 {
      func count() -> Double { Double(chance.below(50)) }
      let outcomes = SurveyOutcomes(
        complete: count() + 1, partial: count(), refusal: count(), nonContact: count(),
        other: count(), unknownHousehold: count(), unknownOther: count())
      let rates = responseRates(outcomes, assumedEligible: chance.unit())
      #expect((rates.rr1 ?? 1) <= (rates.rr3 ?? 0) && (rates.rr3 ?? 1) <= (rates.rr5 ?? 0))
      #expect((rates.rr1 ?? 1) <= (rates.rr2 ?? 0) && (rates.rr5 ?? 1) <= (rates.rr6 ?? 0))
    }
    #expect(responseRates(SurveyOutcomes(complete: 0)).status == .notEnoughData)
    #expect(responseRates(SurveyOutcomes(complete: -1)).status == .invalidInput)
    #expect(
      responseRates(SurveyOutcomes(complete: 1), assumedEligible: 1.5).status == .invalidInput)
    #expect(responseRates(SurveyOutcomes(complete: 0, unknownOther: 3)).rr5 == nil)
  }

  @Test func `raking reproduces the totals and keeps the odds inside the table`() {
    var chance = SplitMix64(seed: 2)
    let seed = (0..<5).map { _ in (0..<4).map { _ in Double(chance.below(40) + 1) } }
    let aim = (0..<5).map { _ in (0..<4).map { _ in Double(chance.below(90) + 5) } }
    let rowTotals = aim.map { $0.reduce(0, +) }
    let columnTotals = (0..<4).map { column in aim.reduce(0) { $0 + $1[column] } }
    let found = rake(seed: seed, rowTotals: rowTotals, columnTotals: columnTotals)
    #expect(found.status == .ok)
    for row in 0..<5 { #expect(isClose(found.table[row].reduce(0, +), rowTotals[row])) }
    for column in 0..<4 {
      #expect(isClose(found.table.reduce(0) { $0 + $1[column] }, columnTotals[column]))
    }
    func odds(_ table: [[Double]]) -> Double {
      table[1][1] * table[3][2] / (table[1][2] * table[3][1])
    }
    #expect(isClose(odds(found.table), odds(seed)))
  }

  @Test func `records and their table are raked alike`() throws {
    var chance = SplitMix64(seed: 3)
    let records = (0..<200).map { _ in
      [
        "channel": ["chat", "mail", "phone"][chance.below(3)],
        "tier": ["free", "paid"][chance.below(2)],
      ]
    }
    let channels = ["chat": 0.5, "mail": 0.2, "phone": 0.3]
    let tiers = ["free": 0.8, "paid": 0.2]
    let found = rakeRecords(records, margins: ["channel": channels, "tier": tiers])
    let names = (channels.keys.sorted(), tiers.keys.sorted())
    let seed = names.0.map { channel in
      names.1.map { tier in
        Double(records.count { $0["channel"] == channel && $0["tier"] == tier })
      }
    }
    let table = rake(
      seed: seed, rowTotals: names.0.map { (channels[$0] ?? 0) * 200 },
      columnTotals: names.1.map { (tiers[$0] ?? 0) * 200 })
    for (index, record) in records.enumerated() {
      let row = try #require(names.0.firstIndex { $0 == record["channel"] })
      let column = try #require(names.1.firstIndex { $0 == record["tier"] })
      #expect(isClose(found.weights[index], table.table[row][column] / seed[row][column], 1e-8))
    }
    #expect(isClose(found.weights.reduce(0, +), 200))
    #expect(isClose(found.mean(of: records.map { _ in 7 }), 7))
  }

  @Test func `totals that cannot be met say why`() {
    func status(_ rows: [Double], _ columns: [Double], _ seed: [[Double]] = [[1, 2], [3, 4]])
      -> Estimate.Status
    {
      rake(seed: seed, rowTotals: rows, columnTotals: columns, maxIterations: 500).status
    }
    #expect(status([5, 5], [4, 7]) == .inconsistentMargins)
    #expect(status([5, 5], [4, 6], [[0, 0], [3, 4]]) == .infeasible)
    #expect(status([0, 10], [4, 6], [[0, 0], [3, 4]]) == .ok)
    #expect(status([5, 5], [4, 6], [[0, 1], [0, 4]]) == .infeasible)
    #expect(status([5, 5], [2, 8], [[1, 0], [0, 1]]) == .notConverged)
    #expect(status([5], [4, 6]) == .invalidInput)
    #expect(status([-1, 11], [4, 6]) == .invalidInput)
    #expect(status([], [], []) == .invalidInput)
    func records(_ margins: [String: [String: Double]]) -> Estimate.Status {
      rakeRecords([["a": "x"], ["a": "y"]], margins: margins).status
    }
    #expect(rakeRecords([], margins: [:]).status == .notEnoughData)
    #expect(records([:]) == .ok)
    #expect(records(["b": ["x": 1]]) == .invalidInput)
    #expect(records(["a": ["x": 1]]) == .invalidInput)
    #expect(records(["a": ["x": 1, "y": 1, "z": 1]]) == .infeasible)
  }

  @Test func `post-stratified means cover the truth where plain ones do not`() {
    var chance = SplitMix64(seed: 4)
    var (held, plain) = (0.0, 0.0)
    for _ in 0..<300 {
      let cells = [(700.0, 20, 85.0), (300, 60, 60)].map { population, n, mean in
        let answers = Moments((0..<n).map { _ in mean + 10 * chance.normal() })
        return ResponseCell(
          population: population, respondents: n, mean: answers.mean,
          variance: answers.standardDeviation.map { $0 * $0 })
      }
      let found = postStratify(cells)
      held += found.estimate.covers(77.5) ? 1 : 0
      plain += abs((found.unweightedMean ?? 0) - 77.5) < 5 ? 1 : 0
    }
    #expect(held / 3 >= 90 && held / 3 <= 98, "\(held / 3)")
    #expect(plain == 0)
  }

  @Test func `a cell without answers, or with one, says so`() {
    func cell(_ population: Double, _ n: Int, _ mean: Double?, _ variance: Double?) -> ResponseCell
    {
      ResponseCell(population: population, respondents: n, mean: mean, variance: variance)
    }
    let empty = postStratify([cell(100, 0, nil, nil), cell(300, 20, 80, 100)])
    #expect(empty.status == .emptyCell && empty.emptyCells == [0])
    let single = postStratify([cell(100, 1, 70, nil), cell(300, 20, 80, 100)])
    #expect(single.status == .notEnoughData && isClose(single.estimate.value, 77.5))
    #expect(postStratify([]).status == .notEnoughData)
    #expect(postStratify([cell(0, 0, nil, nil), cell(3, 2, 80, 1)]).status == .ok)
    #expect(postStratify([cell(10, 5, nil, 3)]).status == .invalidInput)
    #expect(postStratify([cell(10, 5, 4, 0)]).status == .noVariation)
  }

  @Test func `worst-case bounds hold the truth whoever stays silent`() {
    var chance = SplitMix64(seed: 5)
    let held = percentage(of: 400) { _ in
      // The unhappy answer half as often as the happy.
      let asked = (0..<200).map { _ in chance.unit() < 0.7 ? 1.0 : 0 }
      let answers = asked.filter { chance.unit() < ($0 > 0 ? 0.6 : 0.3) }
      let found = nonResponseBounds(
        answers, nonRespondents: 200 - answers.count, scaleMin: 0, scaleMax: 1)
      return found.estimate.covers(0.7)
    }
    #expect(held >= 95, "\(held)")
    let all = nonResponseBounds([80, 90, 70], nonRespondents: 0)
    #expect(isClose(all.width, 0) && isClose(all.multiplier, normalQuantile(0.975)))
  }

  @Test func `bounds narrow as more answer, and are the scale when nobody does`() {
    let answers = [60.0, 90, 75, 80]
    var width = 100.0
    for silent in [40, 10, 3, 1, 0] {
      let found = nonResponseBounds(answers, nonRespondents: silent)
      #expect((found.width ?? 101) < width)
      width = found.width ?? 101
    }
    let none = nonResponseBounds([], nonRespondents: 5)
    #expect(none.status == .notEnoughData && none.lower == 0 && none.upper == 100)
    #expect(nonResponseBounds([101], nonRespondents: 1).status == .invalidInput)
    #expect(nonResponseBounds([5], nonRespondents: 0).estimate.lower == nil)
    #expect(nonResponseBias(responseRate: 2, respondentMean: 1, nonRespondentMean: 1) == nil)
  }

  @Test func `two models together cover the truth where answers alone are off`() {
    var chance = SplitMix64(seed: 6)
    var (held, plain) = (0.0, 0.0)
    for _ in 0..<200 {
      let people = (0..<300).map { _ in [1, chance.normal()] }
      let answers = people.map { person -> Double? in
        let score = 75 + 6 * person[1] + 8 * chance.normal()
        return chance.unit() < (normalCDF(0.5 * person[1]) ?? 0) ? score : nil
      }
      let found = doublyRobustMean(covariates: people, answers: answers)
      held += found.estimate.covers(75) ? 0.5 : 0
      plain += (found.respondentMean ?? 0) > 76 ? 0.5 : 0
    }
    #expect(held >= 90.5 && held <= 98.5, "\(held)")
    #expect(plain > 90, "\(plain)")
  }

  @Test func `a model that cannot be fitted says why`() {
    func found(_ covariates: [[Double]], _ answers: [Double?]) -> DoublyRobustMean {
      doublyRobustMean(covariates: covariates, answers: answers)
    }
    let rows = (0..<8).map { [1, Double($0), Double($0 * $0 % 7)] }
    let some: [Double?] = [70, nil, 80, 75, nil, 90, 60, 85]
    #expect(found(rows, some).status == .ok)
    #expect(found([], []).status == .notEnoughData)
    #expect(found(rows, rows.map { _ in nil }).status == .notEnoughData)
    #expect(found(rows, [70, 80]).status == .invalidInput)
    #expect(found(rows.map { [1, $0[1], 2 * $0[1]] }, some).status == .collinear)
    let separated = rows.indices.map { $0 < 4 ? 70.0 + Double($0 * $0) : nil }
    #expect(found(rows, separated).status == .notConverged)
    let everybody = found(rows, rows.indices.map { Double($0) })
    #expect(isClose(everybody.estimate.value, 3.5) && everybody.smallestPropensity == 1)
  }
}
