import Conversations
import Kernel
import People
import Storage
import Support
import Testing
import Web

@testable import Measures

/// A month of a small desk, seen through its pages.
struct Desk {
  let database: any Database
  let scope: Scope
  let team: Actor.Team
  let noa: Actor.ID

  func browser(_ grant: Grant, person: Actor.ID? = nil, language: String = "en") -> TestClient {
    let actor = Actor(
      person: person ?? Identifier(rawValue: 900_000), name: "Reader", workspace: scope.workspace,
      grants: [grant], teams: person == noa ? [team] : [], language: language, csrf: "token")
    let features: [Feature] = [
      .people(mill: PasswordMill(world: .still(at: Ground.noon), cost: .cheap)), .conversations(),
      .measures(), .hours,
    ]
    let site = Site(
      world: .still(at: Ground.noon.advanced(byDays: 3)), database: database, features: features,
      session: { _, _, _ in actor })
    let client = TestClient(site: site, features: features)
    client.set(cookie: site.sessionCookie, "any")
    return client
  }
}

extension Desk {
  /// Changes the ground that figures stand on, and computes them anew.
  func renewed(_ change: @escaping @Sendable (any Connection) throws -> Void) async throws {
    try await database.write { [scope] db in
      try change(db)
      try Renewal.ask(scope, in: db)
    }
    try await Renewal(database: database, scope: scope, world: Ground.world(5_000_000)).run()
  }
}

func withDesk(_ engine: Engine, _ body: (Desk) async throws -> Void) async throws {
  try await withGround(engine) { database, scope in
    let (team, noa) = try await database.write { db in
      let team: Actor.Team = Identifier(rawValue: 800_000)
      try Team(id: team, name: "Parcel desk", createdAt: Ground.noon).insert(scope, in: db)
      try Person(id: Identifier(rawValue: 900_000), name: "Reader", createdAt: Ground.noon)
        .insert(scope, in: db)
      let noa = try Person.resolve(
        source: "desk", externalID: "noa", name: "noa", scope: scope, world: Ground.world(900_001),
        in: db)
      try Membership.add(noa, to: team, scope: scope, world: Ground.world(700_000), in: db)
      var records: [ConversationRecord] = []
      for index in 0..<12 {
        let asked = Double(index) * 30
        let lines: [(MessageRole, Double, String)] = [
          (.customer, asked, "Where is my parcel?"),
          (.agent, asked + 5 + Double(index), "On its way"),
        ]
        records.append(
          Ground.record("T-\(index)", customer: "c\(index / 2)", solvedAfter: asked + 25, lines))
      }
      records[3].subject = "=cmd parcel"
      records[3].tags = ["complaint", "vip"]
      var survey = SurveyRecord(kind: .csat, score: 5, scaleMinimum: 1, scaleMaximum: 5)
      survey.externalID = "s"
      survey.answeredAt = Ground.minutes(90)
      records[3].surveys = [survey]
      var delivery = Ground.delivery(scope)
      try delivery.store(records, in: db)
      return (team, noa)
    }
    try await body(Desk(database: database, scope: scope, team: team, noa: noa))
  }
}

@Suite struct MeasurePagesTests {
  @Test(arguments: Engine.available)
  func `the dashboard opens with a sentence, and every number leads to its conversations (ask 11)`(
    engine: Engine
  ) async throws {
    try await withDesk(engine) { desk in
      for language in ["en", "zh-Hans", "ru", "he"] {
        let browser = desk.browser(Grant(.analyst), language: language)
        let page = try await browser.get("/measures")
        #expect(page.status == 200)
        #expect(page.body.contains("class=\"lede\""))
        #expect(page.body.contains("/measures/metrics/first-response/conversations?"))
        for metric in Metric.all {
          let one = try await browser.get("/measures/metrics/\(metric.id)")
          #expect(one.status == 200, "\(metric.id)")
          #expect(!hasBareKey(one.body), "\(language) \(metric.id)")
        }
        #expect(!hasBareKey(page.body), "\(language)")
        let behind = try await browser.get("/measures/metrics/first-response/conversations")
        #expect(behind.status == 200 && behind.body.contains("T-11"))
        #expect(!hasBareKey(behind.body), "\(language)")
        // What was opened is the ordinary list under the same days.
        let opened = try await browser.get("/measures/metrics/volume-in?period=30d")
        #expect(opened.body.contains("/conversations?from="))
      }
    }
  }

