import Conversations
import Kernel
import People
import Storage
import Support
import Testing
import Web

@testable import Evidence

/// A workspace whose texts are read, and what its tests put into it.
enum Room {
  static let noon = Instant(milliseconds: 1_772_452_800_000)
  static let reader = Actor.ID(rawValue: 900_000)

  static func world(_ first: Int64) -> World {
    var world = World.still(at: noon)
    let key = world.key
    world.key = { first + key() }
    return world
  }

  static func record(_ key: String, _ lines: [(MessageRole, String)]) -> ConversationRecord {
    var record = ConversationRecord(externalID: key)
    record.channel = .chat
    record.openedAt = noon
    record.agent = PartyRecord(externalID: "a1", name: "Noa")
    record.customer = PartyRecord(externalID: "c", name: "Kim")
    record.messages = lines.enumerated().map { place, line in
      var message = MessageRecord(
        role: line.0, text: line.1, time: noon.advanced(bySeconds: Int64(place) * 30))
      if line.0 == .agent { message.author = "a1" }
      return message
    }
    return record
  }

  static func deliver(
    _ records: [ConversationRecord], _ scope: Scope, key: Int64, in db: any Connection
  ) throws -> [Conversation.ID] {
    var delivery = Delivery(
      scope: scope, source: "desk", importRun: 7, zone: .utc, world: world(key),
      watches: [.evidence])
    return try delivery.store(
      delivery.prepare(records.map { Draft($0, now: noon) }), in: db
    ).map(\.conversation)
  }

  static func open(
    _ engine: Engine, _ body: (any Database, Scope) async throws -> Void
  ) async throws {
    let steps = People.Schema.migrations + Conversation.migrations + Feature.evidence.migrations
    try await withDatabase(engine, steps) { database in
      let scope = Scope(workspace: Identifier(rawValue: 1), person: reader.rawValue)
      try await database.write { db in
        try Workspace(id: scope.workspace, name: "Test", zone: .utc, createdAt: noon)
          .insert(in: db)
        try Person(id: reader, name: "Reader", createdAt: noon).insert(scope, in: db)
      }
      try await body(database, scope)
    }
  }

  /// A browser of somebody who holds the grant.
  static func browser(
    _ database: any Database, _ scope: Scope, _ grant: Grant, language: String = "en",
    key: Int64 = 700_000
  ) -> TestClient {
    let shown = Actor(
      person: reader, name: "Reader", workspace: scope.workspace, grants: [grant],
      language: language, csrf: "token")
    let clock = world(key)
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
}
