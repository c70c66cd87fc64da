import Foundation
import Kernel
import Storage
import Support
import Testing
import Web

@testable import People

extension Office {
  /// Makes a token on somebody's profile; its text, as the page shows it once.
  func makeToken(
    _ client: TestClient, role: Role, name: String = "Board", days: String = "30"
  ) async throws -> String {
    let page = try await client.post(
      "/profile/tokens",
      [("csrf", try csrf(client)), ("name", name), ("role", role.rawValue), ("days", days)])
    #expect(page.status == 200)
    let start = try #require(page.body.range(of: "value=\"attune_"))
    return "attune_" + page.body[start.upperBound...].prefix { $0 != "\"" }
  }

  /// A program that knows a token and nothing else, asking for who it is.
  func ask(_ token: String?, _ path: String = "/api/v1/probe") async throws -> TestClient.Answer {
    let probe = Feature(
      "probe",
      routes: { routes in
        routes.get("/api/v1/probe", allow: .read, .account) { visit in
          let roles = visit.actor.roles.map(\.rawValue).sorted().joined(separator: ",")
          return visit.data(Array("\(visit.actor.name) \(roles)".utf8), type: "text/plain")
        }
        routes.get("/api/v1/settings-probe", allow: .read, .settings) { visit in
          visit.data(Array("settings".utf8), type: "text/plain")
        }
        routes.post("/api/v1/probe", allow: .change, .account) { visit in
          visit.data(Array("written".utf8), type: "text/plain")
        }
        routes.get("/probe", allow: .read, .account) { visit in
          visit.data(Array("page".utf8), type: "text/plain")
        }
      })
    let site = Site(
      world: world, database: database, features: [feature, probe],
      session: { token, world, database in
        try await Session.resolve(token: token, world, database)
      },
      accessToken: { token, world, database in
        try await Actor.holding(token: token, world, database)
      })
    let client = TestClient(site: site, features: [feature, probe])
    let headers = token.map { ["Authorization": "Bearer \($0)"] } ?? [:]
    if path.hasPrefix("POST ") {
      return try await client.post(String(path.dropFirst(5)), headers: headers)
    }
    return try await client.get(path, headers: headers)
  }
}

