/// A scale with its marks; the page decides how numbers are written.
public struct Axis: Sendable {
  /// A mark on the scale.
  public struct Tick: Sendable {
    public var value: Double
    public var label: String
  }

  public let lower: Double
  public let upper: Double
  public let ticks: [Tick]

  /// A scale from one number to another with about `count` round marks.
  ///
  /// Numbers that are not finite count as 0; an empty range becomes one unit wide.
  public init(_ lower: Double, _ upper: Double, count: Int = 5, label: (Double) -> String) {
    let first = lower.isFinite ? lower : 0
    let last = upper.isFinite ? upper : 0
    self.lower = min(first, last)
    self.upper = max(first, last) > self.lower ? max(first, last) : self.lower + 1
    ticks = Self.marks(from: self.lower, to: self.upper, count: max(1, count))
      .map { Tick(value: $0, label: label($0)) }
  }

  /// A scale that holds all given numbers, its ends rounded outwards.
  public init(
    covering values: [Double], includesZero: Bool = false, count: Int = 5,
    label: (Double) -> String
  ) {
    var known = values.filter(\.isFinite)
    if includesZero || known.isEmpty { known.append(0) }
    let least = known.min() ?? 0
    let most = known.max() ?? 1
    let step = Self.step(most > least ? most - least : 1, count: max(1, count))
    self.init(
      (least / step).rounded(.down) * step, (most / step).rounded(.up) * step, count: count,
      label: label)
  }

  /// Where a number stands between the ends, 0…1; numbers beyond stand at the end.
  func share(of value: Double) -> Double {
    guard value.isFinite else { return 0 }
    return min(1, max(0, (value - lower) / (upper - lower)))
  }

  private static func marks(from lower: Double, to upper: Double, count: Int) -> [Double] {
    let step = step(upper - lower, count: count)
    let first = (lower / step).rounded(.up)
    let last = (upper / step).rounded(.down)
    guard first <= last, last - first < 100 else { return [lower, upper] }
    return stride(from: first, through: last, by: 1).map { $0 * step }
  }

  /// The round step (1, 2 or 5 times a power of ten) nearest above `span / count`.
  private static func step(_ span: Double, count: Int) -> Double {
    let rough = span / Double(count)
    guard rough.isFinite, rough > 1e-12, rough < 1e12 else { return max(span, 1) }
    var power = 1.0
    while power * 10 <= rough { power *= 10 }
    while power > rough { power /= 10 }
    return power * ([1.0, 2, 5, 10].first { $0 * power >= rough * 0.999 } ?? 10)
  }
}
