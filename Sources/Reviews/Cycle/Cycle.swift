public import Kernel
public import People

/// One round in which a team looks at each other's work of a period.
public struct Cycle: Hashable, Sendable {
  /// The key of a cycle.
  public typealias ID = Identifier<Cycle>

  /// How far a cycle has come; each step happens once.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// Planned; the seed is fixed and its fingerprint shown.
    case draft
    /// The pool is frozen, the sample drawn, the reviews handed out.
    case open
    /// Everybody reads the reviews of their own work.
    case shared
    /// Nothing is written any more.
    case closed
  }

  public let id: ID
  public let team: Team.ID
  public let plan: Plan
  /// The one number every draw of this cycle comes from.
  public let seed: UInt64
  /// The fingerprint of the seed, public since the cycle was planned.
  public let commitment: String
  /// The size and the fingerprint of the frozen pool; `nil` while it is a draft.
  public let poolSize: Int?
  public let poolDigest: String?
  /// How the conversations were put in line before they were drawn.
  public let line: Drawing.Line
  /// What the rule of assignment could not do when the cycle was opened.
  public let remarks: [Assignment.Remark]
  public let createdAt: Instant
  public let openedAt: Instant?
  public let sharedAt: Instant?
  /// Why it was shared before the planned day.
  public let shareReason: String?
  public let closedAt: Instant?

  /// The state, which follows from what happened.
  public var state: State {
    if closedAt != nil { return .closed }
    if sharedAt != nil { return .shared }
    return openedAt == nil ? .draft : .open
  }

  /// Whether the seed is the one that was promised before the pool was frozen.
  public var keepsItsPromise: Bool {
    commitment == Reviews.commitment(toSeed: seed, of: id)
  }
}

/// Why a cycle refuses something.
public enum CycleError: Error, Hashable, Sendable {
  case faulty([Plan.Fault])
  /// A cycle of this team for this period exists already.
  case exists(Cycle.ID)
  case unknown
  /// So few would review that each of them could be guessed.
  case tooFewToHide
  /// The cycle is in another state than the action needs.
  case state(Cycle.State)
  /// No conversation of the team lies in the period.
  case emptyPool
  /// Sharing before the planned day needs a reason.
  case earlyWithoutReason
  /// A pick is replaced only with a reason.
  case replacementWithoutReason
  /// Somebody has handed in a review of this conversation already.
  case alreadyReviewed
  /// The person has no other conversation in the pool.
  case noneLeft
}
