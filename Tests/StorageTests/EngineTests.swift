import Foundation
import Kernel
import Storage
import Support
import Synchronization
import Testing

private let scope = Scope(workspace: Identifier(rawValue: 7))

private let migrations = [
  Migration(
    "test-1",
    [
      """
      CREATE TABLE sample (
        \(.key), name TEXT NOT NULL, weight REAL, data BLOB, flag INTEGER NOT NULL DEFAULT 0,
        UNIQUE (workspace_id, name)
      ) \(.strict)
      """,
      "\(.textIndex("sample_text"))",
    ])
]

/// Reads the only weight, waits, and writes it with something added.
private func add(_ more: Double, in db: any Connection, _ wait: () -> Void = {}) throws {
  let weight: Double? = try db.value(
    "SELECT weight AS value FROM sample WHERE workspace_id = \(scope)")
  wait()
  try db.execute(
    "UPDATE sample SET weight = \((weight ?? 0) + more) WHERE workspace_id = \(scope)")
}

/// What the sides of a race tell each other.
private final class Race: Sendable {
  let isDone = Atomic(false)
  let added = Atomic(0)
}

@Suite struct EngineTests {
  @Test(arguments: Engine.available)
  func `values of every type come back as they went in`(engine: Engine) async throws {
    try await withDatabase(engine, migrations) { database in
      let name = "Ünïcode 'quoted' ? $1 שלום 你好"
      try await database.write { db in
        try db.execute(
          """
          INSERT INTO sample (workspace_id, id, name, weight, data, flag)
          VALUES (\(scope), \(1), \(name), \(0.1), \([0, 255, 10] as [UInt8]), \(true))
          """)
        try db.execute(
          """
          INSERT INTO sample (workspace_id, id, name, weight, data)
          VALUES (\(scope), \(Int64.max), \("second"), \(Double?.none), \([UInt8]?.none))
          """)
      }
      let rows = try await database.read { db in
        try db.rows("SELECT * FROM sample WHERE workspace_id = \(scope) ORDER BY id")
      }
      #expect(rows.count == 2)
      #expect(try rows[0].get("name") == name)
      #expect(try rows[0].get("weight") == 0.1)
      let data: [UInt8] = try rows[0].get("data")
      #expect(data == [0, 255, 10])
      #expect(try rows[0].get("flag") == true)
      #expect(try rows[1].get("id") == Int64.max)
      let weight: Double? = try rows[1].get("weight")
      #expect(weight == nil)
      #expect(throws: StorageError.missingColumn("absent")) {
        let _: Int = try rows[0].get("absent")
      }
    }
  }

  @Test(arguments: Engine.available)
  func `a statement without a workspace is refused`(engine: Engine) async throws {
    try await withDatabase(engine, migrations) { database in
      await #expect(throws: StorageError.self) {
        _ = try await database.read { db in try db.rows("SELECT * FROM sample") }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `a closure that throws leaves nothing behind`(engine: Engine) async throws {
    struct Stop: Error {}
    try await withDatabase(engine, migrations) { database in
      await #expect(throws: Stop.self) {
        try await database.write { db in
          try insert(1, "first", db)
          throw Stop()
        }
      }
      let left = try await count(database)
      #expect(left == 0)
    }
  }

  @Test(arguments: Engine.available)
  func `a broken constraint is told apart from other errors`(engine: Engine) async throws {
    try await withDatabase(engine, migrations) { database in
      try await database.write { db in try insert(1, "same", db) }
      let error = await #expect(throws: StorageError.self) {
        try await database.write { db in try insert(2, "same", db) }
      }
      guard case .constraint = error else {
        Issue.record("expected a constraint error, got \(String(describing: error))")
        return
      }
    }
  }

  /// Where nobody else writes, a watch over simultaneous writers is not needed, and may be wrong.
  @Test(arguments: Engine.available.filter { $0 == .postgresql })
  func `the loser of a conflict runs again alone and unwatched`(engine: Engine) async throws {
    try await withDatabase(engine, migrations) { database in
      let levels = Mutex<[String]>([])
      try await database.write { db in
        let level: String? = try db.row(
          acrossWorkspaces: "SELECT current_setting('transaction_isolation') AS value")?
          .get("value")
        let isFirst = levels.withLock { levels in
          levels.append(level ?? "")
          return levels.count == 1
        }
        if isFirst { throw StorageError.conflict("lost") }
        try insert(1, "kept", db)
      }
      #expect(levels.withLock { $0 } == ["serializable", "repeatable read"])
      #expect(try await count(database) == 1)
    }
  }

  @Test(arguments: Engine.available)
  func `two hundred concurrent writes all arrive, and failures stay alone`(engine: Engine)
    async throws
  {
    struct Odd: Error {}
    try await withDatabase(engine, migrations) { database in
      let failures = try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 1...200 {
          group.addTask {
            do {
              try await database.write { db in
                try insert(number, "row \(number)", db)
                if number % 10 == 1 { throw Odd() }
              }
              return false
            } catch is Odd {
              return true
            }
          }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(failures == 20)
      #expect(try await count(database) == 180)
    }
  }

  @Test(arguments: Engine.available)
  func `reads that follow a count never lose an update`(engine: Engine) async throws {
    try await withDatabase(engine, migrations) { database in
      try await database.write { db in try insert(1, "counter", db) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          group.addTask {
            for _ in 0..<10 {
              try await database.write { db in
                let flag: Int =
                  try db.row("SELECT flag FROM sample WHERE workspace_id = \(scope) AND id = 1")?
                  .get("flag") ?? -1
                try db.execute(
                  """
                  UPDATE sample SET flag = \(flag + 1)
                  WHERE workspace_id = \(scope) AND id = 1
                  """)
              }
            }
          }
        }
        try await group.waitForAll()
      }
      let flag: Int? = try await database.read { db in
        try db.value("SELECT flag AS value FROM sample WHERE workspace_id = \(scope)")
      }
      #expect(flag == 40)
    }
  }

  @Test(arguments: Engine.available)
  func `a slow write among quick ones that always win comes to its end`(engine: Engine)
    async throws
  {
    try await withDatabase(engine, migrations) { database in
      try await database.write { db in
        try db.execute(
          "INSERT INTO sample (workspace_id, id, name, weight) VALUES (\(scope), 1, 'n', 0)")
      }
      let race = Race()
      try await withNodes(database, count: 4) { nodes in
        try await withThrowingTaskGroup(of: Void.self) { group in
          for node in nodes.dropFirst() {
            group.addTask {
              while !race.isDone.load(ordering: .relaxed) {
                try await node.write { try add(1, in: $0) }
                race.added.add(1, ordering: .relaxed)
              }
            }
          }
          group.addTask {
            defer { race.isDone.store(true, ordering: .relaxed) }
            for _ in 0..<5 {
              try await nodes[0].write { db in
                try add(1, in: db) { Thread.sleep(forTimeInterval: 0.02) }
              }
            }
          }
          try await group.waitForAll()
        }
      }
      let weight: Double? = try await database.read { db in
        try db.value("SELECT weight AS value FROM sample WHERE workspace_id = \(scope)")
      }
      #expect(weight == Double(race.added.load(ordering: .relaxed) + 5))
    }
  }

  @Test(arguments: Engine.available)
  func `search finds words of four scripts, and forgets removed rows`(engine: Engine) async throws {
    try await withDatabase(engine, migrations) { database in
      let index = TextIndex("sample_text")
      let texts = [
        "My Invoice was wrong, café", "Мой заказ ещё не пришёл", "ההזמנה שלי לא הגיעה",
        "我的订单还没有收到", "Order 4711 is late",
      ]
      try await database.write { db in
        for (number, text) in texts.enumerated() {
          try insert(number + 1, text, db)
          try index.insert(
            Identifier<TextIndex>(rawValue: Int64(number + 1)), scope: scope,
            terms: TextIndex.line(of: [text]), in: db)
        }
      }
      func found(_ query: String) async throws -> [Int] {
        try await database.read { db in
          let match = try #require(
            index.matching(query, column: "id", scope: scope, for: db.dialect))
          return try db.rows(
            "SELECT id FROM sample WHERE workspace_id = \(scope) AND \(match) ORDER BY id"
          ).map { try $0.get("id") }
        }
      }
      #expect(try await found("invoice") == [1])
      #expect(try await found("CAFE wrong") == [1])
      #expect(try await found("ЗАКАЗ") == [2])
      #expect(try await found("пришел еще") == [2])
      #expect(try await found("ההזמנה") == [3])
      #expect(try await found("订单") == [4])
      #expect(try await found("单") == [4])
      #expect(try await found("单订") == [])
      #expect(try await found("4711 \" OR ' & !") == [])
      #expect(try await found("4711") == [5])
      try await database.write { db in
        try index.remove(1, scope: scope, terms: TextIndex.line(of: [texts[0]]), in: db)
      }
      #expect(try await found("invoice") == [])
    }
  }

  @Test(arguments: Engine.available)
  func `four nodes that start together take each step once`(engine: Engine) async throws {
    try await withDatabase(engine, migrations) { database in
      let later = (1...5).map { number in
        Migration(
          StaticString.steps[number - 1],
          ["CREATE TABLE \(SQL(StaticName.tables[number - 1])) (id INTEGER)"])
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          group.addTask {
            try await Migration.run(
              migrations + later, on: database, at: Instant(milliseconds: 0))
          }
        }
        try await group.waitForAll()
      }
      let (pending, isNew) = try await Migration.pending(migrations + later, on: database)
      #expect(pending == [])
      #expect(!isNew)
    }
  }

  @Test(arguments: Engine.available)
  func `an edited migration is refused`(engine: Engine) async throws {
    try await withDatabase(engine, migrations) { database in
      let edited = [Migration("test-1", ["CREATE TABLE other (id INTEGER)"])]
      await #expect(throws: StorageError.schemaMismatch(migration: "test-1")) {
        try await Migration.run(edited, on: database, at: Instant(milliseconds: 0))
      }
    }
  }
}

private func insert(_ id: Int, _ name: String, _ db: any Connection) throws {
  try db.execute(
    "INSERT INTO sample (workspace_id, id, name) VALUES (\(scope), \(id), \(name))")
}

private func count(_ database: any Database) async throws -> Int? {
  try await database.read { db in
    try db.value("SELECT COUNT(*) AS value FROM sample WHERE workspace_id = \(scope)")
  }
}

extension StaticString {
  fileprivate static let steps: [StaticString] = [
    "later-1", "later-2", "later-3", "later-4", "later-5",
  ]
}

extension StaticName {
  fileprivate static let tables: [StaticName] = [
    "later_1", "later_2", "later_3", "later_4", "later_5",
  ]
}
