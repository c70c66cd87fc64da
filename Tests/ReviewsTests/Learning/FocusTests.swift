import Kernel
import People
import Storage
import Support
import Testing
import Web

@testable import Reviews

@Suite struct FocusTests {
  private static func actor(_ month: Month, _ person: Person.ID, _ grants: Grant...) -> Actor {
    Actor(
      person: person, name: "Reader", workspace: month.scope.workspace, grants: grants,
      teams: [month.team], csrf: "token")
  }

  private static func shared(_ month: Month) async throws -> Cycle {
    let cycle = try await month.openCycle()
    try await month.submitAll(cycle)
    try await month.database.write { db in
      _ = try cycle.share(
        on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
    }
    return cycle
  }

  @Test(arguments: Engine.available)
  func `two focus points are chosen and a third is refused, by the table too`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await Self.shared(month)
      let mine = Self.actor(month, month.agents[0], Grant(.agent))
      let (database, world) = (month.database, month.world)
      let ids = month.card.rubric.criteria.map(\.id)
      func choose(_ id: Criterion.ID) async throws {
        try await database.write { db in
          try Focus.choose(id, as: .own, in: cycle, by: mine, world: world, db: db)
        }
      }
      try await choose(ids[0])
      await #expect(throws: FocusError.chosen) { try await choose(ids[0]) }
      await #expect(throws: FocusError.unknownCriterion) {
        try await choose(Criterion.ID(rawValue: 1))
      }
      try await choose(ids[1])
      await #expect(throws: FocusError.full) { try await choose(ids[2]) }
      await #expect(throws: (any Error).self) {
        try await database.write { db in
          try db.execute(
            """
            INSERT INTO focus
              (workspace_id, id, cycle_id, team_id, agent_id, place, criterion_id, origin,
               chosen_at)
            VALUES
              (\(month.scope), \(world.key()), \(cycle.id), \(month.team), \(mine.person), 3,
               \(ids[2]), 'own', 0)
            """)
        }
      }
      let all = try await database.read { db in
        try Focus.all(of: mine.person, for: mine, in: db)
      }
      #expect(all.map(\.criterion) == [ids[0], ids[1]])
      let first = try #require(all.first)
      try await database.write { db in try first.remove(by: mine, world: world, in: db) }
      try await choose(ids[2])
    }
  }

  @Test(arguments: Engine.available)
  func `only the agent and the lead of the team read what somebody works on`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await Self.shared(month)
      let agent = month.agents[0]
      let mine = Self.actor(month, agent, Grant(.agent))
      let lead = Self.actor(month, month.lead, Grant(.lead, team: month.team))
      let others = [
        Self.actor(month, month.agents[1], Grant(.agent)),
        Self.actor(month, month.lead, Grant(.lead, team: Identifier(rawValue: 77))),
        Self.actor(month, month.lead, Grant(.analyst)),
        Self.actor(month, month.lead, Grant(.auditor)),
      ]
      let id = try #require(month.card.rubric.criteria.first?.id)
      let world = month.world
      try await month.database.write { db in
        try Focus.suggest(
          id, to: agent, because: "It shows in calls", in: cycle, by: lead, world: world, db: db)
        try Focus.choose(id, as: .suggested, in: cycle, by: mine, world: world, db: db)
      }
      let counts = try await month.database.read { db in
        try ([mine, lead] + others).map { reader in
          try Focus.all(of: agent, for: reader, in: db).count
            + Focus.Suggestion.all(to: agent, in: cycle.id, for: reader, db: db).count
        }
      }
      #expect(counts == [2, 2, 0, 0, 0, 0])
      let focus = try #require(
        try await month.database.read { db in
          try Focus.all(of: agent, for: mine, in: db).first
        })
      await #expect(throws: FocusError.unknown) {
        try await month.database.write { db in
          try focus.plan(
            "Listen", owner: .agent, dueOn: cycle.plan.shareOn, followUpOn: cycle.plan.shareOn,
            by: lead, world: world, in: db)
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `the agent chooses, plans and closes a step without script, and the lead suggests`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let agent = month.browser(month.agents[0], Grant(.agent))
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      let empty = try await agent.get("/learning")
      #expect(empty.body.contains("Nothing to choose from yet"))
      let cycle = try await Self.shared(month)
      let person = "/learning/\(month.agents[0].text)"
      let id = try #require(month.card.rubric.criteria.first?.id)
      let token = ("csrf", "token")
      let which = [token, ("cycle", cycle.id.text), ("criterion", id.text)]
      let seen = try await lead.get(person)
      #expect(seen.status == 200)
      expectSound(seen.body)
      let suggested = try await lead.post("\(person)/suggestions", which + [("note", "Calls <b>")])
      #expect(suggested.status == 303)
      let page = try await agent.get("/learning")
      #expect(page.body.contains("Calls &lt;b&gt;"))
      expectSound(page.body)
      let chosen = try await agent.post("/learning/focus", which + [("origin", "suggested")])
      #expect(chosen.status == 303)
      let focus = try #require(
        try await month.database.read { db in
          try Focus.all(
            of: month.agents[0], for: Self.actor(month, month.agents[0], Grant(.agent)), in: db
          ).first
        })
      let path = "/learning/focus/\(focus.id.text)"
      let early = try await agent.post(
        "\(path)/steps",
        [token, ("action", "Ask"), ("due", "2026-05-02"), ("follow-up", "2026-05-01")])
      #expect(early.status == 422)
      let planned = try await agent.post(
        "\(path)/steps",
        [
          token, ("action", "Ask one question first"), ("owner", "agent"),
          ("due", "2026-05-02"), ("follow-up", "2026-05-20"),
        ])
      #expect(planned.status == 303)
      let kept = try await agent.post("\(path)/removal", [token])
      #expect(kept.status == 409)
      let mine = try await agent.get("/learning")
      #expect(mine.body.contains("Ask one question first"))
      expectSound(mine.body)
      let step = try #require(
        mine.body.split(separator: "name=\"step\" value=\"").dropFirst().first?
          .split(separator: "\"").first)
      let done = try await agent.post(
        "\(path)/outcomes", [token, ("step", String(step)), ("outcome", "done")])
      #expect(done.status == 303)
      let again = try await agent.post(
        "\(path)/outcomes", [token, ("step", String(step)), ("outcome", "done")])
      #expect(again.status == 409)
      let stranger = try await month.browser(month.agents[1], Grant(.agent)).get(person)
      #expect(stranger.status == 404)
      let team = try await lead.get("/quality/\(month.team.text)")
      #expect(team.body.contains("Training for all, or a talk with one"))
      expectSound(team.body)
    }
  }
}
