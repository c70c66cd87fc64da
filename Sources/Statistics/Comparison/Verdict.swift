/// What two numbers allow to be said about their difference: one of four answers, not two.
public enum Verdict: Hashable, Sendable {
  /// The interval of the difference excludes the reference.
  case signal(Direction, largerThanMargin: Bool)
  /// The interval lies inside the margin the team chose.
  case equivalent
  /// The data can show neither; this is not "no difference".
  case inconclusive
  case notEnoughData

  /// Which way a difference points.
  public enum Direction: String, Hashable, Sendable {
    case higher, lower
  }

  /// The name used in files and interfaces.
  public var name: String {
    switch self {
    case .signal: "signal"
    case .equivalent: "equivalent"
    case .inconclusive: "inconclusive"
    case .notEnoughData: "notEnoughData"
    }
  }
}

/// Judges the interval of a difference against a reference and a margin around it.
///
/// Use it wherever two numbers stand side by side; the margin is chosen by the team beforehand.
/// Say, when inconclusive: "These data cannot tell whether anything changed", never "nothing changed".
/// An end that lies exactly on the reference is no signal; an end exactly on the margin does not
/// make the two equivalent.
/// - Parameters:
///   - lower: the lower end of the difference's interval, in the unit of the score.
///   - upper: the upper end.
///   - reference: the difference that would mean "the same", usually 0.
///   - margin: how large a difference the team calls negligible.
/// - Returns: not enough data when an end is missing.
public func comparisonVerdict(
  lower: Double?, upper: Double?, reference: Double = 0, margin: Double = 0
) -> Verdict {
  guard let lower, let upper, lower.isFinite, upper.isFinite, lower <= upper,
    reference.isFinite, margin.isFinite
  else { return .notEnoughData }
  if lower > reference {
    return .signal(.higher, largerThanMargin: lower > reference + margin)
  }
  if upper < reference {
    return .signal(.lower, largerThanMargin: upper < reference - margin)
  }
  return lower > reference - margin && upper < reference + margin ? .equivalent : .inconclusive
}

/// Judges a difference whose two sides each need ``Estimate/fewestToCompare`` observations.
public func comparisonVerdict(
  of difference: Estimate, between first: Estimate, and second: Estimate, margin: Double = 0
) -> Verdict {
  guard first.isComparable, second.isComparable else { return .notEnoughData }
  return comparisonVerdict(lower: difference.lower, upper: difference.upper, margin: margin)
}
