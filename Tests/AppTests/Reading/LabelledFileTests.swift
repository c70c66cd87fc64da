import Conversations
import Linguistics
import Testing

@testable import App

/// Files to learn from, in the forms they come in.
@Suite struct LabelledFileTests {
  private func file(
    _ text: String, _ fields: TextFields = TextFields(text: "text", label: "label"),
    asked: AnswerKind? = nil
  ) throws -> LabelledFile {
    try LabelledFile(MemorySupply(Array(text.utf8)), fields, asked: asked)
  }

  @Test func `texts with one label`() throws {
    let file = try file(
      """
      {"text": "where is my card", "label": "card"}

      {"text": "refund me", "label": "refund"}
      {"text": "no label here"}
      {"text": "nor here", "label": null}
      """)
    #expect(file.kind == .one && file.labels == ["card", "refund"] && file.unlabelled == 2)
    #expect(
      file.examples.map(\.passages) == [[Passage("where is my card")], [Passage("refund me")]])
    #expect(file.examples.map(\.outcome) == [.one(0), .one(1)])
  }

  @Test func `several labels, or none`() throws {
    let file = try file(
      """
      {"text": "a", "label": ["joy", "love"]}
      {"text": "b", "label": []}
      {"text": "c", "label": "joy"}
      """)
    #expect(file.kind == .many && file.labels == ["joy", "love"])
    #expect(file.examples.map(\.outcome) == [.many([0, 1]), .many([]), .many([0])])
  }

  @Test func `few whole numbers are labels, others are numbers`() throws {
    let stars = try file("{\"text\": \"a\", \"label\": 2}\n{\"text\": \"b\", \"label\": 0}")
    #expect(stars.kind == .one && stars.labels == ["0", "2"])
    #expect(stars.notes["labels"] == "numbers")
    let scores = try file("{\"text\": \"a\", \"label\": 2.5}\n{\"text\": \"b\", \"label\": 0}")
    #expect(scores.kind == .number && scores.labels.isEmpty)
    #expect(scores.examples.map(\.outcome) == [.number(2.5), .number(0)])
    let asked = try file("{\"text\": \"a\", \"label\": 2}", asked: .number)
    #expect(asked.examples.map(\.outcome) == [.number(2)])
  }

  @Test func `several people's numbers are averaged`() throws {
    let file = try file(
      """
      {"text": "a", "label": [1, 2, 2, 1]}
      {"text": "b", "label": {"a1": -1, "a2": 0}}
      """)
    #expect(file.examples.map(\.outcome) == [.number(1.5), .number(-0.5)])
  }

  @Test func `conversations in many forms are the same conversation`() throws {
    let forms = [
      #"{"turns": [{"role": "customer", "text": "hi"}, {"role": "agent", "text": "yes?"}], "label": "x"}"#,
      #"{"turns": [{"speaker": "User", "utterance": "hi"}, {"speaker": "Bot", "utterance": "yes?"}], "label": "x"}"#,
      #"{"turns": [["client", "hi"], ["support", "yes?"]], "label": "x"}"#,
      #"{"turns": ["hi", "yes?"], "label": "x"}"#,
      #"{"turns": [{"user": "hi", "system": "yes?"}], "label": "x"}"#,
    ]
    let file = try file(
      forms.joined(separator: "\n"), TextFields(text: "turns", label: "label"), asked: .one)
    for example in file.examples {
      #expect(example.passages == [Passage("hi", side: .customer), Passage("yes?", side: .agent)])
    }
    #expect(file.examples.count == forms.count)
  }

  @Test func `words may be numbers, and speakers may have any name`() throws {
    let file = try file(
      """
      {"turns": [{"role": "R1", "tokens": [12, 7]}, {"role": "R0", "tokens": [3]}], "label": 1}
      {"turns": [{"role": "R0", "tokens": [5]}], "label": 0}
      """, TextFields(text: "turns", label: "label"))
    #expect(file.notes["roles"] == "R0\nR1")
    #expect(
      file.examples[0].passages
        == [Passage("w12 w7", side: .agent), Passage("w3", side: .customer)])
    #expect(file.examples[1].passages == [Passage("w5", side: .customer)])
  }

  @Test func `turns with labels are learned with what was said before`() throws {
    let file = try file(
      """
      {"turns": [{"user": "hi", "system": "hello", "score": null}, {"user": "card", "system": "done", "score": 1}]}
      """, TextFields(text: "turns", label: "score"))
    let example = try #require(file.examples.first)
    #expect(file.examples.count == 1 && file.unlabelled == 1 && example.group == "0")
    // The reply to the labelled turn comes after it.
    #expect(
      example.passages == [
        Passage("hi", side: .customer), Passage("hello", side: .agent),
        Passage("card", side: .customer),
      ])
    #expect(file.notes["unit"] == "turn")
  }

  @Test func `a text may stand after its context, and fields in fields`() throws {
    let file = try file(
      #"{"agent": "how are you", "data": {"user": "fine", "who": 7}, "label": "ok"}"#,
      TextFields(text: "data.user", label: "label", group: "data.who", context: ["agent"]))
    #expect(
      file.examples[0].passages
        == [Passage("how are you", side: .agent), Passage("fine", side: .customer)])
    #expect(file.examples[0].group == "7")
  }

  @Test func `a fault names its line and field`() throws {
    for (line, reason) in [
      (#"{"text": 5, "label": "x"}"#, "text: expected a text or a list of turns, found 5"),
      (#"{"label": "x"}"#, "text: expected a text or a list of turns, found no such field"),
      (
        #"{"text": [{"a": 1}], "label": "x"}"#,
        #"text[0]: expected a turn with its text, found {"a":1}"#
      ),
      (
        #"{"text": [["a", 1]], "label": "x"}"#,
        #"text[0]: expected a speaker and a text, found ["a",1]"#
      ),
      (
        #"{"text": "a", "label": [1, "b"]}"#,
        #"label: expected a label, a number, or a list of either, found [1,"b"]"#
      ),
      ("{\"text\": ", "byte 10: expected one JSON value"),
    ] {
      #expect(throws: LabelledFile.Fault(line: 2, reason: reason)) {
        try self.file("{\"text\": \"a\", \"label\": \"x\"}\n" + line)
      }
    }
  }

  @Test func `labels that do not go together are refused`() {
    #expect(throws: LabelledFile.Refusal.mixedLabels(field: "label")) {
      try self.file("{\"text\": \"a\", \"label\": \"x\"}\n{\"text\": \"a\", \"label\": [1, 2]}")
    }
    #expect(throws: LabelledFile.Refusal.nothingLabelled(field: "label")) {
      try self.file("{\"text\": \"a\"}")
    }
  }
}
