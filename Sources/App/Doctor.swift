internal import Measures
internal import People
internal import Storage
internal import Web

/// Looks at an installation and says what it finds.
public enum Doctor {
  /// One thing that was looked at.
  public struct Finding: Codable, Sendable {
    public let name: String
    public let value: String
    public let isFine: Bool
  }

  /// Versions, settings, durability, integrity and schema of an installation.
  public static func examine(_ settings: Settings) async throws -> [Finding] {
    let house = try House.openForReading(settings)
    var findings = [
      Finding(name: "attune", value: Version.text, isFine: true),
      Finding(name: "engine", value: house.database.dialect.rawValue, isFine: true),
    ]
    for (name, value) in try await house.database.settings() {
      findings.append(Finding(name: name, value: value, isFine: isFine(name, value)))
    }
    if house.database.dialect == .sqlite {
      let version = SQLiteDatabase.libraryVersion
      findings.append(
        Finding(name: "sqlite", value: version + note(onSQLite: version), isFine: true))
    }
    let integrity = try await house.database.integrity()
    findings.append(Finding(name: "integrity", value: integrity, isFine: integrity == "ok"))
    let applied = try await Health.appliedMigrations(house.database)
    findings.append(
      Finding(
        name: "schema", value: "\(applied) of \(Migration.every.count) steps",
        isFine: applied == Migration.every.count))
    if applied == Migration.every.count {
      findings += try await figures(in: house)
    }
    findings.append(
      Finding(
        name: "mail", value: settings.mailDescription ?? "not set up: notices stay in Attune",
        isFine: true))
    try await house.close()
    return findings
  }

  /// Whether each conversation in sight has its figures.
  private static func figures(in house: House) async throws -> [Finding] {
    let (all, known) = try await house.database.read { db in
      try Workspace.all(in: db).reduce(into: (0, 0)) { sum, workspace in
        let counts = try Renewal.coverage(workspace.scope, in: db)
        sum.0 += counts.conversations
        sum.1 += counts.facts
      }
    }
    let note = all == known ? "" : "; run attune renew, or wait while the server renews them"
    return [
      Finding(
        name: "figures", value: "\(known) of \(all) conversations\(note)", isFine: all == known)
    ]
  }

  private static func isFine(_ name: String, _ value: String) -> Bool {
    switch name {
    case "synchronous_commit", "fsync", "full_page_writes": value != "off"
    case "journal_mode": value == "wal"
    default: true
    }
  }

  /// Libraries before 3.51.3 (3.50.7, 3.44.6) may lose commits when two processes write or
  /// checkpoint at once; one process with one writer, as here, does not meet that.
  private static func note(onSQLite version: String) -> String {
    let numbers = version.split(separator: ".").compactMap { Int($0) }
    guard numbers.count == 3 else { return "" }
    let isFixed =
      (numbers[0], numbers[1], numbers[2]) >= (3, 51, 3)
      || numbers[1] == 50 && numbers[2] >= 7 || numbers[1] == 44 && numbers[2] >= 6
    return isFixed ? "" : " (keep other programs from writing to the file while Attune runs)"
  }
}
