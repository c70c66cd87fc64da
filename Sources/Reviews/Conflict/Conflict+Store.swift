public import Kernel
public import People
public import Storage
internal import Web

extension Conflict {
  /// What was stated and what was taken back; both stay.
  static let schema: [SQL] = [
    """
    CREATE TABLE conflict_of_interest (
      \(.key),
      one_id INTEGER NOT NULL,
      other_id INTEGER NOT NULL,
      stated_by INTEGER NOT NULL,
      note TEXT NOT NULL,
      at INTEGER NOT NULL,
      CHECK (one_id <> other_id AND stated_by <> other_id),
      \(.reference(column: "one_id", table: "person")),
      \(.reference(column: "other_id", table: "person")),
      \(.reference(column: "stated_by", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("conflict_of_interest"))",
    """
    CREATE TABLE conflict_withdrawal (
      \(.key),
      conflict_id INTEGER NOT NULL,
      at INTEGER NOT NULL,
      UNIQUE (workspace_id, conflict_id),
      \(.reference(column: "conflict_id", table: "conflict_of_interest"))
    ) \(.strict)
    """,
    "\(.appendOnly("conflict_withdrawal"))",
  ]

  init(row: Row) throws {
    self.init(
      id: try row.get("id"), one: try row.get("one_id"), other: try row.get("other_id"),
      statedBy: try row.get("stated_by"), note: try row.get("note"), at: try row.get("at"))
  }

  /// Every conflict that holds, the newest first; whom to show it is for `isKnown`.
  static func all(_ scope: Scope, in db: any Connection) throws -> [Conflict] {
    try db.rows(
      """
      SELECT c.id, c.one_id, c.other_id, c.stated_by, c.note, c.at
      FROM conflict_of_interest AS c
      WHERE c.workspace_id = \(scope) AND NOT EXISTS (
        SELECT 1 FROM conflict_withdrawal AS w
        WHERE w.workspace_id = c.workspace_id AND w.conflict_id = c.id)
      ORDER BY c.at DESC, c.id DESC
      """
    ).map(Conflict.init(row:))
  }

  /// The pairs that may not look at each other's work, both ways round, for rules to keep to.
  public static func pairs(
    _ scope: Scope, in db: any Connection
  ) throws -> Set<Assignment.Pair> {
    try all(scope, in: db).reduce(into: []) { pairs, conflict in
      let pair = Assignment.Pair(reviewer: conflict.one, reviewed: conflict.other)
      pairs.insert(pair)
      pairs.insert(pair.swapped)
    }
  }

  /// States that two people should not look at each other's work; twice is as good as once.
  ///
  /// The record says that something was stated and by whom, not about whom.
  /// - Throws: ``ConflictError`` when it is one person, or the other person states it.
  @discardableResult
  public static func state(
    between one: Person.ID, and other: Person.ID, note: String = "", scope: Scope,
    world: World, in db: any Connection
  ) throws -> ID {
    guard one != other, let acting = scope.person, acting != other.rawValue else {
      throw ConflictError.samePerson
    }
    let known = try all(scope, in: db).first {
      $0.one == one && $0.other == other && $0.statedBy.rawValue == acting
    }
    if let known { return known.id }
    let id: ID = world.id()
    try db.execute(
      """
      INSERT INTO conflict_of_interest
        (workspace_id, id, one_id, other_id, stated_by, note, at)
      VALUES
        (\(scope), \(id), \(one), \(other), \(acting), \(String(note.trimmed.prefix(500))),
         \(world.now()))
      """)
    try Audit.record(
      .create, .conflict, object: id.rawValue, "conflict.audit.stated", scope: scope,
      world: world, in: db)
    return id
  }

  /// Takes a conflict back.
  public func withdraw(scope: Scope, world: World, in db: any Connection) throws {
    let added = try db.execute(
      """
      INSERT INTO conflict_withdrawal (workspace_id, id, conflict_id, at)
      VALUES (\(scope), \(world.key()), \(id), \(world.now()))
      ON CONFLICT (workspace_id, conflict_id) DO NOTHING
      """)
    guard added == 1 else { throw ConflictError.unknown }
    try Audit.record(
      .remove, .conflict, object: id.rawValue, "conflict.audit.withdrawn", scope: scope,
      world: world, in: db)
  }
}
