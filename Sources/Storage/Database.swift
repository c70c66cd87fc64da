/// A place where rows are kept, whichever engine keeps them.
///
/// A closure runs inside one transaction on one connection, on a thread of the engine's own:
/// nothing can be awaited inside, so that no transaction is held across a suspension.
public protocol Database: Sendable {
  var dialect: Dialect { get }

  /// Runs a closure on a snapshot that sees one state of all tables.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value

  /// Runs a closure in a transaction of its own outcome; when this returns, the write is durable.
  ///
  /// Small writes that arrive together share one commit; an error undoes this closure's
  /// changes alone. The closure may run again after a conflict, so it must have no other effects.
  @discardableResult
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value

  /// What the engine says of itself, for the doctor: durability and version.
  func settings() async throws -> [(name: String, value: String)]

  /// What the engine's own check of its data says; `ok` when nothing is wrong.
  func integrity() async throws -> String

  /// Lets the engine look at how its rows are spread, after many came or went.
  ///
  /// Without it an engine takes one workspace for a handful of rows, and walks through all of
  /// them where a look at each key would do. It reads a small part of each index.
  func gatherStatistics() async throws

  /// Leaves the indexes of a table that only speed up reading until ``makeIndexes()``.
  ///
  /// An engine does so where nothing can be lost by it, and else keeps them as it goes. An index
  /// that the load itself asks is named, and stays.
  func deferIndexes(of table: StaticName, but needed: StaticName?) async throws

  /// Makes the indexes that were left for later; sorted, they cost a fraction.
  func makeIndexes() async throws

  /// Waits for what is running and lets go of files and connections.
  func close() async throws
}

extension Database {
  public func deferIndexes(of table: StaticName, but needed: StaticName?) async throws {}

  /// Leaves all indexes of a table that only speed up reading until ``makeIndexes()``.
  public func deferIndexes(of table: StaticName) async throws {
    try await deferIndexes(of: table, but: nil)
  }

  public func makeIndexes() async throws {}
}

/// One connection inside one transaction; it never leaves the closure that received it.
public protocol Connection {
  var dialect: Dialect { get }

  /// The rows of a statement that names its workspace.
  func rows(_ sql: SQL) throws -> [Row]

  /// Hands over the rows one at a time, so that an answer of any length needs little memory.
  ///
  /// The closure must not run another statement on the same connection.
  func forEachRow(_ sql: SQL, _ body: (Row) throws -> Void) throws

  /// Hands over the rows of a statement across workspaces one at a time.
  func forEachRow(acrossWorkspaces sql: SQL, _ body: (Row) throws -> Void) throws

  /// Runs a statement that names its workspace; returns how many rows it changed.
  @discardableResult
  func execute(_ sql: SQL) throws -> Int

  /// The rows of a statement that rightly concerns no single workspace; each use has a reason.
  func rows(acrossWorkspaces sql: SQL) throws -> [Row]

  /// Runs a statement that rightly concerns no single workspace; each use has a reason.
  @discardableResult
  func execute(acrossWorkspaces sql: SQL) throws -> Int

  /// Adds many rows to a table by the fastest way the engine has.
  ///
  /// `keys` holds the keys that the rows know by their numbers: see ``Batch/pending(_:)``.
  func insert(_ batch: Batch, keys: [Int64]) throws

  /// Runs the statements of a schema, written in SQLite's type names.
  func define(_ schema: SQL) throws
}

extension Connection {
  /// The first row, if there is one.
  public func row(_ sql: SQL) throws -> Row? { try rows(sql).first }

  /// The first row of a statement across workspaces, if there is one.
  public func row(acrossWorkspaces sql: SQL) throws -> Row? {
    try rows(acrossWorkspaces: sql).first
  }

  /// The only column of the first row, under the name `value`.
  public func value<Value: SQLConvertible>(_ sql: SQL) throws -> Value? {
    try row(sql)?.get("value")
  }

  /// Adds many rows to a table by the fastest way the engine has.
  public func insert(_ batch: Batch) throws { try insert(batch, keys: []) }

  func require(scoped sql: SQL) throws {
    guard sql.isScoped else { throw StorageError.unscoped(sql.text(for: dialect)) }
  }
}

/// What can go wrong between a closure and its rows.
public enum StorageError: Error, Hashable, Sendable {
  /// The statement binds no workspace.
  case unscoped(String)
  case missingColumn(String)
  case unexpectedValue(column: String, expected: String)
  /// A unique, foreign-key or check constraint refused the change.
  case constraint(String)
  /// Another transaction won; the caller may try again.
  case conflict(String)
  /// The engine's own refusal.
  case engine(code: String, message: String)
  /// The database did not answer.
  case unavailable(String)
  /// The data folder is held by another process.
  case folderInUse(path: String, holder: String)
  /// The file was written by a newer or altered version.
  case schemaMismatch(migration: String)
  /// The engine is not set up as durability requires.
  case notDurable(String)
  /// The database was made in a way that changes what statements mean.
  case unsuitable(String)
  case closed
}
