import Glibc
import Statistics

extension Requirement {
  /// The smallest team that keeps the promise; `nil` when there is none up to
  /// ``Demand/mostAgents`` or the promise makes no sense.
  ///
  /// With a patience by Erlang A, where the answer may lie below the load; without one by Erlang C.
  /// Agents are counted from 1 up, and from 0 only where there are no calls.
  /// - Parameters:
  ///   - demand: the calls of the interval.
  ///   - patience: the mean time a customer would wait, in seconds; `nil` when everybody waits.
  ///   - promise: what is to be kept.
  public init?(for demand: Demand, patience: Double? = nil, promise: Promise) {
    guard promise.isValid else { return nil }
    guard demand.load > 0 else {
      self.init(nobodyFor: promise)
      return
    }
    if let patience {
      self.init(for: demand, patience: patience, keeping: promise)
    } else {
      self.init(waitingFor: demand, keeping: promise)
    }
  }

  /// No calls need nobody.
  private init(nobodyFor promise: Promise) {
    self.init(
      agents: 0, serviceLevel: 1, serviceLevelOneLess: nil, answeredInTime: 1,
      withoutShortAbandons: 1, waitProbability: 0, abandonment: 0, meanWait: 0, occupancy: 0)
  }

  private init?(waitingFor demand: Demand, keeping promise: Promise) {
    let load = demand.load
    // What the occupancy cap needs is known without a search.
    let cap = Swift.min(1, promise.mostOccupancy ?? 1)
    guard cap > 0, load / cap < Double(Demand.mostAgents) else { return nil }
    let first = Swift.max(Int(load) + 1, Int((load / cap - 1e-9).rounded(.up)))
    var blocking = Blocking(load: load, agents: first - 1)
    var before = ErlangC(
      demand, agents: first - 1, target: promise.target, excess: blocking.excess)
    blocking.addAgent()
    while blocking.agents <= Demand.mostAgents {
      let queue = ErlangC(
        demand, agents: blocking.agents, target: promise.target, excess: blocking.excess)
      if promise.isKept(
        level: queue.serviceLevel, occupancy: queue.occupancy, wait: queue.answerTime,
        abandonment: 0)
      {
        self.init(queue, oneLess: before)
        return
      }
      before = queue
      blocking.addAgent()
    }
    return nil
  }

  private init(_ queue: ErlangC, oneLess: ErlangC) {
    self.init(
      agents: queue.agents, serviceLevel: queue.serviceLevel,
      serviceLevelOneLess: oneLess.serviceLevel, answeredInTime: queue.serviceLevel,
      withoutShortAbandons: queue.serviceLevel, waitProbability: queue.waitProbability,
      abandonment: 0, meanWait: queue.answerTime ?? 0, occupancy: queue.occupancy)
  }

  /// Begins near the load and walks to the border of what keeps the promise.
  private init?(for demand: Demand, patience: Double, keeping promise: Promise) {
    guard var trial = Trial(demand, patience: patience, target: promise.target) else { return nil }
    func keeps(_ level: Trial.Level) -> Bool {
      promise.isKept(
        level: level.share(promise.definition), occupancy: level.occupancy, wait: level.meanWait,
        abandonment: level.abandonment)
    }
    let guess = demand.load + 0.5 * demand.load.squareRoot() * (promise.share - 0.5)
    var agents = Swift.max(1, Swift.min(Demand.mostAgents, Int(guess)))
    guard var found = trial.level(agents) else { return nil }
    var before: Trial.Level
    if keeps(found) {
      while true {
        guard let next = trial.level(agents - 1) else { return nil }
        before = next
        guard agents > 1, keeps(before) else { break }
        (found, agents) = (before, agents - 1)
      }
    } else {
      repeat {
        before = found
        agents += 1
        guard agents <= Demand.mostAgents, let next = trial.level(agents) else { return nil }
        found = next
      } while !keeps(found)
    }
    self.init(found, agents: agents, oneLess: before, definition: promise.definition)
  }

