internal import Foundation
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
    var terms: [String] = []
    var seen: Set<String> = []
    func add(_ term: String) {
      if terms.count < limit, term.utf8.count <= 200, seen.insert(term).inserted {
        terms.append(term)
      }
    }
    var word = String.UnicodeScalarView()
    var run: [UnicodeScalar] = []
    func endWord() {
      if !word.isEmpty { add(String(word)) }
      word.removeAll(keepingCapacity: true)
    }
    func endRun() {
      if !forQuery || run.count == 1 {
        for scalar in run { add(String(Character(scalar))) }
      }
      for index in run.indices.dropLast() {
        add(String(String.UnicodeScalarView([run[index], run[index + 1]])))
      }
      run.removeAll(keepingCapacity: true)
    }
    for scalar in text.unicodeScalars {
      if scalar.value < 0x80 {
        if !run.isEmpty { endRun() }
        switch scalar.value {
        case 0x30...0x39, 0x61...0x7A: word.append(scalar)
        case 0x41...0x5A: word.append(UnicodeScalar(UInt8(scalar.value + 32)))
        default: if !word.isEmpty { endWord() }
        }
      } else if scalar.isUnspaced {
        endWord()
        run.append(scalar)
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        if !run.isEmpty { endRun() }
        for part in scalar.folded { word.append(part) }
      } else if scalar.properties.generalCategory != .nonspacingMark {
        endWord()
        if !run.isEmpty { endRun() }
      }
    }
    endWord()
    endRun()
    return terms
  }

  /// Adds the terms of a row that is not in the index yet.
  public func insert(
    _ id: some SQLConvertible, scope: Scope, terms: [String], in db: any Connection
  )
    throws
  {
    let name = SQL(name)
    switch db.dialect {
    case .sqlite:
      try db.execute(
        acrossWorkspaces:
          "INSERT INTO \(name) (rowid, terms) VALUES (\(id), \(terms.joined(separator: " ")))")
    case .postgresql:
      try db.execute(
        acrossWorkspaces: """
          INSERT INTO \(name) (workspace_id, id, terms)
          VALUES (\(scope), \(id), array_to_tsvector(string_to_array(\(terms.joined(separator: " ")), ' ')))
          """)
    }
  }

  /// Adds the terms of many rows that are not in the index yet.
  public func insert(
    _ rows: [(id: Int64, terms: [String])], scope: Scope, in db: any Connection
  ) throws {
    if let db = db as? SQLiteConnection {
      // A text index has no column for the workspace: its key is unique over all of them.
      try db.insertRows(
        into: name, columns: "rowid, terms",
        rows: rows.map { [.integer($0.id), .text($0.terms.joined(separator: " "))] })
    } else {
      let workspace = scope.workspace.sqlValue
      try db.insert(
        into: name, columns: "workspace_id, id, terms",
        rows: rows.map {
          [workspace, .integer($0.id), .text($0.terms.joined(separator: " "))]
        })
    }
  }

  /// Removes a row by the very terms it was added with.
  public func remove(
    _ id: some SQLConvertible, scope: Scope, terms: [String], in db: any Connection
  )
    throws
  {
    let name = SQL(name)
    switch db.dialect {
    case .sqlite:
      try db.execute(
        acrossWorkspaces: """
          INSERT INTO \(name) (\(name), rowid, terms)
          VALUES ('delete', \(id), \(terms.joined(separator: " ")))
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

extension UnicodeScalar {
  /// Whether the script is written without spaces between words.
  fileprivate var isUnspaced: Bool {
    switch value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x4DBF,
      0x4E00...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0xFF66...0xFF9D, 0x20000...0x3FFFF:
      properties.isAlphabetic || properties.numericType != nil
    default: false
    }
  }

  /// The scalar in lower case without diacritics; ё and е, Hebrew points and the like are one.
  fileprivate var folded: [UnicodeScalar] {
    let lower = properties.lowercaseMapping
    guard let first = lower.unicodeScalars.first else { return [self] }
    if (0x0400...0x052F).contains(first.value) {
      return [first.value == 0x0451 ? "\u{0435}" : first]
    }
    if (0x0590...0x05FF).contains(first.value) { return [first] }
    let decomposed = lower.decomposedStringWithCompatibilityMapping.unicodeScalars
    return decomposed.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
  }
}
