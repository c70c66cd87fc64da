public import Kernel
public import Storage
internal import Web

/// Who belongs to which team.
public enum Membership {
  /// Makes a person a member; once is as good as twice.
  @discardableResult
  public static func add(
    _ person: Person.ID, to team: Team.ID, scope: Scope, world: World, in db: any Connection
  ) throws -> Bool {
    let id: Identifier<Membership> = world.id()
    return try db.execute(
      """
      INSERT INTO membership (workspace_id, id, person_id, team_id, created_at)
      VALUES (\(scope), \(id), \(person), \(team), \(world.now()))
      ON CONFLICT (workspace_id, person_id, team_id) DO NOTHING
      """) > 0
  }

  /// Ends a membership.
  @discardableResult
  public static func remove(
    _ person: Person.ID, from team: Team.ID, _ scope: Scope, in db: any Connection
  ) throws -> Bool {
    try db.execute(
      """
      DELETE FROM membership
      WHERE workspace_id = \(scope) AND person_id = \(person) AND team_id = \(team)
      """) > 0
  }

  /// The teams a person belongs to, the oldest membership first.
  public static func teams(
    of person: Person.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Team.ID] {
    try db.rows(
      """
      SELECT team_id FROM membership
      WHERE workspace_id = \(scope) AND person_id = \(person)
      ORDER BY id
      """
    ).map { try $0.get("team_id") }
  }

  /// The teams of everybody, by person, the oldest membership first.
  public static func all(_ scope: Scope, in db: any Connection) throws -> [Person.ID: [Team.ID]] {
    let rows = try db.rows(
      "SELECT person_id, team_id FROM membership WHERE workspace_id = \(scope) ORDER BY id")
    return try rows.reduce(into: [:]) { teams, row in
      let person: Person.ID = try row.get("person_id")
      teams[person, default: []].append(try row.get("team_id"))
    }
  }
}
