/// The mean of values on a scale with two ends, with an interval that survives rare disasters.
///
/// One more value is put at each end of the scale; Student's t on the n + 2 values, clipped to the
/// scale. The value shown is the plain mean. Defined for no value, one value and no variation.
/// Over 88 simulated populations the lowest coverage of the 95 % interval was 94.9 %.
///
/// Use it for every mean of rubric scores. Not for values without ends, and not for samples drawn
/// with unequal chances (``hajekMeanInterval(_:inclusionProbabilities:scaleMin:scaleMax:confidence:)``).
/// Say: "These twelve reviews average 86; all of this agent's conversations could average anything
/// from 66 to 95, because a rare bad one may not have been among the twelve."
/// Source: this project's rule, in the spirit of Agresti and Coull 1998. Linear time.
/// - Parameters:
///   - values: the scores, in the unit of the scale.
///   - scaleMin: the lowest score there can be.
///   - scaleMax: the highest score there can be.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: the mean, with the whole scale as interval when there is no value.
public func boundedMeanInterval(
  _ values: [Double], scaleMin: Double = 0, scaleMax: Double = 100, confidence: Double = 0.95
) -> Estimate {
  boundedHajekMean(
    values, weights: Array(repeating: 1, count: values.count), method: .boundedMean,
    scale: (scaleMin, scaleMax), confidence: confidence)
}

/// The mean of values and its Student interval, for values without ends; not for rubric scores.
///
/// Below two values there is no interval; without variation its width is 0 and the status says so.
/// On rubric scores with rare zeros its 95 % interval held the truth as rarely as 44 times in 100.
/// Say: "The average is 86, give or take 6." Source: Student 1908. Linear time, two passes.
public func meanInterval(_ values: [Double], confidence: Double = 0.95) -> Estimate {
  guard values.allSatisfy(\.isFinite), confidence > 0, confidence < 1 else {
    return .invalid(.studentT)
  }
  let moments = Moments(values)
  guard let mean = moments.mean, let error = moments.standardError,
    let t = studentTQuantile((1 + confidence) / 2, degreesOfFreedom: Double(moments.n - 1))
  else {
    return Estimate(
      value: moments.mean, lower: nil, upper: nil, n: moments.n, method: .studentT,
      status: .notEnoughData, confidence: confidence)
  }
  return Estimate(
    value: mean, lower: mean - t * error, upper: mean + t * error, n: moments.n,
    method: .studentT, status: error == 0 ? .noVariation : .ok, confidence: confidence)
}

/// The difference of two means, with Welch's interval and test.
public struct MeanDifference: Hashable, Sendable {
  /// First minus second; without variation the difference is known and its uncertainty is not.
  public let estimate: Estimate
  public let standardError: Double?
  /// Satterthwaite's degrees of freedom.
  public let degreesOfFreedom: Double?
  public let t: Double?
  /// Two-sided, before any correction for how many comparisons are made.
  public let p: Double?
}

/// The difference first − second of two means that need not vary alike.
///
/// Use it for two groups of people or two periods of independent conversations, and give the interval
/// to ``comparisonVerdict(lower:upper:reference:margin:)``. Not for the same people twice, and not for
/// many pairs without ``adjustPValues(_:_:)``. The unit is that of the values.
/// Say: "The second team is 5 points lower, and the data allow anything from 15 lower to 7 higher."
/// Sources: Welch 1947; Satterthwaite 1946. Linear time.
public func meanDifference(_ first: [Double], _ second: [Double], confidence: Double = 0.95)
  -> MeanDifference
{
  func without(_ status: Estimate.Status, _ value: Double?, error: Double?) -> MeanDifference {
    MeanDifference(
      estimate: Estimate(
        value: value, lower: nil, upper: nil, n: first.count + second.count, method: .welch,
        status: status, confidence: confidence),
      standardError: error, degreesOfFreedom: nil, t: nil, p: nil)
  }
  guard (first + second).allSatisfy(\.isFinite), confidence > 0, confidence < 1 else {
    return without(.invalidInput, nil, error: nil)
  }
  let (one, two) = (Moments(first), Moments(second))
  let difference = one.mean.flatMap { mean in two.mean.map { mean - $0 } }
  guard let difference, let errorOne = one.standardError, let errorTwo = two.standardError else {
    return without(.notEnoughData, difference, error: nil)
  }
  let (a, b) = (errorOne * errorOne, errorTwo * errorTwo)
  let error = (a + b).squareRoot()
  let df = (a + b) * (a + b) / (a * a / Double(one.n - 1) + b * b / Double(two.n - 1))
  guard error > 0, let quantile = studentTQuantile((1 + confidence) / 2, degreesOfFreedom: df),
    let p = studentTTwoSidedP(difference / error, degreesOfFreedom: df)
  else { return without(.noVariation, difference, error: 0) }
  let estimate = Estimate(
    value: difference, lower: difference - quantile * error,
    upper: difference + quantile * error, n: first.count + second.count, method: .welch,
    confidence: confidence)
  return MeanDifference(
    estimate: estimate, standardError: error, degreesOfFreedom: df, t: difference / error, p: p)
}
