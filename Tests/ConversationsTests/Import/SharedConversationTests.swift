import Corpora
import Foundation
import Storage
import Support
import Testing

@testable import Conversations

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
