import Conversations
import Kernel
import People
import Statistics
import Storage
import Support
import Web

@testable import Measures

/// What the tests of this room stand on: a workspace, a moment, records.
enum Ground {
  /// 2 March 2026, 12:00 UTC, a Monday.
  static let noon = Instant(milliseconds: 1_772_452_800_000)
  static let migrations =
    People.Schema.migrations + Conversation.migrations + MeasureSchema.migrations
    + Feature.hours.migrations + Feature.goals { _, _ in nil }.migrations
  static let zone = Zone(name: "Europe/Berlin") ?? .utc

  static func minutes(_ count: Double) -> Instant {
    Instant(milliseconds: noon.milliseconds + Int64(count * 60_000))
  }

  static func delivery(
    _ scope: Scope, source: String = "desk", run: Int64? = 7, key: Int64 = 0
  ) -> Delivery {
    Delivery(
      scope: scope, source: source, importRun: run, zone: zone, world: world(key),
      watches: [.measures])
  }

  /// A still world whose keys begin behind a number.
  static func world(_ first: Int64, at now: Instant = noon) -> World {
    var world = World.still(at: now)
    let key = world.key
    world.key = { first + key() }
    return world
  }

  /// A conversation of lines: who, after how many minutes, what.
  static func record(
    _ key: String, customer: String = "kim", agent: String? = "noa", channel: Channel = .chat,
    solvedAfter: Double? = nil, _ lines: [(MessageRole, Double, String)] = []
  ) -> ConversationRecord {
    var record = ConversationRecord(externalID: key)
    record.channel = channel
    record.openedAt = minutes(lines.first?.1 ?? 0)
    record.agent = agent.map { PartyRecord(externalID: $0, name: $0) }
    record.customer = PartyRecord(externalID: customer, name: customer)
    record.queue = QueueRecord(externalID: "q1", name: "Orders")
    record.status = solvedAfter == nil ? .open : .solved
    record.firstResolvedAt = solvedAfter.map(minutes)
    record.lastResolvedAt = record.firstResolvedAt
    record.messages = lines.map { role, after, text in
      var message = MessageRecord(role: role, text: text, time: minutes(after))
      if role == .agent { message.author = agent }
      return message
    }
    return record
  }
}

extension Delivery {
  /// Prepares and stores in one go, as tests like it.
  @discardableResult
  mutating func store(_ records: [ConversationRecord], in db: any Connection) throws -> [Outcome] {
    try store(prepare(records.map { Draft($0, now: Ground.noon) }), in: db)
  }
}

/// Runs a test on a fresh database with an empty workspace.
func withGround(
  _ engine: Engine, _ body: (any Database, Scope) async throws -> Void
) async throws {
  try await withDatabase(engine, Ground.migrations) { database in
    let scope = Scope(workspace: Identifier(rawValue: 1))
    try await database.write { db in
      try Workspace(
        id: scope.workspace, name: "Test", zone: Ground.zone, createdAt: Ground.noon
      ).insert(in: db)
      // Round the clock, so that business time and calendar time agree unless a test says otherwise.
      try OpeningCalendar(
        id: Identifier(rawValue: 1), name: "Always", hours: .always(Ground.zone),
        from: Ground.zone.day(of: Ground.noon).advanced(by: -400), writtenAt: Ground.noon
      ).write(scope: scope, world: Ground.world(100), in: db)
    }
    try await body(database, scope)
  }
}

extension Readings {
  /// One number of the month the tests live in.
  func month(_ metric: Metric, of subject: Subject = .centre, from db: any Connection) throws
    -> Reading
  {
    try reading(Question(metric, of: subject), over: Ground.march, from: db)
  }
}

extension Ground {
  static let march = Period(.month, holding: zone.day(of: noon))

  static func readings(_ scope: Scope, after days: Int64 = 20) -> Readings {
    Readings(scope: scope, now: noon.advanced(byDays: days))
  }
}

/// Everything the roll-up holds, as values that can be compared.
struct RollupImage: Equatable {
  var cells: [Key: Cell] = [:]
  var facts: [Int64: Contribution] = [:]

  struct Key: Hashable {
    let kind: Int
    let owner: Int64
    let part: String
    let day: Int
  }

  static func read(_ database: any Database, _ scope: Scope) async throws -> RollupImage {
    try await database.read { db in
      var image = RollupImage()
      for row in try db.rows("SELECT * FROM measure_cell WHERE workspace_id = \(scope)") {
        let key = Key(
          kind: try row.get("kind"), owner: try row.get("owner"), part: try row.get("part"),
          day: try row.get("day"))
        image.cells[key] = Cell(try row.get("tallies") as [UInt8])
      }
      let facts = try db.rows(
        "SELECT id, contribution FROM conversation_fact WHERE workspace_id = \(scope)")
      for row in facts {
        image.facts[try row.get("id")] = Contribution(try row.get("contribution") as [UInt8])
      }
      return image
    }
  }
}
