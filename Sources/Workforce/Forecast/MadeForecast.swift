public import Kernel

/// A forecast of a queue as it was made: from what, how sure, and what it takes for granted.
public struct MadeForecast: Hashable, Sendable {
  /// The key of a forecast.
  public typealias ID = Identifier<MadeForecast>

  public let id: ID
  public let queue: StaffingQueue.ID
  public let madeAt: Instant
  /// The first day it speaks of.
  public let firstDay: Day
  /// Days of which something was known.
  public let historyDays: Int
  /// Whether it rests on a typical day and a number of contacts a month.
  public let isCold: Bool
  /// Seconds one contact keeps an agent busy, on average.
  public let handling: Assumption
  /// Seconds a customer would wait before hanging up; `nil` where nobody hangs up.
  public let patience: Assumption?
  /// Chats one agent has at once.
  public let concurrency: Assumption
  /// How good forecasts were a day ahead; `nil` with less than two months of history.
  public let record: Record?
  /// How much of today's surprise is believed, in contacts; `nil` where it tells nothing.
  public let inertia: Double?
  /// After how many half-hours a count has lost half its weight.
  public let halfLife: Double?
  /// The holidays customers keep, as the history shows; a word of ``Staffing``.
  public let calendar: String?
  /// What it was made from, to see whether anything is new.
  let fingerprint: String

  /// A number that the need rests on, and where it is from.
  public struct Assumption: Hashable, Sendable {
    public let value: Double
    public var lower: Double?
    public var upper: Double?
    public let basis: Basis

    /// Where a number is from.
    public enum Basis: String, Hashable, Sendable, CaseIterable {
      /// Somebody wrote it into the queue.
      case written
      /// Measured in what came.
      case measured
      /// What is usual in the trade.
      case usual
    }

    public init(_ value: Double, _ basis: Basis, lower: Double? = nil, upper: Double? = nil) {
      self.value = value
      self.basis = basis
      self.lower = lower
      self.upper = upper
    }
  }

  /// Past forecasts against what came, and against two rivals; shares of what came.
  public struct Record: Hashable, Sendable {
    public let error: Double
    /// The same for the mean of the last eight same weekdays.
    public let plainError: Double
    /// What somebody who knew every rate would still miss.
    public let luck: Double
    /// The share of half-hours inside the band that 80 in 100 should lie in.
    public let inside: Double
    public let days: Int
  }
}

/// One past day: what was forecast the evening before, and what came.
public struct ForecastCheck: Hashable, Sendable {
  public let day: Day
  public var counted = 0.0
  public var expected = 0.0
  /// The sum of distances, half-hour by half-hour: ours, and those of the mean of eight weeks.
  public var missed = 0.0
  public var plainMissed = 0.0
  /// What luck alone is expected to miss.
  public var luck = 0.0
  /// Half-hours inside the band of 80 in 100, of so many.
  public var inside = 0
  public var intervals = 0

  public init(day: Day) {
    self.day = day
  }
}

extension [ForecastCheck] {
  /// All days together; `nil` of fewer than five.
  var record: MadeForecast.Record? {
    let counted = reduce(0) { $0 + $1.counted }
    let intervals = reduce(0) { $0 + $1.intervals }
    guard count >= 5, counted > 0, intervals > 0 else { return nil }
    return MadeForecast.Record(
      error: reduce(0) { $0 + $1.missed } / counted,
      plainError: reduce(0) { $0 + $1.plainMissed } / counted,
      luck: reduce(0) { $0 + $1.luck } / counted,
      inside: Double(reduce(0) { $0 + $1.inside }) / Double(intervals), days: count)
  }
}
