import Glibc

/// The x with I_x(a, b) = p; `nil` outside 0 < p < 1 or without positive a and b.
///
/// Found on the scale of log x/(1 − x), where the logarithm of either tail is concave: Halley's
/// method comes to rest from anywhere, mostly in two or three evaluations.
public func betaQuantile(_ p: Double, a: Double, b: Double) -> Double? {
  guard p > 0, p < 1 else { return nil }
  return betaPoint(p, a: a, b: b)?.x
}

/// The quantile together with 1 − x, each with full relative accuracy.
func betaPoint(_ p: Double, a: Double, b: Double) -> (x: Double, complement: Double)? {
  guard a > 0, b > 0, a.isFinite, b.isFinite else { return nil }
  if p <= 0.5 { return betaPoint(lowerTail: p, a: a, b: b) }
  return betaPoint(lowerTail: 1 - p, a: b, b: a).map { ($0.complement, $0.x) }
}

/// The point that cuts off a lower tail, for a, b > 0 and a tail in 0…1.
///
/// The search begins at log x/(1 − x) = `start`, where the caller knows a good one.
func betaPoint(lowerTail tail: Double, a: Double, b: Double, start: Double? = nil)
  -> (x: Double, complement: Double)?
{
  guard tail > 0 else { return (0, 1) }
  guard tail < 1 else { return (1, 0) }
  var position: Double
  if let start = start ?? betaStart(tail: tail, a: a, b: b) {
    position = start
  } else {
    let smallest = (log(tail) + log(a) + lgamma(a).0 + lgamma(b).0 - lgamma(a + b).0) / a
    if smallest < -690 { return (exp(smallest), 1) }
    position = smallest < -0.7 ? smallest - log1p(-exp(smallest)) : log(a / b)
  }
  let shape = BetaShape(a: a, b: b)
  for _ in 0..<300 {
    let (x, complement) = logistic(position)
    guard x > 0, complement > 0 else { return (x, complement) }
    let power = shape.power(x: x, complement: complement)
    let reached = shape.tails(x: x, complement: complement, power: power).lower
    let slope = power / reached
    let step = halleyStep(
      log(reached / tail), slope: slope, bend: a * complement - b * x - slope)
    guard step.isFinite else { return nil }
    position += Swift.max(-5, Swift.min(5, step))
    if abs(step) < 1e-5 { return logistic(position) }
  }
  return nil
}

private func logistic(_ position: Double) -> (x: Double, complement: Double) {
  let power = exp(-abs(position))
  let (large, small) = (1 / (1 + power), power / (1 + power))
  return position > 0 ? (large, small) : (small, large)
}

/// Where to begin, as log x/(1 − x); `nil` for small a or b and for extreme tails.
///
/// Source: Abramowitz and Stegun 26.5.22.
private func betaStart(tail: Double, a: Double, b: Double) -> Double? {
  guard a > 0.75, b > 0.75, tail > 1e-100 else { return nil }
  let z = normalStart(tail)
  let (first, second) = (1 / (2 * a - 1), 1 / (2 * b - 1))
  let bend = (z * z - 3) / 6
  let size = 2 / (first + second)
  guard size + bend > 0 else { return nil }
  let shift =
    -z * (size + bend).squareRoot() / size
    - (second - first) * (bend + 5 / 6 - 2 / (3 * size))
  let start = log(a / b) - 2 * shift
  return abs(start) < 40 ? start : nil
}
