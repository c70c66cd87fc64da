import Conversations
import Kernel
import People
import Storage
import Support
import Testing
import Web

@testable import Evidence

@Suite struct EvidenceRoomTests {
  static let noon = Instant(milliseconds: 1_772_452_800_000)
  static let reader = Actor.ID(rawValue: 900_000)

  private func world(_ first: Int64) -> World {
    var world = World.still(at: Self.noon)
    let key = world.key
    world.key = { first + key() }
    return world
  }

  private func record(_ key: String, _ lines: [(MessageRole, String)]) -> ConversationRecord {
    var record = ConversationRecord(externalID: key)
    record.channel = .chat
    record.openedAt = Self.noon
    record.agent = PartyRecord(externalID: "a1", name: "Noa")
    record.customer = PartyRecord(externalID: "c", name: "Kim")
    record.messages = lines.enumerated().map { place, line in
      var message = MessageRecord(
        role: line.0, text: line.1, time: Self.noon.advanced(bySeconds: Int64(place) * 30))
      if line.0 == .agent { message.author = "a1" }
      return message
    }
    return record
  }

  private func deliver(
    _ records: [ConversationRecord], _ scope: Scope, key: Int64, in db: any Connection
  ) throws -> [Conversation.ID] {
    var delivery = Delivery(
      scope: scope, source: "desk", importRun: 7, zone: .utc, world: world(key),
      watches: [.evidence])
    return try delivery.store(
      delivery.prepare(records.map { Draft($0, now: Self.noon) }), in: db
    ).map(\.conversation)
  }

  private func withRoom(
    _ engine: Engine, _ body: (any Database, Scope) async throws -> Void
  ) async throws {
    let steps = People.Schema.migrations + Conversation.migrations + Feature.evidence.migrations
    try await withDatabase(engine, steps) { database in
      let scope = Scope(workspace: Identifier(rawValue: 1), person: Self.reader.rawValue)
      try await database.write { db in
        try Workspace(id: scope.workspace, name: "Test", zone: .utc, createdAt: Self.noon)
          .insert(in: db)
        try Person(id: Self.reader, name: "Reader", createdAt: Self.noon).insert(scope, in: db)
      }
      try await body(database, scope)
    }
  }

  @Test(arguments: Engine.available)
  func `texts are read after they came, changed and went, and rules are read over the past`(
    engine: Engine
  ) async throws {
    try await withRoom(engine) { database, scope in
      let first = record(
        "1",
        [
          (.customer, "Where is my parcel? This is terrible."), (.agent, "Have a nice day."),
          (.customer, "I want to cancel my contract. Awful service!"),
        ])
      let ids = try await database.write { db in
        try deliver([first], scope, key: 1000, in: db)
      }
      let id = try #require(ids.first)
      let renewal = EvidenceRenewal(database: database, scope: scope, world: world(5000))
      try await renewal.run()
      func signals() async throws -> Set<String> {
        try await database.read { db in
          Set(
            try EvidenceRenewal.names(scope, in: db).filter { name in
              try Signal.named(name).findings(from: 0.5, where: "1 = 1", scope, in: db)
                .contains { $0.conversation == id }
            })
        }
      }
      let seen1 = try await signals()
      #expect(seen1.isSuperset(of: ["negativeEnd", "churn", "openQuestion"]))
      let clock = world(9000)
      let rule = try await database.write { db in
        try KeptRule.begin("Parcel", "customer: parcel", scope: scope, world: clock, in: db)
      }
      let before = try await database.read { db in try EvidenceProgress.read(scope, in: db) }
      #expect(before == EvidenceProgress(all: 1, read: 0))
      try await renewal.run()
      let after = try await database.read { db in try EvidenceProgress.read(scope, in: db) }
      #expect(after == EvidenceProgress(all: 1, read: 1))
      let seen2 = try await signals()
      #expect(seen2.contains("Parcel"))
      let messages = try await database.read { db in
        try Message.all(of: id, scope: scope, in: db)
      }
      let message = try #require(messages.first).id
      try await database.write { db in
        let kept = try #require(try KeptRule.find(rule, scope, in: db))
        for isRight in [false, true] {
          try kept.judge(isRight, message: message, in: id, scope: scope, world: clock, in: db)
        }
      }
      try await database.read { db in
        let matches = try KeptRule.matches(scope, in: db)
        let records = try KeptRule.records(scope, in: db)
        let place = KeptRule.Opinion(rule: rule, message: message)
        let opinions = try KeptRule.opinions(of: Self.reader, in: id, scope, in: db)
        #expect(matches == [rule: 1])
        #expect(records == [rule: KeptRule.Record(right: 1, judged: 1)])
        #expect(opinions == [place: true])
      }
      try await database.write { db in
        let kept = try #require(try KeptRule.find(rule, scope, in: db))
        try kept.write("customer: parcel", isActive: false, scope: scope, world: clock, in: db)
        var changed = first
        changed.messages = Array(first.messages.prefix(1))
        changed.updatedAt = Self.noon.advanced(bySeconds: 90)
        _ = try deliver([changed], scope, key: 2000, in: db)
      }
      try await renewal.run()
      let seen3 = try await signals()
      #expect(seen3.isDisjoint(with: ["Parcel", "churn"]))
      try await database.write { db in
        var gone = ConversationChange()
        gone.gone = [id]
        try EvidenceRenewal.note(gone, scope, in: db)
      }
      let seen4 = try await signals()
      #expect(seen4 == [])
    }
  }

  @Test(arguments: Engine.available)
  func `pages explain, try, keep and show rules in four languages`(engine: Engine) async throws {
    try await withRoom(engine) { database, scope in
      let id = try await database.write { db in
        try #require(
          try deliver(
            [record("1", [(.customer, "Where is my parcel?"), (.agent, "I am so sorry.")])], scope,
            key: 1000, in: db
          ).first)
      }
      func browser(_ language: String) -> TestClient {
        let shown = Actor(
          person: Self.reader, name: "Reader", workspace: scope.workspace,
          grants: [Grant(.analyst)], language: language, csrf: "token")
        let clock = world(700_000)
        let features: [Feature] = [
          .people(mill: PasswordMill(world: clock)),
          .conversations(asides: [.evidence], glosses: [.evidence]), .evidence,
        ]
        let site = Site(
          world: clock, database: database, features: features, session: { _, _, _ in shown })
        let client = TestClient(site: site, features: features)
        client.set(cookie: site.sessionCookie, "any")
        return client
      }
      for language in ["en", "zh-Hans", "ru", "he"] {
        for path in [
          "/evidence", "/evidence/language", "/evidence/kinds/apology", "/evidence/rules/new",
          "/conversations/\(id.text)", "/conversations?signal=openQuestion",
        ] {
          let page = try await browser(language).get(path)
          #expect(page.status == 200, "\(path)")
          #expect(!page.body.contains(">evidence."), "\(language) \(path)")
        }
      }
      let page = try await browser("en").get("/conversations/\(id.text)")
      #expect(page.body.contains("<mark>sorry</mark>"))
      #expect(page.body.contains("/evidence/kinds/apology"))
      let unknown = try await browser("en").get("/evidence/kinds/nothing")
      #expect(unknown.status == 404)
    }
  }
}
