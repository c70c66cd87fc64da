import Glibc

/// P(a, x): the share of a gamma distribution of shape a, scale 1, that lies at or below x.
///
/// `nil` outside a > 0, x ≥ 0. Series below x = a + 1, continued fraction above, both on a prefix
/// that keeps its digits for large a. Cost grows with √a.
/// Source: NIST Digital Library of Mathematical Functions, 8.11.4 and 8.9.2.
public func regularizedLowerGamma(a: Double, x: Double) -> Double? {
  guard a > 0, a.isFinite, x >= 0, x.isFinite else { return nil }
  return gammaTails(a: a, x: x).lower
}

/// Q(a, x) = 1 − P(a, x), with all its digits where it is small; `nil` outside a > 0, x ≥ 0.
public func regularizedUpperGamma(a: Double, x: Double) -> Double? {
  guard a > 0, a.isFinite, x >= 0, x.isFinite else { return nil }
  return gammaTails(a: a, x: x).upper
}

/// The x with P(a, x) = p; `nil` outside 0 < p < 1 or without a positive shape.
public func gammaQuantile(_ p: Double, shape a: Double) -> Double? {
  guard p > 0, p < 1, a > 0, a.isFinite else { return nil }
  return p <= 0.5
    ? gammaPoint(tail: p, isLower: true, shape: a)
    : gammaPoint(tail: 1 - p, isLower: false, shape: a)
}

/// Both tails of the gamma distribution, the smaller one with full relative accuracy.
func gammaTails(a: Double, x: Double) -> (lower: Double, upper: Double) {
  if x <= 0 { return (0, 1) }
  let power = gammaPower(a: a, x: x)
  if x < a + 1 {
    let lower = Swift.min(1, power / a * gammaSeries(a: a, x: x))
    return (lower, 1 - lower)
  }
  let upper = Swift.min(1, power * gammaFraction(a: a, x: x))
  return (1 - upper, upper)
}

/// x^a e^−x / Γ(a), the density over the logarithm of x.
///
/// Source: Loader, "Fast and Accurate Computation of Binomial Probabilities", 2000.
func gammaPower(a: Double, x: Double) -> Double {
  let excess = (x - a) / a
  let exponent = a * (logRatio(excess, x / a) - excess) - stirlingError(a)
  return (a / (2 * Double.pi)).squareRoot() * exp(exponent)
}

/// Σ x^k / ((a + 1) … (a + k)).
private func gammaSeries(a: Double, x: Double) -> Double {
  var term = 1.0
  var sum = 1.0
  var denominator = a
  for _ in 0..<10_000_000 {
    denominator += 1
    term *= x / denominator
    sum += term
    if term <= sum * 1e-17 { break }
  }
  return sum
}

/// The continued fraction of Γ(a, x) / (x^a e^−x), by Lentz's method.
private func gammaFraction(a: Double, x: Double) -> Double {
  let tiny = 1e-300
  var b = x + 1 - a
  var numerator = 1 / tiny
  var denominator = 1 / b
  var value = denominator
  for step in 1..<10_000_000 {
    let i = Double(step)
    let factor = -i * (i - a)
    b += 2
    denominator = factor * denominator + b
    if abs(denominator) < tiny { denominator = tiny }
    denominator = 1 / denominator
    numerator = b + factor / numerator
    if abs(numerator) < tiny { numerator = tiny }
    let change = denominator * numerator
    value *= change
    if abs(change - 1) < 2e-16 { break }
  }
  return value
}

/// The x that cuts off a tail of the given size, found in the logarithm of x.
///
/// The logarithm of either tail is concave there, so Newton's method comes to rest from anywhere.
private func gammaPoint(tail: Double, isLower: Bool, shape a: Double) -> Double? {
  let smallest = (log(tail) + lgamma(a + 1).0) / a
  if isLower && smallest < -700 { return exp(smallest) }
  var position = gammaStart(tail: tail, isLower: isLower, shape: a, smallest: smallest)
  for _ in 0..<200 {
    let x = exp(position)
    let tails = gammaTails(a: a, x: x)
    let reached = isLower ? tails.lower : tails.upper
    let slope = (isLower ? 1 : -1) * gammaPower(a: a, x: x) / reached
    let step = halleyStep(log(reached / tail), slope: slope, bend: a - x - slope)
    guard step.isFinite else { return nil }
    position += Swift.max(-5, Swift.min(5, step))
    if abs(step) < 1e-6 { return finite(exp(position)) }
  }
  return nil
}

/// Wilson and Hilferty's cube of a normal value; the leading term of the series for small ones.
private func gammaStart(tail: Double, isLower: Bool, shape a: Double, smallest: Double) -> Double {
  let z = (normalQuantile(tail) ?? 0) * (isLower ? 1 : -1)
  let root = 1 - 1 / (9 * a) + z / (3 * a.squareRoot())
  guard root > 0.1 else { return smallest }
  return log(a) + 3 * log(root)
}

/// One step of Halley's method towards a zero, or of Newton's where Halley's would leap.
///
/// The bend is the second derivative over the first.
func halleyStep(_ value: Double, slope: Double, bend: Double) -> Double {
  let newton = -value / slope
  let correction = newton * bend / 2
  return abs(correction) < 0.5 ? newton / (1 + correction) : newton
}
