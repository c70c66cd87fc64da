/// What a sample with known, unequal inclusion probabilities says about the whole.
///
/// Sources: Horvitz and Thompson 1952; Hájek 1971; Kish 1965. Weights are 1/π.
public struct HorvitzThompson: Hashable, Sendable {
  /// The estimated total of the values over the whole.
  public let total: Double
  /// The estimated number of items in the whole.
  public let estimatedN: Double
  /// The weighted mean, which is what is shown as a score.
  public let hajekMean: Double
  /// The total over the known size of the whole; `nil` when that is not known.
  public let htMean: Double?
  /// How many equally weighted observations would tell as much: (Σw)² / Σw².
  public let kishEffectiveN: Double
  /// n over the effective n.
  public let kishDesignEffect: Double
  /// Standard errors for independent (Poisson) selection.
  public let totalSEPoisson: Double
  public let hajekSEPoisson: Double
  /// The linearised standard error of drawing with replacement; `nil` for a single value.
  public let hajekSEWithReplacement: Double?
  /// The mean that ignores how the sample was drawn; never shown as a score.
  public let naiveMean: Double
}

/// Weighs each value by the inverse of its inclusion probability; `nil` without values.
///
/// Use it for totals, effective sizes and design effects of a risk-based sample; for the score with
/// its interval use ``hajekMeanInterval(_:inclusionProbabilities:scaleMin:scaleMax:confidence:)``. Not for
/// conversations picked by hand, whose probability nobody knows. Linear time.
/// Say: "Because suspicious chats were picked more often, each counts less in the score; otherwise
/// your team would look worse than it is."
/// Also `nil` when a probability is not in 0 < π ≤ 1 or the two lists differ in length.
public func horvitzThompson(
  values: [Double], inclusionProbabilities: [Double], population: Double? = nil
) -> HorvitzThompson? {
  guard !values.isEmpty, values.count == inclusionProbabilities.count,
    values.allSatisfy({ abs($0) <= 1e50 }), inclusionProbabilities.allSatisfy(isProbability)
  else { return nil }
  let weights = inclusionProbabilities.map { 1 / $0 }
  let sum = weights.reduce(0, +)
  let n = Double(values.count)
  let total = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
  let mean = total / sum
  let effective = sum * sum / weights.reduce(0) { $0 + $1 * $1 }
  var totalVariance = 0.0
  var meanVariance = 0.0
  var linearised = 0.0
  for (value, probability) in zip(values, inclusionProbabilities) {
    let weight = 1 / probability
    let rest = value - mean
    totalVariance += (1 - probability) * value * value * weight * weight
    meanVariance += (1 - probability) * rest * rest * weight * weight
    linearised += weight * weight * rest * rest
  }
  return HorvitzThompson(
    total: total, estimatedN: sum, hajekMean: mean,
    htMean: population.flatMap { finite(total / $0) },
    kishEffectiveN: effective, kishDesignEffect: n / effective,
    totalSEPoisson: totalVariance.squareRoot(), hajekSEPoisson: meanVariance.squareRoot() / sum,
    hajekSEWithReplacement: n > 1 ? (n / (n - 1) * linearised).squareRoot() / sum : nil,
    naiveMean: Moments(values).mean ?? mean)
}

/// Above 0, by so much that the square of a weight can be written down, and at most 1.
func isProbability(_ value: Double) -> Bool { value >= 1e-100 && value <= 1 }
