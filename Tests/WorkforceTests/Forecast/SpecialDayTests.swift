import Kernel
import Staffing
import Storage
import Support
import Testing
import Web

@testable import Workforce

@Suite struct SpecialDayTests {
  @Test(arguments: Engine.available)
  func `a day that stands out is asked about until somebody answers`(engine: Engine) async throws {
    try await withStaffingDesk(engine) { desk in
      let queue = try await desk.line(weeks: 9)
      let (scope, world) = (desk.scope, desk.world)
      let odd = try #require(Day(iso: "2026-02-11"))
      let busy = (18..<26).map { slot in
        VolumeInterval(
          key: .init(
            queue: "Line", channel: "call",
            start: StaffingDesk.zone.instant(of: odd, second: slot * 1800)), seconds: 1800,
          sums: [.offered: 19])
      }
      try await desk.database.write { db in
        _ = try VolumeInterval.store(busy, file: "b.csv", scope: scope, world: world, in: db)
      }
      let lead = desk.browser(desk.lead)
      let asked = try await lead.get("/staffing/special-days")
      #expect(asked.body.contains("152 came where only about"))
      let missing = try await lead.post(
        "/staffing/special-days", [("csrf", "token"), ("day", "2026-02-11")])
      #expect(missing.status == 422)
      let answer = try await lead.post(
        "/staffing/special-days",
        [
          ("csrf", "token"), ("day", "2026-02-11"), ("queue", queue.id.text),
          ("word", "Price change"),
        ])
      #expect(answer.status == 303)
      let after = try await lead.get("/staffing/special-days")
      #expect(!after.body.contains("152 came"))
      #expect(after.body.contains("Price change"))
      _ = try await lead.post(
        "/staffing/special-days/withdrawal",
        [
          ("csrf", "token"), ("day", "2026-02-11"), ("queue", queue.id.text),
          ("word", "Price change"),
        ])
      let ordinary = try await lead.post(
        "/staffing/special-days",
        [
          ("csrf", "token"), ("day", "2026-02-11"), ("queue", queue.id.text),
          ("answer", "ordinary"),
        ])
      #expect(ordinary.status == 303)
      let last = try await lead.get("/staffing/special-days")
      #expect(!last.body.contains("152 came"), "an answer is an answer, also that it was ordinary")
      let marks = try await desk.database.read { db in
        try SpecialDay.current(scope, in: db).marks(of: queue.id)
      }
      #expect(marks.marks.isEmpty)
    }
  }
}
