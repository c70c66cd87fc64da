public import Kernel
public import Web

/// Time of a person that is kept free for something, whatever waits in the queue.
///
/// It came to be once; since then it was moved or cancelled, and each step stays on record.
public struct ProtectedTime: Hashable, Sendable {
  /// The key of a piece of protected time.
  public typealias ID = Identifier<ProtectedTime>

  /// What it is kept for.
  public enum Purpose: String, Hashable, Sendable, CaseIterable {
    case review
    case training
    case coaching
  }

  /// Why it does not take place.
  public enum Cause: String, Hashable, Sendable, CaseIterable {
    /// There was too much to do.
    case volume
    case absence
    /// What it was kept for is done.
    case done
    case other
  }

  /// That it does not take place, and why.
  public struct Cancellation: Hashable, Sendable {
    public let cause: Cause
    public let note: String
    public let by: Person.ID?
  }

  /// How its amount came about: pieces of work, seconds for each, and from how many that is known.
  public struct Basis: Hashable, Sendable {
    public let pieces: Int
    public let secondsEach: Int
    /// Zero where nothing was known and a usual value stands in.
    public let observations: Int

    public init(pieces: Int, secondsEach: Int, observations: Int) {
      self.pieces = pieces
      self.secondsEach = secondsEach
      self.observations = observations
    }
  }

  public let id: ID
  public let person: Person.ID
  public let team: Team.ID
  public let purpose: Purpose
  /// The key of what it belongs to, such as a cycle.
  public let occasion: Int64
  /// Which one of the person's for that occasion, from 1.
  public let place: Int
  /// The days within which it may lie.
  public let firstDay: Day
  public let lastDay: Day
  public let basis: Basis?
  public let from: Instant
  public let until: Instant
  /// How often it was moved or cancelled.
  public let revision: Int
  public let changedAt: Instant
  public let cancellation: Cancellation?

  /// Its length in minutes.
  public var minutes: Int { Int(until.seconds(since: from) / 60) }

  /// Whose it is, as the matrix asks.
  public var ownership: Ownership {
    Ownership(person: person.rawValue, team: team.rawValue)
  }

  /// Whether it still lies ahead.
  public func isAhead(at now: Instant) -> Bool { cancellation == nil && now < from }
}

/// How many pieces of protected time there were, and how many of them did not take place.
public struct ProtectedTally: Hashable, Sendable {
  public let count: Int
  public let cancelled: [ProtectedTime.Cause: Int]

  /// Counts some pieces.
  public init(_ pieces: some Sequence<ProtectedTime>) {
    var (count, cancelled) = (0, [ProtectedTime.Cause: Int]())
    for piece in pieces {
      count += 1
      if let cause = piece.cancellation?.cause { cancelled[cause, default: 0] += 1 }
    }
    self.count = count
    self.cancelled = cancelled
  }

  /// What was lost; time that was no longer needed is no loss.
  public var lost: Int {
    cancelled.reduce(0) { $0 + ($1.key == .done ? 0 : $1.value) }
  }
}

/// Why protected time refuses a change.
public enum ProtectedTimeError: Error, Hashable, Sendable {
  case unknown
  /// Somebody else changed it in the meantime.
  case stale
  case cancelled
  /// What has begun is not moved any more.
  case begun
  /// It would lie before now, or outside the days it belongs to.
  case outside(ClosedRange<Day>)
  /// The person has other protected time then.
  case overlaps
  /// Cancelling needs a reason.
  case noReason
}
