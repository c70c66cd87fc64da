internal import Foundation
internal import GRDB

/// One SQLite file: many readers, one writer, every acknowledged commit on disk.
public final class SQLiteDatabase: Database {
  public let dialect = Dialect.sqlite
  private let pool: DatabasePool
  private let commits: GroupCommit

  /// Opens or creates the file.
  ///
  /// GRDB sets `synchronous = NORMAL` while it opens a pool, which loses commits when the power
  /// fails; so `FULL` is set afterwards on the only writer, and read back.
  public init(path: String) throws {
    var configuration = GRDB.Configuration()
    configuration.busyMode = .timeout(5)
    configuration.maximumReaderCount = 6
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA temp_store = MEMORY")
      try db.execute(sql: "PRAGMA cache_size = -16000")
    }
    let pool = try translatingErrors {
      try DatabasePool(path: path, configuration: configuration)
    }
    self.pool = pool
    let level = try translatingErrors {
      try pool.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA synchronous = FULL")
        try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
        // Pages that many commits of a load change are copied to the file once for all of them.
        try db.execute(sql: "PRAGMA wal_autocheckpoint = 8192")
        try db.execute(sql: "PRAGMA cache_size = -65536")
        try Self.analyseApart(db)
        return try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1
      }
    }
    guard level == 2 else {
      throw StorageError.notDurable("synchronous is \(level), expected 2 (FULL)")
    }
    commits = GroupCommit(pool: pool)
  }

  /// So short a look takes a workspace for four hundred rows, and a hundred keys would be looked for
  /// in all of it: written down is that it may have all.
  private static let wholeWorkspace = """
    DELETE FROM sqlite_stat1 WHERE CAST(stat AS INTEGER) < 1000;
    UPDATE sqlite_stat1 SET stat = (
      SELECT rows || ' ' || rows || SUBSTR(rest, INSTR(rest || ' ', ' '))
      FROM (
        SELECT CAST(stat AS INTEGER) AS rows, SUBSTR(stat, INSTR(stat, ' ') + 1) AS rest))
    WHERE INSTR(stat, ' ') > 0
      AND (SELECT name FROM pragma_index_info(idx) WHERE seqno = 0) = 'workspace_id';
    ANALYZE sqlite_schema
    """

  /// Looks at no more than so many rows of each index, which takes milliseconds at any size, in the
  /// transaction at hand.
  ///
  /// Of a table with few rows nothing is kept: a load may make it large, and a plan for ten rows
  /// would walk through all of them for each key. Nor is a table looked at without an index over all
  /// of it: SQLite would count every row to learn how many they are, and the blocks of a text index
  /// alone are a tenth of the file.
  static func analyse(_ db: GRDB.Database) throws {
    let tables = try String.fetchAll(
      db,
      sql: """
        SELECT name FROM sqlite_schema AS s WHERE type = 'table' AND name NOT LIKE 'sqlite%'
          AND EXISTS (SELECT 1 FROM pragma_index_list(s.name) AS i WHERE i.partial = 0)
        """)
    let large = try tables.filter { table in
      try Int.fetchOne(
        db, sql: "SELECT COUNT(*) FROM (SELECT 1 FROM \"\(table)\" LIMIT 1000)") == 1000
    }
    // The first of these makes the table of statistics where there is none yet.
    try db.execute(
      sql: "PRAGMA analysis_limit = 400; ANALYZE sqlite_schema; DELETE FROM sqlite_stat1")
    for table in large { try db.execute(sql: "ANALYZE \"\(table)\"") }
    try db.execute(sql: wholeWorkspace)
  }

  /// The same in a transaction of its own.
  private static func analyseApart(_ db: GRDB.Database) throws {
    try db.inTransaction(.immediate) {
      try analyse(db)
      return .commit
    }
  }

  /// Opens an existing file to read it, also while another process writes to it.
  public init(reading path: String) throws {
    var configuration = GRDB.Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    pool = try translatingErrors { try DatabasePool(path: path, configuration: configuration) }
    commits = GroupCommit(pool: pool)
  }

  /// The version of the SQLite library that is linked.
  public static var libraryVersion: String {
    (try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") })
      ?? "unknown"
  }

  public func read<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    do {
      return try await pool.read { db in try body(SQLiteConnection(db)) }
    } catch let error as GRDB.DatabaseError {
      throw StorageError(error)
    }
  }

  @discardableResult
  public func write<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    try await commits.write(body)
  }

  public func close() async throws {
    try await commits.drain()
    try translatingErrors { try pool.close() }
  }

  public func gatherStatistics() async throws {
    do {
      try await pool.writeWithoutTransaction { db in try Self.analyseApart(db) }
    } catch let error as GRDB.DatabaseError {
      throw StorageError(error)
    }
    // Open readers keep the plans they know; new ones read what was found.
    pool.invalidateReadOnlyConnections()
  }

  public func settings() async throws -> [(name: String, value: String)] {
    try await pool.read { db in
      try ["journal_mode", "foreign_keys"].map { name in
        (name, try String.fetchOne(db, sql: "PRAGMA \(name)") ?? "")
      }
    }
  }

  public func integrity() async throws -> String {
    try await pool.read { try Self.integrity(of: $0) }
  }

  /// What SQLite says of its pages, and then of rows that refer to rows which are not there.
  static func integrity(of db: GRDB.Database) throws -> String {
    let pages = try String.fetchOne(db, sql: "PRAGMA quick_check") ?? "no answer"
    guard pages == "ok" else { return pages }
    guard let broken = try GRDB.Row.fetchOne(db, sql: "PRAGMA foreign_key_check") else {
      return pages
    }
    let (table, parent): (String, String) = (broken["table"], broken["parent"])
    return "a row of \(table) refers to a row of \(parent) that is not there"
  }
}

