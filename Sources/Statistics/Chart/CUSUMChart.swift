/// Cumulative sums of deviations from a level, upwards and downwards.
public struct CUSUMChart: Hashable, Sendable {
  /// `ok`, `notEnoughData` without values, or `invalidInput`.
  public let status: Estimate.Status
  /// What has piled up above the level, after each period, in the unit of the values.
  public let upperSum: [Double]
  /// What has piled up below the level, after each period.
  public let lowerSum: [Double]
  /// For how many periods the upper sum has been above 0: where a shift upwards began.
  public let upperRun: [Int]
  /// For how many periods the lower sum has been above 0: where a shift downwards began.
  public let lowerRun: [Int]
  /// The positions where a sum is strictly above the limit, from 0.
  public let signals: [Int]

  /// The first of the signals; `nil` without one.
  public var firstSignal: Int? { signals.first }
}

/// Adds up small deviations until they can no longer be chance.
///
/// C⁺ = max(0, x − (mean + K) + C⁺), C⁻ = max(0, (mean − K) − x + C⁻); a signal when either is above
/// H. Both start at the head start. A missing value leaves sums and runs as they were.
///
/// Use it to find when a lasting shift of about 2 K began: K half a sigma, H five sigma; a head
/// start of H/2 catches a process that is off from the beginning. Use this or
/// ``ewmaChart(_:lambda:width:mean:sigma:)``, not both. With K = 0.5 and H = 5 sigma a false alarm
/// comes every 465 periods and a shift of one sigma is found in 10.4, on average.
///
/// Say: "Since about March the score has been a little lower every month; together that is too much
/// to be chance."
///
/// Cost O(n). Sources: Page 1954; Lucas and Crosier 1982; NIST/SEMATECH e-Handbook 6.3.2.3.
/// - Parameters:
///   - values: one per period, in order; `nil` for a period without a value.
///   - mean: the level to watch, in the unit of the values.
///   - slack: K, the deviation that is not counted.
///   - limit: H, the sum that is a signal.
///   - headStart: where both sums begin, usually 0 or half the limit.
/// - Returns: both sums, how long they have been growing and where they pass the limit.
public func cusumChart(
  _ values: [Double?], mean: Double, slack: Double, limit: Double, headStart: Double = 0
) -> CUSUMChart {
  var chart = (
    upper: [Double](), lower: [Double](), upperRun: [Int](), lowerRun: [Int](), signals: [Int]()
  )
  let invalid = CUSUMChart(
    status: .invalidInput, upperSum: [], lowerSum: [], upperRun: [], lowerRun: [], signals: [])
  guard mean.isFinite, slack >= 0, slack.isFinite, limit >= 0, limit.isFinite, headStart >= 0,
    headStart.isFinite, values.allSatisfy({ $0?.isFinite ?? true })
  else { return invalid }
  var (upper, lower, upperRun, lowerRun) = (headStart, headStart, 0, 0)
  for (index, value) in values.enumerated() {
    if let value {
      upper = max(0, value - (mean + slack) + upper)
      lower = max(0, (mean - slack) - value + lower)
      upperRun = upper > 0 ? upperRun + 1 : 0
      lowerRun = lower > 0 ? lowerRun + 1 : 0
    }
    chart.upper.append(upper)
    chart.lower.append(lower)
    chart.upperRun.append(upperRun)
    chart.lowerRun.append(lowerRun)
    if upper > limit || lower > limit { chart.signals.append(index) }
  }
  guard (chart.upper + chart.lower).allSatisfy(\.isFinite) else { return invalid }
  return CUSUMChart(
    status: values.allSatisfy { $0 == nil } ? .notEnoughData : .ok, upperSum: chart.upper,
    lowerSum: chart.lower, upperRun: chart.upperRun, lowerRun: chart.lowerRun,
    signals: chart.signals)
}
