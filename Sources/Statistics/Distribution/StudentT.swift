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
/// By the quantile of df / (df + t²), which has a beta distribution.
public func studentTQuantile(_ p: Double, degreesOfFreedom df: Double) -> Double? {
  guard p > 0, p < 1, df > 0, df.isFinite else { return nil }
  if p == 0.5 { return 0 }
  if df >= 1e6 || df >= 1e5 && Swift.min(p, 1 - p) > 1e-20 {
    return normalQuantile(p).flatMap { finite(expansion($0, df)) }
  }
  let tails = 2 * Swift.min(p, 1 - p)
  let start = studentTStart(tails / 2, df)
  let point =
    tails <= 0.5
    ? betaPoint(lowerTail: tails, a: df / 2, b: 0.5, start: start)
    : betaPoint(lowerTail: abs(2 * p - 1), a: 0.5, b: df / 2, start: start.map { -$0 })
      .map { ($0.complement, $0.x) }
  guard let (x, complement) = point, x > 0 else { return nil }
  return finite((p < 0.5 ? -1 : 1) * (complement / x).squareRoot() * df.squareRoot())
}

/// Where to begin, as log of df / t²; `nil` where the expansion does not reach.
///
/// Source: Abramowitz and Stegun 26.7.5.
private func studentTStart(_ tail: Double, _ df: Double) -> Double? {
  guard df >= 3, tail > 1e-10, tail < 0.45 else { return nil }
  let t = expansion(-normalStart(tail), df)
  return log(df / (t * t))
}

/// Student's quantile from the normal one; for many degrees of freedom as exact as that.
private func expansion(_ z: Double, _ df: Double) -> Double {
  let square = z * z
  let first = (square + 1) / 4
  let second = ((5 * square + 16) * square + 3) / 96
  let third = (((3 * square + 19) * square + 17) * square - 15) / 384
  return z * (1 + (first + (second + third / df) / df) / df)
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
