import Glibc

/// A queue in which everybody waits, however long: Poisson arrivals, exponential handling.
///
/// Too pessimistic where people hang up, and without an answer where the load reaches the agents:
/// then the queue grows for ever, ``isStable`` is false and waits are `nil`, never negative.
/// Without calls nobody waits. Source: Erlang 1917; Gans, Koole and Mandelbaum 2003.
public struct ErlangC: Hashable, Sendable {
  public let demand: Demand
  public let agents: Int
  /// The answer time of the promise in seconds.
  public let target: Double
  /// The chance that a call has to wait; 1 in an unstable queue.
  public let waitProbability: Double
  /// The share answered within the target; 0 in an unstable queue.
  public let serviceLevel: Double

  /// `nil` for a target that is negative or no number, for fewer than 0 agents and for more than
  /// ``Demand/mostAgents``.
  public init?(_ demand: Demand, agents: Int, target: Double) {
    guard target >= 0, (0...Demand.mostAgents).contains(agents) else { return nil }
    let excess =
      demand.load > 0 && demand.load < Double(agents)
      ? Blocking(load: demand.load, agents: agents).excess : 0
    self.init(demand, agents: agents, target: target, excess: excess)
  }

  /// With 1/B − 1 at hand.
  init(_ demand: Demand, agents: Int, target: Double, excess: Double) {
    self.demand = demand
    self.agents = agents
    self.target = target
    let (load, spare) = (demand.load, Double(agents) - demand.load)
    guard load > 0 else {
      (waitProbability, serviceLevel) = (0, 1)
      return
    }
    guard spare > 0 else {
      (waitProbability, serviceLevel) = (1, 0)
      return
    }
    waitProbability = Double(agents) / (spare * (1 + excess) + load)
    serviceLevel =
      waitProbability == 0 ? 1 : 1 - waitProbability * exp(-spare * target / demand.handlingTime)
  }

  /// The agents that would be busy on average, in erlangs.
  public var load: Double { demand.load }

  /// Whether the queue comes to rest.
  public var isStable: Bool { load == 0 || load < Double(agents) }

  /// The mean wait of all calls in seconds, also of those answered at once.
  public var answerTime: Double? {
    guard load > 0 else { return 0 }
    return waitIfDelayed.map { waitProbability * $0 }
  }

  /// The mean wait of those who wait at all, in seconds; `nil` when unstable or without agents.
  public var waitIfDelayed: Double? {
    let spare = Double(agents) - load
    return spare > 0 ? demand.handlingTime / spare : nil
  }

  /// How many wait on average.
  public var queueLength: Double? { answerTime.map { demand.rate * $0 } }

  /// The share of time an agent is busy; 1 in an unstable queue.
  public var occupancy: Double {
    guard load > 0 else { return 0 }
    return isStable ? load / Double(agents) : 1
  }

  /// The wait that nine calls in ten stay below, in seconds; 0 when fewer than one in ten wait.
  public var waitOfNineInTen: Double? {
    guard load > 0 else { return 0 }
    guard let waitIfDelayed else { return nil }
    return waitProbability > 0.1 ? waitIfDelayed * log(waitProbability / 0.1) : 0
  }
}
