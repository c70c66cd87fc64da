internal import Kernel
internal import People
internal import Storage
internal import Web

/// How far somebody may look into the conversations, in the form the query can use an index for.
///
/// The condition itself always is the one of the permission matrix; this only decides from which
/// end the rows are fetched.
enum Reach: Hashable, Sendable {
  case everything
  /// What is one's own, and what belongs to teams one leads.
  case part(own: Actor.ID?, teams: [Actor.Team])

  init(_ actor: Actor) {
    if actor.can(.read, .conversation, Ownership()) {
      self = .everything
      return
    }
    let isOwn = actor.can(
      .read, .conversation, Ownership(person: actor.person.rawValue))
    let teams = actor.teamsLed.filter {
      actor.can(.read, .conversation, Ownership(team: $0.rawValue))
    }
    self = .part(own: isOwn ? actor.person : nil, teams: teams.sorted())
  }
}

extension Actor {
  /// The matrix' answer for rows of `conversation c`, about their owner or who answered most.
  ///
  /// The columns are wrapped so that no engine chooses an index by a condition that mostly holds.
  func mayRead(_ action: Action, _ resource: Resource) -> SQL {
    let owner = predicate(
      action, resource, person: "COALESCE(c.agent_id, 0)", team: "COALESCE(c.team_id, 0)")
    let talker = predicate(
      action, resource, person: "COALESCE(c.credited_id, 0)", team: "COALESCE(c.team_id, 0)")
    return owner == talker ? owner : "(\(owner) OR \(talker))"
  }
}
