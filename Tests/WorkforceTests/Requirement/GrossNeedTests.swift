import Kernel
import Staffing
import Statistics
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Workforce

@Suite struct GrossNeedTests {
  private func entry(
    _ month: String, _ side: PaidHours.Side, _ factor: Double
  ) throws -> PaidHours {
    PaidHours(
      team: .init(rawValue: 1), month: try #require(Day(iso: month)), side: side,
      ledger: try #require(
        ShrinkageLedger(
          paid: 100 * factor, hours: [.leave: 10 * factor, .sickness: 5, .meetings: 5])),
      at: Instant(milliseconds: 0))
  }

  @Test func `net is divided by what is left, and what a roster holds is not counted twice`()
    throws
  {
    let gross = try #require(
      GrossNeed([try entry("2026-01-01", .actual, 1), try entry("2026-02-01", .actual, 1)]))
    #expect(gross.basis == .measured && gross.whole.n == 2)
    // 20 of 100 paid hours are lost; of 90 rostered ones, 10.
    #expect(abs(gross.paidHours(8) - 10) < 1e-9)
    #expect(abs(gross.rostered(8) - 9) < 1e-9)
  }

  @Test func `what was planned stands in only where nothing was measured`() throws {
    let (plan, month) = (
      try entry("2026-01-01", .planned, 1), try entry("2026-02-01", .actual, 2)
    )
    #expect(GrossNeed([plan])?.basis == .planned)
    // 30 of 200.
    let both = try #require(GrossNeed([plan, month]))
    #expect(both.basis == .measured && abs((both.whole.value ?? 0) - 0.15) < 1e-9)
    #expect(GrossNeed([]) == nil)
  }

  @Test(arguments: Engine.available)
  func `the need page tells hours at the desk, to roster and to pay`(engine: Engine) async throws {
    try await withStaffingDesk(engine) { desk in
      let queue = try await desk.line(weeks: 9)
      _ = try await desk.forecast()
      let path = "/staffing/queues/\(queue.id.text)"
      let planner = desk.browser(desk.planner)
      let before = try await planner.get(path)
      #expect(before.status == 200 && !before.body.contains("To roster"))
      let (scope, world, agent) = (desk.scope, desk.world, desk.agent.person)
      let entry = try entry("2026-02-01", .actual, 1)
      try await desk.database.write { db in
        let team = try Team.resolve(name: "North", scope: scope, world: world, in: db)
        try Membership.add(agent, to: team, scope: scope, world: world, in: db)
        try Contract.agree(
          on: Contract.Terms(from: StaffingDesk.zone.day(of: StaffingDesk.now)), with: agent,
          over: 0, scope: scope, world: world, in: db)
        try PaidHours(
          team: team, month: entry.month, side: .actual, ledger: entry.ledger, at: world.now()
        ).write(scope: scope, world: world, in: db)
      }
      let after = try await planner.get(path)
      #expect(after.status == 200 && after.body.contains("To roster"))
      #expect(after.body.contains("20% of paid hours") || after.body.contains("20.0% of paid"))
    }
  }
}
