import Statistics
import Testing

/// Intraclass correlations and rater severity.
@Suite struct PanelTests {
  @Test func `ICC(2,1) covers the truth about as often as it says`() {
    var chance = SplitMix64(seed: 12)
    let held = percentage(of: 150) { _ in
      let raters = (0..<5).map { _ in 2 * chance.normal() }
      let rows = (0..<20).map { _ -> [Double?] in
        let item = 70 + 6 * chance.normal()
        return raters.map { item + $0 + 4 * chance.normal() }
      }
      return intraclassCorrelation(Ratings(rows)).agreement.covers(36.0 / (36 + 4 + 16))
    }
    #expect(held >= 89, "\(held)")
  }

  @Test func `a constant offset costs agreement and not consistency`() {
    var chance = SplitMix64(seed: 13)
    let rows = (0..<15).map { _ -> [Double?] in
      let item = 70 + 8 * chance.normal()
      return [item + chance.normal(), item + chance.normal()]
    }
    let shifted = rows.map { row in [row[0], row[1].map { $0 + 10 }] }
    let (one, two) = (intraclassCorrelation(Ratings(rows)), intraclassCorrelation(Ratings(shifted)))
    #expect(isClose(one.consistency.value, two.consistency.value))
    #expect((two.agreement.value ?? 1) < (one.agreement.value ?? 0) - 0.2)
  }

  @Test func `points, stars and raters in another order change no correlation`() {
    var chance = SplitMix64(seed: 14)
    let rows = (0..<12).map { _ -> [Double?] in (0..<3).map { _ in 100 * chance.unit() } }
    let other = rows.map { $0.reversed().map { $0.map { 5 - 0.04 * $0 } } }
    let (one, two) = (intraclassCorrelation(Ratings(rows)), intraclassCorrelation(Ratings(other)))
    #expect(isClose(one.agreement.value, two.agreement.value))
    #expect(isClose(one.agreement.lower, two.agreement.lower, 1e-8))
    #expect(isClose(one.oneWayOfMean.upper, two.oneWayOfMean.upper, 1e-8))
  }

