/// The inclusion-probability-weighted mean of scores on a scale, with its interval.
///
/// The value is Hájek's mean Σwy / Σw with w = 1/π. For the interval the weights are scaled to sum to
/// Kish's effective n, one value of weight 1 is put at each end of the scale, and Student's t with
/// effective n + 1 degrees of freedom is taken on the larger of two standard errors: the one that
/// treats effective n as a count, and the linearised one that sees large weights on unusual
/// scores. With equal probabilities this is exactly ``boundedMeanInterval(_:scaleMin:scaleMax:confidence:)``.
/// - Parameters:
///   - values: the scores, in the unit of the scale.
///   - inclusionProbabilities: the chance each had to be drawn, stored when it was drawn.
///   - scaleMin: the lowest score there can be.
///   - scaleMax: the highest score there can be.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: the weighted mean, with the whole scale as interval when there is no value.
public func hajekMeanInterval(
  _ values: [Double], inclusionProbabilities: [Double], scaleMin: Double = 0,
  scaleMax: Double = 100, confidence: Double = 0.95
) -> Estimate {
  guard values.count == inclusionProbabilities.count,
    inclusionProbabilities.allSatisfy(isProbability)
  else { return .invalid(.boundedHajekMean) }
  return boundedHajekMean(
    values, weights: inclusionProbabilities.map { 1 / $0 }, method: .boundedHajekMean,
    scale: (scaleMin, scaleMax), confidence: confidence)
}

/// The inclusion-probability-weighted share of successes: Wilson's interval on Kish's effective n.
public func hajekProportionInterval(
  _ outcomes: [Bool], inclusionProbabilities: [Double], confidence: Double = 0.95
) -> Estimate {
  guard outcomes.count == inclusionProbabilities.count,
    inclusionProbabilities.allSatisfy(isProbability)
  else { return .invalid(.weightedWilson) }
  let weights = inclusionProbabilities.map { 1 / $0 }
  let sum = weights.reduce(0, +)
  let effective = effectiveCount(weights)
  let good = zip(outcomes, weights).reduce(0) { $1.0 ? $0 + $1.1 : $0 }
  let share = outcomes.allSatisfy { $0 } ? 1 : (sum > 0 ? good / sum : 0)
  return wilson(
    successes: share * effective, n: effective, count: outcomes.count, method: .weightedWilson,
    confidence: confidence)
}

/// (Σw)² / Σw², exactly the count when all weights are equal (Kish 1965).
func effectiveCount(_ weights: [Double]) -> Double {
  guard let first = weights.first else { return 0 }
  let sum = weights.reduce(0) { $0 + $1 / first }
  return sum * sum / weights.reduce(0) { $0 + ($1 / first) * ($1 / first) }
}

func boundedHajekMean(
  _ values: [Double], weights: [Double], method: Estimate.Method, scale: (Double, Double),
  confidence: Double
) -> Estimate {
  let (low, high) = scale
  guard low < high, low.isFinite, high.isFinite, confidence > 0, confidence < 1,
    values.allSatisfy({ $0 >= low && $0 <= high })
  else { return .invalid(method) }
  guard !values.isEmpty else {
    return Estimate(
      value: nil, lower: low, upper: high, n: 0, method: method, status: .notEnoughData,
      center: (low + high) / 2, confidence: confidence)
  }
  let effective = effectiveCount(weights)
  let scaling = effective / weights.reduce(0, +)
  let observed = zip(values, weights).map { (value: $0, weight: $1 * scaling) }
  let augmented = observed + [(value: low, weight: 1), (value: high, weight: 1)]
  let size = effective + 2
  let center = augmented.reduce(0) { $0 + $1.value * $1.weight } / size
  var squares = 0.0
  var linearised = 0.0
  for (value, weight) in augmented {
    let square = (value - center) * (value - center)
    squares += weight * square
    linearised += weight * weight * square
  }
  let count = Double(augmented.count)
  let variance = Swift.max(
    squares / (size - 1) / size, linearised * count / (count - 1) / (size * size))
  guard let t = studentTQuantile((1 + confidence) / 2, degreesOfFreedom: size - 1) else {
    return .invalid(method)
  }
  let reach = t * variance.squareRoot()
  let mean =
    method == .boundedMean
    ? Moments(values).mean
    : observed.reduce(0) { $0 + $1.value * $1.weight } / effective
  return Estimate(
    value: mean.map { Swift.min(high, Swift.max(low, $0)) },
    lower: Swift.max(low, center - reach), upper: Swift.min(high, center + reach),
    n: values.count, effectiveN: effective, method: method, center: center,
    confidence: confidence)
}
