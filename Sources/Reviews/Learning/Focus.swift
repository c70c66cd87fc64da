public import Kernel
public import People

/// What somebody works on until the next cycle: one criterion, with a plan.
public struct Focus: Hashable, Sendable {
  /// The key of a focus point.
  public typealias ID = Identifier<Focus>

  /// How it came to be chosen; the choice is always the agent's.
  public enum Origin: String, Hashable, Sendable, CaseIterable {
    /// By the rule of ``Contrast``.
    case proposed
    /// By the lead.
    case suggested
    /// By the agent alone.
    case own
  }

  public let id: ID
  public let cycle: Cycle.ID
  public let team: Team.ID
  public let agent: Person.ID
  public let criterion: Criterion.ID
  public let origin: Origin
  public let chosenAt: Instant
  public let steps: [Step]

  /// More than two at once are none.
  public static let most = 2
}

extension Focus {
  /// One thing to be done about a focus point: what, by whom, until when, and when to look again.
  public struct Step: Hashable, Sendable {
    /// The key of a step.
    public typealias ID = Identifier<Step>

    /// Who does it.
    public enum Owner: String, Hashable, Sendable, CaseIterable {
      case agent, lead
    }

    public let id: ID
    public let action: String
    public let owner: Owner
    public let dueOn: Day
    public let followUpOn: Day
    public let outcome: Outcome?
  }

  /// How a step ended; said once.
  public struct Outcome: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      case done, dropped
    }

    public let kind: Kind
    public let note: String
    public let at: Instant
  }

  /// A criterion the lead would choose, with a word why.
  public struct Suggestion: Hashable, Sendable {
    public let criterion: Criterion.ID
    public let note: String
  }
}

/// Why a focus point or its plan refuses something.
public enum FocusError: Error, Hashable, Sendable {
  case unknown
  /// There are two already.
  case full
  case chosen
  /// Nothing of this cycle was shared with that person.
  case nothingShared
  case unknownCriterion
  /// It has steps; what was planned stays.
  case planned
  case actionMissing
  case daysMissing
  case followsUpTooEarly
  case finished
  case noteMissing
}
