import Conversations
import Kernel
import Storage
import Support
import Testing
import Web

@testable import Evidence

@Suite struct RulePagesTests {
  private static let token = ("csrf", "token")

  private func fill(_ database: any Database, _ scope: Scope) async throws -> Conversation.ID {
    try await database.write { db in
      let talks = [
        Room.record("1", [(.customer, "Where is my parcel?"), (.agent, "I am so sorry.")]),
        Room.record("2", [(.customer, "A refund, please."), (.agent, "The parcel comes.")]),
      ]
      return try #require(try Room.deliver(talks, scope, key: 1000, in: db).first)
    }
  }

  @Test(arguments: Engine.available)
  func `a wording is tried on recent conversations, with its words marked or its fault named`(
    engine: Engine
  ) async throws {
    try await Room.open(engine) { database, scope in
      _ = try await fill(database, scope)
      let analyst = Room.browser(database, scope, Grant(.analyst))
      func attempt(_ words: String) async throws -> TestClient.Answer {
        try await analyst.post("/evidence/rules/trial", [Self.token, ("text", words)])
      }
      let found = try await attempt("customer: parcel")
      #expect(found.status == 200 && found.body.contains("Found in one of the 2 conversations"))
      #expect(found.body.contains("<mark>parcel</mark>"))
      let both = try await attempt("parcel")
      #expect(both.body.contains("Found in 2 of the 2 conversations"))
      let fault = try await attempt("customer: parcel NEAR/")
      #expect(fault.body.contains("role=\"alert\""))
      let hostile = try await attempt("<script>alert(1)</script>")
      #expect(!hostile.body.contains("<script>alert"))
      let long = try await attempt(String(repeating: "a OR ", count: 2_000))
      #expect(long.status == 200 && long.body.contains("role=\"alert\""))
      let unmarked = try await analyst.post(
        "/evidence/rules/trial", [("csrf", "wrong"), ("text", "parcel")])
      #expect(unmarked.status == 403)
    }
  }

  @Test(arguments: Engine.available)
  func `a rule is tried without script before it has a name, and nothing is kept`(
    engine: Engine
  ) async throws {
    try await Room.open(engine) { database, scope in
      _ = try await fill(database, scope)
      let analyst = Room.browser(database, scope, Grant(.analyst))
      let fields = [Self.token, ("do", "try"), ("name", ""), ("text", "customer: parcel")]
      let tried = try await analyst.post("/evidence/rules", fields)
      #expect(tried.status == 200 && tried.body.contains("<mark>parcel</mark>"))
      #expect(tried.body.contains("customer: parcel</textarea>"), "what was written stays")
      #expect(try await database.read { db in try KeptRule.all(scope, in: db) }.isEmpty)
      let id = try await database.write { db in
        try KeptRule.begin("Late", "late", scope: scope, world: Room.world(5000), in: db)
      }
      let path = "/evidence/rules/\(id.text)"
      let changed = try await analyst.post(
        path, [Self.token, ("do", "try"), ("text", "parcel AND")])
      #expect(changed.status == 200 && changed.body.contains("aria-invalid"))
      let kept = try await database.read { db in try KeptRule.find(id, scope, in: db) }
      #expect(kept?.wording.text == "late", "a trial changes nothing")
    }
  }

  @Test(arguments: Engine.available)
  func `a rule is begun once under its name, changed, and retired`(engine: Engine) async throws {
    try await Room.open(engine) { database, scope in
      _ = try await fill(database, scope)
      let analyst = Room.browser(database, scope, Grant(.analyst))
      let fields = [Self.token, ("name", "Parcel"), ("text", "customer: parcel")]
      let begun = try await analyst.post("/evidence/rules", fields)
      let place = try #require(begun.headers["location"])
      #expect(begun.status == 303 && place.hasPrefix("/evidence/rules/"))
      for wrong in [
        fields, [Self.token, ("name", ""), ("text", "parcel")],
        [Self.token, ("name", "Other"), ("text", "(parcel")],
      ] {
        let refused = try await analyst.post("/evidence/rules", wrong)
        #expect(refused.status == 422)
      }
      let kept = try await database.read { db in try KeptRule.all(scope, in: db) }
      #expect(kept.map(\.name) == ["Parcel"] && kept[0].wording.number == 1)
      let path = "/evidence/rules/\(kept[0].id.text)"
      let broken = try await analyst.post(path, [Self.token, ("text", "parcel AND")])
      #expect(broken.status == 422)
      let changed = try await analyst.post(path, [Self.token, ("text", "parcel*")])
      #expect(changed.status == 303)
      let retired = try await analyst.post(path, [Self.token, ("do", "retire"), ("text", "x")])
      #expect(retired.status == 303)
      let last = try await database.read { db in try KeptRule.find(kept[0].id, scope, in: db) }
      #expect(last?.wording.number == 3 && last?.wording.text == "parcel*")
      #expect(last?.wording.isActive == false)
      #expect(try await analyst.get("/evidence").body.contains("href=\"\(path)\""))
      #expect(try await analyst.get(path).body.contains("This rule is retired"))
      let missing = try await analyst.get("/evidence/rules/99")
      #expect(missing.status == 404)
    }
  }

  @Test(arguments: Engine.available)
  func `an opinion is about a message of a conversation that its giver may read`(
    engine: Engine
  ) async throws {
    try await Room.open(engine) { database, scope in
      let id = try await fill(database, scope)
      let analyst = Room.browser(database, scope, Grant(.analyst))
      _ = try await analyst.post(
        "/evidence/rules", [Self.token, ("name", "Parcel"), ("text", "customer: parcel")])
      let (rule, message) = try await database.read { db in
        (
          try #require(try KeptRule.all(scope, in: db).first),
          try #require(try Message.all(of: id, scope: scope, in: db).first)
        )
      }
      func judge(
        _ who: TestClient, _ right: String, message: String, conversation: String
      ) async throws -> Int {
        try await who.post(
          "/evidence/opinions",
          [
            Self.token, ("rule", rule.id.text), ("message", message),
            ("conversation", conversation), ("right", right),
          ]
        ).status
      }
      let (own, place) = (message.id.text, id.text)
      #expect(try await judge(analyst, "1", message: own, conversation: place) == 303)
      #expect(try await judge(analyst, "0", message: own, conversation: place) == 303)
      #expect(try await judge(analyst, "2", message: own, conversation: place) == 404)
      #expect(try await judge(analyst, "1", message: "5", conversation: place) == 404)
      #expect(try await judge(analyst, "1", message: own, conversation: "5") == 404)
      let records = try await database.read { db in try KeptRule.records(scope, in: db) }
      #expect(records == [rule.id: KeptRule.Record(right: 0, judged: 1)], "the last word counts")
      let stranger = Room.browser(
        database, scope, Grant(.lead, team: Identifier(rawValue: 77)), key: 900_000)
      #expect(try await judge(stranger, "1", message: own, conversation: place) == 404)
      let agent = Room.browser(database, scope, Grant(.agent), key: 950_000)
      let refused = try await judge(agent, "1", message: own, conversation: place)
      #expect(refused == 403 || refused == 404)
      let hidden = try await agent.get("/evidence/rules/new")
      #expect(hidden.status == 403 || hidden.status == 404)
    }
  }
}
