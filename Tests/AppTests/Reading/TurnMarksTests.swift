import Conversations
import Linguistics
import Testing

@testable import App

/// What a file says of single turns besides the label of the conversation.
@Suite struct TurnMarksTests {
  private func file(_ lines: [String]) throws -> LabelledFile {
    try LabelledFile(
      MemorySupply(Array(lines.joined(separator: "\n").utf8)),
      TextFields(text: "turns", label: "label"))
  }

  @Test func `few values on most turns are an aspect`() throws {
    let file = try file([
      #"{"label": "x", "turns": [{"role": "customer", "text": "hi", "mood": 2, "id": "a1"}]}"#,
      #"{"label": "y", "turns": [{"role": "agent", "text": "yes", "mood": 0, "id": "a2"}, "#
        + #"{"role": "customer", "text": "no", "mood": 2, "sure": true}]}"#,
    ])
    #expect(file.aspects == [Aspect(name: "mood", labels: ["0", "2"])])
    #expect(file.examples.map(\.turns) == [[[1]], [[0], [1]]])
  }

  @Test func `what has many values is a name and no aspect`() throws {
    let file = try file(
      (0..<12).map { #"{"label": \#($0 % 2), "turns": [{"text": "hi", "number": \#($0)}]}"# })
    #expect(file.aspects.isEmpty && file.examples.allSatisfy { $0.turns.isEmpty })
  }

  @Test func `a reply within a turn carries no mark`() throws {
    let file = try file([
      #"{"label": "x", "turns": [{"user": "hi", "system": "yes", "act": "greet"}]}"#,
      #"{"label": "y", "turns": [{"user": "why", "system": "so", "act": "ask"}]}"#,
    ])
    #expect(file.aspects == [Aspect(name: "act", labels: ["ask", "greet"])])
    #expect(file.examples.map(\.turns) == [[[1], [-1]], [[0], [-1]]])
  }

  @Test func `labels of turns are what is learned, not an aspect`() throws {
    let file = try file([
      #"{"turns": [{"text": "hi", "label": 1, "mood": 0}, {"text": "no", "label": 0, "mood": 1}]}"#
    ])
    #expect(file.aspects.isEmpty && file.examples.count == 2)
  }
}
