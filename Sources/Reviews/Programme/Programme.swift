public import Kernel
public import People

/// The standing plan of a team: agreed on once, it plans, opens and closes cycle after cycle.
public struct Programme: Hashable, Sendable {
  /// The key of a programme.
  public typealias ID = Identifier<Programme>

  /// Whether it does anything by itself.
  public enum State: String, Hashable, Sendable {
    case running, paused, ended
  }

  /// A decision about the programme as a whole, with its words.
  public struct Event: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
      case started, paused, resumed, ended
    }

    public let kind: Kind
    public let note: String
    public let at: Instant
    public let by: Person.ID?
  }

  public let id: ID
  public let team: Team.ID
  /// How often the terms were agreed on, from 1.
  public let version: Int
  public let terms: Terms
  public let agreedAt: Instant
  public let agreedBy: Person.ID?
  /// What was decided, the oldest first.
  public let events: [Event]

  public var state: State {
    switch events.last?.kind {
    case .started, .resumed: .running
    case .paused: .paused
    case .ended, nil: .ended
    }
  }

  /// How many days after the first possible one a cycle is still opened; its dates move along.
  static let patience = 14
}

/// Why a programme refuses something.
public enum ProgrammeError: Error, Hashable, Sendable {
  case unknown
  case faulty([Plan.Fault])
  /// Somebody agreed on other terms in the meantime.
  case stale
  /// It is in another state than the decision needs.
  case state(Programme.State)
  /// A decision about all of it is explained.
  case noNote
  /// There is no planned cycle of its own that is not open yet.
  case nothingPlanned
}

/// A cycle that a programme planned.
struct ProgrammeCycle: Hashable, Sendable {
  let cycle: Cycle
  /// The how-manieth of the programme's it is, from 1.
  let position: Int
  /// Why it goes another way than the others; `nil` when it does not.
  let exception: String?
}
