import Foundation
import Kernel
import Measures
import People
import Reviews
import Storage
import Support
import Testing
import Web

@testable import App

/// The report of a month in the whole program, on a small demo.
@Suite struct ReportPagesTests {
  /// The month before the one the demo ends in.
  private static let month: String = {
    let today = Zone.utc.day(of: noon)
    return String(today.startOfMonth.advanced(by: -1).iso.dropLast(3))
  }()

  private func path(_ whose: String) -> String { "/reports/\(whose)/\(Self.month)" }

  private func keys(_ premises: Premises) async throws -> (team: String, people: [String]) {
    let scope = Scope(workspace: .init(rawValue: 1))
    return try await premises.database.read { db in
      let team: Team.ID = try #require(try Team.all(scope, in: db).first?.id)
      return (
        "team-\(team.text)",
        try Person.members(of: team, scope, in: db).map { "person-\($0.id.text)" }
      )
    }
  }

  @Test(arguments: Engine.available)
  func `an agent reads their own report and the team's, a lead the team's people's too`(
    engine: Engine
  ) async throws {
    try await withPremises(engine) { premises in
      let (team, people) = try await keys(premises)
      let agent = premises.browser(.agent)
      #expect(try await agent.get(path(team)).status == 200)
      #expect(try await agent.get(path("all")).status == 404)
      let own = try await people.asyncFilter { try await agent.get(path($0)).status == 200 }
      #expect(own.count == 1)
      let lead = premises.browser(.lead)
      for person in people { #expect(try await lead.get(path(person)).status == 200) }
      let analyst = premises.browser(.analyst)
      #expect(try await analyst.get(path("all")).status == 200)
      #expect(try await premises.browser(.admin).get(path(people[0])).status == 404)
      for wrong in ["/reports/all/2026-13", "/reports/all/x", "/reports/queue-1/2026-01"] {
        #expect(try await analyst.get(wrong).status == 404)
      }
      #expect(try await analyst.get("/reports/all/2999-01").status == 404)
      let chosen = try await analyst.get("/reports")
      #expect(chosen.status == 303)
      #expect(chosen.headers["location"] == path("all"))
      let month = try await analyst.get("/reports?whose=\(team)&month=\(Self.month)")
      #expect(month.headers["location"] == path(team))
    }
  }

  @Test(arguments: Language.allCases)
  func `a report stands alone as a file, in every language`(language: Language) async throws {
    try await withDatabase(.sqlite, Migration.every) { database in
      try await Demo.load(
        DemoOptions(seed: 4, agents: 6, months: 2, conversations: 300), into: database,
        world: .still(at: noon))
      try await database.read { db in
        let scope = Scope(workspace: .init(rawValue: 1))
        let team = try #require(try Team.all(scope, in: db).first)
        let person = try #require(try Person.members(of: team.id, scope, in: db).first)
        let everybody: [MonthlyReport.Whose] = [
          .centre, .team(team.name), .person(try #require(person.email)),
        ]
        for whose in everybody {
          let report = try MonthlyReport(
            whose, month: Self.month, language: language, words: House.words,
            published: [], reviews: .reviews, scope: scope, now: noon, in: db)
          let text = String(decoding: report.document, as: UTF8.self)
          #expect(text.hasPrefix("<!doctype html>"))
          #expect(text.contains("<style>"))
          #expect(text.contains("lang=\"\(language.rawValue)\""))
          #expect(!text.contains("href="))
          #expect(!text.contains("<script"))
          #expect(!text.contains("src="))
          #expect(!text.contains(#/>(report|measure|metric|target)\.[a-zA-Z0-9.-]+</#))
          #expect(faults(in: text) == [])
          #expect(!(report.sentences.first ?? "").isEmpty)
        }
        #expect(throws: MonthlyReport.Refusal.month("2026-1")) {
          try MonthlyReport(
            .centre, month: "2026-1", words: House.words, published: [], reviews: .none,
            scope: scope, now: noon, in: db)
        }
        #expect(throws: MonthlyReport.Refusal.team("Nobody")) {
          try MonthlyReport(
            .team("Nobody"), month: Self.month, words: House.words, published: [],
            reviews: .none, scope: scope, now: noon, in: db)
        }
      }
    }
  }

