import Foundation
import Kernel
import People
import Storage
import Support
import Testing
import Web

@testable import App

/// The whole program on a small demo, with a browser for every role: of the demo's own workspace, or
/// of somebody who is signed in to another one on the same database.
struct Premises {
  static let csrf = "what only this session was told"
  /// The program as it stands behind a proxy, where everything is at its strictest.
  static let address = "https://quality.example.org"

  let database: any Database
  let site: Site
  private let features: [Feature]
  private let people: [Role: Actor]

  init(_ database: any Database) async throws {
    let world = World.still(at: noon)
    let report = try await Demo.load(
      DemoOptions(seed: 4, agents: 6, months: 2, conversations: 300), into: database, world: world)
    let scope = Scope(workspace: .init(rawValue: 1))
    var people: [Role: Actor] = [:]
    var actors: [String: Actor] = [:]
    for signIn in report.signIns {
      let role = try #require(Role(rawValue: signIn.role))
      let actor = try await Self.actor(signIn.email, scope, database)
      people[role] = actor
      actors[role.rawValue] = actor
    }
    for (index, role) in Role.allCases.enumerated() {
      actors["abroad-" + role.rawValue] = Actor(
        person: .init(rawValue: 9_000 + Int64(index)), name: "Stranger",
        workspace: .init(rawValue: 77), grants: [Grant(role)],
        teams: [.init(rawValue: 9_100)], csrf: Self.csrf)
    }
    let known = actors
    let features = Feature.all(world, cost: .cheap)
    self.database = database
    self.features = features
    self.people = people
    site = Site(
      world: world, database: database, features: features,
      session: { token, _, _ in known[token] },
      workspace: { scope, _ in
        WorkspaceLabel(name: "Any", isDemo: scope.workspace.rawValue == 1, zone: .utc)
      }, publicURL: Self.address,
      uploadFolder: temporaryFolder("attune-premises-\(World.live.key())"))
  }

  private static func actor(
    _ email: String, _ scope: Scope, _ database: any Database
  ) async throws -> Actor {
    try await database.read { db in
      let person = try #require(
        try db.row(
          "SELECT id, name FROM person WHERE workspace_id = \(scope) AND email = \(email)"))
      let id: Actor.ID = try person.get("id")
      let grants = try db.rows(
        "SELECT role, team_id FROM role_grant WHERE workspace_id = \(scope) AND person_id = \(id)")
      let teams = try db.rows(
        "SELECT team_id FROM membership WHERE workspace_id = \(scope) AND person_id = \(id)")
      return Actor(
        person: id, name: try person.get("name"), workspace: scope.workspace,
        grants: try grants.map { Grant(try $0.get("role"), team: try $0.get("team_id")) },
        teams: Set(try teams.map { try $0.get("team_id") }), csrf: Self.csrf)
    }
  }

  /// A browser of somebody with that role, or of nobody.
  func browser(_ role: Role?, abroad: Bool = false) -> TestClient {
    let client = TestClient(site: site, features: features)
    if let role {
      client.set(cookie: site.sessionCookie, (abroad ? "abroad-" : "") + role.rawValue)
    }
    return client
  }

  /// Every route of the program.
  var routes: [Routes.Entry] { browser(nil).routes }

  /// What the matrix says about a route and the demo's person with that role.
  func may(_ role: Role, _ route: Routes.Entry) throws -> Bool {
    let words = try #require(route.right).split(separator: " ").map(String.init)
    let action = try #require(Action(rawValue: words[0]))
    let resource = try #require(Resource(rawValue: words[1]))
    return try #require(people[role]).can(action, resource)
  }
}

/// Runs a test on the premises of one engine.
func withPremises(_ engine: Engine, _ body: (Premises) async throws -> Void) async throws {
  try await withDatabase(engine, Migration.every) { database in
    let premises = try await Premises(database)
    defer { removeFolder(premises.site.uploadFolder) }
    try await body(premises)
  }
}

extension TestClient.Answer {
  /// What every answer must carry, and does not.
  var missingHeaders: [String] {
    let isAsset = headers["cache-control"]?.contains("immutable") == true
    let expected = [
      "x-content-type-options": "nosniff", "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin",
      "strict-transport-security": "max-age=31536000",
      "cache-control": isAsset ? "public, max-age=31536000, immutable" : "no-store",
    ]
    var missing = expected.filter { headers[$0.key] != $0.value }.map(\.key)
    let policy = headers["content-security-policy"] ?? ""
    let directives = [
      "default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'",
      "base-uri 'none'", "form-action 'self'", "require-trusted-types-for 'script'",
    ]
    if !directives.allSatisfy(policy.contains) || policy.contains("unsafe") {
      missing.append("content-security-policy")
    }
    if headers["permissions-policy"] == nil { missing.append("permissions-policy") }
    if !body.isEmpty, headers["content-type"] == nil { missing.append("content-type") }
    return missing.sorted()
  }
}
