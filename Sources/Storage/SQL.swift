public import Kernel

/// A value bound to a statement: the four column types both engines share, or `NULL`.
public enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])
}

/// A Swift type that travels to and from a column.
public protocol SQLConvertible: Sendable {
  var sqlValue: SQLValue { get }
  /// The value of a column; `nil` when the column holds something else.
  init?(sqlValue: SQLValue)
}

/// Statement text and the values it binds: each interpolation is bound, never spliced.
///
/// ```swift
/// let sql: SQL = "SELECT name FROM team WHERE workspace_id = \(scope) AND id = \(team)"
/// ```
///
/// Interpolating a ``Scope`` binds its workspace and marks the statement as scoped; a
/// ``Connection`` refuses a statement that is not.
public struct SQL: Hashable, Sendable {
  /// A piece of a statement, in the order of the text.
  public enum Piece: Hashable, Sendable {
    case text(String)
    case value(SQLValue)
    case dialect(Dialect.Term)
  }

  public private(set) var pieces: [Piece]
  /// Whether a workspace was bound somewhere in the statement.
  public private(set) var isScoped: Bool

  init(pieces: [Piece], isScoped: Bool) {
    self.pieces = pieces
    self.isScoped = isScoped
  }

  /// Nothing: an optional fragment that is absent.
  public static let empty = SQL(pieces: [], isScoped: false)

  /// The values in the order of their placeholders.
  public var arguments: [SQLValue] {
    pieces.compactMap { piece in
      if case .value(let value) = piece { value } else { nil }
    }
  }

  /// The statement as one engine wants to read it.
  public func text(for dialect: Dialect) -> String {
    var text = ""
    var position = 0
    for piece in pieces {
      switch piece {
      case .text(let literal): text += literal
      case .dialect(let term): text += dialect.text(of: term)
      case .value:
        position += 1
        text += dialect.placeholder(position)
      }
    }
    return text
  }

  /// Fragments one after the other, with a separator between them.
  public static func joined(_ fragments: [SQL], separator: StaticString) -> SQL {
    var result = SQL.empty
    for (index, fragment) in fragments.enumerated() {
      if index > 0 { result.append(SQL(stringLiteral: separator)) }
      result.append(fragment)
    }
    return result
  }

  /// Adds a fragment at the end.
  public mutating func append(_ other: SQL) {
    pieces += other.pieces
    isScoped = isScoped || other.isScoped
  }

  public static func + (left: SQL, right: SQL) -> SQL {
    var result = left
    result.append(right)
    return result
  }
}

extension SQL: ExpressibleByStringInterpolation {
  public init(stringLiteral value: StaticString) {
    self.init(pieces: [.text("\(value)")], isScoped: false)
  }

  public init(stringInterpolation: Interpolation) {
    self.init(pieces: stringInterpolation.pieces, isScoped: stringInterpolation.isScoped)
  }

  /// Collects the literal text and the bound values of one statement.
  public struct Interpolation: StringInterpolationProtocol {
    var pieces: [Piece] = []
    var isScoped = false

    public init(literalCapacity: Int, interpolationCount: Int) {
      pieces.reserveCapacity(interpolationCount * 2 + 1)
    }

    /// Literal text: a `StaticString`, so that no computed string can become a statement.
    public mutating func appendLiteral(_ literal: StaticString) {
      if literal.utf8CodeUnitCount > 0 { pieces.append(.text("\(literal)")) }
    }

    public mutating func appendInterpolation(_ value: some SQLConvertible) {
      pieces.append(.value(value.sqlValue))
    }

    public mutating func appendInterpolation<Value: SQLConvertible>(_ value: Value?) {
      pieces.append(.value(value?.sqlValue ?? .null))
    }

    /// Binds the workspace, and marks the statement as scoped.
    public mutating func appendInterpolation(_ scope: Scope) {
      pieces.append(.value(scope.workspace.sqlValue))
      isScoped = true
    }

    /// Another statement or fragment, its values bound in place.
    public mutating func appendInterpolation(_ fragment: SQL) {
      pieces += fragment.pieces
      isScoped = isScoped || fragment.isScoped
    }

    /// The values of a list with commas between them; an empty list becomes `NULL`.
    public mutating func appendInterpolation(list values: [some SQLConvertible]) {
      if values.isEmpty { pieces.append(.text("NULL")) }
      for (index, value) in values.enumerated() {
        if index > 0 { pieces.append(.text(", ")) }
        pieces.append(.value(value.sqlValue))
      }
    }

    /// The values as rows of one column, for `WITH k (key) AS (\(rows: …))`.
    ///
    /// Joined before a table (`FROM k CROSS JOIN …`) each is looked up by the index, however
    /// few rows SQLite takes the table for; of `IN` it may think that a walk is cheaper. It says
    /// how many rows they are: SQLite takes bare `VALUES` for a million, and walks through the whole
    /// table to make a filter for so many.
    public mutating func appendInterpolation(rows values: some Collection<some SQLConvertible>) {
      pieces.append(.text("SELECT * FROM (VALUES "))
      if values.isEmpty { pieces.append(.text("(NULL)")) }
      for (index, value) in values.enumerated() {
        pieces.append(.text(index > 0 ? "), (" : "("))
        pieces.append(.value(value.sqlValue))
      }
      pieces.append(.text("\(values.isEmpty ? "" : ")")) AS v LIMIT \(max(1, values.count))"))
    }

    /// What the two engines say differently.
    public mutating func appendInterpolation(_ term: Dialect.Term) {
      pieces.append(.dialect(term))
    }
  }
}

extension SQL {
  /// The name of a schema that a test makes; letters, digits and underscores alone.
  package init(testSchema name: String) {
    let safe = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    self.init(pieces: [.text(safe)], isScoped: false)
  }
}
