internal import GRDB
internal import GRDBSQLite

extension SQLiteConnection {
  /// Many rows a statement, which costs far less than one by one; texts are read where they lie in
  /// the batch.
  func insert(_ batch: Batch, keys: [Int64]) throws {
    guard !batch.isEmpty else { return }
    try batch.check()
    try translatingErrors {
      let whole = batch.count / batch.rowsAtOnce * batch.rowsAtOnce
      try insert(batch, 0..<whole, atOnce: batch.rowsAtOnce, keys)
      try insert(batch, whole..<batch.count, atOnce: 1, keys)
    }
  }

  private func insert(
    _ batch: Batch, _ rows: Range<Int>, atOnce: Int, _ keys: [Int64]
  ) throws {
    guard !rows.isEmpty else { return }
    let statement = try db.cachedStatement(sql: batch.insertStatement(of: atOnce))
    let handle = statement.sqliteStatement
    // GRDB leaves a statement as its last step left it, and then nothing can be bound.
    sqlite3_reset(handle)
    defer {
      sqlite3_reset(handle)
      sqlite3_clear_bindings(handle)
    }
    let code = batch.insert(rows, atOnce: atOnce, with: handle, keys: keys)
    guard code == SQLITE_OK else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code),
        message: String(cString: sqlite3_errmsg(db.sqliteConnection)))
    }
  }
}

extension Batch {
  /// A text index takes row by row: a statement of many would make it write its terms each time.
  fileprivate var rowsAtOnce: Int { isTextIndex ? 1 : max(1, 1024 / width) }

  /// The statement for so many rows.
  ///
  /// `OR FAIL` leaves the rows before a refused one, as single statements would, to the transaction
  /// to take back: that spares the statement a journal of its own.
  fileprivate func insertStatement(of rows: Int) -> String {
    // A text index has no column for the workspace: its key is unique over all of them.
    if isTextIndex { return "INSERT INTO \(table) (rowid, terms) VALUES (?2, ?3)" }
    let row = "(" + Array(repeating: "?", count: width).joined(separator: ", ") + ")"
    let all = Array(repeating: row, count: rows).joined(separator: ", ")
    return "INSERT OR FAIL INTO \(table) (\(columns)) VALUES \(all)"
  }

  /// Steps through some rows, a few at once; answers SQLite's result code.
  fileprivate func insert(
    _ rows: Range<Int>, atOnce: Int, with handle: OpaquePointer, keys: [Int64]
  ) -> Int32 {
    let places = atOnce * width
    let first = rows.lowerBound * width
    return cells.withUnsafeBufferPointer { cells in
      bytes.withUnsafeBytes { bytes in
        guard let texts = bytes.baseAddress else { return SQLITE_MISUSE }
        for start in stride(from: first, to: rows.upperBound * width, by: places) {
          for place in 0..<places {
            let cell = cells[start + place]
            // A statement remembers what is bound; many cells repeat those of the step before.
            if start > first, cell.kind != .text, cell == cells[start + place - places] { continue }
            let code = cell.bind(to: handle, at: Int32(place + 1), texts, keys)
            if code != SQLITE_OK { return code }
          }
          let code = sqlite3_step(handle)
          if code != SQLITE_DONE { return code }
          sqlite3_reset(handle)
        }
        return SQLITE_OK
      }
    }
  }
}

extension Batch.Cell {
  /// Binds the value; its bytes must stay where they are until the statement lets go of them.
  fileprivate func bind(
    to handle: OpaquePointer, at place: Int32, _ texts: UnsafeRawPointer, _ keys: [Int64]
  ) -> Int32 {
    switch kind {
    case .null: return sqlite3_bind_null(handle, place)
    case .integer: return sqlite3_bind_int64(handle, place, payload)
    case .real:
      return sqlite3_bind_double(handle, place, Double(bitPattern: UInt64(bitPattern: payload)))
    case .text:
      let start = (texts + Int(payload)).assumingMemoryBound(to: CChar.self)
      return sqlite3_bind_text(handle, place, start, length, nil)
    case .blob: return sqlite3_bind_blob(handle, place, texts + Int(payload), length, nil)
    case .pending:
      guard keys.indices.contains(Int(payload)) else { return SQLITE_RANGE }
      return sqlite3_bind_int64(handle, place, keys[Int(payload)])
    }
  }
}
