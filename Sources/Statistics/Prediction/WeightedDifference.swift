/// A mean score from automatic scores of everything and reviews picked with known, unequal chances.
public struct WeightedDifference: Hashable, Sendable {
  /// Hájek's form, the one to show: mean(f) + Σ w (Y − f) / Σ w with w = 1/π.
  public let estimate: Estimate
  public let standardError: Double?
  /// Horvitz and Thompson's form: mean(f) + Σ w (Y − f) / N.
  public let horvitzThompsonMean: Double?
  public let horvitzThompsonStandardError: Double?
  /// The mean that ignores how reviews were picked; never shown as a score.
  public let naiveMean: Double?

  /// Whether the numbers mean anything.
  public var status: Estimate.Status { estimate.status }
}

/// The score when suspicious conversations were reviewed more often than others.
///
/// Use it with risk-based picking, where each conversation's chance π was stored when it was drawn.
/// Not for hand-picked reviews: their chance is unknown, so they stay out of scores. No conversation
/// may have had π = 0. The intervals are normal and for independent (Poisson) selection.
///
/// The lead is told: "Because suspicious chats were picked more often, each counts less in the
/// score; otherwise your team would look worse than it is."
///
/// Sources: Horvitz and Thompson 1952; Hájek 1971; Särndal, Swensson and Wretman 1992; Egami et al.
/// 2023. Cost: linear.
/// - Parameters:
///   - labels: people's scores of the reviewed conversations.
///   - predictions: the automatic scores of the same, in the same order.
///   - inclusionProbabilities: the chance each of them had, above 0 and at most 1.
///   - allPredictions: the automatic scores of all conversations, the reviewed ones among them.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: `notEnoughData` without a review; no interval for a single one.
public func ppiIPW(
  labels: [Double], predictions: [Double], inclusionProbabilities: [Double],
  allPredictions: [Double], confidence: Double = 0.95
) -> WeightedDifference {
  guard labels.count == predictions.count, labels.count == inclusionProbabilities.count,
    labels.count <= allPredictions.count, confidence > 0, confidence < 1,
    (labels + predictions + allPredictions).allSatisfy(\.isFinite),
    inclusionProbabilities.allSatisfy(isProbability),
    let z = normalQuantile((1 + confidence) / 2)
  else { return .without(.invalidInput, 0.95) }
  guard !labels.isEmpty else { return .without(.notEnoughData, confidence) }
  let machine = shiftedMean(allPredictions)
  let rests = zip(labels, predictions).map { $0 - $1 }
  let weights = inclusionProbabilities.map { 1 / $0 }
  let sum = weights.reduce(0, +)
  let total = zip(weights, rests).reduce(0) { $0 + $1.0 * $1.1 }
  let correction = total / sum
  var (plain, centred) = (0.0, 0.0)
  for index in rests.indices {
    let factor = (1 - inclusionProbabilities[index]) * weights[index] * weights[index]
    plain += factor * rests[index] * rests[index]
    centred += factor * (rests[index] - correction) * (rests[index] - correction)
  }
  let n = Double(allPredictions.count)
  let mean = machine + correction
  let error = centred.squareRoot() / sum
  let reach = labels.count > 1 ? z * error : nil
  return WeightedDifference(
    estimate: Estimate(
      value: mean, lower: reach.map { mean - $0 }, upper: reach.map { mean + $0 },
      n: labels.count, effectiveN: effectiveCount(weights), method: .weightedDifference,
      status: reach == nil ? .notEnoughData : (error > 0 ? .ok : .noVariation),
      confidence: confidence),
    standardError: finite(error), horvitzThompsonMean: finite(machine + total / n),
    horvitzThompsonStandardError: finite(plain.squareRoot() / n),
    naiveMean: finite(machine + shiftedMean(rests)))
}

extension WeightedDifference {
  fileprivate static func without(_ status: Estimate.Status, _ confidence: Double)
    -> WeightedDifference
  {
    WeightedDifference(
      estimate: Estimate(
        value: nil, lower: nil, upper: nil, n: 0, method: .weightedDifference, status: status,
        confidence: confidence),
      standardError: nil, horvitzThompsonMean: nil, horvitzThompsonStandardError: nil,
      naiveMean: nil)
  }
}
