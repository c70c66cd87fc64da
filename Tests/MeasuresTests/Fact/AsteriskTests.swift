import Conversations
import Foundation
import Kernel
import Statistics
import Storage
import Support
import Testing
import Web

@testable import Measures

/// What a real Asterisk says about itself, and what the same calls come to here.
@Suite(.enabled(if: Shared.isPresent, "third-party data is not here (ATTUNE_SHARED)"))
struct AsteriskTests {
  private static let folder = Shared.root + "/fixtures/asterisk"

  /// One queue of `queue_show.txt`: calls completed, calls "abandoned", calls of each member.
  struct Shown {
    var completed = 0
    var abandoned = 0
    var taken: [String: Int] = [:]
  }

  static func shown(_ path: String) throws -> [String: Shown] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var queues: [String: Shown] = [:]
    var name = ""
    for line in text.split(separator: "\n") {
      if let match = line.firstMatch(of: #/^(\S+) has .* C:(\d+), A:(\d+)/#) {
        name = String(match.1)
        queues[name] = Shown(
          completed: Int(match.2) ?? -1, abandoned: Int(match.3) ?? -1)
      } else if let match = line.firstMatch(of: #/^\s+(.+?) \(Local.* has taken (\d+) calls/#) {
        queues[name]?.taken[String(match.1)] = Int(match.2)
      }
    }
    return queues
  }

  private func imported(
    _ file: String, _ database: any Database, _ scope: Scope, key: Int64 = 1_000_000
  ) async throws -> ImportReport {
    try await ImportWork(
      database: database, world: Ground.world(key, at: Self.after), scope: scope,
      zone: Ground.zone, watches: [.measures]
    ).importFile(Self.folder + "/" + file, format: nil, source: "pbx", mapping: nil)
  }

  /// A week after the calls.
  static let after = Instant(milliseconds: 1_795_900_000_000)
  static let period = Period(.month, holding: Ground.zone.day(of: after))

  private struct Place {
    let cell: Cell
    let readings: Readings
    let question: Question
  }

  private func queues(
    _ database: any Database, _ scope: Scope
  ) async throws -> [String: (cell: Cell, level: Reading)] {
    try await database.read { db in
      var result: [String: (cell: Cell, level: Reading)] = [:]
      var source = RollupSource(scope: scope, now: Self.after)
      for row in try db.rows("SELECT id, name FROM queue WHERE workspace_id = \(scope)") {
        let question = Question(.serviceLevel, of: .queue(try row.get("id")))
        let cells = try source.cells(of: question, over: [Self.period], from: db)
        let level = try Readings(scope: scope, now: Self.after)
          .reading(question, over: Self.period, from: db)
        result[try row.get("name")] = (try #require(cells.first), level)
      }
      return result
    }
  }

  @Test(arguments: Engine.available)
  func `answered, abandoned and each member's calls are exactly what queue show says`(
    engine: Engine
  ) async throws {
    try await withGround(engine) { database, scope in
      let report = try await imported("queue_log", database, scope)
      #expect(report.rejected == 0)
      let shown = try Self.shown(Self.folder + "/queue_show.txt")
      let queues = try await queues(database, scope)
      #expect(Set(queues.keys) == Set(shown.keys))
      for (name, truth) in shown {
        let cell = try #require(queues[name]?.cell)
        let offered = cell[.offered]
        #expect(offered.hits == truth.completed, "\(name) completed")
        // Asterisk counts time-outs and empty queues as abandoned too.
        #expect(
          offered.misses + offered.sum + cell[.lost].n == truth.abandoned, "\(name) abandoned")
        #expect(!truth.taken.isEmpty)
      }
      let taken = try await database.read { db in
        try db.rows(
          """
          SELECT q.name AS queue, p.name AS person, COUNT(*) AS calls
          FROM conversation_fact f
          JOIN queue q ON q.workspace_id = f.workspace_id AND q.id = f.queue_id
          JOIN person p ON p.workspace_id = f.workspace_id AND p.id = f.owner_id
          WHERE f.workspace_id = \(scope) AND f.is_answered = 1
          GROUP BY q.name, p.name
          """
        ).map {
          ["\(try $0.get("queue") as String)", try $0.get("person") as String]
            + ["\(try $0.get("calls") as Int)"]
        }
      }
      let expected = shown.flatMap { name, queue in
        queue.taken.map { [name, $0.key, "\($0.value)"] }
      }
      #expect(Set(taken) == Set(expected))
    }
  }

  @Test(arguments: Engine.available)
  func `offered, wait, talk and service level agree with an independent reading of the log`(
    engine: Engine
  ) async throws {
    struct Summary: Decodable {
      struct Queue: Decodable {
        let offered: Int, answered: Int, abandoned: Int, timeout: Int, empty: Int, key: Int
        let talk_s: Int, wait_answered_s: Int
      }
      let per_queue: [String: Queue]
    }
    try await withGround(engine) { database, scope in
      _ = try await imported("queue_log", database, scope)
      let data = try Data(
        contentsOf: URL(fileURLWithPath: Self.folder + "/expected_summary.json"))
      let summary = try JSONDecoder().decode(Summary.self, from: data)
      let queues = try await queues(database, scope)
      for (name, truth) in summary.per_queue {
        let (cell, level) = try #require(queues[name])
        #expect(cell[.offered].n == truth.offered)
        #expect(cell[.offered].hits == truth.answered)
        #expect(cell[.offered].misses + cell[.offered].sum == truth.abandoned)
        #expect(cell[.lost].n == truth.timeout + truth.empty)
        #expect(cell[.talk].sum == truth.talk_s * 1000)
        #expect(cell[.answered].sum == truth.wait_answered_s * 1000)
        #expect(level.denominator == truth.offered - cell[.offered].sum)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `importing the log again changes nothing, and a cut-off line is named`(
    engine: Engine
  ) async throws {
    try await withGround(engine) { database, scope in
      let first = try await imported("handmade/queue_log_edge_cases", database, scope)
      #expect(first.rejected == 2 && first.created > 0)
      let image = try await RollupImage.read(database, scope)
      let again = try await imported(
        "handmade/queue_log_edge_cases", database, scope, key: 2_000_000)
      #expect(again.created == 0 && again.updated == 0)
      #expect(try await RollupImage.read(database, scope) == image)
    }
  }

  @Test(arguments: Engine.available)
  func `members' states make working days`(engine: Engine) async throws {
    try await withGround(engine) { database, scope in
      _ = try await imported("queue_log", database, scope)
      try await database.read { db in
        let readings = Readings(scope: scope, now: Self.after)
        let occupancy = try readings.reading(Question(.occupancy), over: Self.period, from: db)
        let value = try #require(occupancy.estimate.value)
        #expect(value > 0.05 && value < 0.95)
        #expect(occupancy.n == 6)
      }
    }
  }
}
