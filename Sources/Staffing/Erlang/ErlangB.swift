/// A room without a queue: who finds everybody busy goes away at once.
///
/// Source: Erlang 1917; the recursion on 1/B by Jagerman 1984, which neither overflows nor cancels.
public struct ErlangB: Hashable, Sendable {
  /// The share of calls that find everybody busy.
  public let blocking: Double
  /// The load that is served, in erlangs.
  public let carried: Double
  /// The share of time an agent is busy; `nil` without agents.
  public let occupancy: Double?

  /// `nil` for a load that is negative, infinite or no number, for fewer than 0 agents and for more
  /// than ``Demand/mostAgents``.
  public init?(load: Double, agents: Int) {
    guard load >= 0, load.isFinite, (0...Demand.mostAgents).contains(agents) else { return nil }
    guard load > 0 else {
      self.blocking = agents == 0 ? 1 : 0
      self.carried = 0
      self.occupancy = agents == 0 ? nil : 0
      return
    }
    let excess = Blocking(load: load, agents: agents).excess
    self.blocking = 1 / (1 + excess)
    self.carried = excess.isInfinite ? load : load * (excess / (1 + excess))
    self.occupancy = agents == 0 ? nil : carried / Double(agents)
  }
}

/// 1/B − 1 for one number of agents after the other; infinite where B is too small for a number.
struct Blocking {
  private let perLoad: Double
  private(set) var agents = 0
  /// 1/B − 1.
  private(set) var excess = 0.0

  /// With nobody there; the load is above 0.
  init(load: Double) {
    perLoad = 1 / load
  }

  init(load: Double, agents: Int) {
    self.init(load: load)
    while self.agents < agents, excess < .infinity { addAgent() }
    self.agents = agents
  }

  mutating func addAgent() {
    agents += 1
    excess = Double(agents) * perLoad * (1 + excess)
  }
}
