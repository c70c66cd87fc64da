internal import Crypto
internal import Foundation
public import Kernel
public import Storage

/// A copy of every row in one file, the same for both engines.
///
/// The file is JSON Lines: a header, then for each table its columns and its rows, and a footer
/// with the count of rows and the SHA-256 of all lines before it. Because it knows no engine, a
/// workspace can move from SQLite to PostgreSQL and back. Derived tables (the text index) are
/// not in it; restoring builds them anew.
public enum Backup {
  /// What a backup or a restore did.
  public struct Report: Codable, Sendable, Equatable {
    public let tables: Int
    public let rows: Int
    public let sha256: String
  }

  static let format = "attune-backup-1"

  /// Writes every row as of one moment, while others go on writing.
  ///
  /// The file appears under its name only when it is whole and on disk.
  public static func write(_ database: any Database, to path: String, at now: Instant) async throws
    -> Report
  {
    let part = path + ".part"
    let report = try await database.read { db in
      let file = try BackupFile(creating: part)
      try file.write(entry: ["format": format, "created": now.milliseconds])
      var rows = 0
      let tables = try Table.all(in: db)
      for table in tables {
        try file.write(entry: ["table": table.name, "columns": table.columns])
        try db.forEachRow(acrossWorkspaces: table.selectAll) { row in
          try file.write(row: row.values)
          rows += 1
        }
      }
      let digest = try file.digest()
      try file.write(entry: ["rows": rows, "tables": tables.count, "sha256": digest])
      try file.finish()
      return Report(tables: tables.count, rows: rows, sha256: digest)
    }
    guard rename(part, path) == 0 else { throw BackupError.unwritable(path) }
    return report
  }

  /// Reads a whole file into an empty database whose schema is up to date.
  ///
  /// Everything happens in one transaction: a damaged file leaves the database as it was.
  public static func restore(_ path: String, into database: any Database) async throws -> Report {
    try await database.write { db in
      let tables = Dictionary(uniqueKeysWithValues: try Table.all(in: db).map { ($0.name, $0) })
      for table in tables.values where try table.count(in: db) > 0 {
        throw BackupError.notEmpty(table: table.name)
      }
      return try BackupReader(tables: tables, db: db).read(path)
    }
  }

  /// The SHA-256 of each table's rows in the order of their keys, for comparing two databases.
  public static func rowHashes(_ database: any Database) async throws -> [String: String] {
    try await database.read { db in
      try Table.all(in: db).reduce(into: [:]) { hashes, table in
        var hash = SHA256()
        var line = BackupLines()
        try db.forEachRow(acrossWorkspaces: table.selectAll) { row in
          line.add(row: row.values)
          hash.update(data: line.bytes)
          line.removeAll()
        }
        hashes[table.name] = hash.finalize().hex
      }
    }
  }
}

/// Why a backup or a restore did not happen.
public enum BackupError: Error, Equatable, CustomStringConvertible {
  case unwritable(String)
  case unreadable(String)
  case notABackup
  case damaged(line: Int, expected: String)
  case unknownTable(String)
  case notEmpty(table: String)
  /// The rows are those that were kept, but do not belong together.
  case unsound(String)

  public var description: String {
    switch self {
    case .unwritable(let path): "cannot write \(path)"
    case .unreadable(let path): "cannot read \(path)"
    case .notABackup: "this file is no backup of Attune (expected \(Backup.format))"
    case .damaged(let line, let expected):
      "the backup is damaged at line \(line): expected \(expected); nothing was restored"
    case .unknownTable(let name):
      "the backup was made by a newer version: it has a table \(name) that is unknown here"
    case .notEmpty(let table):
      "restore needs an empty data folder, and table \(table) has rows"
    case .unsound(let problem): "the backup does not hold together: \(problem)"
    }
  }
}

extension Digest {
  var hex: String {
    map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension SQLValue {
  /// A value as ``BackupLines`` marked it.
  init?(json: Any) {
    if json is NSNull {
      self = .null
      return
    }
    guard let text = json as? String, let kind = text.first else { return nil }
    let rest = String(text.dropFirst())
    switch kind {
    case "i":
      guard let value = Int64(rest) else { return nil }
      self = .integer(value)
    case "r":
      guard let bits = UInt64(rest) else { return nil }
      self = .real(Double(bitPattern: bits))
    case "t": self = .text(rest)
    case "b":
      guard let data = Data(base64Encoded: rest) else { return nil }
      self = .blob([UInt8](data))
    default: return nil
    }
  }
}
