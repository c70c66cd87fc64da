import Kernel
import Storage
import Support
import Testing

private let scope = Scope(workspace: Identifier(rawValue: 7))

private let before = Migration(
  "words-1",
  [
    """
    CREATE TABLE lamp (
      \(.key), colour TEXT NOT NULL CHECK (colour IN ('red', 'green')),
      \(.reference(column: "id", table: "lamp"))
    ) \(.strict)
    """,
    "CREATE INDEX lamp_colour ON lamp (workspace_id, colour)",
    """
    CREATE TABLE shade (
      \(.key), lamp_id INTEGER NOT NULL, \(.reference(column: "lamp_id", table: "lamp"))
    ) \(.strict)
    """,
  ])

private let after = Migration(
  "words-2",
  ["\(.words(WordList("lamp", "colour", old: ["red", "green"], adding: ["blue"])))"])

@Suite struct WordListTests {
  private static func insert(_ id: Int64, _ colour: String, in database: any Database) async throws
  {
    try await database.write { db in
      try db.execute(
        "INSERT INTO lamp (workspace_id, id, colour) VALUES (\(scope), \(id), \(colour))")
    }
  }

  @Test(arguments: Engine.available)
  func `a longer list takes the new word, still refuses others and keeps the rows`(engine: Engine)
    async throws
  {
    try await withDatabase(engine, [before]) { database in
      try await Self.insert(1, "red", in: database)
      try await database.write { db in
        try db.execute(
          "INSERT INTO shade (workspace_id, id, lamp_id) VALUES (\(scope), \(1), \(1))")
      }
      await #expect(throws: StorageError.self) { try await Self.insert(2, "blue", in: database) }
      try await Migration.run([before, after], on: database, at: Instant(milliseconds: 0))
      try await Self.insert(2, "blue", in: database)
      await #expect(throws: StorageError.self) { try await Self.insert(3, "grey", in: database) }
      let colours: [String] = try await database.read { db in
        try db.rows("SELECT colour FROM lamp WHERE workspace_id = \(scope) ORDER BY id")
          .map { try $0.get("colour") }
      }
      #expect(colours == ["red", "blue"])
      await #expect(throws: StorageError.self) {
        try await database.write { db in
          try db.execute("DELETE FROM lamp WHERE workspace_id = \(scope) AND id = 1")
        }
      }
    }
  }
}
