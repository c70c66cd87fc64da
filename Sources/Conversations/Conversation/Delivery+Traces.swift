internal import Kernel
internal import People
internal import Storage
internal import Web

/// What an import makes beside conversations, because they name it.
enum PartyKind: String, SQLConvertible, CaseIterable {
  case person, queue, customer, tag
}

extension Delivery {
  /// Notes what this delivery's import made, so that undoing it can take it away again.
  func note(_ kind: PartyKind, _ keys: [Int64], in db: any Connection) throws {
    guard let importRun, !keys.isEmpty else { return }
    var rows = Batch("import_party", "workspace_id, import_run_id, kind, party_id")
    for key in keys {
      rows.add(scope.workspace)
      rows.add(importRun)
      rows.add(kind.rawValue)
      rows.add(key)
    }
    try db.insert(rows)
  }

  /// Takes the names out of a conversation that is out of sight, so that nobody stays for it.
  func forgetParties(of id: Conversation.ID, in db: any Connection) throws {
    try db.execute(
      """
      UPDATE message SET person_id = NULL
      WHERE workspace_id = \(scope) AND conversation_id = \(id) AND person_id IS NOT NULL
      """)
    try db.execute(
      """
      DELETE FROM conversation_agent WHERE workspace_id = \(scope) AND conversation_id = \(id)
      """)
    try db.execute(
      """
      UPDATE conversation SET agent_id = NULL, credited_id = NULL, team_id = NULL,
        queue_id = NULL, customer_id = NULL
      WHERE workspace_id = \(scope) AND id = \(id)
      """)
  }

  /// Removes parties that imports made; the schema refuses while anything refers to one.
  ///
  /// - Throws: ``StorageError/constraint(_:)``, and then nothing is removed.
  func remove(_ kind: PartyKind, _ keys: [Int64], in db: any Connection) throws {
    switch kind {
    case .person:
      try db.execute(
        """
        DELETE FROM person_alias
        WHERE workspace_id = \(scope) AND source = \(source) AND person_id IN (\(list: keys))
        """)
      // Whoever may sign in, or belongs to a team, has become more than a name in a file.
      try db.execute(
        """
        DELETE FROM person
        WHERE workspace_id = \(scope) AND id IN (\(list: keys)) AND password IS NULL
        """)
    case .queue:
      try db.execute(
        "DELETE FROM queue WHERE workspace_id = \(scope) AND id IN (\(list: keys))")
    case .customer:
      try db.execute(
        "DELETE FROM customer WHERE workspace_id = \(scope) AND id IN (\(list: keys))")
    case .tag:
      try db.execute("DELETE FROM tag WHERE workspace_id = \(scope) AND id IN (\(list: keys))")
    }
    try db.execute(
      """
      DELETE FROM import_party
      WHERE workspace_id = \(scope) AND kind = \(kind) AND party_id IN (\(list: keys))
      """)
  }
}

extension ImportWork {
  /// Removes the people, queues, customers and tags that undone imports made and nothing refers to.
  ///
  /// A later import may have met somebody first; so what earlier undone imports had to leave is
  /// tried again.
  func removeParties(after run: ImportRun, _ delivery: Delivery) async throws {
    for kind in PartyKind.allCases {
      var last: Int64 = 0
      while true {
        let after = last
        let keys: [Int64] = try await database.read { [scope] db in
          try db.rows(
            """
            SELECT p.party_id FROM import_party p
            JOIN import_run r ON r.workspace_id = p.workspace_id AND r.id = p.import_run_id
            WHERE p.workspace_id = \(scope) AND p.kind = \(kind) AND p.party_id > \(after)
              AND (r.id = \(run.id) OR r.state = 'undone') AND r.source = \(run.source)
            ORDER BY p.party_id LIMIT 100
            """
          ).map { try $0.get("party_id") }
        }
        guard let end = keys.last else { break }
        last = end
        if try await !remove(kind, keys, delivery) {
          for key in keys { _ = try await remove(kind, [key], delivery) }
        }
      }
    }
  }

  private func remove(
    _ kind: PartyKind, _ keys: [Int64], _ delivery: Delivery
  ) async throws -> Bool {
    do {
      try await database.write { db in try delivery.remove(kind, keys, in: db) }
      return true
    } catch StorageError.constraint {
      return false
    }
  }
}
