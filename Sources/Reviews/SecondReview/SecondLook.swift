internal import Kernel
internal import Statistics

/// How often reviews that nobody disputed would have come out differently.
///
/// The pairs are a random sample: each first review was drawn with the chance kept beside it, so
/// each pair stands for 1 / chance of them (Hájek 1971). Two people differ for two reasons, error
/// and taste, and no pair can tell which: what is estimated is how far a score depends on who
/// happened to review.
struct SecondLook: Sendable {
  /// A first review as it was handed in, and a second of the same conversation.
  struct Pair: Sendable {
    /// The chance with which the first was drawn.
    let probability: Double
    /// 0…100; `nil` when nothing applied.
    let first: Double?
    let second: Double?
    /// Of how many criteria both gave an answer, and on how many the answers differ.
    let compared: Int
    let differing: Int
    /// Whether one saw a critical or a fatal fail and the other did not.
    let flips: Bool

    /// The points between the two scores; `nil` when only one, or none, has a score.
    var gap: Double? {
      guard let first, let second else { return nil }
      return abs(first - second)
    }

    /// Whether somebody would call them different reviews.
    var isDifferent: Bool { flips || (gap ?? 0) >= SecondLook.margin }
  }

  /// So many points apart two reviews count as different.
  static let margin = 10.0

  let pairs: [Pair]
  /// How many reviews were drawn, for how many nobody was free, how many second looks wait, and how
  /// many were not handed in before their cycle was closed.
  let drawn: Int
  let unassigned: Int
  let waiting: Int
  let missed: Int
  /// How many drawn reviews were disputed and are left out.
  let disputed: Int

  /// Below five pairs there is nothing to say.
  var isEnough: Bool { pairs.count >= Estimate.fewestToCompare }

  /// The mean distance between the two scores, in points.
  var gap: Estimate {
    let known = pairs.compactMap { pair in pair.gap.map { ($0, pair.probability) } }
    return hajekMeanInterval(known.map(\.0), inclusionProbabilities: known.map(\.1))
  }

  /// The mean share of criteria with another answer, 0…100.
  var differing: Estimate {
    let known = pairs.filter { $0.compared > 0 }
    return hajekMeanInterval(
      known.map { 100 * Double($0.differing) / Double($0.compared) },
      inclusionProbabilities: known.map(\.probability))
  }

  /// The share in which a critical or fatal fail would be another, 0…1.
  var flips: Estimate { share(\.flips) }

  /// The share that would have come out differently, 0…1.
  var different: Estimate { share(\.isDifferent) }

  private func share(_ isSo: (Pair) -> Bool) -> Estimate {
    hajekProportionInterval(
      pairs.map(isSo), inclusionProbabilities: pairs.map(\.probability))
  }
}
