public import Conversations
public import Kernel
public import People
public import Storage

/// One person's look at one conversation of another, or at one of their own.
public struct Review: Hashable, Sendable {
  /// The key of a review.
  public typealias ID = Identifier<Review>

  /// In which role somebody reviews.
  public enum Kind: String, Hashable, Sendable, CaseIterable, SQLConvertible {
    case peer, lead
    /// Somebody who looks at quality for the whole workspace; counts like any other.
    case expert
    /// The agent's own, written before any other can be seen; never enters a score.
    case `self`
    /// A blind second look at somebody else's review; never enters a score and is not shared.
    case second

    /// Whether it is shared with the agent and enters scores.
    public var counts: Bool { self != .`self` && self != .second }
  }

  /// How far it has come; each step is an event that happens once.
  public enum State: String, Hashable, Sendable, CaseIterable {
    case assigned, draft, submitted, shared, acknowledged
    /// The conversation was replaced by another before anything was handed in, or it turned out
    /// afterwards that it was not the agent's.
    case withdrawn
  }

  public let id: ID
  public let cycle: Cycle.ID
  public let pick: Pick.ID
  public let conversation: Conversation.ID
  public let team: Team.ID
  /// Whose work is looked at.
  public let agent: Person.ID
  /// Whether the acting person writes it; who does otherwise is for ``Author`` to know.
  public let isMine: Bool
  public let kind: Kind
  public let scorecard: ScorecardVersion.ID
  /// By when, with the time its writer was given where that is for the reader to know.
  public internal(set) var dueOn: Day
  public let reason: Assignment.Reason
  public let startedAt: Instant?
  public let submittedAt: Instant?
  public let sharedAt: Instant?
  public let acknowledgedAt: Instant?
  public let withdrawnAt: Instant?

  /// The state, which follows from what happened.
  public var state: State {
    if withdrawnAt != nil { return .withdrawn }
    if acknowledgedAt != nil { return .acknowledged }
    if sharedAt != nil { return .shared }
    if submittedAt != nil { return .submitted }
    return startedAt == nil ? .assigned : .draft
  }

  /// Whether the reviewer still has to hand it in.
  public var isOpen: Bool { submittedAt == nil && withdrawnAt == nil }

  /// Whether it should have been handed in before that day.
  public func isOverdue(on day: Day) -> Bool { isOpen && dueOn < day }
}

/// Why a review refuses something.
public enum ReviewError: Error, Hashable, Sendable {
  case unknown
  /// Somebody else saved the draft in the meantime; nothing was written over.
  case stale(version: Int)
  /// It was handed in, and what is handed in stays.
  case submitted
  /// The conversation was replaced by another.
  case withdrawn
  case incomplete([ReviewDraft.Flaw])
  /// The cycle takes no more reviews.
  case closed
  /// One's own view is written before the reviews of others can be read.
  case tooLateForOwnView
  /// Only the person whose work it is may do that.
  case notYours
  /// It is not shared yet.
  case notShared
  case acknowledged
  case commentEmpty
}
