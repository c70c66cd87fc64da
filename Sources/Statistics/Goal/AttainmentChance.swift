/// The chance to reach a target if nothing changes.
public struct AttainmentChance: Hashable, Sendable {
  /// The mean of the next periods: what is expected, with its prediction interval.
  public let prediction: Estimate
  /// The spread of past periods, in the unit of the score.
  public let standardDeviation: Double?
  /// The spread of the mean of the next periods around what is expected.
  public let predictiveDeviation: Double?
  /// The number of past periods minus 1.
  public let degreesOfFreedom: Double?
  /// The chance that the mean of the next periods reaches the target.
  public let probability: Double?
  /// The share of past periods that reached it.
  public let historicalShare: Double?
  /// The target that would be reached 50 times in 100.
  public let targetAt50: Double?
  /// The target that would be reached 80 times in 100.
  public let targetAt80: Double?

  /// In what words a chance is told.
  public enum Reach: String, Hashable, Sendable {
    /// Above 80 %: the goal is already there, a harder one would move something.
    case alreadyThere
    /// 20 to 80 %.
    case withinReach
    /// Below 20 %: not without working differently.
    case needsChange
  }

  /// The chance in words; `nil` without a chance.
  public var reach: Reach? { probability.map(Reach.init) }
}

extension AttainmentChance.Reach {
  /// The words for a probability.
  public init(_ probability: Double) {
    self = probability > 0.8 ? .alreadyThere : probability < 0.2 ? .needsChange : .withinReach
  }
}

/// Tells how likely a goal for a mean is to be reached by going on as before.
///
/// Student's predictive distribution: the mean of the next m periods is around the mean of the past n
/// with deviation s √(1/m + 1/n) and n − 1 degrees of freedom. Periods are taken as exchangeable and
/// without trend. When all past periods are equal the status is `noVariation`: nothing is known
/// about what can happen.
///
/// Use it when a goal is set, from six periods or more. Not with a trend, see ``mannKendall(_:)``,
/// nor with seasons. A goal reached with a chance of 60 % was reached by luck as much as by work.
///
/// Say: "Your goal of 85 has been reached in 1 of the last 6 months; without a change the chance next
/// month is about 12 %."
///
/// Cost O(n). Source: Geisser, "Predictive Inference", 1993.
/// - Parameters:
///   - history: one mean per past period, in the unit of the score; `nil` for a missing one.
///   - target: the goal, in the same unit; reaching it exactly counts.
///   - periods: m, over how many next periods the mean is taken.
///   - lowerIsBetter: whether the goal is reached from above, as for a time to answer.
///   - confidence: the coverage of the prediction interval, two-sided.
/// - Returns: the chance, and the targets with a chance of 50 and 80 %.
public func probabilityOfAttaining(
  history: [Double?], target: Double, periods: Int = 1, lowerIsBetter: Bool = false,
  confidence: Double = 0.95
) -> AttainmentChance {
  let past = history.compactMap { $0 }
  let moments = Moments(past)
  func without(_ status: Estimate.Status) -> AttainmentChance {
    let isValid = status != .invalidInput
    return AttainmentChance(
      prediction: Estimate(
        value: isValid ? moments.mean : nil, lower: nil, upper: nil, n: past.count,
        method: .studentPrediction, status: status, confidence: confidence),
      standardDeviation: nil, predictiveDeviation: nil, degreesOfFreedom: nil, probability: nil,
      historicalShare: isValid && !past.isEmpty ? share() : nil, targetAt50: nil, targetAt80: nil)
  }
  func share() -> Double {
    Double(past.count { lowerIsBetter ? $0 <= target : $0 >= target }) / Double(past.count)
  }
  guard past.allSatisfy(\.isFinite), target.isFinite, periods >= 1, confidence > 0,
    confidence < 1
  else { return without(.invalidInput) }
  guard let mean = moments.mean, let spread = moments.standardDeviation else {
    return without(.notEnoughData)
  }
  let (n, df) = (Double(past.count), Double(past.count - 1))
  let deviation = spread * (1 / Double(periods) + 1 / n).squareRoot()
  let distance = (lowerIsBetter ? target - mean : mean - target) / deviation
  guard deviation > 0, deviation.isFinite,
    let probability = studentTCDF(distance, degreesOfFreedom: df),
    let quantile = studentTQuantile((1 + confidence) / 2, degreesOfFreedom: df),
    let eighty = studentTQuantile(0.8, degreesOfFreedom: df)
  else { return without(.noVariation) }
  return AttainmentChance(
    prediction: Estimate(
      value: mean, lower: mean - quantile * deviation, upper: mean + quantile * deviation,
      n: past.count, method: .studentPrediction, confidence: confidence),
    standardDeviation: spread, predictiveDeviation: deviation, degreesOfFreedom: df,
    probability: probability, historicalShare: share(), targetAt50: mean,
    targetAt80: finite(lowerIsBetter ? mean + eighty * deviation : mean - eighty * deviation))
}
