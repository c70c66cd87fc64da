/// What was seen of one stratum.
public struct Stratum: Hashable, Sendable {
  /// How many conversations it has.
  public let size: Int
  /// How many were reviewed.
  public let n: Int
  /// Their mean; `nil` without any.
  public let mean: Double?
  /// Their variance over n − 1, in square units; `nil` below two.
  public let variance: Double?

  public init(size: Int, n: Int, mean: Double?, variance: Double?) {
    self.size = size
    self.n = n
    self.mean = mean
    self.variance = variance
  }

  public init(size: Int, values: [Double]) {
    let moments = Moments(values)
    self.init(
      size: size, n: moments.n, mean: moments.mean,
      variance: moments.standardDeviation.map { $0 * $0 })
  }
}

/// The mean of a whole that was sampled stratum by stratum.
public struct StratifiedMean: Hashable, Sendable {
  public let estimate: Estimate
  public let standardError: Double?
  /// The square of the standard error.
  public let variance: Double?
  /// Satterthwaite's degrees of freedom; `nil` when everything was reviewed.
  public let degreesOfFreedom: Double?
  /// Reviews less strata, which other programs use.
  public let designDegreesOfFreedom: Int?

  public var status: Estimate.Status { estimate.status }
}

/// The mean over strata, each counted by its size, with the finite population correction.
///
/// Σ W ȳ with W = N_h / N; variance Σ W² (1 − n / N) s² / n; t with Satterthwaite's degrees of freedom.
///
/// Use it for "the score of May" when each agent or channel was sampled at its own rate. Not for
/// samples with a probability per conversation (``horvitzThompson(values:inclusionProbabilities:population:)``),
/// and not for how good the team is in general, which the finite population correction understates.
/// The unit is that of the values. Linear in the number of strata.
/// Say: "Each agent counts by how many conversations they had, not by how many we happened to read."
/// Source: Cochran 1977, chapter 5.
/// - Returns: not enough data when a stratum has no review; the mean without an interval when one
///   has a single review of several conversations.
public func stratifiedMean(_ strata: [Stratum], confidence: Double = 0.95) -> StratifiedMean {
  let count = strata.reduce(0) { $0 + Swift.max(0, $1.n) }
  func result(
    _ status: Estimate.Status, _ mean: Double? = nil, reach: Double? = nil, error: Double? = nil,
    freedom: Double? = nil
  ) -> StratifiedMean {
    let limits = mean.flatMap { mean in reach.map { (mean - $0, mean + $0) } }
    return StratifiedMean(
      estimate: Estimate(
        value: mean, lower: limits?.0, upper: limits?.1, n: count, method: .stratified,
        status: status, confidence: confidence), standardError: error,
      variance: error.map { $0 * $0 }, degreesOfFreedom: freedom,
      designDegreesOfFreedom: error == nil ? nil : count - strata.count)
  }
  guard confidence > 0, confidence < 1, strata.allSatisfy(\.isValid) else {
    return result(.invalidInput)
  }
  let total = strata.reduce(0.0) { $0 + Double($1.size) }
  guard total > 0 else { return result(.notEnoughData) }
  let (mean, isComplete) = strata.reduce(into: (0.0, true)) { sum, stratum in
    sum.0 += Double(stratum.size) / total * (stratum.mean ?? 0)
    sum.1 = sum.1 && stratum.mean != nil
  }
  guard isComplete else { return result(.notEnoughData) }
  var (variance, squares) = (0.0, 0.0)
  for stratum in strata where stratum.n < stratum.size {
    guard let spread = stratum.variance, stratum.n > 1 else { return result(.notEnoughData, mean) }
    let (share, n) = (Double(stratum.size) / total, Double(stratum.n))
    let part = share * share * (1 - n / Double(stratum.size)) * spread / n
    variance += part
    squares += part * part / (n - 1)
  }
  let error = variance.squareRoot()
  let isCensus = strata.allSatisfy { $0.n == $0.size }
  guard variance > 0 else {
    return result(isCensus ? .ok : .noVariation, mean, reach: 0, error: 0)
  }
  let freedom = variance / squares * variance
  guard let t = studentTQuantile((1 + confidence) / 2, degreesOfFreedom: freedom) else {
    return result(.degenerate, mean, error: error)
  }
  return result(.ok, mean, reach: t * error, error: error, freedom: freedom)
}

extension Stratum {
  fileprivate var isValid: Bool {
    size > 0 && n >= 0 && n <= size && (n == 0 || mean != nil)
      && mean.map { abs($0) <= 1e100 } ?? true
      && variance.map { $0 >= 0 && $0 <= 1e100 } ?? true
  }
}
