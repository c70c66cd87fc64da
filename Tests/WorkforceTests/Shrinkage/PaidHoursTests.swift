import Kernel
import Staffing
import Statistics
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Workforce

@Suite struct ShrinkageTests {
  private let team = Team.ID(rawValue: 1)

  private func entry(
    _ month: Int, _ hours: [ShrinkageLedger.Cause: Double], side: PaidHours.Side = .actual
  ) throws -> PaidHours {
    PaidHours(
      team: team, month: try #require(Day(year: 2026, month: month, day: 1)), side: side,
      ledger: try #require(ShrinkageLedger(paid: 1_000, hours: hours)),
      at: Instant(milliseconds: 0))
  }

  @Test func `what the roster holds leaves paid and lost hours alike`() throws {
    // 100 of leave are scheduled; of the 900 that are left 90 are lost: a tenth, not 9 or 19 %.
    let months = try (1...3).map { try entry($0, [.leave: 100, .meetings: 90]) }
    let shrinkage = Shrinkage(months)
    #expect(abs((shrinkage.whole.value ?? 0) - 0.19) < 1e-12)
    let rest = shrinkage.remaining(without: [.leave])
    #expect(abs((rest.value ?? 0) - 0.1) < 1e-12)
    // 14 at the desk at 30 % are 20 to pay, not 18.2.
    #expect(paid(for: 14, shrinkage: 0.3)?.people == 20)
  }

  @Test func `only what was counts for the measured share`() throws {
    let shrinkage = Shrinkage([
      try entry(1, [.sickness: 100]), try entry(2, [.sickness: 300]),
      try entry(2, [.sickness: 50], side: .planned), try entry(3, [.sickness: 1], side: .planned),
    ])
    #expect(abs((shrinkage.whole.value ?? 0) - 0.2) < 1e-12 && shrinkage.whole.n == 2)
    #expect(shrinkage.months.count == 3 && shrinkage.byCause[.sickness] == 0.2)
  }

  @Test func `a file is read as spreadsheets write it, and the wrong line is named`() throws {
    let text = "\u{FEFF}Month;Side;Paid;Sickness\r\n2026-01;actual;1000;40\n\n2026-02-01;;900;30\n"
    let entries = try PaidHoursFile.read(text, team: team, at: Instant(milliseconds: 0))
    #expect(entries.map { $0.ledger.hours[.sickness] } == [40, 30])
    #expect(entries.allSatisfy { $0.side == .actual && $0.ledger.hours[.leave] == 0 })
    #expect(throws: PaidHoursError.line(3)) {
      try PaidHoursFile.read(
        "month,paid,leave\n2026-01,100,5\n2026-02,100,500", team: team,
        at: Instant(milliseconds: 0))
    }
    #expect(throws: PaidHoursError.line(1)) {
      try PaidHoursFile.read("paid,leave\n1,1", team: team, at: Instant(milliseconds: 0))
    }
    let again = try PaidHoursFile.read(
      PaidHoursFile.text(entries), team: team, at: Instant(milliseconds: 0))
    #expect(again == entries)
  }
}

@Suite struct PaidHoursTests {
  @Test(arguments: Engine.available)
  func `a month is entered, corrected, read as a file, and closed to agents`(
    engine: Engine
  ) async throws {
    try await withFloor(engine) { floor in
      let lead = floor.leadBrowser
      func enter(_ sickness: String) async throws -> Int {
        try await lead.post(
          "/shrinkage",
          [
            ("csrf", "token"), ("team", floor.team.text), ("month", "2026-02"), ("side", "actual"),
            ("paid", "960"), ("sickness", sickness), ("leave", "80"),
          ]
        ).status
      }
      #expect(try await enter("96") == 303)
      #expect(try await enter("48") == 303)
      #expect(try await enter("4800") == 422)
      #expect(try await enter("many") == 422)
      let entries = try await floor.database.read { db in
        try PaidHours.all(of: floor.team, floor.scope, in: db)
      }
      #expect(entries.count == 1 && entries.first?.ledger.hours[.sickness] == 48)
      let pasted = try await lead.post(
        "/shrinkage/file",
        [
          ("csrf", "token"), ("team", floor.team.text),
          ("lines", "month,side,paid,leave\n2026-01,actual,950,90\n2026-01,planned,950,60"),
        ])
      #expect(pasted.status == 303)
      let page = try await lead.get("/shrinkage")
      #expect(page.body.contains("<svg") && page.body.contains("2 months"))
      let file = try await lead.get("/shrinkage/\(floor.team.text)/hours.csv")
      #expect(file.body.split(separator: "\r\n").count == 4)
      let agent = try await floor.browser(floor.agents[0], Grant(.agent)).get("/shrinkage")
      #expect(agent.status == 404)
      let planner = try await floor.browser(floor.planner, Grant(.planner), teams: []).get(
        "/shrinkage")
      #expect(planner.status == 200 && planner.body.contains("<svg"))
    }
  }

  @Test(arguments: Engine.available)
  func `the published weeks propose a month: shifts, leave and kept time`(
    engine: Engine
  ) async throws {
    try await withFloor(engine) { floor in
      let desk = try await floor.plan()
      let month = Floor.monday.startOfMonth
      try await floor.database.write { db in
        _ = try Absence.ask(
          .sickness, from: floor.day(14), until: floor.day(20), person: floor.agents[0],
          team: floor.team, today: desk.today, scope: floor.acting(floor.lead),
          world: floor.world, in: db)
      }
      let hours = try await floor.database.read { db in
        try #require(try RosterHours.of(floor.team, month, floor.scope, in: db))
      }
      // Six people for five days of eight hours, and one ill for a week.
      #expect(hours.paid == 240 + 40 && hours.hours[.sickness] == 40)
      let empty = try await floor.database.read { db in
        try RosterHours.of(floor.team, floor.day(-60), floor.scope, in: db)
      }
      #expect(empty == nil)
    }
  }
}
