/// One part of the conversations, with reviews drawn from it by known chances.
public struct WeightedStratum: Hashable, Sendable {
  /// The part's share of all conversations.
  public let weight: Double
  /// People's scores of the part's reviewed conversations.
  public let labels: [Double]
  /// The automatic scores of the same, in the same order.
  public let predictions: [Double]
  /// The chance each of them had of being reviewed, above 0 and at most 1.
  public let inclusionProbabilities: [Double]
  /// The automatic scores of all conversations of the part, the reviewed ones among them.
  public let allPredictions: [Double]

  public init(
    weight: Double, labels: [Double], predictions: [Double], inclusionProbabilities: [Double],
    allPredictions: [Double]
  ) {
    self.weight = weight
    self.labels = labels
    self.predictions = predictions
    self.inclusionProbabilities = inclusionProbabilities
    self.allPredictions = allPredictions
  }
}

/// A mean score from unequally drawn reviews and automatic scores of everything.
public struct SharpenedMean: Hashable, Sendable {
  /// The corrected mean with Student's interval; n is the number of reviewed conversations.
  public let estimate: Estimate
  public let standardError: Double?
  /// The same mean without automatic scores.
  public let classicalMean: Double?
  public let classicalStandardError: Double?
  /// How many reviewed conversations would have told as much without automatic scores.
  public let effectiveSampleSize: Double?
  /// How far the automatic scores of each part are trusted, in 0…1, in the order given.
  public let lambdas: [Double]
  /// People's score less the automatic one, on average: how far the machine is off.
  public let rectifier: Double?
}

/// The mean of people's scores, sharpened by automatic scores, where reviews had unequal chances.
///
/// In each part λ · mean(f) + Σ w (Y − λ f) / Σ w with w = 1/π and λ = cov(Y, f) / var(f) kept in
/// 0…1; the parts are put together by their shares. Any error of the automatic scores cancels. The
/// interval is about work like this, not about just these conversations, so it has no finite
/// population correction; it is Student's t on the weights' effective number.
///
/// Use it where suspicious conversations were picked more often and the machine judges some
/// languages better than others. Not with fewer than three reviews in a part, and never with a
/// machine that learned from the same reviews it is held against.
///
/// Sources: Hájek 1971; Särndal, Swensson and Wretman 1992, ch. 6; Angelopoulos, Duchi and Zrnic
/// 2023 (λ); Satterthwaite 1946. Cost: linear.
/// - Returns: `notEnoughData` when a part has fewer than three reviews.
public func sharpenedMean(
  _ strata: [WeightedStratum], scaleMin: Double? = nil, scaleMax: Double? = nil,
  confidence: Double = 0.95
) -> SharpenedMean {
  let n = strata.reduce(0) { $0 + $1.labels.count }
  func without(_ status: Estimate.Status) -> SharpenedMean {
    SharpenedMean(
      estimate: Estimate(
        value: nil, lower: nil, upper: nil, n: n, method: .stratifiedPredictionPowered,
        status: status, confidence: confidence),
      standardError: nil, classicalMean: nil, classicalStandardError: nil,
      effectiveSampleSize: nil, lambdas: [], rectifier: nil)
  }
  let total = strata.reduce(0) { $0 + $1.weight }
  guard strata.allSatisfy(\.isSound), confidence > 0, confidence < 1, strata.isEmpty || total > 0
  else { return without(.invalidInput) }
  guard !strata.isEmpty, strata.allSatisfy({ $0.labels.count >= 3 }) else {
    return without(.notEnoughData)
  }
  let shares = strata.map { $0.weight / total }
  let parts = strata.map(SharpenedPart.init)
  func sum(_ value: (SharpenedPart) -> Double) -> Double {
    zip(shares, parts).reduce(0) { $0 + $1.0 * value($1.1) }
  }
  let mean = sum(\.mean)
  let variances = zip(shares, parts).map { $0 * $0 * $1.variance }
  let variance = variances.reduce(0, +)
  let classical = zip(shares, parts).reduce(0) { $0 + $1.0 * $1.0 * $1.1.classicalVariance }
  let spread = zip(variances, parts).reduce(0) { $0 + $1.0 * $1.0 / $1.1.degreesOfFreedom }
  let t =
    variance > 0 && spread > 0
    ? studentTQuantile((1 + confidence) / 2, degreesOfFreedom: variance * variance / spread) : nil
  let error = variance.squareRoot()
  func clipped(_ value: Double) -> Double {
    Swift.max(scaleMin ?? value, Swift.min(scaleMax ?? value, value))
  }
  let effective = variance > 0 ? finite(Double(n) * classical / variance) : nil
  return SharpenedMean(
    estimate: Estimate(
      value: clipped(mean), lower: t.map { clipped(mean - $0 * error) },
      upper: t.map { clipped(mean + $0 * error) }, n: n, effectiveN: effective,
      method: .stratifiedPredictionPowered, status: variance > 0 ? .ok : .noVariation,
      confidence: confidence),
    standardError: finite(error), classicalMean: finite(sum(\.classicalMean)),
    classicalStandardError: finite(classical.squareRoot()), effectiveSampleSize: effective,
    lambdas: parts.map(\.lambda), rectifier: finite(sum(\.rectifier)))
}

