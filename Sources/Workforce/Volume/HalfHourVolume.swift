public import Kernel

/// What came in one half-hour of a queue, as sums that can be added; seconds where it says so.
public struct HalfHourVolume: Hashable, Sendable {
  public let start: Instant
  /// Contacts that asked for somebody, answered or not.
  public var offered: Double
  /// `nil` where the source does not say.
  public var answered: Double?
  public var abandoned: Double = 0
  /// Offered by customers who had hung up less than ten minutes before: the same matter once more.
  public var again: Double = 0
  /// Answered, and over within ten seconds: wrong numbers, lines that were dropped.
  public var short: Double = 0
  /// Answered within the target; `nil` where the source does not say.
  public var inTime: Double?
  /// Seconds that all who were answered had waited.
  public var waitAnswered: Double = 0
  /// Seconds that all who hung up had waited.
  public var waitAbandoned: Double = 0
  /// Seconds of work; `nil` where the source does not say.
  public var handled: Double?
  public var origin: Origin

  /// Where a count is from.
  public enum Origin: String, Hashable, Sendable, CaseIterable {
    /// The telephone system's own report.
    case file
    /// Counted from imported conversations and calls.
    case conversations
  }

  public init(start: Instant, offered: Double, origin: Origin) {
    self.start = start
    self.offered = offered
    self.origin = origin
  }

  /// Adds a part of the same half-hour.
  mutating func add(_ other: HalfHourVolume) {
    func sum(_ one: Double?, _ two: Double?) -> Double? {
      one == nil && two == nil ? nil : (one ?? 0) + (two ?? 0)
    }
    offered += other.offered
    answered = sum(answered, other.answered)
    abandoned += other.abandoned
    again += other.again
    short += other.short
    inTime = sum(inTime, other.inTime)
    waitAnswered += other.waitAnswered
    waitAbandoned += other.waitAbandoned
    handled = sum(handled, other.handled)
  }

  /// A part of it, as when an hour is cut into halves or a quarter is missing.
  func scaled(by factor: Double, start: Instant) -> HalfHourVolume {
    var part = HalfHourVolume(start: start, offered: offered * factor, origin: origin)
    part.answered = answered.map { $0 * factor }
    part.abandoned = abandoned * factor
    part.again = again * factor
    part.short = short * factor
    part.inTime = inTime.map { $0 * factor }
    part.waitAnswered = waitAnswered * factor
    part.waitAbandoned = waitAbandoned * factor
    part.handled = handled.map { $0 * factor }
    return part
  }
}

/// One half-hour of a local day.
struct HalfHour: Hashable, Sendable {
  let start: Instant
  let day: Day
  /// Counted from local midnight by the clock on the wall.
  let slot: Int

  /// The half-hours of a local day in order; 46 or 50 where the clock changes.
  static func all(of day: Day, in zone: Zone) -> [HalfHour] {
    let (start, end) = (zone.start(of: day), zone.start(of: day.advanced(by: 1)))
    let count = Int((end.seconds(since: start) / 1800).rounded())
    return (0..<Swift.max(0, Swift.min(count, 52))).map { index in
      let moment = start.advanced(bySeconds: Int64(index) * 1800)
      return HalfHour(start: moment, day: day, slot: zone.secondOfDay(of: moment) / 1800)
    }
  }

  /// The half-hour that holds a moment.
  init(_ moment: Instant, in zone: Zone) {
    let second = zone.secondOfDay(of: moment)
    start = Instant(milliseconds: moment.milliseconds - moment.milliseconds % 1000)
      .advanced(bySeconds: -Int64(second % 1800))
    day = zone.day(of: moment)
    slot = second / 1800
  }

  private init(start: Instant, day: Day, slot: Int) {
    self.start = start
    self.day = day
    self.slot = slot
  }
}
