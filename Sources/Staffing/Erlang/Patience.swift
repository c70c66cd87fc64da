public import Statistics

/// The mean patience of customers, from those who hung up and everything that was waited.
///
/// Waits that ended with an answer are censored: the customer would have waited longer. For an
/// exponential patience the likelihood is largest at all seconds waited ÷ those who hung up. The
/// interval takes the number of those as Poisson and is exact (Garwood 1936); with few of them it
/// is wide: twelve leave it between half and twice the value. Source: Mandelbaum and Zeltyn 2007.
/// - Parameters:
///   - abandoned: how many hung up while waiting.
///   - waited: seconds waited by everybody, answered or not.
///   - confidence: the coverage of the interval, two-sided.
/// - Returns: seconds; without anybody who hung up only a lower end, and `notEnoughData`.
public func patience(abandoned: Int, waited: Double, confidence: Double = 0.95) -> Estimate {
  func answer(_ value: Double?, _ lower: Double?, _ upper: Double?, _ status: Estimate.Status)
    -> Estimate
  {
    Estimate(
      value: value, lower: lower, upper: upper, n: Swift.max(0, abandoned),
      method: .poissonExposure, status: status, confidence: confidence)
  }
  guard abandoned >= 0, waited >= 0, waited.isFinite, confidence > 0, confidence < 1 else {
    return answer(nil, nil, nil, .invalidInput)
  }
  guard waited > 0 else { return answer(nil, nil, nil, .notEnoughData) }
  let tail = (1 - confidence) / 2
  let most = gammaQuantile(1 - tail, shape: Double(abandoned) + 1)
  guard abandoned > 0 else {
    return answer(nil, most.map { waited / $0 }, nil, .notEnoughData)
  }
  let fewest = gammaQuantile(tail, shape: Double(abandoned))
  return answer(
    waited / Double(abandoned), most.map { waited / $0 }, fewest.map { waited / $0 }, .ok)
}
