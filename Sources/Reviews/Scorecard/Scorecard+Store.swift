public import Kernel
import People
public import Storage

extension ScorecardVersion {
  init(row: Row) throws {
    id = try row.get("id")
    scorecard = try row.get("scorecard_id")
    edition = try row.get("edition")
    wording = try row.get("wording")
    rubric = try Rubric(encoded: try row.get("content"))
    note = try row.get("note")
    publishedAt = try row.get("published_at")
    publishedBy = try row.get("published_by")
  }

  private static let columns: SQL =
    "id, scorecard_id, edition, wording, content, note, published_at, published_by"

  /// One published version.
  public static func find(_ id: ID, scope: Scope, in db: any Connection) throws
    -> ScorecardVersion?
  {
    try db.row(
      """
      SELECT \(columns)
      FROM scorecard_version
      WHERE workspace_id = \(scope) AND id = \(id)
      """
    ).map(ScorecardVersion.init(row:))
  }

  /// Several published versions, by their keys.
  public static func find(_ ids: Set<ID>, scope: Scope, in db: any Connection) throws
    -> [ID: ScorecardVersion]
  {
    guard !ids.isEmpty else { return [:] }
    return try db.rows(
      """
      SELECT \(columns)
      FROM scorecard_version
      WHERE workspace_id = \(scope) AND id IN (\(list: ids.sorted()))
      """
    ).map(ScorecardVersion.init(row:)).reduce(into: [:]) { $0[$1.id] = $1 }
  }

  /// The versions of one scorecard, newest first.
  public static func all(of scorecard: Scorecard.ID, scope: Scope, in db: any Connection) throws
    -> [ScorecardVersion]
  {
    try db.rows(
      """
      SELECT \(columns)
      FROM scorecard_version
      WHERE workspace_id = \(scope) AND scorecard_id = \(scorecard)
      ORDER BY edition DESC, wording DESC
      """
    ).map(ScorecardVersion.init(row:))
  }

  /// The newest version of each scorecard, or of one.
  static func newest(of scorecard: Scorecard.ID? = nil, scope: Scope, in db: any Connection)
    throws -> [Scorecard.ID: ScorecardVersion]
  {
    let only: SQL = scorecard.map { "AND v.scorecard_id = \($0)" } ?? .empty
    return try db.rows(
      """
      SELECT \(columns)
      FROM scorecard_version AS v
      WHERE v.workspace_id = \(scope) \(only)
        AND NOT EXISTS (
          SELECT 1 FROM scorecard_version AS n
          WHERE n.workspace_id = \(scope) AND n.scorecard_id = v.scorecard_id
            AND (n.edition > v.edition OR (n.edition = v.edition AND n.wording > v.wording)))
      """
    ).map(ScorecardVersion.init(row:)).reduce(into: [:]) { $0[$1.scorecard] = $1 }
  }

