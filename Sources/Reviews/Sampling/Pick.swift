public import Conversations
public import Kernel
public import People

/// A conversation that a cycle looks at, with the reason and the chance of having been chosen.
public struct Pick: Hashable, Sendable {
  /// The key of a pick.
  public typealias ID = Identifier<Pick>

  /// How it came into the sample; only random picks enter scores by themselves.
  public enum Stream: String, Hashable, Sendable, CaseIterable {
    case random
  }

  /// Why this conversation, as facts for a sentence.
  public enum Reason: Hashable, Sendable {
    /// Drawn by lot: so many of so many, from one part of the person's list.
    case lot(drawn: Int, of: Int)
    /// All were taken, because there are no more.
    case all(of: Int)
    /// It took the place of another by lot.
    case replacement(drawn: Int, of: Int)
  }

  public let id: ID
  public let cycle: Cycle.ID
  public let conversation: Conversation.ID
  public let agent: Person.ID
  public let channel: String
  public let openedAt: Instant
  public let language: String?
  public let stream: Stream
  /// The part of the person's list it was drawn from.
  public let part: Int
  /// The chance it had of being in the sample, stored when it was drawn.
  public let probability: Double
  public let reason: Reason
  public let pickedAt: Instant
  /// What took its place; `nil` while it is in the sample.
  public let replacement: Replacement?

  /// That another conversation took the place of this one.
  public struct Replacement: Hashable, Sendable {
    public let by: ID
    /// Who wanted it; `nil` for the program itself.
    public let person: Person.ID?
    public let reason: String
    public let at: Instant
  }
}

extension Drawing {
  /// Why a drawn conversation is in the sample.
  var reason: Pick.Reason {
    size == list.count ? .all(of: size) : .lot(drawn: size, of: list.count)
  }
}
