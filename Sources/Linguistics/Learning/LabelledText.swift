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

  public internal(set) var passages: [Passage]
  public let outcome: Outcome
  /// What must not be split between learning and judging, such as a person or a conversation.
  public let group: String?
  /// What is known of each passage besides: a label of every ``Aspect``, −1 where nothing is known.
  public let turns: [[Int]]

  public init(
    _ passages: [Passage], _ outcome: Outcome, group: String? = nil, turns: [[Int]] = []
  ) {
    self.passages = passages
    self.outcome = outcome
    self.group = group
    self.turns = turns
  }
}

/// Something that people said of single turns, such as how content the customer is in each.
public struct Aspect: Hashable, Sendable {
  public let name: String
  public let labels: [String]

  public init(name: String, labels: [String]) {
    self.name = name
    self.labels = labels
  }
}

/// What kind of answer a model gives.
public enum AnswerKind: String, Hashable, Sendable, CaseIterable {
  /// One label, several, or a number.
  case one, many, number
}
