/// Wilson's score interval with a continuity correction, for parity with older reports.
///
/// Wider than needed: it covers at least as often as asked for almost everywhere. Prefer
/// ``wilsonInterval(successes:n:confidence:)``. The value is a share in 0…1. Constant time.
/// Source: Newcombe 1998, "Two-sided confidence intervals for the single proportion", method 4.
public func wilsonIntervalContinuityCorrected(
  successes: Double, n: Double, confidence: Double = 0.95
) -> Estimate {
  share(successes, n, .wilsonCorrected, confidence) { z in
    let (p, square) = (successes / n, z * z)
    let q = 1 - p
    let below = square - 2 - 1 / n + 4 * p * (n * q + 1)
    let above = square + 2 - 1 / n + 4 * p * (n * q - 1)
    let (middle, width) = (2 * successes + square, 2 * (n + square))
    return (
      (middle - 1 - z * Swift.max(0, below).squareRoot()) / width,
      (middle + 1 + z * Swift.max(0, above).squareRoot()) / width
    )
  }
}

/// The interval of a share from the beta distribution that Jeffreys' prior leads to.
///
/// Quantiles of Beta(x + ½, n − x + ½); the ends are exactly 0 without a success and exactly 1
/// without a failure (Brown, Cai and DasGupta 2001). Use it where a probability statement about the
/// rate is wanted: "with 95 % probability the rate lies here". Not a guarantee for every true rate.
/// The value is a share in 0…1. Cost: two beta quantiles, some microseconds.
public func jeffreysInterval(successes: Double, n: Double, confidence: Double = 0.95) -> Estimate {
  share(successes, n, .jeffreys, confidence) { _ in
    let tail = (1 - confidence) / 2
    let (a, b) = (successes + 0.5, n - successes + 0.5)
    guard let lower = betaPoint(lowerTail: tail, a: a, b: b)?.x,
      let upper = betaPoint(lowerTail: tail, a: b, b: a)?.complement
    else { return nil }
    return (lower, upper)
  }
}

/// The exact interval of a share: it holds the truth at least as often as it says, always.
///
/// Quantiles of Beta(x, n − x + 1) and Beta(x + 1, n − x). Use it for a contractual guarantee, such
/// as a fault rate that must not be exceeded; for everyday display it is needlessly wide.
/// Say: "Whatever the true rate is, an interval made like this is right at least 95 times in 100."
/// The value is a share in 0…1. Source: Clopper and Pearson 1934. Cost: two beta quantiles.
public func clopperPearsonInterval(successes: Double, n: Double, confidence: Double = 0.95)
  -> Estimate
{
  share(successes, n, .clopperPearson, confidence) { _ in
    let tail = (1 - confidence) / 2
    let failures = n - successes
    let lower =
      successes == 0 ? 0 : betaPoint(lowerTail: tail, a: successes, b: failures + 1)?.x
    let upper =
      failures == 0 ? 1 : betaPoint(lowerTail: tail, a: failures, b: successes + 1)?.complement
    guard let lower, let upper else { return nil }
    return (lower, upper)
  }
}

/// The normal interval of a share after z² observations, half of them good, are added.
///
/// Kept for parity with other tools; Wilson's interval is never wider and stays inside 0…1 by
/// itself. The value is a share in 0…1. Source: Agresti and Coull 1998. Constant time.
public func agrestiCoullInterval(successes: Double, n: Double, confidence: Double = 0.95)
  -> Estimate
{
  share(successes, n, .agrestiCoull, confidence, endsAreExact: false) { z in
    let size = n + z * z
    let middle = (successes + z * z / 2) / size
    let reach = z * (middle * (1 - middle) / size).squareRoot()
    return (middle - reach, middle + reach)
  }
}

/// An estimate of a share from its limits, clipped to 0…1.
@inline(__always)
private func share(
  _ successes: Double, _ n: Double, _ method: Estimate.Method, _ confidence: Double,
  endsAreExact: Bool = true, limits: (_ z: Double) -> (lower: Double, upper: Double)?
) -> Estimate {
  guard isShare(successes, of: n), let z = criticalZ(confidence) else { return .invalid(method) }
  guard n > 0 else { return .unknownShare(method, confidence) }
  let found = limits(z)
  let lower = endsAreExact && successes == 0 ? 0 : found.map { Swift.max(0, $0.lower) }
  let upper = endsAreExact && successes == n ? 1 : found.map { Swift.min(1, $0.upper) }
  return Estimate(
    value: successes / n, lower: lower, upper: upper, n: wholeCount(n), effectiveN: n,
    method: method, status: found == nil ? .notConverged : .ok, confidence: confidence)
}