  private func hasBareKey(_ body: String) -> Bool {
    body.contains(#/>(measure|metric)\.[a-zA-Z0-9.-]+</#)
  }

  @Test(arguments: Engine.available)
  func `a hundred resolutions may be fifty customers, and the page says so (ask 15)`(
    engine: Engine
  ) async throws {
    try await withDesk(engine) { desk in
      let page = try await desk.browser(Grant(.analyst)).get("/measures/metrics/volume-solved")
      #expect(page.body.contains("12 resolutions of 12 conversations of 6 known customers"))
    }
  }

  @Test(arguments: Engine.available)
  func `one row for each conversation leaves as CSV, JSON Lines and a workbook (ask 12)`(
    engine: Engine
  ) async throws {
    try await withDesk(engine) { desk in
      let analyst = desk.browser(Grant(.analyst))
      let refused = try await analyst.post("/measures/export", [("csrf", "token")])
      #expect(refused.status == 422)
      func file(_ format: String) async throws -> TestClient.Answer {
        try await analyst.post(
          "/measures/export",
          [
            ("csrf", "token"), ("reason", "audit"), ("format", format),
            ("look", "whose=all&period=30d"),
          ])
      }
      let csv = try await file("csv")
      let lines = csv.body.split(separator: "\r\n")
      #expect(csv.status == 200 && lines.count == 13)
      #expect(lines.first?.contains("first_response_s") == true)
      #expect(csv.body.contains("'=cmd parcel"))
      #expect(csv.body.contains("complaint; vip"))
      let third = try #require(lines.first { $0.contains("T-3,") })
      #expect(third.contains(",480,"))  // eight minutes to the first answer
      let jsonl = try await file("jsonl")
      #expect(jsonl.body.split(separator: "\n").count == 12)
      #expect(jsonl.body.contains("\"csat\":100"))
      let xlsx = try await file("xlsx")
      #expect(xlsx.body.hasPrefix("PK"))
      #expect(xlsx.headers["content-disposition"]?.contains(".xlsx") == true)
      // Programs take the same rows, and say why as people do.
      let rows = "/api/v1/conversation-rows?whose=all&period=30d"
      #expect(try await analyst.get(rows).status == 422)
      let taken = try await analyst.get(rows + "&reason=board")
      #expect(taken.status == 200 && taken.body == jsonl.body)
      let agent = desk.browser(Grant(.agent), person: desk.noa)
      #expect(try await agent.get(rows + "&reason=board").status == 404)
      let traces: Int? = try await desk.database.read { db in
        try db.value(
          """
          SELECT COUNT(*) AS value FROM audit_entry
          WHERE workspace_id = \(desk.scope) AND summary = 'audit.measure.export'
          """)
      }
      #expect(traces == 4)
    }
  }

  @Test(arguments: Engine.available)
  func `the same figures come as JSON, for alerts on thresholds (ask 18)`(
    engine: Engine
  ) async throws {
    try await withDesk(engine) { desk in
      let answer = try await desk.browser(Grant(.analyst))
        .get("/api/v1/measures/first-response-in-time?period=30d")
      #expect(answer.status == 200)
      #expect(answer.headers["content-type"]?.hasPrefix("application/json") == true)
      #expect(answer.body.contains("\"metric\":\"first-response-in-time\""))
      #expect(answer.body.contains("\"denominator\":12"))
      #expect(answer.body.contains("\"series\":["))
    }
  }

  @Test(arguments: Engine.available)
  func `the share within target is told for each person and team, also as CSV (ask 4)`(
    engine: Engine
  ) async throws {
    try await withDesk(engine) { desk in
      // The answers came after 5, 6, … 16 minutes; six of them keep a promise of ten.
      try await desk.renewed { db in
        try ServicePolicy(
          id: Identifier(rawValue: 1), name: "Chats", position: 1, channel: "chat",
          firstResponse: 600
        ).write(scope: desk.scope, world: Ground.world(50_000), in: db)
      }
      let analyst = desk.browser(Grant(.analyst))
      let page = try await analyst.get("/measures/metrics/first-response-in-time")
      #expect(page.body.contains("6 of 12."))
      let file = try await analyst.get("/measures/metrics/first-response-in-time/people.csv")
      #expect(file.status == 200)
      let lines = file.body.split(separator: "\r\n").map(String.init)
      #expect(lines.first?.hasPrefix("\u{FEFF}name,metric,value") == true)
      for name in ["Everybody", "Parcel desk", "noa"] {
        let line = try #require(lines.first { $0.hasPrefix("\(name),first-response-in-time,") })
        #expect(
          line.hasPrefix("\(name),first-response-in-time,0.5,") && line.hasSuffix(",12,6,12,share"))
      }
    }
  }

