import Conversations
import Corpora
import Foundation
import Kernel
import Statistics
import Storage
import Support
import Testing
import Web

@testable import Measures

/// What other teams' conversations come to here, and what a plain count of their files says.
@Suite(.enabled(if: Shared.isPresent, "third-party data is not here (ATTUNE_SHARED)"))
struct ConversationSetTests {
  /// Long enough for every set, also when all of its lines are read.
  private static let years = Period(
    first: Day(year: 2020, month: 1, day: 1) ?? Day(number: 0),
    last: Day(year: 2031, month: 12, day: 31) ?? Day(number: 0))
  private static let later = Instant(milliseconds: 1_925_000_000_000)

  /// A conversation as its file tells it, counted by nothing of the product.
  struct Told {
    var said: [(role: String, at: Int)] = []
    var score: Double?
    var tags: [String] = []

    /// Seconds from the customer's first word to the first answer.
    var firstResponse: Int? {
      guard let asked = said.first(where: { $0.role == "customer" })?.at else { return nil }
      return said.first { $0.role == "agent" && $0.at >= asked }.map { $0.at - asked }
    }
  }

  private static func told(_ lines: [JSON]) -> [String: Told] {
    var told: [String: Told] = [:]
    func add(_ message: JSON, to key: String) {
      let at = Int(message["time"]?.word ?? "") ?? -1
      told[key, default: Told()].said.append((message["role"]?.word ?? "", at))
    }
    for line in lines {
      if line["type"]?.word == "message" {
        add(line, to: line["conversation"]?.word ?? "")
        continue
      }
      let key = line["external_id"]?.word ?? ""
      told[key] = Told()
      if case .list(let messages)? = line["messages"] {
        for message in messages { add(message, to: key) }
      }
      if case .list(let tags)? = line["tags"] { told[key]?.tags = tags.compactMap(\.word) }
      told[key]?.score = line["survey"]?["score"]?.word.flatMap(Double.init)
    }
    return told
  }

  private static func imported(
    _ lines: [JSON], _ corpus: Corpus, _ database: any Database, _ scope: Scope
  ) async throws {
    let folder = temporaryFolder("attune-set-\(World.live.key())")
    defer { removeFolder(folder) }
    let path = folder + "/set.jsonl"
    try Data(lines.map(\.compact).joined(separator: "\n").utf8)
      .write(to: URL(fileURLWithPath: path))
    let report = try await ImportWork(
      database: database, world: Ground.world(1_000_000, at: later), scope: scope,
      zone: Ground.zone, watches: [.measures]
    ).importFile(path, format: .jsonl, source: corpus.path, mapping: nil)
    #expect(report.rejected == 0, "\(report.rejects.prefix(3))")
  }

  @Test(arguments: Engine.available, Corpus.all)
  func `every metric that a set's fields allow is what its file says`(
    engine: Engine, corpus: Corpus
  ) async throws {
    let lines = try corpus.lines().enumerated().flatMap { corpus.convert($1, $0) }
    let told = Self.told(lines)
    try await withGround(engine) { database, scope in
      try await Self.imported(lines, corpus, database, scope)
      try await database.read { db in
        let readings = Readings(scope: scope, now: Self.later)
        func read(_ question: Question) throws -> Reading {
          try readings.reading(question, over: Self.years, from: db)
        }
        let messages: Int? = try db.value(
          "SELECT COUNT(*) AS value FROM message WHERE workspace_id = \(scope)")
        #expect(messages == told.values.reduce(0) { $0 + $1.said.count })
        #expect(try read(Question(.volumeIn)).numerator == told.count)
        #expect(try read(Question(.backlog)).numerator == told.count)
        #expect(try read(Question(.volumeSolved)).numerator == 0)
        let complaints = try read(Question(.complaints))
        let named = told.values.count { $0.tags.contains { $0.lowercased().contains("complain") } }
        #expect(complaints.numerator == named && complaints.denominator == told.count)
        let times = told.values.compactMap(\.firstResponse).map { $0 * 1000 }
        try Self.expect(times, of: .firstResponse, read)
        if !times.isEmpty {
          let inTime = try read(Question(.firstResponseInTime))
          #expect(inTime.numerator == times.count { $0 <= 120_000 })
          #expect(inTime.denominator == times.count)
        }
        let scores = told.values.compactMap(\.score)
        let csat = try read(Question(.csat))
        #expect(csat.numerator == scores.count { $0 == 2 } && csat.denominator == scores.count)
        #expect(try read(Question(.surveyResponse)).numerator == scores.count)
        // What no set tells is not known, which is not zero.
        var known: Set<Metric> = [.volumeIn, .volumeSolved, .backlog, .complaints]
        if !times.isEmpty { known.formUnion([.firstResponse, .firstResponseInTime]) }
        if !scores.isEmpty { known.formUnion([.csat, .surveyResponse]) }
        for metric in Metric.all {
          let reading = try read(Question(metric))
          #expect((reading.absence == nil) == known.contains(metric), "\(metric.id)")
          if reading.absence != nil { #expect(reading.estimate.value == nil, "\(metric.id)") }
        }
      }
    }
  }

  /// Sums are exact; quantiles are within the sketch's stated error of the exact ones (type 7).
  private static func expect(
    _ times: [Int], of metric: Metric, _ read: (Question) throws -> Reading
  ) throws {
    let sorted = times.sorted().map(Double.init)
    for (statistic, share) in [(Question.Statistic.median, 0.5), (.ninetieth, 0.9)] {
      let reading = try read(Question(metric, statistic: statistic))
      #expect(reading.n == times.count, "\(metric.id)")
      guard !times.isEmpty else { continue }
      #expect(reading.numerator == times.reduce(0, +), "\(metric.id)")
      let position = share * Double(sorted.count - 1)
      let low = sorted[Int(position)]
      let high = sorted[min(sorted.count - 1, Int(position) + 1)]
      let exact = (low + (position - position.rounded(.down)) * (high - low)) / 1000
      let value = try #require(reading.estimate.value)
      // Below 128 ms each value has a bucket of its own.
      #expect(
        abs(value - exact) <= exact * QuantileSketch.relativeError + 1e-9,
        "\(metric.id) \(statistic): \(value) for \(exact)")
    }
    let mean = try read(Question(metric, statistic: .mean)).estimate.value
    if !times.isEmpty {
      let exact = Double(times.reduce(0, +)) / Double(times.count) / 1000
      #expect(abs((mean ?? -1) - exact) < 1e-6 * max(1, exact), "\(metric.id)")
    }
  }

