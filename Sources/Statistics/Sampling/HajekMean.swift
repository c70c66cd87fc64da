/// The inclusion-probability-weighted mean of scores on a scale, with its interval.
///
/// The value is Hájek's mean Σwy / Σw with w = 1/π. For the interval the weights are scaled to sum to
/// Kish's effective n, and one value as heavy as the heaviest is put at each end of the scale: an
/// unseen disaster could weigh that much. Then Student's t with effective n + 1 degrees of freedom
/// on the linearised standard error, clipped to the scale. With equal probabilities this is exactly
/// ``boundedMeanInterval(_:scaleMin:scaleMax:confidence:)``. Over 18 simulated designs, 17 to 185
/// reviews of 1,000 conversations, the 95 % interval held the truth 96.8 to 99.97 times in 100;
/// counting effective n as if it were n held it 83 times where bad ones were picked more rarely.
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
  let heaviest = observed.reduce(0) { max($0, $1.weight) }
  let augmented = observed + [(value: low, weight: heaviest), (value: high, weight: heaviest)]
  let size = effective + 2 * heaviest
  let center = augmented.reduce(0) { $0 + $1.value * $1.weight } / size
  let squares = augmented.reduce(0) { sum, entry in
    let part = entry.weight * (entry.value - center)
    return sum + part * part
  }
  let count = Double(augmented.count)
  guard let t = studentTQuantile((1 + confidence) / 2, degreesOfFreedom: effective + 1) else {
    return .invalid(method)
  }
  let reach = t * (squares * count / (count - 1)).squareRoot() / size
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
