import Kernel
import Storage
import Synchronization

/// A PostgreSQL schema that tests use one after the other.
///
/// Making every table anew for every test was most of the tests' work: who leaves a room clears it,
/// and the next who needs the same tables enters. A room in which tables, columns or triggers
/// were changed, or where very much lay, is given up.
struct Room {
  /// The steps that made its tables.
  private let steps: String
  private let name: String
  /// The tables as the steps made them; `nil` when the steps put rows into them, too.
  private let fittings: String?

  private static let free = Mutex<[String: [Room]]>([:])

  /// Where a schema of a server is, for whoever is in it.
  static func address(of schema: String, at url: String) -> String {
    url + (url.contains("?") ? "&" : "?") + "options=-csearch_path%3D" + schema
  }

  /// An empty room with the tables of these steps.
  static func entered(for migrations: [Migration]) async throws -> Room {
    let steps = migrations.steps
    if let room = free.withLock({ $0[steps]?.popLast() }) { return room }
    let name = "attune_test_\(World.live.key())"
    try await asOwner { db in try db.define("CREATE SCHEMA \(SQL(testSchema: name))") }
    let bare = Room(steps: steps, name: name, fittings: nil)
    let fittings = try await bare.inside { database in
      try await Migration.run(migrations, on: database, at: World.live.now())
      return try await database.read { db in
        let tables = try db.rows(
          acrossWorkspaces: """
            SELECT relname AS name FROM pg_class
            WHERE relnamespace = CAST(current_schema() AS regnamespace) AND relkind = 'r'
              AND relname <> 'schema_migration'
            """)
        for table in tables {
          let table = SQL(testSchema: try table.get("name"))
          let row = try db.row(acrossWorkspaces: "SELECT 1 AS value FROM \(table) LIMIT 1")
          guard row == nil else { return nil as String? }
        }
        return try Self.fittings(in: db)
      }
    }
    return Room(steps: steps, name: name, fittings: fittings)
  }

  /// Clears the room for the next, or gives it up.
  func leave() async throws {
    let isSound = (try? await clear()) ?? false
    if isSound {
      Self.free.withLock { $0[steps, default: []].append(self) }
    } else {
      try await Self.asOwner { db in
        try db.define("DROP SCHEMA \(SQL(testSchema: name)) CASCADE")
      }
    }
  }

  /// Takes out all rows; false when something else has changed.
  private func clear() async throws -> Bool {
    guard let fittings else { return false }
    return try await inside { database in
      try await database.write { db in
        guard try Self.fittings(in: db) == fittings else { return false }
        // Most tables have no row; rows that must not change go only because no trigger is asked.
        try db.execute(
          acrossWorkspaces: """
            DO $clear$
            DECLARE place TEXT; has_rows BOOLEAN;
            BEGIN
              SET LOCAL session_replication_role = replica;
              FOR place IN
                SELECT relname FROM pg_class
                WHERE relnamespace = CAST(current_schema() AS regnamespace) AND relkind = 'r'
                  AND relname <> 'schema_migration'
              LOOP
                EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', place) INTO has_rows;
                IF has_rows THEN EXECUTE format('DELETE FROM %I', place); END IF;
              END LOOP;
            END $clear$
            """)
        return true
      }
    }
  }

  /// A digest of all tables, columns, triggers and steps; of a room in which very much lay it is
  /// another.
  private static func fittings(in db: any Connection) throws -> String {
    let row = try db.row(
      acrossWorkspaces: """
        SELECT CONCAT(
            md5(string_agg(CONCAT_WS(' ', c.relname, c.relkind, a.attname, a.atttypid), ' '
              ORDER BY c.relname, a.attnum)),
            (SELECT md5(string_agg(CONCAT(pg_get_triggerdef(t.oid), t.tgenabled, p.prosrc), ' '
                ORDER BY t.tgrelid, t.tgname))
              FROM pg_trigger t
              JOIN pg_class k ON k.oid = t.tgrelid
              JOIN pg_proc p ON p.oid = t.tgfoid
              WHERE k.relnamespace = CAST(current_schema() AS regnamespace)
                AND NOT t.tgisinternal),
            (SELECT COUNT(*) FROM schema_migration),
            (SELECT MAX(pg_relation_size(oid)) > 4000000 FROM pg_class
              WHERE relnamespace = CAST(current_schema() AS regnamespace) AND relkind = 'r'))
          AS value
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND a.attnum > 0
        """)
    return try row?.get("value") ?? ""
  }

  func inside<Value>(
    sessions: Int = 1, _ body: (any Database) async throws -> Value
  ) async throws -> Value {
    let address = Self.address(of: name, at: Engine.postgresURL ?? "")
    return try await Self.with(PostgreSQLDatabase(url: address, sessions: sessions), body)
  }

  private static func asOwner(
    _ body: @escaping @Sendable (any Connection) throws -> Void
  ) async throws {
    try await with(PostgreSQLDatabase(url: Engine.postgresURL ?? "", sessions: 1)) {
      try await $0.write(body)
    }
  }

  private static func with<Value>(
    _ database: PostgreSQLDatabase, _ body: (any Database) async throws -> Value
  ) async throws -> Value {
    try await thenAlways(database.close) { try await body(database) }
  }
}

extension [Migration] {
  /// What tells these steps from others.
  var steps: String { map { "\($0.name) \($0.checksum)" }.joined(separator: ", ") }
}
