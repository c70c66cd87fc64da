import Foundation
import Kernel
import Storage
import Support
import Testing

struct SQLiteFileTests {
  private static let migration = Migration(
    "things-1",
    [
      "CREATE TABLE thing (\(.key), name TEXT NOT NULL) \(.strict)",
      "CREATE INDEX thing_name ON thing (workspace_id, name)",
      """
      CREATE TABLE part (\(.key), thing_id INTEGER, \(.reference(column: "thing_id", table: "thing")))
      \(.strict)
      """,
      "CREATE INDEX part_thing ON part (workspace_id, thing_id)",
      "\(.textIndex("thing_text"))",
    ])
  private static let scope = Scope(workspace: .init(rawValue: 1))

  private func withPath(_ body: (String) async throws -> Void) async throws {
    let folder = temporaryFolder("attune-file-\(World.live.key())")
    defer { removeFolder(folder) }
    try await body(folder + "/attune.sqlite")
  }

  private func fill(_ database: any Database, _ ids: ClosedRange<Int64>) async throws {
    try await database.write { db in
      var things = Batch("thing", "workspace_id, id, name")
      var texts = TextIndex("thing_text").batch
      for id in ids {
        things.add(Self.scope.workspace)
        things.add(id)
        things.add("thing \(id)")
        texts.add(Self.scope.workspace)
        texts.add(id)
        texts.add("thing \(id)")
      }
      try db.insert(things)
      try db.insert(texts)
    }
  }

  private func indexes(of database: any Database) async throws -> [String] {
    try await database.read { db in
      try db.rows(acrossWorkspaces: "SELECT name FROM sqlite_master WHERE name = 'thing_name'")
        .map { try $0.get("name") }
    }
  }

  @Test func `a file appears under its name when it is whole, with every index`() async throws {
    try await withPath { path in
      let file = try #require(try SQLiteFile(making: path))
      try await Migration.run([Self.migration], on: file, at: Instant(milliseconds: 0))
      try await file.deferIndexes(of: "thing")
      #expect(try await indexes(of: file) == [])
      try await fill(file, 1...3000)
      #expect(!FileManager.default.fileExists(atPath: path))
      try await file.finish()
      #expect(try SQLiteFile(making: path) == nil)
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(names == ["attune.sqlite"])
      let reader = try SQLiteDatabase(reading: path)
      let journal = try await reader.settings().first { $0.name == "journal_mode" }
      #expect(journal?.value == "wal")
      try await reader.close()

      let database = try SQLiteDatabase(path: path)
      #expect(try await indexes(of: database) == ["thing_name"])
      #expect(try await database.integrity() == "ok")
      let (count, hits) = try await database.read { db in
        let count: Int? = try db.value(
          "SELECT COUNT(*) AS value FROM thing WHERE workspace_id = \(Self.scope)")
        let index = TextIndex("thing_text")
        return (count, try index.count("thing 2999", upTo: 10, scope: Self.scope, in: db))
      }
      #expect(count == 3000)
      #expect(hits == 1)
      let memory: Int? = try await database.read { db in
        try db.row(
          acrossWorkspaces: "SELECT v AS value FROM thing_text_config WHERE k = 'hashsize'")?
          .get("value")
      }
      #expect(memory == 1 << 20)
      try await database.close()
    }
  }

  @Test func `an attempt that was cut off leaves nothing to the next`() async throws {
    try await withPath { path in
      let first = try #require(try SQLiteFile(making: path))
      try await Migration.run([Self.migration], on: first, at: Instant(milliseconds: 0))
      try await fill(first, 1...10)
      try await first.close()
      let second = try #require(try SQLiteFile(making: path))
      try await Migration.run([Self.migration], on: second, at: Instant(milliseconds: 0))
      try await fill(second, 1...10)
      try await second.finish()
      #expect(FileManager.default.fileExists(atPath: path))
    }
  }

  @Test func `an error spoils the file`() async throws {
    try await withPath { path in
      let file = try #require(try SQLiteFile(making: path))
      try await Migration.run([Self.migration], on: file, at: Instant(milliseconds: 0))
      try await fill(file, 1...10)
      await #expect(throws: StorageError.self) { try await fill(file, 10...11) }
      await #expect(throws: StorageError.closed) { try await file.finish() }
      #expect(!FileManager.default.fileExists(atPath: path))
      try await file.close()
    }
  }

  @Test func `an index that the load asks stays, and the others come back`() async throws {
    try await withPath { path in
      let file = try #require(try SQLiteFile(making: path))
      try await Migration.run([Self.migration], on: file, at: Instant(milliseconds: 0))
      try await file.deferIndexes(of: "thing", but: "thing_name")
      #expect(try await indexes(of: file) == ["thing_name"])
      // Through the protocol as well, whose default would leave everything as it is.
      let database: any Database = file
      try await database.deferIndexes(of: "thing")
      #expect(try await indexes(of: file) == [])
      try await file.makeIndexes()
      #expect(try await indexes(of: file) == ["thing_name"])
      try await file.close()
    }
  }

  @Test func `a reference that leads nowhere is found when rows came from outside`() async throws {
    try await withPath { path in
      let file = try #require(try SQLiteFile(making: path))
      try await Migration.run([Self.migration], on: file, at: Instant(milliseconds: 0))
      try await fill(file, 1...3)
      try await file.write { db in
        try db.execute(
          "INSERT INTO part (workspace_id, id, thing_id) VALUES (\(Self.scope), 1, 2)")
      }
      #expect(try await file.integrity() == "ok")
      try await file.write { db in
        try db.execute(
          "INSERT INTO part (workspace_id, id, thing_id) VALUES (\(Self.scope), 2, 99)")
      }
      let problem = try await file.integrity()
      #expect(problem == "a row of part refers to a row of thing that is not there")
      try await file.close()
    }
  }
}
