/// What became of everybody a survey was sent to.
public struct SurveyOutcomes: Hashable, Sendable {
  /// Answered fully.
  public let complete: Double
  /// Answered in part.
  public let partial: Double
  /// Said no.
  public let refusal: Double
  /// Never reached.
  public let nonContact: Double
  /// Not answered for other reasons.
  public let other: Double
  /// Unknown whether there was anybody to answer.
  public let unknownHousehold: Double
  /// Unknown for other reasons.
  public let unknownOther: Double

  public init(
    complete: Double, partial: Double = 0, refusal: Double = 0, nonContact: Double = 0,
    other: Double = 0, unknownHousehold: Double = 0, unknownOther: Double = 0
  ) {
    self.complete = complete
    self.partial = partial
    self.refusal = refusal
    self.nonContact = nonContact
    self.other = other
    self.unknownHousehold = unknownHousehold
    self.unknownOther = unknownOther
  }
}

/// Response rates under the six definitions that can be compared between surveys, in 0…1.
public struct ResponseRates: Hashable, Sendable {
  public let status: Estimate.Status
  /// Complete answers over all, unknown ones counted as eligible; answered over sent for CSAT.
  public let rr1: Double?
  /// The same with partial answers as answers.
  public let rr2: Double?
  /// Like `rr1` with only the assumed share of unknown ones as eligible.
  public let rr3: Double?
  /// Like `rr2` with only the assumed share of unknown ones as eligible.
  public let rr4: Double?
  /// Like `rr1` without the unknown ones: the most flattering.
  public let rr5: Double?
  /// Like `rr2` without the unknown ones.
  public let rr6: Double?
  /// Complete answers over everybody reached.
  public let cooperation: Double?
  /// Refusals over all.
  public let refusal: Double?
  /// Everybody reached over all.
  public let contact: Double?
}

/// How many of those asked have answered, by the American association's standard definitions.
///
/// Use it beside every satisfaction score; for a survey without partial answers `rr1` is answered
/// over sent. Not as a measure of quality alone: a low rate with answers like everybody's is better
/// than a high one without. A rate whose denominator is empty is `nil`.
///
/// The lead is told: "One in five customers answered."
///
/// Source: AAPOR, "Standard Definitions", RR1 to RR6, COOP1, REF1, CON1. Cost: constant.
/// - Parameters:
///   - outcomes: how many of each kind.
///   - assumedEligible: which share of those of unknown eligibility are assumed eligible, in 0…1.
/// - Returns: `notEnoughData` when nobody was asked.
public func responseRates(_ outcomes: SurveyOutcomes, assumedEligible: Double = 1)
  -> ResponseRates
{
  let counts = [
    outcomes.complete, outcomes.partial, outcomes.refusal, outcomes.nonContact, outcomes.other,
    outcomes.unknownHousehold, outcomes.unknownOther,
  ]
  guard counts.allSatisfy({ $0 >= 0 && $0.isFinite }), assumedEligible >= 0, assumedEligible <= 1
  else { return .without(.invalidInput) }
  let all = counts.reduce(0, +)
  guard all > 0 else { return .without(.notEnoughData) }
  let unknown = outcomes.unknownHousehold + outcomes.unknownOther
  let known = all - unknown
  let reached = outcomes.complete + outcomes.partial + outcomes.refusal + outcomes.other
  let some = outcomes.complete + outcomes.partial
  func share(_ part: Double, _ whole: Double) -> Double? { whole > 0 ? finite(part / whole) : nil }
  let assumed = known + assumedEligible * unknown
  return ResponseRates(
    status: .ok, rr1: share(outcomes.complete, all), rr2: share(some, all),
    rr3: share(outcomes.complete, assumed), rr4: share(some, assumed),
    rr5: share(outcomes.complete, known), rr6: share(some, known),
    cooperation: share(outcomes.complete, reached), refusal: share(outcomes.refusal, all),
    contact: share(reached, all))
}

extension ResponseRates {
  fileprivate static func without(_ status: Estimate.Status) -> ResponseRates {
    ResponseRates(
      status: status, rr1: nil, rr2: nil, rr3: nil, rr4: nil, rr5: nil, rr6: nil,
      cooperation: nil, refusal: nil, contact: nil)
  }
}
