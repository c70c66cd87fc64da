import Kernel
import Storage
import Support
import Testing

private let scope = Scope(workspace: Identifier(rawValue: 7))

private let before = Migration(
  "column-1",
  [
    """
    CREATE TABLE lamp (
      \(.key), colour TEXT NOT NULL, owner INTEGER NOT NULL,
      CHECK (owner > 0), UNIQUE (workspace_id, colour, owner)
    ) \(.strict)
    """,
    "CREATE INDEX lamp_owner ON lamp (workspace_id, owner)",
    "\(.appendOnly("lamp"))",
    """
    CREATE TABLE shade (
      \(.key), lamp_id INTEGER NOT NULL, \(.reference(column: "lamp_id", table: "lamp"))
    ) \(.strict)
    """,
  ])

private let after = Migration(
  "column-2",
  [
    "\(.without(ColumnRemoval("lamp", "owner", keeping: "workspace_id, id, colour", definition: "\(.key), colour TEXT NOT NULL", others: ["\(.appendOnly("lamp"))"])))"
  ])

@Suite struct ColumnRemovalTests {
  @Test(arguments: Engine.available)
  func `a column leaves and rows and references to them stay`(engine: Engine) async throws {
    try await withDatabase(engine, [before]) { database in
      try await database.write { db in
        for id in 1...3 {
          try db.execute(
            """
            INSERT INTO lamp (workspace_id, id, colour, owner)
            VALUES (\(scope), \(id), \("colour \(id)"), \(9))
            """)
          try db.execute(
            "INSERT INTO shade (workspace_id, id, lamp_id) VALUES (\(scope), \(id), \(id))")
        }
      }
      try await Migration.run([before, after], on: database, at: Instant(milliseconds: 0))
      let rows = try await database.read { db in
        try db.rows("SELECT * FROM lamp WHERE workspace_id = \(scope) ORDER BY id")
      }
      let colours: [String] = try rows.map { try $0.get("colour") }
      #expect(colours == ["colour 1", "colour 2", "colour 3"])
      #expect(throws: StorageError.self) { let _: Int = try rows[0].get("owner") }
      await #expect(throws: StorageError.self) {
        try await database.write { db in
          try db.execute("DELETE FROM lamp WHERE workspace_id = \(scope)")
        }
      }
      await #expect(throws: StorageError.self) {
        try await database.write { db in
          try db.execute(
            "INSERT INTO shade (workspace_id, id, lamp_id) VALUES (\(scope), \(9), \(9))")
        }
      }
    }
  }
}
