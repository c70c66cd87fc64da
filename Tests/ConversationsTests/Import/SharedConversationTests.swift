import Foundation
import Storage
import Support
import Testing

@testable import Conversations

/// A set of foreign conversations and how one of its lines becomes lines of the neutral form.
struct Corpus: Sendable, CustomTestStringConvertible {
  let path: String
  let convert: @Sendable (JSON, Int) -> [JSON]

  var testDescription: String { path }

  /// One conversation of turns that name role and text.
  private static func dialogue(
    _ key: String, _ turns: [(role: String, text: String)], at index: Int, language: String,
    custom: [JSON.Member] = []
  ) -> JSON {
    let opened = 1_767_225_600 + index * 3600
    let messages = turns.enumerated().map { number, turn in
      JSON.object([
        .init("external_id", .text("\(number)")),
        .init("time", .number("\(opened + number * 20)")), .init("role", .text(turn.role)),
        .init("text", .text(turn.text)),
      ])
    }
    return .object(
      [
        .init("external_id", .text(key)), .init("channel", .text("chat")),
        .init("opened_at", .number("\(opened)")), .init("language", .text(language)),
        .init("messages", .list(messages)),
      ] + custom)
  }

  /// A single sentence as the first message of a customer.
  private static func sentence(_ field: String, _ language: String, key: String? = nil)
    -> @Sendable (JSON, Int) -> [JSON]
  {
    { line, index in
      let words = line[field]?.word ?? ""
      let name = key.flatMap { line[$0]?.word } ?? "\(index)"
      let tags = ["intent", "label", "domain"].compactMap { line[$0]?.word }
      return [
        dialogue(
          name, [("customer", words)], at: index, language: language,
          custom: [.init("tags", .list(tags.map(JSON.text)))])
      ]
    }
  }

  private static func turns(_ language: String) -> @Sendable (JSON, Int) -> [JSON] {
    { line, index in
      guard case .list(let turns)? = line["turns"] else { return [] }
      let pairs = turns.flatMap { turn -> [(role: String, text: String)] in
        if let user = turn["user"]?.word {
          return [("customer", user), ("agent", turn["system"]?.word ?? "")]
        }
        if case .list(let tokens)? = turn["tokens"] {
          let role = turn["role"]?.word == "R1" ? "customer" : "agent"
          return [(role, tokens.compactMap(\.word).joined(separator: " "))]
        }
        return [(turn["role"]?.word ?? "", turn["text"]?.word ?? "")]
      }
      let score = line["satisfaction"]?.word.map { score in
        JSON.Member(
          "survey",
          .object([
            .init("kind", .text("custom")), .init("score", .number(score)),
            .init("scale_min", .number("0")), .init("scale_max", .number("2")),
            .init("answered_at", .number("\(1_767_225_600 + index * 3600)")),
          ]))
      }
      return [
        dialogue(
          line["id"]?.word ?? "\(index)", pairs, at: index, language: language,
          custom: [score].compactMap(\.self))
      ]
    }
  }

  /// Sentences that come one a line, in parts of a conversation.
  private static let pieces: @Sendable (JSON, Int) -> [JSON] = { line, _ in
    let turn = Int(line["turn"]?.word ?? "") ?? 0
    let part = Int(line["sent"]?.word ?? "") ?? 0
    return [
      .object([
        .init("type", .text("message")), .init("conversation", .text(line["conv"]?.word ?? "")),
        .init("external_id", .text("\(turn).\(part)")),
        .init("time", .number("\(1_767_225_600 + turn * 30 + part)")),
        .init("role", .text(turn.isMultiple(of: 2) ? "customer" : "agent")),
        .init("text", .text(line["text"]?.word ?? "")),
      ])
    ]
  }

  private static let abuse: @Sendable (JSON, Int) -> [JSON] = { line, index in
    let words = [
      ("agent", "prev_agent"), ("customer", "prev_user"), ("agent", "agent"), ("customer", "user"),
    ].map { (role: $0.0, text: line[$0.1]?.word ?? "") }
    let key = "\(line["conv_id"]?.word ?? "")-\(line["example_id"]?.word ?? "")"
    return [dialogue(key, words, at: index, language: "en")]
  }

  static let all: [Corpus] = [
    Corpus(path: "uss/dev.jsonl.gz", convert: turns("en")),
    Corpus(path: "taobao_makeup_ids/dev.jsonl.gz", convert: turns("zh")),
    Corpus(path: "crosswoz_zh/val.jsonl.gz", convert: turns("zh")),
    Corpus(path: "sgd/dev.jsonl.gz", convert: turns("en")),
    Corpus(path: "abuse_convabuse/valid.jsonl", convert: abuse),
    Corpus(path: "abuse_convabuse/train.jsonl.gz", convert: abuse),
    Corpus(path: "multidogo/dev.jsonl.gz", convert: pieces),
    Corpus(path: "multidogo/train.jsonl.gz", convert: pieces),
    Corpus(path: "banking77/train.jsonl.gz", convert: sentence("text", "en")),
    Corpus(path: "clinc150/val.jsonl", convert: sentence("text", "en")),
    Corpus(path: "clinc150/train.jsonl.gz", convert: sentence("text", "en")),
    Corpus(path: "goemotions/dev.jsonl.gz", convert: sentence("text", "en", key: "id")),
    Corpus(path: "goemotions/train.jsonl.gz", convert: sentence("text", "en", key: "id")),
    Corpus(path: "hebrew_hebert/in_domain.jsonl", convert: sentence("text", "he", key: "id")),
    Corpus(path: "hebrew_hebert/main.jsonl.gz", convert: sentence("text", "he", key: "id")),
    Corpus(
      path: "hebrew_sentiment_omilab/train_dedup.jsonl.gz", convert: sentence("text", "he")),
    Corpus(
      path: "natcs/insurance.jsonl", convert: sentence("utterance", "en", key: "utterance_id")),
    Corpus(path: "pii_presidio/dev.jsonl", convert: sentence("text", "en")),
    Corpus(path: "politeness_tydip/en_train.jsonl.gz", convert: sentence("text", "en")),
    Corpus(path: "politeness_tydip/ru_even_rows.jsonl", convert: sentence("text", "ru")),
  ]

