/// Which ranks each agent may have, all of them right at once.
public struct RankSets: Hashable, Sendable {
  public let status: Estimate.Status
  /// The best rank each may have, from 1.
  public let lower: [Int]
  /// The worst rank each may have.
  public let upper: [Int]
  /// How many of the pairs differ.
  public let significantPairs: Int
  public let pairs: Int

  /// Whether the ranks of two agents overlap: then they share a band and are not ordered.
  public func overlap(_ first: Int, _ second: Int) -> Bool {
    guard lower.indices.contains(first), lower.indices.contains(second) else { return true }
    return lower[first] <= upper[second] && lower[second] <= upper[first]
  }
}

/// Compares every pair and counts who is surely better and who surely worse.
///
/// Two-sided z tests of all pairs, corrected for how many there are; the best rank is 1 plus the
/// number of those significantly better, the worst is k minus the number significantly worse.
///
/// Use it instead of a ranking, with Holm's correction; Benjamini and Hochberg's gives tiers with a
/// weaker guarantee. The larger value is the better one. Cost: k² log k.
/// Say: "Anna and Ben differ by 6 points, but with 8 reviews each a gap this size appears by luck
/// about one time in three, so treat them as equal."
/// Sources: Mogstad, Romano, Shaikh and Wilhelm 2024; Goldstein and Spiegelhalter 1996.
/// - Parameters:
///   - values: one per agent.
///   - standardErrors: of each; positive.
///   - alpha: the chance of any wrong statement that is accepted.
///   - adjustment: how the tests are corrected.
/// - Returns: not enough data without agents; one agent has rank 1.
public func rankSets(
  _ values: [Double], standardErrors: [Double], alpha: Double = 0.05,
  adjustment: Adjustment = .holm
) -> RankSets {
  guard let data = ErrorProneValues(values, standardErrors: standardErrors), alpha > 0, alpha < 1
  else {
    return RankSets(status: .invalidInput, lower: [], upper: [], significantPairs: 0, pairs: 0)
  }
  let count = data.count
  guard count > 0 else {
    return RankSets(status: .notEnoughData, lower: [], upper: [], significantPairs: 0, pairs: 0)
  }
  var lower = Array(repeating: 1, count: count)
  var upper = Array(repeating: count, count: count)
  var tests: [(better: Int, worse: Int, p: Double)] = []
  tests.reserveCapacity(count * (count - 1) / 2)
  for one in 0..<count {
    for two in one + 1..<count {
      let difference = data.values[one] - data.values[two]
      let z = difference / (data.variances[one] + data.variances[two]).squareRoot()
      tests.append((difference > 0 ? one : two, difference > 0 ? two : one, twoSidedP(z)))
    }
  }
  let adjusted = adjustPValues(tests.map(\.p), adjustment) ?? []
  var significant = 0
  for (test, p) in zip(tests, adjusted) where p <= alpha {
    significant += 1
    lower[test.worse] += 1
    upper[test.better] -= 1
  }
  return RankSets(
    status: .ok, lower: lower, upper: upper, significantPairs: significant, pairs: tests.count)
}
