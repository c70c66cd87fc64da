import Glibc

/// An exponentially weighted moving average over time, with its limits.
public struct EWMAChart: Hashable, Sendable {
  /// `ok`, `notEnoughData` without values, `noVariation` when sigma is 0, or `invalidInput`.
  public let status: Estimate.Status
  /// The average after each period, in the unit of the values.
  public let ewma: [Double]
  /// The exact lower limit of each period.
  public let lower: [Double]
  /// The exact upper limit of each period.
  public let upper: [Double]
  /// The lower limit that the exact ones approach.
  public let steadyLower: Double?
  /// The upper limit that the exact ones approach.
  public let steadyUpper: Double?
  /// The positions where the average is strictly outside the exact limits, from 0.
  public let signals: [Int]
  /// The positions where the average is strictly outside the steady limits, from 0.
  public let steadySignals: [Int]
}

/// Smooths a series so that slow drifts of half to one and a half sigma show early.
///
/// zₜ = λ xₜ + (1 − λ) zₜ₋₁ from z₀ = mean; limits mean ± L sigma √(λ/(2 − λ) (1 − (1 − λ)²ᵗ)). A
/// missing value carries the average forward, and the limits widen as time goes on. λ = 1 is a
/// Shewhart chart.
///
/// Use it when a slow decline matters more than a single bad week, with λ 0.2 and L 2.86 to 3, and
/// with a mean and sigma from a stable past. Use this or ``cusumChart(_:mean:slack:limit:headStart:)``,
/// not both. Not for finding which single period was odd.
///
/// Say: "No single week stands out, but the last weeks together have drifted below where you were."
///
/// Cost O(n). Sources: Roberts 1959; NIST/SEMATECH e-Handbook 6.3.2.4.
/// - Parameters:
///   - values: one per period, in order; `nil` for a period without a value.
///   - lambda: the weight of the newest value, above 0 and at most 1.
///   - width: L, how many sigmas of the average the limits are away.
///   - mean: the level to watch, in the unit of the values.
///   - sigma: the spread of a single value around it.
/// - Returns: the averages, their limits and where they leave them.
public func ewmaChart(
  _ values: [Double?], lambda: Double = 0.2, width: Double = 3, mean: Double, sigma: Double
) -> EWMAChart {
  let invalid = EWMAChart(
    status: .invalidInput, ewma: [], lower: [], upper: [], steadyLower: nil, steadyUpper: nil,
    signals: [], steadySignals: [])
  guard lambda > 0, lambda <= 1, width > 0, width.isFinite, mean.isFinite, sigma >= 0,
    sigma.isFinite, values.allSatisfy({ $0?.isFinite ?? true })
  else { return invalid }
  let steady = width * sigma * (lambda / (2 - lambda)).squareRoot()
  var (averages, reaches) = ([Double](), [Double]())
  averages.reserveCapacity(values.count)
  reaches.reserveCapacity(values.count)
  var average = mean
  for (index, value) in values.enumerated() {
    if let value { average = lambda * value + (1 - lambda) * average }
    averages.append(average)
    let remembered = pow(1 - lambda, 2 * Double(index + 1))
    reaches.append(steady * (1 - remembered).squareRoot())
  }
  guard averages.allSatisfy(\.isFinite), (abs(mean) + steady).isFinite else { return invalid }
  func signals(_ reach: (Int) -> Double) -> [Int] {
    guard sigma > 0 else { return [] }
    return averages.indices.filter {
      averages[$0] > mean + reach($0) || averages[$0] < mean - reach($0)
    }
  }
  let status: Estimate.Status =
    if values.allSatisfy({ $0 == nil }) { .notEnoughData } else {
      sigma > 0 ? .ok : .noVariation
    }
  return EWMAChart(
    status: status, ewma: averages, lower: reaches.map { mean - $0 },
    upper: reaches.map { mean + $0 }, steadyLower: mean - steady, steadyUpper: mean + steady,
    signals: signals { reaches[$0] }, steadySignals: signals { _ in steady })
}
