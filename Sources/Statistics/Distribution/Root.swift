/// Where a continuous function changes sign between two points.
///
/// Halving combined with inverse interpolation; never leaves the bracket. `nil` when the two ends
/// have the same sign or a value is undefined. Source: Brent, "Algorithms for Minimization without
/// Derivatives", 1973, chapter 4.
func bracketedRoot(_ low: Double, _ high: Double, _ f: (Double) -> Double) -> Double? {
  var (a, b) = (low, high)
  var (fa, fb) = (f(a), f(b))
  if fa == 0 { return a }
  if fb == 0 { return b }
  guard fa.sign != fb.sign, fa.isFinite, fb.isFinite else { return nil }
  var (c, fc) = (a, fa)
  var step = b - a
  var before = step
  for _ in 0..<300 {
    if fb.sign == fc.sign {
      (c, fc) = (a, fa)
      step = b - a
      before = step
    }
    if abs(fc) < abs(fb) { (a, b, c, fa, fb, fc) = (b, c, b, fb, fc, fb) }
    let tolerance = 2 * Double.ulpOfOne * abs(b)
    let half = (c - b) / 2
    if abs(half) <= tolerance || fb == 0 { return b }
    if abs(before) >= tolerance, abs(fa) > abs(fb),
      let jump = interpolation(a, b, c, fa, fb, fc, half: half),
      2 * abs(jump) < Swift.min(3 * abs(half) - tolerance, abs(before))
    {
      (before, step) = (step, jump)
    } else {
      (before, step) = (half, half)
    }
    (a, fa) = (b, fb)
    b += abs(step) > tolerance ? step : (half > 0 ? tolerance : -tolerance)
    fb = f(b)
    guard fb.isFinite else { return nil }
  }
  return nil
}

/// The step to the zero of the line or parabola through the points, if it goes the right way.
private func interpolation(
  _ a: Double, _ b: Double, _ c: Double, _ fa: Double, _ fb: Double, _ fc: Double, half: Double
) -> Double? {
  let s = fb / fa
  var (p, q): (Double, Double)
  if a == c {
    (p, q) = (2 * half * s, 1 - s)
  } else {
    let (ratio, r) = (fa / fc, fb / fc)
    p = s * (2 * half * ratio * (ratio - r) - (b - a) * (r - 1))
    q = (ratio - 1) * (r - 1) * (s - 1)
  }
  if p > 0 { q = -q } else { p = -p }
  let step = p / q
  return step.isFinite && step.sign == half.sign ? step : nil
}
