public import Kernel
internal import People
internal import Statistics
public import Storage
internal import Web

extension Baseline {
  /// A baseline is written once, with its cells and its mix.
  static let schema: [SQL] = [
    """
    CREATE TABLE baseline (
      \(.key),
      title TEXT NOT NULL CHECK (LENGTH(title) > 0),
      person_id INTEGER,
      team_id INTEGER CHECK (team_id IS NULL OR person_id IS NULL),
      metric TEXT NOT NULL,
      statistic TEXT NOT NULL,
      clock TEXT NOT NULL,
      first_day INTEGER NOT NULL,
      last_day INTEGER NOT NULL,
      value REAL,
      lower REAL,
      upper REAL,
      n INTEGER NOT NULL,
      effective_n REAL NOT NULL,
      method TEXT NOT NULL,
      status TEXT NOT NULL,
      confidence REAL NOT NULL,
      formula INTEGER NOT NULL,
      margin REAL NOT NULL CHECK (margin >= 0),
      locked_at INTEGER NOT NULL,
      locked_by INTEGER,
      \(.reference(column: "person_id", table: "person")),
      \(.reference(column: "team_id", table: "team")),
      \(.reference(column: "locked_by", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("baseline"))",
    """
    CREATE TABLE baseline_cell (
      \(.key),
      baseline_id INTEGER NOT NULL,
      channel TEXT NOT NULL,
      value REAL,
      lower REAL,
      upper REAL,
      n INTEGER NOT NULL,
      UNIQUE (workspace_id, baseline_id, channel),
      \(.reference(column: "baseline_id", table: "baseline"))
    ) \(.strict)
    """,
    "\(.appendOnly("baseline_cell"))",
    """
    CREATE TABLE baseline_mix (
      \(.key),
      baseline_id INTEGER NOT NULL,
      dimension TEXT NOT NULL,
      name TEXT NOT NULL,
      n INTEGER NOT NULL,
      UNIQUE (workspace_id, baseline_id, dimension, name),
      \(.reference(column: "baseline_id", table: "baseline"))
    ) \(.strict)
    """,
    "\(.appendOnly("baseline_mix"))",
  ]

  /// Why a baseline was not locked.
  public enum Refusal: Error, Hashable, Sendable {
    case titleMissing
    /// Fewer than five cases: nothing later could be held against it.
    case notEnoughData
    case marginOutOfRange
  }

  // MARK: Locking

  /// Writes it for good, with its entry in the record.
  public func lock(scope: Scope, world: World, in db: any Connection) throws {
    guard !title.isEmpty else { throw Refusal.titleMissing }
    guard estimate.isComparable else { throw Refusal.notEnoughData }
    guard margin >= 0, margin < 1e9 else { throw Refusal.marginOutOfRange }
    try insert(scope, in: db)
    for cell in cells {
      try db.execute(
        """
        INSERT INTO baseline_cell
          (workspace_id, id, baseline_id, channel, value, lower, upper, n)
        VALUES
          (\(scope), \(world.key()), \(id), \(cell.channel), \(cell.estimate.value),
           \(cell.estimate.lower), \(cell.estimate.upper), \(cell.estimate.n))
        """)
    }
    for dimension in CaseMix.Dimension.allCases {
      for (name, count) in (mix.counts[dimension] ?? [:]).sorted(by: { $0.key < $1.key }) {
        try db.execute(
          """
          INSERT INTO baseline_mix (workspace_id, id, baseline_id, dimension, name, n)
          VALUES
            (\(scope), \(world.key()), \(id), \(dimension.rawValue), \(name), \(count))
          """)
      }
    }
    try Audit.record(
      .create, .baseline, object: id.rawValue, team: try aim.leadingTeam(scope, in: db),
      "baseline.audit.locked",
      ["metric": metric.id], scope: scope, world: world, in: db)
  }

  private func insert(_ scope: Scope, in db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO baseline
        (workspace_id, id, title, person_id, team_id, metric, statistic, clock, first_day,
         last_day, value, lower, upper, n, effective_n, method, status, confidence, formula,
         margin, locked_at, locked_by)
      VALUES
        (\(scope), \(id), \(title), \(aim.person), \(aim.team), \(metric.id), \(statistic.rawValue),
         \(clock.rawValue), \(period.first), \(period.last), \(estimate.value),
         \(estimate.lower), \(estimate.upper), \(estimate.n), \(estimate.effectiveN),
         \(estimate.method.rawValue), \(estimate.status.rawValue), \(estimate.confidence),
         \(formula), \(margin), \(lockedAt), \(lockedBy))
      """)
  }

  // MARK: Reading

  /// All baselines without their cells and mixes, the newest first.
  public static func all(_ scope: Scope, in db: any Connection) throws -> [Baseline] {
    try rows(scope, in: db).compactMap { try Baseline(row: $0, cells: [], mix: CaseMix()) }
  }

  /// One baseline with everything that was locked.
  public static func find(
    _ id: ID, _ scope: Scope, in db: any Connection
  ) throws -> Baseline? {
    guard let row = try rows(scope, only: id, in: db).first else { return nil }
    let cells = try db.rows(
      """
      SELECT channel, value, lower, upper, n
      FROM baseline_cell
      WHERE workspace_id = \(scope) AND baseline_id = \(id)
      ORDER BY channel
      """
    ).map { row in
      Cell(
        channel: try row.get("channel"),
        estimate: Estimate(
          value: try row.get("value"), lower: try row.get("lower"), upper: try row.get("upper"),
          n: try row.get("n"), method: .postStratified))
    }
    var mix = CaseMix()
    for row in try db.rows(
      """
      SELECT dimension, name, n
      FROM baseline_mix
      WHERE workspace_id = \(scope) AND baseline_id = \(id)
      """)
    {
      guard let dimension = CaseMix.Dimension(rawValue: try row.get("dimension")) else { continue }
      mix.add(dimension, try row.get("name"), try row.get("n"))
    }
    return try Baseline(row: row, cells: cells, mix: mix)
  }

  private static func rows(
    _ scope: Scope, only id: ID? = nil, in db: any Connection
  ) throws -> [Row] {
    let filter: SQL = id.map { "AND id = \($0)" } ?? ""
    return try db.rows(
      """
      SELECT id, title, person_id, team_id, metric, statistic, clock, first_day, last_day, value,
        lower, upper, n, effective_n, method, status, confidence, formula, margin, locked_at,
        locked_by
      FROM baseline
      WHERE workspace_id = \(scope) \(filter)
      ORDER BY id DESC
      """)
  }

  /// Skips a metric that this version of the program no longer knows.
  private init?(row: Row, cells: [Cell], mix: CaseMix) throws {
    guard let metric = Metric.named(try row.get("metric")),
      let statistic = Question.Statistic(rawValue: try row.get("statistic")),
      let clock = Question.Clock(rawValue: try row.get("clock")),
      let method = Estimate.Method(rawValue: try row.get("method")),
      let status = Estimate.Status(rawValue: try row.get("status"))
    else { return nil }
    self.init(
      id: try row.get("id"), title: try row.get("title"), aim: try Goal.Aim(row: row),
      metric: metric,
      statistic: statistic, clock: clock,
      period: Period(first: try row.get("first_day"), last: try row.get("last_day")),
      estimate: Estimate(
        value: try row.get("value"), lower: try row.get("lower"), upper: try row.get("upper"),
        n: try row.get("n"), effectiveN: try row.get("effective_n"), method: method,
        status: status, confidence: try row.get("confidence")),
      formula: try row.get("formula"), margin: try row.get("margin"), mix: mix, cells: cells,
      lockedAt: try row.get("locked_at"), lockedBy: try row.get("locked_by"))
  }
}