  @Test func `the mean of raters is as good as Spearman and Brown say`() {
    let rows: [[Double?]] = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6]]
    let found = intraclassCorrelation(Ratings(rows))
    let pairs = [
      (found.oneWay, found.oneWayOfMean), (found.agreement, found.agreementOfMean),
      (found.consistency, found.consistencyOfMean),
    ]
    for (single, mean) in pairs {
      #expect(
        isClose(single.value.flatMap { spearmanBrown($0, raters: 4) }, mean.value))
    }
  }

  @Test func `an incomplete item is left out and an unchanging one says so`() {
    func status(_ rows: [[Double?]]) -> Estimate.Status {
      intraclassCorrelation(Ratings(rows)).status
    }
    #expect(status([]) == .notEnoughData)
    #expect(status([[1], [2], [3]]) == .notEnoughData)
    #expect(status([[1, 2], [nil, 3]]) == .notEnoughData)
    #expect(status([[82.3, 82.3, 82.3], [82.3, 82.3, 82.3]]) == .noVariation)
    #expect(status([[1, .nan], [2, 3]]) == .invalidInput)
    let rows: [[Double?]] = [[70, 75], [80, 78], [60, nil], [75, 74]]
    #expect(intraclassCorrelation(Ratings(rows)).items == 3)
    for rows in [[[5.1, 6.1], [5.1, 6.1]], [[5, 6], [6, 5]], [[1, 1], [2, 2], [3, 3]]] {
      #expect(isFinite(intraclassCorrelation(Ratings(rows))))
    }
  }

  /// Scores of random pairs of raters, with planted leniency.
  private func scores(
    _ chance: inout SplitMix64, items: Int, leniency: [Double], noise: Double
  ) -> [RatedScore] {
    (0..<items).flatMap { item in
      let quality = 70 + 10 * chance.normal()
      return chance.choice(of: 2, from: leniency.count).map { rater in
        RatedScore(
          item: item, rater: rater, score: quality + leniency[rater] + noise * chance.normal())
      }
    }
  }

  @Test func `planted leniency is found again where nothing disturbs it`() {
    var chance = SplitMix64(seed: 15)
    let planted = [6.0, -4, 1, -3]
    let found = raterSeverity(scores(&chance, items: 20, leniency: planted, noise: 0))
    for (rater, value) in zip(found.raters, planted) {
      #expect(isClose(rater.leniency.value, value))
      #expect(rater.leniency.status == .degenerate)
    }
    #expect(found.test == nil && found.residualVariance == 0)
  }

  @Test func `it is least squares on items and raters`() throws {
    var chance = SplitMix64(seed: 16)
    let scores = scores(&chance, items: 15, leniency: [3, -1, 0, -2, 0], noise: 3)
    let found = raterSeverity(scores)
    // Effects that sum to zero, the last of each left out.
    func effects(_ count: Int, _ index: (RatedScore) -> Int) -> [[Double]] {
      (0..<(count - 1)).map { column in
        scores.map { index($0) == column ? 1 : index($0) == count - 1 ? -1 : 0 }
      }
    }
    let ones = [scores.map { _ in 1.0 }]
    let design = LeastSquares(ones + effects(15, \.item) + effects(5, \.rater))
    let fit = try #require(design.fit(scores.map(\.score)))
    let gram = try #require(design.inverseGram())
    #expect(isClose(found.grandMean, fit.coefficients[0]))
    for rater in 0..<4 {
      let column = 15 + rater
      #expect(isClose(found.raters[rater].leniency.value, fit.coefficients[column]))
      let variance = gram[column * 19 + column] * (fit.residualVariance ?? 0)
      #expect(isClose(found.raters[rater].standardError, variance.squareRoot()))
    }
  }

  @Test func `leniency's interval covers the truth about as often as it says`() {
    var chance = SplitMix64(seed: 17)
    let held = percentage(of: 300) { _ in
      let scores = scores(&chance, items: 25, leniency: [4, -4, 0, 0], noise: 5)
      return raterSeverity(scores).raters[0].leniency.covers(4)
    }
    #expect(held >= 91 && held <= 98.5, "\(held)")
  }

  @Test func `equally strict raters are rarely flagged`() {
    var chance = SplitMix64(seed: 18)
    let flagged = percentage(of: 300) { _ in
      let found = raterSeverity(
        scores(&chance, items: 30, leniency: [0, 0, 0, 0, 0, 0], noise: 5))
      return found.raters.contains { ($0.adjustedP ?? 1) <= 0.05 }
    }
    #expect(flagged <= 9, "\(flagged)")
  }

  @Test func `a stricter panel moves the mean and nobody's leniency`() {
    var chance = SplitMix64(seed: 19)
    let scores = scores(&chance, items: 12, leniency: [2, 0, -2], noise: 2)
    let shifted = scores.map {
      RatedScore(item: 40 - $0.item, rater: $0.rater, score: $0.score - 1e6)
    }
    let (one, two) = (raterSeverity(scores), raterSeverity(shifted))
    for (a, b) in zip(one.raters, two.raters) {
      #expect(isClose(a.leniency.value, b.leniency.value, 1e-7))
    }
    #expect(isClose(one.grandMean.map { $0 - 1e6 }, two.grandMean))
  }

  @Test func `parts without a shared item cannot be compared`() {
    func score(_ item: Int, _ rater: Int) -> RatedScore {
      RatedScore(item: item, rater: rater, score: Double(60 + item + rater))
    }
    let apart = raterSeverity([score(0, 0), score(0, 1), score(1, 2), score(1, 3), score(2, 4)])
    #expect(apart.status == .disconnected && apart.components == 3)
    #expect(raterSeverity([]).status == .notEnoughData)
    #expect(raterSeverity([score(0, 0)]).status == .notEnoughData)
    #expect(
      raterSeverity([RatedScore(item: 0, rater: 0, score: .nan)]).status == .invalidInput)
    let saturated = raterSeverity([score(0, 0), score(0, 1)])
    #expect(saturated.status == .ok && saturated.residualVariance == nil)
    #expect(saturated.raters.allSatisfy { $0.standardError == nil && $0.leniency.lower == nil })
  }
}
