public import Kernel

/// What one half-hour of a queue is expected to bring, and how many people that takes.
public struct HalfHourNeed: Hashable, Sendable {
  public let queue: StaffingQueue.ID
  public let start: Instant
  /// Contacts that are expected; of letters those that arrive.
  public let calls: Double
  /// The counts that 10, 25, 50, 75 and 90 in 100 such half-hours stay below.
  public let quantiles: Quantiles
  /// Seconds one contact keeps an agent busy.
  public let handling: Double
  /// People who are there and free for this work, with the fraction that adding must not lose.
  public let agents: Double
  /// How far the whole day may be off: the variation of its level.
  public let variation: Double

  /// Counts that a share of all such half-hours stays below.
  public struct Quantiles: Hashable, Sendable {
    public let low: Double
    public let lower: Double
    public let middle: Double
    public let upper: Double
    public let high: Double

    public init(low: Double, lower: Double, middle: Double, upper: Double, high: Double) {
      self.low = low
      self.lower = lower
      self.middle = middle
      self.upper = upper
      self.high = high
    }
  }

  public init(
    queue: StaffingQueue.ID, start: Instant, calls: Double, quantiles: Quantiles,
    handling: Double, agents: Double, variation: Double
  ) {
    self.queue = queue
    self.start = start
    self.calls = calls
    self.quantiles = quantiles
    self.handling = handling
    self.agents = agents
    self.variation = variation
  }

  /// Seconds of a half-hour.
  public static let length = 1800.0

  /// The end of the half-hour.
  public var end: Instant { start.advanced(bySeconds: 1800) }
}
