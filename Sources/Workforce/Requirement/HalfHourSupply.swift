public import Kernel
public import Storage

/// How many people are planned for a queue in a half-hour; whoever makes the roster writes it.
public struct HalfHourSupply: Hashable, Sendable {
  public let queue: StaffingQueue.ID
  public let start: Instant
  /// People at the desk: without those at lunch, in training or away.
  public let agents: Int

  public init(queue: StaffingQueue.ID, start: Instant, agents: Int) {
    self.queue = queue
    self.start = start
    self.agents = agents
  }

  static let schema: [SQL] = [
    """
    CREATE TABLE half_hour_supply (
      workspace_id INTEGER NOT NULL,
      queue_id INTEGER NOT NULL,
      start_at INTEGER NOT NULL,
      agents INTEGER NOT NULL CHECK (agents >= 0),
      PRIMARY KEY (workspace_id, queue_id, start_at)
    ) \(.strict)
    """
  ]

  /// Who is planned for some queues from one moment until another, in order of time.
  public static func all(
    of queues: [StaffingQueue.ID], from: Instant, until: Instant, _ scope: Scope,
    in db: any Connection
  ) throws -> [HalfHourSupply] {
    try db.rows(
      """
      SELECT queue_id, start_at, agents FROM half_hour_supply
      WHERE workspace_id = \(scope) AND queue_id IN (\(list: queues))
        AND start_at >= \(from) AND start_at < \(until)
      ORDER BY start_at, queue_id
      """
    ).map {
      HalfHourSupply(
        queue: try $0.get("queue_id"), start: try $0.get("start_at"),
        agents: try $0.get("agents"))
    }
  }

  /// Puts a plan of a queue in the place of what was planned between two moments.
  public static func replace(
    _ supply: [HalfHourSupply], of queue: StaffingQueue.ID, from: Instant, until: Instant,
    _ scope: Scope, in db: any Connection
  ) throws {
    try db.execute(
      """
      DELETE FROM half_hour_supply
      WHERE workspace_id = \(scope) AND queue_id = \(queue)
        AND start_at >= \(from) AND start_at < \(until)
      """)
    var batch = Batch("half_hour_supply", "workspace_id, queue_id, start_at, agents")
    for place in supply where place.start >= from && place.start < until {
      batch.add(scope.workspace)
      batch.add(queue)
      batch.add(place.start)
      batch.add(Swift.max(0, place.agents))
    }
    if !batch.isEmpty { try db.insert(batch) }
  }
}
