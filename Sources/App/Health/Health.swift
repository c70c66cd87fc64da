internal import Foundation
internal import Kernel
internal import Storage
internal import Synchronization
internal import Web

extension Feature {
  /// Whether the program lives, whether it can work, and its figures for Prometheus.
  static let health = Feature(
    "health",
    routes: { routes in
      routes.open("GET", "/health/live") { visit in try visit.json(["status": "live"]) }
      routes.open("GET", "/health/ready") { visit in
        do {
          let count = try await Health.appliedMigrations(visit.database)
          let isReady = count >= Migration.every.count
          return try visit.json(
            ["status": isReady ? "ready" : "migrating"],
            status: isReady ? .ok : .serviceUnavailable)
        } catch {
          return try visit.json(["status": "database unavailable"], status: .serviceUnavailable)
        }
      }
      routes.open("GET", "/metrics") { visit in
        let text = try await Health.metrics(visit.database, now: visit.world.now())
        return visit.data(
          Array(text.utf8), type: "text/plain; version=0.0.4; charset=utf-8")
      }
    })
}

/// What the program can say about itself to machines.
enum Health {
  static func appliedMigrations(_ database: any Database) async throws -> Int {
    try await database.read { db in
      try db.row(acrossWorkspaces: "SELECT COUNT(*) AS value FROM schema_migration")?
        .get("value") ?? 0
    }
  }

  /// The figures in Prometheus' text form; they name no person and no content.
  static func metrics(_ database: any Database, now: Instant) async throws -> String {
    let jobs = try await database.read { db in
      try db.rows(
        acrossWorkspaces: "SELECT state, COUNT(*) AS jobs FROM job GROUP BY state ORDER BY state"
      ).map { (try $0.get("state") as String, try $0.get("jobs") as Int) }
    }
    var lines = [
      "# HELP attune_build_info The running version.", "# TYPE attune_build_info gauge",
      "attune_build_info{version=\"\(Version.text)\",engine=\"\(database.dialect.rawValue)\"} 1",
      "# HELP attune_jobs Jobs by state.", "# TYPE attune_jobs gauge",
    ]
    lines += jobs.map { "attune_jobs{state=\"\($0.0)\"} \($0.1)" }
    lines += RequestFigures.shared.lines
    if let memory = residentMemory() {
      lines += [
        "# HELP process_resident_memory_bytes Resident memory size in bytes.",
        "# TYPE process_resident_memory_bytes gauge", "process_resident_memory_bytes \(memory)",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func residentMemory() -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
      return nil
    }
    return text.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 4096 }
  }
}

/// The version of the program.
public enum Version {
  public static let text = "0.1.0"
}
