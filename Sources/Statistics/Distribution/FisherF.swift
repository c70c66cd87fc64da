/// P(F ≤ x) of the ratio of two chi-squares over their degrees of freedom; `nil` where undefined.
public func fCDF(_ x: Double, numerator: Double, denominator: Double) -> Double? {
  fTails(x, numerator, denominator)?.lower
}

/// P(F > x), with all its digits where it is small: the p value of an analysis of variance.
public func fUpperTail(_ x: Double, numerator: Double, denominator: Double) -> Double? {
  fTails(x, numerator, denominator)?.upper
}

/// The x with P(F ≤ x) = p; `nil` outside 0 < p < 1 or without positive degrees of freedom.
public func fQuantile(_ p: Double, numerator: Double, denominator: Double) -> Double? {
  guard p > 0, p < 1, let point = betaPoint(p, a: numerator / 2, b: denominator / 2),
    point.complement > 0
  else { return nil }
  return finite(point.x / point.complement * denominator / numerator)
}

private func fTails(_ x: Double, _ numerator: Double, _ denominator: Double)
  -> (lower: Double, upper: Double)?
{
  guard numerator > 0, denominator > 0, numerator.isFinite, denominator.isFinite, x.isFinite
  else { return nil }
  guard x > 0 else { return (0, 1) }
  let ratio = x * numerator / denominator
  guard ratio.isFinite else { return (1, 0) }
  return betaTails(
    a: numerator / 2, b: denominator / 2, x: ratio / (1 + ratio), complement: 1 / (1 + ratio))
}
