/// The chance that a comparison of two groups finds a difference that is really there.
///
/// The two-sided t test with equal variances; noncentral t, both tails. Use it before the start,
/// with the smallest difference worth having. Never afterwards with the difference found: that only
/// repeats the p value.
///
/// Say: "If the training really adds 10 points, ten agents in each group will show it 4 times in
/// 10."
///
/// Cost O(1). Source: Cohen, "Statistical Power Analysis for the Behavioral Sciences", 1988.
/// - Parameters:
///   - difference: the true difference of means, in the unit of the score.
///   - standardDeviation: the spread within each group, in the same unit.
///   - n1: how many agents in the first group.
///   - n2: how many in the second.
///   - alpha: how often a difference that is not there may be found.
/// - Returns: a probability; `nil` without spread, without degrees of freedom or for an alpha
///   outside 0…1.
public func powerTwoMeans(
  difference: Double, standardDeviation: Double, n1: Double, n2: Double, alpha: Double = 0.05
) -> Double? {
  guard let test = TwoMeansTest(n1: n1, n2: n2, alpha: alpha), standardDeviation > 0,
    standardDeviation.isFinite, difference.isFinite
  else { return nil }
  return test.power(shift: difference / standardDeviation / test.error)
}

/// The smallest difference that a comparison is likely to find.
public struct MinimalDetectableEffect: Hashable, Sendable {
  /// `ok`, `notEnoughData` without degrees of freedom, `infeasible` when the power asked for is not
  /// above alpha, `noVariation` without spread, or `invalidInput`.
  public let status: Estimate.Status
  /// In the unit of the score; exact by the noncentral t.
  public let mde: Double?
  /// The same by normal quantiles, too small for small groups.
  public let mdeNormalApproximation: Double?
}

/// Tells before the start how large an effect must be to be seen.
///
/// The difference at which ``powerTwoMeans(difference:standardDeviation:n1:n2:alpha:)`` reaches the
/// power asked for. Use it to decide whether a pilot is worth its trouble; multiply the groups by
/// more months or agents, not by more conversations of the same agents.
///
/// Say: "With ten and ten agents and a spread of 12 you can only see 16 points: smaller effects will
/// look like nothing."
///
/// Cost O(1), some forty evaluations of the noncentral t. Source: Cohen 1988.
/// - Parameters:
///   - standardDeviation: the spread within each group, in the unit of the score.
///   - n1: how many agents in the first group.
///   - n2: how many in the second.
///   - alpha: how often a difference that is not there may be found.
///   - power: how often a difference of this size should be found.
/// - Returns: the difference, exactly and by the normal approximation.
public func minimalDetectableEffect(
  standardDeviation: Double, n1: Double, n2: Double, alpha: Double = 0.05, power: Double = 0.8
) -> MinimalDetectableEffect {
  func without(_ status: Estimate.Status) -> MinimalDetectableEffect {
    MinimalDetectableEffect(status: status, mde: nil, mdeNormalApproximation: nil)
  }
  guard standardDeviation >= 0, standardDeviation.isFinite, n1 >= 0, n2 >= 0, n1.isFinite,
    n2.isFinite, alpha > 0, alpha < 1, let zAlpha = normalQuantile(1 - alpha / 2),
    let zPower = normalQuantile(power)
  else { return without(.invalidInput) }
  guard let test = TwoMeansTest(n1: n1, n2: n2, alpha: alpha) else {
    return without(.notEnoughData)
  }
  guard power > alpha else { return without(.infeasible) }
  guard standardDeviation > 0 else { return without(.noVariation) }
  let approximation = (zAlpha + zPower) * standardDeviation * test.error
  guard
    let shift = risingRoot(
      from: 0, upTo: max(1, zAlpha + zPower), { test.power(shift: $0).map { $0 - power } })
  else { return without(.notConverged) }
  return MinimalDetectableEffect(
    status: .ok, mde: finite(shift * standardDeviation * test.error),
    mdeNormalApproximation: finite(approximation))
}

/// The critical value of a two-sided t test of two groups.
private struct TwoMeansTest {
  let degreesOfFreedom: Double
  let critical: Double
  /// The standard error of the difference in standard deviations.
  let error: Double

  init?(n1: Double, n2: Double, alpha: Double) {
    let df = n1 + n2 - 2
    guard n1 >= 1, n2 >= 1, df > 0, df.isFinite, alpha > 0, alpha < 1,
      let critical = studentTQuantile(1 - alpha / 2, degreesOfFreedom: df)
    else { return nil }
    degreesOfFreedom = df
    self.critical = critical
    error = (1 / n1 + 1 / n2).squareRoot()
  }

  /// P(|T| > critical), where T is noncentral by the shift.
  func power(shift: Double) -> Double? {
    // So far off that no sample spread could hide it.
    if abs(shift) > 40 * (critical + 1) { return shift.isNaN ? nil : 1 }
    guard
      let above = noncentralTCDF(
        -critical, degreesOfFreedom: degreesOfFreedom, nonCentrality: -shift),
      let below = noncentralTCDF(
        -critical, degreesOfFreedom: degreesOfFreedom, nonCentrality: shift)
    else { return nil }
    return min(1, above + below)
  }
}

/// Where a rising function passes 0, by the rule of false position with Illinois' correction.
///
/// Doubles the upper end until the function is positive there.
func risingRoot(from start: Double, upTo guess: Double, _ f: (Double) -> Double?) -> Double? {
  var (low, high) = (start, guess)
  guard var atLow = f(low), atLow <= 0, var atHigh = f(high) else { return nil }
  while atHigh < 0 {
    (low, atLow, high) = (high, atHigh, 2 * high)
    guard high < 1e9, let next = f(high) else { return nil }
    atHigh = next
  }
  var lastSide = 0
  for _ in 0..<200 where high - low > 1e-12 * max(1, abs(high)) {
    var middle = (low * atHigh - high * atLow) / (atHigh - atLow)
    if !(middle > low && middle < high) { middle = (low + high) / 2 }
    guard let value = f(middle) else { return nil }
    if value == 0 { return middle }
    let side = value < 0 ? -1 : 1
    if side < 0 {
      (low, atLow) = (middle, value)
      if lastSide == side { atHigh /= 2 }
    } else {
      (high, atHigh) = (middle, value)
      if lastSide == side { atLow /= 2 }
    }
    lastSide = side
  }
  return (low + high) / 2
}
