internal import CLibPQ
internal import Dispatch
internal import Synchronization

/// Runs an actor's jobs on a dispatch queue, so that blocking calls hold up nobody else.
final class QueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(label: String) {
    queue = DispatchQueue(label: label)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}

/// One PostgreSQL session: libpq blocks, so the actor lives on a queue of its own.
actor PostgreSQLSession {
  private let executor: QueueExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  private let url: String
  private var connection: PostgreSQLConnection?
  private var gateIsKnown = false

  init(url: String, number: Int) {
    self.url = url
    executor = QueueExecutor(label: "attune.postgresql.\(number)")
  }

  /// Runs a closure between `BEGIN` and `COMMIT`; rolls back when it throws.
  func transaction<Value: Sendable>(
    _ begin: StaticString, _ body: @Sendable (any Connection) throws -> Value
  ) throws -> Value {
    var connection = try connected()
    do {
      try self.begin(begin, on: connection)
    } catch StorageError.unavailable {
      // The server closed an idle session: nothing has happened yet, so a new one may start.
      self.connection = nil
      connection = try connected()
      try self.begin(begin, on: connection)
    }
    do {
      let value = try body(connection)
      try connection.command("COMMIT")
      return value
    } catch {
      rollBack(connection)
      throw error
    }
  }

  /// Runs a closure as if it were alone: beside others in a serializable transaction, or alone.
  ///
  /// The gate is a lock on a table that every workspace's database has and that nobody reads
  /// meanwhile. It is taken before the transaction's snapshot, and goes with the transaction.
  /// Whoever is alone needs no watch over others, and must have none: the server takes writers for
  /// simultaneous that were not, while a transaction of anybody else on it lasts.
  func write<Value: Sendable>(
    _ company: Company, _ body: @Sendable (any Connection) throws -> Value
  ) throws -> Value {
    guard try hasGate() else { return try transaction("BEGIN ISOLATION LEVEL SERIALIZABLE", body) }
    return switch company {
    case .together:
      try transaction(
        """
        BEGIN ISOLATION LEVEL SERIALIZABLE;
        LOCK TABLE schema_migration IN ROW EXCLUSIVE MODE
        """, body)
    case .alone:
      try transaction(
        """
        BEGIN ISOLATION LEVEL REPEATABLE READ;
        LOCK TABLE schema_migration IN EXCLUSIVE MODE
        """, body)
    }
  }

  /// Whether other writers may run at the same time.
  enum Company: Sendable {
    case together
    case alone
  }

  /// Whether the schema was begun, so that there is a table to lock.
  private func hasGate() throws -> Bool {
    if gateIsKnown { return true }
    let name: String? = try transaction("BEGIN READ ONLY") { db in
      try db.row(
        acrossWorkspaces: "SELECT CAST(to_regclass('schema_migration') AS TEXT) AS value")?
        .get("value")
    }
    gateIsKnown = name != nil
    return gateIsKnown
  }

  func disconnect() {
    connection = nil
  }

  private func begin(_ begin: StaticString, on connection: PostgreSQLConnection) throws {
    do {
      try connection.command(SQL(stringLiteral: begin))
    } catch {
      rollBack(connection)
      throw error
    }
  }

  private func rollBack(_ connection: PostgreSQLConnection) {
    do {
      try connection.command("ROLLBACK")
    } catch {
      self.connection = nil
    }
  }

  private func connected() throws -> PostgreSQLConnection {
    if let connection, connection.isAlive { return connection }
    let fresh = try PostgreSQLConnection(url: url)
    connection = fresh
    return fresh
  }
}
