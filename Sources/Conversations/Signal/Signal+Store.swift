public import Kernel
public import Storage

extension Signal {
  static let tables: [SQL] = [
    """
    CREATE TABLE conversation_signal (
      \(.key),
      conversation_id INTEGER NOT NULL,
      name TEXT NOT NULL CHECK (LENGTH(name) > 0),
      value REAL NOT NULL,
      found_at INTEGER NOT NULL,
      UNIQUE (workspace_id, conversation_id, name),
      \(.reference(column: "conversation_id", table: "conversation"))
    ) \(.strict)
    """,
    "CREATE INDEX conversation_signal_name ON conversation_signal (workspace_id, name)",
  ]

  /// Keeps what a detector found; a later value of the same signal takes the earlier one's place.
  public static func publish(
    _ findings: [Finding], scope: Scope, world: World, in db: any Connection
  ) throws {
    for finding in findings {
      try db.execute(
        """
        INSERT INTO conversation_signal
          (workspace_id, id, conversation_id, name, value, found_at)
        VALUES
          (\(scope), \(world.key()), \(finding.conversation), \(finding.signal),
           \(finding.value), \(world.now()))
        ON CONFLICT (workspace_id, conversation_id, name)
        DO UPDATE SET value = excluded.value, found_at = excluded.found_at
        """)
    }
  }

  /// The signals there are: those of the facts, then those detectors published, by name.
  public static func all(_ scope: Scope, in db: any Connection) throws -> [Signal] {
    ofConversations + (try published(scope, in: db)).map(named)
  }

  /// The names under which detectors published something: one jump in the index for each.
  static func published(_ scope: Scope, in db: any Connection) throws -> [String] {
    var names: [String] = []
    while names.count < 200 {
      let next: String? = try db.row(
        """
        SELECT name FROM conversation_signal
        WHERE workspace_id = \(scope) AND name > \(names.last ?? "")
        ORDER BY name LIMIT 1
        """)?.get("name")
      guard let next else { break }
      names.append(next)
    }
    return names
  }

  /// Takes back some signals of some conversations.
  public static func withdraw(
    _ names: [String], of conversations: [Conversation.ID], scope: Scope, in db: any Connection
  ) throws {
    guard !conversations.isEmpty, !names.isEmpty else { return }
    try db.execute(
      """
      DELETE FROM conversation_signal
      WHERE workspace_id = \(scope) AND conversation_id IN (\(list: conversations))
        AND name IN (\(list: names))
      """)
  }

  /// Which of the conversations that a condition on `conversation AS c` names show the signal.
  public func findings(
    from mark: Double, where condition: SQL, _ scope: Scope, in db: any Connection
  ) throws -> [Finding] {
    let counts: SQL =
      countsBelow ? "found.value <= \(mark)" : "found.value >= \(mark)"
    return try db.rows(
      """
      SELECT found.id, found.value FROM (
        SELECT c.id, CAST(\(value) AS DOUBLE PRECISION) AS value
        FROM conversation AS c
        WHERE c.workspace_id = \(scope) AND \(condition)
      ) AS found
      WHERE \(counts)
      ORDER BY found.id
      """
    ).map { row in
      Finding(conversation: try row.get("id"), signal: name, value: try row.get("value"))
    }
  }
}