extension WeightedStratum {
  fileprivate var isSound: Bool {
    weight >= 0 && weight.isFinite && labels.count == predictions.count
      && labels.count == inclusionProbabilities.count && labels.count <= allPredictions.count
      && (labels + predictions + allPredictions).allSatisfy(\.isFinite)
      && inclusionProbabilities.allSatisfy(isProbability)
  }
}

/// The numbers of one part.
private struct SharpenedPart {
  let lambda: Double
  let mean: Double
  let variance: Double
  let classicalMean: Double
  let classicalVariance: Double
  let degreesOfFreedom: Double
  let rectifier: Double

  init(_ stratum: WeightedStratum) {
    let raw = stratum.inclusionProbabilities.map { 1 / $0 }
    let sum = raw.reduce(0, +)
    let weights = raw.map { $0 / sum }
    func mean(_ values: [Double]) -> Double {
      zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let label = mean(stratum.labels)
    let prediction = mean(stratum.predictions)
    let labels = stratum.labels.map { $0 - label }
    let predictions = stratum.predictions.map { $0 - prediction }
    let spread = mean(predictions.map { $0 * $0 })
    let common = mean(zip(labels, predictions).map { $0 * $1 })
    let lambda = spread > 0 ? Swift.max(0, Swift.min(1, common / spread)) : 0
    let whole = shiftedMean(stratum.allPredictions)
    let count = Double(stratum.labels.count)
    func variance(_ rests: [Double], lost: Double) -> Double {
      let squares = zip(weights, rests).reduce(0) { $0 + $1.0 * $1.0 * $1.1 * $1.1 }
      return squares * count / Swift.max(1, count - lost)
    }
    let all = Double(stratum.allPredictions.count)
    let machine = stratum.allPredictions.reduce(0) { $0 + ($1 - whole) * ($1 - whole) }
    let ofAll = all > 1 ? lambda * lambda * machine / (all - 1) / all : 0
    // What a λ at an end of its range leaves in common between the two sums.
    let crossed = all > 0 ? 2 * lambda * (common - lambda * spread) / all : 0
    let lost = lambda > 0 ? 2.0 : 1
    self.lambda = lambda
    self.mean = label + lambda * (whole - prediction)
    self.variance = Swift.max(
      0,
      variance(zip(labels, predictions).map { $0 - lambda * $1 }, lost: lost) + ofAll + crossed)
    classicalMean = label
    classicalVariance = variance(labels, lost: 1)
    degreesOfFreedom = Swift.max(1, effectiveCount(raw) - lost)
    rectifier = label - prediction
  }
}
