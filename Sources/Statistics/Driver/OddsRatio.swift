import Glibc

/// How a reason for contact goes together with dissatisfaction.
public struct OddsRatio: Hashable, Sendable {
  /// The odds of dissatisfaction with the reason over those without it, with Woolf's interval.
  public let estimate: Estimate
  public let logOddsRatio: Double?
  /// The standard error of the logarithm.
  public let standardError: Double?
  /// Pearson's chi-square without continuity correction, on one degree of freedom.
  public let chiSquare: Double?
  /// Two-sided; adjust it over all reasons looked at before anything is flagged.
  public let p: Double?
  /// The correlation of the two yes/no facts, in −1…1.
  public let phi: Double?
  /// The share of dissatisfied with the reason less that without it.
  public let riskDifference: Double?
  /// Which share of all dissatisfied contacts would not be, did the reason do no worse than others.
  public let populationAttributable: Double?
  /// Whether ½ was added to every cell because one of them is empty.
  public let isContinuityCorrected: Bool

  /// Whether the numbers mean anything.
  public var status: Estimate.Status { estimate.status }
}

/// The odds ratio of a two by two table of reason and dissatisfaction.
///
/// Use it for one reason against all others. It is a connection, not a cause: reasons are often
/// given after the rating, and a channel can be behind both, so look per channel first. When all or
/// none of the contacts have the reason or are dissatisfied, there is nothing to compare:
/// `notEnoughData`.
///
/// The lead is told: "Billing contacts are unhappy three times as often as others and account for a
/// quarter of all unhappy customers; this is a connection, not yet proof of the cause."
///
/// Sources: Woolf 1955; Haldane 1956 and Anscombe 1956 (½ in each cell); Levin 1953 (attributable
/// share). Cost: constant.
/// - Parameters:
///   - reasonDissatisfied: contacts with the reason that ended dissatisfied.
///   - reasonSatisfied: contacts with the reason that did not.
///   - otherDissatisfied: contacts without the reason that ended dissatisfied.
///   - otherSatisfied: contacts without the reason that did not.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: a ratio from 0 upwards; 1 means no connection.
public func oddsRatio(
  reasonDissatisfied: Double, reasonSatisfied: Double, otherDissatisfied: Double,
  otherSatisfied: Double, confidence: Double = 0.95
) -> OddsRatio {
  let cells = [reasonDissatisfied, reasonSatisfied, otherDissatisfied, otherSatisfied]
  let n = cells.reduce(0, +)
  guard cells.allSatisfy({ $0 >= 0 && $0.isFinite }), n.isFinite, confidence > 0,
    confidence < 1, let z = normalQuantile((1 + confidence) / 2)
  else { return .without(.invalidInput, n: 0, confidence) }
  let (a, b, c, d) = (cells[0], cells[1], cells[2], cells[3])
  let margins = [a + b, c + d, a + c, b + d]
  guard margins.allSatisfy({ $0 > 0 }) else {
    return .without(.notEnoughData, n: n, confidence)
  }
  let isCorrected = cells.contains(0)
  let used = isCorrected ? cells.map { $0 + 0.5 } : cells
  let logarithm = log(used[0] * used[3] / (used[1] * used[2]))
  let error = used.reduce(0) { $0 + 1 / $1 }.squareRoot()
  let phi = (a * d - b * c) / margins.reduce(1) { $0 * $1.squareRoot() }
  return OddsRatio(
    estimate: Estimate(
      value: used[0] * used[3] / (used[1] * used[2]), lower: exp(logarithm - z * error),
      upper: exp(logarithm + z * error), n: Int(exactly: n.rounded(.down)) ?? 0, effectiveN: n,
      method: .logOdds, confidence: confidence),
    logOddsRatio: finite(logarithm), standardError: finite(error),
    chiSquare: finite(n * phi * phi),
    p: finite(n * phi * phi).flatMap { chiSquareUpperTail($0, degreesOfFreedom: 1) },
    phi: finite(phi), riskDifference: finite(a / (a + b) - c / (c + d)),
    populationAttributable: finite((a - (a + b) * c / (c + d)) / (a + c)),
    isContinuityCorrected: isCorrected)
}

extension OddsRatio {
  fileprivate static func without(_ status: Estimate.Status, n: Double, _ confidence: Double)
    -> OddsRatio
  {
    OddsRatio(
      estimate: Estimate(
        value: nil, lower: nil, upper: nil, n: Int(exactly: n.rounded(.down)) ?? 0,
        method: .logOdds, status: status, confidence: confidence),
      logOddsRatio: nil, standardError: nil, chiSquare: nil, p: nil, phi: nil,
      riskDifference: nil, populationAttributable: nil, isContinuityCorrected: false)
  }
}
