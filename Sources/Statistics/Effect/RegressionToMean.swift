/// What people chosen for an extreme score gain or lose by themselves at the next look.
public struct RegressionToMean: Hashable, Sendable {
  /// `ok`, `noVariation` when nothing varies, or `invalidInput`.
  public let status: Estimate.Status
  /// The variance of one person's measurements, squared units of the score.
  public let withinVariance: Double?
  /// The variance between people's true levels, squared units of the score.
  public let betweenVariance: Double?
  /// How much those below the cut-off are expected to rise without any help.
  public let expectedRiseOfLowGroup: Double?
  /// How much those above the cut-off are expected to fall without any fault.
  public let expectedFallOfHighGroup: Double?
}

/// Says how much of a recovery was to be expected because people were chosen in a bad month.
///
/// Two levels, both normal: true levels between people, measurement noise within. People are
/// selected on the mean of m baseline measurements, whose standard deviation s has
/// s² = between + within/m; with z = (cut-off − mean)/s the low group rises by
/// within/(m s) · φ(z)/Φ(z), the high group falls by within/(m s) · φ(z)/(1 − Φ(z)).
///
/// Use it next to every before/after result of people picked for low scores, or choose a control
/// group in the same way, which is better. Not for groups that were picked at random: they do not
/// regress.
///
/// Say: "People picked for a bad month usually recover 4 points by themselves; only what lies above
/// that can be the training."
///
/// Cost O(1). Sources: Davis 1976; Barnett, van der Pols and Dobson 2005. The published program
/// takes z from a single measurement even for m above 1, this from the mean of m.
/// - Parameters:
///   - mean: the mean of everybody, in the unit of the score.
///   - standardDeviation: the total standard deviation of one measurement.
///   - correlation: between two measurements of one person, 0 to 1.
///   - cutoff: the score below, or above, which people were chosen.
///   - baselineMeasurements: m, how many measurements the choice was made on.
/// - Returns: both expected movements, each 0 or more.
public func regressionToMean(
  mean: Double, standardDeviation: Double, correlation: Double, cutoff: Double,
  baselineMeasurements: Int = 1
) -> RegressionToMean {
  func without(_ status: Estimate.Status) -> RegressionToMean {
    RegressionToMean(
      status: status, withinVariance: nil, betweenVariance: nil, expectedRiseOfLowGroup: nil,
      expectedFallOfHighGroup: nil)
  }
  guard mean.isFinite, cutoff.isFinite, standardDeviation >= 0, correlation >= 0,
    correlation <= 1, baselineMeasurements >= 1,
    let variance = finite(standardDeviation * standardDeviation)
  else { return without(.invalidInput) }
  guard variance > 0 else { return without(.noVariation) }
  let (within, between) = (variance * (1 - correlation), variance * correlation)
  let noise = within / Double(baselineMeasurements)
  let spread = (between + noise).squareRoot()
  let z = (cutoff - mean) / spread
  return RegressionToMean(
    status: .ok, withinVariance: within, betweenVariance: between,
    expectedRiseOfLowGroup: finite(noise / spread * millsRatio(z)),
    expectedFallOfHighGroup: finite(noise / spread * millsRatio(-z)))
}

/// φ(z)/Φ(z): minus the mean of a standard normal value known to lie below z, without 0/0.
private func millsRatio(_ z: Double) -> Double {
  // Below −30 the continued fraction φ/Φ = −z + 1/(−z + 2/(−z + …)) is exact to the last digit.
  guard z < -30 else { return StandardNormal.density(z) / StandardNormal.cdf(z) }
  var fraction = -z
  for step in stride(from: 12, through: 1, by: -1) { fraction = -z + Double(step) / fraction }
  return fraction
}
