/// Agents' values pulled towards the mean of all by as much as chance explains.
public struct PartialPooling: Hashable, Sendable {
  public let status: Estimate.Status
  /// The mean of all true values; its n counts agents.
  public let mean: Estimate
  public let meanStandardError: Double?
  /// The variance between agents' true values, in square units; 0 means none can be detected.
  public let tau2: Double?
  public let heterogeneity: Heterogeneity?
  /// One per agent, in the given order; empty unless the status is ok.
  public let agents: [PooledAgent]
}

/// One agent's value after pooling.
public struct PooledAgent: Hashable, Sendable {
  public let estimate: Estimate
  public let standardError: Double
  /// How much of the way to the mean of all: 0 keeps the own value, 1 takes the mean.
  public let shrinkage: Double
}

/// Shrinks normal values towards their mean, taking the spread between agents as known.
///
/// y ~ N(θ, se²), θ ~ N(μ, τ²); B = se² / (se² + τ²); the value is (1 − B) y + B μ with variance
/// (1 − B) se² + B² SE(μ)².
///
/// Use it for many agents (20 and more) or for parity with meta-analysis programs. Not for small
/// teams: its 95 % intervals held the truth 83 to 90 times in 100 there
/// (``hierarchicalNormal(_:standardErrors:tauScale:confidence:)``). Never average shrunken values
/// back to a team score. Say: "Part of the gap between people is luck; this is what is left of it."
/// Sources: Efron and Morris 1975; DerSimonian and Laird 1986; Paule and Mandel 1982. Linear time
/// per iteration.
/// - Parameters:
///   - values: one mean per agent, in the unit of the score.
///   - standardErrors: how uncertain each is; positive.
///   - method: how the variance between agents is estimated.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: not enough data below two agents.
public func partialPooling(
  _ values: [Double], standardErrors: [Double], method: SpreadMethod = .pauleMandel,
  confidence: Double = 0.95
) -> PartialPooling {
  func without(_ status: Estimate.Status, _ mean: Double? = nil) -> PartialPooling {
    PartialPooling(
      status: status,
      mean: Estimate(
        value: mean, lower: nil, upper: nil, n: values.count, method: .partialPooling,
        status: status, confidence: confidence), meanStandardError: nil, tau2: nil,
      heterogeneity: nil, agents: [])
  }
  guard let data = ErrorProneValues(values, standardErrors: standardErrors),
    let z = criticalZ(confidence)
  else { return without(.invalidInput) }
  guard data.count > 1 else { return without(.notEnoughData, values.first) }
  guard let tau2 = data.tau2(method) else { return without(.notConverged) }
  let sums = data.sums(tau2: tau2)
  func estimate(_ value: Double, _ error: Double) -> Estimate {
    Estimate(
      value: value, lower: value - z * error, upper: value + z * error, n: data.count,
      method: .partialPooling, confidence: confidence)
  }
  let agents = data.values.indices.map { index in
    let variance = data.variances[index]
    let shrinkage = variance / (variance + tau2)
    let rest = tau2 / (variance + tau2)
    let error =
      (rest * variance + shrinkage * shrinkage / sums.weight).squareRoot()
    return PooledAgent(
      estimate: estimate(rest * data.values[index] + shrinkage * sums.mean, error),
      standardError: error, shrinkage: shrinkage)
  }
  return PartialPooling(
    status: .ok, mean: estimate(sums.mean, sums.standardError),
    meanStandardError: sums.standardError, tau2: tau2, heterogeneity: data.heterogeneity,
    agents: agents)
}
