internal import GRDB
internal import GRDBSQLite

extension SQLiteConnection {
  /// One prepared statement for all rows; texts are read where they lie in the batch.
  func insert(_ batch: Batch, keys: [Int64]) throws {
    guard !batch.isEmpty else { return }
    try batch.check()
    try translatingErrors {
      let statement = try db.cachedStatement(sql: batch.insertStatement)
      let handle = statement.sqliteStatement
      // GRDB leaves a statement as its last step left it, and then nothing can be bound.
      sqlite3_reset(handle)
      defer {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
      }
      let code = batch.insert(with: handle, keys: keys)
      guard code == SQLITE_OK else {
        throw DatabaseError(
          resultCode: ResultCode(rawValue: code),
          message: String(cString: sqlite3_errmsg(db.sqliteConnection)))
      }
    }
  }
}

extension Batch {
  fileprivate var insertStatement: String {
    // A text index has no column for the workspace: its key is unique over all of them.
    if isTextIndex { return "INSERT INTO \(table) (rowid, terms) VALUES (?2, ?3)" }
    let places = Array(repeating: "?", count: width).joined(separator: ", ")
    return "INSERT INTO \(table) (\(columns)) VALUES (\(places))"
  }

  /// Steps through all rows; answers SQLite's result code.
  fileprivate func insert(with handle: OpaquePointer, keys: [Int64]) -> Int32 {
    cells.withUnsafeBufferPointer { cells in
      bytes.withUnsafeBytes { bytes in
        guard let texts = bytes.baseAddress else { return SQLITE_MISUSE }
        for first in stride(from: 0, to: cells.count, by: width) {
          for column in 0..<width {
            let cell = cells[first + column]
            // A statement remembers what is bound; many cells repeat the row above.
            if first > 0, cell.kind != .text, cell == cells[first + column - width] { continue }
            let code = cell.bind(to: handle, at: Int32(column + 1), texts, keys)
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
