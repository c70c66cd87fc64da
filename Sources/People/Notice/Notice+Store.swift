public import Kernel
public import Markup
public import Storage

extension Notice {
  init(row: Row) throws {
    let path: String = try row.get("path")
    let details = Audit.details(json: try row.get("details"))
    self.init(
      id: try row.get("id"), person: try row.get("person_id"), summary: try row.get("summary"),
      details: details.compactMapValues(Value.init(stored:)), path: Path(local: path) ?? .root,
      createdAt: try row.get("created_at"), readAt: try row.get("read_at"))
  }

  static let columns: SQL = "id, person_id, summary, details, path, created_at, read_at"

  /// Tells a person something, in the transaction of what happened; each occasion only once.
  ///
  /// The summary is a key of words; the details are names, numbers and days, never the content
  /// of conversations or reviews. Answers whether it was new.
  @discardableResult
  public static func tell(
    _ person: Person.ID, _ summary: StaticString, _ details: [String: Value] = [:],
    path: Path, occasion: String, scope: Scope, world: World, in db: any Connection
  ) throws -> Bool {
    let id: ID = world.id()
    return try db.execute(
      """
      INSERT INTO notice
        (workspace_id, id, person_id, occasion, summary, details, path, created_at)
      VALUES
        (\(scope), \(id), \(person), \(occasion), \(summary.description),
         \(try Audit.json(details.mapValues(\.stored))), \(path.text), \(world.now()))
      ON CONFLICT (workspace_id, person_id, occasion) DO NOTHING
      """) == 1
  }

  /// Whether a person has been told of an occasion.
  public static func isTold(
    _ person: Person.ID, occasion: String, _ scope: Scope, in db: any Connection
  ) throws -> Bool {
    try db.row(
      """
      SELECT id FROM notice
      WHERE workspace_id = \(scope) AND person_id = \(person) AND occasion = \(occasion)
      """) != nil
  }

  /// The newest notices of a person.
  public static func all(
    of person: Person.ID, limit: Int = 100, _ scope: Scope, in db: any Connection
  ) throws -> [Notice] {
    try db.rows(
      """
      SELECT \(columns) FROM notice
      WHERE workspace_id = \(scope) AND person_id = \(person)
      ORDER BY created_at DESC, id DESC LIMIT \(limit)
      """
    ).map(Notice.init(row:))
  }

  /// How many wait to be read.
  public static func unread(
    by person: Person.ID, _ scope: Scope, in db: any Connection
  ) throws -> Int {
    try db.value(
      """
      SELECT COUNT(*) AS value FROM notice
      WHERE workspace_id = \(scope) AND person_id = \(person) AND read_at IS NULL
      """) ?? 0
  }

  /// A notice of that person, if it is theirs.
  static func find(
    _ id: ID, of person: Person.ID, _ scope: Scope, in db: any Connection
  ) throws -> Notice? {
    try db.row(
      """
      SELECT \(columns) FROM notice
      WHERE workspace_id = \(scope) AND id = \(id) AND person_id = \(person)
      """
    ).map(Notice.init(row:))
  }

  /// Notes that a person has read one of their notices.
  public func read(scope: Scope, world: World, in db: any Connection) throws {
    try db.execute(
      """
      UPDATE notice SET read_at = \(world.now())
      WHERE workspace_id = \(scope) AND id = \(id) AND read_at IS NULL
      """)
  }

  /// Notes that a person has read everything up to the one they saw last.
  static func readAll(
    of person: Person.ID, upTo last: ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    try db.execute(
      """
      UPDATE notice SET read_at = \(world.now())
      WHERE workspace_id = \(scope) AND person_id = \(person) AND id <= \(last)
        AND read_at IS NULL
      """)
  }

  /// Counts an occasion as read, with all that begin with it and a colon, because the person has
  /// done what it was about.
  public static func settle(
    _ occasion: String, of person: Person.ID, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    try db.execute(
      """
      UPDATE notice SET read_at = \(world.now())
      WHERE workspace_id = \(scope) AND person_id = \(person) AND read_at IS NULL
        AND (occasion = \(occasion) OR occasion LIKE \(occasion + ":%"))
      """)
  }

  // MARK: By mail

  /// Whether a person wants notices by mail too; everybody does who has not said otherwise.
  static func wantsMail(
    _ person: Person.ID, _ scope: Scope, in db: any Connection
  ) throws -> Bool {
    try db.value(
      """
      SELECT wants_mail AS value FROM mail_choice
      WHERE workspace_id = \(scope) AND person_id = \(person)
      """) ?? true
  }

  /// Keeps whether a person wants notices by mail too.
  static func choose(
    mail wantsMail: Bool, _ person: Person.ID, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    let id: Identifier<Notice> = world.id()
    try db.execute(
      """
      INSERT INTO mail_choice (workspace_id, id, person_id, wants_mail, changed_at)
      VALUES (\(scope), \(id), \(person), \(wantsMail), \(world.now()))
      ON CONFLICT (workspace_id, person_id)
      DO UPDATE SET wants_mail = excluded.wants_mail, changed_at = excluded.changed_at
      """)
  }
}
