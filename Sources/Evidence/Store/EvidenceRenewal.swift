public import Conversations
public import Kernel
internal import Linguistics
public import Storage
internal import Web

extension ConversationWatch {
  /// Notes each change of conversations, so that their texts are read again beside the writer.
  public static let evidence = ConversationWatch { change, scope, db in
    try EvidenceRenewal.note(change, scope, in: db)
  }
}

/// Reads the texts of conversations that changed, and of all when detectors or rules change.
///
/// Texts are read outside of the transaction that keeps what they show. A conversation that
/// changes meanwhile has a later stamp and is read once more.
public struct EvidenceRenewal: Sendable {
  static let batch = 200

  let database: any Database
  let scope: Scope
  let world: World

  public init(database: any Database, scope: Scope, world: World) {
    self.database = database
    self.scope = scope
    self.world = world
  }

  /// Reads until nothing is left; returns how many conversations it read.
  @discardableResult
  public func run() async throws -> Int {
    if try await !database.read({ [scope] in try EvidenceState.hasBegun(scope, in: $0) }) {
      try await database.write { [scope] in try EvidenceState.begin(scope, in: $0) }
    }
    var count = 0
    while let some = try await next() {
      count += some
      try _Concurrency.Task.checkCancellation()
    }
    return count
  }

  // MARK: What is to be read

  static func note(_ change: ConversationChange, _ scope: Scope, in db: any Connection) throws {
    // A walk that has not begun will come by everything.
    guard try EvidenceState.hasBegun(scope, in: db) else { return }
    let ids = change.courses.map(\.conversation.id)
    if change.areNew {
      var rows = Batch("evidence_pending", "workspace_id, conversation_id, stamp")
      for id in ids {
        rows.add(scope.workspace)
        rows.add(id)
        rows.add(1)
      }
      if !rows.isEmpty { try db.insert(rows) }
    } else {
      for id in ids {
        try db.execute(
          """
          INSERT INTO evidence_pending (workspace_id, conversation_id, stamp)
          VALUES (\(scope), \(id), 1)
          ON CONFLICT (workspace_id, conversation_id)
          DO UPDATE SET stamp = evidence_pending.stamp + 1
          """)
      }
    }
    guard !change.gone.isEmpty else { return }
    try ConversationEvidence.remove(change.gone, names: names(scope, in: db), scope, in: db)
    try db.execute(
      """
      DELETE FROM evidence_pending
      WHERE workspace_id = \(scope) AND conversation_id IN (\(list: change.gone))
      """)
  }

  /// The names of all signals that may have been published here.
  static func names(_ scope: Scope, in db: any Connection) throws -> [String] {
    ConversationEvidence.signalNames + (try KeptRule.all(scope, in: db)).map(\.name)
  }

  /// One round of work.
  private struct Round: Sendable {
    var rules: KeptRule.Compiled
    var ids: [Conversation.ID] = []
    /// The stamps of those that had changed; none for a walk through all.
    var stamps: [Conversation.ID: Int64] = [:]
    var isWalk: Bool { stamps.isEmpty }
    var messages: [Conversation.ID: [Message]] = [:]
    /// Where a walk stands when the round is over; `nil` when it is through.
    var end: Int64?
  }

  /// The next conversations; `nil` when all is read.
  private func next() async throws -> Int? {
    guard let round = try await database.read({ [scope] db in try Self.round(scope, in: db) })
    else { return nil }
    var examiner = Examiner(rules: round.rules.book)
    let all = round.ids.map { id in
      ConversationEvidence(
        id, round.messages[id] ?? [], &examiner, rules: round.rules.rules)
    }
    try await database.write { [scope, world] db in
      let names = try Self.names(scope, in: db)
      try ConversationEvidence.replace(
        all, by: round.rules, names: names, scope: scope, world: world, in: db)
      for (id, stamp) in round.stamps.sorted(by: { $0.key < $1.key }) {
        try db.execute(
          """
          DELETE FROM evidence_pending
          WHERE workspace_id = \(scope) AND conversation_id = \(id) AND stamp = \(stamp)
          """)
      }
      if round.isWalk { try Self.advance(round, scope, world, in: db) }
    }
    return round.ids.count
  }

