import Kernel
import People
import Statistics
import Storage
import Support
import Testing
import Web

@testable import Reviews

@Suite struct SelfGapTests {
  private static func gap(_ differences: [Double]) -> SelfGap {
    SelfGap(pairs: differences.map { .init(own: 50 + $0, others: 50) })
  }

  @Test func `the gap is own minus colleagues, with the interval of the differences`() {
    let gap = Self.gap([8, 12, 9, 11, 10])
    #expect(gap.estimate == meanInterval([8, 12, 9, 11, 10]))
    #expect(gap.finding == .higher)
    #expect(Self.gap([-8, -12, -9, -11, -10]).finding == .lower)
  }

  @Test func `below five conversations nothing is said`() {
    #expect(Self.gap([8, 12, 9, 11]).finding == .tooFew)
    #expect(Self.gap([]).finding == .tooFew)
  }

  @Test func `alike, open and even are three different things`() {
    #expect(Self.gap([1, -1, 1, -1, 0, 0]).finding == .alike)
    #expect(Self.gap([30, -30, 20, -10, 0]).finding == .open)
    #expect(Self.gap([4, 4, 4, 4, 4]).finding == .even)
  }

  @Test func `a difference is said in whole points, with its side`() {
    #expect(SideBySide.Difference(75, 50) == .higher(25))
    #expect(SideBySide.Difference(50, 75) == .lower(25))
    #expect(SideBySide.Difference(50.3, 50) == .same)
  }
}

@Suite struct ReflectionTests {
  private static func actor(_ month: Month, _ person: Person.ID, _ grants: Grant...) -> Actor {
    Actor(
      person: person, name: "Reader", workspace: month.scope.workspace, grants: grants,
      teams: [month.team], csrf: "token")
  }

