import Kernel
import People
import Staffing
import Statistics
import Testing

@testable import Workforce

@Suite struct ProspectTests {
  static let day = Day(number: 20_515)  // A Tuesday.

  /// A day of four hours with the same calls in each half-hour.
  static func desk(
    _ kind: StaffingQueue.Kind = .calls, calls: Double = 8, staff: Int? = nil, idle: Double = 0,
    target: Double? = nil
  ) throws -> DeskDay {
    let queue = StaffingQueue(
      id: Identifier(rawValue: 1), name: "Line", kind: kind,
      hours: try OpenWeek(text: Array(repeating: "9-13", count: 7)), target: target, absence: 0,
      writtenAt: Instant(milliseconds: 0))
    let halves = HalfHour.all(of: day, in: .utc).filter { (18..<26).contains($0.slot) }
    let making = NeedMaking(
      queue, zone: .utc, handling: 300, patience: kind == .letters ? nil : 180, concurrency: 1)
    let needs = halves.map { half in
      HalfHourNeed(
        queue: queue.id, start: half.start, calls: calls,
        quantiles: .init(low: calls, lower: calls, middle: calls, upper: calls, high: calls),
        handling: 300, agents: making.agents(calls, 300), variation: 0.1)
    }
    let supply = halves.compactMap { half in
      staff.map { HalfHourSupply(queue: queue.id, start: half.start, agents: $0) }
    }
    return try #require(
      DeskDay(
        queue, day, in: .utc, needs: needs, supply: supply,
        idle: Dictionary(uniqueKeysWithValues: halves.map { ($0.start, idle) }), patience: 180))
  }

  @Test func `as many as needed are there unless a roster says who is`() throws {
    let needed = try Self.desk()
    #expect(!needed.isPlanned)
    // Eight calls of five minutes are 1.33 erlangs: three or four people keep 80 in 20 seconds.
    #expect(needed.slots.allSatisfy { $0.staff == DeskDay.whole($0.need) })
    #expect(needed.slots.allSatisfy { $0.need > 2 && $0.need < 4 })
    let planned = try Self.desk(staff: 5)
    #expect(planned.isPlanned)
    #expect(planned.slots.allSatisfy { $0.staff == 5 })
  }

  @Test func `one more never hurts, and the same day is played the same`() throws {
    let desk = try Self.desk(staff: 3)
    let (now, again) = (Prospect(desk), Prospect(desk))
    #expect(now == again)
    let more = Prospect(desk, WhatIf(more: 1))
    let fewer = Prospect(desk, WhatIf(more: -1))
    #expect(fewer.met <= now.met && now.met <= more.met)
    #expect(fewer.late > now.late && now.late > more.late)
    let longer = Prospect(desk, WhatIf(handling: 1.5))
    #expect(longer.late > now.late)
    #expect(Prospect(desk, WhatIf(calls: 0.5)).late < now.late)
    #expect(Prospect(desk, WhatIf(absence: 0.4)).late > now.late)
  }

  @Test func `a day played a moment ago comes to the same, and old ones are forgotten`() throws {
    let played = PlayedDays(most: 2)
    let plans = try (3...6).map { staff in
      try #require(try Self.desk(staff: staff).plan(.nothing, chats: 1))
    }
    let first = plans.map { played.chance(of: $0, days: 200) }
    let again = plans.reversed().map { played.chance(of: $0, days: 200) }
    #expect(first == again.reversed())
    #expect(first == plans.map { DayChance(of: $0, days: 200, seed: 17, threads: 1) })
    #expect(played.chance(of: plans[0], days: 100).met.n == 100, "another number is another play")
  }

  @Test func `letters are kept by their clock, and the chance falls with fewer people`() throws {
    // Eight letters of five minutes a half-hour are 1.33 people's work.
    let enough = Prospect(try Self.desk(.letters, staff: 2, target: 3600))
    let short = Prospect(try Self.desk(.letters, calls: 16, staff: 1, target: 1800))
    #expect(enough.met > 0.9)
    #expect(short.met < 0.1)
    #expect((short.slots.last?.waiting ?? 0) > 10, "what cannot be done is carried over")
  }

  @Test func `repairs name the weak half-hours and gain what they promise`() throws {
    var desk = try Self.desk(staff: 4)
    desk = desk.with(-3, at: [2, 3])
    let before = Prospect(desk)
    #expect(Repair.weakest(before).contains(2) && Repair.weakest(before).contains(3))
    let repairs = Repair.all(desk, before, chats: 1)
    let weakest = try #require(repairs.first { $0.kind == .weakest })
    #expect(weakest.inTime > 0.2)
    let moved = try #require(repairs.first { $0.kind == .moved })
    #expect(Set(moved.from).isDisjoint(with: moved.places))
    #expect(repairs.map(\.inTime) == repairs.map(\.inTime).sorted(by: >))
  }

  @Test func `too busy for more than an hour is said, shorter is not`() throws {
    var desk = try Self.desk(calls: 5, staff: 2)
    #expect(Today.hardStretch(desk, chats: 1) == nil)
    desk = desk.with(-1, at: [1, 2])
    // Five calls of five minutes keep one person busy for 83 in 100; with a cap of 80 it is hard.
    var queue = desk.queue
    queue.mostOccupancy = 0.8
    let capped = desk.of(queue)
    #expect(Today.hardStretch(capped, chats: 1) == nil, "an hour is not more than an hour")
    #expect(Today.hardStretch(capped.with(-1, at: [3]), chats: 1) == 1...3)
  }
}

extension DeskDay {
  /// The same day with another promise.
  fileprivate func of(_ queue: StaffingQueue) -> DeskDay {
    var changed = self
    changed.queue = queue
    return changed
  }
}
