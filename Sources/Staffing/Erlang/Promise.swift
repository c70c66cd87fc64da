/// What a team promises its customers and its people, interval by interval.
public struct Promise: Hashable, Sendable {
  /// The answer time in seconds.
  public var target: Double
  /// The share to be answered within the target, such as 0.8.
  public var share: Double
  /// What the share counts.
  public var definition: ServiceLevel
  /// The largest share of time an agent may be busy; care for people.
  public var mostOccupancy: Double?
  /// The longest mean wait of all calls in seconds.
  public var longestWait: Double?
  /// The largest share of calls that may hang up.
  public var mostAbandonment: Double?

  public init(
    target: Double = 20, share: Double = 0.8, definition: ServiceLevel = .offered,
    mostOccupancy: Double? = nil, longestWait: Double? = nil, mostAbandonment: Double? = nil
  ) {
    self.target = target
    self.share = share
    self.definition = definition
    self.mostOccupancy = mostOccupancy
    self.longestWait = longestWait
    self.mostAbandonment = mostAbandonment
  }

  /// Whether a level and its companions keep all of it.
  func isKept(level: Double?, occupancy: Double?, wait: Double?, abandonment: Double) -> Bool {
    guard let level, level >= share else { return false }
    if let mostOccupancy, (occupancy ?? 1) > mostOccupancy { return false }
    if let longestWait, (wait ?? .infinity) > longestWait { return false }
    return mostAbandonment.map { abandonment <= $0 } ?? true
  }

  /// Whether it can be told apart from nonsense.
  var isValid: Bool {
    let limits = [mostOccupancy, longestWait, mostAbandonment].compactMap(\.self)
    return target >= 0 && share >= 0 && share <= 1 && limits.allSatisfy { $0 >= 0 }
  }
}

/// The smallest team that keeps a promise in an interval, and what it gets.
public struct Requirement: Hashable, Sendable {
  /// Agents who are there and take calls.
  public let agents: Int
  /// The service level with them, as the promise defines it.
  public let serviceLevel: Double
  /// The service level with one fewer; `nil` where nobody is needed.
  public let serviceLevelOneLess: Double?
  /// Answered in time ÷ all offered.
  public let answeredInTime: Double
  /// Answered in time ÷ (offered − hung up within the target).
  public let withoutShortAbandons: Double
  /// The chance that a call has to wait.
  public let waitProbability: Double
  /// The share of calls that hang up; 0 where everybody waits.
  public let abandonment: Double
  /// The mean wait of all calls in seconds.
  public let meanWait: Double
  /// The share of time an agent is busy.
  public let occupancy: Double
}

/// How many people to pay so that so many are there.
///
/// Gross-up is division: 14 there at 30 % shrinkage are 20 paid, not 18.2.
/// - Returns: the full-time equivalents, and whole people, with a guard against 30.000000000000004;
///   `nil` unless 0 ≤ shrinkage < 1.
public func paid(for agents: Double, shrinkage: Double) -> (equivalents: Double, people: Int)? {
  guard agents >= 0, agents <= 1e12, shrinkage >= 0, shrinkage < 1 else { return nil }
  let equivalents = agents / (1 - shrinkage)
  guard equivalents < 1e15 else { return nil }
  return (equivalents, Int((equivalents - 1e-9 * Swift.max(1, equivalents)).rounded(.up)))
}
