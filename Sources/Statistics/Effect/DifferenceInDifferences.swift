/// How much more one group changed than another in the same time.
public struct DifferenceInDifferences: Hashable, Sendable {
  /// The treated group's mean change minus the control group's, with Welch's interval.
  public let estimate: Estimate
  /// The mean change of those who took part.
  public let treatedChange: Double?
  /// The mean change of those who did not.
  public let controlChange: Double?
  /// Of the effect, in the unit of the score.
  public let standardError: Double?
  /// Satterthwaite's degrees of freedom.
  public let degreesOfFreedom: Double?
  /// Two-sided, before any correction for how many questions are asked.
  public let p: Double?
}

/// Compares the change of those who took part with the change of those who did not.
///
/// Welch's t on one change per agent. What happened to everybody, such as a busy season or a new
/// product, cancels. Pairs with a missing half are left out.
///
/// Use it when a control group of at least two agents was watched over the same months; with very
/// few agents use ``permutationTest(_:_:limit:seed:)`` on the changes. Not when the groups were
/// already moving apart before, and not with conversations in place of agents: that makes a result
/// look far more certain than it is.
///
/// Say: "The trained group rose 4 points and the others 1; the difference of 3 could be anything
/// from −2 to 8."
///
/// Cost O(n). Sources: Card and Krueger 1994; Bertrand, Duflo and Mullainathan 2004; Welch 1947.
/// - Parameters:
///   - treatedBefore: one value per agent of the treated group; `nil` for a missing one.
///   - treatedAfter: the same agents afterwards.
///   - controlBefore: one value per agent of the control group.
///   - controlAfter: the same agents afterwards.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: the effect in the unit of the score, with its test.
public func differenceInDifferences(
  treatedBefore: [Double?], treatedAfter: [Double?], controlBefore: [Double?],
  controlAfter: [Double?], confidence: Double = 0.95
) -> DifferenceInDifferences {
  guard let treated = changes(from: treatedBefore, to: treatedAfter),
    let control = changes(from: controlBefore, to: controlAfter)
  else {
    return DifferenceInDifferences(
      estimate: .invalid(.welch), treatedChange: nil, controlChange: nil, standardError: nil,
      degreesOfFreedom: nil, p: nil)
  }
  let difference = meanDifference(treated, control, confidence: confidence)
  return DifferenceInDifferences(
    estimate: difference.estimate, treatedChange: Moments(treated).mean,
    controlChange: Moments(control).mean, standardError: difference.standardError,
    degreesOfFreedom: difference.degreesOfFreedom, p: difference.p)
}

/// The difference of two published changes, from their standard errors alone.
///
/// Normal interval; for independent groups large enough that their errors are known.
///
/// Cost O(1). Source: Card and Krueger 1994, table 3.
/// - Parameters:
///   - treatedChange: the mean change of the treated group.
///   - treatedError: its standard error.
///   - controlChange: the mean change of the control group.
///   - controlError: its standard error.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: the effect with its standard error; the numbers of cases are not known.
public func differenceInDifferences(
  treatedChange: Double, treatedError: Double, controlChange: Double, controlError: Double,
  confidence: Double = 0.95
) -> DifferenceInDifferences {
  let error = (treatedError * treatedError + controlError * controlError).squareRoot()
  let effect = treatedChange - controlChange
  guard effect.isFinite, treatedError >= 0, controlError >= 0, error.isFinite, confidence > 0,
    confidence < 1, let z = normalQuantile((1 + confidence) / 2)
  else {
    return DifferenceInDifferences(
      estimate: .invalid(.normal), treatedChange: nil, controlChange: nil, standardError: nil,
      degreesOfFreedom: nil, p: nil)
  }
  guard error > 0 else {
    return DifferenceInDifferences(
      estimate: Estimate(
        value: effect, lower: nil, upper: nil, n: 0, method: .normal, status: .noVariation,
        confidence: confidence),
      treatedChange: treatedChange, controlChange: controlChange, standardError: 0,
      degreesOfFreedom: nil, p: nil)
  }
  return DifferenceInDifferences(
    estimate: Estimate(
      value: effect, lower: effect - z * error, upper: effect + z * error, n: 0,
      method: .normal, confidence: confidence),
    treatedChange: treatedChange, controlChange: controlChange, standardError: error,
    degreesOfFreedom: nil, p: finite(effect / error).map { 2 * StandardNormal.upperTail(abs($0)) })
}
