/// A day of one queue: what is expected, and who is there.
public struct DayPlan: Hashable, Sendable {
  /// The length of an interval in seconds.
  public let interval: Double
  /// Expected calls, interval by interval.
  public let calls: [Double]
  /// How many agents are planned in each interval; agent j is there where j is below it.
  public var staff: [Int]
  /// The mean handling time in seconds.
  public let handlingTime: Double
  /// How handling times vary.
  public let handling: Handling
  /// The mean time a customer would wait before hanging up, in seconds; `nil` when nobody does.
  public let patience: Double?
  /// What counts as a good interval and a good day; only target and share are looked at.
  public let promise: Promise
  /// How far the whole day may be busier or quieter than expected: the coefficient of variation of
  /// one factor on all its intervals.
  public let volumeVariation: Double
  /// The chance that an agent is missing all day.
  public let absence: Double

  /// How handling times are spread around their mean.
  public enum Handling: Hashable, Sendable {
    case exponential
    /// The logarithm is normal; the number is the coefficient of variation.
    case lognormal(variation: Double)
  }

  /// `nil` where the lists differ in length or are empty, where a number is negative, infinite or
  /// none, or for more than ten million calls, a million intervals or ten thousand agents at once.
  public init?(
    interval: Double = 1800, calls: [Double], staff: [Int], handlingTime: Double,
    handling: Handling = .exponential, patience: Double? = nil, promise: Promise = Promise(),
    volumeVariation: Double = 0, absence: Double = 0
  ) {
    guard calls.count == staff.count, (1...1_000_000).contains(calls.count),
      calls.allSatisfy({ $0 >= 0 && $0 <= 1e7 }), calls.reduce(0, +) <= 1e7,
      staff.allSatisfy({ (0...10_000).contains($0) }),
      interval > 0, interval.isFinite, handlingTime > 0, handlingTime.isFinite,
      patience.map({ $0 > 0 }) ?? true, promise.isValid, (0...5).contains(volumeVariation),
      (0...1).contains(absence)
    else { return nil }
    if case .lognormal(let variation) = handling, !(0...100).contains(variation) { return nil }
    self.interval = interval
    self.calls = calls
    self.staff = staff
    self.handlingTime = handlingTime
    self.handling = handling
    self.patience = patience
    self.promise = promise
    self.volumeVariation = volumeVariation
    self.absence = absence
  }
}
