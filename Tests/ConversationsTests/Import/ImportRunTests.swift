import Foundation
import Kernel
import Storage
import Support
import Synchronization
import Testing

@testable import Conversations

@Suite struct `Importing a file` {
  @Test(arguments: Engine.available)
  func `the same file five times changes nothing and says so`(engine: Engine) async throws {
    try await withHarbour(engine) { harbour in
      let text = Files.lines(20)
      let first = try await harbour.importing(text, as: "a.jsonl")
      #expect(first.created == 20)
      #expect(first.state == "finished")
      let contents = try await harbour.contents()
      #expect(contents.count == 20)
      for _ in 0..<4 {
        let again = try await harbour.importing(text, as: "a.jsonl")
        #expect(again.created == 0 && again.updated == 0 && again.unchanged == 20)
        #expect(again.summary.hasPrefix("Nothing new"))
        #expect(try await harbour.contents() == contents)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `good rows stay and bad rows are named`(engine: Engine) async throws {
    try await withHarbour(engine) { harbour in
      let path = Files.fixtures + "/tickets.csv"
      let report = try await harbour.work.importFile(path, source: "desk")
      #expect(report.created == 3)
      #expect(report.rejected == 2)
      #expect(report.ignoredColumns == ["Mood"])
      #expect(report.unknownWords == ["channel: carrier pigeon": 1])
      #expect(
        report.rejects == [
          .init(row: 4, field: "Created", expected: "a date", found: "31/02/2026 10:00"),
          .init(row: 5, field: "Ticket ID", expected: "a key or a name", found: ""),
        ])
      let contents = try await harbour.contents()
      #expect(contents.count == 3)
      // 09:12 on 2 March in Berlin is 08:12 UTC.
      #expect(
        contents.first
          == "desk | T-1 | Charged twice | closed | email | 1772439120000 | 0")
    }
  }

  @Test(arguments: Engine.available)
  func `messages of one conversation need not stand together`(engine: Engine) async throws {
    try await withHarbour(engine) { harbour in
      _ = try await harbour.work.importFile(Files.fixtures + "/tickets.csv", source: "desk")
      let report = try await harbour.work.importFile(
        Files.fixtures + "/messages.csv", source: "desk",
        mapping: Array(
          """
          {"rows":"message","columns":{"conversation_id":"conversation.external_id",
          "message_id":"message.external_id","time":"message.time","role":"message.role",
          "author":"message.author","text":"message.text",
          "public":{"field":"message.visibility",
          "values":{"true":"public","false":"internal"}}}}
          """.utf8))
      #expect(report.rejected == 1)
      #expect(report.rejects.first?.field == "time")
      let contents = try await harbour.contents()
      #expect(contents.first { $0.contains("T-1") }?.contains("| 3 |") == true)
      #expect(contents.first { $0.contains("T-1") }?.contains("agent internal Second") == true)
      let again = try await harbour.work.importFile(
        Files.fixtures + "/tickets.csv", source: "desk")
      #expect(again.updated == 0)
      #expect(try await harbour.contents() == contents)
    }
  }

  @Test(arguments: Engine.available)
  func `cut at any point and taken up again, the rows are the same`(engine: Engine) async throws {
    let text = Files.lines(1_200, messages: 2)
    var whole: [String] = []
    try await withHarbour(engine) { harbour in
      _ = try await harbour.importing(text, as: "a.jsonl")
      whole = try await harbour.contents()
    }
    #expect(whole.count == 1_200)
    var dice = Dice(seed: 23)
    var resumed = 0
    for _ in 0..<(engine == .sqlite ? 12 : 5) {
      try await withHarbour(engine) { harbour in
        let path = try Files.write(text.utf8, as: "a.jsonl", in: harbour.folder)
        // The store fails at a moment of chance, as a killed process would.
        var attempts = 0
        while attempts < 20 {
          attempts += 1
          let calls = Int.random(in: 1...9, using: &dice)
          let brittle = Brittle(harbour.database, after: calls)
          let work = ImportWork(
            database: brittle, world: .live, scope: harbour.scope,
            zone: Zone(name: "Europe/Berlin") ?? .utc)
          let report = try? await work.importFile(path, source: "desk")
          if let report {
            #expect(report.rows == 1_200)
            #expect(report.created == 1_200)
            resumed += report.resumed ? 1 : 0
            break
          }
        }
        #expect(try await harbour.contents() == whole)
      }
    }
    #expect(resumed > 0)
  }

