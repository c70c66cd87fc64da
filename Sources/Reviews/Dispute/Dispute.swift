public import Conversations
public import Kernel
public import People
public import Storage

/// An agent's disagreement with a shared review, and what became of it.
///
/// Its state follows from its events, of which each happens once. A dispute can be raised until
/// its window is over, also when the cycle has closed in between; what is decided stays decided.
public struct Dispute: Hashable, Sendable {
  /// The key of a dispute.
  public typealias ID = Identifier<Dispute>

  /// What an agent may disagree with.
  public enum Kind: String, Hashable, Sendable, CaseIterable, SQLConvertible {
    /// The answers to some criteria.
    case scores
    /// That it was their conversation at all.
    case person
  }

  /// How far it has come.
  public enum State: String, Hashable, Sendable, CaseIterable {
    case open
    case resolved
    /// The agent took it back before it was decided.
    case withdrawn
    /// Nobody decided it in time; the score stays, and the statistics count it apart.
    case lapsed
  }

  /// What was decided.
  public enum Outcome: String, Hashable, Sendable, CaseIterable, SQLConvertible {
    case accepted, partly, refused
  }

  /// A step that happens to a dispute at most once.
  public enum Event: String, Hashable, Sendable, CaseIterable {
    case raised
    /// Whoever decides asked the reviewer for their view.
    case asked
    /// The reviewer gave it.
    case answered
    case decided, withdrawn, lapsed
  }

  /// What the agent proposes for one criterion.
  public struct Point: Hashable, Sendable {
    public let criterion: Criterion.ID
    /// The option that would be right; `nil` for "not applicable".
    public let option: Criterion.Option.ID?
    public let reason: String
    /// The message that shows it, with its words.
    public let message: Message.ID?
    public let quote: String

    public init(
      _ criterion: Criterion.ID, option: Criterion.Option.ID?, reason: String,
      message: Message.ID? = nil, quote: String = ""
    ) {
      self.criterion = criterion
      self.option = option
      self.reason = reason
      self.message = message
      self.quote = quote
    }

    /// The proposal as an answer's choice.
    public var choice: Answer.Choice { option.map(Answer.Choice.option) ?? .notApplicable }
  }

  /// What was decided about one point, or about the whole of it when it is about the person.
  public struct Verdict: Hashable, Sendable {
    /// `nil` when the dispute is about whose conversation it was.
    public let criterion: Criterion.ID?
    public let outcome: Outcome
    /// The option from now on; `nil` for "not applicable", and when it was refused.
    public let option: Criterion.Option.ID?
    public let reason: String

    public init(
      _ criterion: Criterion.ID?, _ outcome: Outcome, option: Criterion.Option.ID? = nil,
      reason: String
    ) {
      self.criterion = criterion
      self.outcome = outcome
      self.option = option
      self.reason = reason
    }
  }

  /// A step with who took it.
  public struct Step: Hashable, Sendable {
    public let event: Event
    /// `nil` for the program, and for the reviewer: only ``Author`` knows who that is.
    public let person: Person.ID?
    public let note: String
    public let at: Instant
  }

  public let id: ID
  public let review: Review.ID
  public let kind: Kind
  /// What the agent said about it all.
  public let statement: String
  /// Whose conversation it was, as far as the agent knows.
  public let claimed: Person.ID?
  /// Until when it is to be decided.
  public let decideBy: Day
  public let points: [Point]
  public let verdicts: [Verdict]
  /// The steps in the order they were taken.
  public let steps: [Step]

  /// The state, which follows from the steps.
  public var state: State {
    if step(.decided) != nil { return .resolved }
    if step(.withdrawn) != nil { return .withdrawn }
    return step(.lapsed) == nil ? .open : .lapsed
  }

  /// What was decided about it all; `nil` while nothing is.
  public var outcome: Outcome? {
    guard state == .resolved else { return nil }
    if verdicts.allSatisfy({ $0.outcome == .accepted }) { return .accepted }
    return verdicts.allSatisfy { $0.outcome == .refused } ? .refused : .partly
  }

  /// Whether it should have been decided before that day.
  public func isOverdue(on day: Day) -> Bool { state == .open && decideBy < day }

  /// A step, if it was taken.
  public func step(_ event: Event) -> Step? { steps.first { $0.event == event } }

  /// The verdict on a criterion.
  func verdict(on criterion: Criterion.ID) -> Verdict? {
    verdicts.first { $0.criterion == criterion }
  }

  /// So long after its due day an undecided dispute lapses, in days.
  public static let daysToLapse = 30
  static let longest = 4000
}

/// Why a dispute refuses something.
public enum DisputeError: Error, Hashable, Sendable {
  case unknown
  /// Only the person whose work it is may do that.
  case notYours
  /// The review is not shared, or does not count any more.
  case notShared
  /// The days in which one may disagree are over.
  case windowOver
  /// As many disputes of the cycle are open as may be.
  case limitReached
  /// The review is disputed already, or was decided about.
  case disputed
  /// Nothing is disputed.
  case nothingDisputed
  /// A criterion is disputed without a reason, with a proposal that is none, or with a wrong quote.
  case faulty([Fault])
  /// It is no longer open.
  case closed
  /// Whoever decides has neither written the review nor is its subject.
  case notForYou
  /// The reviewer was asked before, or has not been asked.
  case notAsked
  case asked
  /// A verdict is missing, has no reason, or does not fit its criterion.
  case undecided([Fault])

  /// What is wrong with one criterion; `nil` stands for the whole.
  public struct Fault: Hashable, Sendable {
    public let criterion: Criterion.ID?
    public let kind: Kind

    public init(_ criterion: Criterion.ID?, _ kind: Kind) {
      self.criterion = criterion
      self.kind = kind
    }

    public enum Kind: String, Hashable, Sendable, CaseIterable {
      case reasonMissing
      /// The option is not one of the criterion's, or is the one it has.
      case option
      /// The words are not in the message they are said to be from.
      case quote
      case outcomeMissing
      /// No criterion is given another answer.
      case proposalMissing
    }
  }
}
