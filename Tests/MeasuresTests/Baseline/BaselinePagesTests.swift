import Kernel
import People
import Statistics
import Storage
import Support
import Testing
import Web

@testable import Measures

@Suite struct BaselinePagesTests {
  private static func baseline(_ desk: GoalDesk, _ aim: Goal.Aim) throws -> Baseline {
    Baseline(
      id: .init(rawValue: 900), title: "Before <b> the greeting", aim: aim,
      metric: .firstContactResolution,
      period: Period(.month, holding: try #require(Day(iso: "2026-03-10"))),
      estimate: wilsonInterval(successes: 60, n: 100), margin: 0.02,
      mix: CaseMix([.channel: ["email": 80, "chat": 20], .language: ["en": 100]]),
      cells: [
        .init(channel: "email", estimate: wilsonInterval(successes: 45, n: 80)),
        .init(channel: "chat", estimate: wilsonInterval(successes: 15, n: 20)),
      ], lockedAt: desk.world.now(), lockedBy: desk.lead.person)
  }

  private static func lock(_ baseline: Baseline, _ desk: GoalDesk) async throws {
    let (scope, world) = (desk.lead.scope, desk.world)
    try await desk.database.write { db in
      try baseline.lock(scope: scope, world: world, in: db)
    }
  }

  @Test(arguments: Engine.available)
  func `what was locked comes back as it was, and cannot be moved`(engine: Engine) async throws {
    try await withGoalDesk(engine) { desk in
      let locked = try Self.baseline(desk, .person(desk.agent.person))
      try await Self.lock(locked, desk)
      let (database, scope) = (desk.database, desk.scope)
      let found = try await database.read { try Baseline.find(locked.id, scope, in: $0) }
      let read = try #require(found)
      #expect(read.estimate == locked.estimate)
      #expect(read.mix == locked.mix)
      #expect(read.cells.map(\.channel) == ["chat", "email"])
      #expect(read.cells.map(\.estimate.value) == [0.75, 0.5625])
      #expect(read.period == locked.period)
      #expect(read.formula == Baseline.currentFormula)
      for statement: SQL in [
        "UPDATE baseline SET value = 1 WHERE workspace_id = \(scope)",
        "DELETE FROM baseline_mix WHERE workspace_id = \(scope)",
        "UPDATE baseline_cell SET n = 1 WHERE workspace_id = \(scope)",
      ] {
        await #expect(throws: (any Error).self) {
          try await database.write { db in try db.execute(statement) }
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `a person's baseline is read by the person and the lead, a team's by its members`(
    engine: Engine
  ) async throws {
    try await withGoalDesk(engine) { desk in
      let locked = try Self.baseline(desk, .person(desk.agent.person))
      try await Self.lock(locked, desk)
      let path = "/baselines/\(locked.id.text)"
      for actor in [desk.agent, desk.lead, desk.analyst] {
        let page = try await desk.browser(actor).get(path)
        #expect(page.status == 200)
        expectSound(page.body)
        #expect(page.body.contains("Before &lt;b&gt; the greeting"))
      }
      #expect(try await desk.browser(desk.colleague).get(path).status == 404)
      let list = try await desk.browser(desk.colleague).get("/baselines")
      #expect(!list.body.contains("greeting"))
      expectSound(list.body)
      let own = try await desk.browser(desk.agent).get("/baselines")
      #expect(own.body.contains("greeting"))
      expectSound(own.body)
    }
  }

  @Test(arguments: Engine.available)
  func `months without a case are no baseline, and nobody locks one for others`(
    engine: Engine
  ) async throws {
    try await withGoalDesk(engine) { desk in
      let lead = desk.browser(desk.lead)
      let form = try await lead.get("/baselines/new?metric=first-response")
      #expect(form.status == 200)
      expectSound(form.body)
      let fields = [
        ("csrf", "token"), ("title", "Before"), ("aim", "team-\(desk.team.text)"),
        ("metric", "csat"), ("months", "3"),
      ]
      let look = try await lead.post("/baselines/new", fields + [("do", "look")])
      #expect(look.body.contains("too few cases to be a baseline"))
      let refused = try await lead.post("/baselines/new", fields + [("do", "lock")])
      #expect(refused.status == 422)
      expectSound(refused.body)
      let agent = desk.browser(desk.agent)
      let other = try await agent.post("/baselines/new", fields + [("do", "lock")])
      #expect(other.status == 404)
    }
  }
}