  // MARK: Tables of calls

  /// A table of calls of another program, and the mapping that its import test uses.
  struct CallTable: Sendable, CustomStringConvertible {
    let path: String
    let mapping: String

    var description: String { path }

    static let all = [
      CallTable(path: "asterisk/cdr-csv/Master.csv", mapping: "asterisk-cdr"),
      CallTable(path: "asterisk/session2/cdr-Master.csv", mapping: "asterisk-cdr"),
      CallTable(path: "3cx/handmade/cdr_calls.csv", mapping: "3cx"),
      CallTable(path: "twilio/call_log.csv", mapping: "twilio"),
    ]
  }

  @Test(arguments: Engine.available, CallTable.all)
  func `calls that were offered and answered, waits, talk and handling are those of the raw rows`(
    engine: Engine, table: CallTable
  ) async throws {
    try await withGround(engine) { database, scope in
      var folder = URL(fileURLWithPath: #filePath)
      for _ in 0..<3 { folder.deleteLastPathComponent() }
      let mapping = try Data(
        contentsOf: folder.appendingPathComponent("Fixtures/mappings/\(table.mapping).json"))
      _ = try await ImportWork(
        database: database, world: Ground.world(1_000_000, at: Self.later), scope: scope,
        zone: Ground.zone, watches: [.measures]
      ).importFile(
        "\(Shared.root)/fixtures/\(table.path)", format: .csv, source: "pbx",
        mapping: Array(mapping))
      try await database.read { db in
        let raw = try RawCall.all(scope, in: db)
        #expect(!raw.isEmpty)
        let readings = Readings(scope: scope, now: Self.later)
        func read(_ question: Question) throws -> Reading {
          try readings.reading(question, over: Self.years, from: db)
        }
        let offered = raw.filter { $0.direction != "outbound" && $0.direction != "internal" }
        let counted = offered.filter { !($0.isAbandoned && ($0.wait ?? 9) < 5) }
        let abandonment = try read(Question(.abandonment))
        #expect(abandonment.denominator == counted.count)
        #expect(abandonment.numerator == counted.count { $0.isAbandoned })
        let answered = offered.filter(\.isAnswered)
        let level = try read(Question(.serviceLevel))
        let untold = answered.count { $0.wait == nil }
        #expect(level.denominator == (untold < counted.count ? counted.count - untold : 0))
        func times(_ length: (RawCall) -> Double?) -> [Int] {
          answered.compactMap(length).map { Int(($0 * 1000).rounded()) }
        }
        try Self.expect(times(\.wait), of: .answerWait, read)
        try Self.expect(times(\.talk), of: .talkTime, read)
        try Self.expect(times(\.hold), of: .holdTime, read)
        try Self.expect(times(\.wrap), of: .wrapTime, read)
        try Self.expect(
          times { one in one.talk.map { $0 + (one.hold ?? 0) + (one.wrap ?? 0) } },
          of: .handleTime, read)
      }
    }
  }

  /// A call as it was stored, before anything was made of it.
  private struct RawCall {
    let direction: String?
    let isAnswered: Bool
    let isAbandoned: Bool
    let wait: Double?
    let talk: Double?
    let hold: Double?
    let wrap: Double?

    static func all(_ scope: Scope, in db: any Connection) throws -> [RawCall] {
      try db.rows("SELECT * FROM call WHERE workspace_id = \(scope)").map { row in
        let talk: Double? = try row.get("talk_s")
        let (answered, abandoned): (Bool?, Bool?) = (
          try row.get("is_answered"), try row.get("is_abandoned")
        )
        return RawCall(
          direction: try row.get("direction"), isAnswered: answered ?? ((talk ?? 0) > 0),
          isAbandoned: abandoned ?? false, wait: try row.get("wait_s"), talk: talk,
          hold: try row.get("hold_s"), wrap: try row.get("wrap_s"))
      }
    }
  }
}