/// A connection of the pool, inside one transaction.
struct SQLiteConnection: Connection {
  let db: GRDB.Database
  let dialect = Dialect.sqlite

  init(_ db: GRDB.Database) {
    self.db = db
  }

  func rows(_ sql: SQL) throws -> [Row] {
    try require(scoped: sql)
    return try rows(acrossWorkspaces: sql)
  }

  func rows(acrossWorkspaces sql: SQL) throws -> [Row] {
    var rows: [Row] = []
    try fetch(sql) { rows.append($0) }
    return rows
  }

  func forEachRow(_ sql: SQL, _ body: (Row) throws -> Void) throws {
    try require(scoped: sql)
    try fetch(sql, body)
  }

  func forEachRow(acrossWorkspaces sql: SQL, _ body: (Row) throws -> Void) throws {
    try fetch(sql, body)
  }

  func execute(_ sql: SQL) throws -> Int {
    try require(scoped: sql)
    return try execute(acrossWorkspaces: sql)
  }

  func execute(acrossWorkspaces sql: SQL) throws -> Int {
    try translatingErrors {
      let statement = try db.cachedStatement(sql: sql.text(for: .sqlite))
      try statement.execute(arguments: StatementArguments(sql.arguments.map(\.databaseValue)))
      return db.changesCount
    }
  }

  func define(_ schema: SQL) throws {
    try translatingErrors {
      try db.execute(sql: Dialect.sqlite.schema(schema.text(for: .sqlite)))
    }
  }

  private func fetch(_ sql: SQL, _ body: (Row) throws -> Void) throws {
    try translatingErrors {
      let statement = try db.cachedStatement(sql: sql.text(for: .sqlite))
      let columns = Row.Columns(names: statement.columnNames)
      let arguments = StatementArguments(sql.arguments.map(\.databaseValue))
      let cursor = try GRDB.Row.fetchCursor(statement, arguments: arguments)
      while let row = try cursor.next() {
        try body(Row(columns: columns, values: row.databaseValues.map(SQLValue.init)))
      }
    }
  }
}

extension SQLValue {
  fileprivate var databaseValue: DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let value): value.databaseValue
    case .real(let value): value.databaseValue
    case .text(let value): value.databaseValue
    case .blob(let value): Data(value).databaseValue
    }
  }

  fileprivate init(_ value: DatabaseValue) {
    switch value.storage {
    case .null: self = .null
    case .int64(let value): self = .integer(value)
    case .double(let value): self = .real(value)
    case .string(let value): self = .text(value)
    case .blob(let value): self = .blob([UInt8](value))
    }
  }
}

func translatingErrors<Value>(_ body: () throws -> Value) throws -> Value {
  do {
    return try body()
  } catch let error as GRDB.DatabaseError {
    throw StorageError(error)
  }
}

extension StorageError {
  init(_ error: GRDB.DatabaseError) {
    let message = error.message ?? "no message"
    switch error.resultCode {
    case .SQLITE_CONSTRAINT: self = .constraint(message)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .conflict(message)
    default: self = .engine(code: "\(error.extendedResultCode.rawValue)", message: message)
    }
  }
}
