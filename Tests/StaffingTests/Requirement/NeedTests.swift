import Staffing
import Statistics
import Testing

@Suite struct NeedTests {
  @Test func `a fraction lies between the team that is enough and the one that is not`() throws {
    var chance = SplitMix64(seed: 31)
    for _ in 0..<150 {
      let demand = try #require(
        Demand(calls: 1 + chance.unit() * 80, handlingTime: 60 + chance.unit() * 400))
      let promise = Promise(share: 0.8, mostOccupancy: chance.unit() < 0.5 ? 0.85 : nil)
      for patience in [nil, 120.0] {
        let need = try #require(Need(for: demand, patience: patience, promise: promise))
        let team = try #require(Requirement(for: demand, patience: patience, promise: promise))
        #expect(need.whole == team.agents)
        #expect(need.agents > Double(team.agents - 1) - 1e-9 && need.agents <= Double(team.agents))
      }
    }
  }

  @Test func `needs of queues are added first and rounded once`() throws {
    let needs = try [3.2, 2.3].map { try #require(Need(agents: $0)) }
    #expect(Need.whole(of: needs) == 6 && needs.reduce(0) { $0 + $1.whole } == 7)
    #expect(Need.whole(of: []) == 0)
    #expect(Need(agents: .nan) == nil && Need(agents: -1) == nil)
    #expect(try #require(Need(agents: 30.000_000_000_000_004)).whole == 30)
  }

  @Test func `more calls never need fewer people`() throws {
    var before = 0.0
    for calls in stride(from: 0.0, through: 120, by: 0.5) {
      let demand = try #require(Demand(calls: calls, handlingTime: 240))
      let need = try #require(Need(for: demand, patience: 150, promise: Promise()))
      #expect(need.agents >= before - 1e-9)
      before = need.agents
    }
  }

  @Test func `several chats at once are worth less than as many agents`() throws {
    let handling = try #require(ChatHandling(alone: 300, drag: 0.18))
    #expect(handling.throughput(at: 1) == 1)
    // What the trade reports for two and three chats: 1.7 and 2.2.
    #expect(abs(handling.throughput(at: 2) - 1.7) < 0.02)
    #expect(abs(handling.throughput(at: 3) - 2.2) < 0.03)
    let (calls, chats) = (
      try #require(Demand(calls: 40, handlingTime: 300)),
      try #require(Demand(calls: 40, handlingTime: handling.handlingTime(at: 2)))
    )
    let promise = Promise(target: 60)
    let alone = try #require(Need(for: calls, patience: 300, promise: promise))
    let double = try #require(
      Need(forChats: chats, concurrency: 2, patience: 300, promise: promise))
    #expect(double.agents < alone.agents && double.agents > alone.agents / 2)
  }

  @Test func `the drag of chats is learned from chats that were had`() throws {
    let observations = [1.0, 1.5, 2, 2.5, 3].map {
      ChatHandling.Observation(
        concurrency: $0, handlingTime: 240 * (1 + 0.25 * ($0 - 1)), chats: 30)
    }
    let found = try #require(ChatHandling(observations))
    #expect(abs(found.alone - 240) < 1e-9 && abs(found.drag - 0.25) < 1e-9)
    let same = try #require(
      ChatHandling([.init(concurrency: 2, handlingTime: 354, chats: 9)]))
    #expect(abs(same.alone - 300) < 1e-9 && same.drag == 0.18)
    #expect(ChatHandling([]) == nil)
    #expect(ChatHandling([.init(concurrency: 0.2, handlingTime: 5, chats: 1)]) == nil)
  }

  @Test func `mail is answered oldest first, and the clock stops while the desk is closed`() throws
  {
    let hour = Backlog.Interval(arrivals: 6, agents: 1)
    let night = Backlog.Interval(arrivals: 6, agents: 0, isOpen: false)
    // Six letters of ten minutes are an hour's work.
    let steady = try #require(
      Backlog([hour, hour, hour], length: 3600, handlingTime: 600, clock: 3600))
    #expect(steady.waiting == [0, 0, 0] && steady.late == 0 && steady.inTime == 18)
    let morning = try #require(
      Backlog([night, night, hour, hour, hour], length: 3600, handlingTime: 600, clock: 3600))
    #expect(morning.waiting == [6, 12, 12, 12, 12])
    // The second night's letters wait an hour and a half of open time, the next ones two.
    #expect(morning.late == 18 && morning.inTime == 6 && morning.undecided == 6)
    let patient = try #require(
      Backlog([night, night, hour, hour, hour], length: 3600, handlingTime: 600, clock: 7200))
    #expect(patient.late == 0)
  }

  @Test func `no letter is lost`() throws {
    var chance = SplitMix64(seed: 41)
    for _ in 0..<100 {
      let intervals = (0..<60).map { _ in
        Backlog.Interval(
          arrivals: chance.unit() * 10, agents: chance.unit() * 4, isOpen: chance.unit() < 0.7)
      }
      let found = try #require(Backlog(intervals, handlingTime: 500, clock: 20_000))
      let arrived = intervals.reduce(0) { $0 + $1.arrivals }
      let decided = found.inTime + found.late
      #expect(abs(decided + found.undecided - arrived) < 1e-6 || found.late > 0)
      #expect(decided + found.undecided <= arrived + 1e-6)
      #expect((0...1).contains(found.level) && found.idle.allSatisfy { $0 >= 0 })
    }
  }

  @Test func `the need of mail is the least that keeps its clock`() throws {
    let day = (0..<48).map {
      Backlog.Interval(arrivals: 4, agents: 0, isOpen: (16..<36).contains($0))
    }
    let week = Array(repeating: day, count: 5).flatMap(\.self)
    let need = try #require(
      Backlog.need(week, handlingTime: 480, clock: 8 * 3600, share: 0.95))
    func level(_ agents: Double) throws -> Double {
      let staffed = week.map {
        Backlog.Interval(arrivals: $0.arrivals, agents: $0.isOpen ? agents : 0, isOpen: $0.isOpen)
      }
      return try #require(Backlog(staffed, handlingTime: 480, clock: 8 * 3600)).level
    }
    #expect(try level(need + 1e-6) >= 0.95)
    #expect(try level(need - 0.02) < 0.95)
    // 192 letters of eight minutes in ten open hours are 2.56 agents.
    #expect(need > 2 && need < 2.8)
    #expect(Backlog.need(week, handlingTime: 480, clock: .nan) == nil)
  }

  @Test func `idle time goes to mail only below what people can bear`() {
    #expect(idleAgents(staff: 10, busy: 6) == 2.5)
    #expect(idleAgents(staff: 10, busy: 9) == 0 && idleAgents(staff: .nan, busy: 1) == 0)
  }
}
