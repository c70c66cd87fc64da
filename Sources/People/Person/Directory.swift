internal import Storage
internal import Web

/// The persons and teams that one reader may see, with who is what and belongs where.
struct Directory: Sendable {
  let persons: [Person]
  let teams: [Team]
  let grants: [Person.ID: [Grant]]
  let memberships: [Person.ID: [Team.ID]]

  init(for actor: Actor, in db: any Connection) throws {
    let scope = actor.scope
    let own = actor.predicate(.read, .person, person: "person.id")
    let shared = actor.predicate(
      .read, .person, person: "membership.person_id", team: "membership.team_id")
    persons = try db.rows(
      """
      SELECT \(Person.columns) FROM person
      WHERE workspace_id = \(scope) AND (\(own) OR EXISTS (
        SELECT 1 FROM membership
        WHERE membership.workspace_id = person.workspace_id
          AND membership.person_id = person.id AND \(shared)))
      ORDER BY id
      """
    ).map(Person.init(row:)).sorted(by: \.name)
    teams = try db.rows(
      """
      SELECT id, name, active, created_at FROM team
      WHERE workspace_id = \(scope) AND \(actor.predicate(.read, .team, team: "team.id"))
      ORDER BY id
      """
    ).map(Team.init(row:)).sorted(by: \.name)
    grants = try Grant.all(scope, in: db)
    memberships = try Membership.all(scope, in: db)
  }

  func team(_ id: Team.ID) -> Team? { teams.first { $0.id == id } }

  func members(of team: Team.ID) -> [Person] {
    persons.filter { $0.isActive && memberships[$0.id]?.contains(team) == true }
  }

  /// Those who lead the team by name.
  func leads(of team: Team.ID) -> [Person] {
    persons.filter { grants[$0.id]?.contains(Grant(.lead, team: team)) == true }
  }

  /// The names of the teams a person belongs to, as far as the reader knows them.
  func teamNames(of person: Person.ID) -> [String] {
    let keys = Set(memberships[person] ?? [])
    return teams.filter { keys.contains($0.id) }.map(\.name)
  }
}

extension Array {
  /// In the order people look names up: without regard to case.
  func sorted(by name: KeyPath<Element, String>) -> [Element] {
    map { (key: $0[keyPath: name].lowercased(), element: $0) }
      .sorted { $0.key < $1.key }.map(\.element)
  }
}
