public import Kernel
public import Storage
internal import Web

extension Team {
  /// Makes a team, with the record of it.
  @discardableResult
  public static func add(
    name: String, scope: Scope, world: World, in db: any Connection
  ) throws -> Team {
    guard Person.tidied(name) != nil else { throw PeopleError.nameMissing }
    let team = Team(id: world.id(), name: name, createdAt: world.now())
    guard try key(of: team.name, scope, in: db) == nil else { throw PeopleError.teamNameTaken }
    try team.insert(scope, in: db)
    try Audit.record(
      .create, .team, object: team.id.rawValue, team: team.id.rawValue, "audit.teamAdded",
      ["team": team.id.text], scope: scope, world: world, in: db)
    return team
  }

  /// Changes a team's name or whether it is still in use, with the record of it.
  public static func change(
    _ id: ID, name: String, isActive: Bool, scope: Scope, world: World, in db: any Connection
  ) throws {
    guard let team = try find(id, scope, in: db) else { throw PeopleError.unknownTeam }
    guard Person.tidied(name) != nil else { throw PeopleError.nameMissing }
    let changed = Team(id: id, name: name, isActive: isActive, createdAt: team.createdAt)
    if let other = try key(of: changed.name, scope, in: db), other != id {
      throw PeopleError.teamNameTaken
    }
    guard changed != team else { return }
    try changed.save(scope, in: db)
    try Audit.record(
      .change, .team, object: id.rawValue, team: id.rawValue, "audit.teamChanged",
      ["team": id.text], scope: scope, world: world, in: db)
  }

  /// Sets exactly who of the active persons belongs to the team, with the record of each change.
  public static func setMembers(
    _ members: Set<Person.ID>, of id: ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    guard try find(id, scope, in: db) != nil else { throw PeopleError.unknownTeam }
    let before: Set<Person.ID> = Set(
      try db.rows(
        """
        SELECT membership.person_id FROM membership
        JOIN person ON person.workspace_id = membership.workspace_id
          AND person.id = membership.person_id AND person.active = 1
        WHERE membership.workspace_id = \(scope) AND membership.team_id = \(id)
        """
      ).map { try $0.get("person_id") })
    for person in members.subtracting(before).sorted() {
      guard try Person.find(person, scope, in: db) != nil else {
        throw PeopleError.unknownPerson
      }
      try Membership.add(person, to: id, scope: scope, world: world, in: db)
      try Audit.record(
        .change, .team, object: id.rawValue, team: id.rawValue, "audit.memberJoined",
        ["person": person.text, "team": id.text], scope: scope, world: world, in: db)
    }
    for person in before.subtracting(members).sorted() {
      try Membership.remove(person, from: id, scope, in: db)
      try Audit.record(
        .change, .team, object: id.rawValue, team: id.rawValue, "audit.memberLeft",
        ["person": person.text, "team": id.text], scope: scope, world: world, in: db)
    }
  }
}
