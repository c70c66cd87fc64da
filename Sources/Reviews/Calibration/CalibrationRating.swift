public import Conversations
public import Kernel
public import People

/// What one person thinks of one conversation of a session, handed in without seeing the others.
public struct CalibrationRating: Hashable, Sendable {
  /// The key of a rating.
  public typealias ID = Identifier<CalibrationRating>

  public let id: ID
  public let session: Calibration.ID
  public let conversation: Conversation.ID
  public let person: Person.ID
  /// Whether it was given afterwards, to practise, and takes no part in the session's results.
  public let isPractice: Bool
  /// 0…100; `nil` when nothing applied.
  public let score: Double?
  public let seconds: Int
  public let at: Instant
  /// The answers to what was asked.
  public let answers: Answers
  /// The value of each scored criterion, 0…1.
  public let values: [Criterion.ID: Double]

  /// What it says about one criterion; `nil` when that was not asked.
  public func verdict(on criterion: Criterion.ID) -> Verdict? {
    guard let choice = answers[criterion]?.choice else { return nil }
    return values[criterion].map(Verdict.value) ?? (choice == .notApplicable ? .notApplicable : nil)
  }

  /// A rating of one criterion reduced to what can be compared.
  public enum Verdict: Hashable, Sendable {
    /// 0…1 on the criterion's scale.
    case value(Double)
    case notApplicable

    /// How far two ratings are apart: 0 for the same, 1 for the ends of the scale.
    ///
    /// One who says "not applicable" and one who rates could not differ more: they do not even
    /// agree that the question arises.
    public func distance(to other: Verdict) -> Double {
      switch (self, other) {
      case (.value(let left), .value(let right)): abs(left - right)
      case (.notApplicable, .notApplicable): 0
      default: 1
      }
    }
  }
}

/// Words of the conversation that somebody points at while rating.
public struct CalibrationRemark: Hashable, Sendable {
  /// The key of a remark.
  public typealias ID = Identifier<CalibrationRemark>

  public let id: ID
  public let conversation: Conversation.ID
  public let person: Person.ID
  public let message: Message.ID
  public let criterion: Criterion.ID?
  public let quote: String
  public let body: String
}
