/// One part of the conversations, such as a language, with its own reviews and automatic scores.
public struct JudgedStratum: Hashable, Sendable {
  /// The part's share of all conversations.
  public let weight: Double
  /// People's scores of the part's reviewed conversations.
  public let labels: [Double]
  /// The automatic scores of the same, in the same order.
  public let predictions: [Double]
  /// The automatic scores of the part's other conversations.
  public let unlabeledPredictions: [Double]

  public init(
    weight: Double, labels: [Double], predictions: [Double], unlabeledPredictions: [Double]
  ) {
    self.weight = weight
    self.labels = labels
    self.predictions = predictions
    self.unlabeledPredictions = unlabeledPredictions
  }
}

/// Prediction-powered means of parts, put together by the parts' sizes.
public struct StratifiedPrediction: Hashable, Sendable {
  /// The mean over all parts, with Student's interval; n is the number of reviews by people.
  public let estimate: Estimate
  public let standardError: Double?
  /// Satterthwaite's degrees of freedom.
  public let degreesOfFreedom: Double?
  /// Each part's own mean and λ, in the order given.
  public let strata: [PredictionPoweredMean]
  /// Which share of further reviews should go to each part; empty when nothing varies.
  public let optimalShares: [Double]

  /// Whether the numbers mean anything.
  public var status: Estimate.Status { estimate.status }
}

/// The mean when the machine judges some languages, channels or reasons better than others.
///
/// Use it where the quality of automatic scores differs between parts: each part has its own λ, and
/// one bad part does not spoil the others. `optimalShares` tells where the next reviews help most.
/// Not for parts with fewer than three reviews: collapse them first.
///
/// The lead is told: "The machine is good for English chats and poor for Hebrew ones; review more of
/// the latter, about half of next week's."
///
/// Sources: Fisch et al. 2024; Satterthwaite 1946; Neyman 1934 (shares). Cost: linear.
/// - Parameters:
///   - strata: the parts; weights sum to 1, else they are scaled to.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: `notEnoughData` when a part has fewer than three reviews.
public func stratifiedPPI(_ strata: [JudgedStratum], confidence: Double = 0.95)
  -> StratifiedPrediction
{
  let samples = strata.map { JudgedSample($0.labels, $0.predictions, $0.unlabeledPredictions) }
  let total = strata.reduce(0) { $0 + $1.weight }
  let parts = strata.map {
    ppiMean(
      labels: $0.labels, predictions: $0.predictions,
      unlabeledPredictions: $0.unlabeledPredictions, confidence: confidence)
  }
  let n = strata.reduce(0) { $0 + $1.labels.count }
  func without(_ status: Estimate.Status, value: Double? = nil, error: Double? = nil)
    -> StratifiedPrediction
  {
    StratifiedPrediction(
      estimate: Estimate(
        value: value, lower: nil, upper: nil, n: n, method: .stratifiedPredictionPowered,
        status: status, confidence: confidence),
      standardError: error, degreesOfFreedom: nil, strata: parts, optimalShares: [])
  }
  guard strata.allSatisfy({ $0.weight >= 0 && $0.weight.isFinite }), confidence > 0,
    confidence < 1, samples.allSatisfy({ $0 != nil }), strata.isEmpty || total > 0
  else { return without(.invalidInput) }
  let powered = samples.compactMap { $0.flatMap { $0.n >= 3 ? PredictionPowered($0) : nil } }
  guard !strata.isEmpty, powered.count == strata.count else { return without(.notEnoughData) }
  let weights = strata.map { $0.weight / total }
  let mean = zip(weights, powered).reduce(0) { $0 + $1.0 * $1.1.mean }
  let variances = zip(weights, powered).map { weight, part in
    weight * weight * part.standardError * part.standardError
  }
  let variance = variances.reduce(0, +)
  let error = variance.squareRoot()
  guard variance > 0 else { return without(.noVariation, value: mean, error: 0) }
  let spread = zip(variances, powered).reduce(0) {
    $0 + $1.0 * $1.0 / Double($1.1.degreesOfFreedom)
  }
  let df = variance * variance / spread
  let t = studentTQuantile((1 + confidence) / 2, degreesOfFreedom: df)
  let needs = zip(weights, powered).map { $0 * $1.residualDeviation }
  let need = needs.reduce(0, +)
  return StratifiedPrediction(
    estimate: Estimate(
      value: mean, lower: t.map { mean - $0 * error }, upper: t.map { mean + $0 * error }, n: n,
      method: .stratifiedPredictionPowered, confidence: confidence),
    standardError: finite(error), degreesOfFreedom: finite(df), strata: parts,
    optimalShares: need > 0 ? needs.map { $0 / need } : [])
}
