extension LeastSquares {
  /// One response, fitted.
  public struct Fit: Hashable, Sendable {
    /// One number per column, in the unit of the response per unit of the column.
    public let coefficients: [Double]
    /// What is left of each observation, without its weight.
    public let residuals: [Double]
    /// Σ w · residual².
    public let residualSumOfSquares: Double
    /// Rows minus columns.
    public let degreesOfFreedom: Int

    /// The variance of the noise; `nil` when the fit leaves no degree of freedom.
    public var residualVariance: Double? {
      degreesOfFreedom > 0 ? residualSumOfSquares / Double(degreesOfFreedom) : nil
    }
  }
}

/// One coefficient of a regression, with its uncertainty and test against 0.
public struct Coefficient: Hashable, Sendable {
  /// In the unit of the response per unit of the column.
  public let estimate: Double
  /// In the same unit.
  public let standardError: Double
  /// The estimate in standard errors; `nil` without an error.
  public let t: Double?
  /// Two-sided, against 0, by Student's distribution.
  public let p: Double?
  /// The lower end of Student's interval.
  public let lower: Double?
  /// The upper end.
  public let upper: Double?

  /// Makes the test and the interval; `nil` when a number is not finite.
  init?(
    _ estimate: Double, standardError: Double, degreesOfFreedom: Double, quantile: Double
  ) {
    guard estimate.isFinite, standardError.isFinite else { return nil }
    self.estimate = estimate
    self.standardError = standardError
    let ratio = standardError > 0 ? finite(estimate / standardError) : nil
    t = ratio
    p = ratio.flatMap { studentTTwoSidedP($0, degreesOfFreedom: degreesOfFreedom) }
    lower = finite(estimate - quantile * standardError)
    upper = finite(estimate + quantile * standardError)
  }
}
