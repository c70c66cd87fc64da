/// Where a rate may lie around a fixed target by chance alone, for one number of cases.
public struct FunnelLimits: Hashable, Sendable {
  /// How many cases the limits are for.
  public let n: Int
  public let target: Double
  /// The chance to lie inside, two-sided, such as 0.95 or 0.998.
  public let level: Double
  public let lower: Double
  public let upper: Double

  /// The same limits, moved apart for a variance between agents that is nobody's fault.
  ///
  /// Distances from the target grow by √((v + τ²) / v) with v = target (1 − target) / n, clipped to
  /// 0…1. Use it when ``overdispersion(_:standardErrors:target:winsorizing:)`` finds phi above 1.
  public func inflated(by tau2: Double) -> FunnelLimits {
    let variance = target * (1 - target) / Double(n)
    guard tau2 > 0, tau2.isFinite, variance > 0 else { return self }
    let factor = ((variance + tau2) / variance).squareRoot()
    return FunnelLimits(
      n: n, target: target, level: level,
      lower: Swift.max(0, target - factor * (target - lower)),
      upper: Swift.min(1, target + factor * (upper - target)))
  }
}

/// Exact binomial limits of a funnel plot, interpolated between whole numbers of successes.
///
/// With r the smallest number for which P(R ≤ r) reaches the tail p, and α the part of its
/// probability that is too much, the limit is (r − α) / n, clipped to 0…1. With very few cases and a
/// target close to 0 or 1 the nearer limit can fall short of the target.
///
/// Use it to show a rate of every agent against one target that was fixed in advance, or against a
/// mean that leaves the agent out. Not against a mean that contains the agent, and not as a test of
/// many agents without correction: of 20 equal agents one lies outside the 95 % limits 63 times in
/// 100. The unit is a share. Cost: log n binomial tails.
/// Say: "With ten conversations anything between 62 and 99 % is what chance does to a rate of 90 %."
/// Source: Spiegelhalter 2005, appendix A.1.1.
/// - Parameters:
///   - n: how many cases; without any the limits are 0 and 1.
///   - target: the rate all are measured against, in 0…1.
///   - level: the chance to lie inside, two-sided.
/// - Returns: `nil` when an argument makes no sense.
public func funnelLimits(n: Int, target: Double, level: Double = 0.95) -> FunnelLimits? {
  guard n >= 0, target >= 0, target <= 1, level > 0, level < 1 else { return nil }
  guard n > 0 else {
    return FunnelLimits(n: n, target: target, level: level, lower: 0, upper: 1)
  }
  let tail = (1 - level) / 2
  // P(R ≤ r) for the lower limit; P(R > r) for the upper one, so that small tails keep digits.
  func below(_ r: Int) -> Double { binomialTails(r, n: n, p: target)?.lower ?? 1 }
  func above(_ r: Int) -> Double { binomialTails(r, n: n, p: target)?.upper ?? 0 }
  let low = firstIndex(in: 0..<n) { below($0) >= tail }
  let high = firstIndex(in: 0..<n) { above($0) <= tail }
  let lowShare = binomialPMF(low, n: n, p: target) ?? 1
  let highShare = binomialPMF(high, n: n, p: target) ?? 1
  let lower = (Double(low) - (below(low) - tail) / lowShare) / Double(n)
  let upper = (Double(high) - (tail - above(high)) / highShare) / Double(n)
  guard lower.isFinite, upper.isFinite else { return nil }
  return FunnelLimits(
    n: n, target: target, level: level, lower: Swift.min(1, Swift.max(0, lower)),
    upper: Swift.min(1, Swift.max(0, upper)))
}

/// How much more agents vary around a target than chance alone would have them vary.
public struct Overdispersion: Hashable, Sendable {
  public let status: Estimate.Status
  /// How many standard errors each value lies from the target.
  public let z: [Double]
  /// The same with the most extreme pulled in to the quantiles.
  public let winsorizedZ: [Double]
  /// The mean square of the winsorised z: 1 by chance alone.
  public let phi: Double?
  /// √phi, but never below 1: what standard errors are multiplied by.
  public let multiplicative: Double?
  /// The variance between agents, in square units, never below 0.
  public let tau2: Double?
  /// z with the variance between agents added to each error.
  public let adjustedZ: [Double]
  /// z over `multiplicative`.
  public let adjustedZMultiplicative: [Double]
}

/// Measures the spread around a target and what has to be added to be fair to everyone.
///
/// The z values are winsorised at the given share and its complement (type-7 quantiles), so that
/// those who really stand out do not widen their own limits. phi = mean z²; τ² = (I phi − (I − 1)) /
/// (Σw − Σw² / Σw), never below 0.
///
/// Use it before a funnel plot of 10 or more agents. Needs two. Cost: one sort.
/// Say: "These agents differ more than luck explains, because their customers differ too; the limits
/// are widened for that before anyone is called unusual." Source: Spiegelhalter 2005.
/// - Parameters:
///   - values: one per agent, such as a rate.
///   - standardErrors: of each, if the target were true; positive.
///   - target: what all are measured against.
///   - share: how much is winsorised at each end, below one half.
/// - Returns: not enough data below two agents.
public func overdispersion(
  _ values: [Double], standardErrors: [Double], target: Double, winsorizing share: Double = 0.1
) -> Overdispersion {
  func without(_ status: Estimate.Status) -> Overdispersion {
    Overdispersion(
      status: status, z: [], winsorizedZ: [], phi: nil, multiplicative: nil, tau2: nil,
      adjustedZ: [], adjustedZMultiplicative: [])
  }
  guard let data = ErrorProneValues(values, standardErrors: standardErrors), abs(target) <= 1e100,
    share >= 0, share < 0.5
  else { return without(.invalidInput) }
  guard data.count > 1 else { return without(.notEnoughData) }
  let z = zip(values, standardErrors).map { ($0 - target) / $1 }
  let sorted = z.sorted()
  let (low, high) = (
    quantile(ofSorted: sorted, at: share), quantile(ofSorted: sorted, at: 1 - share)
  )
  let winsorized = z.map { Swift.min(high, Swift.max(low, $0)) }
  let count = Double(data.count)
  let phi = winsorized.reduce(0) { $0 + $1 * $1 } / count
  let sums = data.sums(tau2: 0)
  let tau2 = Swift.max(
    0, (count * phi - (count - 1)) / (sums.weight - sums.squaredWeight / sums.weight))
  let factor = Swift.max(1, phi.squareRoot())
  return Overdispersion(
    status: .ok, z: z, winsorizedZ: winsorized, phi: phi, multiplicative: factor, tau2: tau2,
    adjustedZ: data.values.indices.map { index in
      (data.values[index] - target) / (data.variances[index] + tau2).squareRoot()
    }, adjustedZMultiplicative: z.map { $0 / factor })
}
