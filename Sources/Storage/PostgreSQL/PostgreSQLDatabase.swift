internal import Kernel
internal import Synchronization

/// A PostgreSQL server, reached through a small pool of sessions on threads of their own.
public final class PostgreSQLDatabase: Database {
  public let dialect = Dialect.postgresql
  private let pool: SessionPool

  /// Prepares sessions for a connection URL; they connect when they are first needed.
  ///
  /// The URL is `postgresql://user:password@host:port/name?…` as libpq reads it.
  public init(url: String, sessions: Int = 8) {
    pool = SessionPool(
      sessions: (0..<max(1, sessions)).map { PostgreSQLSession(url: url, number: $0) })
  }

  public func read<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    try await pool.lease { session in
      try await session.transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
    }
  }

  /// Runs the closure as if it were alone (`SERIALIZABLE`), as it is on SQLite's one writer.
  ///
  /// A transaction that lost against another (40001, 40P01) runs again, and then really alone:
  /// it waits for the writers that run, and those that come later wait for it. So nobody loses
  /// twice, however many nodes write the same rows, and whatever else the server does.
  @discardableResult
  public func write<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    do {
      return try await pool.lease { session in try await session.write(.together, body) }
    } catch StorageError.conflict {
      return try await pool.lease { session in try await session.write(.alone, body) }
    }
  }

  public func close() async throws {
    await pool.close()
  }

  public func settings() async throws -> [(name: String, value: String)] {
    try await read { db in
      try db.rows(
        acrossWorkspaces: """
          SELECT name, setting AS value FROM pg_settings
          WHERE name IN ('server_version', 'synchronous_commit', 'fsync', 'full_page_writes')
          ORDER BY name
          """
      ).map { (try $0.get("name"), try $0.get("value")) }
    }
  }
}

extension PostgreSQLDatabase {
  /// Refuses a database that puts text in another order than SQLite does.
  ///
  /// Lists are paged by text columns too, so that both engines must order text by code point.
  /// Settings that risk acknowledged writes are the doctor's business: see ``settings()``.
  /// - Throws: ``StorageError/unsuitable(_:)`` with the collation and what was expected.
  public func requireOrder() async throws {
    let collation: String? = try await read { db in
      try db.row(
        acrossWorkspaces: """
          SELECT datcollate AS value FROM pg_database WHERE datname = current_database()
          """)?.get("value")
    }
    guard let collation, ["C", "POSIX", "C.UTF-8", "C.utf8"].contains(collation) else {
      throw StorageError.unsuitable(
        "the database's collation is \(collation ?? "unknown"), expected C.UTF-8")
    }
  }

  public func gatherStatistics() async throws {
    // One table at a time: two nodes that do this together wait for each other and never lock up.
    for table in try await read({ db in try Table.all(in: db) }) {
      try await write { db in _ = try db.execute(acrossWorkspaces: table.analyze) }
    }
  }

  /// PostgreSQL checks its pages as it reads them, so that reading every table is the check.
  public func integrity() async throws -> String {
    try await read { db in
      for table in try Table.all(in: db) { _ = try table.count(in: db) }
    }
    return "ok"
  }
}

/// Lends idle sessions, first come first served.
actor SessionPool {
  private var idle: [PostgreSQLSession]
  private let all: [PostgreSQLSession]
  private var waiting: [CheckedContinuation<PostgreSQLSession, any Error>] = []
  private var isClosed = false

  init(sessions: [PostgreSQLSession]) {
    idle = sessions.reversed()
    all = sessions
  }

  nonisolated func lease<Value: Sendable>(
    _ body: @Sendable (PostgreSQLSession) async throws -> Value
  ) async throws -> Value {
    let session = try await take()
    do {
      let value = try await body(session)
      await giveBack(session)
      return value
    } catch {
      await giveBack(session)
      throw error
    }
  }

  func close() async {
    isClosed = true
    for continuation in waiting { continuation.resume(throwing: StorageError.closed) }
    waiting = []
    for session in all { await session.disconnect() }
  }

  private func take() async throws -> PostgreSQLSession {
    if isClosed { throw StorageError.closed }
    if let session = idle.popLast() { return session }
    return try await withCheckedThrowingContinuation { waiting.append($0) }
  }

  private func giveBack(_ session: PostgreSQLSession) {
    if waiting.isEmpty {
      idle.append(session)
    } else {
      waiting.removeFirst().resume(returning: session)
    }
  }
}
