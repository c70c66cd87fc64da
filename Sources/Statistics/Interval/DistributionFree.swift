import Glibc

/// The mean of values on a scale with a bound that holds for any distribution, however odd.
///
/// Very wide: at n = 12 about ± 39 points of 100. Use it only where a proof is asked for; for scores
/// use ``boundedMeanInterval(_:scaleMin:scaleMax:confidence:)``. Linear time. Source: Hoeffding 1963.
public func hoeffdingInterval(
  _ values: [Double], scaleMin: Double = 0, scaleMax: Double = 100, confidence: Double = 0.95
) -> Estimate {
  bounded(values, scale: (scaleMin, scaleMax), .hoeffding, confidence, fewest: 1) { moments in
    let n = Double(moments.n)
    return (scaleMax - scaleMin) * (log(2 / (1 - confidence)) / (2 * n)).squareRoot()
  }
}

/// The same kind of bound, narrower where the values vary little and are many.
///
/// √(2 V log(4/α) / n) + 7 (max − min) log(4/α) / (3 (n − 1)): three to four times as wide as the
/// default at n = 40. Needs two values. Linear time. Source: Maurer and Pontil 2009.
public func empiricalBernsteinInterval(
  _ values: [Double], scaleMin: Double = 0, scaleMax: Double = 100, confidence: Double = 0.95
) -> Estimate {
  bounded(values, scale: (scaleMin, scaleMax), .empiricalBernstein, confidence, fewest: 2) {
    moments in
    let (n, logarithm) = (Double(moments.n), log(4 / (1 - confidence)))
    let deviation = moments.standardDeviation ?? 0
    return deviation * (2 * logarithm / n).squareRoot()
      + 7 * (scaleMax - scaleMin) * logarithm / (3 * (n - 1))
  }
}

private func bounded(
  _ values: [Double], scale: (low: Double, high: Double), _ method: Estimate.Method,
  _ confidence: Double, fewest: Int, reach: (Moments) -> Double
) -> Estimate {
  guard scale.low < scale.high, scale.low.isFinite, scale.high.isFinite, confidence > 0,
    confidence < 1, values.allSatisfy({ $0 >= scale.low && $0 <= scale.high })
  else { return .invalid(method) }
  let moments = Moments(values)
  guard let mean = moments.mean, moments.n >= fewest else {
    return Estimate(
      value: moments.mean, lower: scale.low, upper: scale.high, n: moments.n, method: method,
      status: .notEnoughData, confidence: confidence)
  }
  let distance = reach(moments)
  return Estimate(
    value: mean, lower: Swift.max(scale.low, mean - distance),
    upper: Swift.min(scale.high, mean + distance), n: moments.n, method: method,
    confidence: confidence)
}
