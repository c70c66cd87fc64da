import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Workforce

@Suite struct TodayTests {
  private func volume(_ slot: DeskDay.Slot, offered: Double, inTime: Double) -> HalfHourVolume {
    var volume = HalfHourVolume(start: slot.half.start, offered: offered, origin: .file)
    volume.inTime = inTime
    return volume
  }

  @Test func `what came so far moves the rest, and what was in time decides what is still needed`()
    throws
  {
    let desk = try ProspectTests.desk(calls: 8, staff: 4)
    let made = MadeForecast(
      id: Identifier(rawValue: 1), queue: desk.queue.id, madeAt: desk.slots[0].half.start,
      firstDay: desk.day, historyDays: 60, isCold: false, handling: .init(300, .measured),
      patience: .init(180, .usual), concurrency: .init(1, .written), record: nil, inertia: 16,
      halfLife: nil, calendar: nil, fingerprint: "")
    let counted = desk.slots.prefix(2).map { volume($0, offered: 12, inTime: 6) }
    let today = Today(desk, made: made, counted: counted, at: desk.slots[2].half.start)
    #expect(today.now == 2)
    // (24 + 16) ÷ (16 + 16) = 1.25.
    #expect(today.expected[2...].allSatisfy { abs($0 - 10) < 1e-9 })
    #expect(Array(today.expected[..<2]) == [8, 8])
    // 0.8 × (24 + 60) − 12 = 55.2 of 60.
    #expect(abs(today.neededShare - 0.92) < 1e-9)
    #expect(today.soFar?.counted == 24)
    #expect(today.soFar?.expected == 16)
  }

  /// An hour in which nobody comes any more is no good day: the promise was missed before.
  @Test func `a promise that is out of reach has no chance, however quiet the rest is`() throws {
    let desk = try ProspectTests.desk(calls: 0.1, staff: 4)
    let counted = desk.slots.prefix(2).map { volume($0, offered: 12, inTime: 3) }
    let today = Today(desk, made: nil, counted: counted, at: desk.slots[2].half.start)
    #expect(today.neededShare > 1)
    #expect((today.rest?.met ?? 0) > 0.5, "hardly anybody comes, and all of those are in time")
    #expect(today.isLost)
    #expect(today.chance == 0)
  }

  @Test func `before the doors open the whole day lies ahead, and afterwards nothing`() throws {
    let desk = try ProspectTests.desk(staff: 4)
    let early = Today(
      desk, made: nil, counted: [], at: desk.slots[0].half.start.advanced(bySeconds: -60))
    #expect(early.now == 0)
    #expect(early.soFar == nil)
    #expect(early.neededShare == desk.queue.share)
    let late = Today(
      desk, made: nil, counted: [], at: desk.slots[7].half.start.advanced(bySeconds: 1800))
    #expect(late.rest == nil)
    #expect(late.repairs.isEmpty)
  }

  @Test(arguments: Engine.available)
  func `leads are told when the chance of the day moves by ten points, and once`(
    engine: Engine
  ) async throws {
    try await withStaffingDesk(engine) { desk in
      let queue = try await desk.line(weeks: 0, monthly: 100)
      let (scope, world, lead) = (desk.scope, desk.world, desk.lead.person)
      let day = StaffingDesk.zone.day(of: StaffingDesk.now)
      try await desk.database.write { db in
        try Grant(.lead).give(
          to: lead, scope: Scope(workspace: scope.workspace), world: world, in: db)
      }
      func tell(_ chance: Double) async throws -> Int {
        try await desk.database.write { db in
          try DayWord.tell(
            chance, planned: 0.8, of: queue, on: day, scope: scope, world: world, in: db)
        }
      }
      #expect(try await tell(0.71) == 0)
      #expect(try await tell(0.6) == 1)
      // From the word that was given on, not from the morning.
      #expect(try await tell(0.6) == 0)
      #expect(try await tell(0.52) == 0)
      #expect(try await tell(0.75) == 1)
      let notices = try await desk.database.read { db in
        try Notice.all(of: lead, scope, in: db)
      }
      #expect(
        Set(notices.map(\.summary)) == ["desk.notice.worse", "desk.notice.better"])
      #expect(notices.contains { $0.details["before"] == .number(80) })
    }
  }

  @Test(arguments: Engine.available)
  func `the desk says what came, what is expected, and what helps`(engine: Engine) async throws {
    try await withStaffingDesk(engine) { desk in
      let queue = try await desk.line(weeks: 9)
      let today = StaffingDesk.zone.day(of: StaffingDesk.now)
      let (scope, zone) = (desk.scope, StaffingDesk.zone)
      let supply = (18..<26).map { slot in
        HalfHourSupply(
          queue: queue.id, start: zone.instant(of: today, second: slot * 1800),
          agents: slot == 24 ? 1 : 3)
      }
      try await desk.database.write { db in
        try HalfHourSupply.replace(
          supply, of: queue.id, from: zone.start(of: today),
          until: zone.start(of: today.advanced(by: 1)), scope, in: db)
      }
      _ = try await desk.forecast()
      let page = try await desk.browser(desk.lead).get("/desk")
      #expect(page.status == 200)
      #expect(page.body.contains("So far"))
      #expect(page.body.contains("Weakest half-hours"))
      #expect(page.body.contains("12:00–12:30"), "where one person is alone")
      #expect(page.body.contains("What helps"))
      #expect(page.body.contains("Tuesday"))
    }
  }
}
