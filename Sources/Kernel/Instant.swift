/// A moment in time: milliseconds since 1970 in UTC, as every table stores it.
public struct Instant: Hashable, Comparable, Sendable {
  public let milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  public static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The moment a whole number of seconds later; saturates at the ends of the range.
  public func advanced(bySeconds seconds: Int64) -> Instant {
    let (delta, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    let (sum, overflowed) = milliseconds.addingReportingOverflow(delta)
    guard !overflow, !overflowed else {
      return Instant(milliseconds: seconds < 0 ? .min : .max)
    }
    return Instant(milliseconds: sum)
  }

  /// The moment a whole number of days of 24 hours later.
  public func advanced(byDays days: Int64) -> Instant {
    advanced(bySeconds: days.multipliedReportingOverflow(by: 86_400).partialValue)
  }

  /// Seconds from another moment to this one; negative when the other is later.
  public func seconds(since other: Instant) -> Double {
    (Double(milliseconds) - Double(other.milliseconds)) / 1000
  }
}