  @Test(arguments: Engine.available)
  func `business hours count in every view and every file (ask 1)`(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      // Split shifts in Berlin, where the first customer writes at 13:00 and the others follow every
      // half-hour: those of 14:00 to 16:30 wait in opening hours, for 7 to 12 minutes.
      try await desk.renewed { db in
        let week = Array(repeating: "9-13, 14-17", count: 5) + ["", ""]
        var calendar = try #require(try OpeningCalendar.current(desk.scope, in: db).first)
        calendar.hours = try Hours(zone: "Europe/Berlin", week: week, special: "")
        calendar.from = Ground.zone.day(of: Ground.noon).advanced(by: -100)
        try calendar.write(scope: desk.scope, world: Ground.world(200), in: db)
      }
      let analyst = desk.browser(Grant(.analyst))
      let look = "period=30d&clock=business"
      let mean = try await analyst.get("/measures/metrics/first-response?\(look)&statistic=mean")
      #expect(mean.body.contains("4 m 45 s"))  // 57 minutes of 12 conversations
      let dashboard = try await analyst.get("/measures?\(look)&statistic=mean")
      #expect(dashboard.body.contains("4 m 45 s"))
      let program = try await analyst.get("/api/v1/measures/first-response?\(look)")
      #expect(program.body.contains("\"numerator\":3420000"))
      let calendar = try await analyst.get("/api/v1/measures/first-response?period=30d")
      #expect(calendar.body.contains("\"numerator\":7560000"))
      let people = try await analyst.get("/measures/metrics/first-response/people.csv?\(look)")
      #expect(people.body.contains(",12,3420.0,12,seconds"))
      let series = try await analyst.get("/measures/metrics/first-response/series.csv?\(look)")
      #expect(series.body.contains(",12,3420.0,12,seconds"))
      let behind = try await analyst.get("/measures/metrics/first-response/conversations?\(look)")
      #expect(behind.body.contains("12 m") && !behind.body.contains("16 m"))
      let rows = try await analyst.get("/api/v1/conversation-rows?\(look)&format=csv&reason=board")
      let first = try #require(rows.body.split(separator: "\r\n").first { $0.contains("T-0,") })
      #expect(first.contains(",300,0,"))  // in the lunch break
      let third = try #require(rows.body.split(separator: "\r\n").first { $0.contains("T-2,") })
      #expect(third.contains(",420,420,"))
    }
  }

  @Test(arguments: Engine.available)
  func `who may not see them does not find the figures`(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let agent = desk.browser(Grant(.agent), person: desk.noa)
      #expect(try await agent.get("/measures?whose=person-\(desk.noa.text)").status == 200)
      #expect(try await agent.get("/measures?whose=all").status == 404)
      let other: Actor.ID = Identifier(rawValue: 900_000)
      #expect(try await agent.get("/measures?whose=person-\(other.text)").status == 404)
      let page = try await agent.get("/measures")
      #expect(page.status == 200 && !page.body.contains("measures/export"))
      #expect(
        try await agent.post("/measures/export", [("csrf", "token"), ("reason", "x")]).status == 404
      )
      #expect(try await agent.get("/measures/metrics/nonsense").status == 404)
      let planner = desk.browser(Grant(.planner))
      #expect(try await planner.get("/measures").status == 200)
      #expect(
        try await planner.get("/measures/metrics/first-response/conversations").status == 404)
    }
  }

  @Test(arguments: Engine.available)
  func `half-hours by weekday add up to what was opened (ask 17)`(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let arrivals = try await desk.database.read { db in
        try Arrivals.read(Look(), Ground.march, desk.scope, in: db)
      }
      #expect(arrivals?.total == 12)
      #expect(arrivals?.counts[0][26] == 1)  // 13:00 in Berlin on a Monday
    }
  }

  @Test(arguments: Engine.available)
  func `another target computes the past anew, and stands on the page of hours and promises`(
    engine: Engine
  ) async throws {
    try await withDesk(engine) { desk in
      let analyst = desk.browser(Grant(.analyst))
      let read = try await analyst.get("/hours")
      #expect(read.status == 200 && !read.body.contains("/hours/thresholds"))
      let admin = desk.browser(Grant(.admin))
      #expect(try await admin.get("/hours").body.contains("action=\"/hours/thresholds\""))
      func fields(_ chat: String) -> [(String, String)] {
        [
          ("csrf", "token"), ("answer", "20"), ("short", "5"), ("window", "7"),
          ("contact", "sameReason"), ("respond-chat", chat), ("respond-email", "480"),
          ("respond-sms", "15"), ("respond-social", "60"), ("respond-web", "480"),
          ("respond-api", "480"), ("respond-in_person", "15"),
        ]
      }
      #expect(try await analyst.post("/hours/thresholds", fields("10")).status == 404)
      #expect(try await admin.post("/hours/thresholds", fields("nothing")).status == 422)
      #expect(try await admin.post("/hours/thresholds", fields("10")).status == 303)
      let scope = desk.scope
      #expect(try await desk.database.read { db in try Renewal.isDue(scope, in: db) })
      try await Renewal(
        database: desk.database, scope: scope, world: Ground.world(5_000_000)
      ).run()
      let reading = try await desk.database.read { db in
        try Ground.readings(scope).month(.firstResponseInTime, from: db)
      }
      // The answers came after 5, 6, … 16 minutes; ten are now in time.
      #expect(reading.numerator == 6 && reading.denominator == 12)
    }
  }
}