  private static func shared(_ month: Month) async throws -> Cycle {
    let cycle = try await month.openCycle()
    try await month.submitAll(cycle)
    return try await month.database.write { db in
      try cycle.share(on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
      return try Cycle.require(cycle.id, month.scope, in: db)
    }
  }

  private static let wording = Reflection.Wording(surprised: "The calm calls", keeps: "Names")

  @Test(arguments: Engine.available)
  func
    `nobody reads a reflection but its writer, until it is shown to the lead and after it is taken back`(
      engine: Engine
    ) async throws
  {
    try await withMonth(engine) { month in
      let cycle = try await Self.shared(month)
      let agent = month.agents[0]
      let mine = Self.actor(month, agent, Grant(.agent))
      let (database, world) = (month.database, month.world)
      try await database.write { db in
        try Reflection.write(Self.wording, on: cycle, over: 0, by: mine, world: world, in: db)
      }
      let readers = [
        Self.actor(month, month.lead, Grant(.lead, team: month.team)),
        Self.actor(month, month.lead, Grant(.lead)),
      ]
      let strangers = [
        Self.actor(month, month.agents[1], Grant(.agent)),
        Self.actor(month, month.lead, Grant(.lead, team: Identifier(rawValue: 77))),
        Self.actor(month, month.lead, Grant(.analyst)),
        Self.actor(month, month.lead, Grant(.auditor)),
        Self.actor(month, month.lead, Grant(.lead), Grant(.admin)),
      ]
      func seen(_ actors: [Actor]) async throws -> [Int] {
        try await database.read { db in
          try actors.map { try Reflection.all(of: agent, for: $0, in: db).count }
        }
      }
      let before = try await seen([mine] + readers + strangers)
      #expect(before == [1, 0, 0, 0, 0, 0, 0, 0])
      try await database.write { db in
        try Reflection.share(true, on: cycle, by: mine, world: world, in: db)
      }
      let during = try await seen([mine] + readers + strangers)
      #expect(during == [1, 1, 1, 0, 0, 0, 0, 0])
      try await database.write { db in
        try Reflection.share(false, on: cycle, by: mine, world: world, in: db)
      }
      let after = try await seen([mine] + readers + strangers)
      #expect(after == before)
      await #expect(throws: (any Error).self) {
        try await database.write { db in
          try db.execute("DELETE FROM reflection_sharing WHERE workspace_id = \(month.scope)")
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `an old window cannot write over a newer one, and nothing can be written before sharing`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let open = try await month.openCycle()
      let mine = Self.actor(month, month.agents[0], Grant(.agent))
      let (database, world) = (month.database, month.world)
      await #expect(throws: ReflectionError.nothingToReflect) {
        try await database.write { db in
          try Reflection.write(Self.wording, on: open, over: 0, by: mine, world: world, in: db)
        }
      }
      try await month.submitAll(open)
      try await database.write { db in
        try open.share(on: open.plan.shareOn, scope: month.scope, world: world, in: db)
        try Reflection.write(Self.wording, on: open, over: 0, by: mine, world: world, in: db)
      }
      await #expect(throws: ReflectionError.stale(version: 1)) {
        try await database.write { db in
          try Reflection.write(Self.wording, on: open, over: 0, by: mine, world: world, in: db)
        }
      }
      await #expect(throws: ReflectionError.empty) {
        try await database.write { db in
          try Reflection.write(
            .init(surprised: "  "), on: open, over: 1, by: mine, world: world, in: db)
        }
      }
      try await database.write { db in
        try Reflection.write(
          .init(changes: "Ask first"), on: open, over: 1, by: mine, world: world, in: db)
      }
      let own = try await database.read { db in
        try Reflection.own(on: open.id, for: mine, in: db)
      }
      #expect(own?.wording == .init(changes: "Ask first"))
      #expect(own?.version == 2)
    }
  }

  @Test(arguments: Engine.available)
  func `the agent sees both sides, writes, shows and takes back, all without script`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let open = try await month.openCycle()
      let agent = month.browser(month.agents[0], Grant(.agent))
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      let path = "/reflections/\(open.id.text)"
      let early = try await agent.get(path)
      #expect(early.status == 404)
      let empty = try await agent.get("/reflections")
      #expect(empty.body.contains("Nothing to look back on yet"))
      try await month.submitAll(open)
      try await month.database.write { db in
        try open.share(on: open.plan.shareOn, scope: month.scope, world: month.world, in: db)
      }
      let page = try await agent.get(path)
      #expect(page.status == 200)
      #expect(page.body.contains("The same view"))
      expectSound(page.body)
      let token = ("csrf", "token")
      let refused = try await agent.post(path, [token, ("version", "0")])
      #expect(refused.status == 422)
      let saved = try await agent.post(
        path, [token, ("version", "0"), ("surprised", "A <b>word</b>")])
      #expect(saved.status == 303)
      let stale = try await agent.post(path, [token, ("version", "0"), ("keeps", "My words")])
      #expect(stale.status == 409 && stale.body.contains("My words"))
      let progress = "/progress/\(month.agents[0].text)"
      let hidden = try await lead.get(progress)
      #expect(!hidden.body.contains("/reflections/read/"))
      let shown = try await agent.post("\(path)/sharing", [token, ("shared", "1")])
      #expect(shown.status == 303)
      let seen = try await lead.get(progress)
      let link = try #require(
        seen.body.split(separator: "\"").first { $0.hasPrefix("/reflections/read/") })
      let read = try await lead.get(String(link))
      #expect(read.body.contains("A &lt;b&gt;word&lt;/b&gt;"))
      expectSound(read.body)
      let back = try await agent.post("\(path)/sharing", [token, ("shared", "0")])
      #expect(back.status == 303)
      let gone = try await lead.get(String(link))
      #expect(gone.status == 404)
      let colleague = try await month.browser(month.agents[1], Grant(.agent)).get(String(link))
      #expect(colleague.status == 404)
      let list = try await agent.get("/reflections")
      #expect(list.body.contains("Not enough data"))
      expectSound(list.body)
      let file = try await agent.get("/reflections/gap.csv")
      #expect(file.body.contains("March 2026") && file.body.contains(",4"))
    }
  }
}
