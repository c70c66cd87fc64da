import Glibc

/// The natural logarithm of the gamma function at a positive argument; `nil` elsewhere.
public func logGamma(_ x: Double) -> Double? {
  guard x > 0, x.isFinite else { return nil }
  return finite(lgamma(x).0)
}

/// I_x(a, b), the regularized incomplete beta function; `nil` outside its domain.
///
/// Source: NIST Digital Library of Mathematical Functions, 8.17.22 (continued fraction).
public func regularizedIncompleteBeta(a: Double, b: Double, x: Double) -> Double? {
  guard a > 0, b > 0, a.isFinite, b.isFinite, x >= 0, x <= 1 else { return nil }
  return incompleteBeta(a: a, b: b, x: x, complement: 1 - x)
}

/// I_x(a, b) where 1 − x is known more exactly than the subtraction would give it.
func incompleteBeta(a: Double, b: Double, x: Double, complement: Double) -> Double {
  betaTails(a: a, b: b, x: x, complement: complement).lower
}

/// I_x(a, b) where the power before the continued fraction is known already.
func incompleteBeta(a: Double, b: Double, x: Double, complement: Double, power: Double) -> Double {
  x <= (a + 1) / (a + b + 2)
    ? power * betaFraction(a: a, b: b, x: x) / a
    : 1 - power * betaFraction(a: b, b: a, x: complement) / b
}

/// I_x(a, b) and 1 − I_x(a, b), the smaller one with full relative accuracy.
func betaTails(a: Double, b: Double, x: Double, complement: Double)
  -> (lower: Double, upper: Double)
{
  if x <= 0 { return (0, 1) }
  if complement <= 0 { return (1, 0) }
  let power = betaPower(a: a, b: b, x: x, complement: complement)
  if x <= (a + 1) / (a + b + 2) {
    let lower = Swift.min(1, power * betaFraction(a: a, b: b, x: x) / a)
    return (lower, 1 - lower)
  }
  let upper = Swift.min(1, power * betaFraction(a: b, b: a, x: complement) / b)
  return (1 - upper, upper)
}

/// x^a (1 − x)^b / B(a, b), by the deviance of the two powers so that large a and b lose nothing.
///
/// Source: Loader, "Fast and Accurate Computation of Binomial Probabilities", 2000.
func betaPower(a: Double, b: Double, x: Double, complement: Double) -> Double {
  let sum = a + b
  let excess = x <= complement ? x * sum - a : b - complement * sum
  let exponent =
    a * logRatio(excess / a, x * sum / a) + b * logRatio(-excess / b, complement * sum / b)
    + stirlingError(sum) - stirlingError(a) - stirlingError(b)
  return (a / sum * b / (2 * Double.pi)).squareRoot() * exp(exponent)
}

/// log of a ratio that is 1 plus an excess, by whichever of the two is the more exact.
func logRatio(_ excess: Double, _ ratio: Double) -> Double {
  abs(excess) < 0.5 ? log1p(excess) : log(ratio)
}

/// log Γ(z) minus its main terms (z − ½) log z − z + ½ log 2π.
///
/// Source: NIST Digital Library of Mathematical Functions, 5.11.1.
func stirlingError(_ z: Double) -> Double {
  guard z < 16 else {
    let inverse = 1 / z
    return inverse * polynomial(stirlingCoefficients, inverse * inverse)
  }
  return lgamma(z).0 - (z - 0.5) * log(z) + z - 0.5 * log(2 * Double.pi)
}

private let stirlingCoefficients = [
  1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156,
]

/// The continued fraction of the incomplete beta function, by Lentz's method.
private func betaFraction(a: Double, b: Double, x: Double) -> Double {
  let tiny = 1e-300
  func kept(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
  var numerator = 1.0
  var denominator = 1 / kept(1 - (a + b) * x / (a + 1))
  var value = denominator
  for step in 1...20_000 {
    let m = Double(step)
    let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    denominator = 1 / kept(1 + even * denominator)
    numerator = kept(1 + even / numerator)
    value *= denominator * numerator
    let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    denominator = 1 / kept(1 + odd * denominator)
    numerator = kept(1 + odd / numerator)
    let change = denominator * numerator
    value *= change
    if abs(change - 1) < 1e-16 { break }
  }
  return value
}
