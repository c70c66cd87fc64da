internal import GRDB
internal import Glibc
internal import Synchronization

/// A SQLite file while it is made, which counts only once it is whole.
///
/// It grows under another name in one transaction without a journal on disk: nothing in it has
/// been promised to anybody. ``finish()`` puts it on disk and gives it its name; what a killed
/// attempt leaves behind is overwritten by the next. An error spoils the file for good.
public final class SQLiteFile: Database {
  public let dialect = Dialect.sqlite
  private let path: String
  private let queue: DatabaseQueue
  private let state = Mutex(State())

  private struct State {
    var isSpoiled = false
    /// The definitions of the indexes that wait for the end.
    var deferred: [String] = []
  }

  private var part: String { path + ".part" }

  /// Begins a file that will have a path; `nil` when one is there already.
  public init?(making path: String) throws {
    guard Glibc.access(path, F_OK) != 0 else { return nil }
    self.path = path
    for suffix in ["", "-journal", "-wal", "-shm"] { unlink(path + ".part" + suffix) }
    var configuration = GRDB.Configuration()
    configuration.allowsUnsafeTransactions = true
    // Rows of a load are composed here and refer to each other; where they come from outside,
    // ``integrity()`` finds all references that lead nowhere in one go.
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
      try db.execute(sql: "PRAGMA journal_mode = MEMORY")
      try db.execute(sql: "PRAGMA synchronous = OFF")
      try db.execute(sql: "PRAGMA cache_size = \(Self.ampleCache)")
      try db.execute(sql: "PRAGMA threads = 2")
      // What is taken away here was never anybody's, so it need not be written over.
      try db.execute(sql: "PRAGMA secure_delete = OFF")
    }
    queue = try translatingErrors {
      let queue = try DatabaseQueue(path: path + ".part", configuration: configuration)
      try queue.writeWithoutTransaction { try $0.beginTransaction(.exclusive) }
      return queue
    }
  }

  public func read<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    try await access { try body(SQLiteConnection($0)) }
  }

  @discardableResult
  public func write<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    try await access { try body(SQLiteConnection($0)) }
  }

  private func access<Value: Sendable>(
    _ body: @escaping @Sendable (GRDB.Database) throws -> Value
  ) async throws -> Value {
    do {
      return try await queue.writeWithoutTransaction(body)
    } catch {
      state.withLock { $0.isSpoiled = true }
      throw (error as? GRDB.DatabaseError).map { StorageError($0) } ?? error
    }
  }

  public func deferIndexes(of table: StaticName, but needed: StaticName?) async throws {
    let deferred = try await access { db in
      let indexes = try GRDB.Row.fetchAll(
        db,
        sql: """
          SELECT name, sql FROM sqlite_master
          WHERE type = 'index' AND tbl_name = ? AND sql LIKE 'CREATE INDEX%' AND name <> ?
          """, arguments: [table.text, needed?.text ?? ""])
      for index in indexes { try db.execute(sql: "DROP INDEX \(index["name"] as String)") }
      try Self.setTextMemory(Self.ampleTextMemory, db)
      return indexes.map { $0["sql"] as String }
    }
    state.withLock { $0.deferred += deferred }
  }

  public func makeIndexes() async throws {
    let deferred = state.withLock { state in
      defer { state.deferred = [] }
      return state.deferred
    }
    try await access { db in
      // Runs that fit the processor's memory are sorted faster, and by more than one thread.
      try db.execute(sql: "PRAGMA cache_size = -8000")
      for definition in deferred { try db.execute(sql: definition) }
      try db.execute(sql: "PRAGMA cache_size = \(Self.ampleCache)")
      try Self.setTextMemory(Self.usualTextMemory, db)
    }
  }

  /// In kibibytes, as SQLite wants it.
  private static let ampleCache = -524_288
  private static let usualTextMemory = 1 << 20
  private static let ampleTextMemory = 96 << 20

  /// How many bytes of terms the text indexes gather before they write them, sorted.
  private static func setTextMemory(_ bytes: Int, _ db: GRDB.Database) throws {
    let names = try String.fetchAll(
      db, sql: "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE %USING fts5%'")
    for name in names {
      try db.execute(
        sql: "INSERT INTO \(name) (\(name), rank) VALUES ('hashsize', ?)", arguments: [bytes])
    }
  }

  /// Puts the file on disk and gives it its name.
  ///
  /// - Throws: ``StorageError/closed`` when an error has spoiled it.
  public func finish() async throws {
    guard !(state.withLock { $0.isSpoiled }) else { throw StorageError.closed }
    try await makeIndexes()
    try await access { try $0.commit() }
    // From here on it is a file as any other: readers may come before the first writer.
    try await access { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
    try translatingErrors { try queue.close() }
    try Self.synchronise(part, O_RDWR)
    guard rename(part, path) == 0 else {
      throw StorageError.unavailable("cannot rename \(part): \(String(cString: strerror(errno)))")
    }
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    try Self.synchronise(folder.isEmpty ? "." : folder.joined(separator: "/") + "/", O_RDONLY)
  }

  private static func synchronise(_ path: String, _ mode: Int32) throws {
    let descriptor = open(path, mode | O_CLOEXEC)
    defer { if descriptor >= 0 { _ = Glibc.close(descriptor) } }
    guard descriptor >= 0, fsync(descriptor) == 0 else {
      throw StorageError.unavailable("cannot sync \(path): \(String(cString: strerror(errno)))")
    }
  }

  public func gatherStatistics() async throws {
    try await makeIndexes()
    try await access { try SQLiteDatabase.analyse($0) }
  }

  public func settings() async throws -> [(name: String, value: String)] {
    [("state", "in the making")]
  }

  public func integrity() async throws -> String {
    try await access { try SQLiteDatabase.integrity(of: $0) }
  }

  /// Lets go of an unfinished file.
  public func close() async throws {
    try? queue.close()
  }
}
