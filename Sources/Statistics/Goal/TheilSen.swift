import Glibc

/// How steep a trend is, by the median of all slopes between two points.
public struct TheilSen: Hashable, Sendable {
  /// The slope per unit of x, with Sen's rank interval.
  public let slope: Estimate
  /// median(y) − slope · median(x).
  public let interceptMedians: Double?
  /// The median of y − slope · x.
  public let interceptResiduals: Double?
  /// How many pairs have different x.
  public let pairs: Int
}

/// Estimates a slope that a few wild months cannot bend.
///
/// The median over all pairs with different x of (y₂ − y₁)/(x₂ − x₁). The interval takes the slopes
/// at ranks (N ± z s)/2, where s² is the variance of Kendall's S corrected for ties in x and y.
///
/// Use it next to ``mannKendall(_:)``, which says whether there is a trend at all. Below six points
/// show neither. Not for series that turn round: one slope says nothing about a valley.
///
/// Say: "The score falls by about half a point a month, somewhere between 0.2 and 0.9."
///
/// Cost O(n²) time and memory. Sources: Theil 1950; Sen 1968.
/// - Parameters:
///   - x: when; `nil` for a missing one.
///   - y: the value then; a pair with a missing half is left out.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: the slope in units of y per unit of x, and two intercepts.
public func theilSen(x: [Double?], y: [Double?], confidence: Double = 0.95) -> TheilSen {
  func without(_ status: Estimate.Status, n: Int) -> TheilSen {
    TheilSen(
      slope: Estimate(
        value: nil, lower: nil, upper: nil, n: n, method: .senRank, status: status,
        confidence: confidence),
      interceptMedians: nil, interceptResiduals: nil, pairs: 0)
  }
  guard x.count == y.count, x.allSatisfy({ $0?.isFinite ?? true }),
    y.allSatisfy({ $0?.isFinite ?? true }), confidence > 0, confidence < 1,
    let z = normalQuantile((1 + confidence) / 2)
  else { return without(.invalidInput, n: 0) }
  var (times, values) = ([Double](), [Double]())
  for case (let time?, let value?) in zip(x, y) {
    times.append(time)
    values.append(value)
  }
  let n = times.count
  var slopes = Slopes(times, values)
  guard slopes.count > 0, let slope = slopes.median() else {
    return without(.notEnoughData, n: n)
  }
  let deviation = (sBetween(times, values) / 18).squareRoot()
  let reach = z * deviation
  let all = Double(slopes.count)
  let upper = min(Int(((all + reach) / 2).rounded(.toNearestOrEven)), slopes.count - 1)
  let lower = max(Int(((all - reach) / 2).rounded(.toNearestOrEven)) - 1, 0)
  let residuals = zip(times, values).map { $1 - slope * $0 }
  let middles = median(values).flatMap { value in median(times).map { value - slope * $0 } }
  return TheilSen(
    slope: Estimate(
      value: slope, lower: slopes.value(atRank: lower), upper: slopes.value(atRank: upper), n: n,
      method: .senRank, confidence: confidence),
    interceptMedians: middles, interceptResiduals: median(residuals), pairs: slopes.count)
}

/// Eighteen variances of Kendall's S, corrected for ties on both sides; not below 0.
private func sBetween(_ times: [Double], _ values: [Double]) -> Double {
  let tied = tieSizes(sorted: times.sorted()) + tieSizes(sorted: values.sorted())
  return max(0, spread(times.count) - tied.reduce(0) { $0 + spread($1) })
}

/// The slopes of all pairs with different x, and their order statistics.
private struct Slopes {
  private var slopes: [Double]

  var count: Int { slopes.count }

  init(_ x: [Double], _ y: [Double]) {
    let pairs = x.count * (x.count - 1) / 2
    slopes = [Double](unsafeUninitializedCapacity: max(0, pairs)) { target, filled in
      x.withUnsafeBufferPointer { x in
        y.withUnsafeBufferPointer { y in
          for later in x.indices {
            for earlier in 0..<later where x[later] != x[earlier] {
              target[filled] = (y[later] - y[earlier]) / (x[later] - x[earlier])
              filled += 1
            }
          }
        }
      }
    }
    if !slopes.allSatisfy(\.isFinite) { slopes = [] }
  }

  mutating func median() -> Double? {
    guard count > 0 else { return nil }
    let upper = value(atRank: count / 2)
    return count % 2 == 1 ? upper : (value(atRank: count / 2 - 1) + upper) / 2
  }

  /// The slope with so many smaller ones, from 0.
  mutating func value(atRank rank: Int) -> Double {
    slopes.withUnsafeMutableBufferPointer { select(rank, in: $0, within: 0...$0.count - 1) }
  }
}

/// Puts the value of a rank in its place, the smaller before it and the larger behind it.
///
/// Source: Floyd and Rivest, "Algorithm 489", 1975: a long range is first narrowed by a sample, so
/// that the pivot is almost the answer.
private func select(
  _ rank: Int, in values: UnsafeMutableBufferPointer<Double>, within range: ClosedRange<Int>
) -> Double {
  var (left, right) = (range.lowerBound, range.upperBound)
  while right > left {
    if right - left > 600 {
      let (size, place) = (Double(right - left + 1), Double(rank - left + 1))
      let sample = 0.5 * exp(2 * log(size) / 3)
      let drift = 0.5 * (log(size) * sample * (size - sample) / size).squareRoot()
      let shift = place < size / 2 ? -drift : drift
      let from = Double(rank) - place * sample / size + shift
      let to = Double(rank) + (size - place) * sample / size + shift
      let around = min(rank, max(left, Int(from)))...max(rank, min(right, Int(to)))
      _ = select(rank, in: values, within: around)
    }
    let pivot = values[rank]
    var (low, high) = (left, right)
    while low <= high {
      while values[low] < pivot { low += 1 }
      while pivot < values[high] { high -= 1 }
      if low <= high {
        values.swapAt(low, high)
        low += 1
        high -= 1
      }
    }
    if high < rank { left = low }
    if rank < low { right = high }
  }
  return values[rank]
}
