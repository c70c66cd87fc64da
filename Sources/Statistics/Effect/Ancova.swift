/// What taking part added, for people who started at the same score.
public struct AncovaEffect: Hashable, Sendable {
  /// The difference between treated and control at an equal start, with Student's interval.
  public let estimate: Estimate
  /// How much of a point of the score before is still there after.
  public let slope: Double?
  /// Of the effect, in the unit of the score.
  public let standardError: Double?
  /// The number of complete cases minus 3.
  public let degreesOfFreedom: Double?
  /// Two-sided, before any correction for how many questions are asked.
  public let p: Double?
}

/// Compares two groups afterwards, corrected for where each person started.
///
/// after = a + effect · treated + slope · before, by least squares. Because the slope is below 1 in
/// real data, this allows for regression to the mean by itself.
///
/// Use it when chance decided who took part: it is then more precise than
/// ``differenceInDifferences(treatedBefore:treatedAfter:controlBefore:controlAfter:confidence:)``.
/// Not when the weak were chosen: then the groups differ in more than the start. A start that is the
/// same for everyone in a group, or for all, makes it `collinear`; fewer than four complete cases
/// or an empty group make it `notEnoughData`.
///
/// Say: "Of two colleagues who started level, the one who took the training ended 5 points higher,
/// somewhere between 1 and 9."
///
/// Cost O(n). Sources: Fisher 1932; Senn 2006.
/// - Parameters:
///   - before: one value per person, in the unit of the score; `nil` for a missing one.
///   - after: the same people afterwards.
///   - treated: who took part; `nil` where nobody knows.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: the effect in the unit of the score, with its test.
public func ancovaEffect(
  before: [Double?], after: [Double?], treated: [Bool?], confidence: Double = 0.95
) -> AncovaEffect {
  func without(_ status: Estimate.Status, n: Int) -> AncovaEffect {
    AncovaEffect(
      estimate: Estimate(
        value: nil, lower: nil, upper: nil, n: n, method: .leastSquares, status: status,
        confidence: confidence),
      slope: nil, standardError: nil, degreesOfFreedom: nil, p: nil)
  }
  guard before.count == after.count, before.count == treated.count,
    before.allSatisfy({ $0?.isFinite ?? true }), after.allSatisfy({ $0?.isFinite ?? true }),
    confidence > 0, confidence < 1
  else { return without(.invalidInput, n: 0) }
  var (start, group, response) = ([Double](), [Double](), [Double]())
  for case (let (before?, after?), let treated?) in zip(zip(before, after), treated) {
    start.append(before)
    response.append(after)
    group.append(treated ? 1 : 0)
  }
  let (n, df) = (start.count, Double(start.count - 3))
  guard n >= 4, group.contains(1), group.contains(0) else { return without(.notEnoughData, n: n) }
  let design = LeastSquares([group.map { _ in 1 }, group, start])
  guard design.status == .ok else { return without(design.status, n: n) }
  guard let fit = design.fit(response), let gram = design.inverseGram(),
    let variance = fit.residualVariance,
    let quantile = studentTQuantile((1 + confidence) / 2, degreesOfFreedom: df),
    let effect = Coefficient(
      fit.coefficients[1], standardError: (gram[4] * variance).squareRoot(),
      degreesOfFreedom: df, quantile: quantile)
  else { return without(.degenerate, n: n) }
  let size = response.reduce(0) { max($0, abs($1)) }
  let isExact = fit.residuals.allSatisfy { abs($0) <= 1e-12 * size }
  return AncovaEffect(
    estimate: Estimate(
      value: effect.estimate, lower: isExact ? nil : effect.lower,
      upper: isExact ? nil : effect.upper, n: n, method: .leastSquares,
      status: isExact ? .noVariation : .ok, confidence: confidence),
    slope: fit.coefficients[2], standardError: isExact ? nil : effect.standardError,
    degreesOfFreedom: df, p: isExact ? nil : effect.p)
}
