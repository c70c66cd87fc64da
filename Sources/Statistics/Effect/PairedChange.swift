/// How much the same people or cases changed, on average, from before to after.
public struct PairedChange: Hashable, Sendable {
  /// The mean of after − before, with Student's interval.
  public let estimate: Estimate
  /// Of the mean change, in the unit of the score.
  public let standardError: Double?
  /// The mean change in standard errors.
  public let t: Double?
  /// The number of pairs minus 1.
  public let degreesOfFreedom: Double?
  /// Two-sided, before any correction for how many questions are asked.
  public let p: Double?
  /// The mean change in standard deviations of the changes.
  public let cohenDz: Double?
}

/// Compares before and after of the same agents.
///
/// Student's t on the changes; a pair with a missing half is left out. When all change alike the
/// change is known and its uncertainty is not: `noVariation`.
///
/// The weakest of the designs: use it only when there is no control group, and when people were
/// chosen because they were low say what ``regressionToMean(mean:standardDeviation:correlation:cutoff:baselineMeasurements:)``
/// would have given them anyway. One pair per agent; conversations of one agent are not independent.
///
/// Say: "These ten agents rose by 3 points, somewhere between 0 and 6; whether the training did it,
/// this comparison alone cannot tell."
///
/// Cost O(n). Source: Student 1908.
/// - Parameters:
///   - before: one value per agent, in the unit of the score; `nil` for a missing one.
///   - after: the same agents in the same order.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: the mean change with its test.
public func pairedChange(_ before: [Double?], _ after: [Double?], confidence: Double = 0.95)
  -> PairedChange
{
  func without(_ status: Estimate.Status, _ value: Double? = nil, n: Int = 0) -> PairedChange {
    PairedChange(
      estimate: Estimate(
        value: value, lower: nil, upper: nil, n: n, method: .studentT, status: status,
        confidence: confidence),
      standardError: nil, t: nil, degreesOfFreedom: nil, p: nil, cohenDz: nil)
  }
  guard confidence > 0, confidence < 1, let changes = changes(from: before, to: after) else {
    return without(.invalidInput)
  }
  let moments = Moments(changes)
  guard let mean = moments.mean, let deviation = moments.standardDeviation,
    let error = moments.standardError
  else { return without(.notEnoughData, moments.mean, n: moments.n) }
  let df = Double(moments.n - 1)
  guard error > 0, let t = finite(mean / error) else {
    return without(.noVariation, mean, n: moments.n)
  }
  return PairedChange(
    estimate: meanInterval(changes, confidence: confidence), standardError: error, t: t,
    degreesOfFreedom: df, p: studentTTwoSidedP(t, degreesOfFreedom: df),
    cohenDz: finite(mean / deviation))
}

/// After − before of the complete pairs; `nil` when the lists do not fit or a number is not finite.
///
/// Changes that differ by no more than the rounding of their subtraction are made equal, so that a
/// common shift of 0.1 is seen as one.
func changes(from before: [Double?], to after: [Double?]) -> [Double]? {
  guard before.count == after.count, before.allSatisfy({ $0?.isFinite ?? true }),
    after.allSatisfy({ $0?.isFinite ?? true })
  else { return nil }
  var changes = [Double]()
  var size = 0.0
  for case (let before?, let after?) in zip(before, after) {
    changes.append(after - before)
    size = max(size, abs(before), abs(after))
  }
  guard changes.allSatisfy(\.isFinite) else { return nil }
  if let least = changes.min(), let most = changes.max(), most - least <= 8 * size.ulp {
    return changes.map { _ in changes[0] }
  }
  return changes
}
