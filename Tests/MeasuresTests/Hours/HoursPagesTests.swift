import Conversations
import Kernel
import People
import Storage
import Support
import Testing
import Web

@testable import Measures

@Suite struct HoursTextTests {
  @Test func `hours are stored as people type them and read back the same`() throws {
    let hours = try Hours(
      zone: "Asia/Jerusalem",
      week: ["9-12,13-18", "22-6", "", "0-24", "9.30-17:15", "", "8-12"],
      special: """
        2026-12-24 9-12 14-16 Christmas Eve

        2026-05-01 1 May
        2026-04-02
        """)
    #expect(hours.weekText[0] == "09:00–12:00, 13:00–18:00")
    #expect(hours.special.map(\.name) == ["", "1 May", "Christmas Eve"])
    #expect(hours.special.last?.openings.count == 2)
    let again = try Hours(
      zone: hours.zone.name, week: hours.weekText, special: hours.specialText)
    #expect(again == hours)
  }

  @Test func `what cannot be read is named`() {
    func fault(_ week: [String], _ special: String, zone: String = "UTC") -> Hours.Fault? {
      do {
        _ = try Hours(zone: zone, week: week, special: special)
        return nil
      } catch { return error }
    }
    #expect(fault([], "", zone: "Mars/Base") == .zone)
    #expect(fault(["9-12", "noon"], "") == .weekday(2))
    #expect(fault([], "tomorrow closed") == .specialDay("tomorrow closed"))
    #expect(fault([], "2026-02-30 x") == .specialDay("2026-02-30 x"))
    let many = (0...Hours.mostSpecialDays).map { Day(number: $0).iso }.joined(separator: "\n")
    #expect(fault([], many) == .tooManySpecialDays)
  }

  @Test func `the queue's hours come before the team's, and a clock keeps those it started with`()
    throws
  {
    let team = Team.ID(rawValue: 5)
    let queue = Queue.ID(rawValue: 6)
    func calendar(
      _ id: Int64, _ number: Int, _ place: OpeningCalendar.Place, from day: Int,
      _ text: String, isRetired: Bool = false
    ) throws -> OpeningCalendar {
      OpeningCalendar(
        id: .init(rawValue: id), number: number, name: "\(id)", place: place,
        hours: try Hours(zone: "UTC", week: Array(repeating: text, count: 7), special: ""),
        from: Day(number: day), isRetired: isRetired, writtenAt: Instant(milliseconds: 0))
    }
    let calendars = OpeningCalendars(
      [
        try calendar(1, 1, .workspace, from: 100, "9-17"),
        try calendar(1, 2, .workspace, from: 200, "8-16"),
        try calendar(2, 1, .team(team), from: 100, "10-18"),
        try calendar(3, 1, .queue(queue), from: 100, "0-24"),
        try calendar(3, 2, .queue(queue), from: 300, "0-24", isRetired: true),
      ], fallback: .always(.utc))
    func first(_ day: Int64, team: Team.ID? = nil, queue: Queue.ID? = nil) -> String? {
      let start = Instant(milliseconds: day * 86_400_000)
      return calendars.hours(team: team, queue: queue, at: start).weekText.first
    }
    #expect(first(150) == "09:00–17:00")
    #expect(first(250) == "08:00–16:00")
    // Before anything was written, the first wording counts.
    #expect(first(50) == "09:00–17:00")
    #expect(first(150, team: team) == "10:00–18:00")
    #expect(first(150, team: team, queue: queue) == "00:00–24:00")
    #expect(first(350, team: team, queue: queue) == "10:00–18:00")
    #expect(first(350, team: .init(rawValue: 99)) == "08:00–16:00")
  }
}

@Suite struct ServicePolicyTests {
  @Test func `the first promise in the order that fits is the one that counts`() {
    func policy(
      _ id: Int64, _ position: Int, channel: String? = nil, tag: String? = nil,
      priority: String? = nil
    ) -> ServicePolicy {
      ServicePolicy(
        id: .init(rawValue: id), name: "\(id)", position: position, channel: channel, tag: tag,
        priority: priority, firstResponse: 3600)
    }
    let policies = [
      policy(1, 9), policy(2, 2, channel: "email"), policy(3, 1, tag: "VIP"),
      policy(4, 3, priority: "Urgent"),
    ]
    func chosen(_ channel: String, _ tags: [String] = []) -> Int64? {
      policies.policy(channel: channel, tags: tags)?.id.rawValue
    }
    #expect(chosen("email") == 2)
    #expect(chosen("email", ["vip"]) == 3)
    #expect(chosen("chat") == 1)
    #expect(chosen("chat", ["urgent"]) == 4)
    #expect([ServicePolicy]().policy(channel: "chat", tags: [String]()) == nil)
    #expect(
      [policy(2, 2, channel: "email")].policy(channel: "chat", tags: [String]()) == nil)
  }
}

@Suite struct HoursPagesTests {
  private static let week: [(String, String)] =
    (1...5).map { ("day-\($0)", "9-12, 13-18") } + [("day-6", "9:00-13:30"), ("day-7", "")]