@Suite struct AccessTokenTests {
  @Test(arguments: Engine.available)
  func `a program with a token reads as its owner in that one role`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      let client = try await office.browser(of: office.agent)
      let token = try await office.makeToken(client, role: .agent)
      let answer = try await office.ask(token)
      #expect(answer.status == 200)
      #expect(answer.body == "\(office.agent.name) agent")
      // What the role may not see is not there, by the same question as for pages.
      #expect(try await office.ask(token, "/api/v1/settings-probe").status == 404)
      let list = try await client.get("/profile/tokens")
      #expect(list.body.contains("Board") && !list.body.contains(token))
    }
  }

  @Test(arguments: Engine.available)
  func `a token reads only, under the path of programs only`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      let client = try await office.browser(of: office.agent)
      let token = try await office.makeToken(client, role: .agent)
      #expect(try await office.ask(token, "POST /api/v1/probe").status == 403)
      #expect(try await office.ask(token, "/probe").status == 303)
      let refused = try await office.ask("attune_nonsense")
      #expect(refused.status == 401)
      #expect(refused.headers["www-authenticate"] == "Bearer")
      #expect(refused.headers["content-type"] == "application/problem+json")
      #expect(!refused.body.contains("nonsense"))
      #expect(try await office.ask(nil).status == 401)
      for wrong in [String(token.dropLast()), String(token.dropFirst()), token + "x", ""] {
        #expect(try await office.ask(wrong).status == 401)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `the database and the record of changes do not know the token`(
    engine: Engine
  ) async throws {
    try await withOffice(engine) { office in
      let client = try await office.browser(of: office.agent)
      let token = try await office.makeToken(client, role: .agent)
      let secret = try #require(token.split(separator: ".").last)
      let (scope, agent) = (office.scope, office.agent.id)
      let (kept, record) = try await office.database.read { db in
        (
          try db.rows("SELECT * FROM access_token WHERE workspace_id = \(scope)")
            .flatMap(\.values).map { "\($0)" }.joined(separator: " "),
          try db.rows(
            """
            SELECT summary, details FROM audit_entry
            WHERE workspace_id = \(scope) AND actor_id = \(agent) AND action = 'create'
            """
          ).flatMap(\.values).map { "\($0)" }.joined(separator: " ")
        )
      }
      #expect(!kept.isEmpty && !kept.contains(secret))
      #expect(record.contains("token.audit.made") && record.contains("Board"))
      #expect(!record.contains(secret))
    }
  }

  @Test(arguments: Engine.available)
  func `an ended token stops at once, whoever ends it, and nobody ends another's by its key`(
    engine: Engine
  ) async throws {
    try await withOffice(engine) { office in
      let client = try await office.browser(of: office.agent)
      let first = try await office.makeToken(client, role: .agent, name: "First")
      let second = try await office.makeToken(client, role: .agent, name: "Second")
      let (scope, agent, now) = (office.scope, office.agent.id, office.world.now())
      let ids = try await office.database.read { db in
        try AccessToken.all(of: agent, at: now, scope, in: db)
      }
      let one = try #require(ids.first { $0.name == "First" }).id.text
      let two = try #require(ids.first { $0.name == "Second" }).id.text
      let lead = try await office.browser(of: office.lead)
      let stolen = try await lead.post(
        "/profile/tokens/\(one)/end", [("csrf", try office.csrf(lead))])
      #expect(stolen.status == 404)
      #expect(try await office.ask(first).status == 200)
      let ended = try await client.post(
        "/profile/tokens/\(one)/end", [("csrf", try office.csrf(client))])
      #expect(ended.status == 303)
      #expect(try await office.ask(first).status == 401)
      #expect(try await office.ask(second).status == 200)
      let admin = try await office.browser(of: office.admin)
      let theirs = "/people/\(agent.text)/tokens"
      #expect(try await admin.get(theirs).body.contains("Second"))
      let taken = try await admin.post(
        "\(theirs)/\(two)/end", [("csrf", try office.csrf(admin))])
      #expect(taken.status == 303)
      #expect(try await office.ask(second).status == 401)
      #expect(try await lead.get(theirs).status == 404)
    }
  }

  @Test(arguments: Engine.available)
  func `a token ends with its days, with the role, and with the person's belonging`(
    engine: Engine
  ) async throws {
    try await withOffice(engine) { office in
      let client = try await office.browser(of: office.agent)
      let token = try await office.makeToken(client, role: .agent)
      let (scope, agent) = (office.scope, office.agent.id)
      try await office.database.write { db in
        try db.execute(
          "DELETE FROM role_grant WHERE workspace_id = \(scope) AND person_id = \(agent)")
      }
      #expect(try await office.ask(token).status == 401)
      try await office.database.write { db in
        try db.execute(
          """
          INSERT INTO role_grant (workspace_id, id, person_id, role, granted_at)
          VALUES (\(scope), \(Int64(77_001)), \(agent), 'agent', \(Office.noon))
          """)
      }
      #expect(try await office.ask(token).status == 200)
      try await office.database.write { db in
        try db.execute(
          "UPDATE person SET active = 0 WHERE workspace_id = \(scope) AND id = \(agent)")
      }
      #expect(try await office.ask(token).status == 401)
      try await office.database.write { db in
        try db.execute(
          "UPDATE person SET active = 1 WHERE workspace_id = \(scope) AND id = \(agent)")
      }
      office.clock.advance(seconds: 30 * 86_400 - 1)
      #expect(try await office.ask(token).status == 200)
      office.clock.advance(seconds: 1)
      #expect(try await office.ask(token).status == 401)
    }
  }

  @Test(arguments: Engine.available)
  func `nobody makes a token for a role they do not hold, and says what it is for`(
    engine: Engine
  ) async throws {
    try await withOffice(engine) { office in
      let client = try await office.browser(of: office.agent)
      func post(_ name: String, _ role: String, _ days: String) async throws -> Int {
        try await client.post(
          "/profile/tokens",
          [("csrf", try office.csrf(client)), ("name", name), ("role", role), ("days", days)]
        ).status
      }
      #expect(try await post("Board", "admin", "30") == 422)
      #expect(try await post("Board", "nothing", "30") == 422)
      #expect(try await post(" ", "agent", "30") == 422)
      #expect(try await post("Board", "agent", "36500") == 422)
      for number in 0..<10 { #expect(try await post("\(number)", "agent", "30") == 200) }
      #expect(try await post("one too many", "agent", "30") == 422)
      let forged = try await client.post(
        "/profile/tokens", [("name", "x"), ("role", "agent"), ("days", "30")])
      #expect(forged.status == 403)
    }
  }
}
