/// Single values over time with the limits their own point-to-point changes set: an XmR chart.
///
/// Sigma comes from moving ranges, never from the overall standard deviation, which a shift would
/// inflate until it hid itself.
public struct XmRChart: Hashable, Sendable {
  /// `ok`, `noVariation` when sigma is 0, `notEnoughData` without a moving range, `invalidInput`.
  public let status: Estimate.Status
  /// How many values the limits rest on.
  public let points: Int
  /// The mean of the values, or their median; `nil` without values.
  public let center: Double?
  /// The absolute changes from one value to the next; `nil` beside a missing value.
  public let movingRanges: [Double?]
  /// The mean moving range; `nil` in the median variant.
  public let averageMovingRange: Double?
  /// The median moving range; `nil` in the mean variant.
  public let medianMovingRange: Double?
  /// The spread of a single value that the moving ranges imply, in the unit of the values.
  public let sigma: Double?
  /// The centre minus three sigma.
  public let lower: Double?
  /// The centre plus three sigma.
  public let upper: Double?
  /// The limit for a single change.
  public let rangeUpper: Double?
  /// The positions of values strictly outside the limits, from 0.
  public let signals: [Int]
  /// The positions of values reached by a change strictly above ``rangeUpper``, from 0.
  public let rangeSignals: [Int]

  /// How far the limits can be trusted.
  public enum Maturity: String, Hashable, Sendable {
    /// Twelve points or more.
    case settled
    /// Eight to eleven points: show the limits, and call them provisional.
    case provisional
    /// Fewer than eight points: show the values without limits.
    case tooEarly
  }

  /// How far the limits can be trusted, by how many values they rest on.
  public var maturity: Maturity {
    switch points {
    case 12...: .settled
    case 8...: .provisional
    default: .tooEarly
    }
  }

  /// The values in sigmas from the centre, as ``runRules(_:)`` wants them; `nil` where undefined.
  public func standardized(_ values: [Double?]) -> [Double?] {
    guard let center, let sigma, sigma > 0 else { return values.map { _ in nil } }
    return values.map { $0.flatMap { finite(($0 - center) / sigma) } }
  }
}

/// Draws natural process limits around single values, one a week or month.
///
/// Centre ± 3 sigma. Mean variant: sigma = mean moving range / d2, the limit of changes is
/// (1 + 3 d3/d2) mean moving ranges. Median variant, for a series with one wild month: centre is the
/// median, sigma = median moving range / (√2 z₀.₇₅). d2 and d3 are exact for two values unless a
/// handbook's rounded d2 is given. A missing value breaks both moving ranges beside it. Without
/// variation the limits collapse onto the centre, and nothing is a signal.
///
/// Use it for one value per period. For pass rates with known counts use
/// ``pChart(successes:sizes:)``. Not for values that depend on the one before: the limits are then
/// too narrow. Measured on in-control series of 8 to 24 own points, 1.5 to 5.6 of 100 series show
/// any value outside.
///
/// Say: "This month is within the range your process always produces; nothing special happened, so
/// there is nobody to praise or blame for it."
///
/// Cost O(n log n) for the median variant, O(n) for the mean. Sources: Wheeler, "Understanding
/// Variation"; Montgomery, "Introduction to Statistical Quality Control", 6.4; NIST/SEMATECH
/// e-Handbook 6.3.2.2.
/// - Parameters:
///   - values: one per period, in order; `nil` for a period without a value.
///   - d2: the mean range of two values in sigmas, if not the exact one.
///   - useMedian: whether medians replace means.
///   - baseline: the positions that set the limits, once they are frozen; by default all.
/// - Returns: the centre, the limits and what lies outside them.
public func xmrChart(
  _ values: [Double?], d2: Double? = nil, useMedian: Bool = false, baseline: Range<Int>? = nil
) -> XmRChart {
  let baseline = (baseline ?? 0..<values.count).clamped(to: 0..<values.count)
  let known = values[baseline].compactMap { $0 }
  let ranges = zip(values, values.dropFirst()).map { before, after -> Double? in
    guard let before, let after else { return nil }
    return abs(after - before)
  }
  let within = ranges.indices
    .filter { baseline.contains($0) && baseline.contains($0 + 1) }.compactMap { ranges[$0] }
  guard values.allSatisfy({ $0?.isFinite ?? true }), ranges.allSatisfy({ $0?.isFinite ?? true }),
    d2.map({ $0 > 0 && $0.isFinite }) ?? true
  else { return XmRChart(without: .invalidInput, center: nil, ranges: [], points: 0) }
  let center = useMedian ? median(known) : Moments(known).mean
  guard let center, let typical = useMedian ? median(within) : Moments(within).mean else {
    return XmRChart(
      without: .notEnoughData, center: center, ranges: ranges, points: known.count)
  }
  let exact = ChartConstants.pair
  let sigma = typical / (useMedian ? exact.medianRange : d2 ?? exact.d2)
  let (lower, upper) = (center - 3 * sigma, center + 3 * sigma)
  let rangeUpper =
    useMedian ? (exact.d2 + 3 * exact.d3) * sigma : exact.rangeUpperFactor * typical
  guard lower.isFinite, upper.isFinite, rangeUpper.isFinite else {
    return XmRChart(without: .invalidInput, center: nil, ranges: [], points: known.count)
  }
  return XmRChart(
    status: sigma > 0 ? .ok : .noVariation, points: known.count, center: center,
    movingRanges: ranges, averageMovingRange: useMedian ? nil : typical,
    medianMovingRange: useMedian ? typical : nil, sigma: sigma, lower: lower, upper: upper,
    rangeUpper: rangeUpper,
    signals: sigma > 0 ? values.positions { $0 < lower || $0 > upper } : [],
    rangeSignals: sigma > 0 ? ranges.positions { $0 > rangeUpper }.map { $0 + 1 } : [])
}

extension XmRChart {
  fileprivate init(
    without status: Estimate.Status, center: Double?, ranges: [Double?], points: Int
  ) {
    self.init(
      status: status, points: points, center: center, movingRanges: ranges,
      averageMovingRange: nil, medianMovingRange: nil, sigma: nil, lower: nil, upper: nil,
      rangeUpper: nil, signals: [], rangeSignals: [])
  }
}

extension [Double?] {
  /// Where a known value is as asked.
  func positions(where isWanted: (Double) -> Bool) -> [Int] {
    indices.filter { self[$0].map(isWanted) ?? false }
  }
}

/// The middle value, or the mean of the two middle ones; `nil` without values.
func median(_ values: [Double]) -> Double? { quantiles(values, at: [0.5])?.first }
