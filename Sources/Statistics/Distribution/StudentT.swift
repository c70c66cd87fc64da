import Glibc

/// P(T ≤ t) of Student's distribution; `nil` without positive degrees of freedom.
public func studentTCDF(_ t: Double, degreesOfFreedom df: Double) -> Double? {
  guard df > 0, df.isFinite, t.isFinite else { return nil }
  let tail = upperTail(abs(t), df)
  return t > 0 ? 1 - tail : tail
}

/// P(|T| ≥ |t|) of Student's distribution; `nil` without positive degrees of freedom.
public func studentTTwoSidedP(_ t: Double, degreesOfFreedom df: Double) -> Double? {
  guard df > 0, df.isFinite, t.isFinite else { return nil }
  return 2 * upperTail(abs(t), df)
}

/// The t with P(T ≤ t) = p; `nil` outside 0 < p < 1 or without positive degrees of freedom.
///
/// Newton's method on the logarithm of the smaller tail, kept inside a bracket.
public func studentTQuantile(_ p: Double, degreesOfFreedom df: Double) -> Double? {
  guard p > 0, p < 1, df > 0, df.isFinite else { return nil }
  if p == 0.5 { return 0 }
  guard let size = size(ofTail: Swift.min(p, 1 - p), df) else { return nil }
  return p < 0.5 ? -size : size
}

/// P(T > t) for t ≥ 0.
private func upperTail(_ t: Double, _ df: Double) -> Double {
  let (x, complement) = arguments(t, df)
  return 0.5 * incompleteBeta(a: df / 2, b: 0.5, x: x, complement: complement)
}

/// df / (df + t²) and its complement, both without cancellation and without overflow.
private func arguments(_ t: Double, _ df: Double) -> (Double, Double) {
  let ratio = t / df.squareRoot()
  let square = ratio * ratio
  guard square.isFinite else { return (0, 1) }
  return (1 / (1 + square), square / (1 + square))
}

private func size(ofTail tail: Double, _ df: Double) -> Double? {
  var low = 0.0
  var high = 1.0
  while upperTail(high, df) > tail {
    low = high
    high *= 2
    if !high.isFinite || high > 1e300 { return nil }
  }
  var t = normalQuantile(1 - tail).map { Swift.min(Swift.max($0, low), high) } ?? high
  if t <= low || t >= high { t = (low + high) / 2 }
  for _ in 0..<200 {
    let reached = upperTail(t, df)
    if reached > tail { low = t } else { high = t }
    let (x, complement) = arguments(t, df)
    let density = betaPower(a: df / 2, b: 0.5, x: x, complement: complement) / t
    var next = t + log(reached / tail) * reached / density
    if !next.isFinite || next <= low || next >= high { next = (low + high) / 2 }
    if abs(next - t) <= 1e-15 * t { return next }
    t = next
  }
  return t
}