  private static func round(_ scope: Scope, in db: any Connection) throws -> Round? {
    var round = Round(rules: try KeptRule.compiled(scope, in: db))
    let state = try EvidenceState.read(scope, in: db)
    if state.isThrough(with: round.rules.stamp) {
      for row in try db.rows(
        """
        SELECT conversation_id, stamp FROM evidence_pending
        WHERE workspace_id = \(scope) ORDER BY conversation_id LIMIT \(batch)
        """)
      {
        round.stamps[try row.get("conversation_id")] = try row.get("stamp")
      }
      round.ids = round.stamps.keys.sorted()
      guard !round.ids.isEmpty else { return nil }
    } else {
      let from = state.rules == round.rules.stamp && state.isCurrent ? state.until : 0
      round.ids = try db.rows(
        """
        SELECT id FROM conversation
        WHERE workspace_id = \(scope) AND deleted_at IS NULL AND id > \(from)
        ORDER BY id LIMIT \(batch)
        """
      ).map { try $0.get("id") }
      round.end = round.ids.last?.rawValue
    }
    round.messages = try Message.all(of: round.ids, scope: scope, in: db)
    return round
  }

  private static func advance(
    _ round: Round, _ scope: Scope, _ world: World, in db: any Connection
  ) throws {
    let end = round.end ?? Int64.max
    let at: Instant? = round.end == nil ? world.now() : nil
    try db.execute(
      """
      INSERT INTO evidence_state (workspace_id, version, rules, renewed_until, renewed_at)
      VALUES (\(scope), \(ConversationEvidence.version), \(round.rules.stamp), \(end), \(at))
      ON CONFLICT (workspace_id) DO UPDATE SET
        version = excluded.version, rules = excluded.rules,
        renewed_until = excluded.renewed_until, renewed_at = excluded.renewed_at
      """)
  }
}

/// How far the reading of all conversations has come.
struct EvidenceState: Hashable, Sendable {
  var version = 0
  var rules: Int64 = 0
  var until: Int64 = 0
  var at: Instant?

  var isCurrent: Bool { version == ConversationEvidence.version }

  func isThrough(with stamp: Int64) -> Bool { isCurrent && rules == stamp && at != nil }

  /// Whether the first walk through all conversations has begun.
  static func hasBegun(_ scope: Scope, in db: any Connection) throws -> Bool {
    try db.row("SELECT 1 AS value FROM evidence_state WHERE workspace_id = \(scope)") != nil
  }

  /// From here on every change is noted, so that the walk misses none.
  static func begin(_ scope: Scope, in db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO evidence_state (workspace_id, version, rules, renewed_until)
      VALUES (\(scope), 0, 0, 0) ON CONFLICT (workspace_id) DO NOTHING
      """)
  }

  static func read(_ scope: Scope, in db: any Connection) throws -> EvidenceState {
    let row = try db.row(
      """
      SELECT version, rules, renewed_until, renewed_at FROM evidence_state
      WHERE workspace_id = \(scope)
      """)
    guard let row else { return EvidenceState() }
    return EvidenceState(
      version: try row.get("version"), rules: try row.get("rules"),
      until: try row.get("renewed_until"), at: try row.get("renewed_at"))
  }
}

/// How many conversations are read by the newest rules, for the page.
struct EvidenceProgress: Hashable, Sendable {
  let all: Int
  let read: Int

  static func read(_ scope: Scope, in db: any Connection) throws -> EvidenceProgress {
    let stamp = try KeptRule.stamp(scope, in: db)
    let all: Int? = try db.value(
      """
      SELECT COUNT(*) AS value FROM conversation
      WHERE workspace_id = \(scope) AND deleted_at IS NULL
      """)
    let read: Int? = try db.value(
      """
      SELECT COUNT(*) AS value FROM conversation_evidence
      WHERE workspace_id = \(scope) AND rules = \(stamp)
        AND version = \(ConversationEvidence.version)
      """)
    return EvidenceProgress(all: all ?? 0, read: read ?? 0)
  }
}
