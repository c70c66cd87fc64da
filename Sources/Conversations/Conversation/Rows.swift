internal import Storage

/// Rows of one table on their way in, many to a statement.
struct Rows {
  private let table: StaticName
  private let columns: StaticName
  private var tuples: [[SQLValue]] = []

  init(_ table: StaticName, _ columns: StaticName) {
    self.table = table
    self.columns = columns
  }

  /// Adds one row; the values in the order of the columns.
  mutating func add(_ values: (any SQLConvertible)?...) {
    tuples.append(values.map { $0?.sqlValue ?? .null })
  }

  /// Writes all rows; what a table already holds is an error.
  func insert(in db: any Connection) throws {
    try db.insert(into: table, columns: columns, rows: tuples)
  }
}
