internal import Kernel
internal import People
internal import Storage
internal import Web

/// Who belongs to which team, to know whose goals and figures somebody may see.
struct Circles: Sendable {
  let teams: [Person.ID: [Team.ID]]

  /// Whether the actor may do it to what belongs to these people.
  ///
  /// What belongs to a team is no secret among its members: they read it as they read the team's
  /// figures. What belongs to a person is read by the person, and by who leads one of their teams.
  func allow(
    _ actor: Actor, _ action: Action, _ resource: Resource, _ aim: Goal.Aim
  ) -> Bool {
    switch aim {
    case .centre:
      actor.can(action, resource, Ownership())
        || (action == .read && actor.can(.read, .teamReport))
    case .team(let team):
      actor.can(action, resource, Ownership(team: team.rawValue))
        || (action == .read && actor.can(.read, .teamReport, Ownership(team: team.rawValue)))
    case .person(let person):
      actor.can(action, resource, Ownership(person: person.rawValue))
        || (teams[person] ?? []).contains { team in
          actor.can(
            action, resource, Ownership(person: person.rawValue, team: team.rawValue))
        }
    }
  }
}

/// The names behind aims, and which of them somebody may choose.
struct Aims: Sendable {
  let circles: Circles
  let teams: [Team]
  let people: [Person]

  init(_ visit: Visit) async throws {
    let scope = visit.scope
    self = try await visit.database.read { db in try Aims(scope, in: db) }
  }

  init(_ scope: Scope, in db: any Connection) throws {
    circles = Circles(teams: try Membership.all(scope, in: db))
    teams = try Team.all(scope, in: db)
    people = try Person.all(scope, in: db)
  }

  func name(_ aim: Goal.Aim, _ text: Text) -> String {
    switch aim {
    case .centre: text("goal.aim.centre")
    case .team(let id): teams.first { $0.id == id }?.name ?? "–"
    case .person(let id): people.first { $0.id == id }?.name ?? "–"
    }
  }

  func name(_ person: Person.ID?) -> String? {
    person.flatMap { id in people.first { $0.id == id }?.name }
  }

  /// The aims for which the actor may do it: the centre, teams by name, then people by name.
  func choices(_ actor: Actor, _ action: Action, _ resource: Resource) -> [Goal.Aim] {
    let members = people.filter { $0.isActive && circles.teams[$0.id]?.isEmpty == false }
    let all: [Goal.Aim] =
      [.centre]
      + teams.filter(\.isActive).sorted { $0.name < $1.name }.map { .team($0.id) }
      + members.sorted { $0.name < $1.name }.map { .person($0.id) }
    return all.filter { circles.allow(actor, action, resource, $0) }
  }
}

extension Goal.Aim {
  /// As forms carry it.
  var text: String {
    switch self {
    case .centre: "centre"
    case .team(let id): "team-\(id.text)"
    case .person(let id): "person-\(id.text)"
    }
  }

  init?(text: String) {
    let parts = text.split(separator: "-", maxSplits: 1).map(String.init)
    switch (parts.first, parts.count) {
    case ("centre", 1): self = .centre
    case ("team", 2):
      guard let id = Team.ID(text: parts[1]) else { return nil }
      self = .team(id)
    case ("person", 2):
      guard let id = Person.ID(text: parts[1]) else { return nil }
      self = .person(id)
    default: return nil
    }
  }
}
