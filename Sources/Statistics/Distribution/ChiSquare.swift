/// P(X ≤ x) of the chi-square distribution; `nil` without positive degrees of freedom.
public func chiSquareCDF(_ x: Double, degreesOfFreedom df: Double) -> Double? {
  regularizedLowerGamma(a: df / 2, x: Swift.max(0, x / 2))
}

/// P(X > x) of the chi-square distribution; `nil` without positive degrees of freedom.
///
/// Keeps its digits down to the smallest p there is: the p value of a test of spread.
public func chiSquareUpperTail(_ x: Double, degreesOfFreedom df: Double) -> Double? {
  regularizedUpperGamma(a: df / 2, x: Swift.max(0, x / 2))
}

/// The x with P(X ≤ x) = p; `nil` outside 0 < p < 1 or without positive degrees of freedom.
public func chiSquareQuantile(_ p: Double, degreesOfFreedom df: Double) -> Double? {
  gammaQuantile(p, shape: df / 2).flatMap { finite(2 * $0) }
}
