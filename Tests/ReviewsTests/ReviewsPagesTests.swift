import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

@Suite struct ReviewsPagesTests {
  @Test(arguments: Engine.available)
  func `saving a draft says which criteria are asked now`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      let (card, first, second) = try await month.publishConditional()
      let cycle = try await month.openCycle { $0.scorecard = card }
      let reviews = try await month.reviews(cycle)
      let review = try #require(reviews.first { $0.kind == .peer })
      let author = try #require(try await month.authors(cycle)[review.id])
      let browser = month.browser(author, Grant(.agent))
      let page = try await browser.get("/reviews/\(review.id.text)")
      #expect(page.status == 200)
      #expect(page.body.contains("id=\"criterion-\(second.text)-condition\" data-not-asked"))
      func saved(_ option: Criterion.Option.ID, _ version: Int) async throws -> String {
        try await browser.post(
          "/reviews/\(review.id.text)/draft",
          [
            ("csrf", "token"), ("version", "\(version)"), ("seconds", "5"),
            ("rating-\(first.id.text)", option.text),
          ], headers: ["X-Fragment": "1"]
        ).body
      }
      let worst = try #require(first.options.first?.id)
      let best = try #require(first.options.last?.id)
      let asked = try await saved(worst, 0)
      #expect(asked.contains("id=\"live-score\""))
      #expect(asked.contains("id=\"criterion-\(second.text)-condition\">"))
      #expect(!asked.contains("data-not-asked"))
      #expect(!asked.contains("<textarea") && !asked.contains("<input type=\"radio\""))
      let unasked = try await saved(best, 1)
      #expect(unasked.contains("id=\"criterion-\(second.text)-condition\" data-not-asked"))
    }
  }

  @Test(arguments: Engine.available)
  func `the palette finds cycles, scorecards and pages for those who may open them`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      let other = month.browser(
        month.lead, Grant(.lead, team: Identifier(rawValue: 77)))
      let agent = month.browser(month.agents[0], Grant(.agent))
      let link = "href=\"/cycles/\(cycle.id.text)\""
      let ofLead = try await lead.get("/palette?q=march+north")
      #expect(ofLead.body.contains(link))
      let ofOtherLead = try await other.get("/palette?q=march+north")
      #expect(!ofOtherLead.body.contains(link))
      let ofAgent = try await agent.get("/palette?q=march+north")
      #expect(ofAgent.body.contains(link), "who takes part opens it too")
      let stranger = month.browser(month.agents[0], Grant(.agent), teams: [])
      let ofStranger = try await stranger.get("/palette?q=march+north")
      #expect(!ofStranger.body.contains(link))
      let name = month.card.rubric.name.lowercased().split(separator: " ").joined(separator: "+")
      let scorecards = try await agent.get("/palette?q=\(name)")
      #expect(scorecards.body.contains("href=\"/scorecards/"))
      let plan = try await lead.get("/palette?q=plan")
      #expect(plan.body.contains("href=\"/cycles/new\""))
      let noPlan = try await agent.get("/palette?q=plan")
      #expect(!noPlan.body.contains("href=\"/cycles/new\""))
      let people = try await lead.get("/palette?q=agent+2")
      #expect(people.body.contains("href=\"/people/"))
      let oneLetter = try await lead.get("/palette?q=x")
      #expect(oneLetter.body.isEmpty)
    }
  }

  @Test func `a person's page leads to their work, for those who may read it`() async throws {
    try await withMonth(.sqlite) { month in
      let person = month.agents[0]
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      let seen = try await lead.get("/people/\(person.text)")
      #expect(seen.body.contains("href=\"/progress/\(person.text)\""))
      #expect(seen.body.contains("href=\"/conversations?agent=\(person.text)\""))
      let progress = try await lead.get("/progress/\(person.text)")
      #expect(progress.status == 200)
      let colleague = month.browser(month.agents[1], Grant(.agent))
      let hidden = try await colleague.get("/people/\(person.text)")
      #expect(hidden.status == 200 && !hidden.body.contains("/progress/\(person.text)"))
      #expect(!hidden.body.contains("?agent="))
    }
  }

  @Test(arguments: Engine.available)
  func `early is a day of the workspace, wherever the reader is`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      try await month.submitAll(cycle)
      // Noon of the day before: on Kiritimati it is the planned day already, in Pago Pago not.
      month.clock.set(cycle.plan.shareOn.advanced(by: -1), hour: 12)
      let early = month.browser(
        month.lead, Grant(.lead, team: month.team), zone: "Pacific/Kiritimati")
      let path = "/cycles/\(cycle.id.text)"
      let before = try await early.get(path)
      #expect(before.body.contains("name=\"reason\" required"))
      let refused = try await early.post("\(path)/sharing", [("csrf", "token")])
      #expect(refused.status == 422)
      month.clock.set(cycle.plan.shareOn, hour: 1)
      let late = month.browser(
        month.lead, Grant(.lead, team: month.team), zone: "Pacific/Pago_Pago")
      let after = try await late.get(path)
      #expect(!after.body.contains("name=\"reason\""))
      let shared = try await late.post("\(path)/sharing", [("csrf", "token")])
      #expect(shared.status == 303)
    }
  }

  @Test(arguments: Engine.available)
  func `what a chart shows is a file for those who may see the chart`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      try await month.submitAll(cycle)
      try await month.database.write { db in
        _ = try cycle.share(
          on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
      }
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      let team = "/quality/\(month.team.text)"
      let page = try await lead.get(team)
      #expect(page.body.contains("href=\"\(team)/people.csv?cycle=\(cycle.id.text)\" download"))
      let people = try await lead.get("\(team)/people.csv")
      #expect(people.headers["content-type"] == "text/csv; charset=utf-8")
      let rows = people.body.split(separator: "\r\n")
      #expect(rows.count == 6)
      #expect(rows[1].hasPrefix("Agent 1,100.0,") && rows[1].hasSuffix(",4,24"))
      let criteria = try await lead.get("\(team)/criteria.csv")
      #expect(criteria.body.contains("Empathy,100.0,"))
      let own = "/progress/\(month.agents[0].text)"
      let agent = month.browser(month.agents[0], Grant(.agent))
      let cycles = try await agent.get("\(own)/cycles.csv")
      #expect(cycles.body.contains("March 2026,100.0,"))
      let ownCriteria = try await agent.get("\(own)/criteria.csv")
      #expect(ownCriteria.status == 200)
      let foreignTeam = try await agent.get("\(team)/people.csv")
      #expect(foreignTeam.status == 404)
      let peer = month.browser(month.agents[1], Grant(.agent))
      let foreignCycles = try await peer.get("\(own)/cycles.csv")
      #expect(foreignCycles.status == 404)
      let foreignCriteria = try await peer.get("\(own)/criteria.csv")
      #expect(foreignCriteria.status == 404)
    }
  }
}

