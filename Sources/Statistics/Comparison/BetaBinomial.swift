import Glibc

/// A beta distribution of rates, and what it says about each agent.
public struct BetaBinomialShrinkage: Hashable, Sendable {
  public let status: Estimate.Status
  /// All successes over all cases; `nil` without cases.
  public let pooled: Double?
  /// The mean of the agents' true rates.
  public let mean: Double?
  /// The correlation of two cases of the same agent, 1 / (α + β + 1); 0 means no detectable spread.
  public let rho: Double?
  public let alpha: Double?
  public let beta: Double?
  /// How much more likely the data are than with equal rates, as a difference of logarithms.
  public let logLikelihoodGain: Double?
  /// One per agent, in the given order; without overdispersion everyone has the pooled rate.
  public let posteriors: [BetaPosterior]
}

/// One agent's rate after a beta distribution was updated by the own cases.
public struct BetaPosterior: Hashable, Sendable {
  /// The rate in 0…1 with its interval.
  public let estimate: Estimate
  /// `nil` without a distribution to update.
  public let standardDeviation: Double?
  /// How much the own cases count against what is known from all, in 0…1.
  public let weightOnOwnData: Double
}

/// Rates of agents pulled towards the rate of all, by as much as chance explains.
///
/// Maximum likelihood of the beta-binomial distribution, then the plug-in posterior
/// Beta(α + x, β + n − x). Agents without cases are left out of the fit and get the rate of all.
/// Without overdispersion the likelihood is highest at equal rates: everyone gets the pooled rate,
/// without an interval, because what is unknown about it was not estimated here.
///
/// Use it for pass and CSAT rates of many agents with few cases each. Not for small teams where the
/// width matters: plug-in intervals are too short with fewer than about 20 agents. The unit is a
/// share. Cost: the largest n per iteration.
/// Say: "One failure in four cases is not a 75 % agent; next to 500 other cases 86 % is the better
/// guess." Sources: Skellam 1948; Griffiths 1973; Efron and Morris 1977.
/// - Parameters:
///   - successes: of each agent.
///   - counts: of how many cases.
///   - confidence: the probability inside the limits.
/// - Returns: not enough data below two agents with cases; no variation when all or none succeeded;
///   degenerate when everyone has either only successes or only failures.
public func betaBinomialShrinkage(
  successes: [Int], counts: [Int], confidence: Double = 0.95
) -> BetaBinomialShrinkage {
  func result(
    _ status: Estimate.Status, pooled: Double? = nil, mean: Double? = nil, theta: Double? = nil,
    gain: Double? = nil, posteriors: [BetaPosterior] = []
  ) -> BetaBinomialShrinkage {
    let prior = theta.flatMap { theta in
      theta > 0 ? mean.map { ($0 / theta, (1 - $0) / theta) } : nil
    }
    return BetaBinomialShrinkage(
      status: status, pooled: pooled, mean: mean, rho: theta.map { $0 / (1 + $0) },
      alpha: prior?.0, beta: prior?.1, logLikelihoodGain: gain, posteriors: posteriors)
  }
  guard areShares(successes, of: counts), confidence > 0, confidence < 1 else {
    return result(.invalidInput)
  }
  let (good, all) = (successes.reduce(0, +), counts.reduce(0, +))
  let pooled = all > 0 ? Double(good) / Double(all) : nil
  guard let pooled, counts.count(where: { $0 > 0 }) > 1 else {
    return result(.notEnoughData, pooled: pooled)
  }
  guard good > 0, good < all else { return result(.noVariation, pooled: pooled) }
  switch BetaBinomialLikelihood(successes, counts).maximum(pooled: pooled) {
  case .equalRates:
    let same = Estimate(
      value: pooled, lower: nil, upper: nil, n: all, method: .betaBinomial,
      status: .noOverdispersion, confidence: confidence)
    let posterior = BetaPosterior(estimate: same, standardDeviation: nil, weightOnOwnData: 0)
    return result(
      .noOverdispersion, pooled: pooled, mean: pooled, theta: 0,
      posteriors: Array(repeating: posterior, count: counts.count))
  case .none: return result(.notConverged, pooled: pooled)
  case .noEnd: return result(.degenerate, pooled: pooled)
  case .spread(let mean, let theta, let gain):
    let posteriors = zip(successes, counts).compactMap {
      betaBinomialPosterior(
        alpha: mean / theta, beta: (1 - mean) / theta, successes: $0, n: $1,
        confidence: confidence)
    }
    return result(
      .ok, pooled: pooled, mean: mean, theta: theta, gain: gain, posteriors: posteriors)
  }
}

