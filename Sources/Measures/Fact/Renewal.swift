internal import Conversations
public import Kernel
public import Storage
internal import Web

/// Computes all facts and roll-ups anew, some conversations at a time, each in its transaction.
///
/// It goes through the same door as every import, so that it may run beside one, be cut off and go
/// on, or run twice, without counting anything twice.
public struct Renewal: Sendable {
  /// Which rules the stored figures follow; raised when a formula changes.
  static let version = 2
  static let batch = 500

  let database: any Database
  let scope: Scope
  let world: World

  public init(database: any Database, scope: Scope, world: World) {
    self.database = database
    self.scope = scope
    self.world = world
  }

  /// Renews what was not renewed yet; returns how many conversations it looked at.
  @discardableResult
  public func run(fromScratch: Bool = false) async throws -> Int {
    if fromScratch { try await clear() }
    // Whatever comes after this look has its figures from the first.
    let isComplete = try await database.read { [scope] db in
      try Self.version(scope, in: db) == nil && Self.isComplete(scope, in: db)
    }
    var count = 0
    while let last = try await next(isComplete: isComplete) {
      count += last
      try Task.checkCancellation()
    }
    return count
  }

  /// Whether figures are missing: after the first start with them, or after a formula changed.
  public static func isDue(_ scope: Scope, in db: any Connection) throws -> Bool {
    let row = try db.row(
      "SELECT version, renewed_at FROM measure_state WHERE workspace_id = \(scope)")
    guard let row else { return true }
    let at: Instant? = try row.get("renewed_at")
    return try row.get("version") as Int != version || at == nil
  }

  /// How many conversations are in sight, and how many of them have their figures.
  public static func coverage(
    _ scope: Scope, in db: any Connection
  ) throws -> (conversations: Int, facts: Int) {
    let all: Int? = try db.value(
      """
      SELECT COUNT(*) AS value FROM conversation
      WHERE workspace_id = \(scope) AND deleted_at IS NULL
      """)
    let known: Int? = try db.value(
      "SELECT COUNT(*) AS value FROM conversation_fact WHERE workspace_id = \(scope)")
    return (all ?? 0, known ?? 0)
  }

  /// Whether figures are being computed anew right now, so that pages can say so.
  static func isRunning(_ scope: Scope, in db: any Connection) throws -> Bool {
    let row = try db.row(
      "SELECT renewed_at FROM measure_state WHERE workspace_id = \(scope)")
    guard let row else { return false }
    let at: Instant? = try row.get("renewed_at")
    return at == nil
  }

  /// Asks for a renewal from the beginning, in the transaction that makes it necessary.
  ///
  /// Where there are no figures yet there is nothing to renew.
  static func askIfKept(_ scope: Scope, in db: any Connection) throws {
    let isKept =
      try db.row("SELECT 1 AS value FROM conversation_fact WHERE workspace_id = \(scope) LIMIT 1")
      != nil
    if isKept { try ask(scope, in: db) }
  }

  static func ask(_ scope: Scope, in db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO measure_state (workspace_id, version, renewed_until, renewed_at)
      VALUES (\(scope), \(version), \(0), \(Instant?.none))
      ON CONFLICT (workspace_id) DO UPDATE SET
        version = excluded.version, renewed_until = 0, renewed_at = NULL
      """)
  }

  private func clear() async throws {
    try await database.write { [scope] db in
      try db.execute("DELETE FROM measure_cell WHERE workspace_id = \(scope)")
      try db.execute("DELETE FROM conversation_fact WHERE workspace_id = \(scope)")
      try db.execute("DELETE FROM loose_fact WHERE workspace_id = \(scope)")
      try Self.ask(scope, in: db)
    }
  }

  /// Takes the next conversations in; `nil` when all are done.
  private func next(isComplete: Bool) async throws -> Int? {
    try await database.write { [scope, world] db -> Int? in
      if try Self.isStale(scope, in: db) {
        let isNew = try Self.version(scope, in: db) == nil
        try Self.ask(scope, in: db)
        if isNew && isComplete {
          try Self.end(at: world.now(), scope, in: db)
        }
      }
      guard try Self.isDue(scope, in: db) else { return nil }
      let last: Int64 =
        try db.row("SELECT renewed_until FROM measure_state WHERE workspace_id = \(scope)")?
        .get("renewed_until") ?? 0
      let ids: [Conversation.ID] = try db.rows(
        """
        SELECT id FROM conversation WHERE workspace_id = \(scope) AND id > \(last)
        ORDER BY id LIMIT \(Self.batch)
        """
      ).map { try $0.get("id") }
      var change = ConversationChange()
      change.courses = try Course.all(ids, scope: scope, in: db)
      let seen = Set(change.courses.map(\.conversation.id))
      change.gone = ids.filter { !seen.contains($0) }
      if ids.isEmpty {
        change.looseSurveys = try Survey.loose(scope: scope, in: db)
        change.states = try StateDays.all(scope, in: db)
      }
      try Fact.take(change, scope, in: db)
      let end = ids.last?.rawValue ?? last
      try db.execute(
        """
        UPDATE measure_state SET renewed_until = \(end),
          renewed_at = \(ids.isEmpty ? world.now() : nil)
        WHERE workspace_id = \(scope)
        """)
      return ids.isEmpty ? nil : ids.count
    }
  }

  private static func version(_ scope: Scope, in db: any Connection) throws -> Int? {
    try db.row("SELECT version FROM measure_state WHERE workspace_id = \(scope)")?.get("version")
  }

  private static func isStale(_ scope: Scope, in db: any Connection) throws -> Bool {
    try version(scope, in: db) != version
  }

  /// Whether every conversation already has its fact, because figures were kept from the first.
  private static func isComplete(_ scope: Scope, in db: any Connection) throws -> Bool {
    try db.row(
      """
      SELECT 1 AS value FROM conversation c
      WHERE c.workspace_id = \(scope) AND c.deleted_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM conversation_fact f
        WHERE f.workspace_id = c.workspace_id AND f.id = c.id)
      LIMIT 1
      """) == nil
  }

  private static func end(at now: Instant, _ scope: Scope, in db: any Connection) throws {
    try db.execute(
      "UPDATE measure_state SET renewed_at = \(now) WHERE workspace_id = \(scope)")
  }
}

/// The days on which anybody's state changed, one mark each.
enum StateDays {
  static func all(
    _ scope: Scope, in db: any Connection
  ) throws -> [ConversationChange.StateMark] {
    try db.rows(
      """
      SELECT person_id, MIN(at) AS first_at FROM agent_state_event
      WHERE workspace_id = \(scope) AND person_id IS NOT NULL
      GROUP BY person_id, at / 43200000
      ORDER BY person_id, 2
      """
    ).map { .init(person: try $0.get("person_id"), at: try $0.get("first_at")) }
  }
}
