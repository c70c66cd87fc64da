import Kernel
public import Storage

#if canImport(Glibc)
  import Glibc
#endif

/// A database engine that store tests run on.
public enum Engine: String, CaseIterable, Sendable, CustomStringConvertible {
  case sqlite
  case postgresql

  public var description: String { rawValue }

  /// The engines at hand: PostgreSQL when `ATTUNE_TEST_POSTGRES` names a server.
  public static var available: [Engine] {
    postgresURL == nil ? [.sqlite] : [.sqlite, .postgresql]
  }

  static var postgresURL: String? {
    getenv("ATTUNE_TEST_POSTGRES").map { String(cString: $0) }
  }
}

/// Runs a test on a fresh database of one engine, with a schema, and removes it afterwards.
///
/// ```swift
/// @Test(arguments: Engine.available)
/// func `a team is found by name`(engine: Engine) async throws {
///   try await withDatabase(engine, migrations) { database in … }
/// }
/// ```
@discardableResult
public func withDatabase<Value>(
  _ engine: Engine, _ migrations: [Migration],
  _ body: (any Database) async throws -> Value
) async throws -> Value {
  switch engine {
  case .sqlite:
    let folder = temporaryFolder("attune_test_\(World.live.key())")
    defer { removeFolder(folder) }
    let path = folder + "/attune.sqlite"
    try await DraftedFile.shared.copy(of: migrations, to: path)
    let database = try SQLiteDatabase(path: path)
    try await Migration.run(migrations, on: database, at: World.live.now())
    let value = try await body(database)
    try await database.close()
    return value
  case .postgresql:
    await Turnstile.postgresql.enter()
    defer { Turnstile.postgresql.leave() }
    let room = try await Room.entered(for: migrations)
    return try await thenAlways(room.leave) {
      try await room.inside(sessions: 4, body)
    }
  }
}

/// Runs a test on several nodes that share one database: on PostgreSQL each has sessions of its
/// own, as servers have; SQLite has one writer, which all of them ask.
@discardableResult
public func withNodes<Value>(
  _ database: any Database, count: Int, _ body: ([any Database]) async throws -> Value
) async throws -> Value {
  guard database.dialect == .postgresql, let url = Engine.postgresURL else {
    return try await body(Array(repeating: database, count: count))
  }
  let schema: String? = try await database.read { db in
    try db.row(acrossWorkspaces: "SELECT current_schema() AS value")?.get("value")
  }
  let address = Room.address(of: schema ?? "", at: url)
  let nodes = (0..<count).map { _ in PostgreSQLDatabase(url: address, sessions: 2) }
  return try await thenAlways({ for node in nodes { try await node.close() } }) {
    try await body(nodes)
  }
}

/// Does some work, and what belongs after it whether it failed or not.
func thenAlways<Value>(
  _ after: () async throws -> Void, _ work: () async throws -> Value
) async throws -> Value {
  let outcome: Result<Value, any Error>
  do {
    outcome = .success(try await work())
  } catch {
    outcome = .failure(error)
  }
  try await after()
  return try outcome.get()
}

/// A new folder under the system's temporary folder.
public func temporaryFolder(_ name: String) -> String {
  let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
  let path = (base.hasSuffix("/") ? base : base + "/") + name
  mkdir(path, 0o700)
  return path
}

/// Removes a folder and the files in it, two levels deep.
public func removeFolder(_ path: String) {
  guard let directory = opendir(path) else { return }
  while let entry = readdir(directory) {
    let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    if name == "." || name == ".." { continue }
    let inner = path + "/" + name
    if unlink(inner) != 0 { removeFolder(inner) }
  }
  closedir(directory)
  rmdir(path)
}
