/// A share of successes with Wilson's score interval; for pass rates and critical-free rates.
///
/// Source: Wilson 1927; Brown, Cai and DasGupta 2001. The lower end is exactly 0 without a success,
/// the upper exactly 1 without a failure. Without data the interval is the whole of 0…1.
/// - Parameters:
///   - successes: how many, or their weight.
///   - n: of how many, or of what weight.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: a share in 0…1.
public func wilsonInterval(successes: Double, n: Double, confidence: Double = 0.95) -> Estimate {
  wilson(
    successes: successes, n: n, count: Int(exactly: n.rounded(.down)) ?? 0, method: .wilson,
    confidence: confidence)
}

/// A share of successes with Wilson's score interval.
public func wilsonInterval(successes: Int, of n: Int, confidence: Double = 0.95) -> Estimate {
  wilsonInterval(successes: Double(successes), n: Double(n), confidence: confidence)
}

func wilson(
  successes: Double, n: Double, count: Int, method: Estimate.Method, confidence: Double
) -> Estimate {
  guard n.isFinite, n >= 0, successes >= 0, successes <= n, confidence > 0, confidence < 1,
    let z = normalQuantile((1 + confidence) / 2)
  else { return .invalid(method) }
  guard n > 0 else {
    return Estimate(
      value: nil, lower: 0, upper: 1, n: 0, method: method, status: .notEnoughData,
      confidence: confidence)
  }
  let share = successes / n
  let square = z * z
  let middle = (successes + square / 2) / (n + square)
  let reach = z / (n + square) * (successes * (1 - share) + square / 4).squareRoot()
  return Estimate(
    value: share, lower: successes == 0 ? 0 : Swift.max(0, middle - reach),
    upper: successes == n ? 1 : Swift.min(1, middle + reach), n: count, effectiveN: n,
    method: method, confidence: confidence)
}
