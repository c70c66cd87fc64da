import Glibc

/// P(T ≤ t) of the noncentral t distribution; `nil` without positive degrees of freedom.
///
/// T = (Z + δ) / √(χ²/df): the mean of Φ(t s − δ) over s = √(χ²/df), by the trapezoid rule over
/// log s, which converges exponentially; every term is positive, so small tails keep their digits.
/// Used for the power of t tests.
public func noncentralTCDF(_ t: Double, degreesOfFreedom df: Double, nonCentrality: Double)
  -> Double?
{
  guard df > 0, df.isFinite, t.isFinite, nonCentrality.isFinite else { return nil }
  if nonCentrality == 0 { return studentTCDF(t, degreesOfFreedom: df) }
  let delta = nonCentrality
  let step = Swift.min(
    0.25 / (2 * df).squareRoot(), 0.05, 0.3 / Swift.max(1, abs(delta)))
  var total = 0.0
  var weight = 0.0
  /// Adds the point a number of steps from the peak; says whether it still counted.
  func add(_ index: Int) -> Bool {
    let position = Double(index) * step
    let density = exp(df * (position - expm1(2 * position) / 2))
    let term = density * StandardNormal.cdf(t * exp(position) - delta)
    total += term
    weight += density
    return density > 1e-18 * weight || term > 1e-18 * total
  }
  _ = add(0)
  var index = 1
  while add(index) || t * exp(Double(index) * step) < delta && Double(index) * step < 20 {
    index += 1
  }
  index = -1
  while add(index), index > -1_000_000 { index -= 1 }
  return Swift.min(1, total / weight)
}
