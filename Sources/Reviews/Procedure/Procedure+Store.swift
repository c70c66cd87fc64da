public import Kernel
internal import People
public import Storage

extension Procedure.Revision {
  init(row: Row) throws {
    self.init(
      id: try row.get("id"), procedure: try row.get("procedure_id"),
      number: try row.get("number"), title: try row.get("title"), body: try row.get("body"),
      note: try row.get("note"), publishedAt: try row.get("published_at"),
      publishedBy: try row.get("published_by"))
  }

  private static let columns: SQL =
    "r.id, r.procedure_id, r.number, r.title, r.body, r.note, r.published_at, r.published_by"

  /// The revisions of a procedure, the newest first.
  public static func all(
    of procedure: Procedure.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Self] {
    try db.rows(
      """
      SELECT \(columns)
      FROM procedure_revision AS r
      WHERE r.workspace_id = \(scope) AND r.procedure_id = \(procedure)
      ORDER BY r.number DESC
      """
    ).map(Self.init(row:))
  }

  /// The newest revision of each procedure, or of some.
  fileprivate static func newest(
    _ only: SQL, _ scope: Scope, in db: any Connection
  ) throws -> [Procedure.ID: Self] {
    try db.rows(
      """
      SELECT \(columns)
      FROM procedure_revision AS r
      WHERE r.workspace_id = \(scope) \(only)
        AND NOT EXISTS (
          SELECT 1 FROM procedure_revision AS n
          WHERE n.workspace_id = \(scope) AND n.procedure_id = r.procedure_id
            AND n.number > r.number)
      """
    ).map(Self.init(row:)).reduce(into: [:]) { $0[$1.procedure] = $1 }
  }

  func insert(_ scope: Scope, in db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO procedure_revision
        (workspace_id, id, procedure_id, number, title, body, note, published_at, published_by)
      VALUES
        (\(scope), \(id), \(procedure), \(number), \(title), \(body), \(note), \(publishedAt),
         \(publishedBy))
      """)
  }
}

extension Procedure {
  /// All procedures, oldest first.
  public static func all(_ scope: Scope, in db: any Connection) throws -> [Procedure] {
    try fetch(.empty, revisions: .empty, drafts: .empty, scope, in: db)
  }

  /// One procedure.
  public static func find(
    _ id: ID, _ scope: Scope, in db: any Connection
  ) throws -> Procedure? {
    try fetch(
      "AND id = \(id)", revisions: "AND r.procedure_id = \(id)",
      drafts: "AND procedure_id = \(id)", scope, in: db
    ).first
  }

  private static func fetch(
    _ only: SQL, revisions: SQL, drafts: SQL, _ scope: Scope, in db: any Connection
  ) throws -> [Procedure] {
    let rows = try db.rows(
      """
      SELECT id, kind, created_at, retired_at
      FROM procedure
      WHERE workspace_id = \(scope) \(only)
      ORDER BY id
      """)
    let newest = try Revision.newest(revisions, scope, in: db)
    let drafts = try db.rows(
      """
      SELECT procedure_id, title, body, save, saved_at, saved_by
      FROM procedure_draft
      WHERE workspace_id = \(scope) \(drafts)
      """
    ).reduce(into: [ID: Draft]()) { found, row in
      found[try row.get("procedure_id")] = Draft(
        title: try row.get("title"), body: try row.get("body"), save: try row.get("save"),
        savedAt: try row.get("saved_at"), savedBy: try row.get("saved_by"))
    }
    return try rows.map { row in
      let id: ID = try row.get("id")
      return Procedure(
        id: id, kind: try row.get("kind"), createdAt: try row.get("created_at"),
        retiredAt: try row.get("retired_at"), current: newest[id], draft: drafts[id])
    }
  }

  func insertDraft(
    title: String, body: String, _ scope: Scope, _ world: World, in db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO procedure_draft
        (workspace_id, id, procedure_id, title, body, save, saved_at, saved_by)
      VALUES
        (\(scope), \(world.key()), \(id), \(title), \(body), 1, \(world.now()), \(scope.person))
      """)
  }

  func removeDraft(_ scope: Scope, in db: any Connection) throws {
    try db.execute(
      "DELETE FROM procedure_draft WHERE workspace_id = \(scope) AND procedure_id = \(id)")
  }
}

// MARK: What hangs from criteria

extension Procedure {
  /// The criteria each procedure is linked to now: the last word on each pair counts.
  public static func links(_ scope: Scope, in db: any Connection) throws
    -> [ID: Set<Criterion.ID>]
  {
    try db.rows(
      """
      SELECT procedure_id, criterion_id, is_linked
      FROM procedure_criterion
      WHERE workspace_id = \(scope)
      ORDER BY id
      """
    ).reduce(into: [:]) { links, row in
      let procedure: ID = try row.get("procedure_id")
      let criterion: Criterion.ID = try row.get("criterion_id")
      if try row.get("is_linked") {
        links[procedure, default: []].insert(criterion)
      } else {
        links[procedure]?.remove(criterion)
      }
    }
  }
}
