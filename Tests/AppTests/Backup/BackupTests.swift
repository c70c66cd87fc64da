import Foundation
import Kernel
import People
import Storage
import Support
import Testing

@testable import App

@Suite struct BackupTests {
  @Test(arguments: Engine.available, Engine.available)
  func `a backup made while writing is restored row by row, on either engine`(
    from: Engine, to: Engine
  ) async throws {
    try await withFile { path in
      try await withDatabase(from, Migration.every) { source in
        let scope = try await workspace(in: source)
        let writer = Task { try await write(400, to: source, scope) }
        try await Task.sleep(for: .milliseconds(20))
        let report = try await Backup.write(source, to: path, at: Instant(milliseconds: 0))
        try await writer.value
        #expect(report.rows > 0)
        let quiet = try await Backup.write(source, to: path, at: Instant(milliseconds: 0))
        #expect(quiet.rows >= 400)
        let expected = try await Backup.rowHashes(source)
        try await withDatabase(to, Migration.every) { target in
          let restored = try await Backup.restore(path, into: target)
          #expect(restored == quiet)
          let found = try await Backup.rowHashes(target)
          #expect(found == expected)
        }
      }
    }
  }

  @Test func `a damaged file leaves the database as it was`() async throws {
    try await withFile { path in
      try await withDatabase(.sqlite, Migration.every) { source in
        let scope = try await workspace(in: source)
        try await write(20, to: source, scope)
        _ = try await Backup.write(source, to: path, at: Instant(milliseconds: 0))
      }
      let whole = try String(contentsOfFile: path, encoding: .utf8)
      let lines = whole.split(separator: "\n")
      let damages = [
        whole.replacingOccurrences(of: "tTeam 7", with: "tTeam X"),
        lines.dropLast().joined(separator: "\n") + "\n",
        lines.enumerated().filter { $0.offset != 9 }.map(\.element).joined(separator: "\n") + "\n",
        "{\"format\":\"something else\"}\n", "", String(whole.dropLast(30)),
      ]
      for damage in damages {
        try damage.write(toFile: path, atomically: true, encoding: .utf8)
        try await withDatabase(.sqlite, Migration.every) { target in
          await #expect(throws: (any Error).self) {
            try await Backup.restore(path, into: target)
          }
          let teams = try await target.read { db in
            try db.row(acrossWorkspaces: "SELECT COUNT(*) AS value FROM team")?.get("value") ?? -1
          }
          #expect(teams == 0)
        }
      }
    }
  }

  @Test func `a folder with rows is not restored over`() async throws {
    try await withFile { path in
      try await withDatabase(.sqlite, Migration.every) { source in
        _ = try await workspace(in: source)
        _ = try await Backup.write(source, to: path, at: Instant(milliseconds: 0))
        let error = await #expect(throws: BackupError.self) {
          try await Backup.restore(path, into: source)
        }
        guard case .notEmpty = error else {
          Issue.record("expected notEmpty, got \(String(describing: error))")
          return
        }
      }
    }
  }

  private func workspace(in database: any Database) async throws -> Scope {
    let scope = Scope(workspace: Identifier(rawValue: 11))
    try await database.write { db in
      try Workspace(
        id: scope.workspace, name: "Backup (test) 'ü' 你好", zone: .utc,
        createdAt: Instant(milliseconds: 5)
      ).insert(in: db)
    }
    return scope
  }

  private func write(_ count: Int, to database: any Database, _ scope: Scope) async throws {
    for number in 0..<count {
      try await database.write { db in
        try Team.add(name: "Team \(number)", scope: scope, world: .live, in: db)
      }
    }
  }

  private func withFile(_ body: (String) async throws -> Void) async throws {
    let folder = temporaryFolder("attune_backup_\(World.live.key())")
    defer { removeFolder(folder) }
    try await body(folder + "/backup.jsonl")
  }
}
