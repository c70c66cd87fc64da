/// Whether counts vary more than pure chance would let them.
public struct CountOverdispersion: Hashable, Sendable {
  /// `ok`, `notEnoughData` below two counts, `noVariation` when all are 0, or `invalidInput`.
  public let status: Estimate.Status
  /// How many counts there are.
  public let n: Int
  /// The variance of the counts over their mean; 1 is pure chance.
  public let ratio: Double?
  /// (n − 1) times the ratio.
  public let statistic: Double?
  /// The chance of a ratio this large or larger if nothing but chance is at work.
  public let pUpper: Double?
}

/// Tests whether counts from periods of one size are more spread than a Poisson process makes them.
///
/// (n − 1) variance / mean against chi-square with n − 1 degrees of freedom. Use it before a u
/// chart: a small p says that limits from chance alone are too narrow, see
/// ``laneyUPrimeChart(counts:sizes:)``. Not for periods of different size, and not a proof that
/// counts are Poisson when p is large.
///
/// Say: "Your weeks differ more than chance alone explains, so we widened the limits accordingly."
///
/// Cost O(n). Source: Wetherill and Brown, "Statistical Process Control", 1991, pp. 212–218.
/// - Parameter counts: how often something happened in each period; `nil` for a missing one.
/// - Returns: the ratio with its one-sided test.
public func countOverdispersionTest(_ counts: [Double?]) -> CountOverdispersion {
  let known = counts.compactMap { $0 }
  func without(_ status: Estimate.Status) -> CountOverdispersion {
    CountOverdispersion(status: status, n: known.count, ratio: nil, statistic: nil, pUpper: nil)
  }
  guard known.allSatisfy({ $0 >= 0 && $0.isFinite }) else { return without(.invalidInput) }
  let moments = Moments(known)
  guard let mean = moments.mean, let deviation = moments.standardDeviation else {
    return without(.notEnoughData)
  }
  guard mean > 0 else { return without(.noVariation) }
  let ratio = deviation * deviation / mean
  let statistic = Double(known.count - 1) * ratio
  guard statistic.isFinite else { return without(.invalidInput) }
  return CountOverdispersion(
    status: .ok, n: known.count, ratio: ratio, statistic: statistic,
    pUpper: chiSquareUpperTail(statistic, degreesOfFreedom: Double(known.count - 1)))
}
