/// The mean of a finite whole, from automatic scores of all of it and people's scores of a part.
public struct DifferenceEstimator: Hashable, Sendable {
  /// The mean of all automatic scores plus the mean correction.
  public let difference: Estimate
  public let differenceStandardError: Double?
  /// The same with the automatic scores first brought to people's scale by a line.
  public let regression: Estimate
  public let regressionStandardError: Double?
  /// Points of people's score per point of automatic score; 0 when the latter do not vary.
  public let slope: Double?

  /// Whether the numbers mean anything.
  public var status: Estimate.Status { difference.status }
}

/// The score of just these conversations, such as "May", when a random part was reviewed.
///
/// Use it for a closed period, where reviewing everything would leave no uncertainty: the interval
/// carries the finite population correction 1 − n/N. Not for "how good is Anna", which is about
/// conversations to come (``ppiMean(labels:predictions:unlabeledPredictions:scaleMin:scaleMax:confidence:)``).
/// The regression form is better when the machine's points are wider or narrower than people's.
///
/// The lead is told: "May scored 80.5, between 78.3 and 82.7; 30 of its 120 chats were read by
/// people."
///
/// Source: Särndal, Swensson and Wretman, "Model Assisted Survey Sampling", 1992, ch. 6. Cost:
/// linear.
/// - Parameters:
///   - labels: people's scores of the reviewed conversations.
///   - predictions: the automatic scores of the same, in the same order.
///   - allPredictions: the automatic scores of all conversations, the reviewed ones among them.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: `notEnoughData` below two reviews, and no regression interval below three.
public func differenceEstimator(
  labels: [Double], predictions: [Double], allPredictions: [Double], confidence: Double = 0.95
) -> DifferenceEstimator {
  guard let sample = JudgedSample(labels, predictions, allPredictions), confidence > 0,
    confidence < 1, sample.others >= sample.n
  else { return .without(.invalidInput, n: 0, 0.95) }
  guard sample.n >= 2, let labelMean = sample.labelMean else {
    return .without(.notEnoughData, n: sample.n, confidence)
  }
  let n = Double(sample.n)
  let correction = 1 - n / Double(sample.others)
  let slope = sample.predictionSquares > 0 ? sample.products / sample.predictionSquares : 0
  func estimate(_ value: Double, _ squares: Double, df: Int) -> (Estimate, Double?) {
    let error = df > 0 ? (correction * squares / Double(df) / n).squareRoot() : nil
    let t = studentTQuantile((1 + confidence) / 2, degreesOfFreedom: Double(df))
    let reach = error.flatMap { error in t.map { $0 * error } }
    return (
      Estimate(
        value: value, lower: reach.map { value - $0 }, upper: reach.map { value + $0 },
        n: sample.n, method: .differenceEstimator,
        status: squares > 0 ? (reach == nil ? .notEnoughData : .ok) : .noVariation,
        confidence: confidence),
      error.flatMap(finite)
    )
  }
  let (difference, differenceError) = estimate(
    sample.otherMean + labelMean - sample.predictionMean, sample.residualSquares(1),
    df: sample.n - 1)
  let (regression, regressionError) = estimate(
    labelMean + slope * (sample.otherMean - sample.predictionMean),
    sample.residualSquares(slope), df: sample.n - 2)
  return DifferenceEstimator(
    difference: difference, differenceStandardError: differenceError, regression: regression,
    regressionStandardError: regressionError, slope: finite(slope))
}

extension DifferenceEstimator {
  fileprivate static func without(_ status: Estimate.Status, n: Int, _ confidence: Double)
    -> DifferenceEstimator
  {
    let none = Estimate(
      value: nil, lower: nil, upper: nil, n: n, method: .differenceEstimator, status: status,
      confidence: confidence)
    return DifferenceEstimator(
      difference: none, differenceStandardError: nil, regression: none,
      regressionStandardError: nil, slope: nil)
  }
}
