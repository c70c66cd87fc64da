/// How steep a trend is, by the median of all slopes between two points.
public struct TheilSen: Hashable, Sendable {
  /// The slope per unit of x, with Sen's rank interval.
  public let slope: Estimate
  /// median(y) − slope · median(x).
  public let interceptMedians: Double?
  /// The median of y − slope · x.
  public let interceptResiduals: Double?
  /// How many pairs have different x.
  public let pairs: Int
}

/// Estimates a slope that a few wild months cannot bend.
///
/// The median over all pairs with different x of (y₂ − y₁)/(x₂ − x₁). The interval takes the slopes
/// at ranks (N ± z s)/2, where s² is the variance of Kendall's S corrected for ties in x and y.
///
/// Use it next to ``mannKendall(_:)``, which says whether there is a trend at all. Below six points
/// show neither. Not for series that turn round: one slope says nothing about a valley.
///
/// Say: "The score falls by about half a point a month, somewhere between 0.2 and 0.9."
///
/// Cost O(n²) time, and about a tenth of the pairs in memory; in short series all of them. Sources:
/// Theil 1950; Sen 1968.
/// - Parameters:
///   - x: when; `nil` for a missing one.
///   - y: the value then; a pair with a missing half is left out.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: the slope in units of y per unit of x, and two intercepts.
public func theilSen(x: [Double?], y: [Double?], confidence: Double = 0.95) -> TheilSen {
  func without(_ status: Estimate.Status, n: Int) -> TheilSen {
    TheilSen(
      slope: Estimate(
        value: nil, lower: nil, upper: nil, n: n, method: .senRank, status: status,
        confidence: confidence),
      interceptMedians: nil, interceptResiduals: nil, pairs: 0)
  }
  guard x.count == y.count, x.allSatisfy({ $0?.isFinite ?? true }),
    y.allSatisfy({ $0?.isFinite ?? true }), confidence > 0, confidence < 1,
    let z = normalQuantile((1 + confidence) / 2)
  else { return without(.invalidInput, n: 0) }
  var (times, values) = ([Double](), [Double]())
  for case (let time?, let value?) in zip(x, y) {
    times.append(time)
    values.append(value)
  }
  let n = times.count
  let slopes = PairwiseSlopes(times, values)
  let deviation = (sBetween(times, values) / 18).squareRoot()
  let (all, reach) = (Double(slopes.count), z * deviation)
  guard slopes.count > 0, isSpanFinite(times), isSpanFinite(values), reach.isFinite else {
    return without(slopes.count > 0 ? .degenerate : .notEnoughData, n: n)
  }
  let upper = min(Int(((all + reach) / 2).rounded(.toNearestOrEven)), slopes.count - 1)
  let lower = max(Int(((all - reach) / 2).rounded(.toNearestOrEven)) - 1, 0)
  let found = slopes.values(
    atRanks: [(slopes.count - 1) / 2, slopes.count / 2, lower, upper])
  guard found.count == 4, let slope = finite((found[0] + found[1]) / 2) else {
    return without(.degenerate, n: n)
  }
  let residuals = zip(times, values).map { $1 - slope * $0 }
  let middles = median(values).flatMap { value in median(times).map { value - slope * $0 } }
  return TheilSen(
    slope: Estimate(
      value: slope, lower: found[2], upper: found[3], n: n,
      method: .senRank, confidence: confidence),
    interceptMedians: middles.flatMap(finite), interceptResiduals: median(residuals),
    pairs: slopes.count)
}

/// Eighteen variances of Kendall's S, corrected for ties on both sides; not below 0.
private func sBetween(_ times: [Double], _ values: [Double]) -> Double {
  let tied = tieSizes(sorted: times.sorted()) + tieSizes(sorted: values.sorted())
  return max(0, spread(times.count) - tied.reduce(0) { $0 + spread($1) })
}

/// Whether the largest difference of two of the values is a finite number.
private func isSpanFinite(_ values: [Double]) -> Bool {
  guard let least = values.min(), let most = values.max() else { return true }
  return (most - least).isFinite
}
