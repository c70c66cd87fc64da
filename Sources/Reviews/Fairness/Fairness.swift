internal import Statistics

/// What the choice of conversations did to a score: the same reviews counted in three ways.
struct Fairness: Sendable {
  /// Everything looked at, each the same: what the score would be if nobody minded the chances.
  let plain: Estimate
  /// Everything looked at, each by the inverse of its chance.
  let weighted: Estimate
  /// The random sample alone, by its own chances.
  let random: Estimate
  /// How often something was found: a critical fail, or a score below the mark.
  let hits: HitRate

  /// - Parameter all: all conversations looked at, those that enter no score included.
  init(_ all: [Results.Rated]) {
    let rated = all.filter { $0.score != nil }
    let drawn = rated.filter(\.isRandom)
    plain = boundedMeanInterval(rated.compactMap(\.score))
    weighted = hajekMeanInterval(
      rated.compactMap(\.score),
      inclusionProbabilities: rated.map { $0.anyProbability ?? $0.probability })
    random = hajekMeanInterval(
      drawn.compactMap(\.score),
      inclusionProbabilities: drawn.map { $0.randomProbability ?? $0.probability })
    hits = HitRate(all)
  }

  /// By how many points the plain mean lies beside the weighted one; `nil` without scores.
  var bias: Double? {
    guard let plain = plain.value, let weighted = weighted.value else { return nil }
    return plain - weighted
  }
}
