public import Conversations
public import Kernel
public import People

/// A conversation that a cycle looks at, with the reason and the chance of having been chosen.
public struct Pick: Hashable, Sendable {
  /// The key of a pick.
  public typealias ID = Identifier<Pick>

  /// How it came into the sample.
  public enum Stream: String, Hashable, Sendable, CaseIterable {
    /// From all conversations of a person.
    case random
    /// From those that a signal flagged; enters scores only with its known chance, or not at all.
    case suspicious
  }

  /// Why this conversation, as facts for a sentence.
  public enum Reason: Hashable, Sendable {
    /// Drawn by lot: so many of so many of the person's list.
    case lot(drawn: Int, of: Int)
    /// All were taken, because there are no more.
    case all(of: Int)
    /// It took the place of another by lot.
    case replacement(drawn: Int, of: Int)
    /// Flagged by a signal, and drawn from the team's flagged ones.
    case flagged(drawn: Int, of: Int)
    /// Drawn in addition, because too little was known of the person.
    case unsettled(drawn: Int, of: Int)
  }

  public let id: ID
  public let cycle: Cycle.ID
  public let conversation: Conversation.ID
  public let agent: Person.ID
  public let channel: String
  public let openedAt: Instant
  public let language: String?
  /// The stream it came by first.
  public let stream: Stream
  /// The part of the list it was drawn from.
  public let part: Int
  /// The chance it had of being looked at in any way, stored when it was drawn; rounds of additions
  /// raise it, see ``Lot``.
  public let probability: Double
  public let reason: Reason
  public let pickedAt: Instant
  /// What took its place; `nil` while it is in the sample.
  public let replacement: Replacement?
  /// Whether the other stream drew it as well.
  public internal(set) var isDrawnTwice = false
  /// What flagged it, where that is why it is here.
  public internal(set) var flags: [FrameItem.Flag] = []

  /// That another conversation took the place of this one.
  public struct Replacement: Hashable, Sendable {
    public let by: ID
    /// Who wanted it; `nil` for the program itself.
    public let person: Person.ID?
    public let reason: String
    public let at: Instant
  }

  /// Whether a random lot drew it, whatever else did.
  public var isRandom: Bool { stream == .random || isDrawnTwice }
  /// Whether the lot of the flagged ones drew it, whatever else did.
  public var isSuspicious: Bool { stream == .suspicious || isDrawnTwice }
}

extension Drawing {
  /// Why a drawn conversation of a person is in the sample.
  var reason: Pick.Reason {
    size == list.count ? .all(of: size) : .lot(drawn: size, of: list.count)
  }
}
