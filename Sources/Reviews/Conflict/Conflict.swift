public import Kernel
public import People
internal import Web

/// That two people should not look at each other's work, whatever the reason.
///
/// Whoever stated it and their lead may know of it; the other person never learns.
public struct Conflict: Hashable, Sendable {
  /// The key of a conflict.
  public typealias ID = Identifier<Conflict>

  public let id: ID
  /// Of the person's own statements this is the person.
  public let one: Person.ID
  public let other: Person.ID
  public let statedBy: Person.ID
  /// A word on why, for whoever may know.
  public let note: String
  public let at: Instant

  /// Whether the person themselves said so, and not their lead.
  public var isOwn: Bool { statedBy == one }

  /// Whether an actor may know of it, given the teams of everybody.
  ///
  /// The two people are whom it is about; only the one who stated it is not kept from it.
  func isKnown(to actor: Actor, teams: [Person.ID: [Team.ID]]) -> Bool {
    guard actor.person != other, isOwn || actor.person != one else { return false }
    if actor.person == statedBy { return actor.can(.read, .conflict, ownership(nil)) }
    let places = (teams[one] ?? []) + (teams[other] ?? [])
    return places.contains { actor.can(.read, .conflict, ownership($0)) }
  }

  /// Whether somebody who knows of it may take it back: what a person said is theirs alone.
  func mayEnd(_ actor: Actor) -> Bool { !isOwn || actor.person == one }

  /// Whose it is: stated by somebody, in a team, and kept from the other person.
  func ownership(_ team: Team.ID?) -> Ownership {
    Ownership(person: statedBy.rawValue, team: team?.rawValue, assignedTo: other.rawValue)
  }
}

/// Why a conflict was not kept.
public enum ConflictError: Error, Hashable, Sendable {
  case unknown
  /// Nobody has a conflict with themselves; their own work is never theirs to review.
  case samePerson
}
