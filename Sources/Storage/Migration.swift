public import Kernel

/// A named step of a schema, run once in a transaction of its own and never edited afterwards.
public struct Migration: Sendable {
  public let name: String
  let statements: [SQL]

  /// A step with statements in SQLite's type names; see ``Connection/define(_:)``.
  public init(_ name: StaticString, _ statements: [SQL]) {
    self.name = "\(name)"
    self.statements = statements
  }

  /// A digest of the text, so that an edited step is noticed (FNV-1a, 64 bits).
  package var checksum: Int64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for statement in statements {
      for byte in statement.text(for: .sqlite).utf8 {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      }
    }
    return Int64(bitPattern: hash)
  }

  /// Brings a database up to date; returns the names of the steps that ran.
  ///
  /// - Throws: ``StorageError/schemaMismatch(migration:)`` when a step that ran before has another
  ///   text now, or when the database knows steps this program does not.
  @discardableResult
  public static func run(_ migrations: [Migration], on database: any Database, at now: Instant)
    async throws -> [String]
  {
    let applied = try await applied(on: database)
    let known = Set(migrations.map(\.name))
    if let unknown = applied.keys.sorted().first(where: { !known.contains($0) }) {
      throw StorageError.schemaMismatch(migration: unknown)
    }
    var ran: [String] = []
    for migration in migrations {
      if let checksum = applied[migration.name] {
        guard checksum == migration.checksum else {
          throw StorageError.schemaMismatch(migration: migration.name)
        }
        continue
      }
      do {
        try await database.write { db in try migration.apply(at: now, in: db) }
      } catch {
        // Another node may have taken the same step at the same moment.
        guard try await Self.applied(on: database)[migration.name] == migration.checksum else {
          throw error
        }
      }
      ran.append(migration.name)
    }
    return ran
  }

  /// The names of the steps that a database has not taken yet; all of them when it is empty.
  public static func pending(_ migrations: [Migration], on database: any Database) async throws
    -> (pending: [String], isNew: Bool)
  {
    let applied = try await applied(on: database)
    return (migrations.map(\.name).filter { applied[$0] == nil }, applied.isEmpty)
  }

  private static func applied(on database: any Database) async throws -> [String: Int64] {
    try await database.write { db in
      try db.execute(
        acrossWorkspaces: """
          CREATE TABLE IF NOT EXISTS schema_migration (
            name TEXT PRIMARY KEY, checksum BIGINT NOT NULL, applied_at BIGINT NOT NULL)
          """)
    }
    return try await database.read { db in
      try db.rows(acrossWorkspaces: "SELECT name, checksum FROM schema_migration")
        .reduce(into: [String: Int64]()) { $0[try $1.get("name")] = try $1.get("checksum") }
    }
  }

  private func apply(at now: Instant, in db: any Connection) throws {
    for statement in statements { try db.define(statement) }
    try db.execute(
      acrossWorkspaces: """
        INSERT INTO schema_migration (name, checksum, applied_at)
        VALUES (\(name), \(checksum), \(now))
        """)
  }
}
