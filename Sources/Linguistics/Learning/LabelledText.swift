/// A document with its known outcome, for learning.
public struct LabelledText: Sendable {
  /// What a model learns to say about a document.
  public enum Outcome: Hashable, Sendable {
    /// One of several labels.
    case one(Int)
    /// Any of several labels.
    case many(Set<Int>)
    /// A number, such as a mean rating.
    case number(Double)
  }

  public let passages: [Passage]
  public let outcome: Outcome
  /// What must not be split between learning and judging, such as a person or a conversation.
  public let group: String?

  public init(_ passages: [Passage], _ outcome: Outcome, group: String? = nil) {
    self.passages = passages
    self.outcome = outcome
    self.group = group
  }
}

/// What kind of answer a model gives.
public enum AnswerKind: String, Hashable, Sendable, CaseIterable {
  /// One label, several, or a number.
  case one, many, number
}
