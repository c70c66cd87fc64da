/// Values of equal variance, all pulled towards their grand mean by the same factor.
public struct JamesStein: Hashable, Sendable {
  public let status: Estimate.Status
  public let grandMean: Double?
  /// What is left of each distance from the grand mean; `nil` where undefined.
  ///
  /// Below 0 chance explains more than all the spread there is: then nothing separates the values.
  public let shrinkingFactor: Double?
  /// In the given order; empty unless the status is ok.
  public let estimates: [Double]
}

/// Shrinks by 1 − (k − 3) s² / Σ(y − mean)².
///
/// Use it to explain shrinkage, with a common known variance; for display values use
/// ``hierarchicalNormal(_:standardErrors:tauScale:confidence:)``, which knows that agents have
/// different numbers of reviews and gives intervals. Needs four values. Linear time.
/// Say: "The best of eighteen is partly the luckiest of eighteen." Source: Efron and Morris 1975.
public func jamesStein(_ values: [Double], variance: Double) -> JamesStein {
  func without(_ status: Estimate.Status, _ mean: Double? = nil) -> JamesStein {
    JamesStein(status: status, grandMean: mean, shrinkingFactor: nil, estimates: [])
  }
  guard values.allSatisfy({ abs($0) <= 1e100 }), variance >= 0, variance <= 1e200 else {
    return without(.invalidInput)
  }
  guard let mean = Moments(values).mean, values.count > 3 else {
    return without(.notEnoughData, Moments(values).mean)
  }
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  guard squares > 0, let factor = finite(1 - Double(values.count - 3) * variance / squares) else {
    return without(.noVariation, mean)
  }
  return JamesStein(
    status: .ok, grandMean: mean, shrinkingFactor: factor,
    estimates: values.map { mean + factor * ($0 - mean) })
}
