import Glibc

/// Agents' values pulled towards the mean of all, with the spread between agents left uncertain.
public struct HierarchicalNormal: Hashable, Sendable {
  public let status: Estimate.Status
  /// The mean of all true values; its n counts agents.
  public let mean: Estimate
  public let meanStandardDeviation: Double?
  /// The standard deviation between agents' true values: its mean, and how uncertain it is.
  public let spread: Double?
  public let spreadStandardDeviation: Double?
  /// One per agent, in the given order; empty unless the status is ok.
  public let agents: [Agent]

  public struct Agent: Hashable, Sendable {
    /// The value to show, with its interval.
    public let estimate: Estimate
    public let standardDeviation: Double
    /// The probability that the agent's true value lies above the mean of all.
    public let probabilityAboveTeam: Double
  }
}

/// The value of each agent given all agents, for teams of any size.
///
/// y ~ N(θ, se²), θ ~ N(μ, τ²), μ flat, τ half-normal with the given scale, cut off at 8 scales. τ is
/// integrated over (320 Gauss–Legendre points where the posterior is), μ and θ in closed form;
/// limits are quantiles of the mixture. Deterministic, no simulation.
///
/// Use it for the value shown for an agent: it halves the error of the plain mean, and its 95 %
/// intervals held the truth 93 to 99 times in 100 with 5 to 20 agents, where plug-in shrinkage held
/// it 83 to 90. Not for averaging back to the team score, and not to prove that agents differ
/// (``rankSets(_:standardErrors:alpha:adjustment:)``). The scale is in the unit of the values: 10 on
/// 0…100, 0.1 on rates. One agent alone keeps the own value.
/// Say: "With few reviews Anna's 92 is partly luck; knowing the team, 88 is the better guess."
/// Sources: Gelman 2006; Morris 1983. Cost: 320 times the number of agents, some milliseconds.
/// - Parameters:
///   - values: one mean per agent.
///   - standardErrors: how uncertain each is; positive.
///   - tauScale: how large a spread between agents is plausible.
///   - confidence: the probability inside the limits.
/// - Returns: not enough data without agents.
public func hierarchicalNormal(
  _ values: [Double], standardErrors: [Double], tauScale: Double = 10, confidence: Double = 0.95
) -> HierarchicalNormal {
  func without(_ status: Estimate.Status) -> HierarchicalNormal {
    HierarchicalNormal(
      status: status,
      mean: Estimate(
        value: nil, lower: nil, upper: nil, n: values.count, method: .hierarchicalNormal,
        status: status, confidence: confidence), meanStandardDeviation: nil, spread: nil,
      spreadStandardDeviation: nil, agents: [])
  }
  guard let data = ErrorProneValues(values, standardErrors: standardErrors), tauScale > 0,
    tauScale <= 1e100, confidence > 0, confidence < 1
  else { return without(.invalidInput) }
  guard data.count > 0 else { return without(.notEnoughData) }
  let points = spreadPosterior(data, scale: tauScale)
  guard !points.isEmpty else { return without(.notConverged) }
  var mixture = NormalMixture(weights: points.map(\.weight))
  func estimate(_ mixture: NormalMixture) -> Estimate {
    let limits = mixture.limits(confidence)
    return Estimate(
      value: mixture.mean, lower: limits?.lower, upper: limits?.upper, n: data.count,
      method: .hierarchicalNormal, status: limits == nil ? .notConverged : .ok,
      confidence: confidence)
  }
  mixture.set { (points[$0].mean, points[$0].meanVariance) }
  let (mean, meanVariance) = (estimate(mixture), mixture.variance)
  let agents = data.values.indices.map { index in
    var above = 0.0
    mixture.set { place in
      let point = points[place]
      let total = data.variances[index] + point.tau2
      let (own, pulled) = (point.tau2 / total, data.variances[index] / total)
      let distance = own * (data.values[index] - point.mean)
      let free = own * data.variances[index]
      above +=
        point.weight
        * StandardNormal.cdf(distance / (own * own * point.meanVariance + free).squareRoot())
      return (point.mean + distance, free + pulled * pulled * point.meanVariance)
    }
    return HierarchicalNormal.Agent(
      estimate: estimate(mixture), standardDeviation: mixture.variance.squareRoot(),
      probabilityAboveTeam: Swift.min(1, above))
  }
  let spread = points.reduce(0) { $0 + $1.weight * $1.tau2.squareRoot() }
  let spreadVariance = points.reduce(0) { sum, point in
    let part = point.tau2.squareRoot() - spread
    return sum + point.weight * part * part
  }
  return HierarchicalNormal(
    status: .ok, mean: mean, meanStandardDeviation: meanVariance.squareRoot(), spread: spread,
    spreadStandardDeviation: spreadVariance.squareRoot(), agents: agents)
}

/// One value of the spread, its posterior probability, and the mean of all given it.
private struct SpreadPoint {
  let tau2: Double
  var weight: Double
  let mean: Double
  let meanVariance: Double
}

private let spreadRule = GaussLegendre(320)

