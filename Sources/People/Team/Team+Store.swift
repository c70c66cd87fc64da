public import Kernel
public import Storage
internal import Web

extension Team {
  init(row: Row) throws {
    self.init(
      id: try row.get("id"), name: try row.get("name"), isActive: try row.get("active"),
      createdAt: try row.get("created_at"))
  }

  /// The team with that key, if the workspace has it.
  public static func find(_ id: ID, _ scope: Scope, in db: any Connection) throws -> Team? {
    try db.row(
      """
      SELECT id, name, active, created_at FROM team
      WHERE workspace_id = \(scope) AND id = \(id)
      """
    ).map(Team.init(row:))
  }

  /// All teams, oldest first; sort names for people where they are shown.
  public static func all(_ scope: Scope, in db: any Connection) throws -> [Team] {
    try db.rows(
      """
      SELECT id, name, active, created_at FROM team WHERE workspace_id = \(scope) ORDER BY id
      """
    ).map(Team.init(row:))
  }

  /// Writes a new team.
  public func insert(_ scope: Scope, in db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO team (workspace_id, id, name, active, created_at)
      VALUES (\(scope), \(id), \(name), \(isActive), \(createdAt))
      """)
  }

  /// Writes what may change about a team.
  public func save(_ scope: Scope, in db: any Connection) throws {
    try db.execute(
      """
      UPDATE team SET name = \(name), active = \(isActive)
      WHERE workspace_id = \(scope) AND id = \(id)
      """)
  }

  /// The team of that name; made on the fly when unknown, as importers need it.
  public static func resolve(
    name: String, scope: Scope, world: World, in db: any Connection
  ) throws -> ID {
    let team = Team(id: world.id(), name: name, createdAt: world.now())
    if let known = try key(of: team.name, scope, in: db) { return known }
    try db.execute(
      """
      INSERT INTO team (workspace_id, id, name, active, created_at)
      VALUES (\(scope), \(team.id), \(team.name), \(true), \(team.createdAt))
      ON CONFLICT (workspace_id, name) DO NOTHING
      """)
    return try key(of: team.name, scope, in: db) ?? team.id
  }

  static func key(
    of name: String, _ scope: Scope, in db: any Connection
  ) throws -> ID? {
    try db.value(
      "SELECT id AS value FROM team WHERE workspace_id = \(scope) AND name = \(name)")
  }
}
