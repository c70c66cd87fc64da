public import Kernel
internal import People
public import Storage
internal import Web

extension SpecialDay {
  /// Each word about a day is a new row; of one day and queue the newest counts.
  static let schema: [SQL] = [
    """
    CREATE TABLE special_day (
      \(.key),
      day INTEGER NOT NULL,
      queue_id INTEGER,
      word TEXT NOT NULL,
      factor REAL CHECK (factor >= 0 AND factor <= 100),
      is_withdrawn INTEGER NOT NULL CHECK (is_withdrawn IN (0, 1)),
      written_at INTEGER NOT NULL,
      written_by INTEGER,
      \(.reference(column: "written_by", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX special_day_day ON special_day (workspace_id, day)",
    "\(.appendOnly("special_day"))",
  ]

  /// What was said of days and holds, in order of days.
  public static func current(_ scope: Scope, in db: any Connection) throws -> [SpecialDay] {
    struct Place: Hashable {
      let day: Day
      let queue: StaffingQueue.ID?
    }
    var newest: [Place: SpecialDay?] = [:]
    let rows = try db.rows(
      """
      SELECT day, queue_id, word, factor, is_withdrawn FROM special_day
      WHERE workspace_id = \(scope) ORDER BY id
      """)
    for row in rows {
      let special = SpecialDay(
        day: try row.get("day"), queue: try row.get("queue_id"), word: try row.get("word"),
        factor: try row.get("factor"))
      let isWithdrawn: Bool = try row.get("is_withdrawn")
      newest[Place(day: special.day, queue: special.queue)] = .some(isWithdrawn ? nil : special)
    }
    return newest.values.compactMap(\.self).sorted {
      ($0.day, $0.queue?.rawValue ?? 0) < ($1.day, $1.queue?.rawValue ?? 0)
    }
  }

  /// Says what a day is, or takes it back.
  public func write(
    isWithdrawn: Bool = false, scope: Scope, world: World, in db: any Connection
  ) throws {
    let id: ID = world.id()
    try db.execute(
      """
      INSERT INTO special_day
        (workspace_id, id, day, queue_id, word, factor, is_withdrawn, written_at, written_by)
      VALUES
        (\(scope), \(id), \(day), \(queue), \(word), \(factor), \(isWithdrawn), \(world.now()),
         \(scope.person))
      """)
    try Audit.record(
      isWithdrawn ? .change : .create, .workload, object: id.rawValue,
      isWithdrawn ? "special.audit.withdrawn" : "special.audit.marked",
      ["day": day.iso, "word": word], scope: scope, world: world, in: db)
  }
}