  /// The lines of the file; all of them when `ATTUNE_ALL_LINES` is set.
  func lines() throws -> [JSON] {
    let path = "\(Shared.root)/data/conversations/\(path)"
    let bytes =
      path.hasSuffix(".gz")
      ? try unpacked(path) : Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let whole = ProcessInfo.processInfo.environment["ATTUNE_ALL_LINES"] != nil
    var reader = LineReader(ByteStream(MemorySupply(bytes)))
    var line: [UInt8] = []
    var lines: [JSON] = []
    while whole || lines.count < 150, try reader.next(&line) != nil {
      if !line.isEmpty { lines.append(try JSON.parse(line)) }
    }
    return lines
  }

  private func unpacked(_ path: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/gzip")
    process.arguments = ["-dc", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Array(data)
  }
}

@Suite(.enabled(if: Shared.isPresent, "third-party data is not here (ATTUNE_SHARED)"))
struct `Importing conversations of other teams` {
  @Test(arguments: Engine.available)
  func `every set comes in whole and only once`(engine: Engine) async throws {
    try await withHarbour(engine) { harbour in
      for corpus in Corpus.all {
        let converted = try corpus.lines().enumerated().flatMap { index, line in
          corpus.convert(line, index)
        }
        #expect(!converted.isEmpty, "\(corpus.path)")
        let text = converted.map(\.compact).joined(separator: "\n")
        let report = try await harbour.importing(text, as: "set.jsonl", source: corpus.path)
        #expect(report.rejected == 0, "\(corpus.path): \(report.rejects.prefix(3))")
        #expect(report.rows == converted.count, "\(corpus.path)")
        #expect(report.created > 0, "\(corpus.path)")
        let again = try await harbour.importing(text, as: "set.jsonl", source: corpus.path)
        #expect(again.created == 0 && again.updated == 0, "\(corpus.path)")
      }
    }
  }

  @Test func `whole files of another shape are told apart`() async throws {
    try await withHarbour(.sqlite) { harbour in
      // A JSON document is no line of the neutral form: it is named as one bad row.
      let path = "\(Shared.root)/data/conversations/abcd_policies/abcd_sample.json"
      let report = try await harbour.work.importFile(path, format: .jsonl, source: "abcd")
      #expect(report.created == 0)
      #expect(report.rejected > 0)
      guard
        case .list(let chats) = try JSON.parse(
          Shared.bytes("data/conversations/abcd_policies/abcd_sample.json"))
      else { return }
      let lines = chats.enumerated().map { index, chat -> String in
        var messages: [JSON] = []
        if case .list(let turns)? = chat["original"] {
          messages = turns.enumerated().compactMap { number, turn in
            guard case .list(let pair) = turn, pair.count == 2 else { return nil }
            let role = pair[0].word == "action" ? "system" : pair[0].word ?? ""
            return .object([
              .init("external_id", .text("\(number)")),
              .init("time", .number("\(1_767_225_600 + index * 3600 + number)")),
              .init("role", .text(role)),
              .init("kind", .text(role == "system" ? "event" : "text")),
              .init("text", .text(pair[1].word ?? "")),
            ])
          }
        }
        return JSON.object([
          .init("external_id", .text(chat["convo_id"]?.word ?? "")),
          .init("opened_at", .number("\(1_767_225_600 + index * 3600)")),
          .init("messages", .list(messages)),
        ]).compact
      }
      let converted = try await harbour.importing(
        lines.joined(separator: "\n"), as: "abcd.jsonl", source: "abcd")
      #expect(converted.created == 3)
      #expect(converted.rejected == 0)
    }
  }

  @Test(arguments: ["truth_espeak", "truth_flite"])
  func `the truth of a made-up call becomes a transcript`(name: String) throws {
    let truth = try JSON.parse(Shared.bytes("data/conversations/synthetic_calls/\(name).json"))
    guard case .list(let all)? = truth["segments"] else { return }
    // Music on hold is a segment in which nobody says anything.
    let segments = all.filter { !($0["text"]?.word ?? "").isEmpty }
    func time(_ seconds: Double) -> String {
      let milliseconds = Int((seconds * 1000).rounded())
      let (minute, second) = (milliseconds / 60_000, milliseconds / 1000 % 60)
      return String(format: "%02d:%02d.%03d", minute, second, milliseconds % 1000)
    }
    var text = "WEBVTT\n\n"
    for segment in segments {
      let start = Double(segment["start"]?.word ?? "") ?? 0
      let length = Double(segment["dur"]?.word ?? "") ?? 0
      let voice = segment["ch"]?.word == "A" ? "Agent" : "Customer"
      text +=
        "\(time(start)) --> \(time(start + length))\n<v \(voice)>\(segment["text"]?.word ?? "")\n\n"
    }
    let transcript = try Transcript.read(
      ByteStream(MemorySupply(Array(text.utf8))), format: .vtt)
    #expect(transcript.rejections.isEmpty)
    #expect(transcript.lines.count == segments.count)
  }
}
