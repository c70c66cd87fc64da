import Kernel
import Staffing
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Workforce

@Suite struct DraftTests {
  /// A published week with another plan over it as a draft.
  private func draft(over floor: Floor) async throws -> ScheduleDesk {
    let desk = try await floor.plan()
    let other = try desk.made(seed: 9, rounds: 4_000)
    try await floor.database.write { db in
      _ = try desk.write(
        other, because: .made, seed: 9, scope: floor.acting(floor.lead), world: floor.world, in: db)
    }
    return try await floor.desk()
  }

  @Test(arguments: Engine.available)
  func `what a day brings reaches the week people see, and the draft over it as well`(
    engine: Engine
  ) async throws {
    try await withFloor(engine) { floor in
      let desk = try await draft(over: floor)
      #expect(desk.draft?.id == desk.newest?.id && desk.standing?.id == desk.published?.id)
      let day = floor.day(1)
      let ill = try #require(desk.published?.duties.first { $0.day == day }).person
      let base = "/schedules/\(floor.team.text)/\(Floor.monday.iso)"
      let lead = floor.leadBrowser
      _ = try await lead.post(
        "\(base)/illness",
        [("csrf", "token"), ("person", ill.text), ("from", day.iso), ("until", day.iso)])
      let after = try await floor.desk()
      #expect(after.published?.cause == .absence && after.published?.id != desk.published?.id)
      #expect(after.published?.duty(of: ill, on: day) == nil)
      #expect(after.draft?.duty(of: ill, on: day) == nil)
      // All else of both weeks is as it was.
      func rest(_ version: Schedule?) -> Set<Schedule.Duty> {
        Set((version?.duties ?? []).filter { $0.person != ill || $0.day != day })
      }
      #expect(rest(after.published) == rest(desk.published))
      #expect(rest(after.draft) == rest(desk.draft))
      let best = try #require(after.repairs(on: day)?.repairs.first)
      let taken = try await lead.post(
        "\(base)/repairs",
        [
          ("csrf", "token"), ("person", best.person.text), ("day", day.iso),
          ("kind", "\(best.kind.rawValue)"),
        ])
      #expect(taken.status == 303)
      let repaired = try await floor.desk()
      #expect(repaired.published?.cause == .repaired && repaired.draft?.cause == .made)
      #expect(repaired.published?.duty(of: best.person, on: day)?.shift == best.duty.shift)
      let shown = try await floor.database.read { db in
        try Schedule.shown(of: floor.team, Floor.monday, floor.scope, in: db)
      }
      #expect(shown.count == 3)
      // The draft took it in, or asks before it takes it out.
      let isIn = repaired.draft?.duty(of: best.person, on: day)?.shift == best.duty.shift
      #expect(repaired.dropped(by: repaired.draft, shown).isEmpty == isIn)
    }
  }

  @Test(arguments: Engine.available)
  func `a draft that knows nothing of a repair asks before it is published`(
    engine: Engine
  ) async throws {
    try await withFloor(engine) { floor in
      let desk = try await floor.plan()
      let duty = try #require(desk.published?.duties.first { $0.day == floor.day(2) })
      let place = Schedule.Place(person: duty.person, day: duty.day)
      let repaired = (desk.published?.duties ?? []).filter { $0 != duty }
      let scope = floor.acting(floor.lead)
      try await floor.database.write { db in
        _ = try desk.write(
          repaired, because: .repaired, publishes: true, scope: scope, world: floor.world, in: db)
      }
      let before = try await floor.desk()
      try await floor.database.write { db in
        _ = try before.write(
          desk.published?.duties ?? [], because: .changed, scope: scope, world: floor.world, in: db)
      }
      let base = "/schedules/\(floor.team.text)/\(Floor.monday.iso)"
      let lead = floor.leadBrowser
      let page = try await lead.get(base)
      #expect(page.body.contains("name=\"drops\""))
      let refused = try await lead.post("\(base)/publication", [("csrf", "token")])
      #expect(refused.status == 422)
      #expect(try await floor.desk().published?.duty(of: place.person, on: place.day) == nil)
      let meant = try await lead.post(
        "\(base)/publication", [("csrf", "token"), ("drops", "1")])
      #expect(meant.status == 303)
      let after = try await floor.desk()
      #expect(after.isOnShow && after.published?.duty(of: place.person, on: place.day) == duty)
    }
  }
}

@Suite struct WeekendTests {
  private func queue(_ closed: Set<Int>) throws -> StaffingQueue {
    let hours = (1...7).map { closed.contains($0) ? "" : "9-17" }
    return StaffingQueue(
      id: .init(rawValue: 1), name: "Q", kind: .calls, hours: try OpenWeek(text: hours),
      writtenAt: Instant(milliseconds: 0))
  }

  private func house(_ days: Set<Int>) throws -> WorkingHours {
    try #require(WorkingHours(opens: 32_400, closes: 61_200, days: days))
  }

  @Test func `a team that works from Sunday to Thursday rests on Friday and Saturday`() throws {
    #expect(Weekend(.office, [try queue([5, 6])]).days == [5, 6])
    #expect(Weekend(try house([7, 1, 2, 3, 4]), [try queue([6])]).days == [5, 6])
    #expect(Weekend(try house([7, 1, 2, 3, 4]), [try queue([])]).days == [5, 6])
  }

  @Test func `who opens on Saturday as well still has the weekend of the house`() throws {
    #expect(Weekend(.office, [try queue([7])]).days == [6, 7])
    #expect(Weekend(.office, []).days == [6, 7])
    #expect(Weekend(try house(Set(1...7)), [try queue([])]).days == [6, 7])
    // A single day of rest has an eve.
    #expect(Weekend(try house(Set(1...6)), [try queue([7])]).days == [6, 7])
    #expect(Weekend(try house([7, 1, 2, 3, 4, 5]), []).days == [5, 6])
    // What one queue is closed on another may be open on.
    #expect(Weekend(.office, [try queue([5, 6]), try queue([1])]).days == [6, 7])
  }
}
