import Conversations
import Linguistics
import Testing

@testable import App

/// Records in, answers out.
@Suite struct AnswerStreamTests {
  private static let lines = (0..<40).map { number in
    let topic = number % 2 == 0 ? "refund my money now \(number)" : "the parcel is late \(number)"
    return #"{"id": \#(number), "message": "\#(topic)", "label": \#(number % 2)}"#
  }

  private static func learn() throws -> TextModel {
    let fields = TextFields(text: "message", label: "label")
    let file = try LabelledFile(
      MemorySupply(Array(lines.joined(separator: "\n").utf8)), fields)
    var model = try Learner().learn(file.examples, labels: file.labels)
    model.notes = file.notes
    return model
  }

  private static let learned = Result { try learn() }

  private func run(_ input: String, threads: Int = 2, text: String? = nil) throws
    -> (lines: [JSON], tally: AnswerStream.Tally)
  {
    let stream = AnswerStream(
      try Self.learned.get(), text: text, explaining: true, threads: threads)
    var output: [UInt8] = []
    let tally = try stream.run(MemorySupply(Array(input.utf8), chunk: 7)) { output += $0 }
    let lines = try output.split(separator: 0x0A).map { try JSON.parse(Array($0)) }
    return (lines, tally)
  }

  @Test func `each line is answered in its place`() throws {
    let (lines, tally) = try run(Self.lines.joined(separator: "\n"))
    #expect(lines.count == 40 && tally.records == 40 && tally.faults == 0)
    for (number, line) in lines.enumerated() {
      #expect(line["id"] == .number("\(number)"))
      #expect(line["label"] == .number("\(number % 2)"))
      guard case .object(let chances)? = line["probabilities"] else {
        Issue.record("no probabilities")
        return
      }
      let sum = chances.reduce(0.0) { $0 + (Double($1.value.identity ?? "") ?? 0) }
      #expect(chances.map(\.name) == ["0", "1"] && abs(sum - 1) < 2e-6)
      #expect(line["abstain"] != nil && line["unknown"] != nil)
    }
    guard case .list(let words)? = lines[0]["words"] else {
      Issue.record("no words")
      return
    }
    #expect(words.contains { $0["text"]?.identity?.contains("refund") == true })
  }

  @Test func `many lines keep their order, whatever the threads`() throws {
    let input = (0..<1500).map { Self.lines[$0 % 40] }.joined(separator: "\n")
    let one = try run(input, threads: 1).lines
    #expect(one.count == 1500)
    #expect(try run(input, threads: 3).lines == one)
  }

  @Test func `a record that cannot be read says why in its line`() throws {
    let (lines, tally) = try run(
      #"""
      {"message": "refund"}
      {"text": "refund"}

      {"message": 
      """#)
    #expect(tally.records == 3 && tally.faults == 2)
    #expect(lines[1]["line"] == .number("2"))
    #expect(
      lines[1]["error"]
        == .text("message: expected a text or a list of turns, found no such field"))
    #expect(lines[2]["error"] == .text("byte 13: expected one JSON value"))
    #expect(lines[2]["line"] == .number("4"))
  }

  @Test func `another field may hold the text`() throws {
    let (lines, tally) = try run(#"{"body": "refund my money"}"#, text: "body")
    #expect(tally.faults == 0 && lines[0]["label"] == .number("0"))
  }

  @Test func `numbers are written as they are`() throws {
    let texts = (0..<40).map { number in
      #"{"text": "\#(String(repeating: "thanks ", count: number % 4))ok", "label": \#(number % 4).5}"#
    }
    let file = try LabelledFile(
      MemorySupply(Array(texts.joined(separator: "\n").utf8)),
      TextFields(text: "text", label: "label"))
    let model = try Learner().learn(file.examples, labels: file.labels)
    var judge = TextJudge(model)
    let answer = judge.answer([Passage("thanks thanks ok")])
    var line = AnswerLine(model, areLabelsNumbers: false)
    line.write(answer, id: .text("a\"b"))
    let json = try JSON.parse(line.bytes.dropLast().map(\.self))
    let value = try #require(json["label"]?.identity.flatMap(Double.init))
    #expect(abs(value - (answer.number?.value ?? 0)) < 1e-6)
    #expect(json["id"] == .text("a\"b") && json["probabilities"] == nil)
    #expect(json["low"] != nil && json["high"] != nil)
  }

  @Test func `turns are answered each with what was said before`() throws {
    let dialogues = (0..<30).map { number in
      """
      {"turns": [{"user": "hi", "system": "hello"}, \
      {"user": "\(number % 2 == 0 ? "great thanks" : "this is bad")", "system": "ok", "good": \(number % 2)}]}
      """
    }
    let file = try LabelledFile(
      MemorySupply(Array(dialogues.joined(separator: "\n").utf8)),
      TextFields(text: "turns", label: "good"))
    var model = try Learner().learn(file.examples, labels: file.labels)
    model.notes = file.notes
    let stream = AnswerStream(model, explaining: false, threads: 1)
    var output: [UInt8] = []
    _ = try stream.run(MemorySupply(Array(dialogues[1].utf8))) { output += $0 }
    let line = try JSON.parse(output.dropLast().map(\.self))
    guard case .list(let turns)? = line["turns"] else {
      Issue.record("no turns")
      return
    }
    #expect(turns.count == 2 && turns[1]["label"] == .number("1"))
    #expect(line["label"] == turns[1]["label"])
  }
}
