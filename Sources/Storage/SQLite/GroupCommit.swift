internal import GRDB
internal import Synchronization

/// Runs writes that arrive together in one transaction, each of several in a savepoint of its own.
///
/// A commit with `synchronous = FULL` waits for the disk; sharing it multiplies how many small
/// writes fit in a second. Nobody is answered before the shared commit has returned.
final class GroupCommit: Sendable {
  private static let largestGroup = 128

  private struct State {
    var waiting: [any PendingWrite] = []
    var isRunning = false
  }

  private let pool: DatabasePool
  private let state = Mutex(State())

  init(pool: DatabasePool) {
    self.pool = pool
  }

  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      enqueue(Write(body: body, continuation: continuation))
    }
  }

  /// Waits until every write that is waiting now has been answered.
  func drain() async throws {
    try await pool.writeWithoutTransaction { _ in }
  }

  private func enqueue(_ write: any PendingWrite) {
    let mustStart = state.withLock { state in
      state.waiting.append(write)
      defer { state.isRunning = true }
      return !state.isRunning
    }
    if mustStart {
      pool.asyncWriteWithoutTransaction { [self] db in runGroups(db) }
    }
  }

  private func runGroups(_ db: GRDB.Database) {
    while let group = nextGroup() {
      do {
        try translatingErrors { try commit(group, db) }
        for write in group { write.finish(nil) }
      } catch {
        if db.isInsideTransaction { try? db.rollback() }
        for write in group { write.finish(error) }
      }
    }
  }

  private func nextGroup() -> [any PendingWrite]? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.isRunning = false
        return nil
      }
      let group = Array(state.waiting.prefix(Self.largestGroup))
      state.waiting.removeFirst(group.count)
      return group
    }
  }

  private func commit(_ group: [any PendingWrite], _ db: GRDB.Database) throws {
    try db.beginTransaction(.immediate)
    if let only = group.first, group.count == 1 {
      // A savepoint keeps every page as it was; whoever is alone can undo the transaction itself.
      guard only.attempt(SQLiteConnection(db)) else {
        if db.isInsideTransaction { try db.rollback() }
        return
      }
    } else {
      for write in group { try attempt(write, db) }
    }
    try db.commit()
  }

  private func attempt(_ write: any PendingWrite, _ db: GRDB.Database) throws {
    try db.execute(sql: "SAVEPOINT attune_write")
    if !write.attempt(SQLiteConnection(db)) {
      try db.execute(sql: "ROLLBACK TO SAVEPOINT attune_write")
    }
    try db.execute(sql: "RELEASE SAVEPOINT attune_write")
  }
}

private protocol PendingWrite: Sendable {
  /// Runs the closure; false when it threw.
  func attempt(_ connection: any Connection) -> Bool
  /// Answers the caller: with the closure's own outcome, or with why the commit failed.
  func finish(_ failure: (any Error)?)
}

private final class Write<Value: Sendable>: PendingWrite {
  private let body: @Sendable (any Connection) throws -> Value
  private let continuation: CheckedContinuation<Value, any Error>
  private let outcome = Mutex<Result<Value, any Error>?>(nil)

  init(
    body: @escaping @Sendable (any Connection) throws -> Value,
    continuation: CheckedContinuation<Value, any Error>
  ) {
    self.body = body
    self.continuation = continuation
  }

  func attempt(_ connection: any Connection) -> Bool {
    let result = Result { try body(connection) }
    outcome.withLock { $0 = result }
    if case .success = result { return true }
    return false
  }

  func finish(_ failure: (any Error)?) {
    switch (outcome.withLock { $0 }, failure) {
    case (.failure(let error)?, _): continuation.resume(throwing: error)
    case (_, let failure?): continuation.resume(throwing: failure)
    case (.success(let value)?, nil): continuation.resume(returning: value)
    case (nil, nil): continuation.resume(throwing: StorageError.closed)
    }
  }
}
