/// The difference p1 − p2 of two independent shares, from their Wilson intervals.
///
/// Use it to compare two teams or two periods on a yes-or-no result. Not for the same customers or
/// conversations asked twice (``pairedProportionDifference(_:confidence:)``). The value is a
/// difference of shares in −1…1; without data on one side the interval is all of it.
/// Say: "The pass rate is 14 points higher, and the data allow anything from 1 point lower to
/// 29 higher."
/// Source: Newcombe 1998, "Interval estimation for the difference between independent proportions",
/// method 10. Constant time.
/// - Parameters:
///   - first: successes and of how many, in the first group.
///   - second: the same in the second group.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: first minus second.
public func proportionDifference(
  _ first: (successes: Double, n: Double), _ second: (successes: Double, n: Double),
  confidence: Double = 0.95
) -> Estimate {
  guard isShare(first.successes, of: first.n), isShare(second.successes, of: second.n),
    let z = criticalZ(confidence)
  else { return .invalid(.newcombe) }
  guard first.n > 0, second.n > 0 else {
    return Estimate(
      value: nil, lower: -1, upper: 1, n: wholeCount(first.n + second.n), method: .newcombe,
      status: .notEnoughData, confidence: confidence)
  }
  let (p1, p2) = (first.successes / first.n, second.successes / second.n)
  let (one, two) = (
    wilsonLimits(first.successes, first.n, z), wilsonLimits(second.successes, second.n, z)
  )
  return Estimate(
    value: p1 - p2,
    lower: Swift.max(-1, p1 - p2 - distance(p1 - one.lower, two.upper - p2)),
    upper: Swift.min(1, p1 - p2 + distance(one.upper - p1, p2 - two.lower)),
    n: wholeCount(first.n + second.n), effectiveN: first.n + second.n, method: .newcombe,
    confidence: confidence)
}

/// How often pairs of yes-or-no answers agreed and changed.
public struct PairedAnswers: Hashable, Sendable {
  public let bothYes: Double
  public let yesThenNo: Double
  public let noThenYes: Double
  public let bothNo: Double

  public init(bothYes: Double, yesThenNo: Double, noThenYes: Double, bothNo: Double) {
    self.bothYes = bothYes
    self.yesThenNo = yesThenNo
    self.noThenYes = noThenYes
    self.bothNo = bothNo
  }

  var isValid: Bool {
    [bothYes, yesThenNo, noThenYes, bothNo].allSatisfy { $0 >= 0 && $0.isFinite }
  }

  var n: Double { bothYes + yesThenNo + noThenYes + bothNo }
}

/// The difference of two shares measured on the same people, and how the answers hang together.
public struct PairedProportionDifference: Hashable, Sendable {
  /// The share before minus the share after, in −1…1.
  public let estimate: Estimate
  /// The correlation of the two answers, corrected for continuity; `nil` without data.
  public let phi: Double?

  public var status: Estimate.Status { estimate.status }
}

/// The difference before − after of a yes-or-no result on the same people or conversations.
///
/// Use it before and after a coaching, or for two raters on the same conversations. Not for two
/// different groups (``proportionDifference(_:_:confidence:)``).
/// Say: "12 of 50 got worse and 2 got better; the pass rate fell by 20 points, give or take 14."
/// Source: Newcombe 1998, "Improved confidence intervals for the difference between binomial
/// proportions based on paired data", method 10 with corrected phi. Constant time.
public func pairedProportionDifference(_ answers: PairedAnswers, confidence: Double = 0.95)
  -> PairedProportionDifference
{
  guard answers.isValid, answers.n.isFinite, let z = criticalZ(confidence) else {
    return PairedProportionDifference(estimate: .invalid(.newcombePaired), phi: nil)
  }
  let n = answers.n
  guard n > 0 else {
    return PairedProportionDifference(
      estimate: Estimate(
        value: nil, lower: -1, upper: 1, n: 0, method: .newcombePaired, status: .notEnoughData,
        confidence: confidence), phi: nil)
  }
  let (before, after) = (
    answers.bothYes + answers.yesThenNo, answers.bothYes + answers.noThenYes
  )
  let (p1, p2) = (before / n, after / n)
  let (one, two) = (wilsonLimits(before, n, z), wilsonLimits(after, n, z))
  let phi = correctedPhi(answers)
  let difference = (answers.yesThenNo - answers.noThenYes) / n
  let estimate = Estimate(
    value: difference,
    lower: Swift.max(-1, difference - distance(p1 - one.lower, two.upper - p2, phi)),
    upper: Swift.min(1, difference + distance(one.upper - p1, p2 - two.lower, phi)),
    n: wholeCount(n), effectiveN: n, method: .newcombePaired, confidence: confidence)
  return PairedProportionDifference(estimate: estimate, phi: phi)
}

private func correctedPhi(_ answers: PairedAnswers) -> Double {
  let n = answers.n
  let (before, after) = (
    answers.bothYes + answers.yesThenNo, answers.bothYes + answers.noThenYes
  )
  let margins =
    before.squareRoot() * (n - before).squareRoot() * after.squareRoot()
    * (n - after).squareRoot()
  guard margins > 0 else { return 0 }
  let cross = answers.bothYes * answers.bothNo - answers.yesThenNo * answers.noThenYes
  return cross < 0 ? cross / margins : Swift.max(0, cross - n / 2) / margins
}

/// How far two distances reach together when what they measure correlates.
func distance(_ a: Double, _ b: Double, _ correlation: Double = 0) -> Double {
  Swift.max(0, a * a - 2 * correlation * a * b + b * b).squareRoot()
}
