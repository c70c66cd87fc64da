import Staffing
import Statistics
import Testing

@Suite struct RosterTests {
  private let shifts = Shift.all(starts: [16, 18, 20, 24], length: 17, pauses: [[7, 8, 9]])

  private func problem(
    people: Int = 8, days: [Int: [Int: RosterProblem.DayRule]] = [:], skills: [[Int]] = [],
    queues: Int = 1
  ) throws -> RosterProblem {
    let need = (0..<7).map { day in
      (0..<48).map { (16..<41).contains($0) ? (day < 5 ? 4 : 2) : -1 }
    }
    return try #require(
      RosterProblem(
        need: Array(repeating: need, count: queues),
        people: (0..<people).map {
          RosterProblem.Person(
            workDays: 5, shifts: shifts, skills: skills.isEmpty ? [0] : skills[$0],
            days: days[$0] ?? [:])
        }))
  }

  @Test func `the same seed gives the same roster, without faults`() throws {
    let problem = try problem()
    let one = Roster.make(problem, seed: 3, rounds: 20_000)
    #expect(one == Roster.make(problem, seed: 3, rounds: 20_000))
    #expect(one != Roster.make(problem, seed: 4, rounds: 20_000))
    #expect(one.faults(problem).isEmpty)
    #expect(one.cost(problem) < Roster.make(problem, seed: 3, rounds: 0).cost(problem))
  }

  @Test func `what is locked stays, and who is away is not asked`() throws {
    let late = Roster.Duty(shift: Shift(start: 24, length: 17, pauses: [8]))
    let problem = try problem(days: [
      0: [0: .locked(late.shift, skill: 0), 1: .lockedFree, 2: .away],
      1: [3: .away, 4: .away],
    ])
    let roster = Roster.make(
      problem, rounds: 30_000, burden: Roster.Burden(lateFrom: 40, weekend: [5, 6]))
    #expect(roster.duties[0][0] == late)
    #expect(roster.duties[0][1] == nil && roster.duties[0][2] == nil)
    #expect(roster.duties[1][3] == nil && roster.duties[1][4] == nil)
    #expect(roster.faults(problem).isEmpty)
  }

  @Test func `every rest is kept, whatever the seed`() throws {
    let need = (0..<7).map { _ in (0..<48).map { (10..<46).contains($0) ? 3 : -1 } }
    let shifts = Shift.all(starts: [10, 29], length: 16, pauses: [[7]])
    let problem = try #require(
      RosterProblem(
        need: [need],
        people: Array(repeating: RosterProblem.Person(workDays: 5, shifts: shifts), count: 9)))
    for seed in 1...10 as ClosedRange<UInt64> {
      let roster = Roster.make(
        problem, seed: seed, rounds: 5_000, burden: Roster.Burden(lateFrom: 45))
      #expect(roster.faults(problem).isEmpty)
    }
  }

  @Test func `everybody's own rest is kept, and nobody pays for the longest`() throws {
    let need = (0..<7).map { _ in (0..<48).map { (10..<46).contains($0) ? 3 : -1 } }
    let shifts = Shift.all(starts: [10, 29], length: 16, pauses: [[7]])
    // From 45 to 48 + 10 are 13 half-hours: enough for whoever asks for 12, not for 22.
    let people = (0..<9).map { person in
      RosterProblem.Person(workDays: 5, shifts: shifts, rest: person < 5 ? 12 : 22)
    }
    let problem = try #require(RosterProblem(need: [need], people: people))
    let rests = (0..<9).map { problem.rest(of: $0) }
    #expect(rests == Array(repeating: 12, count: 5) + [22, 22, 22, 22])
    for seed in 1...5 as ClosedRange<UInt64> {
      let roster = Roster.make(problem, seed: seed, rounds: 20_000)
      #expect(roster.faults(problem).isEmpty)
      for repair in roster.repairs(problem, missing: [0], on: 3) {
        #expect(!roster.with(repair, on: 3).faults(problem).contains { $0.isRest })
      }
    }
    let (late, early) = (Roster.Duty(shift: shifts[1]), Roster.Duty(shift: shifts[0]))
    let week: [Roster.Duty?] = [late, early, late, early, late, nil, nil]
    let same = Roster(duties: Array(repeating: week, count: 9))
    let tired = Set(
      same.faults(problem).compactMap { fault -> Int? in
        if case .rest(let person, _) = fault { person } else { nil }
      })
    #expect(tired == [5, 6, 7, 8])
    #expect(
      RosterProblem(
        need: [need], people: [RosterProblem.Person(workDays: 1, shifts: shifts, rest: -1)])
        == nil)
  }

  @Test func `faults are found when somebody makes them`() throws {
    let problem = try problem(people: 1)
    let (early, late) = (
      Roster.Duty(shift: Shift(start: 16, length: 17, pauses: [7])),
      Roster.Duty(shift: Shift(start: 24, length: 17, pauses: [7]))
    )
    let tired = Roster(duties: [[late, early, nil, early, early, early, nil]])
    // From 41 to 48 + 16 are 23 half-hours: enough. A start at 14 would not be.
    #expect(tired.faults(problem).isEmpty)
    let odd = Roster.Duty(shift: Shift(start: 14, length: 17, pauses: [7]))
    #expect(
      Roster(duties: [[late, odd, nil, early, early, early, nil]]).faults(problem)
        == [.notAllowed(person: 0, day: 1), .rest(person: 0, day: 1)])
    #expect(
      Roster(duties: [[late, nil, nil, early, early, early, nil]]).faults(problem)
        == [.days(person: 0)])
  }

  @Test func `wishes are granted where they cost little, and shown`() throws {
    let wishes: [Int: [Int: RosterProblem.DayRule]] = [
      0: [1: .wishesFree, 3: .wishesStart(before: 18)], 1: [2: .wishesFree],
      2: [0: .wishesStartAfter(20)],
    ]
    let problem = try problem(days: wishes)
    let burden = Roster.Burden(lateFrom: 41, weekend: [5, 6])
    let roster = Roster.make(problem, rounds: 40_000, wishCost: 6, burden: burden)
    let shares = roster.shares(problem, lateFrom: 41, weekend: [5, 6])
    #expect(shares.map(\.wishes).reduce(0, +) == 4)
    #expect(shares.map(\.granted).reduce(0, +) >= 3)
    #expect(shares.allSatisfy { $0.days == 5 })
  }

  @Test func `burdens are shared without touching the cover`() throws {
    let problem = try problem(people: 10)
    let burden = Roster.Burden(lateFrom: 41, weekend: [5, 6])
    let plain = Roster.make(problem, seed: 2, rounds: 20_000)
    let fair = Roster.make(problem, seed: 2, rounds: 20_000, burden: burden)
    #expect(fair.cover(problem) == plain.cover(problem))
    func spread(_ roster: Roster) -> Int {
      let late = roster.shares(problem, lateFrom: 41, weekend: [5, 6]).map(\.late)
      return (late.max() ?? 0) - (late.min() ?? 0)
    }
    #expect(spread(fair) <= spread(plain) && spread(fair) <= 2)
  }

  @Test func `people work only what they can`() throws {
    let skills = [[0], [0], [0], [0], [1], [1], [1], [1], [0, 1], [0, 1]]
    let problem = try problem(people: 10, skills: skills, queues: 2)
    let roster = Roster.make(problem, rounds: 20_000)
    #expect(roster.faults(problem).isEmpty)
    for (person, duties) in roster.duties.enumerated() {
      #expect(duties.compactMap(\.self).allSatisfy { skills[person].contains($0.skill) })
    }
  }

  @Test func `the cost of the search is the cost of the roster`() throws {
    let problem = try problem()
    let cost = CoverCost()
    let costs = [2, 0, -1, -2, -3, -5].map { cost.cost(of: $0) }
    #expect(costs == [2.0, 0, 10, 25, 50, 100])
    let nobody = Roster(duties: Array(repeating: Array(repeating: nil, count: 7), count: 8))
    // Five days of four missing in 25 half-hours, two days of two.
    #expect(nobody.cost(problem) == 10_625)
  }

  @Test func `when somebody is ill the best repair is the one that saves most`() throws {
    let problem = try problem()
    let roster = Roster.make(problem, rounds: 20_000)
    let ill = try #require(roster.duties.firstIndex { $0[2] != nil })
    let left = roster.without(ill, on: 2)
    let repairs = roster.repairs(problem, missing: [ill], on: 2)
    let best = try #require(repairs.first)
    #expect(repairs.allSatisfy { $0.person != ill && $0.gain > 0 && $0.gain <= best.gain })
    for repair in repairs {
      let mended = left.with(repair, on: 2)
      #expect(abs(left.cost(problem) - mended.cost(problem) - repair.gain) < 1e-9)
      #expect(!mended.faults(problem).contains(.rest(person: repair.person, day: 2)))
    }
    // Once the day runs, nobody begins in the past.
    let afternoon = roster.repairs(problem, missing: [ill], on: 2, from: 22)
    for repair in afternoon {
      let before = roster.duties[repair.person][2]
      #expect(repair.duty.shift.start >= 22 || repair.duty.shift.start == before?.shift.start)
    }
    #expect(roster.repairs(problem, missing: [], on: 99).isEmpty)
  }

  @Test func `nonsense makes no problem`() {
    let person = RosterProblem.Person(workDays: 1, shifts: [Shift(start: 0, length: 2)])
    #expect(RosterProblem(slots: 4, need: [], people: [person]) == nil)
    #expect(RosterProblem(slots: 4, need: [[[1, 1]]], people: [person]) == nil)
    #expect(
      RosterProblem(
        slots: 4, need: [[[1, 1, 1, 1]]],
        people: [.init(workDays: 1, shifts: [Shift(start: Int.max, length: 2)])]) == nil)
    #expect(
      RosterProblem(
        slots: 4, need: [[[1, 1, 1, 1]]],
        people: [.init(workDays: 1, shifts: [Shift(start: 0, length: 2)], skills: [3])]) == nil)
    #expect(Shift.all(starts: [0], length: 4, pauses: [[9]]).count == 1)
  }
}

extension Roster.Fault {
  fileprivate var isRest: Bool { if case .rest = self { true } else { false } }
}
