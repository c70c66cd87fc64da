/// Whether a series rises or falls, whatever the shape of the way.
public struct MannKendall: Hashable, Sendable {
  /// `ok`, `notEnoughData` below three values, `noVariation` when all are equal, `invalidInput`.
  public let status: Estimate.Status
  /// How many values there are; missing ones are not counted.
  public let n: Int
  /// Kendall's S: rising pairs minus falling pairs.
  public let s: Int?
  /// The variance of S without a trend, corrected for ties.
  public let variance: Double?
  /// The normal score of S, with continuity correction.
  public let z: Double?
  /// Two-sided, by the normal approximation.
  public let pNormal: Double?
  /// Two-sided, by counting all orders; `nil` with ties or above 40 values.
  public let pExact: Double?
  /// S over the number of pairs, −1 to 1.
  public let tauA: Double?
  /// The same, corrected for tied pairs.
  public let tauB: Double?

  /// The p to use: the exact one where there is one.
  public var p: Double? { pExact ?? pNormal }
  /// Below this many points nothing is said about a trend.
  public static let fewestForTrend = 6
}

/// Tests for a trend without assuming a straight line or normal values.
///
/// S counts the pairs that rise minus those that fall. Without ties and up to n = 40 the p value is
/// exact: the share of all orders with an S this far from 0. Otherwise z = (|S| − 1)/√variance with
/// the variance corrected for ties.
///
/// Use it for monthly series of six points or more: four rising months alone have p = 0.083, five
/// 0.017. Not for values that depend on the one before, such as weekly figures of overlapping
/// windows: p is then too small; take longer blocks. Not for seasons: compare the same months.
///
/// Say: "Over these twelve months the score has been falling; by luck alone an order like this one
/// would come up once in a hundred."
///
/// Cost O(n log n), and O(n³) for the exact p of at most 40 values. Sources: Mann 1945; Kendall 1975;
/// Gilbert 1987.
/// - Parameter values: one per period, in order; `nil` for a missing one, which is left out.
/// - Returns: the test, both ways.
public func mannKendall(_ values: [Double?]) -> MannKendall {
  let known = values.compactMap { $0 }
  let n = known.count
  func without(_ status: Estimate.Status, s: Int? = nil) -> MannKendall {
    MannKendall(
      status: status, n: n, s: s, variance: nil, z: nil, pNormal: nil, pExact: nil, tauA: nil,
      tauB: nil)
  }
  guard known.allSatisfy(\.isFinite) else { return without(.invalidInput) }
  guard n >= 3 else { return without(.notEnoughData) }
  let order = PairOrder(known)
  guard order.ties.first != n else { return without(.noVariation, s: 0) }
  let s = order.pairs - order.tied - 2 * order.falling
  let variance = (spread(n) - order.ties.reduce(0) { $0 + spread($1) }) / 18
  let z = Double(s.signum() * max(0, abs(s) - 1)) / variance.squareRoot()
  let pairs = Double(order.pairs)
  let exact = order.ties.isEmpty && n <= 40 ? kendallSUpperTail(abs(s), n: n) : nil
  return MannKendall(
    status: .ok, n: n, s: s, variance: variance, z: z,
    pNormal: 2 * StandardNormal.upperTail(abs(z)),
    pExact: exact.map { min(1, 2 * $0) }, tauA: Double(s) / pairs,
    tauB: Double(s) / (pairs * Double(order.pairs - order.tied)).squareRoot())
}

/// n (n − 1) (2n + 5): what n values in random order, or n tied ones, add to 18 variances of S.
func spread(_ n: Int) -> Double {
  let n = Double(n)
  return n * (n - 1) * (2 * n + 5)
}

/// How the pairs of a series stand to each other, by merging sorted halves (Knight 1966).
struct PairOrder {
  let pairs: Int
  /// Pairs of equal values.
  let tied: Int
  /// Pairs whose later value is the smaller.
  let falling: Int
  /// The sizes of groups of equal values, 2 or more each; the largest is not sorted out.
  let ties: [Int]

  init(_ values: [Double]) {
    var (from, to) = (values, values)
    var falling = 0
    var width = 1
    while width < values.count {
      from.withUnsafeBufferPointer { source in
        to.withUnsafeMutableBufferPointer { target in
          for start in stride(from: 0, to: source.count, by: 2 * width) {
            falling += merge(source, target, start: start, width: width)
          }
        }
      }
      swap(&from, &to)
      width *= 2
    }
    self.falling = falling
    ties = tieSizes(sorted: from)
    pairs = values.count * (values.count - 1) / 2
    tied = ties.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
  }
}

/// Merges two sorted neighbours; returns how many pairs across them fall.
private func merge(
  _ source: UnsafeBufferPointer<Double>, _ target: UnsafeMutableBufferPointer<Double>,
  start: Int, width: Int
) -> Int {
  let middle = min(start + width, source.count)
  let end = min(start + 2 * width, source.count)
  var (left, right, falling) = (start, middle, 0)
  for place in start..<end {
    if left < middle, right == end || source[left] <= source[right] {
      target[place] = source[left]
      left += 1
    } else {
      target[place] = source[right]
      right += 1
      falling += middle - left
    }
  }
  return falling
}

/// The sizes of the groups of two or more equal neighbours.
func tieSizes(sorted values: [Double]) -> [Int] {
  var sizes = [Int]()
  var size = 1
  for index in values.indices.dropFirst() {
    if values[index] == values[index - 1] {
      size += 1
    } else {
      if size > 1 { sizes.append(size) }
      size = 1
    }
  }
  if size > 1 { sizes.append(size) }
  return sizes
}
