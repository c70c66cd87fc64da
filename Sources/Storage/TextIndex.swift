public import Kernel

/// Full-text search with the same answers on both engines.
///
/// Text is cut into terms here, not by the engine: letters and digits are folded, and scripts
/// written without spaces become pairs of neighbouring characters. The engine keeps a set of terms
/// per row (FTS5 without content and positions, or a `tsvector` of plain lexemes) and finds the
/// rows that hold all terms of a query.
public struct TextIndex: Sendable {
  let name: StaticName

  /// An index by the name that stood in ``Dialect/Term/textIndex(_:)``.
  public init(_ name: StaticName) {
    self.name = name
  }

  /// The distinct terms of a text, in order of first appearance; at most `limit`.
  ///
  /// Latin, Cyrillic, Hebrew and other spaced scripts give whole words without case and
  /// diacritics; Chinese, Japanese, Korean and Thai runs give their pairs of characters, and their
  /// single characters too when `forQuery` is false, so that one character can be searched.
  public static func terms(of text: String, limit: Int = 20_000, forQuery: Bool = false)
    -> [String]
  {
    var cutter = TermCutter(limit: limit, forQuery: forQuery)
    cutter.cut(text)
    return cutter.line.split(separator: " ").map(String.init)
  }

  /// The distinct terms of a few texts with blanks between them, as the index takes them.
  public static func line(of texts: some Sequence<String>, limit: Int = 20_000) -> String {
    var cutter = TermCutter(limit: limit, forQuery: false)
    for text in texts { cutter.cut(text) }
    return cutter.line
  }

  /// Rows for the index: the workspace, the key and the ``line(of:limit:)`` of each.
  public var batch: Batch {
    Batch(name.text, "workspace_id, id, terms", isTextIndex: true)
  }

  /// Adds the terms of a row that is not in the index yet.
  public func insert<Noun>(
    _ id: Identifier<Noun>, scope: Scope, terms: String, in db: any Connection
  ) throws {
    var batch = batch
    batch.add(scope.workspace)
    batch.add(id)
    batch.add(terms)
    try db.insert(batch)
  }

  /// Removes a row by the very terms it was added with.
  public func remove(
    _ id: some SQLConvertible, scope: Scope, terms: String, in db: any Connection
  ) throws {
    let name = SQL(name)
    switch db.dialect {
    case .sqlite:
      try db.execute(
        acrossWorkspaces: """
          INSERT INTO \(name) (\(name), rowid, terms)
          VALUES ('delete', \(id), \(terms))
          """)
    case .postgresql:
      try db.execute(
        acrossWorkspaces: "DELETE FROM \(name) WHERE workspace_id = \(scope) AND id = \(id)")
    }
  }

  /// The condition that a row's id is among those that hold every term; `nil` without terms.
  public func matching(_ query: String, column: StaticName, scope: Scope, for dialect: Dialect)
    -> SQL?
  {
    hits(query, scope: scope, for: dialect).map { "\(SQL(column)) IN (\($0))" }
  }

  /// The keys of the rows that hold all terms, as a query with the column `id`.
  public func hits(_ query: String, scope: Scope, for dialect: Dialect) -> SQL? {
    let terms = Self.terms(of: query, limit: 32, forQuery: true)
    guard !terms.isEmpty else { return nil }
    let name = SQL(name)
    switch dialect {
    case .sqlite:
      let match = terms.map { "\"\($0)\"" }.joined(separator: " AND ")
      return "SELECT rowid AS id FROM \(name) WHERE \(name) MATCH \(match)"
    case .postgresql:
      let match = terms.map { "'\($0)'" }.joined(separator: " & ")
      return """
        SELECT id FROM \(name)
        WHERE workspace_id = \(scope) AND terms @@ CAST(\(match) AS tsquery)
        """
    }
  }

  /// How many rows hold all terms of a query, counted no further than the limit.
  ///
  /// On SQLite this counts over all workspaces: it is good for choosing a way, not for showing.
  public func count(
    _ query: String, upTo limit: Int, scope: Scope, in db: any Connection
  ) throws -> Int {
    guard let hits = hits(query, scope: scope, for: db.dialect) else { return 0 }
    let sql: SQL = "SELECT COUNT(*) AS value FROM (\(hits) LIMIT \(limit)) AS hits"
    return try db.row(acrossWorkspaces: sql)?.get("value") ?? 0
  }

  static func schema(_ name: String, for dialect: Dialect) -> String {
    switch dialect {
    case .sqlite:
      """
      CREATE VIRTUAL TABLE \(name) USING fts5 (
        terms, content = '', detail = none, columnsize = 0,
        tokenize = "unicode61 remove_diacritics 0")
      """
    case .postgresql:
      """
      CREATE TABLE \(name) (
        workspace_id INTEGER NOT NULL, id INTEGER NOT NULL, terms tsvector NOT NULL,
        PRIMARY KEY (workspace_id, id));
      CREATE INDEX \(name)_terms ON \(name) USING gin (terms)
      """
    }
  }
}

extension SQL {
  /// A table or column name from the source.
  public init(_ name: StaticName) {
    self.init(pieces: [.text(name.text)], isScoped: false)
  }
}
