public import Kernel
public import People

/// The task to look at the scorecard or the benchmarks again before a cycle opens.
///
/// It belongs to the step *agree* of that cycle and ends with a decision.
public struct Revision: Hashable, Sendable {
  /// The key of a revision.
  public typealias ID = Identifier<Revision>

  /// What is looked at.
  public enum Subject: String, Hashable, Sendable, CaseIterable {
    case scorecard, benchmarks
  }

  /// What came of it, with its sentence.
  public struct Decision: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      /// Something new holds from the next opening on.
      case revised
      /// It was looked at and stays as it is.
      case kept
      /// It waits for the next cycle.
      case postponed
    }

    public let kind: Kind
    public let note: String
    public let at: Instant
    public let by: Person.ID?
  }

  public let id: ID
  public let programme: Programme.ID
  public let team: Team.ID
  public let cycle: Cycle.ID
  /// Which one of the programme's cycles that is.
  public let position: Int
  public let subject: Subject
  /// How often it was postponed before.
  public let postponements: Int
  /// The day before the cycle opens.
  public let dueOn: Day
  public let createdAt: Instant
  public let decision: Decision?

  /// Whether it waits longer than it should.
  public func isOverdue(on today: Day) -> Bool { decision == nil && dueOn < today }

  /// Whether a subject is due in the cycle at a position, after what was decided before.
  ///
  /// What was postponed is due in the next one; what still waits is not asked for twice.
  static func isDue(
    at position: Int, every: Int?, after earlier: [Revision]
  ) -> (isDue: Bool, postponements: Int) {
    guard let every, every > 0 else { return (false, 0) }
    guard let last = earlier.max(by: { $0.position < $1.position }) else {
      return (position >= every, 0)
    }
    switch last.decision?.kind {
    case nil: return (false, 0)
    case .postponed: return (position > last.position, last.postponements + 1)
    case .revised, .kept: return (position - last.position >= every, 0)
    }
  }
}

/// Why a revision refuses a decision.
public enum RevisionError: Error, Hashable, Sendable {
  case unknown
  case decided
  /// A decision says in a sentence why.
  case noNote
  /// Nothing new was published since the task came up.
  case nothingPublished
}

extension Terms {
  /// Every how many cycles a subject is looked at again.
  func every(_ subject: Revision.Subject) -> Int? {
    subject == .scorecard ? scorecardEvery : benchmarksEvery
  }
}
