import Kernel
import People
import Storage
import Support

@testable import Conversations

/// What the tests of this room stand on: a workspace, a moment, records.
enum Ground {
  /// 2 March 2026, 12:00 UTC, a Monday.
  static let noon = Instant(milliseconds: 1_772_452_800_000)
  static let migrations = People.Schema.migrations + Conversation.migrations

  static func delivery(
    _ scope: Scope, source: String = "desk", run: Int64? = 7, world: World = .still(at: noon)
  ) -> Delivery {
    Delivery(
      scope: scope, source: source, importRun: run, zone: Zone(name: "Europe/Berlin") ?? .utc,
      world: world)
  }

  static func record(
    _ key: String, minutes: Int64 = 0, _ texts: [(MessageRole, String)] = []
  ) -> ConversationRecord {
    var record = ConversationRecord(externalID: key)
    record.channel = .chat
    record.openedAt = noon.advanced(bySeconds: minutes * 60)
    record.agent = PartyRecord(externalID: "a1", name: "Noa Berg")
    record.customer = PartyRecord(externalID: "c-\(key)", name: "Kim \(key)")
    record.queue = QueueRecord(externalID: "q1", name: "Orders")
    record.messages = texts.enumerated().map { index, line in
      var message = MessageRecord(
        role: line.0, text: line.1,
        time: noon.advanced(bySeconds: minutes * 60 + Int64(index) * 30))
      if line.0 == .agent { message.author = "a1" }
      return message
    }
    return record
  }
}

extension Delivery {
  /// Prepares and stores in one go, as tests like it.
  mutating func store(
    _ records: [ConversationRecord], in db: any Connection
  ) throws -> [Outcome] {
    try store(prepare(records.map { Draft($0, now: Ground.noon) }), in: db)
  }
}

/// Runs a test on a fresh database with an empty workspace.
func withGround(
  _ engine: Engine, _ body: (any Database, Scope) async throws -> Void
) async throws {
  try await withDatabase(engine, Ground.migrations) { database in
    let scope = Scope(workspace: Identifier(rawValue: 1))
    try await body(database, scope)
  }
}

/// A sequence of keys that differs from the one of other worlds in the same test.
func world(_ first: Int64, at now: Instant = Ground.noon) -> World {
  var world = World.still(at: now)
  let key = world.key
  world.key = { first + key() }
  return world
}
