public import Kernel
internal import People
public import Storage
internal import Web

extension Goal {
  /// Goals, their targets and the passes of certificates; each save is a new row.
  static let schema: [SQL] = [
    """
    CREATE TABLE goal (
      \(.key),
      goal_id INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number > 0),
      title TEXT NOT NULL CHECK (LENGTH(title) > 0),
      why TEXT NOT NULL,
      person_id INTEGER,
      team_id INTEGER CHECK (team_id IS NULL OR person_id IS NULL),
      owner_id INTEGER,
      is_ended INTEGER NOT NULL CHECK (is_ended IN (0, 1)),
      written_at INTEGER NOT NULL,
      written_by INTEGER,
      UNIQUE (workspace_id, goal_id, number),
      \(.reference(column: "person_id", table: "person")),
      \(.reference(column: "team_id", table: "team")),
      \(.reference(column: "owner_id", table: "person")),
      \(.reference(column: "written_by", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("goal"))",
    """
    CREATE TABLE goal_target (
      \(.key),
      target_id INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number > 0),
      goal_id INTEGER NOT NULL,
      metric TEXT NOT NULL,
      statistic TEXT NOT NULL,
      clock TEXT NOT NULL,
      comparison TEXT NOT NULL CHECK (comparison IN ('atLeast', 'atMost')),
      value REAL NOT NULL,
      unit TEXT NOT NULL,
      from_day INTEGER NOT NULL,
      is_ended INTEGER NOT NULL CHECK (is_ended IN (0, 1)),
      written_at INTEGER NOT NULL,
      written_by INTEGER,
      UNIQUE (workspace_id, target_id, number),
      \(.reference(column: "written_by", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("goal_target"))",
    "CREATE INDEX goal_target_goal ON goal_target (workspace_id, goal_id)",
  ]

  /// Why a goal or a target was not written.
  public enum Refusal: Error, Hashable, Sendable {
    case titleMissing
    case valueOutOfRange
    case stale
    case ended
  }

  // MARK: Reading

  /// The newest wording of each goal that still stands, in the order they came to be.
  public static func current(_ scope: Scope, in db: any Connection) throws -> [Goal] {
    let newest = Dictionary(
      try wordings(scope, in: db).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    return newest.values.sorted { $0.id < $1.id }
  }

  /// The newest wording of a goal.
  public static func find(_ id: ID, _ scope: Scope, in db: any Connection) throws -> Goal? {
    try wordings(scope, only: id, in: db).last
  }

  /// Every wording of a goal, in order.
  public static func history(
    of id: ID, _ scope: Scope, in db: any Connection
  ) throws -> [Goal] {
    try wordings(scope, only: id, in: db)
  }

  private static func wordings(
    _ scope: Scope, only id: ID? = nil, in db: any Connection
  ) throws -> [Goal] {
    let filter: SQL = id.map { "AND goal_id = \($0)" } ?? ""
    return try db.rows(
      """
      SELECT goal_id, number, title, why, person_id, team_id, owner_id, is_ended, written_at
      FROM goal
      WHERE workspace_id = \(scope) \(filter)
      ORDER BY goal_id, number
      """
    ).map(Goal.init(row:))
  }

  // MARK: Writing

  /// Writes the next wording with its entry in the record.
  @discardableResult
  public func write(scope: Scope, world: World, in db: any Connection) throws -> Goal {
    guard !title.isEmpty else { throw Refusal.titleMissing }
    var version = Goal(
      id: id, number: number + 1, title: String(title.prefix(Self.longestTitle)),
      why: String(why.prefix(Self.longestWhy)), aim: aim, owner: owner, writtenAt: world.now())
    version.isEnded = isEnded
    do {
      try version.insert(scope, key: world.key(), in: db)
    } catch StorageError.constraint {
      throw Refusal.stale
    }
    try Audit.record(
      number == 0 ? .create : .change, .goal, object: id.rawValue,
      team: try aim.leadingTeam(scope, in: db),
      isEnded ? "goal.audit.ended" : "goal.audit.written", scope: scope, world: world, in: db)
    return version
  }

  private func insert(_ scope: Scope, key: Int64, in db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO goal
        (workspace_id, id, goal_id, number, title, why, person_id, team_id, owner_id, is_ended,
         written_at, written_by)
      VALUES
        (\(scope), \(key), \(id), \(number), \(title), \(why), \(aim.person), \(aim.team), \(owner),
         \(isEnded), \(writtenAt), \(scope.person))
      """)
  }

  private init(row: Row) throws {
    self.init(
      id: try row.get("goal_id"), number: try row.get("number"), title: try row.get("title"),
      why: try row.get("why"), aim: try Aim(row: row), owner: try row.get("owner_id"),
      isEnded: try row.get("is_ended"), writtenAt: try row.get("written_at"))
  }
}

extension Goal.Aim {
  /// The team whose lead may read of it: the team itself, or the first one of the person.
  func leadingTeam(_ scope: Scope, in db: any Connection) throws -> Int64? {
    switch self {
    case .centre: nil
    case .team(let id): id.rawValue
    case .person(let id): try Membership.teams(of: id, scope, in: db).first?.rawValue
    }
  }

  /// Its column of a person, and of a team.
  var person: Person.ID? { if case .person(let id) = self { id } else { nil } }
  var team: Team.ID? { if case .team(let id) = self { id } else { nil } }

  /// Reads the two columns; the centre has neither.
  init(row: Row) throws {
    let (person, team): (Person.ID?, Team.ID?) = (
      try row.get("person_id"), try row.get("team_id")
    )
    self = person.map { .person($0) } ?? team.map { .team($0) } ?? .centre
  }
}
