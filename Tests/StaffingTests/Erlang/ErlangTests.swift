import Glibc
import Staffing
import Statistics
import Testing

@Suite struct ErlangTests {
  /// Loads and team sizes from tiny to large.
  private func demands(_ count: Int, seed: UInt64) -> [(Demand, Int)] {
    var chance = SplitMix64(seed: seed)
    return (0..<count).compactMap { _ in
      let calls = 1 + chance.unit() * 300
      let handling = 30 + chance.unit() * 600
      guard let demand = Demand(calls: calls, handlingTime: handling) else { return nil }
      return (demand, Swift.max(1, Int(demand.load * (0.5 + chance.unit()))))
    }
  }

  @Test func `published examples come out as printed`() throws {
    // 100 calls of 180 s in half an hour, 14 agents: the R package ErlangC prints 7.83593701177724 s.
    let hundred = try #require(Demand(calls: 100, handlingTime: 180))
    let queue = try #require(ErlangC(hundred, agents: 14, target: 20))
    #expect(abs(try #require(queue.answerTime) - 7.835_937_011_777_24) < 1e-12)
    #expect(abs(try #require(ErlangB(load: 5, agents: 10)).blocking - 0.0184) < 5e-5)
    // The tutorial of Gans, Koole and Mandelbaum: 48 calls a minute, 50 agents, one minute each.
    let busy = try #require(Demand(calls: 48, interval: 60, handlingTime: 60))
    let waiting = try #require(ErlangC(busy, agents: 50, target: 60))
    #expect(abs(try #require(waiting.answerTime) - 20.8) < 0.05)
    let leaving = try #require(ErlangA(busy, patience: 120, agents: 50, target: 20))
    #expect(abs(leaving.abandonment - 0.031) < 5e-4)
    #expect(abs(try #require(leaving.waitOfAnswered) - 3.7) < 0.15)
  }

  @Test func `the chance to be blocked follows its recursion`() throws {
    var chance = SplitMix64(seed: 3)
    for _ in 0..<200 {
      let load = pow(10, chance.unit() * 4 - 1)
      let agents = 1 + chance.below(400)
      let (fewer, room) = (
        try #require(ErlangB(load: load, agents: agents - 1)),
        try #require(ErlangB(load: load, agents: agents))
      )
      let expected = load * fewer.blocking / (Double(agents) + load * fewer.blocking)
      #expect(abs(room.blocking - expected) <= 1e-13 * expected + 1e-300)
      #expect(abs(room.carried + load * room.blocking - load) <= 1e-9 * load)
    }
  }

