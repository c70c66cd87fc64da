public import Conversations
public import Kernel
public import People
public import Web

/// A group that rates one conversation blind, sees its spread, talks, and agrees.
public struct Workshop: Hashable, Sendable {
  /// The key of a workshop.
  public typealias ID = Identifier<Workshop>

  public let id: ID
  public let conversation: Conversation.ID
  public let scorecard: ScorecardVersion.ID
  /// Whose conversation it is; they do not rate it.
  public let agent: Person.ID?
  public let team: Team.ID?
  /// What the group wants to find out.
  public let note: String
  public let openedAt: Instant
  public let openedBy: Person.ID?
  public let stage: Stage
  public let seats: [Seat]

  /// How far a workshop is.
  public enum Stage: String, Hashable, Sendable {
    /// Everybody rates alone; nobody sees what the others chose.
    case rating
    /// The spread is shown, the group talks and agrees.
    case discussing
    case closed
    case cancelled
  }

  /// Somebody who was invited, and when they handed in; `nil` while they have not.
  public struct Seat: Hashable, Sendable {
    public let person: Person.ID
    public let handedInAt: Instant?
  }

  /// The seat of a person.
  public func seat(of person: Person.ID) -> Seat? { seats.first { $0.person == person } }

  /// Those who have handed in.
  public var handedIn: Int { seats.count { $0.handedInAt != nil } }

  /// Whose it is, as the matrix asks: the agent, the team, and the reader where invited.
  public func ownership(for actor: Actor) -> Ownership {
    Ownership(
      person: agent?.rawValue, team: team?.rawValue,
      assignedTo: seat(of: actor.person)?.person.rawValue)
  }

  /// Whether the actor finds it at all.
  public func isVisible(to actor: Actor) -> Bool {
    actor.can(.read, .workshop, ownership(for: actor))
  }

  /// Whether the actor leads it.
  public func isLed(by actor: Actor) -> Bool {
    actor.can(.change, .workshop, ownership(for: actor))
  }

  /// Whether the actor may hand in ratings now.
  public func takesRatings(of actor: Actor) -> Bool {
    guard stage == .rating, let seat = seat(of: actor.person), seat.handedInAt == nil else {
      return false
    }
    return actor.can(.use, .workshop, ownership(for: actor))
  }

  /// Whether what everybody chose may be shown; before, each sees their own alone.
  public var showsRatings: Bool { stage == .discussing || stage == .closed }
}

/// What the group agreed on for one criterion.
public struct Agreement: Hashable, Sendable {
  public let criterion: Criterion.ID
  /// `nil` when the criterion does not apply to this conversation.
  public let option: Criterion.Option.ID?
  /// What was said before they agreed.
  public let discussion: String
  public let evidence: Evidence
  /// Why this point and not the one beside it.
  public let why: String
  /// Whether it is kept as an example when the workshop closes.
  public let isKept: Bool

  public init(
    _ criterion: Criterion.ID, option: Criterion.Option.ID?, discussion: String = "",
    evidence: Evidence = Evidence(), why: String = "", isKept: Bool = false
  ) {
    self.criterion = criterion
    self.option = option
    self.discussion = discussion
    self.evidence = evidence
    self.why = why
    self.isKept = isKept
  }

  /// The words that show it, and the message they stand in.
  public struct Evidence: Hashable, Sendable {
    public var message: Message.ID?
    public var quote: String

    public init(message: Message.ID? = nil, quote: String = "") {
      self.message = message
      self.quote = quote
    }

    /// Whether the quote stands in the message it names, however the lines are broken.
    func fits(_ messages: [Message]) -> Bool {
      guard let message else { return quote.isEmpty }
      guard let text = messages.first(where: { $0.id == message })?.text else { return false }
      return Self.folded(text).contains(Self.folded(quote))
    }

    private static func folded(_ text: String) -> String {
      text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
  }
}

/// Why something was refused in a workshop or with a benchmark.
public enum WorkshopError: Error, Hashable, Sendable {
  case unknown
  /// Two people at least make a group.
  case tooFew
  /// The one whose conversation it is was invited to rate it.
  case ownConversation
  case notInvited
  case handedIn
  /// It is too late or too early for that.
  case stage
  case incomplete([AnswerProblem])
  /// What was agreed is not an answer of the scorecard.
  case noOption
  /// An example says why.
  case noWhy
  /// The quoted words do not stand in that message.
  case quote
  /// Nothing was agreed yet.
  case nothingAgreed
  /// The example was taken back or replaced before.
  case retired
}
