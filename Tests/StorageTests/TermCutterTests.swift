import Kernel
import Storage
import Support
import Testing

struct TermCutterTests {
  @Test func `words come once, folded, in order of first appearance`() {
    #expect(
      TextIndex.terms(of: "The LAMP, the lamp-post; Café 4711 caf\u{e9}!")
        == ["the", "lamp", "post", "cafe", "4711"])
    #expect(TextIndex.terms(of: "Ещё ещЕ Мой") == ["еще", "мой"])
    #expect(TextIndex.terms(of: "שָׁלוֹם שלום") == ["שלום"])
    #expect(TextIndex.terms(of: "") == [])
    #expect(TextIndex.terms(of: "— … !") == [])
  }

  @Test func `scripts without spaces give characters and pairs, queries pairs alone`() {
    #expect(TextIndex.terms(of: "我的灯") == ["我", "的", "灯", "我的", "的灯"])
    #expect(TextIndex.terms(of: "我的灯", forQuery: true) == ["我的", "的灯"])
    #expect(TextIndex.terms(of: "灯", forQuery: true) == ["灯"])
    #expect(TextIndex.terms(of: "LED灯2个") == ["led", "灯", "2", "个"])
  }

  @Test func `many thousand different words are kept apart, up to the limit`() {
    let words = (0..<5000).map { "w\($0)" }
    #expect(TextIndex.terms(of: (words + words).joined(separator: " ")) == words)
    #expect(TextIndex.terms(of: words.joined(separator: " "), limit: 10).count == 10)
    #expect(TextIndex.terms(of: String(repeating: "a", count: 201)) == [])
  }

  @Test(arguments: Engine.available)
  func `many rows at once keep empty texts, nothing, numbers and bytes`(engine: Engine) async throws
  {
    let table: SQL = """
      CREATE TABLE thing (
        \(.key), name TEXT NOT NULL, note TEXT, size REAL, content BLOB
      ) \(.strict)
      """
    try await withDatabase(engine, [Migration("things-1", [table])]) { database in
      let scope = Scope(workspace: .init(rawValue: 1))
      let rows: [[SQLValue]] = [
        [.integer(1), .integer(1), .text(""), .null, .real(0.5), .blob([])],
        [.integer(1), .integer(2), .text("שלום 灯"), .text("x"), .null, .blob([0, 255])],
      ]
      let columns: StaticName = "workspace_id, id, name, note, size, content"
      try await database.write { db in
        try db.insert(into: "thing", columns: columns, rows: rows)
      }
      let stored = try await database.read { db in
        try db.rows(
          "SELECT \(SQL(columns)) FROM thing WHERE workspace_id = \(scope) ORDER BY id"
        ).map(\.values)
      }
      #expect(stored == rows)
      await #expect(throws: StorageError.self) {
        try await database.write { db in
          try db.insert(into: "thing", columns: columns, rows: rows)
        }
      }
    }
  }
}
