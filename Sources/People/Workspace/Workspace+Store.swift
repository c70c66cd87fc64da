public import Kernel
public import Storage

extension Workspace {
  init(row: Row) throws {
    let opens: Int = try row.get("opens_at")
    let closes: Int = try row.get("closes_at")
    self.init(
      id: try row.get("id"), name: try row.get("name"),
      zone: Zone(name: try row.get("zone")) ?? .utc, language: try row.get("language"),
      hours: WorkingHours(opens: opens, closes: closes, bits: try row.get("work_days"))
        ?? .office,
      createdAt: try row.get("created_at"))
  }

  private static let columns: SQL =
    "id, name, zone, language, opens_at, closes_at, work_days, created_at"

  /// The workspace of a scope, if it exists.
  public static func find(_ scope: Scope, in db: any Connection) throws -> Workspace? {
    try db.row(
      "SELECT \(columns) FROM workspace WHERE workspace_id = \(scope)"
    ).map(Workspace.init(row:))
  }

  /// All workspaces of this installation, oldest first: the program's own question.
  public static func all(in db: any Connection) throws -> [Workspace] {
    try db.rows(acrossWorkspaces: "SELECT \(columns) FROM workspace ORDER BY id")
      .map(Workspace.init(row:))
  }

  /// Writes a new workspace.
  public func insert(in db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO workspace
        (workspace_id, id, name, zone, language, opens_at, closes_at, work_days, created_at)
      VALUES
        (\(scope), \(id), \(name), \(zone.name), \(language), \(hours.opens), \(hours.closes),
         \(hours.bits), \(createdAt))
      """)
  }

  /// Writes what may change about a workspace.
  public func save(in db: any Connection) throws {
    try db.execute(
      """
      UPDATE workspace
      SET name = \(name), zone = \(zone.name), language = \(language),
        opens_at = \(hours.opens), closes_at = \(hours.closes), work_days = \(hours.bits)
      WHERE workspace_id = \(scope)
      """)
  }
}
