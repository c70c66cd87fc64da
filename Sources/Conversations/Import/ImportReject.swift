public import Kernel
public import Storage

/// A row that an import refused, kept so that its owner can mend it.
public struct ImportReject: Hashable, Sendable {
  public let rejection: Rejection
  /// The row as it came: its cells, or its one line.
  public let cells: [String]

  /// Rows with one cause, with one of them as the example.
  public struct Cause: Hashable, Sendable {
    public let count: Int
    public let example: Rejection
  }

  /// How many refused rows are kept of one import; more are counted only.
  static let keptRows = 100_000

  static func insert(
    _ rejects: [ImportBatch.Reject], of run: ImportRun, scope: Scope, in db: any Connection
  ) throws {
    let room = max(0, keptRows - run.counts.rejected)
    for reject in rejects.prefix(room) {
      let rejection = reject.rejection
      let cells = JSON.list(reject.cells.map { .text($0) }).compact
      let kept = cells.utf8.count <= 1 << 18 ? cells : "[]"
      try db.execute(
        """
        INSERT INTO import_reject (
          workspace_id, import_run_id, row_number, field, expected, found, cells)
        VALUES (\(scope), \(run.id), \(rejection.row), \(rejection.field),
          \(rejection.expected), \(rejection.found), \(kept))
        ON CONFLICT (workspace_id, import_run_id, row_number) DO NOTHING
        """)
    }
  }

  private init(_ row: Row) throws {
    rejection = Rejection(
      row: try row.get("row_number"), field: try row.get("field"),
      expected: try row.get("expected"), found: try row.get("found"))
    let text: String = try row.get("cells")
    let json = try? JSON.parse(Array(text.utf8))
    cells = if case .list(let values)? = json { values.compactMap(\.word) } else { [] }
  }

  /// Refused rows behind a row number, in order.
  public static func page(
    of run: ImportRun.ID, after row: Int, limit: Int, scope: Scope, in db: any Connection
  ) throws -> [ImportReject] {
    try db.rows(
      """
      SELECT row_number, field, expected, found, cells FROM import_reject
      WHERE workspace_id = \(scope) AND import_run_id = \(run) AND row_number > \(row)
      ORDER BY row_number LIMIT \(limit)
      """
    ).map(ImportReject.init)
  }

  /// The refused rows by cause, the most frequent first.
  public static func causes(
    of run: ImportRun.ID, scope: Scope, in db: any Connection
  ) throws -> [Cause] {
    try db.rows(
      """
      SELECT g.count, r.row_number, r.field, r.expected, r.found
      FROM (
        SELECT field, expected, COUNT(*) AS count, MIN(row_number) AS first_row
        FROM import_reject WHERE workspace_id = \(scope) AND import_run_id = \(run)
        GROUP BY field, expected) g
      JOIN import_reject r
        ON r.workspace_id = \(scope) AND r.import_run_id = \(run)
        AND r.row_number = g.first_row
      ORDER BY g.count DESC, r.row_number LIMIT 50
      """
    ).map { row in
      Cause(
        count: try row.get("count"),
        example: Rejection(
          row: try row.get("row_number"), field: try row.get("field"),
          expected: try row.get("expected"), found: try row.get("found")))
    }
  }
}

extension Expectation: SQLConvertible {}

/// A mapping that is kept for the next file of a source with the same header.
enum SavedMapping {
  static func find(
    source: String, header: [String], scope: Scope, in db: any Connection
  ) throws -> Mapping? {
    let fingerprint = Mapping.fingerprint(of: header)
    let text: String? = try db.row(
      """
      SELECT mapping FROM saved_mapping
      WHERE workspace_id = \(scope) AND source = \(source) AND fingerprint = \(fingerprint)
      """)?.get("mapping")
    return try text.map { try Mapping(json: Array($0.utf8)) }
  }

  static func save(
    _ mapping: Mapping, source: String, header: [String], at now: Instant, scope: Scope,
    in db: any Connection
  ) throws {
    let fingerprint = Mapping.fingerprint(of: header)
    let text = mapping.json.compact
    try db.execute(
      """
      INSERT INTO saved_mapping (workspace_id, source, fingerprint, mapping, saved_at)
      VALUES (\(scope), \(source), \(fingerprint), \(text), \(now))
      ON CONFLICT (workspace_id, source, fingerprint)
      DO UPDATE SET mapping = excluded.mapping, saved_at = excluded.saved_at
      """)
  }
}
