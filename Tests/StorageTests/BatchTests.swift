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

  /// Rows whose texts and numbers repeat here and there, as cells of neighbouring statements may.
  private static func rows(_ numbers: Range<Int64>) -> [[SQLValue]] {
    numbers.map { number -> [SQLValue] in
      let name: SQLValue = .text(number.isMultiple(of: 3) ? "same" : "name \(number)")
      let note: SQLValue = number.isMultiple(of: 7) ? .null : .text("")
      let size: SQLValue = .real(Double(number / 200))
      let content: SQLValue = number.isMultiple(of: 5) ? .null : .blob([UInt8(number % 256)])
      return [.integer(1), .integer(number), name, note, size, content]
    }
  }

  @Test(arguments: Engine.available, [1, 169, 170, 171, 340, 1000] as [Int64])
  func `as many rows as come are stored, however many a statement takes`(
    engine: Engine, count: Int64
  ) async throws {
    try await withDatabase(engine, [Self.migration]) { database in
      let rows = Self.rows(0..<count)
      let batch = batch(rows)
      try await database.write { db in try db.insert(batch) }
      let found = try await stored(in: database)
      #expect(found == rows)
    }
  }

  @Test(arguments: Engine.available)
  func `a row refused in the middle takes back the whole transaction`(engine: Engine) async throws {
    try await withDatabase(engine, [Self.migration]) { database in
      let there = Self.rows(250..<251)
      let first = batch(there), rest = batch(Self.rows(0..<400))
      try await database.write { db in try db.insert(first) }
      await #expect(throws: StorageError.self) {
        try await database.write { db in try db.insert(rest) }
      }
      let found = try await stored(in: database)
      #expect(found == there)
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
