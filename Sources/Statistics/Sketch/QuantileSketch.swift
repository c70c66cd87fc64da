/// The distribution of many lengths of time in little memory: merged and taken apart by adding.
///
/// Values are whole numbers, such as milliseconds. Each falls into a bucket that is never wider than
/// a sixty-fourth of its lower end, so that any quantile is within ``relativeError`` of the true one:
/// a median of 52 minutes may be told as 51 minutes 36 seconds, never as 51. Buckets are found with
/// shifts alone, so the same values give the same sketch on every machine and in every order.
///
/// Because a bucket holds a count, what was added can be taken out again, and two sketches add up
/// to the sketch of both: ``merge(_:)`` and ``subtract(_:)`` undo each other exactly.
///
/// Linear in the buckets, at most 64 for each doubling of the value.
/// Sources: Masson, Rim and Lee, "DDSketch", 2019 (buckets of a fixed relative width that merge);
/// Tene, "HdrHistogram" (buckets by the leading bits of a number).
public struct QuantileSketch: Hashable, Sendable {
  /// No quantile is further from the true one than this share of it.
  public static let relativeError = 1.0 / 128

  /// How many values fell where; a count below zero stands for values to be taken out elsewhere.
  struct Bucket: Hashable, Sendable {
    let index: Int32
    var count: Int
  }

  /// Sorted by index, without empty ones.
  private(set) var buckets: [Bucket] = []

  public init() {}

  init(_ buckets: [Bucket]) {
    self.buckets = buckets
  }

  /// How many values there are.
  public var count: Int { buckets.reduce(0) { $0 &+ $1.count } }

  public var isEmpty: Bool { buckets.isEmpty }

  /// Adds a value a number of times; a value below zero counts as zero.
  public mutating func add(_ value: Int, times: Int = 1) {
    add(times, toBucket: Self.index(of: value))
  }

  private mutating func add(_ times: Int, toBucket index: Int32) {
    guard times != 0 else { return }
    let place = firstIndex(in: 0..<buckets.count) { buckets[$0].index >= index }
    if place < buckets.count, buckets[place].index == index {
      buckets[place].count &+= times
      if buckets[place].count == 0 { buckets.remove(at: place) }
    } else {
      buckets.insert(Bucket(index: index, count: times), at: place)
    }
  }

  /// Adds all values of another sketch.
  public mutating func merge(_ other: QuantileSketch) { join(other, sign: 1) }

  /// Adds all values of another sketch a number of times, as when they stand for others.
  public mutating func merge(_ other: QuantileSketch, times: Int) {
    if times > 0 { join(other, sign: times) }
  }

  /// Takes out all values of another sketch.
  public mutating func subtract(_ other: QuantileSketch) { join(other, sign: -1) }

  private mutating func join(_ other: QuantileSketch, sign: Int) {
    // A few values are put in their places; building all anew pays only for many.
    if other.buckets.count <= 3 {
      for bucket in other.buckets { add(sign &* bucket.count, toBucket: bucket.index) }
      return
    }
    var joined: [Bucket] = []
    joined.reserveCapacity(buckets.count + other.buckets.count)
    var mine = buckets.startIndex
    for theirs in other.buckets {
      while mine < buckets.endIndex, buckets[mine].index < theirs.index {
        joined.append(buckets[mine])
        mine += 1
      }
      var bucket = Bucket(index: theirs.index, count: sign &* theirs.count)
      if mine < buckets.endIndex, buckets[mine].index == theirs.index {
        bucket.count &+= buckets[mine].count
        mine += 1
      }
      if bucket.count != 0 { joined.append(bucket) }
    }
    joined += buckets[mine...]
    buckets = joined
  }

  // MARK: Quantiles

  /// The quantile of type 7 to within ``relativeError``; `nil` without values.
  public func quantile(_ share: Double) -> Double? {
    let count = count
    guard share >= 0, share <= 1, count > 0 else { return nil }
    let position = share * Double(count - 1)
    let below = Int(position.rounded(.down))
    guard let low = value(atRank: below) else { return nil }
    let part = position - Double(below)
    guard part > 0, let high = value(atRank: below + 1) else { return low }
    return low + part * (high - low)
  }

  /// The value at a rank from 0, to within ``relativeError``.
  func value(atRank rank: Int) -> Double? {
    guard rank >= 0 else { return nil }
    var passed = 0
    for bucket in buckets {
      passed &+= bucket.count
      if passed > rank { return Self.middle(of: bucket.index) }
    }
    return nil
  }

  /// The quantile with the interval of ``quantileInterval(_:share:confidence:)``, read from the
  /// sketch.
  ///
  /// Both ends are within ``relativeError`` of the values at the exact ranks.
  public func estimate(_ share: Double = 0.5, confidence: Double = 0.95) -> Estimate {
    let n = count
    guard let value = quantile(share) else {
      return Estimate(
        value: nil, lower: nil, upper: nil, n: 0, method: .orderStatistics,
        status: .notEnoughData, confidence: confidence)
    }
    guard let ranks = quantileRanks(n: n, share: share, confidence: confidence) else {
      return .invalid(.orderStatistics)
    }
    return Estimate(
      value: value, lower: ranks.lower > 0 ? self.value(atRank: ranks.lower - 1) : nil,
      upper: ranks.upper <= n ? self.value(atRank: ranks.upper - 1) : nil, n: n,
      method: .orderStatistics, confidence: confidence)
  }

  // MARK: Buckets

  private static let bits = 6

  /// Below 128 each number has a bucket of its own; above, the six bits after the first decide.
  static func index(of value: Int) -> Int32 {
    guard value >= 1 << bits else { return Int32(Swift.max(0, value)) }
    let exponent = Int.bitWidth - 1 - value.leadingZeroBitCount
    let shift = exponent - bits
    return Int32((shift + 1) << bits + (value >> shift) & ((1 << bits) - 1))
  }

  /// The middle of a bucket's numbers.
  static func middle(of index: Int32) -> Double {
    let index = Int(index)
    guard index >= 1 << bits else { return Double(index) }
    let shift = index >> bits - 1
    let first = (index & ((1 << bits) - 1) + 1 << bits)
    return (Double(first) + 0.5) * Double(1 << shift) - 0.5
  }
}
