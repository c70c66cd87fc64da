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
      """
    ])
]

@Suite struct PlanTests {
  /// Without knowing its rows SQLite took a workspace for ten of them and walked through all.
  @Test func `many keys of a large workspace are looked up, not sought by walking through it`()
    async throws
  {
    try await withDatabase(.sqlite, migrations) { database in
      try await database.write { db in
        var parcels = Batch("parcel", "workspace_id, id, label")
        for number in 1...5000 {
          parcels.add(7)
          parcels.add(number)
          parcels.add("parcel \(number)")
        }
        try db.insert(parcels)
      }
      try await database.gatherStatistics()
      let keys = (1...40).map { Int64($0 * 100) }
      let plan = try await database.read { db in
        try db.rows(
          """
          EXPLAIN QUERY PLAN
          SELECT label FROM parcel WHERE workspace_id = \(scope) AND id IN (\(list: keys))
          """
        ).map { row -> String in try row.get("detail") }
      }
      #expect(plan.joined().contains("INTEGER PRIMARY KEY"), "\(plan)")
    }
  }
}
