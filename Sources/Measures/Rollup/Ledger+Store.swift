internal import Kernel
internal import Storage

/// The stored roll-up: one row a slice, with all its tallies.
enum Rollup {
  static let schema: [SQL] = [
    """
    CREATE TABLE measure_cell (
      workspace_id INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      owner INTEGER NOT NULL,
      part TEXT NOT NULL,
      day INTEGER NOT NULL,
      tallies BLOB NOT NULL,
      PRIMARY KEY (workspace_id, kind, owner, part, day)
    ) \(.strict)
    """
  ]

  /// What tells a stored cell from the others of a workspace.
  struct Key: Hashable, Comparable {
    let kind: Int
    let owner: Int64
    let part: String
    let day: Int

    init(_ slice: Slice) {
      kind = slice.kind
      owner = slice.owner.key
      part = slice.part.name
      day = slice.day.number
    }

    static func < (left: Self, right: Self) -> Bool {
      (left.kind, left.owner, left.part, left.day)
        < (right.kind, right.owner, right.part, right.day)
    }

    init(_ row: Row) throws {
      kind = try row.get("kind")
      owner = try row.get("owner")
      part = try row.get("part")
      day = try row.get("day")
    }
  }
}

extension Ledger {
  /// Adds the ledger to the stored cells; a cell in which nothing is left goes.
  func write(_ scope: Scope, in db: any Connection) throws {
    let changes = changes
    var new = Batch("measure_cell", "workspace_id, kind, owner, part, day, tallies")
    for start in stride(from: 0, to: changes.count, by: 400) {
      try Self.change(changes[start..<min(start + 400, changes.count)], &new, scope, in: db)
    }
    try db.insert(new)
  }

  /// Changes the cells that are there, and leaves the others to be written.
  private static func change(
    _ changes: ArraySlice<(key: Rollup.Key, cell: Cell)>, _ new: inout Batch, _ scope: Scope,
    in db: any Connection
  ) throws {
    let stored = try stored(changes.map(\.key), scope, in: db)
    var rows: [SQL] = []
    for (key, change) in changes {
      guard var cell = stored[key] else {
        new.add(key, change, scope)
        continue
      }
      cell.add(change)
      if cell.isEmpty {
        try db.execute(
          """
          DELETE FROM measure_cell
          WHERE workspace_id = \(scope) AND kind = \(key.kind) AND owner = \(key.owner)
            AND part = \(key.part) AND day = \(key.day)
          """)
      } else {
        rows.append(
          "(\(scope), \(key.kind), \(key.owner), \(key.part), \(key.day), \(cell.bytes))")
      }
    }
    guard !rows.isEmpty else { return }
    try db.execute(
      """
      INSERT INTO measure_cell (workspace_id, kind, owner, part, day, tallies)
      VALUES \(SQL.joined(rows, separator: ", "))
      ON CONFLICT (workspace_id, kind, owner, part, day)
      DO UPDATE SET tallies = excluded.tallies
      """)
  }

  private static func stored(
    _ keys: [Rollup.Key], _ scope: Scope, in db: any Connection
  ) throws -> [Rollup.Key: Cell] {
    let rows = keys.map { "(\($0.kind), \($0.owner), \($0.part), \($0.day))" as SQL }
    var stored: [Rollup.Key: Cell] = [:]
    try db.forEachRow(
      """
      WITH k (kind, owner, part, day) AS (VALUES \(SQL.joined(rows, separator: ", ")))
      SELECT c.kind, c.owner, c.part, c.day, c.tallies
      FROM k CROSS JOIN measure_cell c
      WHERE c.workspace_id = \(scope) AND c.kind = k.kind AND c.owner = k.owner
        AND c.part = k.part AND c.day = k.day
      """
    ) { row in
      stored[try Rollup.Key(row)] = Cell(try row.get("tallies"))
    }
    return stored
  }
}

extension Batch {
  fileprivate mutating func add(_ key: Rollup.Key, _ cell: Cell, _ scope: Scope) {
    add(scope.workspace)
    add(key.kind)
    add(key.owner)
    add(key.part)
    add(key.day)
    add(cell.bytes)
  }
}
