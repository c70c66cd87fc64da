/// A mean score from a few reviews by people and automatic scores of everything.
public struct PredictionPoweredMean: Hashable, Sendable {
  /// The corrected mean and its interval; n is the number of reviews by people.
  public let estimate: Estimate
  /// How far the automatic scores are trusted, in 0…1; 0 gives the people's plain mean.
  public let lambda: Double?
  /// In the unit of the score.
  public let standardError: Double?
  public let degreesOfFreedom: Int?
  /// The plain mean of the people's scores and its standard error.
  public let classicalMean: Double?
  public let classicalStandardError: Double?
  /// How many reviews by people would have told as much without automatic scores.
  public let effectiveSampleSize: Double?
  /// The mean of people's score less automatic score: how far the machine is off.
  public let rectifier: Double?

  /// Whether the numbers mean anything.
  public var status: Estimate.Status { estimate.status }

  /// Below this many reviews by people show their ``boundedMeanInterval(_:scaleMin:scaleMax:confidence:)``.
  public static let fewestToShow = 10
}

/// The mean of people's scores, sharpened by automatic scores, on unbiased variances and Student's t.
///
/// The mean is λ · mean(f, not reviewed) + mean(Y − λ f, reviewed). Any error of the automatic scores
/// cancels: a bad judge only costs width, and λ then goes to 0. Use it from
/// ``PredictionPoweredMean/fewestToShow`` reviews drawn at random. Not when reviews were picked
/// (``ppiIPW(labels:predictions:inclusionProbabilities:allPredictions:confidence:)``), not per agent
/// below ten reviews each, and never with a judge that was tuned on the same reviews; versions of a
/// judge's instructions are never pooled.
///
/// The lead is told: "The machine read all 1,200 chats, people read 40; where they disagreed we
/// corrected the machine, so the score is as trustworthy as the human one but as precise as if
/// people had read about 100."
///
/// Sources: Angelopoulos et al. 2023 (Science 382:669) and PPI++ 2023 for λ; the n − 2 degrees of
/// freedom are this project's, because normal intervals cover 85 to 92 in 100 at n ≤ 20. Cost:
/// linear.
/// - Parameters:
///   - labels: people's scores.
///   - predictions: the automatic scores of the same conversations, in the same order.
///   - unlabeledPredictions: the automatic scores of the conversations nobody reviewed.
///   - scaleMin: the lowest score there can be, to clip the interval.
///   - scaleMax: the highest score there can be, to clip the interval.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: `notEnoughData` below three reviews, `noVariation` when the standard error is 0.
public func ppiMean(
  labels: [Double], predictions: [Double], unlabeledPredictions: [Double],
  scaleMin: Double? = nil, scaleMax: Double? = nil, confidence: Double = 0.95
) -> PredictionPoweredMean {
  guard let sample = JudgedSample(labels, predictions, unlabeledPredictions), confidence > 0,
    confidence < 1
  else { return .without(.invalidInput, nil) }
  guard sample.n >= 3, let judged = PredictionPowered(sample),
    let t = studentTQuantile(
      (1 + confidence) / 2, degreesOfFreedom: Double(judged.degreesOfFreedom))
  else { return .without(.notEnoughData, sample, confidence) }
  let error = judged.standardError
  let lower = judged.mean - t * error
  let upper = judged.mean + t * error
  let classical = (sample.labelSquares / Double(sample.n - 1) / Double(sample.n)).squareRoot()
  let gain = classical / error
  let effective = error > 0 ? finite(Double(sample.n) * gain * gain) : nil
  func clipped(_ value: Double) -> Double {
    Swift.max(scaleMin ?? value, Swift.min(scaleMax ?? value, value))
  }
  return PredictionPoweredMean(
    estimate: Estimate(
      value: judged.mean, lower: clipped(lower), upper: clipped(upper), n: sample.n,
      effectiveN: effective, method: .predictionPowered, status: error > 0 ? .ok : .noVariation,
      confidence: confidence),
    lambda: judged.lambda, standardError: finite(error),
    degreesOfFreedom: judged.degreesOfFreedom, classicalMean: sample.labelMean,
    classicalStandardError: finite(classical), effectiveSampleSize: effective,
    rectifier: sample.rectifier)
}

