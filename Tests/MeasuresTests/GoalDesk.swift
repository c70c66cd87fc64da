import Conversations
import Kernel
import People
import Storage
import Support
import Testing
import Web

@testable import Measures

/// A workspace with a team, its lead, two agents and an analyst, and a browser for each.
struct GoalDesk {
  let database: any Database
  let world: World
  let scope: Scope
  let team: Team.ID
  let lead: Actor
  let agent: Actor
  let colleague: Actor
  let analyst: Actor

  static let now = Instant(milliseconds: 1_780_000_000_000)
  static let features: [Feature] = [
    .people(mill: PasswordMill(world: .still(at: now))),
    .measures(), .hours,
    .goals { _, _ in "Whoever talks to us goes away with a light on." },
    .baselines(), .comparisons(),
  ]

  func browser(_ actor: Actor, language: String = "en") -> TestClient {
    let shown = Actor(
      person: actor.person, name: actor.name, workspace: actor.scope.workspace,
      grants: actor.grants, teams: actor.teams, language: language, csrf: "token")
    let site = Site(
      world: world, database: database, features: Self.features, session: { _, _, _ in shown })
    let client = TestClient(site: site, features: Self.features)
    client.set(cookie: site.sessionCookie, "any")
    return client
  }
}

/// Runs a test at a fresh desk on one engine.
func withGoalDesk(
  _ engine: Engine, _ body: (GoalDesk) async throws -> Void
) async throws {
  let migrations =
    Schema.migrations + Conversation.migrations
    + GoalDesk.features.dropFirst().flatMap(\.migrations)
  try await withDatabase(engine, migrations) { database in
    let world = World.still(at: GoalDesk.now)
    let workspace = Workspace(
      id: world.id(), name: "Harbour Goods", zone: .utc, createdAt: world.now())
    let people = ["Lia Lead", "Amir Agent", "Cora Colleague", "Ana Analyst"].map {
      Person(id: world.id(), name: $0, createdAt: world.now())
    }
    let team = Team(id: world.id(), name: "North", createdAt: world.now())
    try await database.write { db in
      try workspace.insert(in: db)
      try team.insert(workspace.scope, in: db)
      for (index, person) in people.enumerated() {
        try person.insert(workspace.scope, in: db)
        if index == 1 || index == 2 {
          try Membership.add(
            person.id, to: team.id, scope: workspace.scope, world: world, in: db)
        }
      }
    }
    func actor(_ index: Int, _ grant: Grant, teams: Set<Team.ID> = []) -> Actor {
      Actor(
        person: people[index].id, name: people[index].name, workspace: workspace.id,
        grants: [grant], teams: teams, csrf: "token")
    }
    let analyst = actor(3, Grant(.analyst))
    try await body(
      GoalDesk(
        database: database, world: world, scope: analyst.scope, team: team.id,
        lead: actor(0, Grant(.lead, team: team.id)),
        agent: actor(1, Grant(.agent), teams: [team.id]),
        colleague: actor(2, Grant(.agent), teams: [team.id]), analyst: analyst))
  }
}

/// Whether a page's markup has no fault.
func expectSound(_ html: String) {
  #expect(faults(in: html) == [])
}
