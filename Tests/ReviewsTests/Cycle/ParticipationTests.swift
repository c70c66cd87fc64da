import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

@Suite struct ParticipationTests {
  private static func share(_ month: Month, _ cycle: Cycle) async throws {
    month.clock.set(cycle.plan.shareOn, hour: 9)
    try await month.database.write { db in
      _ = try Cycle.require(cycle.id, month.scope, in: db).share(
        on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
    }
  }

  @Test(arguments: Engine.available)
  func `an agent sees the course, the rule and their own part, and of colleagues numbers`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let draft = try await month.database.write { db in
        try Cycle.plan(
          month.plan, for: month.team, scope: month.acting(month.lead), world: month.world, in: db)
      }
      let path = "/cycles/\(draft.id.text)"
      let agent = month.agents[0]
      let browser = month.browser(agent, Grant(.agent))
      let planned = try await browser.get(path)
      #expect(planned.status == 200 && planned.body.contains("nobody knows which ones"))
      let cycle = try await month.database.write { db in
        try draft.open(scope: month.acting(month.lead), world: month.world, in: db)
        return try Cycle.require(draft.id, month.scope, in: db)
      }
      let open = try await browser.get(path)
      #expect(open.body.contains("Still to do for you: 4 conversations of your own"))
      #expect(open.body.contains("4 reviews of your work were asked for, none can be read yet"))
      #expect(open.body.contains("each of a person’s conversations has exactly the same chance"))
      #expect(open.body.contains("5 people") && open.body.contains(cycle.commitment))
      for colleague in 2...5 { #expect(!open.body.contains("Agent \(colleague)")) }
      #expect(!open.body.contains("/handovers") && !open.body.contains("/sharing"))
      try await month.submitAll(cycle)
      try await Self.share(month, cycle)
      let shared = try await browser.get(path)
      let authors = try await month.authors(cycle)
      let about = try await month.reviews(cycle).filter { $0.agent == agent && $0.kind.counts }
      let names = try await month.database.read { db in
        try Person.names(of: month.agents, month.scope, in: db)
      }
      let writers = Set(about.compactMap { authors[$0.id] })
      for colleague in month.agents.dropFirst() {
        let name = try #require(names[colleague])
        #expect(shared.body.contains(name) == writers.contains(colleague), "\(name)")
      }
      #expect(shared.body.contains("/reflections/\(cycle.id.text)"))
    }
  }

  @Test(arguments: Engine.available)
  func `where nobody is named it names nobody, and the seed stays away`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 8) { month in
      let cycle = try await month.openCycle {
        $0.namesReviewers = false
        $0.reviewsPerConversation = 3
      }
      let path = "/cycles/\(cycle.id.text)"
      try await month.submitAll(cycle)
      for isShared in [false, true] {
        if isShared { try await Self.share(month, cycle) }
        for (person, grant) in [
          (month.agents[0], Grant(.agent)), (month.lead, Grant(.lead, team: month.team)),
        ] {
          let page = try await month.browser(person, grant).get(path)
          #expect(page.status == 200 && !page.body.contains(String(cycle.seed)))
          #expect(page.body.contains(cycle.commitment))
          guard grant.role == .agent else { continue }
          for colleague in 2...8 { #expect(!page.body.contains("Agent \(colleague)")) }
          #expect(page.body.contains("never by whom"))
        }
      }
      // Somebody has to be able to hold the program to its promise.
      let analyst = try await month.browser(month.lead, Grant(.analyst)).get(path)
      #expect(analyst.body.contains(String(cycle.seed)))
    }
  }

  @Test(arguments: Engine.available)
  func `who has no part in it finds nothing, and the list holds what one may open`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      let path = "/cycles/\(cycle.id.text)"
      let stranger = month.browser(month.agents[0], Grant(.agent), teams: [])
      #expect(try await stranger.get(path).status == 404)
      #expect(try await !stranger.get("/cycles").body.contains(path))
      let planner = month.browser(month.lead, Grant(.planner))
      let refused = try await planner.get(path)
      #expect(refused.status == 404 || refused.status == 403)
      let member = month.browser(month.agents[0], Grant(.agent))
      let list = try await member.get("/cycles")
      #expect(list.body.contains(path) && !list.body.contains("0 of 20"))
      let lead = try await month.browser(month.lead, Grant(.lead, team: month.team)).get("/cycles")
      #expect(lead.body.contains("0 of 20"))
      #expect(try await member.get("/calendar").body.contains("href=\"\(path)\""))
    }
  }
}