/// The same as the Python package ppi_py 0.2.3 computes it; for comparing with other tools only.
///
/// Variances over n and over n − 1 are mixed as there, and the interval is normal: at 20 reviews it
/// holds the truth 85 to 92 times in 100, so never show it.
///
/// Source: Angelopoulos, Duchi and Zrnic, "PPI++", 2023, as programmed there. Cost: linear.
/// - Parameters:
///   - labels: people's scores.
///   - predictions: the automatic scores of the same conversations, in the same order.
///   - unlabeledPredictions: the automatic scores of the conversations nobody reviewed.
///   - lambda: how far to trust the automatic scores; chosen from the data when `nil`.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: `notEnoughData` below two reviews.
public func ppiMeanCompat(
  labels: [Double], predictions: [Double], unlabeledPredictions: [Double], lambda: Double? = nil,
  confidence: Double = 0.95
) -> PredictionPoweredMean {
  guard let sample = JudgedSample(labels, predictions, unlabeledPredictions), confidence > 0,
    confidence < 1, lambda?.isFinite ?? true, sample.others > 0 || (lambda ?? 0) == 0,
    let z = normalQuantile((1 + confidence) / 2)
  else { return .without(.invalidInput, nil, method: .predictionPoweredNormal) }
  guard sample.n >= 2, let classical = sample.labelMean else {
    return .without(.notEnoughData, sample, confidence, method: .predictionPoweredNormal)
  }
  let n = Double(sample.n)
  let trust = lambda ?? sample.bestLambda(covariance: sample.products / n)
  let residual = sample.residualSquares(trust) / n / n
  let machine =
    sample.others > 0
    ? trust * trust * sample.otherSquares / Double(sample.others * sample.others) : 0
  let error = (residual + machine).squareRoot()
  let mean = sample.mean(trust)
  return PredictionPoweredMean(
    estimate: Estimate(
      value: mean, lower: mean - z * error, upper: mean + z * error, n: sample.n,
      method: .predictionPoweredNormal, confidence: confidence),
    lambda: trust, standardError: finite(error), degreesOfFreedom: nil, classicalMean: classical,
    classicalStandardError: finite((sample.labelSquares / n / n).squareRoot()),
    effectiveSampleSize: nil, rectifier: sample.rectifier)
}

/// How much automatic scores of a known quality can save, before anything is reviewed.
public struct ExpectedGain: Hashable, Sendable {
  /// The variance of the prediction-powered mean over that of the people's mean, in 0…1.
  public let varianceRatio: Double
  /// How many reviews by people alone would tell as much; `nil` when no number would.
  public let equivalentLabels: Double?
}

/// What the best λ gains: 1 − ρ² / (1 + n / N).
///
/// Use it to plan: is the judge good enough to be worth running, and how many reviews will it save.
/// Not as a result; the data decide then.
///
/// The lead is told: "With a machine that agrees this well (0.8), 50 reviews will act like about
/// 120."
///
/// Source: Angelopoulos, Duchi and Zrnic, "PPI++", 2023. Cost: constant.
/// - Parameters:
///   - correlation: between people's and automatic scores, in −1…1.
///   - n: how many conversations people review.
///   - unlabeled: how many more the machine scores.
/// - Returns: `nil` without reviews or with a correlation outside −1…1.
public func ppiExpectedGain(correlation: Double, n: Double, unlabeled: Double) -> ExpectedGain? {
  guard correlation >= -1, correlation <= 1, n > 0, n.isFinite, unlabeled >= 0,
    unlabeled.isFinite
  else { return nil }
  let ratio = unlabeled > 0 ? 1 - correlation * correlation / (1 + n / unlabeled) : 1
  return ExpectedGain(varianceRatio: ratio, equivalentLabels: finite(n / ratio))
}

extension PredictionPoweredMean {
  fileprivate static func without(
    _ status: Estimate.Status, _ sample: JudgedSample?, _ confidence: Double = 0.95,
    method: Estimate.Method = .predictionPowered
  ) -> PredictionPoweredMean {
    PredictionPoweredMean(
      estimate: Estimate(
        value: sample?.labelMean, lower: nil, upper: nil, n: sample?.n ?? 0, method: method,
        status: status, confidence: confidence),
      lambda: nil, standardError: nil, degreesOfFreedom: nil, classicalMean: sample?.labelMean,
      classicalStandardError: nil, effectiveSampleSize: nil, rectifier: sample?.rectifier)
  }
}
