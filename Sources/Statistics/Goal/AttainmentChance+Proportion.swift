import Glibc

/// The chance to reach a target rate if nothing changes.
public struct ProportionAttainmentChance: Hashable, Sendable {
  /// `ok` or `invalidInput`; defined without any past case.
  public let status: Estimate.Status
  /// How many of the next cases must succeed.
  public let requiredSuccesses: Int?
  /// The chance that at least so many do.
  public let probability: Double?
  /// The share of the next cases that is expected to succeed.
  public let predictiveMean: Double?

  /// The chance in words; `nil` without a chance.
  public var reach: AttainmentChance.Reach? { probability.map(AttainmentChance.Reach.init) }
}

/// Tells how likely a goal for a pass rate is to be reached by going on as before.
///
/// Beta-binomial: the true rate is Beta(x + ½, n − x + ½) after x of n, by Jeffreys' prior, and the
/// next m cases are drawn with it; ⌈target · m⌉ must succeed. A product that is a whole number but
/// for rounding counts as that number.
///
/// Use it for pass rates, top boxes and critical-free rates. Small m make the steps visible: of five
/// reviews, 90 % means all five. Not when next month's cases will be picked differently.
///
/// Say: "To keep 90 % of 20 reviews, 18 must pass; at your present rate that happens one month in
/// four."
///
/// Cost O(m). Sources: Jeffreys 1961; Gelman et al., "Bayesian Data Analysis", 2.
/// - Parameters:
///   - successes: x, how many past cases succeeded.
///   - trials: n, of how many; 0 is allowed.
///   - target: the goal, a share in 0…1.
///   - nextTrials: m, how many cases will come.
/// - Returns: the chance, and what it takes.
public func probabilityOfAttainingProportion(
  successes: Double, trials: Double, target: Double, nextTrials: Int
) -> ProportionAttainmentChance {
  guard successes >= 0, trials >= successes, trials.isFinite, target >= 0, target <= 1,
    nextTrials >= 1
  else {
    return ProportionAttainmentChance(
      status: .invalidInput, requiredSuccesses: nil, probability: nil, predictiveMean: nil)
  }
  let exact = target * Double(nextTrials)
  let isWhole = abs(exact - exact.rounded()) <= 1e-9 * max(1, exact)
  let required = Int((isWhole ? exact.rounded() : exact.rounded(.up)))
  let (a, b) = (successes + 0.5, trials - successes + 0.5)
  return ProportionAttainmentChance(
    status: .ok, requiredSuccesses: required,
    probability: betaBinomialUpperTail(required, of: nextTrials, a: a, b: b),
    predictiveMean: a / (a + b))
}

/// P(K ≥ k) where K of m succeed with a rate drawn from Beta(a, b).
private func betaBinomialUpperTail(_ k: Int, of m: Int, a: Double, b: Double) -> Double? {
  if k <= 0 { return 1 }
  if k > m { return 0 }
  // Sum the side that does not hold the mean, starting at its largest term.
  let isUpper = Double(k) > Double(m) * a / (a + b)
  let start = isUpper ? k : k - 1
  let (size, first) = (Double(m), Double(start))
  // Factor by factor: differences of large log gammas would lose digits.
  var logTerm = 0.0
  for index in 0..<m {
    let i = Double(index)
    let drawn = index < start ? (a + i) / (i + 1) : (b + i - first) / (i - first + 1)
    logTerm += log(drawn / ((a + b + i) / (i + 1)))
  }
  var (term, sum) = (1.0, 0.0)
  var count = start
  while isUpper ? count <= m : count >= 0 {
    sum += term
    let i = Double(count)
    if isUpper {
      term *= (size - i) * (i + a) / ((i + 1) * (size - i - 1 + b))
    } else {
      term *= i * (size - i + b) / ((size - i + 1) * (i - 1 + a))
    }
    count += isUpper ? 1 : -1
  }
  let tail = min(1, exp(logTerm) * sum)
  return finite(isUpper ? tail : 1 - tail)
}
