/// How much work of one kind arrives in an interval.
public struct Demand: Hashable, Sendable {
  /// Calls expected in the interval.
  public let calls: Double
  /// The length of the interval in seconds.
  public let interval: Double
  /// The mean time one call keeps an agent busy, with what is written afterwards, in seconds.
  public let handlingTime: Double

  /// `nil` for a negative or infinite number, for no length or handling time, and for more than a
  /// million erlangs.
  public init?(calls: Double, interval: Double = 1800, handlingTime: Double) {
    guard calls >= 0, calls.isFinite, interval > 0, interval.isFinite, handlingTime > 0,
      handlingTime.isFinite, (calls * handlingTime / interval) <= Double(Demand.mostAgents)
    else { return nil }
    self.calls = calls
    self.interval = interval
    self.handlingTime = handlingTime
  }

  /// The agents that are busy on average when everybody is served, in erlangs.
  public var load: Double { calls * handlingTime / interval }

  /// Calls a second.
  var rate: Double { calls / interval }

  /// Nobody has a room that large; beyond it nothing is computed.
  public static let mostAgents = 1_000_000
}
