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

/// I_x(a, b) and 1 − I_x(a, b), the smaller one with full relative accuracy.
func betaTails(a: Double, b: Double, x: Double, complement: Double)
  -> (lower: Double, upper: Double)
{
  if x <= 0 { return (0, 1) }
  if complement <= 0 { return (1, 0) }
  return BetaShape(a: a, b: b).tails(x: x, complement: complement)
}

/// x^a (1 − x)^b / B(a, b).
func betaPower(a: Double, b: Double, x: Double, complement: Double) -> Double {
  BetaShape(a: a, b: b).power(x: x, complement: complement)
}

/// A beta distribution with what depends on its shape alone computed once.
struct BetaShape {
  let a: Double
  let b: Double
  private let scale: Double

  init(a: Double, b: Double) {
    self.a = a
    self.b = b
    let sum = a + b
    scale =
      (a / sum * b / (2 * Double.pi)).squareRoot()
      * exp(stirlingError(sum) - stirlingError(a) - stirlingError(b))
  }

  /// x^a (1 − x)^b / B(a, b), by the deviance of the two powers so that large a and b lose nothing.
  ///
  /// Source: Loader, "Fast and Accurate Computation of Binomial Probabilities", 2000.
  func power(x: Double, complement: Double) -> Double {
    let sum = a + b
    let excess = x <= complement ? x * sum - a : b - complement * sum
    return scale
      * exp(
        a * logRatio(excess / a, x * sum / a) + b * logRatio(-excess / b, complement * sum / b))
  }

  /// Both tails, the smaller one with full relative accuracy, for 0 < x < 1.
  func tails(x: Double, complement: Double) -> (lower: Double, upper: Double) {
    tails(x: x, complement: complement, power: power(x: x, complement: complement))
  }

  func tails(x: Double, complement: Double, power: Double) -> (lower: Double, upper: Double) {
    if x <= (a + 1) / (a + b + 2) {
      let lower = Swift.min(1, power * betaFraction(a: a, b: b, x: x) / a)
      return (lower, 1 - lower)
    }
    let upper = Swift.min(1, power * betaFraction(a: b, b: a, x: complement) / b)
    return (1 - upper, upper)
  }
}

/// log of a ratio that is 1 plus an excess, by whichever of the two is the more exact.
func logRatio(_ excess: Double, _ ratio: Double) -> Double {
  abs(excess) < 0.5 ? log1p(excess) : log(ratio)
}

/// log Γ(z) minus its main terms (z − ½) log z − z + ½ log 2π.
///
/// Source: NIST Digital Library of Mathematical Functions, 5.11.1.
func stirlingError(_ z: Double) -> Double {
  guard z >= 16 else {
    return lgamma(z).0 - (z - 0.5) * log(z) + z - 0.918_938_533_204_672_7
  }
  let inverse = 1 / z
  return inverse
    * horner(
      inverse * inverse, 1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188,
      -691.0 / 360_360, 1.0 / 156, 0)
}

/// A polynomial by Horner's rule; the coefficients begin with the constant.
@inline(__always)
func horner(
  _ x: Double, _ c0: Double, _ c1: Double, _ c2: Double, _ c3: Double, _ c4: Double,
  _ c5: Double, _ c6: Double, _ c7: Double
) -> Double {
  ((((((c7 * x + c6) * x + c5) * x + c4) * x + c3) * x + c2) * x + c1) * x + c0
}

/// The continued fraction of the incomplete beta function, by its forward recurrence, two terms at
/// a time, rescaled so that each denominator is 1.
private func betaFraction(a: Double, b: Double, x: Double) -> Double {
  let sum = a + b
  var (before, beforeBelow) = (1.0, 1.0)
  var (value, below) = (1.0, 1 - sum * x / (a + 1))
  for step in 1...200_000 {
    let m = Double(step)
    let place = a + 2 * m
    let even = m * (b - m) * x / ((place - 1) * place)
    let odd = -(a + m) * (sum + m) * x / (place * (place + 1))
    let (top, bottom) = (value + even * before, below + even * beforeBelow)
    let (nextTop, nextBottom) = (top + odd * value, bottom + odd * below)
    let scale = 1 / (nextBottom == 0 ? 1e-300 : nextBottom)
    let next = nextTop * scale
    (before, beforeBelow) = (top * scale, bottom * scale)
    if abs(next - value) <= 2.5e-16 * abs(next), step > 1 { return next }
    (value, below) = (next, 1)
  }
  return value
}
