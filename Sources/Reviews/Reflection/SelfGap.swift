internal import Statistics

/// Own view minus colleagues' view of the same conversations, in points of the score.
///
/// Above 0 somebody sees their own work higher than colleagues do. One pair per conversation: the
/// own score and the mean of the colleagues' scores (formula 9). The interval is Student's on the
/// differences (`pairedChange`), and below five pairs nothing is said.
struct SelfGap: Hashable, Sendable {
  /// One conversation that both sides scored, each 0…100.
  struct Pair: Hashable, Sendable {
    let own: Double
    let others: Double
  }

  let pairs: [Pair]

  /// The mean difference with its interval, in points from −100 to 100.
  var estimate: Estimate {
    pairedChange(pairs.map(\.others), pairs.map(\.own)).estimate
  }

  /// How small a difference counts as none, in points; chosen here and said on the page.
  static let margin = 5.0

  /// What may be said about it.
  enum Finding: Hashable, Sendable {
    case tooFew
    /// All differences are the same; how sure that is cannot be told.
    case even
    case higher, lower, alike, open
  }

  var finding: Finding {
    let estimate = estimate
    guard pairs.count >= Estimate.fewestToCompare else { return .tooFew }
    if estimate.status == .noVariation { return .even }
    switch comparisonVerdict(lower: estimate.lower, upper: estimate.upper, margin: Self.margin) {
    case .signal(.higher, _): return .higher
    case .signal(.lower, _): return .lower
    case .equivalent: return .alike
    case .inconclusive: return .open
    case .notEnoughData: return .tooFew
    }
  }
}
