import Kernel
import Markup
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

extension Month {
  /// The fields of the form, as a lead would leave them.
  func fields(_ change: [String: String] = [:]) -> [(String, String)] {
    var fields = [
      "csrf": "token", "version": "0", "rhythm": "monthly", "starts": Month.firstDay.iso,
      "scorecard": card.scorecard.text, "reflect": "7", "review": "20", "share": "21",
      "learn": "14", "minimum": "3", "percent": "0", "each": "1", "self": "1", "named": "1",
      "old": "6", "scorecardEvery": "1", "benchmarksEvery": "1", "protect": "1",
      "from": "09:00", "until": "12:00", "minutes": "45",
    ]
    fields.merge(change) { $1 }
    return fields.map { ($0.key, $0.value) } + [("day", "2"), ("day", "4")]
  }
}

@Suite struct ProgrammePagesTests {
  @Test(arguments: Engine.available)
  func `a lead agrees on a plan in the browser, and the next cycle is planned at once`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      month.clock.set(Month.firstDay.advanced(by: 9))
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      let path = Path.programme(month.team).text
      #expect(try await lead.get("/programmes").body.contains(path))
      #expect(try await lead.get(path).body.contains("name=\"rhythm\""))
      let faulty = try await lead.post(path, month.fields(["review": "3"]))
      #expect(faulty.status == 422 && faulty.body.contains("error-summary"))
      let cramped = try await lead.post(path, month.fields(["until": "09:15"]))
      #expect(cramped.status == 422)
      #expect(try await lead.post(path, month.fields()).status == 303)
      #expect(try await lead.post(path, month.fields()).status == 409)
      let page = try await lead.get(path).body
      #expect(page.contains("the sample of March 2026 is drawn"))
      #expect(try await month.cycles().map(\.plan.size.minimum) == [3, 3])
      let terms = try await month.programme().terms
      #expect(terms.reviewingHours?.days == [2, 4] && terms.scorecardEvery == 1)

      let revision = try #require(try await month.revisions().last)
      let revisionPath = Path.revision(revision.id).text
      #expect(page.contains(revisionPath))
      #expect(try await lead.get(revisionPath).body.contains("name=\"decision\""))
      let silent = try await lead.post(
        revisionPath + "/decision", [("csrf", "token"), ("decision", "kept"), ("note", " ")])
      #expect(silent.status == 422)
      let decided = try await lead.post(
        revisionPath + "/decision",
        [("csrf", "token"), ("decision", "postponed"), ("note", "A <fair>")])
      #expect(decided.status == 303)
      #expect(try await lead.get(revisionPath).body.contains("A &lt;fair&gt;"))

      let paused = try await lead.post(
        path + "/decisions", [("csrf", "token"), ("decision", "paused"), ("note", "Move")])
      #expect(paused.status == 303)
      #expect(try await month.programme().state == .paused)
    }
  }

  @Test(arguments: Engine.available)
  func `who does not lead the team finds no plan, and the team sees the calendar`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      month.clock.set(Month.firstDay.advanced(by: 9))
      try await month.agree()
      let path = Path.programme(month.team).text
      let agent = try #require(month.agents.first)
      let member = month.browser(agent, Grant(.agent), teams: [month.team])
      #expect(try await member.get(path).status == 404)
      let forged = try await member.post(path, month.fields(["version": "1"]))
      #expect(forged.status == 404)
      let calendar = try await member.get("/calendar?month=2026-04").body
      #expect(calendar.contains("datetime=\"2026-04-07\""))
      #expect(calendar.contains("the sample of March 2026 is drawn"))
      #expect(!calendar.contains(path))
      let other = try await month.database.write { db in
        try Team.resolve(name: "South", scope: month.scope, world: month.world, in: db)
      }
      let stranger = month.browser(month.lead, Grant(.lead, team: other))
      #expect(try await stranger.get(path).status == 404)
      let auditor = month.browser(agent, Grant(.auditor))
      let read = try await auditor.get(path)
      #expect(read.status == 200 && !read.body.contains("<form class=\"form\""))
      #expect(try await auditor.post(path, month.fields(["version": "1"])).status == 404)
    }
  }

  @Test(arguments: Engine.available)
  func `an open cycle puts a person's own days into their calendar, nobody else's`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      month.clock.set(Month.firstDay.advanced(by: 9))
      try await month.agree()
      try await month.work(on: "2026-04-01")
      let agent = try #require(month.agents.first)
      let actor = Actor(
        person: agent, name: "Any", workspace: month.scope.workspace, grants: [Grant(.agent)],
        teams: [month.team])
      let site = Site(
        world: month.world, database: month.database, features: [.reviews],
        session: { _, _, _ in nil })
      let text = Text(site.words, language: .en)
      let events = try await month.database.read { db in
        try site.calendar(of: actor, text, since: Month.firstDay, in: db)
      }
      #expect(
        events.map(\.span) == [
          .day(Day(iso: "2026-04-21") ?? Month.firstDay),
          .day(Day(iso: "2026-04-07") ?? Month.firstDay),
          .day(Day(iso: "2026-04-20") ?? Month.firstDay),
        ])
      #expect(events.allSatisfy { $0.key.hasSuffix(agent.text) })
      let nobody = Actor(
        person: month.lead, name: "Any", workspace: month.scope.workspace,
        grants: [Grant(.lead, team: month.team)])
      let others = try await month.database.read { db in
        try site.calendar(of: nobody, text, since: Month.firstDay, in: db)
      }
      // A lead has no conversations of their own, and looks at the scorecard again.
      #expect(others.map(\.key).allSatisfy { $0.hasPrefix("revision-") } && others.count == 1)
    }
  }
}
