import Staffing
import Statistics
import Testing

@Suite struct TrainingTests {
  private func day(_ count: Int, seed: UInt64) throws -> TrainingDay {
    var chance = SplitMix64(seed: seed)
    let calls = (0..<count).map { _ in 5 + chance.unit() * 25 }
    return try #require(
      TrainingDay(
        calls: calls, staff: calls.map { 1 + Int($0 / 5) }, handlingTime: 300, patience: 180))
  }

  /// Every placement there is, tried one after the other.
  private func cheapest(_ day: TrainingDay, _ sessions: Int, _ length: Int, _ most: Int) -> Double?
  {
    var best: Double?
    func place(_ left: Int, from start: Int, _ taken: [Int]) {
      guard left > 0 else {
        var price = 0.0
        for (index, away) in taken.enumerated() where away > 0 {
          guard away <= most, let now = day.queue(index), let less = day.queue(index, change: -away)
          else { return }
          price += day.calls[index] * (now.answeredInTime - less.answeredInTime)
        }
        if price < best ?? .infinity { best = price }
        return
      }
      guard start + length <= taken.count else { return }
      for begin in start...taken.count - length {
        var more = taken
        for index in begin..<begin + length { more[index] += 1 }
        place(left - 1, from: begin, more)
      }
    }
    place(sessions, from: 0, Array(repeating: 0, count: day.calls.count))
    return best
  }

  @Test func `the plan is the cheapest of all placements`() throws {
    for seed in 1...6 as ClosedRange<UInt64> {
      let day = try day(9, seed: seed)
      for (sessions, length, most) in [(1, 1, 1), (2, 2, 1), (3, 2, 2), (2, 3, 2), (3, 1, 3)] {
        let plan = try #require(
          TrainingPlan(day, sessions: sessions, length: length, mostAtOnce: most))
        let best = try #require(cheapest(day, sessions, length, most))
        #expect(abs(plan.price - best) < 1e-9, "\(seed) \(sessions) \(length) \(most)")
        #expect(plan.starts.count == sessions && plan.starts == plan.starts.sorted())
      }
    }
  }

  @Test func `training keeps out of where it is not allowed, and where nobody is left`() throws {
    let day = try day(10, seed: 3)
    let allowed = (0..<10).map { $0 >= 6 }
    let plan = try #require(TrainingPlan(day, sessions: 2, length: 2, allowed: allowed))
    #expect(plan.starts.allSatisfy { $0 >= 6 })
    #expect(TrainingPlan(day, sessions: 9, length: 2, allowed: allowed) == nil)
    let alone = try #require(
      TrainingDay(calls: [3, 3], staff: [0, 1], handlingTime: 200, patience: 100))
    #expect(try #require(TrainingPlan(alone, sessions: 1, length: 1)).starts == [1])
    #expect(TrainingPlan(alone, sessions: 1, length: 2) == nil)
  }

  @Test func `too many sessions for an exact answer still find a good one`() throws {
    let calls = (0..<40).map { 10 + 8 * Double($0 % 7) }
    let day = try #require(
      TrainingDay(
        calls: calls, staff: calls.map { 9 + Int($0 / 5) }, handlingTime: 300, patience: 180))
    let many = try #require(TrainingPlan(day, sessions: 12, length: 8, mostAtOnce: 6))
    #expect(!many.isExact && many.starts.count == 12 && many.starts.allSatisfy { $0 <= 32 })
    let few = try #require(TrainingPlan(day, sessions: 2, length: 8, mostAtOnce: 2))
    #expect(few.isExact && few.price < many.price)
  }

  @Test func `windows are listed with their price, cheapest first`() throws {
    let day = try day(12, seed: 4)
    let windows = TrainingPlan.windows(day, length: 2)
    #expect(windows.count == 11)
    #expect(zip(windows, windows.dropFirst()).allSatisfy { $0.price <= $1.price })
    let plan = try #require(TrainingPlan(day, sessions: 1, length: 2))
    #expect(windows.first?.start == plan.starts.first)
    #expect(abs(try #require(windows.first).price - plan.price) < 1e-12)
    #expect(TrainingPlan.windows(day, length: 0).isEmpty)
  }
}