  func insert(scope: Scope, world: World, in db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO scorecard_version
        (workspace_id, id, scorecard_id, edition, wording, name, content, note, published_at,
         published_by)
      VALUES
        (\(scope), \(id), \(scorecard), \(edition), \(wording), \(rubric.name),
         \(try rubric.encoded()), \(note), \(publishedAt), \(publishedBy))
      """)
    var position = 0
    for section in rubric.sections {
      for criterion in section.criteria {
        try db.execute(
          """
          INSERT INTO scorecard_criterion
            (workspace_id, id, version_id, criterion_id, position, name, section_name, weight)
          VALUES
            (\(scope), \(world.key()), \(id), \(criterion.id), \(position), \(criterion.name),
             \(section.name), \(rubric.weight(of: criterion.id)))
          """)
        position += 1
      }
    }
  }
}

extension ScorecardDraft {
  init(row: Row) throws {
    scorecard = try row.get("scorecard_id")
    rubric = try Rubric(encoded: try row.get("content"))
    revision = try row.get("revision")
    savedAt = try row.get("saved_at")
    savedBy = try row.get("saved_by")
  }

  static func all(of scorecard: Scorecard.ID? = nil, scope: Scope, in db: any Connection) throws
    -> [Scorecard.ID: ScorecardDraft]
  {
    let only: SQL = scorecard.map { "AND scorecard_id = \($0)" } ?? .empty
    return try db.rows(
      """
      SELECT scorecard_id, content, revision, saved_at, saved_by
      FROM scorecard_draft
      WHERE workspace_id = \(scope) \(only)
      """
    ).map(ScorecardDraft.init(row:)).reduce(into: [:]) { $0[$1.scorecard] = $1 }
  }

  static func insert(
    _ rubric: Rubric, of scorecard: Scorecard.ID, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO scorecard_draft
        (workspace_id, id, scorecard_id, content, revision, saved_at, saved_by)
      VALUES
        (\(scope), \(world.key()), \(scorecard), \(try rubric.encoded()), 1, \(world.now()),
         \(scope.person))
      """)
  }

  /// Writes a new content over the revision it was made from.
  ///
  /// - Throws: ``ScorecardError/stale`` when that is no longer the newest.
  func save(_ rubric: Rubric, scope: Scope, world: World, in db: any Connection) throws {
    let changed = try db.execute(
      """
      UPDATE scorecard_draft
      SET content = \(try rubric.encoded()), revision = revision + 1, saved_at = \(world.now()),
        saved_by = \(scope.person)
      WHERE workspace_id = \(scope) AND scorecard_id = \(scorecard) AND revision = \(revision)
      """)
    guard changed == 1 else { throw ScorecardError.stale }
  }

  static func remove(of scorecard: Scorecard.ID, scope: Scope, in db: any Connection) throws {
    try db.execute(
      """
      DELETE FROM scorecard_draft
      WHERE workspace_id = \(scope) AND scorecard_id = \(scorecard)
      """)
  }
}

extension Scorecard {
  /// All scorecards with their newest version and their draft, oldest first.
  public static func all(_ scope: Scope, in db: any Connection) throws -> [Scorecard] {
    try fetch(where: .empty, only: nil, scope: scope, in: db)
  }

  /// One scorecard.
  public static func find(_ id: ID, scope: Scope, in db: any Connection) throws -> Scorecard? {
    try fetch(where: "AND id = \(id)", only: id, scope: scope, in: db).first
  }

  /// The versions new reviews may use: the newest of each scorecard that is not archived.
  public static func published(_ scope: Scope, in db: any Connection) throws
    -> [ScorecardVersion]
  {
    try fetch(where: "AND archived_at IS NULL", only: nil, scope: scope, in: db)
      .compactMap(\.current)
  }

  private static func fetch(where filter: SQL, only: ID?, scope: Scope, in db: any Connection)
    throws -> [Scorecard]
  {
    let rows = try db.rows(
      """
      SELECT id, created_at, archived_at
      FROM scorecard
      WHERE workspace_id = \(scope) \(filter)
      ORDER BY id
      """)
    let versions = try ScorecardVersion.newest(of: only, scope: scope, in: db)
    let drafts = try ScorecardDraft.all(of: only, scope: scope, in: db)
    return try rows.map { row in
      let id: ID = try row.get("id")
      return Scorecard(
        id: id, createdAt: try row.get("created_at"), archivedAt: try row.get("archived_at"),
        current: versions[id], draft: drafts[id])
    }
  }

  static func insert(_ id: ID, scope: Scope, world: World, in db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO scorecard (workspace_id, id, created_at, created_by)
      VALUES (\(scope), \(id), \(world.now()), \(scope.person))
      """)
  }

  func setArchived(_ at: Instant?, scope: Scope, in db: any Connection) throws {
    try db.execute(
      """
      UPDATE scorecard
      SET archived_at = \(at)
      WHERE workspace_id = \(scope) AND id = \(id)
      """)
  }

  func remove(scope: Scope, in db: any Connection) throws {
    try ScorecardDraft.remove(of: id, scope: scope, in: db)
    try db.execute("DELETE FROM scorecard WHERE workspace_id = \(scope) AND id = \(id)")
  }
}
