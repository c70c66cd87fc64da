public import Kernel
public import People
public import Storage
internal import Web

extension Cycle {
  init(row: Row) throws {
    let seed: Int64 = try row.get("seed")
    self.init(
      id: try row.get("id"), team: try row.get("team_id"), plan: try Plan(row: row),
      seed: UInt64(bitPattern: seed), commitment: try row.get("commitment"),
      poolSize: try row.get("pool_size"), poolDigest: try row.get("pool_digest"),
      line: try row.get("draw_version").flatMap(Drawing.Line.init(rawValue:)) ?? .channels,
      remarks: Assignment.Remark.list(from: try row.get("remarks")),
      createdAt: try row.get("created_at"), openedAt: try row.get("opened_at"),
      sharedAt: try row.get("shared_at"), shareReason: try row.get("share_reason"),
      closedAt: try row.get("closed_at"))
  }

  private static let columns: SQL =
    """
    id, team_id, \(Plan.columns), seed, commitment, created_at, opened_at, pool_size, pool_digest,
    remarks, shared_at, share_reason, closed_at, draw_version
    """

  /// One cycle.
  public static func find(_ id: ID, _ scope: Scope, in db: any Connection) throws -> Cycle? {
    try db.row(
      "SELECT \(columns) FROM cycle WHERE workspace_id = \(scope) AND id = \(id)"
    ).map(Cycle.init(row:))
  }

  /// One cycle that must be there.
  static func require(_ id: ID, _ scope: Scope, in db: any Connection) throws -> Cycle {
    guard let cycle = try find(id, scope, in: db) else { throw CycleError.unknown }
    return cycle
  }

  /// The cycles of a team, or of all teams, the newest period first.
  public static func all(
    of team: Team.ID? = nil, _ scope: Scope, in db: any Connection
  ) throws -> [Cycle] {
    let only: SQL = team.map { "AND team_id = \($0)" } ?? .empty
    return try db.rows(
      """
      SELECT \(columns) FROM cycle
      WHERE workspace_id = \(scope) \(only)
      ORDER BY first_day DESC, id
      """
    ).map(Cycle.init(row:))
  }

  /// The cycles in which something can still be written, the newest period first.
  static func running(_ scope: Scope, in db: any Connection) throws -> [Cycle] {
    try db.rows(
      """
      SELECT \(columns) FROM cycle
      WHERE workspace_id = \(scope) AND opened_at IS NOT NULL AND closed_at IS NULL
      ORDER BY first_day DESC, id
      """
    ).map(Cycle.init(row:))
  }

  /// Plans a cycle: its seed is fixed and its fingerprint public from here on.
  ///
  /// - Throws: ``CycleError`` when the plan contradicts itself or the period is taken.
  @discardableResult
  public static func plan(
    _ plan: Plan, for team: Team.ID, scope: Scope, world: World, in db: any Connection
  ) throws -> Cycle {
    let faults = plan.faults
    guard faults.isEmpty else { throw CycleError.faulty(faults) }
    if !plan.namesReviewers {
      let peers = try Hands.of(team, scope, in: db).peers.count
      guard peers >= Author.fewestInHiding else { throw CycleError.tooFewToHide }
    }
    let id: ID = world.id()
    let seed = world.seed()
    let added = try db.execute(
      """
      INSERT INTO cycle
        (workspace_id, id, team_id, \(Plan.columns), seed, commitment, created_at)
      VALUES
        (\(scope), \(id), \(team), \(plan.values), \(Int64(bitPattern: seed)),
         \(Reviews.commitment(toSeed: seed, of: id)), \(world.now()))
      ON CONFLICT (workspace_id, team_id, first_day) DO NOTHING
      """)
    guard added == 1 else {
      let other = try all(of: team, scope, in: db).first { $0.plan.firstDay == plan.firstDay }
      throw other.map { CycleError.exists($0.id) } ?? CycleError.unknown
    }
    try Audit.record(
      .create, .sampling, object: id.rawValue, team: team.rawValue, "cycle.audit.planned",
      ["from": plan.firstDay.iso, "to": plan.lastDay.iso], scope: scope, world: world, in: db)
    return try require(id, scope, in: db)
  }

  /// Lets everybody read the reviews of their own work.
  ///
  /// A reason is needed before the planned day and ignored afterwards; today is a day in the
  /// workspace's zone. Answers how many reviews were shared.
  @discardableResult
  public func share(
    reason: String = "", on today: Day, scope: Scope, world: World, in db: any Connection
  ) throws -> Int {
    let isEarly = today < plan.shareOn
    let reason = reason.trimmed
    if isEarly, reason.isEmpty { throw CycleError.earlyWithoutReason }
    let now = world.now()
    let changed = try db.execute(
      """
      UPDATE cycle SET shared_at = \(now), share_reason = \(isEarly ? reason : nil)
      WHERE workspace_id = \(scope) AND id = \(id)
        AND opened_at IS NOT NULL AND shared_at IS NULL
      """)
    guard changed == 1 else { throw CycleError.state(try current(scope, in: db)) }
    let submitted = try shareHandedIn(scope: scope, world: world, in: db)
    try Audit.record(
      .change, .sampling, object: id.rawValue, team: team.rawValue,
      "cycle.audit.shared", ["reviews": String(submitted)], scope: scope, world: world, in: db)
    return submitted
  }

  /// Shares what is handed in and not shared yet; answers how many reviews that were.
  ///
  /// A cycle that names nobody keeps back what fewer than three colleagues wrote about somebody, and
  /// what comes after the sharing until three colleagues were late.
  @discardableResult
  func shareHandedIn(scope: Scope, world: World, in db: any Connection) throws -> Int {
    let reviews = try Review.all(in: id, scope, in: db).filter(\.kind.counts)
    var ready = reviews.filter { $0.state == .submitted }
    if !plan.namesReviewers {
      let hidden = try Author.hidden(in: id, scope, in: db)
      ready.removeAll { !hidden.contains($0.agent) }
      if try Author.latecomers(in: id, scope, in: db) < Author.fewestToHide {
        let readers = Set(reviews.filter { $0.sharedAt != nil }.map(\.agent))
        ready.removeAll { readers.contains($0.agent) }
      }
    }
    for review in ready { try review.record(.shared, scope: scope, world: world, in: db) }
    try tellOfSharing(ready, scope: scope, world: world, in: db)
    try SecondReview.draw(from: ready, in: self, scope: scope, world: world, db: db)
    return ready.count
  }

  /// Ends a cycle: what is not handed in stays unwritten.
  public func close(scope: Scope, world: World, in db: any Connection) throws {
    let changed = try db.execute(
      """
      UPDATE cycle SET closed_at = \(world.now())
      WHERE workspace_id = \(scope) AND id = \(id)
        AND shared_at IS NOT NULL AND closed_at IS NULL
      """)
    guard changed == 1 else { throw CycleError.state(try current(scope, in: db)) }
    try Audit.record(
      .change, .sampling, object: id.rawValue, team: team.rawValue, "cycle.audit.closed",
      scope: scope, world: world, in: db)
  }

  func current(_ scope: Scope, in db: any Connection) throws -> State {
    try Cycle.require(id, scope, in: db).state
  }
}

extension String {
  /// The text without blanks around it.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
