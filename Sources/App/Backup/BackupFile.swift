internal import Crypto
internal import Foundation
internal import Glibc
internal import Storage

/// A backup while it is written: lines, and the digest of what was written so far.
final class BackupFile {
  private let descriptor: Int32
  private let path: String
  private var lines = BackupLines()
  private var hash = SHA256()

  init(creating path: String) throws {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw BackupError.unwritable(path) }
  }

  deinit { _ = close(descriptor) }

  func write(entry: [String: Any]) throws {
    try lines.add(entry)
  }

  func write(row values: [SQLValue]) throws {
    lines.add(row: values)
    if lines.bytes.count > 1 << 20 { try flush() }
  }

  /// The SHA-256 of all lines so far.
  func digest() throws -> String {
    try flush()
    let copy = hash
    return copy.finalize().hex
  }

  /// Puts everything on disk.
  func finish() throws {
    try flush()
    guard fsync(descriptor) == 0 else { throw BackupError.unwritable(path) }
  }

  private func flush() throws {
    try lines.bytes.withUnsafeBytes { bytes in
      hash.update(bufferPointer: bytes)
      var start = 0
      while start < bytes.count {
        let count = Glibc.write(
          descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start)
        guard count > 0 else { throw BackupError.unwritable(path) }
        start += count
      }
    }
    lines.removeAll()
  }
}

/// Reads a backup line by line into the tables it names.
struct BackupReader {
  let tables: [String: Table]
  let db: any Connection

  func read(_ path: String) throws -> Backup.Report {
    // Plain reads: `InputStream` ends the process when it is asked for an error it does not have.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw BackupError.unreadable(path) }
    defer { _ = close(descriptor) }
    var state = State()
    var pending = Data()
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      guard count >= 0 else { throw BackupError.unreadable(path) }
      if count == 0 { break }
      pending.append(contentsOf: chunk[0..<count])
      var start = pending.startIndex
      while let end = pending[start...].firstIndex(of: 10) {
        try read(Data(pending[start...end]), &state)
        start = end + 1
      }
      pending.removeSubrange(pending.startIndex..<start)
    }
    guard let report = state.report else {
      throw BackupError.damaged(line: state.line, expected: "the footer")
    }
    return report
  }

  private struct State {
    var line = 0
    var rows = 0
    var hash = SHA256()
    var seen = 0
    /// Rows of the table at hand that are not written yet.
    var batch: Batch?
    var width = 0
    var report: Backup.Report?
  }

  private func read(_ line: Data, _ state: inout State) throws {
    state.line += 1
    let value = try? JSONSerialization.jsonObject(with: line)
    if state.line == 1 {
      guard (value as? [String: Any])?["format"] as? String == Backup.format else {
        throw BackupError.notABackup
      }
    } else if let values = value as? [Any] {
      try insert(values, &state)
    } else if let entry = value as? [String: Any] {
      if let digest = entry["sha256"] as? String {
        try end(entry, digest, &state)
        return
      }
      try begin(entry, &state)
    } else {
      throw BackupError.damaged(line: state.line, expected: "a JSON array or object")
    }
    state.hash.update(data: line)
  }

  private func begin(_ entry: [String: Any], _ state: inout State) throws {
    guard let name = entry["table"] as? String, let columns = entry["columns"] as? [String] else {
      throw BackupError.damaged(line: state.line, expected: "a table with its columns")
    }
    guard let table = tables[name], Set(columns).isSubset(of: table.columns) else {
      throw BackupError.unknownTable(name)
    }
    try flush(&state)
    state.batch = table.batch(columns: columns)
    state.width = columns.count
    state.seen += 1
  }

  private func insert(_ values: [Any], _ state: inout State) throws {
    let row = values.compactMap { SQLValue(json: $0) }
    guard state.batch != nil, row.count == state.width, row.count == values.count else {
      throw BackupError.damaged(line: state.line, expected: "a row of \(state.width) values")
    }
    for value in row { state.batch?.add(value) }
    state.rows += 1
    if state.rows.isMultiple(of: Self.mostWaiting) { try flush(&state) }
  }

  private static let mostWaiting = 2000

  private func flush(_ state: inout State) throws {
    if let batch = state.batch { try db.insert(batch) }
    state.batch?.removeAll()
  }

  private func end(_ entry: [String: Any], _ digest: String, _ state: inout State) throws {
    try flush(&state)
    let copy = state.hash
    guard copy.finalize().hex == digest, entry["rows"] as? Int == state.rows else {
      throw BackupError.damaged(line: state.line, expected: "the digest of the lines above")
    }
    state.report = Backup.Report(tables: state.seen, rows: state.rows, sha256: digest)
  }
}