/// The rate of one agent, given the distribution of all rates: Beta(α + x, β + n − x).
///
/// `nil` unless α and β are positive and 0 ≤ x ≤ n. Cost: two beta quantiles.
public func betaBinomialPosterior(
  alpha: Double, beta: Double, successes: Int, n: Int, confidence: Double = 0.95
) -> BetaPosterior? {
  guard alpha > 0, beta > 0, alpha.isFinite, beta.isFinite, successes >= 0, successes <= n,
    confidence > 0, confidence < 1
  else { return nil }
  let (a, b) = (alpha + Double(successes), beta + Double(n - successes))
  let tail = (1 - confidence) / 2
  let estimate = Estimate(
    value: a / (a + b), lower: betaPoint(lowerTail: tail, a: a, b: b)?.x,
    upper: betaPoint(lowerTail: tail, a: b, b: a)?.complement, n: n, method: .betaBinomial,
    confidence: confidence)
  return BetaPosterior(
    estimate: estimate,
    standardDeviation: (a / (a + b) * (b / (a + b)) / (a + b + 1)).squareRoot(),
    weightOnOwnData: Double(n) / (Double(n) + alpha + beta))
}

/// A beta distribution with the mean and the spread of some observed rates.
public struct BetaBinomialMoments: Hashable, Sendable {
  public let status: Estimate.Status
  /// The plain mean of the rates, every agent counted once; `nil` without cases.
  public let mean: Double?
  /// The standard deviation of the rates over their number less one.
  public let standardDeviation: Double?
  public let alpha: Double?
  public let beta: Double?
}

/// Fits a beta distribution to observed rates by mean and variance: α + β = m (1 − m) / s² − 1.
///
/// A quick start that counts the noise of few cases as spread; for results use
/// ``betaBinomialShrinkage(successes:counts:confidence:)``. Agents without cases are left out.
/// Source: Gelman and others, "Bayesian Data Analysis", 5.1. Linear time.
public func betaBinomialMoments(successes: [Int], counts: [Int]) -> BetaBinomialMoments {
  func without(_ status: Estimate.Status, _ moments: Moments? = nil) -> BetaBinomialMoments {
    BetaBinomialMoments(
      status: status, mean: moments?.mean, standardDeviation: moments?.standardDeviation,
      alpha: nil, beta: nil)
  }
  guard areShares(successes, of: counts) else { return without(.invalidInput) }
  let rates = zip(successes, counts).compactMap { $1 > 0 ? Double($0) / Double($1) : nil }
  let moments = Moments(rates)
  guard let mean = moments.mean, let deviation = moments.standardDeviation else {
    return without(.notEnoughData, moments)
  }
  guard deviation > 0 else { return without(.noVariation, moments) }
  let size = mean * (1 - mean) / (deviation * deviation) - 1
  guard size > 0, size.isFinite else { return without(.degenerate, moments) }
  return BetaBinomialMoments(
    status: .ok, mean: mean, standardDeviation: deviation, alpha: mean * size,
    beta: (1 - mean) * size)
}

private func areShares(_ successes: [Int], of counts: [Int]) -> Bool {
  successes.count == counts.count
    && zip(successes, counts).allSatisfy { $0 >= 0 && $0 <= $1 && $1 < 1 << 40 }
}
