import Conversations
import Kernel
import People
import Storage
import Support
import Web

@testable import Reviews

/// A workspace with its first scorecard, an analyst and an agent, and a browser for each.
struct ScorecardDesk {
  let database: any Database
  let world: World
  let scope: Scope
  let analyst: Actor
  let agent: Actor

  static let now = Instant(milliseconds: 1_780_000_000_000)

  func browser(_ actor: Actor?, language: String = "en") -> TestClient {
    let shown = actor.map {
      Actor(
        person: $0.person, name: $0.name, workspace: $0.scope.workspace, grants: $0.grants,
        language: language, csrf: "token")
    }
    let site = Site(
      world: world, database: database, features: [.purpose, .procedures, .scorecards],
      session: { _, _, _ in shown })
    let client = TestClient(site: site, features: [.purpose, .procedures, .scorecards])
    client.set(cookie: site.sessionCookie, "any")
    return client
  }
}

/// Runs a test at a fresh desk on one engine.
func withScorecardDesk(
  _ engine: Engine, hasScorecard: Bool = true, _ body: (ScorecardDesk) async throws -> Void
) async throws {
  let migrations =
    Schema.migrations + Conversation.migrations + Feature.scorecards.migrations
    + ReviewSchema.migrations
  try await withDatabase(engine, migrations) { database in
    let world = World.still(at: ScorecardDesk.now)
    let workspace = Workspace(
      id: world.id(), name: "Harbour Goods", zone: .utc, createdAt: world.now())
    let analyst = Person(id: world.id(), name: "Ana Analyst", createdAt: world.now())
    let agent = Person(id: world.id(), name: "Amir Agent", createdAt: world.now())
    try await database.write { db in
      try workspace.insert(in: db)
      try analyst.insert(workspace.scope, in: db)
      try agent.insert(workspace.scope, in: db)
      guard hasScorecard else { return }
      try Scorecard.createStandard(
        language: "en", scope: workspace.scope, world: world, in: db)
    }
    func actor(_ person: Person, _ role: Role) -> Actor {
      Actor(
        person: person.id, name: person.name, workspace: workspace.id, grants: [Grant(role)],
        csrf: "token")
    }
    let first = actor(analyst, .analyst)
    try await body(
      ScorecardDesk(
        database: database, world: world, scope: first.scope, analyst: first,
        agent: actor(agent, .agent)))
  }
}
