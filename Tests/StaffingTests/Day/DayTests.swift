import Staffing
import Statistics
import Testing

@Suite struct DayTests {
  private func plan(
    staff: Int = 6, variation: Double = 0, absence: Double = 0,
    handling: DayPlan.Handling = .exponential, patience: Double? = 180
  ) throws -> DayPlan {
    try #require(
      DayPlan(
        calls: [10, 14, 20, 24, 22, 18, 14, 10], staff: Array(repeating: staff, count: 8),
        handlingTime: 300, handling: handling, patience: patience, volumeVariation: variation,
        absence: absence))
  }

  @Test func `the same seed plays the same days, on any number of threads`() throws {
    let plan = try plan(variation: 0.2, absence: 0.1, handling: .lognormal(variation: 1.1))
    let one = DayChance(of: plan, days: 150, seed: 5, threads: 1)
    #expect(one == DayChance(of: plan, days: 150, seed: 5, threads: 3))
    #expect(one != DayChance(of: plan, days: 150, seed: 6, threads: 1))
  }

  @Test func `a steady day is answered as Erlang says`() throws {
    let calls = 16.0
    let plan = try #require(
      DayPlan(
        calls: Array(repeating: calls, count: 40), staff: Array(repeating: 4, count: 40),
        handlingTime: 300, patience: 180))
    let chance = DayChance(of: plan, days: 250, seed: 3)
    let demand = try #require(Demand(calls: calls, handlingTime: 300))
    let queue = try #require(
      ErlangA(demand, patience: 180, agents: 4, target: 20)
    )
    // The day begins empty, which flatters the first half-hour a little.
    #expect(abs(try #require(chance.level) - queue.answeredInTime) < 0.012)
    #expect(abs(chance.abandoned / chance.offered - queue.abandonment) < 0.01)
    #expect(abs(chance.offered - 640) < 8)
  }

  @Test func `more agents never serve fewer of the same customers in time`() throws {
    let plan = try plan(staff: 4, variation: 0.15, absence: 0.08)
    let gain = try #require(
      StaffingGain(of: plan, staff: Array(repeating: 5, count: 8), days: 400, seed: 9))
    #expect(gain.inTimeGained > 0 && gain.abandonmentsSaved > 0)
    #expect(gain.before.offered == gain.after.offered)
    #expect(try #require(gain.chanceGained.value) > 0)
    #expect(try #require(gain.chanceGained.lower) <= (try #require(gain.chanceGained.value)))
    let nothing = try #require(StaffingGain(of: plan, staff: plan.staff, days: 100, seed: 9))
    #expect(nothing.chanceGained.value == 0 && nothing.inTimeGained == 0)
    #expect(StaffingGain(of: plan, staff: [1], days: 10) == nil)
  }

  @Test func `nobody there answers nothing, and no calls are no failure`() throws {
    let empty = DayChance(of: try plan(staff: 0), days: 50)
    #expect(empty.level == 0 && empty.met.value == 0)
    let quiet = try #require(DayPlan(calls: [0, 0], staff: [1, 1], handlingTime: 60))
    let chance = DayChance(of: quiet, days: 20)
    #expect(chance.met.value == 1 && chance.level == nil && chance.levels == nil)
    #expect(chance.intervalMet == [1, 1] && chance.intervalLevel == [nil, nil])
  }

  @Test func `an overload is carried over into the next interval`() throws {
    let plan = try #require(
      DayPlan(calls: [40, 2, 2], staff: [3, 3, 3], handlingTime: 300, patience: nil))
    let chance = DayChance(of: plan, days: 200, seed: 4)
    #expect(chance.carriedOver[0] > 10)
    let few = try #require(Demand(calls: 2, handlingTime: 300))
    let alone = try #require(ErlangC(few, agents: 3, target: 20))
    #expect(try #require(chance.intervalLevel[1]) < alone.serviceLevel - 0.3)
  }

  @Test func `an agent who goes home finishes the call and takes no other`() throws {
    let plan = try #require(
      DayPlan(calls: [30, 30], staff: [5, 0], handlingTime: 100, patience: 60))
    let chance = DayChance(of: plan, days: 100, seed: 4)
    #expect(chance.intervalLevel[1] == 0)
    #expect(try #require(chance.intervalLevel[0]) > 0.5)
  }

  @Test func `everybody absent is nobody there`() throws {
    #expect(DayChance(of: try plan(absence: 1), days: 30).level == 0)
    let some = DayChance(of: try plan(absence: 0.3), days: 300, seed: 2)
    let all = DayChance(of: try plan(), days: 300, seed: 2)
    #expect(try #require(some.level) < (try #require(all.level)))
  }

  @Test func `a busier or quieter day as a whole spreads the days' levels`() throws {
    let known = DayChance(of: try plan(staff: 5), days: 400, seed: 2)
    let unsure = DayChance(of: try plan(staff: 5, variation: 0.3), days: 400, seed: 2)
    #expect(
      try #require(unsure.levelDeviation) > 1.3 * (try #require(known.levelDeviation)))
    let ends = try #require(unsure.levels)
    #expect(ends.low <= ends.middle && ends.middle <= ends.high)
    #expect(abs(unsure.offered - 132) < 5)
  }

  @Test func `a week is more certain than its days`() throws {
    let day = try plan(staff: 6, variation: 0.1)
    let week = try #require(WeekChance(of: Array(repeating: day, count: 5), weeks: 300, seed: 8))
    #expect(week.days.count == 5)
    let mean = week.days.compactMap(\.met.value).reduce(0, +)
    #expect(abs(mean - week.daysMet) < 1e-9)
    #expect(try #require(week.allDaysMet.value) <= (try #require(week.met.value)))
    let (days, weeks) = (try #require(week.days[0].levels), try #require(week.levels))
    #expect(weeks.high - weeks.low < days.high - days.low)
    #expect(WeekChance(of: []) == nil)
  }

  @Test func `nonsense makes no plan`() {
    #expect(DayPlan(calls: [1], staff: [1, 2], handlingTime: 60) == nil)
    #expect(DayPlan(calls: [-1], staff: [1], handlingTime: 60) == nil)
    #expect(DayPlan(calls: [.nan], staff: [1], handlingTime: 60) == nil)
    #expect(DayPlan(calls: [1], staff: [-1], handlingTime: 60) == nil)
    #expect(DayPlan(calls: [1], staff: [1], handlingTime: 0) == nil)
    #expect(DayPlan(calls: [1], staff: [1], handlingTime: 60, patience: 0) == nil)
    #expect(DayPlan(calls: [1], staff: [1], handlingTime: 60, absence: 1.5) == nil)
    #expect(DayPlan(calls: [], staff: [], handlingTime: 60) == nil)
    #expect(
      DayPlan(calls: [1], staff: [1], handlingTime: 60, handling: .lognormal(variation: .nan))
        == nil)
  }
}
