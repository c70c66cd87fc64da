public import Kernel
public import Storage

extension HalfHourNeed {
  /// What the newest forecast says of each half-hour; what has begun is never written again, so
  /// that it stays what was known before it began.
  static let schema: [SQL] = [
    """
    CREATE TABLE half_hour_need (
      workspace_id INTEGER NOT NULL,
      queue_id INTEGER NOT NULL,
      start_at INTEGER NOT NULL,
      calls REAL NOT NULL,
      low REAL NOT NULL,
      lower_quarter REAL NOT NULL,
      middle REAL NOT NULL,
      upper_quarter REAL NOT NULL,
      high REAL NOT NULL,
      handling_s REAL NOT NULL,
      agents REAL NOT NULL,
      variation REAL NOT NULL,
      PRIMARY KEY (workspace_id, queue_id, start_at)
    ) \(.strict)
    """
  ]

  /// The needs of some queues from one moment until another, in order of time; of half-hours in
  /// which a queue is closed there are none.
  public static func all(
    of queues: [StaffingQueue.ID], from: Instant, until: Instant, _ scope: Scope,
    in db: any Connection
  ) throws -> [HalfHourNeed] {
    try db.rows(
      """
      SELECT queue_id, start_at, calls, low, lower_quarter, middle, upper_quarter, high,
        handling_s, agents, variation
      FROM half_hour_need
      WHERE workspace_id = \(scope) AND queue_id IN (\(list: queues))
        AND start_at >= \(from) AND start_at < \(until)
      ORDER BY start_at, queue_id
      """
    ).map(HalfHourNeed.init(row:))
  }

  /// The needs of the seven days from a day on, in the zone of the workspace.
  public static func week(
    of queues: [StaffingQueue.ID], from day: Day, in zone: Zone, _ scope: Scope,
    db: any Connection
  ) throws -> [HalfHourNeed] {
    try all(
      of: queues, from: zone.start(of: day), until: zone.start(of: day.advanced(by: 7)), scope,
      in: db)
  }

  /// Puts fresh needs of a queue in the place of those that begin at a moment or later.
  static func replace(
    _ needs: [HalfHourNeed], of queue: StaffingQueue.ID, from: Instant, _ scope: Scope,
    in db: any Connection
  ) throws {
    try db.execute(
      """
      DELETE FROM half_hour_need
      WHERE workspace_id = \(scope) AND queue_id = \(queue) AND start_at >= \(from)
      """)
    var batch = Batch(
      "half_hour_need",
      """
      workspace_id, queue_id, start_at, calls, low, lower_quarter, middle, upper_quarter, high, \
      handling_s, agents, variation
      """)
    for need in needs where need.start >= from {
      batch.add(scope.workspace)
      batch.add(queue)
      batch.add(need.start)
      for number in [
        need.calls, need.quantiles.low, need.quantiles.lower, need.quantiles.middle,
        need.quantiles.upper, need.quantiles.high, need.handling, need.agents, need.variation,
      ] {
        batch.add(Optional(number))
      }
    }
    if !batch.isEmpty { try db.insert(batch) }
  }

  private init(row: Row) throws {
    self.init(
      queue: try row.get("queue_id"), start: try row.get("start_at"),
      calls: try row.get("calls"),
      quantiles: Quantiles(
        low: try row.get("low"), lower: try row.get("lower_quarter"),
        middle: try row.get("middle"), upper: try row.get("upper_quarter"),
        high: try row.get("high")),
      handling: try row.get("handling_s"), agents: try row.get("agents"),
      variation: try row.get("variation"))
  }
}
