public import Markup
public import Storage

/// Something another room has to say beside the scorecard of a review.
public struct ReviewAside: Sendable {
  /// The review it stands beside.
  public struct Subject: Hashable, Sendable {
    public let review: Int64
    public let conversation: Int64
    /// Whose work it is.
    public let person: Actor.ID
    /// Whether the reader writes or wrote it.
    public let isOwn: Bool
    /// Whether it was handed in; before that, what is said here may anchor its writer.
    public let isRated: Bool
    /// What was handed in, by criterion, 0…1.
    public let values: [Int64: Double]

    public init(
      review: Int64, conversation: Int64, person: Actor.ID, isOwn: Bool, isRated: Bool,
      values: [Int64: Double]
    ) {
      self.review = review
      self.conversation = conversation
      self.person = person
      self.isOwn = isOwn
      self.isRated = isRated
      self.values = values
    }
  }

  public let html: @Sendable (Subject, Visit, any Connection) throws -> HTML?

  /// - Parameter html: answers nothing where the reader may not know, or there is nothing to say.
  public init(_ html: @escaping @Sendable (Subject, Visit, any Connection) throws -> HTML?) {
    self.html = html
  }
}
