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
  mutating func add<each Value: SQLConvertible>(_ values: repeat (each Value)?) {
    var tuple: [SQLValue] = []
    tuple.reserveCapacity(32)
    for value in repeat each values { tuple.append(value?.sqlValue ?? .null) }
    tuples.append(tuple)
  }

  /// Writes all rows; what a table already holds is an error.
  func insert(in db: any Connection) throws {
    try db.insert(into: table, columns: columns, rows: tuples)
  }
}