  private init?(
    _ level: Trial.Level, agents: Int, oneLess: Trial.Level, definition: ServiceLevel
  ) {
    guard let share = level.share(definition) else { return nil }
    self.init(
      agents: agents, serviceLevel: share, serviceLevelOneLess: oneLess.share(definition),
      answeredInTime: level.inTime, withoutShortAbandons: level.share(.withoutShortAbandons) ?? 0,
      waitProbability: level.waitProbability, abandonment: level.abandonment,
      meanWait: level.meanWait, occupancy: level.occupancy)
  }
}

/// Erlang A for one demand and many numbers of agents: what does not depend on them is kept.
struct Trial {
  struct Level {
    var inTime: Double
    var beyond: Double
    var abandonment: Double
    var waitProbability: Double
    var meanWait: Double
    var occupancy: Double

    func share(_ definition: ServiceLevel) -> Double? {
      definition.share(inTime: inTime, beyond: beyond, abandoned: abandonment)
    }
  }

  private let demand: Demand
  private let patience: Double
  private let target: Double
  private let rates: Impatience
  private var blocking: Blocking
  /// Where the ten points of the rule lie, and what the exponent holds there without agents.
  private let points: Points?

  init?(_ demand: Demand, patience: Double, target: Double) {
    guard patience > 0, target >= 0 else { return nil }
    self.demand = demand
    self.patience = Swift.min(patience, 1e9)
    self.target = target
    rates = Impatience(demand, patience: self.patience)
    blocking = Blocking(load: demand.load)
    points = Points(rates, target: target)
  }

  /// `nil` where ``ErlangA`` has no answer.
  mutating func level(_ agents: Int) -> Level? {
    guard agents > 0, let points, points.fit(agents) else { return exactly(agents) }
    if blocking.agents > agents { blocking = Blocking(load: demand.load) }
    while blocking.agents < agents { blocking.addAgent() }
    guard let queue = rates.queue(agents: agents, excess: blocking.excess) else { return nil }
    let (served, passed) = points.integrals(agents: agents, logFull: queue.logFull)
    let stay = queue.waitProbability - passed
    return Level(
      inTime: Swift.min(1, queue.noWait + served), beyond: points.patient * Swift.max(0, stay),
      abandonment: queue.abandonment, waitProbability: queue.waitProbability,
      meanWait: queue.abandonment * patience,
      occupancy: demand.load * (1 - queue.abandonment) / Double(agents))
  }

  private func exactly(_ agents: Int) -> Level? {
    guard let queue = ErlangA(demand, patience: patience, agents: agents, target: target) else {
      return nil
    }
    return Level(
      inTime: queue.answeredInTime, beyond: queue.waitBeyondTarget,
      abandonment: queue.abandonment, waitProbability: queue.waitProbability,
      meanWait: queue.meanWait, occupancy: queue.occupancy ?? 0)
  }
}

/// The Gauss rule on 0…target, for short targets.
private struct Points {
  private let rates: Impatience
  private let target: Double
  /// e^−θT.
  let patient: Double

  init?(_ rates: Impatience, target: Double) {
    guard target > 0, target < .infinity, rates.leaving * target < 1 else { return nil }
    self.rates = rates
    self.target = target
    patient = exp(-rates.leaving * target)
  }

  /// Whether ten points are enough: the exponent bends and changes little between 0 and the target.
  func fit(_ agents: Int) -> Bool {
    let slope = abs(rates.arrivals - Double(agents) * rates.service) * target
    return slope < 4 && rates.arrivals * rates.leaving * target * target < 4
  }

  /// ∫ e^−θx v and ∫ v over 0…target.
  func integrals(agents: Int, logFull: Double) -> (served: Double, passed: Double) {
    guard logFull > -.infinity else { return (0, 0) }
    let busy = Double(agents) * rates.service
    let height = rates.arrivals / rates.leaving
    let (half, theta) = (target / 2, rates.leaving)
    let full = busy * exp(logFull) * half
    var (served, passed) = (0.0, 0.0)
    for index in 0..<10 {
      let x = half * (1 + Rule.ten.nodes[index])
      let gone = -expm1(-theta * x)
      let density = Rule.ten.weights[index] * exp(height * gone - busy * x)
      passed += density
      served += density * (1 - gone)
    }
    return (served * full, passed * full)
  }
}
