public import Kernel
internal import People
public import Storage
internal import Web

extension VolumeInterval {
  /// The rows of all files, by what they tell of: the same row twice is one.
  static let schema: [SQL] = [
    """
    CREATE TABLE volume_interval (
      workspace_id INTEGER NOT NULL,
      queue_name TEXT NOT NULL,
      channel TEXT NOT NULL,
      start_at INTEGER NOT NULL,
      seconds REAL NOT NULL CHECK (seconds > 0),
      offered REAL NOT NULL CHECK (offered >= 0),
      answered REAL,
      abandoned REAL,
      answered_short REAL,
      answered_in_target REAL,
      wait_answered_s REAL,
      wait_abandoned_s REAL,
      handle_s REAL,
      written_at INTEGER NOT NULL,
      PRIMARY KEY (workspace_id, queue_name, channel, start_at)
    ) \(.strict)
    """
  ]

  /// How many rows were new, differed from what was there, or changed nothing.
  public struct Outcome: Hashable, Sendable {
    public var created = 0
    public var updated = 0
    public var unchanged = 0
  }

  /// The rows of some queues of the sources from one moment until another.
  static func all(
    named names: [String], channels: [String], from: Instant, until: Instant, _ scope: Scope,
    in db: any Connection
  ) throws -> [VolumeInterval] {
    try db.rows(
      """
      SELECT \(columns) FROM volume_interval
      WHERE workspace_id = \(scope) AND queue_name IN (\(list: names))
        AND channel IN (\(list: channels)) AND start_at >= \(from) AND start_at < \(until)
      ORDER BY start_at, queue_name
      """
    ).map(VolumeInterval.init(row:))
  }

  private static let columns: SQL = """
    queue_name, channel, start_at, seconds, offered, answered, abandoned, answered_short,
    answered_in_target, wait_answered_s, wait_abandoned_s, handle_s
    """

  /// Keeps the rows of a file; a row that is known already is written only where it differs.
  public static func store(
    _ rows: [VolumeInterval], file: String, scope: Scope, world: World, in db: any Connection
  ) throws -> Outcome {
    let (added, changed, outcome) = try compare(rows, scope, in: db)
    var batch = Batch(
      "volume_interval",
      """
      workspace_id, queue_name, channel, start_at, seconds, offered, answered, abandoned, \
      answered_short, answered_in_target, wait_answered_s, wait_abandoned_s, handle_s, written_at
      """)
    for row in added { row.add(to: &batch, scope, at: world.now()) }
    for row in changed { try row.rewrite(scope, at: world.now(), in: db) }
    if !batch.isEmpty { try db.insert(batch) }
    if outcome.created + outcome.updated > 0 {
      try Audit.record(
        .create, .workload, "volume.audit.stored",
        ["file": file, "rows": "\(outcome.created + outcome.updated)"], scope: scope,
        world: world, in: db)
    }
    return outcome
  }

  /// What keeping rows would do: those that are new, those that differ, and how many of each.
  static func compare(
    _ rows: [VolumeInterval], _ scope: Scope, in db: any Connection
  ) throws -> (added: [VolumeInterval], changed: [VolumeInterval], outcome: Outcome) {
    var outcome = Outcome()
    let newest = Dictionary(rows.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
    guard let first = newest.keys.map(\.start).min(), let last = newest.keys.map(\.start).max()
    else { return ([], [], outcome) }
    let known = Dictionary(
      try all(
        named: Set(newest.keys.map(\.queue)).sorted(),
        channels: Set(newest.keys.map(\.channel)).sorted(), from: first,
        until: last.advanced(bySeconds: 1), scope, in: db
      ).map { ($0.key, $0) }, uniquingKeysWith: { $1 })
    var (added, changed): ([VolumeInterval], [VolumeInterval]) = ([], [])
    for row in newest.values.sorted(by: { $0.key.order < $1.key.order }) {
      switch known[row.key] {
      case nil: added.append(row)
      case row: outcome.unchanged += 1
      default: changed.append(row)
      }
    }
    (outcome.created, outcome.updated) = (added.count, changed.count)
    return (added, changed, outcome)
  }

  private static let order: [Sum] = [
    .answered, .abandoned, .answeredShort, .answeredInTarget, .waitAnswered, .waitAbandoned,
    .handled,
  ]

  private func add(to batch: inout Batch, _ scope: Scope, at now: Instant) {
    batch.add(scope.workspace)
    batch.add(key.queue)
    batch.add(key.channel)
    batch.add(key.start)
    batch.add(Optional(seconds))
    batch.add(Optional(sums[.offered] ?? 0))
    for sum in Self.order { batch.add(sums[sum]) }
    batch.add(now)
  }

  private func rewrite(_ scope: Scope, at now: Instant, in db: any Connection) throws {
    try db.execute(
      """
      UPDATE volume_interval SET
        seconds = \(seconds), offered = \(sums[.offered] ?? 0), answered = \(sums[.answered]),
        abandoned = \(sums[.abandoned]), answered_short = \(sums[.answeredShort]),
        answered_in_target = \(sums[.answeredInTarget]),
        wait_answered_s = \(sums[.waitAnswered]), wait_abandoned_s = \(sums[.waitAbandoned]),
        handle_s = \(sums[.handled]), written_at = \(now)
      WHERE workspace_id = \(scope) AND queue_name = \(key.queue) AND channel = \(key.channel)
        AND start_at = \(key.start)
      """)
  }

  private init(row: Row) throws {
    var sums: [Sum: Double] = [.offered: try row.get("offered")]
    sums[.answered] = try row.get("answered")
    sums[.abandoned] = try row.get("abandoned")
    sums[.answeredShort] = try row.get("answered_short")
    sums[.answeredInTarget] = try row.get("answered_in_target")
    sums[.waitAnswered] = try row.get("wait_answered_s")
    sums[.waitAbandoned] = try row.get("wait_abandoned_s")
    sums[.handled] = try row.get("handle_s")
    self.init(
      key: Key(
        queue: try row.get("queue_name"), channel: try row.get("channel"),
        start: try row.get("start_at")),
      seconds: try row.get("seconds"), sums: sums)
  }
}

extension VolumeInterval.Key {
  /// One order for every engine.
  fileprivate var order: (Int64, String, String) { (start.milliseconds, queue, channel) }
}