  private static func fields(_ step: String, _ more: (String, String)...) -> [(String, String)] {
    [
      ("csrf", "token"), ("number", "0"), ("name", "Office"), ("place", "workspace"),
      ("zone", "Europe/Berlin"), ("from", "2026-01-01"), ("special", "2026-12-25 Christmas"),
      ("example-day", "5"), ("example-time", "17:50"), ("example-hours", "8"), ("do", step),
    ] + week + more
  }

  @Test(arguments: Engine.available)
  func `a lead writes the hours, sees what they mean, and agents may read them`(
    engine: Engine
  ) async throws {
    try await withGoalDesk(engine) { desk in
      let lead = desk.browser(desk.lead)
      let blank = try await lead.get("/hours/new")
      #expect(blank.status == 200)
      expectSound(blank.body)
      let preview = try await lead.post("/hours/new", Self.fields("preview"))
      #expect(preview.body.contains("is due on Monday at 13:20"))
      #expect(preview.body.contains("with a promise of 8 hours"))
      let before = try await lead.get("/hours")
      #expect(before.body.contains("The hours of the settings"))
      let saved = try await lead.post("/hours/new", Self.fields("save"))
      #expect(saved.status == 303)
      let twice = try await lead.post("/hours/new", Self.fields("save"))
      #expect(twice.status == 409)
      #expect(twice.body.contains("already have opening hours"))
      let agent = desk.browser(desk.agent)
      let page = try await agent.get("/hours")
      expectSound(page.body)
      #expect(page.body.contains("13:00–18:00</bdi>") && page.body.contains("Monday – Friday"))
      #expect(page.body.contains("44.5 h a week, Europe/Berlin"))
      #expect(page.body.contains("One special day to come"))
      #expect(page.body.contains("is due on Monday at 13:20"))
      #expect(!page.body.contains("/hours/new"))
      let refused = try await agent.get("/hours/new")
      #expect(refused.status == 404)
    }
  }

  @Test(arguments: Engine.available)
  func `what cannot be read comes back with a sentence, and an old window changes nothing`(
    engine: Engine
  ) async throws {
    try await withGoalDesk(engine) { desk in
      let lead = desk.browser(desk.lead)
      let bad = try await lead.post(
        "/hours/new",
        Self.fields("save").map { $0.0 == "day-2" ? ("day-2", "noon") : $0 })
      #expect(bad.status == 422)
      #expect(bad.body.contains("Tuesday cannot be read"))
      expectSound(bad.body)
      _ = try await lead.post("/hours/new", Self.fields("save"))
      let (database, scope) = (desk.database, desk.scope)
      let all = try await database.read { try OpeningCalendar.current(scope, in: $0) }
      let calendar = try #require(all.first)
      let path = "/hours/\(calendar.id.text)"
      let open = try await lead.get(path)
      expectSound(open.body)
      let second = Self.fields("save").map { $0.0 == "number" ? ("number", "1") : $0 }
      #expect(try await lead.post(path, second).status == 303)
      let stale = try await lead.post(path, second)
      #expect(stale.status == 409)
      let wordings = try await database.read { try OpeningCalendar.wordings(scope, in: $0) }
      #expect(wordings.map(\.number) == [1, 2])
      #expect(wordings.last?.hours.zone.name == "Europe/Berlin")
      #expect(try await lead.post("\(path)/retirement", [("csrf", "token")]).status == 303)
      let left = try await database.read { try OpeningCalendar.current(scope, in: $0) }
      #expect(left.isEmpty)
      let calendars = try await database.read { try OpeningCalendars(scope, in: $0) }
      #expect(
        calendars.hours(team: nil, queue: nil, at: desk.world.now()).weekText.first
          == "09:00–17:00")
      await #expect(throws: (any Error).self) {
        try await database.write { db in
          try db.execute("DELETE FROM opening_calendar WHERE workspace_id = \(scope)")
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `promises are written, ordered and ended`(engine: Engine) async throws {
    try await withGoalDesk(engine) { desk in
      let lead = desk.browser(desk.lead)
      let form = try await lead.get("/promises/new")
      expectSound(form.body)
      let none = try await lead.post(
        "/promises/new", [("csrf", "token"), ("name", "Mail"), ("do", "save")])
      #expect(none.status == 422)
      expectSound(none.body)
      let sent = [
        ("csrf", "token"), ("name", "Mail"), ("channel", "email"), ("position", "1"),
        ("first-hours", "8"), ("first-minutes", "30"), ("pauses", "1"), ("do", "save"),
      ]
      #expect(try await lead.post("/promises/new", sent).status == 303)
      let (database, scope) = (desk.database, desk.scope)
      let policies = try await database.read { try ServicePolicy.current(scope, in: $0) }
      let policy = try #require(policies.first)
      #expect(policy.firstResponse == 8 * 3600 + 1800)
      #expect(policy.resolution == nil)
      #expect(policy.pausesForCustomer)
      let list = try await lead.get("/hours")
      #expect(list.body.contains("within 8 h 30 m"))
      let path = "/promises/\(policy.id.text)"
      expectSound(try await lead.get(path).body)
      let again = sent.map { $0.0 == "do" ? ("do", "retire") : $0 } + [("number", "1")]
      #expect(try await lead.post(path, again).status == 303)
      let left = try await database.read { try ServicePolicy.current(scope, in: $0) }
      #expect(left.isEmpty)
      #expect(try await desk.browser(desk.agent).get("/promises/new").status == 404)
    }
  }
}
