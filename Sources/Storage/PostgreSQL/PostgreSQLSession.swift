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

  init(url: String, number: Int) {
    self.url = url
    executor = QueueExecutor(label: "attune.postgresql.\(number)")
  }

  /// Runs a closure between `BEGIN` and `COMMIT`; rolls back when it throws.
  func transaction<Value: Sendable>(
    _ begin: StaticString, _ body: @Sendable (any Connection) throws -> Value
  ) throws -> Value {
    let connection = try connected()
    do {
      try connection.command(SQL(stringLiteral: begin))
    } catch StorageError.unavailable {
      // The server closed an idle session: nothing has happened yet, so a new one may start.
      self.connection = nil
      return try transaction(on: connected(), begin, body)
    }
    return try finish(connection, body)
  }

  func disconnect() {
    connection = nil
  }

  private func transaction<Value>(
    on connection: PostgreSQLConnection, _ begin: StaticString,
    _ body: (any Connection) throws -> Value
  ) throws -> Value {
    try connection.command(SQL(stringLiteral: begin))
    return try finish(connection, body)
  }

  private func finish<Value>(
    _ connection: PostgreSQLConnection, _ body: (any Connection) throws -> Value
  ) throws -> Value {
    do {
      let value = try body(connection)
      try connection.command("COMMIT")
      return value
    } catch {
      do {
        try connection.command("ROLLBACK")
      } catch {
        self.connection = nil
      }
      throw error
    }
  }

  private func connected() throws -> PostgreSQLConnection {
    if let connection, connection.isAlive { return connection }
    let fresh = try PostgreSQLConnection(url: url)
    connection = fresh
    return fresh
  }
}