  @Test(arguments: Engine.available)
  func `a file cut at any byte gives its good part`(engine: Engine) async throws {
    let bytes = Array(Files.lines(12).utf8)
    var dice = Dice(seed: 29)
    try await withHarbour(engine) { harbour in
      var most = 0
      for _ in 0..<25 {
        let cut = Int.random(in: 1..<bytes.count, using: &dice)
        let path = try Files.write(bytes[..<cut], as: "cut.jsonl", in: harbour.folder)
        let report = try await harbour.work.importFile(path, source: "desk")
        let complete = bytes[..<cut].filter { $0 == 0x0A }.count
        #expect(report.rows - report.rejected >= complete)
        #expect(report.rejected <= 1)
        most = max(most, report.rows - report.rejected)
        #expect(try await harbour.contents().count == most)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `the newer version wins and undo brings the older back`(engine: Engine) async throws {
    try await withHarbour(engine) { harbour in
      _ = try await harbour.importing(Files.lines(5), as: "a.jsonl")
      let before = try await harbour.contents()
      harbour.world = world(10_000)
      let other = Files.lines(8, messages: 4)
      let second = try await harbour.importing(other, as: "b.jsonl")
      #expect(second.created == 3)
      #expect(second.updated == 5)
      let held: ImportHold = { _, _, _ in 2 }
      await #expect(throws: ImportUndoRefusal.reviewed(2)) {
        try await harbour.undo(second, holds: [held])
      }
      try await harbour.undo(second)
      #expect(try await harbour.contents() == before)
      harbour.world = world(20_000)
      let again = try await harbour.importing(other, as: "b.jsonl")
      #expect(again.created == 3)
      #expect(again.updated == 5)
    }
  }

  @Test(arguments: Engine.available)
  func `undo leaves nobody behind whom nothing else needs`(engine: Engine) async throws {
    try await withHarbour(engine) { harbour in
      let header = "Ticket ID,Created,Agent,Customer,Queue,Tags\n"
      let first = header + "1,2026-03-01,Noa,Dana,Mail,late\n2,2026-03-02,Lior,Omer,Chat,lost\n"
      let second = header + "3,2026-03-03,Lior,Omer,Chat,lost\n4,2026-03-04,Gil,Tal,Fax,odd\n"
      let one = try await harbour.importing(first, as: "one.csv")
      let before = try await harbour.parties()
      #expect(before == ["Chat", "Dana", "Lior", "Mail", "Noa", "Omer", "late", "lost"])
      harbour.world = world(10_000)
      let two = try await harbour.importing(second, as: "two.csv")
      // Somebody has since been let in, and is more than a name in a file.
      try await harbour.database.write { [scope = harbour.scope] db in
        try db.execute(
          """
          UPDATE person SET email = 'gil@example.org', password = 'x'
          WHERE workspace_id = \(scope) AND name = 'Gil'
          """)
      }
      try await harbour.undo(one)
      let middle = try await harbour.parties()
      #expect(middle == ["Chat", "Fax", "Gil", "Lior", "Omer", "Tal", "lost", "odd"])
      try await harbour.undo(two)
      #expect(try await harbour.parties() == ["Gil"])
      #expect(try await harbour.contents().isEmpty)
      // What was undone comes back whole when it is imported again.
      harbour.world = world(20_000)
      let again = try await harbour.importing(first, as: "one.csv")
      #expect(again.created == 2 && again.rejected == 0)
      #expect(
        try await harbour.parties() == [
          "Chat", "Dana", "Gil", "Lior", "Mail", "Noa", "Omer", "late", "lost",
        ])
    }
  }

  @Test(arguments: Engine.available)
  func `undo comes too late after a week`(engine: Engine) async throws {
    try await withHarbour(engine) { harbour in
      let report = try await harbour.importing(Files.lines(2), as: "a.jsonl")
      harbour.world = world(10_000, at: Ground.noon.advanced(byDays: 7))
      await #expect(throws: ImportUndoRefusal.tooLate) { try await harbour.undo(report) }
      #expect(try await harbour.contents().count == 2)
    }
  }

