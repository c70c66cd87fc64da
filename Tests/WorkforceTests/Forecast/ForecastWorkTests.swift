import Kernel
import Staffing
import Storage
import Support
import Testing
import Web

@testable import Workforce

@Suite struct ForecastWorkTests {
  @Test(arguments: Engine.available)
  func `a forecast is made once, and again only when something is new`(engine: Engine) async throws
  {
    try await withStaffingDesk(engine) { desk in
      let queue = try await desk.line(weeks: 9)
      #expect(try await desk.forecast() == 1)
      #expect(try await desk.forecast() == 0)
      let (scope, world) = (desk.scope, desk.world)
      let today = StaffingDesk.zone.day(of: StaffingDesk.now)
      let (made, needs, checks, days) = try await desk.database.read { db in
        (
          try #require(try MadeForecast.newest(of: queue.id, scope, in: db)),
          try HalfHourNeed.week(of: [queue.id], from: today, in: StaffingDesk.zone, scope, db: db),
          try ForecastCheck.all(of: queue.id, scope, in: db),
          try DayProspect.all(of: queue.id, from: today, scope, in: db)
        )
      }
      #expect(!made.isCold)
      #expect(made.handling.basis == .measured)
      #expect(abs(made.handling.value - 240) < 1e-6)
      #expect(needs.count == 40, "eight half-hours on five days")
      #expect(needs.allSatisfy { abs($0.calls - 6) < 2 }, "six calls a half-hour, by luck alone")
      #expect(needs.allSatisfy { $0.quantiles.low <= $0.quantiles.middle && $0.quantiles.low >= 0 })
      #expect(needs.allSatisfy { $0.agents > 6 * 240 / 1800 && $0.agents < 5 })
      #expect(checks.count >= 10)
      let record = try #require(made.record)
      #expect(record.error < record.plainError * 1.2)
      #expect(record.luck > 0.2 && record.luck < record.error * 1.2)
      #expect(days.count == 20, "four weeks of five days")
      #expect(days.allSatisfy { $0.metWithOneMore >= $0.met && $0.met >= $0.metWithTwoAway })

      // A mark for tomorrow is new.
      try await desk.database.write { db in
        try SpecialDay(day: today.advanced(by: 1), word: "Sale", factor: 2)
          .write(scope: scope, world: world, in: db)
      }
      #expect(try await desk.forecast() == 1)
      let sale = try await desk.database.read { db in
        try HalfHourNeed.week(
          of: [queue.id], from: today.advanced(by: 1), in: StaffingDesk.zone, scope, db: db)
      }.prefix(8).reduce(0) { $0 + $1.calls }
      #expect(sale > 75 && sale < 130, "twice a usual day of some 48")
    }
  }

  @Test(arguments: Engine.available)
  func `without two weeks of half-hours a typical day and a monthly number stand in`(
    engine: Engine
  ) async throws {
    try await withStaffingDesk(engine) { desk in
      let unknown = try await desk.line(weeks: 0, name: "Unknown")
      let known = try await desk.line(weeks: 0, name: "Known", monthly: 870)
      #expect(try await desk.forecast() == 1, "nothing is said of a queue nobody knows anything of")
      let scope = desk.scope
      let today = StaffingDesk.zone.day(of: StaffingDesk.now)
      let (none, made, needs) = try await desk.database.read { db in
        (
          try MadeForecast.newest(of: unknown.id, scope, in: db),
          try MadeForecast.newest(of: known.id, scope, in: db),
          try HalfHourNeed.week(of: [known.id], from: today, in: StaffingDesk.zone, scope, db: db)
        )
      }
      #expect(none == nil)
      #expect(made?.isCold == true)
      #expect(made?.handling.basis == .usual)
      // 870 a month are 200 a week.
      #expect(abs(needs.reduce(0) { $0 + $1.calls } - 200.1) < 0.5)
    }
  }

  @Test(arguments: Engine.available)
  func `what has begun keeps what was forecast of it`(engine: Engine) async throws {
    try await withStaffingDesk(engine) { desk in
      let queue = try await desk.line(weeks: 3)
      let scope = desk.scope
      let old = HalfHourNeed(
        queue: queue.id, start: StaffingDesk.now.advanced(byDays: -3), calls: 9,
        quantiles: .init(low: 5, lower: 7, middle: 9, upper: 11, high: 13), handling: 200,
        agents: 2.5, variation: 0.1)
      try await desk.database.write { db in
        try HalfHourNeed.replace([old], of: queue.id, from: old.start, scope, in: db)
      }
      _ = try await desk.forecast()
      let kept = try await desk.database.read { db in
        try HalfHourNeed.all(of: [queue.id], from: old.start, until: old.end, scope, in: db)
      }
      #expect(kept == [old])
    }
  }

  @Test(arguments: Engine.available)
  func `the pages of a queue tell chance, need, forecast, record and leave`(
    engine: Engine
  ) async throws {
    try await withStaffingDesk(engine) { desk in
      let queue = try await desk.line(weeks: 9)
      _ = try await desk.forecast()
      let path = "/staffing/queues/\(queue.id.text)"
      for language in ["en", "zh-Hans", "ru", "he"] {
        let planner = desk.browser(desk.planner, language: language)
        for page in ["", "/forecast", "/forecast?days=1", "/volumes", "/days", "/promise"] {
          let answer = try await planner.get(path + page)
          #expect(answer.status == 200)
          // The words handed to the script have places of their own.
          let shown = answer.body.split(separator: "<template").first ?? ""
          #expect(!shown.contains("{"), "\(language) \(page)")
          #expect(!shown.contains(">nan"), "\(language) \(page)")
        }
        #expect(try await planner.get("/staffing").body.contains("Line"))
        #expect(try await planner.get("/desk").body.contains("Line"))
      }
      let planner = desk.browser(desk.planner)
      let forecast = try await planner.get(path + "/forecast")
      #expect(forecast.body.contains("mean of the last eight weeks"))
      let days = try await planner.get(path + "/days?day=2026-03-05")
      #expect(days.body.contains("with one person away"))
    }
  }

  @Test(arguments: Engine.available)
  func `a slider answers with the part of the page that changes`(engine: Engine) async throws {
    try await withStaffingDesk(engine) { desk in
      let queue = try await desk.line(weeks: 9)
      _ = try await desk.forecast()
      let planner = desk.browser(desk.planner)
      let answer = try await planner.get(
        "/staffing/queues/\(queue.id.text)?day=2026-03-03&more=1&calls=20",
        headers: ["X-Fragment": "1"])
      #expect(answer.body.hasPrefix("<div id=\"what-if\""))
      #expect(answer.body.contains("With this change the chance goes from"))
      #expect(answer.body.contains("<output id=\"more-shown\" for=\"more\"><bdi>+1</bdi>"))
      #expect(!answer.body.contains("<h1"))
    }
  }
}
