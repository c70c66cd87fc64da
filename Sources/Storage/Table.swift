/// A table as the engine describes it: for copying all rows, whatever they mean.
public struct Table: Sendable {
  public let name: String
  public let columns: [String]
  /// The columns of the primary key, by which rows are put in order.
  let key: [String]

  /// The tables of the schema, in an order in which rows may be put back.
  ///
  /// Text indexes and the engine's own tables are left out.
  public static func all(in db: any Connection) throws -> [Table] {
    let tables = try catalogue(of: db)
    return sorted(tables, by: try references(in: db))
  }

  /// All rows in the order of the primary key.
  public var selectAll: SQL {
    SQL(
      pieces: [
        .text(
          "SELECT \(quoted(columns)) FROM \(quoted([name]))"
            + (key.isEmpty ? "" : " ORDER BY \(quoted(key))"))
      ], isScoped: false)
  }

  /// Has PostgreSQL look at how the rows of this table are spread.
  var analyze: SQL { SQL(pieces: [.text("ANALYZE \(quoted([name]))")], isScoped: false) }

  public func count(in db: any Connection) throws -> Int {
    let sql = SQL(
      pieces: [.text("SELECT COUNT(*) AS value FROM \(quoted([name]))")], isScoped: false)
    return try db.row(acrossWorkspaces: sql)?.get("value") ?? 0
  }

  /// Rows to be put back as they were, in all workspaces; no rows yet.
  public func batch(columns: [String]) -> Batch {
    Batch(quoted([name]), quoted(columns), isTextIndex: false, isScoped: true)
  }

  private func quoted(_ names: [String]) -> String {
    names.map { "\"" + $0.filter { $0 != "\"" } + "\"" }.joined(separator: ", ")
  }

  private static func catalogue(of db: any Connection) throws -> [Table] {
    let rows: [Row] =
      switch db.dialect {
      case .sqlite:
        try db.rows(
          acrossWorkspaces: """
            SELECT m.name AS table_name, c.name AS column_name, c.pk AS key_position
            FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
            WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
              AND m.sql LIKE '%STRICT%'
            ORDER BY m.name, c.cid
            """)
      case .postgresql:
        try db.rows(
          acrossWorkspaces: """
            SELECT CAST(c.relname AS TEXT) AS table_name, CAST(a.attname AS TEXT) AS column_name,
              COALESCE((
                SELECT k.position FROM unnest(i.indkey) WITH ORDINALITY AS k (attnum, position)
                WHERE k.attnum = a.attnum), 0) AS key_position
            FROM pg_class AS c
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            JOIN pg_attribute AS a
              ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisprimary
            WHERE n.nspname = current_schema() AND c.relkind = 'r'
              AND c.relname <> 'schema_migration'
              AND NOT EXISTS (
                SELECT 1 FROM pg_attribute AS x JOIN pg_type AS t ON t.oid = x.atttypid
                WHERE x.attrelid = c.oid AND t.typname = 'tsvector')
            ORDER BY 1, 2
            """)
      }
    var order: [String] = []
    var columns: [String: [String]] = [:]
    var keys: [String: [(Int, String)]] = [:]
    for row in rows {
      let table: String = try row.get("table_name")
      let column: String = try row.get("column_name")
      let position: Int = try row.get("key_position")
      if columns[table] == nil { order.append(table) }
      columns[table, default: []].append(column)
      if position > 0 { keys[table, default: []].append((position, column)) }
    }
    return order.map { name in
      // Sorted, so that both engines name the columns of a table in the same order.
      Table(
        name: name, columns: (columns[name] ?? []).sorted(),
        key: (keys[name] ?? []).map(\.1).sorted(by: >))
    }
  }

  /// For each table the tables its foreign keys lead to.
  private static func references(in db: any Connection) throws -> [String: Set<String>] {
    let rows: [Row] =
      switch db.dialect {
      case .sqlite:
        try db.rows(
          acrossWorkspaces: """
            SELECT m.name AS child, f."table" AS parent
            FROM sqlite_master AS m JOIN pragma_foreign_key_list(m.name) AS f
            WHERE m.type = 'table'
            """)
      case .postgresql:
        try db.rows(
          acrossWorkspaces: """
            SELECT child.relname AS child, parent.relname AS parent
            FROM pg_constraint AS k
            JOIN pg_class AS child ON child.oid = k.conrelid
            JOIN pg_class AS parent ON parent.oid = k.confrelid
            JOIN pg_namespace AS n ON n.oid = child.relnamespace
            WHERE k.contype = 'f' AND n.nspname = current_schema()
            """)
      }
    return try rows.reduce(into: [:]) {
      $0[try $1.get("child"), default: []].insert(try $1.get("parent"))
    }
  }

  /// Parents before children; tables that lead to themselves need their rows in key order.
  private static func sorted(_ tables: [Table], by references: [String: Set<String>]) -> [Table] {
    var placed: Set<String> = []
    var result: [Table] = []
    var rest = tables.sorted { $0.name < $1.name }
    while !rest.isEmpty {
      let ready = rest.filter { table in
        references[table.name, default: []].allSatisfy { $0 == table.name || placed.contains($0) }
      }
      let next = ready.isEmpty ? rest : ready
      result += next
      placed.formUnion(next.map(\.name))
      rest.removeAll { placed.contains($0.name) }
    }
    return result
  }
}