  @Test(arguments: Engine.available)
  func `a trial counts and writes nothing`(engine: Engine) async throws {
    try await withHarbour(engine) { harbour in
      _ = try await harbour.importing(Files.lines(3), as: "a.jsonl")
      let before = try await harbour.contents()
      let path = try Files.write(
        (Files.lines(6) + "{\"external_id\":\"X\"}\n").utf8, as: "b.jsonl", in: harbour.folder)
      let (digest, size) = try UploadFolder.digest(of: path, limits: .standard)
      let run = ImportRun(
        id: Identifier(rawValue: 99), source: "desk", fileName: "b.jsonl", path: path,
        digest: digest, size: size, format: .jsonl, state: .checking, createdBy: nil,
        createdAt: Ground.noon)
      let scope = harbour.scope
      try await harbour.database.write { db in try run.insert(scope, in: db) }
      let ended = try await harbour.work.run(run.id)
      #expect(ended?.state == .checked)
      #expect(ended?.counts.created == 3)
      #expect(ended?.counts.unchanged == 3)
      #expect(ended?.counts.rejected == 1)
      #expect(try await harbour.contents() == before)
    }
  }

  @Test(arguments: Engine.available)
  func `endless names and odd characters stop nothing`(engine: Engine) async throws {
    try await withHarbour(engine) { harbour in
      let long = String(repeating: "ñ", count: 3_000)
      let report = try await harbour.importing(
        """
        {"external_id":"1","opened_at":1772352000,"agent":{"id":"\(long)","name":"\(long)","email":"\(long)@x.example"},"customer":"\(long)","queue":"\(long)","tags":["\(long)"]}
        {"external_id":"2","opened_at":-99999999999,"reopen_count":-3,"subject":"a\\u0000b","agent":"\\u0000"}
        {"external_id":"3","opened_at":1772352000,"messages":[{"text":"x","visibility":"secret","role":"","time":"2026-03-01"}]}
        """, as: "odd.jsonl")
      #expect(report.state == "finished")
      #expect(report.created + report.rejected == 3)
      #expect(report.created >= 2)
    }
  }

  @Test(arguments: Engine.available)
  func `transcripts and foreign files`(engine: Engine) async throws {
    try await withHarbour(engine) { harbour in
      let call = try await harbour.importing(
        "WEBVTT\n\n00:00.000 --> 00:02.400\n<v Agent>Hello.\n\n00:03.000 --> bad\n<v Customer>Hi.\n",
        as: "call-77.vtt",
        mapping:
          #"{"rows":"call","constants":{"call.started_at":"2026-03-02","conversation.opened_at":"2026-03-02 10:00"}}"#
      )
      #expect(call.created == 1)
      #expect(call.rejected == 1)
      #expect(try await harbour.contents().first?.hasPrefix("desk | call-77") == true)
      for bytes: [UInt8] in [[0x1F, 0x8B, 8, 0], [0x50, 0x4B, 3, 4], []] {
        let path = try Files.write(bytes, as: "x.csv", in: harbour.folder)
        await #expect(throws: SourceError.self) {
          try await harbour.work.importFile(path, source: "desk")
        }
      }
    }
  }
}

/// A database that stops answering writes after a few, as one does when the program is killed.
private final class Brittle: Database {
  private let inner: any Database
  private let left: Mutex<Int>

  init(_ inner: any Database, after writes: Int) {
    self.inner = inner
    left = Mutex(writes)
  }

  struct Gone: Error {}

  var dialect: Dialect { inner.dialect }

  func gatherStatistics() async throws { try await inner.gatherStatistics() }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    guard left.withLock({ $0 > 0 }) else { throw Gone() }
    return try await inner.read(body)
  }

  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    let isLast = left.withLock { left in
      left -= 1
      return left == 0
    }
    guard left.withLock({ $0 >= 0 }) else { throw Gone() }
    let value = try await inner.write { db in
      let value = try body(db)
      // The last write is lost in the middle: what it did is taken back.
      if isLast { throw Gone() }
      return value
    }
    return value
  }

  func settings() async throws -> [(name: String, value: String)] { try await inner.settings() }
  func integrity() async throws -> String { try await inner.integrity() }
  func close() async throws {}
}