  @Test func `one more agent never hurts, one more call never helps`() throws {
    for (demand, agents) in demands(150, seed: 5) {
      let more = try #require(Demand(calls: demand.calls + 1, handlingTime: demand.handlingTime))
      let waits = try (0...1).map { try #require(ErlangC(demand, agents: agents + $0, target: 20)) }
      #expect(waits[1].serviceLevel >= waits[0].serviceLevel)
      #expect(
        try #require(ErlangC(more, agents: agents, target: 20)).serviceLevel
          <= waits[0].serviceLevel)
      func level(_ demand: Demand, _ agents: Int) throws -> ErlangA {
        try #require(ErlangA(demand, patience: 150, agents: agents, target: 20))
      }
      let (now, helped, loaded) = (
        try level(demand, agents), try level(demand, agents + 1), try level(more, agents)
      )
      for definition in ServiceLevel.allCases {
        #expect(
          try #require(helped.serviceLevel(definition))
            >= (try #require(now.serviceLevel(definition))) - 1e-12)
        #expect(
          try #require(loaded.serviceLevel(definition))
            <= (try #require(now.serviceLevel(definition))) + 1e-12)
      }
      #expect(helped.abandonment <= now.abandonment)
    }
  }

  @Test func `endless patience gives the queue in which everybody waits`() throws {
    for (demand, agents) in demands(60, seed: 7) where Double(agents) > demand.load * 1.02 {
      let waiting = try #require(ErlangC(demand, agents: agents, target: 20))
      let patient = try #require(ErlangA(demand, patience: 1e9, agents: agents, target: 20))
      #expect(abs(waiting.serviceLevel - patient.answeredInTime) < 1e-5)
      #expect(abs(waiting.waitProbability - patient.waitProbability) < 1e-5)
      let answerTime = try #require(waiting.answerTime)
      #expect(abs(answerTime - patient.meanWait) < 1e-3 * (1 + answerTime))
    }
  }

  @Test func `what comes in goes out: waits of answered and abandoned calls make the mean`() throws
  {
    for (demand, agents) in demands(150, seed: 11) {
      let queue = try #require(ErlangA(demand, patience: 90, agents: agents, target: 30))
      let parts =
        (queue.waitOfAnswered ?? 0) * (1 - queue.abandonment)
        + (queue.waitOfAbandoned ?? 0) * queue.abandonment
      #expect(abs(parts - queue.meanWait) < 1e-9 * (1 + queue.meanWait))
      #expect(queue.abandonment > 0 && queue.abandonment < 1)
    }
  }

  @Test func `the smallest team keeps the promise and one fewer does not`() throws {
    let promises = [
      Promise(), Promise(share: 0.9, mostOccupancy: 0.85),
      Promise(target: 10, share: 0.7, definition: .withoutShortAbandons, mostAbandonment: 0.03),
      Promise(target: 60, share: 0.95, definition: .answered, longestWait: 15),
    ]
    for (demand, _) in demands(80, seed: 13) {
      for promise in promises {
        for patience in [nil, 60.0, 600] {
          let found = try #require(Requirement(for: demand, patience: patience, promise: promise))
          let level = try levels(demand, patience, found.agents, promise)
          #expect(level.isKept)
          #expect(abs(level.share - found.serviceLevel) < 1e-10)
          guard found.agents > 1 else { continue }
          let fewer = try levels(demand, patience, found.agents - 1, promise)
          #expect(!fewer.isKept)
        }
      }
    }
  }

  private func levels(_ demand: Demand, _ patience: Double?, _ agents: Int, _ promise: Promise)
    throws -> (share: Double, isKept: Bool)
  {
    var (share, occupancy, wait, abandonment) = (0.0, 1.0, Double.infinity, 0.0)
    if let patience {
      let queue = try #require(
        ErlangA(demand, patience: patience, agents: agents, target: promise.target))
      share = queue.serviceLevel(promise.definition) ?? 0
      (occupancy, wait, abandonment) = (queue.occupancy ?? 1, queue.meanWait, queue.abandonment)
    } else {
      let queue = try #require(ErlangC(demand, agents: agents, target: promise.target))
      (share, occupancy, wait) = (
        queue.serviceLevel, queue.occupancy, queue.answerTime ?? .infinity
      )
    }
    let isKept =
      share >= promise.share && occupancy <= promise.mostOccupancy ?? 1
      && wait <= promise.longestWait ?? .infinity && abandonment <= promise.mostAbandonment ?? 1
    return (share, isKept)
  }

  @Test func `nonsense has no answer, and the largest numbers have one`() throws {
    for calls in [-1, .nan, .infinity, 1e300] {
      #expect(Demand(calls: calls, handlingTime: 180) == nil)
    }
    for handling in [0, -5, Double.nan, .infinity] {
      #expect(Demand(calls: 10, handlingTime: handling) == nil)
    }
    let demand = try #require(Demand(calls: 100, handlingTime: 180))
    for agents in [-1, Int.min, Int.max, Demand.mostAgents + 1] {
      #expect(ErlangC(demand, agents: agents, target: 20) == nil)
      #expect(ErlangA(demand, patience: 60, agents: agents, target: 20) == nil)
      #expect(ErlangB(load: 5, agents: agents) == nil)
    }
    #expect(ErlangA(demand, patience: .nan, agents: 3, target: 20) == nil)
    #expect(ErlangA(demand, patience: 60, agents: 3, target: .nan) == nil)
    #expect(Requirement(for: demand, promise: Promise(share: .nan)) == nil)
    #expect(Requirement(for: demand, patience: 60, promise: Promise(target: -1)) == nil)
    let loads = [1e-300, 1e-9, 0.5, 10, 5e3, 99_999, 1e6]
    for load in loads {
      let demand = try #require(Demand(calls: load * 10, interval: 1800, handlingTime: 180))
      for agents in [0, 10, 100_000] {
        for target in [0, 20, Double.infinity] {
          let queue = try #require(ErlangC(demand, agents: agents, target: target))
          #expect((0...1).contains(queue.serviceLevel) && (0...1).contains(queue.waitProbability))
          #expect(queue.answerTime.map { $0 >= 0 && $0.isFinite } ?? !queue.isStable)
          for patience in [1e-3, 60, Double.infinity] {
            guard
              let queue = ErlangA(demand, patience: patience, agents: agents, target: target)
            else { continue }
            for share in ServiceLevel.allCases.compactMap({ queue.serviceLevel($0) }) {
              #expect(
                (-1e-12...1 + 1e-9).contains(share), "\(load) \(agents) \(target) \(patience)")
            }
            #expect((0...1).contains(queue.abandonment) && (queue.waitOfAnswered ?? 0).isFinite)
          }
        }
      }
    }
  }

  @Test func `paid people are there people divided, never multiplied`() throws {
    #expect(try #require(paid(for: 14, shrinkage: 0.3)).people == 20)
    #expect(try #require(paid(for: 21, shrinkage: 0.3)).people == 30)
    #expect(paid(for: 14, shrinkage: 1) == nil && paid(for: .nan, shrinkage: 0.1) == nil)
  }

  @Test func `patience comes from all waiting, with an interval that knows how few hung up`() throws
  {
    let found = patience(abandoned: 12, waited: 4_644)
    #expect(found.value == 387)
    // Garwood's limits for 12 events are 6.2006 and 20.9616.
    #expect(abs(try #require(found.lower) - 4_644 / 20.961_6) < 0.01)
    #expect(abs(try #require(found.upper) - 4_644 / 6.200_6) < 0.01)
    let nobody = patience(abandoned: 0, waited: 600)
    #expect(nobody.value == nil && nobody.upper == nil && nobody.status == .notEnoughData)
    #expect(abs(try #require(nobody.lower) - 600 / 3.688_9) < 0.01)
    #expect(patience(abandoned: -1, waited: 600).status == .invalidInput)
    #expect(patience(abandoned: 3, waited: .nan).status == .invalidInput)
    #expect(patience(abandoned: 3, waited: 0).status == .notEnoughData)
  }

  @Test func `the interval of patience holds the truth as often as it says`() {
    var chance = SplitMix64(seed: 17)
    var held = 0
    for _ in 0..<1_000 {
      var (abandoned, waited) = (0, 0.0)
      for _ in 0..<150 {
        let (patience, offered) = (-300 * log(1 - chance.unit()), -60 * log(1 - chance.unit()))
        waited += Swift.min(patience, offered)
        if patience < offered { abandoned += 1 }
      }
      let found = patience(abandoned: abandoned, waited: waited)
      if let lower = found.lower, let upper = found.upper, lower <= 300, 300 <= upper { held += 1 }
    }
    #expect((930...990).contains(held))
  }
}
