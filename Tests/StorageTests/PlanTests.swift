import Kernel
import Storage
import Support
import Testing

private let scope = Scope(workspace: Identifier(rawValue: 7))

private let migrations = [
  Migration(
    "plan-1",
    [
      """
      CREATE TABLE parcel (
        \(.key), label TEXT NOT NULL, UNIQUE (workspace_id, label)
      ) \(.strict)
      """,
      """
      CREATE TABLE letter (
        \(.key), source TEXT NOT NULL, label TEXT NOT NULL, sent_at INTEGER NOT NULL,
        UNIQUE (workspace_id, source, label)
      ) \(.strict)
      """,
      "CREATE INDEX letter_sent ON letter (workspace_id, source, sent_at, id)",
      """
      CREATE TABLE stamp (
        \(.key), label TEXT NOT NULL
      ) \(.strict)
      """,
      "\(.textIndex("letter_text"))",
    ])
]

@Suite struct PlanTests {
  /// Without knowing its rows SQLite took a workspace for ten of them and walked through all.
  @Test func `many keys of a large workspace are looked up, not sought by walking through it`()
    async throws
  {
    let keys = (1...40).map { Int64($0 * 100) }
    let plan = try await plan(letters: 5000) {
      "SELECT label FROM parcel WHERE workspace_id = \(scope) AND id IN (\(list: keys))"
    }
    #expect(plan.contains("INTEGER PRIMARY KEY"), "\(plan)")
  }

  /// A plan made for one row walked through a whole import for each key of its next step.
  @Test func `keys are looked up by all that names them, though the table was small once`()
    async throws
  {
    let names = (1...500).map { "letter \($0)" }
    let plan = try await plan(letters: 1) {
      """
      WITH k (name) AS (\(rows: names))
      SELECT l.id FROM k CROSS JOIN letter AS l
      WHERE l.workspace_id = \(scope) AND l.source = \("desk") AND l.label = k.name
      """
    }
    #expect(plan.contains("sqlite_autoindex_letter_1"), "\(plan)")
  }

  /// Five hundred keys of a workspace were looked for in all of its rows, and a filter was made of
  /// a whole table for each list of keys.
  @Test(arguments: ["id IN", "CROSS JOIN"])
  func `many keys of a large workspace are looked up one by one`(way: String) async throws {
    let keys = (1...500).map { Int64($0 * 9) }
    let plan = try await plan(letters: 5000) {
      way == "id IN"
        ? """
        SELECT l.label FROM letter AS l WHERE l.workspace_id = \(scope) AND l.id IN (\(list: keys))
        """
        : """
        WITH k (key) AS (\(rows: keys))
        SELECT l.label FROM k CROSS JOIN letter AS l
        WHERE l.workspace_id = \(scope) AND l.id = k.key
        """
    }
    #expect(plan.contains("INTEGER PRIMARY KEY"), "\(plan)")
    #expect(!plan.contains("BLOOM"), "\(plan)")
  }

  /// To learn how many rows such a table has SQLite would count them all, at every start and after
  /// every import.
  @Test func `what has no index over all of its rows is not counted`() async throws {
    try await withDatabase(.sqlite, migrations) { database in
      try await database.write { db in
        var letters = Batch("letter", "workspace_id, id, source, label, sent_at")
        var stamps = Batch("stamp", "workspace_id, id, label")
        for number in 1...3000 {
          letters.add(7)
          letters.add(number)
          letters.add("desk")
          letters.add("letter \(number)")
          letters.add(number)
          stamps.add(7)
          stamps.add(number)
          stamps.add("stamp \(number)")
        }
        try db.insert(letters)
        try db.insert(stamps)
      }
      try await database.gatherStatistics()
      let known = try await database.read { db in
        try db.rows(acrossWorkspaces: "SELECT DISTINCT tbl FROM sqlite_stat1").map {
          row -> String in try row.get("tbl")
        }
      }
      #expect(known == ["letter"])
    }
  }

  /// How SQLite would answer a question about one workspace, in which so much lies.
  private func plan(
    letters count: Int, _ question: @escaping @Sendable () -> SQL
  ) async throws -> String {
    try await withDatabase(.sqlite, migrations) { database in
      try await database.write { db in
        var parcels = Batch("parcel", "workspace_id, id, label")
        var letters = Batch("letter", "workspace_id, id, source, label, sent_at")
        for number in 1...count {
          parcels.add(7)
          parcels.add(number)
          parcels.add("parcel \(number)")
          letters.add(7)
          letters.add(number)
          letters.add("desk")
          letters.add("letter \(number)")
          letters.add(number)
        }
        try db.insert(parcels)
        try db.insert(letters)
      }
      try await database.gatherStatistics()
      return try await database.read { db in
        try db.rows("EXPLAIN QUERY PLAN \(question())").map { row -> String in
          try row.get("detail")
        }
      }.joined(separator: " ")
    }
  }
}
