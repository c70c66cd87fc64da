import Glibc

/// A queue in which people hang up: Poisson arrivals, exponential handling and patience.
///
/// Always stable. An agent count below the load is normal here. Source: Palm 1957; Baccelli and
/// Hebuterne 1981; Mandelbaum and Zeltyn 2007.
public struct ErlangA: Hashable, Sendable {
  public let demand: Demand
  /// The mean time a customer would wait before hanging up, in seconds.
  public let patience: Double
  public let agents: Int
  /// The answer time of the promise in seconds.
  public let target: Double
  /// The chance that a call does not find a free agent at once.
  public let waitProbability: Double
  /// The share of calls that hang up.
  public let abandonment: Double
  /// The share of calls that are still waiting, or have waited longer, when the target has passed.
  public let waitBeyondTarget: Double
  /// Answered in time ÷ all offered.
  public let answeredInTime: Double
  /// The mean wait in seconds of those who are answered; `nil` when nobody is.
  public let waitOfAnswered: Double?
  /// The mean wait in seconds of those who hang up; `nil` when nobody does.
  public let waitOfAbandoned: Double?

  /// The queue with so many agents.
  ///
  /// `nil` for a patience that is not above 0, a target that is negative or no number, for fewer
  /// than 0 agents or more than ``Demand/mostAgents``, and where the sums would have more than ten
  /// million terms. Patience beyond a thousand million seconds is taken as that.
  public init?(_ demand: Demand, patience: Double, agents: Int, target: Double) {
    guard patience > 0, target >= 0, (0...Demand.mostAgents).contains(agents) else { return nil }
    self.demand = demand
    self.patience = Swift.min(patience, ErlangA.longestPatience)
    self.agents = agents
    self.target = target
    guard demand.load > 0 else {
      (waitProbability, abandonment, waitBeyondTarget, answeredInTime) = (0, 0, 0, 1)
      (waitOfAnswered, waitOfAbandoned) = (0, nil)
      return
    }
    guard agents > 0 else {
      (waitProbability, abandonment, answeredInTime) = (1, 1, 0)
      waitBeyondTarget = exp(-target / self.patience)
      (waitOfAnswered, waitOfAbandoned) = (nil, self.patience)
      return
    }
    let rates = Impatience(demand, patience: self.patience)
    let excess = Blocking(load: demand.load, agents: agents).excess
    guard let queue = rates.queue(agents: agents, excess: excess) else { return nil }
    let waits = rates.waits(agents: agents, logFull: queue.logFull, target: target)
    waitProbability = queue.waitProbability
    abandonment = queue.abandonment
    answeredInTime = Swift.min(1, queue.noWait + waits.servedInTime)
    waitBeyondTarget = exp(-target / self.patience) * waits.beyondTarget
    let served = 1 - queue.abandonment
    waitOfAnswered = served > 0 ? waits.ofServed / served : nil
    if queue.abandonment > 1e-250 {
      waitOfAbandoned = finite(waits.ofAbandoned / queue.abandonment)
    } else {
      // Too rare for a number, and still of a definite length.
      let relative = rates.waits(agents: agents, logFull: 0, target: target)
      waitOfAbandoned = finite(relative.ofAbandoned / queue.relativeAbandonment)
    }
  }

  private static let longestPatience = 1e9

  /// The agents that would be busy on average if nobody hung up, in erlangs.
  public var load: Double { demand.load }

  /// The mean wait of everybody in seconds, whether answered or not.
  public var meanWait: Double { abandonment * patience }

  /// How many wait on average.
  public var queueLength: Double { demand.rate * meanWait }

  /// The share of time an agent is busy; `nil` without agents for calls.
  public var occupancy: Double? {
    guard load > 0 else { return 0 }
    return agents > 0 ? load * (1 - abandonment) / Double(agents) : nil
  }

  /// The service level by one of its definitions; `nil` where nothing is counted.
  public func serviceLevel(_ definition: ServiceLevel = .offered) -> Double? {
    definition.share(
      inTime: answeredInTime, beyond: waitBeyondTarget, abandoned: abandonment)
  }
}

/// What a service level counts; a page must say which one it shows.
public enum ServiceLevel: String, Hashable, Sendable, CaseIterable {
  /// Answered in time ÷ all offered: who hangs up counts against us.
  case offered
  /// Answered in time ÷ (offered − hung up within the target).
  case withoutShortAbandons
  /// Answered in time ÷ answered; flatters, because people who hang up improve it.
  case answered

  /// The level from shares of all calls; `nil` where nothing is counted.
  func share(inTime: Double, beyond: Double, abandoned: Double) -> Double? {
    switch self {
    case .offered: inTime
    case .withoutShortAbandons: inTime + beyond > 0 ? inTime / (inTime + beyond) : 0
    case .answered: abandoned < 1 ? Swift.min(1, inTime / (1 - abandoned)) : nil
    }
  }
}

func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
