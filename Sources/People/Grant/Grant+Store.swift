public import Kernel
public import Storage
public import Web

extension Grant {
  /// The roles of a person, the oldest first.
  public static func of(
    _ person: Person.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Grant] {
    try db.rows(
      """
      SELECT role, team_id FROM role_grant
      WHERE workspace_id = \(scope) AND person_id = \(person)
      ORDER BY id
      """
    ).map { Grant(try $0.get("role"), team: try $0.get("team_id")) }
  }

  /// The roles of everybody, by person.
  static func all(_ scope: Scope, in db: any Connection) throws -> [Person.ID: [Grant]] {
    let rows = try db.rows(
      """
      SELECT person_id, role, team_id FROM role_grant WHERE workspace_id = \(scope) ORDER BY id
      """)
    return try rows.reduce(into: [:]) { grants, row in
      let person: Person.ID = try row.get("person_id")
      grants[person, default: []].append(
        Grant(try row.get("role"), team: try row.get("team_id")))
    }
  }

  /// Gives the role to a person, with its entry in the record; twice is as good as once.
  ///
  /// - Throws: ``PeopleError/ownRole`` when somebody gives it to themselves.
  public func give(
    to person: Person.ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    guard scope.person != person.rawValue else { throw PeopleError.ownRole }
    let existing = try Grant.of(person, scope, in: db)
    guard !existing.contains(self) else { return }
    let id: Identifier<Grant> = world.id()
    try db.execute(
      """
      INSERT INTO role_grant
        (workspace_id, id, person_id, role, team_id, granted_at, granted_by)
      VALUES
        (\(scope), \(id), \(person), \(role), \(team), \(world.now()), \(scope.person))
      """)
    try Session.endAll(of: person, scope, in: db)
    try Audit.record(
      .change, .person, object: person.rawValue, team: team?.rawValue, "audit.roleGiven",
      try details(of: person, scope, in: db), scope: scope, world: world, in: db)
  }

  /// Takes the role from a person, with its entry in the record.
  ///
  /// - Throws: ``PeopleError/ownRole`` from themselves, ``PeopleError/lastAdmin`` from the last.
  public func take(
    from person: Person.ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    guard scope.person != person.rawValue else { throw PeopleError.ownRole }
    if role == .admin { try Grant.requireAnotherAdmin(than: person, scope, in: db) }
    let whose: SQL = team.map { "team_id = \($0)" } ?? "team_id IS NULL"
    let gone = try db.execute(
      """
      DELETE FROM role_grant
      WHERE workspace_id = \(scope) AND person_id = \(person) AND role = \(role) AND \(whose)
      """)
    guard gone > 0 else { return }
    try Session.endAll(of: person, scope, in: db)
    try Audit.record(
      .change, .person, object: person.rawValue, team: team?.rawValue, "audit.roleTaken",
      try details(of: person, scope, in: db), scope: scope, world: world, in: db)
  }

  /// Refuses when nobody else could let people in afterwards.
  ///
  /// The workspace's row is written first, so that two admins cannot remove each other at once.
  static func requireAnotherAdmin(
    than person: Person.ID, _ scope: Scope, in db: any Connection
  ) throws {
    try db.execute("UPDATE workspace SET name = name WHERE workspace_id = \(scope)")
    let others: Int? = try db.value(
      """
      SELECT COUNT(*) AS value
      FROM role_grant
      JOIN person ON person.workspace_id = role_grant.workspace_id
        AND person.id = role_grant.person_id
      WHERE role_grant.workspace_id = \(scope) AND role_grant.role = \(Role.admin)
        AND role_grant.person_id <> \(person) AND person.active = 1
        AND person.password IS NOT NULL
      """)
    guard (others ?? 0) > 0 else { throw PeopleError.lastAdmin }
  }

  private func details(
    of person: Person.ID, _ scope: Scope, in db: any Connection
  ) throws -> [String: String] {
    var details = ["person": person.text, "role": role.rawValue]
    details["team"] = team?.text
    return details
  }
}
