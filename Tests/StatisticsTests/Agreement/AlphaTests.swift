import Statistics
import Testing

/// Krippendorff's alpha: what it does not depend on, its definition, and its edges.
@Suite struct AlphaTests {
  static let designs: [(items: Int, raters: Int, categories: Int)] = [
    (30, 2, 3), (25, 4, 5), (12, 7, 20), (40, 3, 2),
  ]

  private func rows(_ design: (items: Int, raters: Int, categories: Int)) -> [[Double?]] {
    var chance = SplitMix64(seed: UInt64(design.items))
    return chance.ratings(
      items: design.items, raters: design.raters, categories: design.categories, agree: 0.6,
      missing: 0.2)
  }

  @Test(arguments: designs, MeasurementLevel.allCases)
  func `it is what the definition by coincidences says`(
    design: (items: Int, raters: Int, categories: Int), level: MeasurementLevel
  ) {
    let rows = rows(design)
    let alpha = krippendorffAlpha(Ratings(rows), level: level)
    #expect(isClose(alpha.estimate.value, alphaByDefinition(rows, level)))
  }

  @Test(arguments: designs, MeasurementLevel.allCases)
  func `who rates and in which order items come does not matter`(
    design: (items: Int, raters: Int, categories: Int), level: MeasurementLevel
  ) {
    var chance = SplitMix64(seed: 3)
    let rows = rows(design)
    let raters = chance.permutation(of: design.raters)
    let items = chance.permutation(of: design.items)
    let mixed = items.map { item in raters.map { rows[item][$0] } }
    #expect(
      isClose(
        krippendorffAlpha(Ratings(rows), level: level).estimate.value,
        krippendorffAlpha(Ratings(mixed), level: level).estimate.value))
  }

  @Test(arguments: designs)
  func `each level ignores what its numbers do not mean`(
    design: (items: Int, raters: Int, categories: Int)
  ) {
    let rows = rows(design)
    func alpha(_ level: MeasurementLevel, _ change: (Double) -> Double) -> Double? {
      krippendorffAlpha(Ratings(rows.map { $0.map { $0.map(change) } }), level: level)
        .estimate.value
    }
    func plain(_ level: MeasurementLevel) -> Double? { alpha(level) { $0 } }
    #expect(
      isClose(plain(.nominal), alpha(.nominal) { ($0 * 7).truncatingRemainder(dividingBy: 31) }))
    #expect(isClose(plain(.ordinal), alpha(.ordinal) { $0 * $0 * $0 - 500 }))
    #expect(isClose(plain(.interval), alpha(.interval) { 1e6 - 3.5 * $0 }, 1e-6))
    #expect(isClose(plain(.ratio), alpha(.ratio) { 12.5 * $0 }))
  }

  @Test(arguments: [2, 5, 20], MeasurementLevel.allCases)
  func `the bootstrap is the loop it stands for`(categories: Int, level: MeasurementLevel) {
    var chance = SplitMix64(seed: 8)
    let rows = chance.ratings(
      items: 20, raters: 3, categories: categories, agree: 0.6, missing: 0.15)
    var draws = SplitMix64(seed: 21)
    let alphas = (0..<60).compactMap { _ in
      krippendorffAlpha(Ratings((0..<20).map { _ in rows[draws.below(20)] }), level: level)
        .estimate.value
    }
    let ends = quantiles(alphas, at: [0.025, 0.975])
    let found = krippendorffAlphaBootstrap(
      Ratings(rows), level: level, replicates: 60, seed: 21)
    #expect(isClose(found.estimate.lower, ends?[0]))
    #expect(isClose(found.estimate.upper, ends?[1]))
    #expect(found.undefinedReplicates == 60 - alphas.count)
  }

  @Test func `resampling covers the truth about as often as it says`() {
    var chance = SplitMix64(seed: 4)
    let held = percentage(of: 150) { round in
      let rows = chance.ratings(items: 40, raters: 2, categories: 3, agree: 0.8)
      return krippendorffAlphaBootstrap(
        Ratings(rows), level: .nominal, replicates: 200, seed: UInt64(round)
      ).estimate.covers(0.64)
    }
    #expect(held >= 88 && held <= 99.4, "\(held)")
  }

  @Test(arguments: MeasurementLevel.allCases)
  func `without pairs or differences there is no coefficient`(level: MeasurementLevel) {
    func status(_ rows: [[Double?]]) -> Estimate.Status {
      krippendorffAlpha(Ratings(rows), level: level).status
    }
    #expect(status([]) == .notEnoughData)
    #expect(status([[]]) == .notEnoughData)
    #expect(status([[1, nil], [nil, 2]]) == .notEnoughData)
    #expect(status([[82.3, 82.3, 82.3], [82.3, 82.3, 82.3]]) == .noVariation)
    #expect(status([[0, 0], [0, 0]]) == .noVariation)
    #expect(status([[1, .nan]]) == .invalidInput)
    #expect(status([[1, 2], [3, .infinity]]) == .invalidInput)
    #expect(status([[1, 1], [2, 2]]) == .ok)
    let constant = krippendorffAlphaBootstrap(
      Ratings([[4, 4], [4, 4]]), level: level, replicates: 10, seed: 1)
    #expect(constant.status == .noVariation && constant.undefinedReplicates == 10)
    #expect(constant.estimate.lower == nil)
  }

  @Test func `a ratio scale has no negative values`() {
    #expect(krippendorffAlpha(Ratings([[-1, 1]]), level: .ratio).status == .invalidInput)
  }
}

/// Alpha from the coincidence matrix and the distances as the sources define them.
private func alphaByDefinition(_ rows: [[Double?]], _ level: MeasurementLevel) -> Double? {
  let items = rows.map { $0.compactMap { $0 } }.filter { $0.count >= 2 }
  let values = Set(items.joined()).sorted()
  let n = Double(items.joined().count)
  func count(_ value: Double) -> Double { Double(items.joined().count { $0 == value }) }
  let counts = values.map(count)
  func distance(_ c: Int, _ k: Int) -> Double {
    guard c != k else { return 0 }
    switch level {
    case .nominal: return 1
    case .interval: return (values[c] - values[k]) * (values[c] - values[k])
    case .ratio:
      let ratio = (values[c] - values[k]) / (values[c] + values[k])
      return ratio * ratio
    case .ordinal:
      let between = (Swift.min(c, k)...Swift.max(c, k)).reduce(0) { $0 + counts[$1] }
      let ranks = between - (counts[c] + counts[k]) / 2
      return ranks * ranks
    }
  }
  var (observed, expected) = (0.0, 0.0)
  for c in values.indices {
    for k in values.indices {
      for item in items {
        let (one, two) = (item.count { $0 == values[c] }, item.count { $0 == values[k] })
        observed +=
          Double(one * (two - (c == k ? 1 : 0))) / Double(item.count - 1) * distance(c, k)
      }
      expected += counts[c] * counts[k] / (n - 1) * distance(c, k)
    }
  }
  return expected > 0 ? 1 - observed / expected : nil
}
