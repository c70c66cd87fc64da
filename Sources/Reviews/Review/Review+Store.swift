internal import Conversations
public import Kernel
public import People
public import Storage

extension Review {
  init(row: Row) throws {
    self.init(
      id: try row.get("id"), cycle: try row.get("cycle_id"), pick: try row.get("pick_id"),
      conversation: try row.get("conversation_id"), team: try row.get("team_id"),
      agent: try row.get("agent_id"), isMine: try row.get("is_mine"),
      kind: try row.get("kind"), scorecard: try row.get("scorecard_version_id"),
      dueOn: try row.get("due_on"), reason: try Assignment.Reason(row: row),
      startedAt: try row.get("started_at"), submittedAt: try row.get("submitted_at"),
      sharedAt: try row.get("shared_at"), acknowledgedAt: try row.get("acknowledged_at"),
      withdrawnAt: try row.get("withdrawn_at"))
  }

  static func columns(_ scope: Scope) -> SQL {
    """
    r.id, r.cycle_id, r.pick_id, r.conversation_id, r.team_id, r.agent_id, r.kind,
    CASE WHEN \(Author.isActing(scope)) THEN 1 ELSE 0 END AS is_mine, r.scorecard_version_id, \(MoreTime.dueOn(scope)) AS due_on, r.reason, r.reason_language, r.reason_skill, r.reason_among,
    started.at AS started_at, submitted.at AS submitted_at, shared.at AS shared_at,
    acknowledged.at AS acknowledged_at, withdrawn.at AS withdrawn_at
    """
  }

  /// Reviews with the moments of their events; each event happens at most once.
  static let tables: SQL =
    """
    review AS r
    LEFT JOIN review_event AS started ON started.workspace_id = r.workspace_id
      AND started.review_id = r.id AND started.kind = 'started'
    LEFT JOIN review_event AS submitted ON submitted.workspace_id = r.workspace_id
      AND submitted.review_id = r.id AND submitted.kind = 'submitted'
    LEFT JOIN review_event AS shared ON shared.workspace_id = r.workspace_id
      AND shared.review_id = r.id AND shared.kind = 'shared'
    LEFT JOIN review_event AS acknowledged ON acknowledged.workspace_id = r.workspace_id
      AND acknowledged.review_id = r.id AND acknowledged.kind = 'acknowledged'
    LEFT JOIN review_event AS withdrawn ON withdrawn.workspace_id = r.workspace_id
      AND withdrawn.review_id = r.id AND withdrawn.kind = 'withdrawn'
    """

  private static func fetch(
    _ condition: SQL, _ scope: Scope, in db: any Connection
  ) throws -> [Review] {
    try db.rows(
      """
      SELECT \(columns(scope)) FROM \(tables)
      WHERE r.workspace_id = \(scope) AND \(condition)
      ORDER BY r.due_on, r.id
      """
    ).map(Review.init(row:))
  }

  /// One review.
  public static func find(_ id: ID, _ scope: Scope, in db: any Connection) throws -> Review? {
    try fetch("r.id = \(id)", scope, in: db).first
  }

  /// Some reviews by their keys.
  static func find(
    _ ids: [ID], _ scope: Scope, in db: any Connection
  ) throws -> [ID: Review] {
    try fetch("r.id IN (\(list: Array(Set(ids))))", scope, in: db).reduce(into: [:]) {
      $0[$1.id] = $1
    }
  }

  /// All reviews of a cycle.
  public static func all(
    in cycle: Cycle.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Review] {
    try fetch("r.cycle_id = \(cycle)", scope, in: db)
  }

  /// What somebody was asked to write in some cycles, without what was withdrawn.
  public static func asked(
    of reviewer: Person.ID, in cycles: [Cycle.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Review] {
    try fetch(
      """
      \(Author.isWritten(by: reviewer)) AND r.cycle_id IN (\(list: cycles)) AND withdrawn.at IS NULL
      """, scope, in: db)
  }

  /// The shared reviews of somebody's work, the newest first; those taken out of their results
  /// only on demand.
  public static func received(
    by agent: Person.ID, withWithdrawn: Bool = false, _ scope: Scope, in db: any Connection
  ) throws -> [Review] {
    let only: SQL = withWithdrawn ? .empty : "AND withdrawn.at IS NULL"
    return try fetch(
      "r.agent_id = \(agent) AND \(counts) AND shared.at IS NOT NULL \(only)", scope, in: db
    ).sorted { ($0.sharedAt?.milliseconds ?? 0, $0.id) > ($1.sharedAt?.milliseconds ?? 0, $1.id) }
  }

  /// The reviews of one pick.
  static func all(of pick: Pick.ID, _ scope: Scope, in db: any Connection) throws -> [Review] {
    try fetch("r.pick_id = \(pick)", scope, in: db)
  }

  /// The condition that a row of `review AS r` is shared with the agent and enters scores.
  static let counts: SQL = "r.kind NOT IN ('self', 'second')"

  /// Asks somebody for a review; the same pick is never given to the same person twice.
  @discardableResult
  static func assign(
    _ pick: Pick, to reviewer: Person.ID, as kind: Kind, reason: Assignment.Reason,
    dueOn: Day? = nil, in cycle: Cycle, scope: Scope, world: World, db: any Connection
  ) throws -> ID {
    let reason = reason.columns
    let id = Author.key(in: cycle, world: world)
    try db.execute(
      """
      INSERT INTO review
        (workspace_id, id, cycle_id, pick_id, conversation_id, team_id, agent_id, kind,
         scorecard_version_id, due_on, reason, reason_language, reason_skill, reason_among,
         assigned_at)
      VALUES
        (\(scope), \(id), \(cycle.id), \(pick.id), \(pick.conversation), \(cycle.team),
         \(pick.agent), \(kind), \(cycle.plan.scorecard),
         \(dueOn ?? (kind == .`self` ? cycle.plan.reflectBy : cycle.plan.reviewBy)),
         \(reason.name), \(reason.language), \(reason.skill), \(reason.among), \(world.now()))
      """)
    try Author.note(
      reviewer, writes: id, of: pick, isOwn: kind == .`self`, scope, in: db)
    return id
  }

  /// The condition that something happened to a row of `review AS r`.
  static func has(_ event: Event) -> SQL {
    """
    EXISTS (
      SELECT 1 FROM review_event AS once
      WHERE once.workspace_id = r.workspace_id AND once.review_id = r.id
        AND once.kind = \(event.rawValue))
    """
  }

  /// Something that happens to a review at most once.
  enum Event: String {
    case started, submitted, shared, acknowledged, withdrawn
  }

  /// Writes an event; returns false when it had happened before.
  ///
  /// What only the reviewer does is written without a person: ``Author`` knows who that is.
  @discardableResult
  func record(
    _ event: Event, note: String = "", scope: Scope, world: World, in db: any Connection
  ) throws -> Bool {
    let isReviewers = event == .started || event == .submitted || event == .withdrawn
    let person = isReviewers ? nil : scope.person
    return try db.execute(
      """
      INSERT INTO review_event (workspace_id, id, review_id, kind, person_id, note, at)
      VALUES
        (\(scope), \(world.key()), \(id), \(event.rawValue), \(person), \(note),
         \(world.now()))
      ON CONFLICT (workspace_id, review_id, kind) DO NOTHING
      """) > 0
  }
}
