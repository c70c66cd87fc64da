import Kernel
import Support
import Testing

@testable import Storage

struct BatchTests {
  private static let columns: StaticName = "workspace_id, id, name, note, size, content"
  private static let migration = Migration(
    "things-1",
    [
      """
      CREATE TABLE thing (
        \(.key), name TEXT NOT NULL, note TEXT, size REAL, content BLOB
      ) \(.strict)
      """
    ])
  private static let scope = Scope(workspace: .init(rawValue: 1))

  private func batch(_ rows: [[SQLValue]]) -> Batch {
    var batch = Batch("thing", Self.columns)
    for value in rows.joined() { batch.add(value) }
    return batch
  }

  private func stored(in database: any Database) async throws -> [[SQLValue]] {
    try await database.read { db in
      try db.rows(
        """
        SELECT \(SQL(Self.columns)) FROM thing WHERE workspace_id = \(Self.scope) ORDER BY id
        """
      ).map(\.values)
    }
  }

  @Test(arguments: Engine.available)
  func `many rows at once keep empty texts, nothing, numbers and bytes`(engine: Engine) async throws
  {
    try await withDatabase(engine, [Self.migration]) { database in
      let rows: [[SQLValue]] = [
        [.integer(1), .integer(1), .text(""), .null, .real(0.5), .blob([])],
        [.integer(1), .integer(2), .text("שלום 灯\t\\N\n"), .text("x"), .null, .blob([0, 255])],
        [.integer(1), .integer(3), .text("x"), .text("x"), .null, .blob([0, 255])],
        [.integer(1), .integer(4), .text("y"), .null, .real(-1e300), .null],
      ]
      let batch = batch(rows)
      #expect(batch.count == 4)
      try await database.write { db in try db.insert(batch) }
      let found = try await stored(in: database)
      #expect(found == rows)
      await #expect(throws: StorageError.self) {
        try await database.write { db in try db.insert(batch) }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `a key that was pending is filled in when the rows are written`(engine: Engine) async throws
  {
    try await withDatabase(engine, [Self.migration]) { database in
      var batch = Batch("thing", Self.columns)
      for number in [1, 0] {
        batch.add(Self.scope.workspace)
        batch.add(Batch.pending(number) as Identifier<BatchTests>)
        batch.add("nul\0 is \(number)")
        batch.addNull()
        batch.addNull()
        batch.addNull()
      }
      let rows = batch
      try await database.write { db in try db.insert(rows, keys: [70, 80]) }
      let names = try await stored(in: database).map { [$0[1], $0[2]] }
      #expect(names == [[.integer(70), .text("nul is 0")], [.integer(80), .text("nul is 1")]])
      await #expect(throws: StorageError.self) {
        try await database.write { db in try db.insert(rows, keys: [90]) }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `rows that are not whole or say no workspace are refused`(engine: Engine) async throws {
    try await withDatabase(engine, [Self.migration]) { database in
      var broken = batch([])
      broken.add(Self.scope.workspace)
      var homeless = Batch("thing", "id, name")
      homeless.add(1)
      homeless.add("x")
      for batch in [broken, homeless] {
        await #expect(throws: StorageError.self) {
          try await database.write { db in try db.insert(batch) }
        }
      }
      let rest = try await stored(in: database)
      #expect(rest.isEmpty)
    }
  }
}