  // MARK: The post

  private func told(_ database: any Database) async throws -> [String] {
    let scope = Scope(workspace: .init(rawValue: 1))
    return try await database.read { db in
      try db.rows(
        """
        SELECT person_id, occasion FROM notice
        WHERE workspace_id = \(scope) AND occasion LIKE 'report:%' ORDER BY person_id, occasion
        """
      ).map { "\(try $0.get("person_id") as Int64) \(try $0.get("occasion") as String)" }
    }
  }

  private func run(_ database: any Database, at now: Instant) async throws {
    var world = World.still(at: now)
    let key = world.key
    world.key = { now.milliseconds << 21 &+ key() }
    let job = try #require(
      Feature.all(world, cost: .cheap).flatMap(\.jobs).first { $0.name == "report.post" })
    try await job.run(
      JobRun(
        scope: Scope(workspace: .init(rawValue: 1)), payload: "", world: world,
        database: database))
  }

  @Test(arguments: Engine.available)
  func `each is told once, on the first working day, unless they switched it off`(
    engine: Engine
  ) async throws {
    try await withDatabase(engine, Migration.every) { database in
      try await Demo.load(
        DemoOptions(seed: 4, agents: 6, months: 2, conversations: 300), into: database,
        world: .still(at: noon))
      let scope = Scope(workspace: .init(rawValue: 1))
      let zone = try await database.read { db in
        try #require(try Workspace.find(scope, in: db)).zone
      }
      let next = zone.day(of: noon).startOfNextMonth
      func moment(_ day: Day, _ hour: Int) -> Instant {
        zone.instant(of: day, second: hour * 3600)
      }
      // The first day on which the demo's doors open; they are closed on Sundays.
      let first = next.weekday == 7 ? next.advanced(by: 1) : next
      try await run(database, at: moment(next.advanced(by: -1), 12))
      try await run(database, at: moment(first, 3))
      #expect(try await told(database).isEmpty)
      let quiet = try await database.read { db in
        try #require(
          try Person.all(scope, in: db).first { $0.signsIn && $0.isActive }?.id)
      }
      try await database.write { db in
        try NoticeTopic.report.choose(
          false, by: quiet, scope: scope, world: .still(at: noon), in: db)
      }
      try await run(database, at: moment(first, 12))
      let once = try await told(database)
      #expect(once.count > 3)
      #expect(Set(once).count == once.count)
      #expect(!once.contains { $0.hasPrefix("\(quiet.rawValue) ") })
      try await run(database, at: moment(first, 13))
      try await run(database, at: moment(first.advanced(by: 1), 12))
      #expect(try await told(database) == once)
      try await database.write { db in
        try NoticeTopic.report.choose(
          true, by: quiet, scope: scope, world: .still(at: noon), in: db)
      }
      // Later it is no news.
      try await run(database, at: moment(first.advanced(by: 9), 12))
      #expect(try await told(database) == once)
    }
  }

  @Test func `the profile keeps what somebody is told of`() async throws {
    try await withPremises(.sqlite) { premises in
      let agent = premises.browser(.agent)
      let page = try await agent.get("/profile")
      #expect(page.body.contains("name=\"topic-report\""))
      let fields = [("csrf", Premises.csrf), ("name", "Amara Okafor"), ("topicsOffered", "1")]
      #expect(try await agent.post("/profile", fields).status == 303)
      let off = try await agent.get("/profile")
      #expect(off.body.contains(#/name="topic-report"[^>]*>/#))
      #expect(!off.body.contains(#/name="topic-report"[^>]*checked/#))
      #expect(try await agent.post("/profile", fields + [("topic-report", "1")]).status == 303)
      #expect(try await agent.get("/profile").body.contains(#/name="topic-report"[^>]*checked/#))
    }
  }
}

extension Array {
  fileprivate func asyncFilter(
    _ isIncluded: (Element) async throws -> Bool
  ) async rethrows -> [Element] {
    var result: [Element] = []
    for element in self where try await isIncluded(element) { result.append(element) }
    return result
  }
}
