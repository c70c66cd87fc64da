internal import Foundation
public import Kernel
public import Storage

extension ImportRun {
  private static let columns: StaticName = """
    id, source, file_name, path, digest, size, format, mapping, state, row_count, created_count, \
    updated_count, unchanged_count, rejected_count, cursor_offset, cursor_row, ignored, unknown, \
    problem, created_by, created_at, started_at, finished_at, undone_at
    """

  init(_ row: Row) throws {
    self.init(
      id: try row.get("id"), source: try row.get("source"), fileName: try row.get("file_name"),
      path: try row.get("path"), digest: try row.get("digest"), size: try row.get("size"),
      format: try row.get("format"), mapping: try row.get("mapping"),
      state: try row.get("state"), createdBy: try row.get("created_by"),
      createdAt: try row.get("created_at"))
    counts.rows = try row.get("row_count")
    counts.created = try row.get("created_count")
    counts.updated = try row.get("updated_count")
    counts.unchanged = try row.get("unchanged_count")
    counts.rejected = try row.get("rejected_count")
    cursor = ImportCursor(
      offset: try row.get("cursor_offset"), row: try row.get("cursor_row"))
    ignored = try Self.decoded([String].self, try row.get("ignored")) ?? []
    unknown = try Self.decoded([String: Int].self, try row.get("unknown")) ?? [:]
    problem = try (row.get("problem") as String?).flatMap {
      try Self.decoded(SourceError.self, $0)
    }
    startedAt = try row.get("started_at")
    finishedAt = try row.get("finished_at")
    undoneAt = try row.get("undone_at")
  }

  static func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decoded<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value? {
    try? JSONDecoder().decode(type, from: Data(text.utf8))
  }

  /// An import by its key.
  public static func find(_ id: ID, scope: Scope, in db: any Connection) throws -> ImportRun? {
    try db.row(
      """
      SELECT \(SQL(columns)) FROM import_run WHERE workspace_id = \(scope) AND id = \(id)
      """
    ).map(ImportRun.init)
  }

  /// The newest imports.
  public static func all(scope: Scope, limit: Int = 100, in db: any Connection) throws
    -> [ImportRun]
  {
    try db.rows(
      """
      SELECT \(SQL(columns)) FROM import_run WHERE workspace_id = \(scope)
      ORDER BY created_at DESC, id DESC LIMIT \(limit)
      """
    ).map(ImportRun.init)
  }

  /// An import of the very same file that a crash cut off, to be taken up again.
  static func unfinished(
    like run: ImportRun, scope: Scope, in db: any Connection
  ) throws -> ImportRun? {
    try db.rows(
      """
      SELECT \(SQL(columns)) FROM import_run
      WHERE workspace_id = \(scope) AND digest = \(run.digest) AND source = \(run.source)
        AND format = \(run.format) AND state = \(State.running)
      ORDER BY created_at DESC, id DESC
      """
    ).map(ImportRun.init).first { $0.mapping == run.mapping }
  }

  func insert(_ scope: Scope, in db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO import_run (workspace_id, \(SQL(Self.columns)))
      VALUES (\(scope), \(id), \(source), \(fileName), \(path), \(digest), \(size), \(format),
        \(mapping), \(state), \(counts.rows), \(counts.created), \(counts.updated),
        \(counts.unchanged), \(counts.rejected), \(cursor.offset), \(cursor.row),
        \(try Self.encoded(ignored)), \(try Self.encoded(unknown)), \(try problem.map(Self.encoded)), \(createdBy),
        \(createdAt), \(startedAt), \(finishedAt), \(undoneAt))
      """)
  }

  /// Writes what changed; false, and nothing written, when the import moved on meanwhile.
  @discardableResult
  func save(
    _ scope: Scope, from state: State, at cursor: ImportCursor? = nil, in db: any Connection
  ) throws -> Bool {
    let place: SQL =
      cursor.map { "AND cursor_row = \($0.row) AND cursor_offset = \($0.offset)" } ?? .empty
    return try db.execute(
      """
      UPDATE import_run SET source = \(source), path = \(path), format = \(format),
        mapping = \(mapping), state = \(self.state), row_count = \(counts.rows),
        created_count = \(counts.created), updated_count = \(counts.updated),
        unchanged_count = \(counts.unchanged), rejected_count = \(counts.rejected),
        cursor_offset = \(self.cursor.offset), cursor_row = \(self.cursor.row),
        ignored = \(try Self.encoded(ignored)), unknown = \(try Self.encoded(unknown)),
        problem = \(try problem.map(Self.encoded)), started_at = \(startedAt), finished_at = \(finishedAt),
        undone_at = \(undoneAt)
      WHERE workspace_id = \(scope) AND id = \(id) AND state = \(state) \(place)
      """) == 1
  }

  /// Forgets what a trial counted, before the same file is read in earnest.
  mutating func reset(_ scope: Scope, in db: any Connection) throws {
    counts = ImportCounts()
    cursor = ImportCursor()
    unknown = [:]
    problem = nil
    startedAt = nil
    finishedAt = nil
    try db.execute(
      "DELETE FROM import_reject WHERE workspace_id = \(scope) AND import_run_id = \(id)")
  }
}

extension ImportRun.State: SQLConvertible {}
extension ImportFormat: SQLConvertible {}
