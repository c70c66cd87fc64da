public import Kernel
public import Storage

/// Counts the conversations of an import that others build on; any of them forbids undoing it.
public typealias ImportHold =
  @Sendable (_ run: ImportRun.ID, _ scope: Scope, _ db: any Connection) throws -> Int

/// Why an import cannot be undone.
public enum ImportUndoRefusal: Error, Hashable, Sendable {
  case unknown
  case tooLate
  /// So many conversations of the import stand in the pool of a review cycle.
  case reviewed(Int)
}

extension ImportRun {
  /// Begins to take an import back; the work itself is ``ImportWork/undo(_:)``.
  public static func startUndo(
    _ id: ID, holds: [ImportHold], at now: Instant, scope: Scope, in db: any Connection
  ) throws {
    guard var run = try find(id, scope: scope, in: db) else { throw ImportUndoRefusal.unknown }
    guard run.canBeUndone(at: now) else { throw ImportUndoRefusal.tooLate }
    let count = try holds.reduce(0) { try $0 + $1(id, scope, db) }
    guard count == 0 else { throw ImportUndoRefusal.reviewed(count) }
    let before = run.state
    run.state = .undoing
    guard try run.save(scope, from: before, in: db) else { throw ImportUndoRefusal.tooLate }
  }
}

extension ImportWork {
  private static let undoBatch = 200

  /// Takes back what an import did, some conversations at a time; goes on after a crash.
  @discardableResult
  public func undo(_ id: ImportRun.ID) async throws -> ImportRun? {
    let found = try await database.read { [scope] db in
      try ImportRun.find(id, scope: scope, in: db)
    }
    guard let run = found, run.state == .undoing else { return found }
    let delivery = Delivery(
      scope: scope, source: run.source, importRun: id.rawValue, zone: zone, world: world,
      watches: watches)
    while try await restoreSome(of: run, delivery) > 0 { try Task.checkCancellation() }
    while try await withdrawSome(of: run, delivery) > 0 { try Task.checkCancellation() }
    while try await database.write({ db in try delivery.restoreSurveys(in: db) }) > 0 {
      try Task.checkCancellation()
    }
    try await database.write { db in try delivery.withdrawLoose(in: db) }
    try await removeParties(after: run, delivery)
    let now = world.now()
    return try await database.write { [scope] db in
      var undone = run
      undone.state = .undone
      undone.undoneAt = now
      undone.path = nil
      try undone.save(scope, from: .undoing, in: db)
      return undone
    }
  }

  /// Puts back the versions before the import.
  private func restoreSome(of run: ImportRun, _ delivery: Delivery) async throws -> Int {
    try await database.write { [scope, zone, world, watches] db in
      let rows = try db.rows(
        """
        SELECT conversation_id, previous FROM import_change
        WHERE workspace_id = \(scope) AND import_run_id = \(run.id)
        ORDER BY conversation_id LIMIT \(Self.undoBatch)
        """)
      for row in rows {
        let id: Conversation.ID = try row.get("conversation_id")
        if let previous = try ImportRun.decoded(
          Conversation.Whole.self, try row.get("previous")),
          try delivery.restore(previous, in: db),
          let earlier = previous.conversation.importRun,
          try ImportRun.find(Identifier(rawValue: earlier), scope: scope, in: db)?.state == .undone
        {
          // What this import had changed belongs to one that was undone before.
          try Delivery(
            scope: scope, source: run.source, importRun: earlier, zone: zone, world: world,
            watches: watches
          ).withdraw([id], in: db)
        }
        try db.execute(
          """
          DELETE FROM import_change
          WHERE workspace_id = \(scope) AND import_run_id = \(run.id) AND conversation_id = \(id)
          """)
      }
      return rows.count
    }
  }

  /// Takes out of sight what the import created.
  private func withdrawSome(of run: ImportRun, _ delivery: Delivery) async throws -> Int {
    try await database.write { [scope] db in
      let ids: [Conversation.ID] = try db.rows(
        """
        SELECT id FROM conversation
        WHERE workspace_id = \(scope) AND import_run_id = \(run.id) AND deleted_at IS NULL
        ORDER BY id LIMIT \(Self.undoBatch)
        """
      ).map { try $0.get("id") }
      return try delivery.withdraw(ids, in: db)
    }
  }
}
