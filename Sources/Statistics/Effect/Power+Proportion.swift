/// The nearest pass rates that a comparison with a baseline is likely to tell from it.
public struct MinimalDetectableProportion: Hashable, Sendable {
  /// `ok`, `notEnoughData` without cases, `infeasible` when the power asked for is not above alpha,
  /// or `invalidInput`.
  public let status: Estimate.Status
  /// The lowest rate above the baseline that would be seen; `nil` if even 100 % would not.
  public let detectableHigher: Double?
  /// The highest rate below the baseline that would be seen; `nil` if even 0 % would not.
  public let detectableLower: Double?
}

/// Tells before the start which pass rate two groups of a size can tell from the present one.
///
/// (p₂ − p₁) √n = z₁₋α/₂ √(2 p̄ q̄) + z_power √(p₁q₁ + p₂q₂): pooled variance if nothing changed,
/// separate ones if it did. Use it for rates of at least about 20 cases a group; for fewer, plan with
/// exact tests.
///
/// Say: "With 100 reviews before and after, a pass rate of 80 % must rise to 94 % to be noticed."
///
/// Cost O(1). Source: Fleiss, Levin and Paik, "Statistical Methods for Rates and Proportions", 4.2.
/// - Parameters:
///   - baseline: the rate to compare with, 0 to 1.
///   - nPerGroup: how many cases on each side.
///   - alpha: how often a difference that is not there may be found.
///   - power: how often a difference of this size should be found.
/// - Returns: the nearest detectable rate on either side.
public func minimalDetectableProportion(
  baseline: Double, nPerGroup: Double, alpha: Double = 0.05, power: Double = 0.8
) -> MinimalDetectableProportion {
  func without(_ status: Estimate.Status) -> MinimalDetectableProportion {
    MinimalDetectableProportion(status: status, detectableHigher: nil, detectableLower: nil)
  }
  guard baseline >= 0, baseline <= 1, nPerGroup >= 0, nPerGroup.isFinite,
    alpha > 0, alpha < 1, let zAlpha = normalQuantile(1 - alpha / 2),
    let zPower = normalQuantile(power)
  else { return without(.invalidInput) }
  guard nPerGroup > 0 else { return without(.notEnoughData) }
  guard power > alpha else { return without(.infeasible) }
  func higher(than base: Double) -> Double? {
    // Convex in the rate, so that there is one root or none.
    func excess(_ rate: Double) -> Double {
      let middle = (base + rate) / 2
      return (rate - base) * nPerGroup.squareRoot()
        - zAlpha * (2 * middle * (1 - middle)).squareRoot()
        - zPower * (base * (1 - base) + rate * (1 - rate)).squareRoot()
    }
    guard base < 1, excess(1) >= 0 else { return nil }
    var (low, high) = (base, 1.0)
    for _ in 0..<100 where high > low.nextUp {
      let middle = low + (high - low) / 2
      if excess(middle) < 0 { low = middle } else { high = middle }
    }
    return high
  }
  return MinimalDetectableProportion(
    status: .ok, detectableHigher: higher(than: baseline),
    detectableLower: higher(than: 1 - baseline).map { 1 - $0 })
}

/// How many times more conversations are needed because those of one agent resemble each other.
///
/// 1 + (m − 1) ρ; the effective number of conversations is their number over this. Use it to plan,
/// and to see why twenty conversations of each of five agents are not a hundred.
///
/// Say: "Twenty chats of one agent tell as much about the team as ten chats of different agents."
///
/// Cost O(1). Source: Kish, "Survey Sampling", 1965.
/// - Parameters:
///   - clusterSize: m, how many conversations each agent contributes, 1 or more.
///   - intraclassCorrelation: ρ, how much two conversations of one agent resemble each other.
/// - Returns: 1 or more for a ρ of 0 or more; `nil` when m and ρ cannot go together.
public func clusterDesignEffect(clusterSize: Double, intraclassCorrelation: Double) -> Double? {
  guard clusterSize >= 1, intraclassCorrelation >= -1, intraclassCorrelation <= 1 else {
    return nil
  }
  let effect = 1 + (clusterSize - 1) * intraclassCorrelation
  return effect >= 0 ? finite(effect) : nil
}

/// How many cases a comparison with a fixed level needs when the spread is known.
public struct SampleSizeZ: Hashable, Sendable {
  /// `ok`, `infeasible` when there is no difference to find, or `invalidInput`.
  public let status: Estimate.Status
  /// Before rounding.
  public let n: Double?
  /// The next whole number.
  public let rounded: Int?
}

/// Plans a comparison of a mean with a fixed level.
///
/// ((z₁₋α/sides + z₁₋β) sigma/delta)², rounded up. Use it for a first idea of size; with an unknown
/// spread and few cases the t test needs one or two more.
///
/// Say: "To notice a drop of 5 points with a spread of 12 you need about 46 reviews."
///
/// Cost O(1). Source: NIST/SEMATECH e-Handbook 7.2.2.2.
/// - Parameters:
///   - alpha: how often a difference that is not there may be found.
///   - beta: how often a difference of delta may be missed.
///   - delta: the difference to be found, in the unit of the score.
///   - sigma: the spread of a single case, in the same unit.
///   - sides: 1 to look in one direction only, else 2.
/// - Returns: the number of cases.
public func sampleSizeZ(
  alpha: Double = 0.05, beta: Double = 0.2, delta: Double, sigma: Double, sides: Int = 2
) -> SampleSizeZ {
  guard sides == 1 || sides == 2, alpha > 0, alpha < 1, beta > 0, beta < 1, sigma >= 0,
    sigma.isFinite, delta.isFinite, let zAlpha = normalQuantile(1 - alpha / Double(sides)),
    let zBeta = normalQuantile(1 - beta)
  else { return SampleSizeZ(status: .invalidInput, n: nil, rounded: nil) }
  let root = (zAlpha + zBeta) * sigma / delta
  guard delta != 0, zAlpha + zBeta > 0, let n = finite(root * root) else {
    return SampleSizeZ(status: .infeasible, n: nil, rounded: nil)
  }
  return SampleSizeZ(status: .ok, n: n, rounded: Int(exactly: n.rounded(.up)))
}