/// The posterior of the spread on 0…8 scales, as weighted points where it is not negligible.
private func spreadPosterior(_ data: ErrorProneValues, scale: Double) -> [SpreadPoint] {
  func logDensity(_ tau: Double, _ sums: ErrorProneValues.Sums) -> Double {
    let tau2 = tau * tau
    let determinant = data.variances.reduce(0) { $0 + log($1 + tau2) }
    return -0.5 * (tau2 / (scale * scale) + determinant + log(sums.weight) + sums.q)
  }
  func logDensity(_ tau: Double) -> Double { logDensity(tau, data.sums(tau2: tau * tau)) }
  let (from, to) = support(0, 8 * scale, logDensity)
  let (middle, half) = ((from + to) / 2, (to - from) / 2)
  var points: [SpreadPoint] = []
  var logs: [Double] = []
  for (node, weight) in zip(spreadRule.nodes, spreadRule.weights) {
    let tau = middle + half * node
    let sums = data.sums(tau2: tau * tau)
    logs.append(logDensity(tau, sums))
    points.append(
      SpreadPoint(
        tau2: tau * tau, weight: weight, mean: sums.mean, meanVariance: 1 / sums.weight))
  }
  let highest = logs.max() ?? 0
  for index in points.indices { points[index].weight *= exp(logs[index] - highest) }
  let total = points.reduce(0) { $0 + $1.weight }
  guard total > 0, total.isFinite else { return [] }
  for index in points.indices { points[index].weight /= total }
  return points.filter { $0.weight > 1e-18 }
}

/// The part of a range outside which a density is below e⁻⁴² of its height; looked at ever closer.
private func support(_ low: Double, _ high: Double, _ logDensity: (Double) -> Double)
  -> (Double, Double)
{
  var (from, to) = (low, high)
  for _ in 0..<4 {
    let cells = 64
    // Denser near the lower end, where a small spread lives.
    let places = (0...cells).map { index -> Double in
      let share = Double(index) / Double(cells)
      return from + (to - from) * share * share
    }
    let logs = places.map(logDensity)
    let highest = logs.max() ?? 0
    guard let first = logs.firstIndex(where: { $0 > highest - 42 }),
      let last = logs.lastIndex(where: { $0 > highest - 42 })
    else { break }
    let (before, after) = (places[Swift.max(0, first - 1)], places[Swift.min(cells, last + 1)])
    let isNarrower = after - before < 0.7 * (to - from)
    (from, to) = (before, after)
    if !isNarrower { break }
  }
  return (from, to)
}

/// Normal distributions mixed by weights that add up to 1.
struct NormalMixture {
  let weights: [Double]
  private var means: [Double]
  private var deviations: [Double]

  init(weights: [Double]) {
    self.weights = weights
    means = weights
    deviations = weights
  }

  /// Replaces all parts; memory is kept.
  mutating func set(_ part: (Int) -> (mean: Double, variance: Double)) {
    for index in weights.indices {
      let (mean, variance) = part(index)
      means[index] = mean
      deviations[index] = variance.squareRoot()
    }
  }

  var mean: Double {
    let origin = means[0]
    return weights.indices.reduce(origin) { $0 + weights[$1] * (means[$1] - origin) }
  }

  var variance: Double {
    let middle = mean
    return weights.indices.reduce(0) { sum, index in
      let distance = means[index] - middle
      return sum + weights[index] * (deviations[index] * deviations[index] + distance * distance)
    }
  }

  /// The quantiles that leave the same probability outside at both ends.
  func limits(_ confidence: Double) -> (lower: Double, upper: Double)? {
    let tail = (1 - confidence) / 2
    guard let lower = point(tail, sign: 1), let upper = point(tail, sign: -1) else { return nil }
    return (lower, upper)
  }

  /// The point with a tail below it, or above it for sign −1: Newton's method inside a bracket.
  private func point(_ tail: Double, sign: Double) -> Double? {
    guard let z = normalQuantile(tail) else { return nil }
    // Measured downwards from the upper end for the upper tail.
    var (low, high) = (Double.infinity, -Double.infinity)
    for index in weights.indices {
      let own = sign * means[index] + z * deviations[index]
      low = Swift.min(low, own)
      high = Swift.max(high, own)
    }
    var x = sign * mean + z * variance.squareRoot()
    if x <= low || x >= high { x = (low + high) / 2 }
    for _ in 0..<200 {
      if high - low <= 1e-15 * abs(high) { return sign * x }
      var (reached, density) = (0.0, 0.0)
      for index in weights.indices {
        let distance = (x - sign * means[index]) / deviations[index]
        reached += weights[index] * StandardNormal.cdf(distance)
        density += weights[index] / deviations[index] * exp(-distance * distance / 2)
      }
      density /= (2 * Double.pi).squareRoot()
      if reached < tail { low = x } else { high = x }
      var next = x - (reached - tail) / density
      if !(next > low && next < high) { next = (low + high) / 2 }
      if abs(next - x) <= 1e-14 * Swift.max(abs(x), high - low) { return sign * next }
      x = next
    }
    return nil
  }
}
