/// The engine that reads a statement: the only place where the two differ in words.
public enum Dialect: String, Hashable, Sendable {
  case sqlite
  case postgresql

  /// A word or clause that the engines say differently.
  ///
  /// Six kinds exist: keys and types of a schema, the lock of a queue, the clock of a lease,
  /// the triggers of an append-only table, a change to a table that exists, and the text index.
  /// A seventh needs a decision record.
  public indirect enum Term: Hashable, Sendable {
    /// The columns `workspace_id` and `id` and the primary key over them.
    case key
    /// A foreign key from a column to another table of the same workspace.
    case reference(column: StaticName, table: StaticName)
    /// What follows the closing bracket of a table.
    case strict
    /// Keeps two workers from waiting for the same row of a queue.
    case skipLocked
    /// Milliseconds since 1970 by the database's own clock.
    case databaseTime
    /// Triggers that refuse to change or remove what a table once holds.
    case appendOnly(StaticName)
    /// More words than before in a column with `CHECK (column IN ('…', '…'))`; see ``WordList``.
    case words(WordList)
    /// A column that leaves a table; see ``ColumnRemoval``.
    case without(ColumnRemoval)
    /// A table that is searched by words; see ``TextIndex``.
    case textIndex(StaticName)
  }

  func placeholder(_ position: Int) -> String {
    switch self {
    case .sqlite: "?"
    case .postgresql: "$\(position)"
    }
  }

  func text(of term: Term) -> String {
    switch (term, self) {
    case (.key, .sqlite):
      "workspace_id INTEGER NOT NULL, id INTEGER PRIMARY KEY"
    case (.key, .postgresql):
      "workspace_id INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (workspace_id, id)"
    case (.reference(let column, let table), .sqlite):
      "FOREIGN KEY (\(column)) REFERENCES \(table) (id)"
    case (.reference(let column, let table), .postgresql):
      "FOREIGN KEY (workspace_id, \(column)) REFERENCES \(table) (workspace_id, id)"
    case (.strict, .sqlite): "STRICT"
    case (.strict, .postgresql): ""
    case (.skipLocked, .sqlite): ""
    case (.skipLocked, .postgresql): "FOR UPDATE SKIP LOCKED"
    case (.databaseTime, .sqlite):
      "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
    case (.databaseTime, .postgresql):
      "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"
    case (.appendOnly(let table), _): Self.appendOnly(table, for: self)
    case (.words(let list), _): list.schema(for: self)
    case (.without(let removal), _): removal.schema(for: self)
    case (.textIndex(let name), _): TextIndex.schema(name.text, for: self)
    }
  }

  private static func appendOnly(_ table: StaticName, for dialect: Dialect) -> String {
    switch dialect {
    case .sqlite:
      """
      CREATE TRIGGER \(table)_never_changes BEFORE UPDATE ON \(table)
      BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
      CREATE TRIGGER \(table)_never_goes BEFORE DELETE ON \(table)
      BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END
      """
    case .postgresql:
      """
      CREATE FUNCTION \(table)_stays() RETURNS trigger LANGUAGE plpgsql AS '
      BEGIN
        RAISE EXCEPTION ''\(table) is append-only'' USING ERRCODE = ''restrict_violation'';
      END';
      CREATE TRIGGER \(table)_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON \(table)
      FOR EACH STATEMENT EXECUTE FUNCTION \(table)_stays()
      """
    }
  }

  /// A schema written in SQLite's type names, as this engine wants them.
  ///
  /// PostgreSQL's own `INTEGER` has 32 bits and its `REAL` is single precision.
  func schema(_ text: String) -> String {
    guard self == .postgresql else { return text }
    var result = ""
    var word = ""
    func flush() {
      switch word {
      case "INTEGER": result += "BIGINT"
      case "REAL": result += "DOUBLE PRECISION"
      case "BLOB": result += "BYTEA"
      default: result += word
      }
      word = ""
    }
    for character in text {
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
      } else {
        flush()
        result.append(character)
      }
    }
    flush()
    return result
  }
}

/// A name of a table or column that stands in the source as a literal.
public struct StaticName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  public let text: String

  public init(stringLiteral value: StaticString) {
    text = "\(value)"
  }

  public var description: String { text }
}
