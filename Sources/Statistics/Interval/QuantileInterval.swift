/// A median or another quantile with an interval made of two of the values themselves.
public struct QuantileInterval: Hashable, Sendable {
  /// The quantile (type 7) with its interval; an end the data cannot give is `nil`.
  public let estimate: Estimate
  /// The rank of the lower end among the sorted values, from 1; 0 where there is none.
  public let lowerRank: Int
  /// The rank of the upper end; 0 where there is none.
  public let upperRank: Int
  /// The exact chance that such an interval holds the quantile, counting a missing end as the end
  /// of the scale; `nil` without values.
  public let coverage: Double?

  public var status: Estimate.Status { estimate.status }
}

/// The interval of a quantile by order statistics, exact for any continuous distribution.
///
/// The lower end is the value at the largest rank l with P(Bin(n, p) ≤ l − 1) ≤ α/2, the upper end
/// the one at the smallest rank u with P(Bin(n, p) ≥ u) ≤ α/2. Below six values a median has no
/// 95 % interval; the scale's ends are then all there is.
///
/// Use it for medians and 90th percentiles of response and handling times; means of such long-tailed
/// times say little. The unit is that of the values. Cost: one sort.
/// Say: "Half of the customers waited less than 52 minutes; with ten conversations that half-way
/// point could be anywhere between 26 and 83."
/// Source: Hahn and Meeker, "Statistical Intervals", 5.2.
public func quantileInterval(_ values: [Double], share p: Double = 0.5, confidence: Double = 0.95)
  -> QuantileInterval
{
  func without(_ status: Estimate.Status) -> QuantileInterval {
    QuantileInterval(
      estimate: Estimate(
        value: nil, lower: nil, upper: nil, n: 0, method: .orderStatistics, status: status,
        confidence: confidence), lowerRank: 0, upperRank: 0, coverage: nil)
  }
  guard p > 0, p < 1, confidence > 0, confidence < 1, values.allSatisfy(\.isFinite) else {
    return without(.invalidInput)
  }
  guard !values.isEmpty else { return without(.notEnoughData) }
  let sorted = values.sorted()
  let n = sorted.count
  guard let ranks = quantileRanks(n: n, share: p, confidence: confidence) else {
    return without(.invalidInput)
  }
  let (lowerRank, upperRank) = ranks
  let hasUpper = upperRank <= n
  let outside =
    (lowerRank > 0 ? binomialTails(lowerRank - 1, n: n, p: p)?.lower ?? 0 : 0)
    + (hasUpper ? binomialTails(upperRank - 1, n: n, p: p)?.upper ?? 0 : 0)
  let estimate = Estimate(
    value: quantile(ofSorted: sorted, at: p), lower: lowerRank > 0 ? sorted[lowerRank - 1] : nil,
    upper: hasUpper ? sorted[upperRank - 1] : nil, n: n, method: .orderStatistics,
    confidence: confidence)
  return QuantileInterval(
    estimate: estimate, lowerRank: lowerRank, upperRank: hasUpper ? upperRank : 0,
    coverage: 1 - outside)
}

/// The ranks, from 1, of the two values that make the interval of a quantile of n values.
///
/// A lower rank of 0 and an upper rank of n + 1 stand for the ends of the scale.
func quantileRanks(n: Int, share p: Double, confidence: Double) -> (lower: Int, upper: Int)? {
  guard p > 0, p < 1, confidence > 0, confidence < 1 else { return nil }
  let tail = (1 - confidence) / 2
  // Ranks from 1: the lower tail P(X ≤ l − 1) rises with l, the upper P(X ≥ u) falls with u.
  let lower =
    firstIndex(in: 1..<n + 1) { (binomialTails($0 - 1, n: n, p: p)?.lower ?? 1) > tail } - 1
  let upper = firstIndex(in: 1..<n + 1) {
    (binomialTails($0 - 1, n: n, p: p)?.upper ?? 0) <= tail
  }
  return (lower, upper)
}

/// The first number of a range for which something holds that stays true from there on; the range's
/// end if there is none.
func firstIndex(in range: Range<Int>, where holds: (Int) -> Bool) -> Int {
  var (low, high) = (range.lowerBound, range.upperBound)
  while low < high {
    let middle = low + (high - low) / 2
    if holds(middle) { high = middle } else { low = middle + 1 }
  }
  return low
}