extension Month.Clock {
  func set(_ day: Day, hour: Int) { set(Zone.utc.instant(of: day, second: hour * 3600)) }
}

extension Month {
  /// A browser of somebody in the workspace.
  func browser(
    _ person: Person.ID, _ grant: Grant, zone: String = "UTC", teams: Set<Team.ID>? = nil
  ) -> TestClient {
    let shown = Actor(
      person: person, name: "Reader", workspace: scope.workspace, grants: [grant],
      teams: teams ?? [team], zone: Zone(name: zone) ?? .utc, csrf: "token")
    let features: [Feature] = [
      .people(mill: PasswordMill(world: world)), .purpose, .procedures, .benchmarks, .scorecards,
      .reviews, .calibration, .reviewers,
    ]
    let site = Site(
      world: world, database: database, features: features, session: { _, _, _ in shown },
      workspace: Workspace.label)
    let client = TestClient(site: site, features: features)
    client.set(cookie: site.sessionCookie, "any")
    return client
  }

  /// A second version, whose second criterion is asked only after the worst answer to the first.
  func publishConditional() async throws -> (
    card: ScorecardVersion.ID, first: Criterion, second: Criterion.ID
  ) {
    let (scope, world, id) = (acting(lead), world, card.scorecard)
    return try await database.write { db in
      let open = try #require(try Scorecard.find(id, scope: scope, in: db))
      let draft = try #require(try open.openDraft(scope: scope, world: world, in: db))
      var rubric = draft.rubric
      let first = rubric.sections[0].criteria[0]
      rubric.sections[0].criteria[1].condition = .init(
        criterion: first.id, options: [try #require(first.options.first?.id)])
      try draft.save(rubric, scope: scope, world: world, in: db)
      let version = try #require(try Scorecard.find(id, scope: scope, in: db))
        .publish(note: "Asked when it matters", scope: scope, world: world, in: db)
      return (version.id, first, rubric.sections[0].criteria[1].id)
    }
  }
}
