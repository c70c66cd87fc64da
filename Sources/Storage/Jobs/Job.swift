public import Kernel

/// A piece of work that waits in the database until a worker takes it.
///
/// A worker holds a job for the length of a lease by the database's clock. When it crashes, the
/// lease ends and another takes over with the next generation; what the first one still reports
/// is then refused, because its generation is stale.
public struct Job: Sendable {
  public typealias ID = Identifier<Job>

  public let id: ID
  public let scope: Scope
  public let kind: String
  public let payload: String
  public let generation: Int
  public let attempts: Int

  /// How a job ended, or that it has not.
  public enum State: String, Sendable, SQLConvertible, CaseIterable {
    case waiting, running, done, failed
  }

  public static let migrations = [
    Migration(
      "jobs-1",
      [
        """
        CREATE TABLE job (
          \(.key),
          kind TEXT NOT NULL,
          payload TEXT NOT NULL,
          slot TEXT,
          state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
          run_at INTEGER NOT NULL,
          attempts INTEGER NOT NULL,
          owner TEXT,
          generation INTEGER NOT NULL,
          lease_until INTEGER,
          error TEXT,
          created_at INTEGER NOT NULL,
          finished_at INTEGER,
          UNIQUE (workspace_id, kind, slot)
        ) \(.strict)
        """,
        "CREATE INDEX job_open ON job (state, run_at)",
      ])
  ]

  static let lease: Duration = .seconds(60)
  static let mostAttempts = 5

  /// Queues work in the transaction of the change that needs it.
  ///
  /// A slot names this very piece of work: a second job of the same kind and slot is not made,
  /// and `nil` comes back instead of the new job's key.
  @discardableResult
  public static func queue(
    _ kind: String, payload: String, slot: String? = nil, after delay: Duration = .zero,
    scope: Scope, world: World, in db: any Connection
  ) throws -> ID? {
    let id: ID = world.id()
    let milliseconds = delay.components.seconds * 1000
    let added = try db.execute(
      """
      INSERT INTO job (
        workspace_id, id, kind, payload, slot, state, run_at, attempts, generation, created_at)
      VALUES (
        \(scope), \(id), \(kind), \(payload), \(slot), 'waiting',
        \(.databaseTime) + \(milliseconds), 0, 0, \(.databaseTime))
      ON CONFLICT (workspace_id, kind, slot) DO NOTHING
      """)
    return added == 0 ? nil : id
  }

  /// Takes the job that has waited longest, or one whose worker has gone; `nil` when none is due.
  static func claim(_ kinds: [String], owner: String, in db: any Connection) throws -> Job? {
    let lease = lease.components.seconds * 1000
    let row = try db.row(
      acrossWorkspaces: """
        UPDATE job
        SET state = 'running', owner = \(owner), generation = generation + 1,
          attempts = attempts + 1, lease_until = \(.databaseTime) + \(lease)
        WHERE (workspace_id, id) = (
          SELECT workspace_id, id FROM job
          WHERE kind IN (\(list: kinds))
            AND (state = 'waiting' AND run_at <= \(.databaseTime)
              OR state = 'running' AND lease_until < \(.databaseTime))
          ORDER BY run_at, id
          LIMIT 1 \(.skipLocked))
        RETURNING workspace_id, id, kind, payload, generation, attempts
        """)
    guard let row else { return nil }
    return Job(
      id: try row.get("id"), scope: Scope(workspace: try row.get("workspace_id")),
      kind: try row.get("kind"), payload: try row.get("payload"),
      generation: try row.get("generation"), attempts: try row.get("attempts"))
  }

  /// Says that the worker is alive; false when the job belongs to somebody else by now.
  func renew(in db: any Connection) throws -> Bool {
    let lease = Self.lease.components.seconds * 1000
    return try db.execute(
      """
      UPDATE job SET lease_until = \(.databaseTime) + \(lease)
      WHERE workspace_id = \(scope) AND id = \(id) AND generation = \(generation)
        AND state = 'running'
      """) == 1
  }

  /// Ends the job; false, and nothing changed, when the generation is stale.
  @discardableResult
  func finish(error: String?, in db: any Connection) throws -> Bool {
    let isFinal = error == nil || attempts >= Self.mostAttempts
    let state = error == nil ? State.done : isFinal ? .failed : .waiting
    let pause = Int64(1000) << Int64(min(attempts, 10))
    return try db.execute(
      """
      UPDATE job
      SET state = \(state), error = \(error), lease_until = NULL,
        run_at = \(.databaseTime) + \(isFinal ? 0 : pause),
        finished_at = CASE WHEN \(isFinal ? 1 : 0) = 1 THEN \(.databaseTime) END
      WHERE workspace_id = \(scope) AND id = \(id) AND generation = \(generation)
        AND state = 'running'
      """) == 1
  }

  /// Whether work of a kind waits or is being done.
  public static func isUnderWay(
    _ kind: String, scope: Scope, in db: any Connection
  ) throws -> Bool {
    let count: Int? = try db.value(
      """
      SELECT COUNT(*) AS value FROM job
      WHERE workspace_id = \(scope) AND kind = \(kind) AND state IN ('waiting', 'running')
      """)
    return (count ?? 0) > 0
  }

  /// Where a job stands, and why it failed; `nil` when there is no such job.
  public static func state(_ id: ID, scope: Scope, in db: any Connection) throws
    -> (state: State, error: String?)?
  {
    try db.row(
      "SELECT state, error FROM job WHERE workspace_id = \(scope) AND id = \(id)"
    ).map { (try $0.get("state"), try $0.get("error")) }
  }
}
