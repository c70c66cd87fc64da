/// One row of an answer, read by column name.
public struct Row: Sendable {
  let columns: Columns
  public let values: [SQLValue]

  init(columns: Columns, values: [SQLValue]) {
    self.columns = columns
    self.values = values
  }

  /// The names of the columns, in the order of the statement.
  public var names: [String] { columns.names }

  /// A column that must be there and hold a value of that type.
  public func get<Value: SQLConvertible>(_ name: String) throws -> Value {
    let stored = try value(name)
    guard let value = Value(sqlValue: stored) else {
      throw StorageError.unexpectedValue(column: name, expected: "\(Value.self)")
    }
    return value
  }

  /// A column that must be there and may be `NULL`.
  public func get<Value: SQLConvertible>(_ name: String) throws -> Value? {
    let stored = try value(name)
    if stored == .null { return nil }
    guard let value = Value(sqlValue: stored) else {
      throw StorageError.unexpectedValue(column: name, expected: "\(Value.self)")
    }
    return value
  }

  private func value(_ name: String) throws -> SQLValue {
    guard let index = columns.positions[name], index < values.count else {
      throw StorageError.missingColumn(name)
    }
    return values[index]
  }

  /// Names and positions of an answer's columns, shared by all its rows.
  final class Columns: Sendable {
    let names: [String]
    let positions: [String: Int]

    init(names: [String]) {
      self.names = names
      positions = Dictionary(
        names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }
}
