public import Conversations
import Foundation
import Support

/// A set of foreign conversations and how one of its lines becomes lines of the neutral form.
public struct Corpus: Sendable, CustomStringConvertible {
  public let path: String
  public let convert: @Sendable (JSON, Int) -> [JSON]

  public var description: String { path }

  /// One conversation of turns that name role and text; each comes as long after the one before as
  /// it takes to write.
  private static func dialogue(
    _ key: String, _ turns: [(role: String, text: String)], at index: Int, language: String,
    custom: [JSON.Member] = []
  ) -> JSON {
    let opened = start + index * 3600
    var now = opened
    let messages = turns.enumerated().map { number, turn in
      if number > 0 { now += 4 + turn.text.unicodeScalars.count / 2 }
      return JSON.object([
        .init("external_id", .text("\(number)")), .init("time", .number("\(now)")),
        .init("role", .text(turn.role)), .init("text", .text(turn.text)),
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

  /// The first second of 2026, when the first conversation of a set begins.
  private static let start = 1_767_225_600

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
            .init("kind", .text("csat")), .init("score", .number(score)),
            .init("scale_min", .number("0")), .init("scale_max", .number("2")),
            .init("answered_at", .number("\(start + index * 3600)")),
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
        .init("time", .number("\(start + turn * 30 + part)")),
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

  /// All sets, the conversations first.
  public static let all: [Corpus] = [
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
  public func lines() throws -> [JSON] {
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
