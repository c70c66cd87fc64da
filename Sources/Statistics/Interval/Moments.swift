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
  let found = shares.map { quantile(ofSorted: sorted, at: $0) }
  return found.allSatisfy(\.isFinite) ? found : nil
}

/// Type 7: at (n − 1) · share, counted from 0, on the straight line between the neighbours.
func quantile(ofSorted sorted: [Double], at share: Double) -> Double {
  let position = share * Double(sorted.count - 1)
  let below = Int(position.rounded(.down))
  let above = Swift.min(below + 1, sorted.count - 1)
  return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
}

/// The same without sorting: the values are only moved so far that the neighbours stand in place.
func quantile(of values: inout [Double], at share: Double) -> Double {
  let position = share * Double(values.count - 1)
  let below = Int(position.rounded(.down))
  let lower = select(below, in: &values)
  guard below + 1 < values.count, position > Double(below) else { return lower }
  var upper = Double.infinity
  for index in below + 1..<values.count { upper = Swift.min(upper, values[index]) }
  return lower + (position - Double(below)) * (upper - lower)
}

/// Moves the value of a rank (from 0) to its place, smaller ones before it and larger ones after.
///
/// Source: Hoare, "Algorithm 65: find", 1961, with the median of three as pivot.
@discardableResult
func select(_ rank: Int, in values: inout [Double]) -> Double {
  values.withUnsafeMutableBufferPointer { values in
    var (low, high) = (0, values.count - 1)
    while high > low {
      let middle = low + (high - low) / 2
      if values[middle] < values[low] { values.swapAt(middle, low) }
      if values[high] < values[low] { values.swapAt(high, low) }
      if values[high] < values[middle] { values.swapAt(high, middle) }
      let pivot = values[middle]
      var (left, right) = (low, high)
      while left <= right {
        while values[left] < pivot { left += 1 }
        while pivot < values[right] { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if rank <= right {
        high = right
      } else if rank >= left {
        low = left
      } else {
        break
      }
    }
    return values[rank]
  }
}
