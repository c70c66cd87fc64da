/// Where a period that is still running will end, and how likely its goal is reached.
public struct PeriodProjection: Hashable, Sendable {
  /// The value at the end of the period, with its prediction interval.
  public let estimate: Estimate
  /// The chance that it reaches the target.
  public let probability: Double?
}

/// Tells where a running period will end by going on as before.
///
/// What is left of the period, a share f of it, is drawn from the past n periods with mean μ and
/// deviation s. A sum ends at what there is plus f μ; a mean or a share ends at (1 − f) of what there
/// is plus f μ. Either way the end has the deviation s √(f + f²/n), on n − 1 degrees of freedom:
/// the rest of a period varies as the periods did, in proportion to its length, and μ is known from
/// n of them.
///
/// Use it from three periods on. Not with a trend or a season, and only roughly for a median, whose
/// halves do not add. When the past never varied the status is `noVariation`.
///
/// Say: "With a third of the month to go, 760 are solved; going on as before the month ends between
/// 1,090 and 1,210."
///
/// Cost O(n). Source: Geisser, "Predictive Inference", 1993, on a part of a period.
/// - Parameters:
///   - history: one value per past period; `nil` for a missing one.
///   - soFar: the value of the running period until now, in the same unit.
///   - elapsed: the share of the period that is over, above 0 and at most 1.
///   - isSum: whether values of parts add up, as counts do.
///   - target: what is to be reached; reaching it exactly counts.
///   - lowerIsBetter: whether the target is reached from above.
///   - confidence: the coverage of the interval, two-sided.
/// - Returns: the end in the unit of the values.
public func periodProjection(
  history: [Double?], soFar: Double, elapsed: Double, isSum: Bool, target: Double,
  lowerIsBetter: Bool = false, confidence: Double = 0.95
) -> PeriodProjection {
  let past = history.compactMap { $0 }
  func without(_ status: Estimate.Status, _ value: Double? = nil) -> PeriodProjection {
    PeriodProjection(
      estimate: Estimate(
        value: value, lower: nil, upper: nil, n: past.count, method: .studentPrediction,
        status: status, confidence: confidence),
      probability: nil)
  }
  guard past.allSatisfy(\.isFinite), soFar.isFinite, target.isFinite, elapsed > 0, elapsed <= 1,
    confidence > 0, confidence < 1
  else { return without(.invalidInput) }
  let moments = Moments(past)
  guard past.count >= 3, let mean = moments.mean, let spread = moments.standardDeviation else {
    return without(.notEnoughData)
  }
  let (n, rest) = (Double(past.count), 1 - elapsed)
  let end = isSum ? soFar + rest * mean : elapsed * soFar + rest * mean
  if rest == 0 {
    let isReached = lowerIsBetter ? end <= target : end >= target
    return PeriodProjection(
      estimate: Estimate(
        value: end, lower: end, upper: end, n: past.count, method: .studentPrediction,
        confidence: confidence),
      probability: isReached ? 1 : 0)
  }
  let deviation = spread * (rest + rest * rest / n).squareRoot()
  let distance = (lowerIsBetter ? target - end : end - target) / deviation
  guard deviation > 0, let probability = studentTCDF(distance, degreesOfFreedom: n - 1),
    let quantile = studentTQuantile((1 + confidence) / 2, degreesOfFreedom: n - 1)
  else { return without(.noVariation, end) }
  return PeriodProjection(
    estimate: Estimate(
      value: end, lower: end - quantile * deviation, upper: end + quantile * deviation,
      n: past.count, method: .studentPrediction, confidence: confidence),
    probability: probability)
}
