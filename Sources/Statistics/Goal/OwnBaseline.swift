/// The last months of one person or team beside the months right before them.
public struct OwnBaseline: Hashable, Sendable {
  /// Recent minus before, with Welch's or Newcombe's interval.
  public let estimate: Estimate
  /// How many values the recent window has.
  public let recentCount: Int
  /// How many values the window before has.
  public let baselineCount: Int
  /// Of the difference; `nil` for pass rates.
  public let standardError: Double?
  /// Satterthwaite's; `nil` for pass rates.
  public let degreesOfFreedom: Double?
  /// The difference in standard errors; `nil` for pass rates.
  public let t: Double?
  /// Two-sided, before correction: adjust over the windows with ``adjustPValues(_:_:)``.
  public let p: Double?
}

/// Compares recent months with the same person's own months before them.
///
/// Welch's comparison of all values of the last `recent` months with all values of the `baseline`
/// months right before, as many as there are. The windows never overlap: a window compared with a
/// past that contains it would hide its own change.
///
/// Use it for "better than your own usual", with windows of 1, 3 and 6 months and Benjamini and
/// Hochberg's correction over them. Not to compare people, and not across a season.
///
/// Say: "Your last three months are 5 points above the six before; with 15 and 37 reviews that can
/// still be chance."
///
/// Cost O(values). Source: Welch 1947.
/// - Parameters:
///   - months: the values of each month, the latest month last; `nil` for a missing value.
///   - recent: how many months the recent window has.
///   - baseline: how many months before it are its past.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: the difference in the unit of the values, with its test.
public func ownBaselineMean(
  months: [[Double?]], recent: Int, baseline: Int = 6, confidence: Double = 0.95
) -> OwnBaseline {
  guard recent >= 1, baseline >= 1 else { return OwnBaseline(.invalid(.welch), 0, 0) }
  let border = max(0, months.count - recent)
  let start = max(0, border - baseline)
  let late = months[border...].joined().compactMap { $0 }
  let early = months[start..<border].joined().compactMap { $0 }
  let difference = meanDifference(late, early, confidence: confidence)
  return OwnBaseline(
    estimate: difference.estimate, recentCount: late.count, baselineCount: early.count,
    standardError: difference.standardError, degreesOfFreedom: difference.degreesOfFreedom,
    t: difference.t, p: difference.p)
}

/// Compares a recent pass rate with the same person's rate before.
///
/// Newcombe's interval from two Wilson intervals (method 10), which stays honest at 0 and 100 %.
/// Use it as ``ownBaselineMean(months:recent:baseline:confidence:)``, for yes/no outcomes.
///
/// Say: "You passed 90 % of your last 50 reviews and 80 % before; the true change may be anything
/// from −2 to 17 points."
///
/// Cost O(1). Source: Newcombe 1998.
/// - Parameters:
///   - recentSuccesses: how many recent cases passed.
///   - recentTrials: of how many.
///   - baselineSuccesses: how many passed before.
///   - baselineTrials: of how many.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: the difference of the rates, −1 to 1.
public func ownBaselineProportion(
  recentSuccesses: Double, recentTrials: Double, baselineSuccesses: Double,
  baselineTrials: Double, confidence: Double = 0.95
) -> OwnBaseline {
  let estimate = proportionDifference(
    (recentSuccesses, recentTrials), (baselineSuccesses, baselineTrials), confidence: confidence)
  guard estimate.status != .invalidInput else { return OwnBaseline(estimate, 0, 0) }
  return OwnBaseline(estimate, wholeCount(recentTrials), wholeCount(baselineTrials))
}

extension OwnBaseline {
  fileprivate init(_ estimate: Estimate, _ recentCount: Int, _ baselineCount: Int) {
    self.init(
      estimate: estimate, recentCount: recentCount, baselineCount: baselineCount,
      standardError: nil, degreesOfFreedom: nil, t: nil, p: nil)
  }
}
