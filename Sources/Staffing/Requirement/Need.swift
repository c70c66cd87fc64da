/// The agents an interval needs, with the fraction that adding teams together must not lose.
///
/// A need of 3.2 says: three agents, and a fourth in one fifth of the time. Needs of several queues
/// are added first and rounded once, by ``whole(of:)``: 3.2 and 2.3 are six people, not seven.
public struct Need: Hashable, Sendable {
  /// The agents, with their fraction.
  public let agents: Double
  /// The whole agents that keep the promise all the time.
  public let whole: Int

  /// A need measured elsewhere; `nil` unless it is a number from 0 to a million.
  public init?(agents: Double) {
    guard agents >= 0, agents <= Double(Demand.mostAgents) else { return nil }
    self.agents = agents
    whole = roundedUp(agents)
  }

  private init(agents: Double, whole: Int) {
    self.agents = agents
    self.whole = whole
  }

  /// The need of a queue of calls; `nil` where ``Requirement`` is.
  ///
  /// Between the team that keeps the promise and the one that is one smaller, every limit is taken
  /// as a straight line, and the limit that asks for most decides. Below the smallest team that
  /// keeps it there is a whole agent less at the most.
  public init?(for demand: Demand, patience: Double? = nil, promise: Promise) {
    guard let team = Requirement(for: demand, patience: patience, promise: promise) else {
      return nil
    }
    guard team.agents > 0 else {
      self.init(agents: 0, whole: 0)
      return
    }
    let (less, now) = (
      Measures(demand, patience, team.agents - 1, promise),
      Measures(demand, patience, team.agents, promise)
    )
    guard let less, let now else { return nil }
    let fraction = now.fraction(from: less, promise)
    self.init(agents: Double(team.agents - 1) + fraction, whole: team.agents)
  }

  /// Whole people for several needs at once, rounded up once.
  public static func whole(of needs: [Need]) -> Int {
    roundedUp(needs.reduce(0) { $0 + $1.agents })
  }

  /// The need of chats, of which one agent has several at once; `nil` where a need of calls is.
  ///
  /// Each place for a chat is a server of its own, and a chat takes as long as it does at that
  /// concurrency. Parallel chats are not parallel agents: see ``ChatHandling``.
  public init?(
    forChats demand: Demand, concurrency: Double, patience: Double? = nil, promise: Promise
  ) {
    guard concurrency >= 1, concurrency <= 20,
      let places = Need(for: demand, patience: patience, promise: promise)
    else { return nil }
    let agents = places.agents / concurrency
    self.init(agents: agents, whole: roundedUp(agents))
  }
}

/// Rounded up, with a guard against a last digit: 30.000000000000004 people are 30.
func roundedUp(_ agents: Double) -> Int {
  guard agents > 0, agents < 1e15 else { return 0 }
  return Int((agents - 1e-9 * Swift.max(1, agents)).rounded(.up))
}

/// What a promise looks at, for one number of agents.
private struct Measures {
  var level: Double
  var occupancy: Double
  var wait: Double
  var abandonment: Double

  init?(_ demand: Demand, _ patience: Double?, _ agents: Int, _ promise: Promise) {
    if let patience {
      guard
        let queue = ErlangA(demand, patience: patience, agents: agents, target: promise.target)
      else { return nil }
      level = queue.serviceLevel(promise.definition) ?? 0
      (occupancy, wait, abandonment) = (queue.occupancy ?? 1, queue.meanWait, queue.abandonment)
    } else {
      guard let queue = ErlangC(demand, agents: agents, target: promise.target) else { return nil }
      level = queue.serviceLevel
      (occupancy, wait, abandonment) = (queue.occupancy, queue.answerTime ?? .infinity, 0)
    }
  }

  /// How far to go from one agent less to these, until every limit is met.
  func fraction(from less: Measures, _ promise: Promise) -> Double {
    func part(_ now: Double, _ before: Double, _ limit: Double?) -> Double {
      guard let limit, before > limit, before > now else { return 0 }
      guard before.isFinite else { return 1 }
      return (before - limit) / (before - now)
    }
    let parts = [
      part(-level, -less.level, -promise.share),
      part(occupancy, less.occupancy, promise.mostOccupancy),
      part(wait, less.wait, promise.longestWait),
      part(abandonment, less.abandonment, promise.mostAbandonment),
    ]
    return Swift.min(1, parts.max() ?? 1)
  }
}
