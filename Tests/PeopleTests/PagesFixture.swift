import Kernel
import Storage
import Support
import Testing
import Web

@testable import People

extension Office {
  var feature: Feature { .people(mill: mill) }

  var site: Site {
    Site(
      world: world, database: database, features: [feature],
      session: { token, world, database in
        try await Session.resolve(token: token, world, database)
      },
      accessToken: { token, world, database in
        try await Actor.holding(token: token, world, database)
      }, workspace: Workspace.label)
  }

  /// A browser of somebody, signed in; or of nobody.
  func browser(of person: Person? = nil) async throws -> TestClient {
    let client = TestClient(site: site, features: [feature])
    if let person {
      let token = try #require(try await token(of: person))
      client.set(cookie: site.sessionCookie, token)
    }
    return client
  }

  /// What a form of that browser must send back.
  func csrf(_ client: TestClient) throws -> String {
    let text = try #require(client.cookies[site.sessionCookie])
    return try #require(Token(text: text)).csrf
  }

  func add(_ name: String, _ grant: Grant) async throws -> Person {
    let (scope, world) = (scope, world)
    let hash = try await mill.hash(Office.password)
    return try await database.write { db in
      try Person.add(
        name: name, email: "\(grant.role.rawValue)2@example.org", password: hash,
        grants: [grant], scope: scope, world: world, in: db)
    }
  }
}
