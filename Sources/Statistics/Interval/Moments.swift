/// The count, mean and spread of some values.
public struct Moments: Hashable, Sendable {
  public let n: Int
  /// The arithmetic mean; `nil` without values.
  public let mean: Double?
  /// The standard deviation over n − 1; `nil` below two values.
  public let standardDeviation: Double?

  /// Computes in two passes, so that a large offset costs no digits.
  public init(_ values: [Double]) {
    n = values.count
    guard let first = values.first else {
      mean = nil
      standardDeviation = nil
      return
    }
    let count = Double(values.count)
    let mean = first + values.reduce(0) { $0 + ($1 - first) } / count
    self.mean = finite(mean)
    guard values.count > 1 else {
      standardDeviation = nil
      return
    }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let drift = values.reduce(0) { $0 + ($1 - mean) }
    standardDeviation = finite(
      (Swift.max(0, squares - drift * drift / count) / (count - 1)).squareRoot())
  }

  /// The standard deviation of the mean; `nil` below two values.
  public var standardError: Double? {
    standardDeviation.map { $0 / Double(n).squareRoot() }
  }
}

/// The values at given shares of the sorted data, with straight lines between neighbours.
///
/// Source: Hyndman and Fan, "Sample Quantiles in Statistical Packages", 1996, type 7.
/// Returns `nil` without values, with a value that is not finite or a share outside 0…1.
public func quantiles(_ values: [Double], at shares: [Double]) -> [Double]? {
  guard !values.isEmpty, values.allSatisfy(\.isFinite),
    shares.allSatisfy({ $0 >= 0 && $0 <= 1 })
  else { return nil }
  let sorted = values.sorted()
  return shares.map { share in
    let position = share * Double(sorted.count - 1)
    let below = Int(position.rounded(.down))
    let above = Swift.min(below + 1, sorted.count - 1)
    return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
  }
}
