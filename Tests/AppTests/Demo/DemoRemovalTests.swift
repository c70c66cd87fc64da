import Kernel
import People
import Storage
import Support
import Testing
import Web

@testable import App

/// The way from the demo to a workspace of one's own.
@Suite struct DemoRemovalTests {
  private func browser(
    _ database: any Database, _ role: Role, isDemo: Bool = true
  ) async throws -> TestClient {
    let world = World.still(at: noon)
    let scope = Scope(workspace: .init(rawValue: 1))
    let person = try await database.read { db in
      let id: Actor.ID? =
        try db.rows("SELECT id FROM person WHERE workspace_id = \(scope) ORDER BY id").first?
        .get("id")
      return try #require(id)
    }
    let actor = Actor(
      person: person, name: "Ruth", workspace: scope.workspace, grants: [Grant(role)],
      csrf: "token")
    let features = Feature.all(world)
    let site = Site(
      world: world, database: database, features: features, session: { _, _, _ in actor },
      workspace: { _, _ in WorkspaceLabel(name: "Any", isDemo: isDemo, zone: .utc) })
    let client = TestClient(site: site, features: features)
    client.set(cookie: site.sessionCookie, "any")
    return client
  }

  private func withDemo(
    _ engine: Engine, _ body: (any Database) async throws -> Void
  ) async throws {
    try await withDatabase(engine, Migration.every) { database in
      try await Demo.load(
        DemoOptions(seed: 4, agents: 4, months: 1, conversations: 150), into: database,
        world: .still(at: noon))
      try await body(database)
    }
  }

  @Test(arguments: Engine.available)
  func `an admin removes the whole demo with one button, and begins anew`(
    engine: Engine
  ) async throws {
    try await withDemo(engine) { database in
      let admin = try await browser(database, .admin)
      let start = try await admin.get("/start")
      #expect(start.body.contains("href=\"/demo\""))
      let page = try await admin.get("/demo")
      #expect(page.status == 200 && page.body.contains("action=\"/demo/removal\""))
      let unsure = try await admin.post("/demo/removal", [("csrf", "token")])
      #expect(unsure.status == 422 && unsure.body.contains("aria-invalid"))
      let done = try await admin.post("/demo/removal", [("csrf", "token"), ("sure", "1")])
      #expect(done.status == 303 && done.headers["location"] == "/welcome")
      let left = try await database.read { db in
        try Table.all(in: db).map { try $0.count(in: db) }.reduce(0, +)
      }
      #expect(left == 0)
      let pending = try await Migration.pending(Migration.every, on: database)
      #expect(pending.pending.isEmpty)
      let again = try await Demo.load(
        DemoOptions(seed: 5, agents: 4, months: 1, conversations: 150), into: database,
        world: .still(at: noon))
      #expect(again.counts.conversations == 150)
    }
  }

  @Test func `nobody else removes it, and nothing that is no demo is removed`() async throws {
    try await withDemo(.sqlite) { database in
      for role in Role.allCases where role != .admin {
        let other = try await browser(database, role)
        let answer = try await other.post("/demo/removal", [("csrf", "token"), ("sure", "1")])
        #expect(answer.status == 404, "\(role)")
      }
      let real = try await browser(database, .admin, isDemo: false)
      let refused = try await real.post("/demo/removal", [("csrf", "token"), ("sure", "1")])
      #expect(refused.status == 404)
      let admin = try await browser(database, .admin)
      try await database.write { db in
        try Workspace(
          id: .init(rawValue: 77), name: "Another", zone: .utc, createdAt: noon
        ).insert(in: db)
      }
      let kept = try await admin.post("/demo/removal", [("csrf", "token"), ("sure", "1")])
      #expect(kept.status == 409)
    }
  }
}
