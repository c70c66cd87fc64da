internal import GRDB
internal import GRDBSQLite

extension SQLiteConnection {
  /// One prepared statement for all rows: nothing is parsed or looked up twice.
  ///
  /// The values are bound to SQLite directly; GRDB's general way of binding costs more than the
  /// rows themselves when they come by the hundred thousand.
  func insertRows(into table: StaticName, columns: StaticName, rows: [[SQLValue]]) throws {
    guard let width = rows.first?.count, width > 0 else { return }
    try translatingErrors {
      let places = Array(repeating: "?", count: width).joined(separator: ", ")
      let statement = try db.cachedStatement(
        sql: "INSERT INTO \(table) (\(columns)) VALUES (\(places))")
      let handle = statement.sqliteStatement
      // GRDB leaves a statement as its last step left it, and then nothing can be bound.
      sqlite3_reset(handle)
      defer {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
      }
      for row in rows {
        guard row.count == width else {
          throw DatabaseError(resultCode: .SQLITE_MISMATCH, message: "rows of unequal width")
        }
        for (index, value) in row.enumerated() {
          let code = value.bind(to: handle, at: Int32(index + 1))
          guard code == SQLITE_OK else { throw failure(code) }
        }
        let code = sqlite3_step(handle)
        guard code == SQLITE_DONE else { throw failure(code) }
        sqlite3_reset(handle)
      }
    }
  }

  private func failure(_ code: Int32) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: String(cString: sqlite3_errmsg(db.sqliteConnection)))
  }
}

extension SQLValue {
  /// Binds the value, which SQLite copies; answers SQLite's result code.
  fileprivate func bind(to handle: OpaquePointer, at place: Int32) -> Int32 {
    switch self {
    case .null: return sqlite3_bind_null(handle, place)
    case .integer(let value): return sqlite3_bind_int64(handle, place, value)
    case .real(let value): return sqlite3_bind_double(handle, place, value)
    case .text(var value):
      // No address would mean NULL, so the empty text has one of its own.
      if value.isEmpty { return sqlite3_bind_text(handle, place, "", 0, copied) }
      return value.withUTF8 { bytes in
        let start = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
        return sqlite3_bind_text64(
          handle, place, start, UInt64(bytes.count), copied, UInt8(SQLITE_UTF8))
      }
    case .blob(let value):
      if value.isEmpty { return sqlite3_bind_zeroblob(handle, place, 0) }
      return value.withUnsafeBytes { bytes in
        sqlite3_bind_blob64(handle, place, bytes.baseAddress, UInt64(bytes.count), copied)
      }
    }
  }
}

/// SQLite's `SQLITE_TRANSIENT`, a macro that is not imported: the number -1 in a pointer's place.
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
