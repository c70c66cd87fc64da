public import Kernel
internal import People
public import Storage
internal import Web

extension StaffingQueue {
  /// Each save is a new row; of one queue the highest number counts.
  static let schema: [SQL] = [
    """
    CREATE TABLE staffing_queue (
      \(.key),
      queue_id INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number > 0),
      name TEXT NOT NULL CHECK (LENGTH(name) > 0),
      kind TEXT NOT NULL CHECK (kind IN ('calls', 'chats', 'letters')),
      covers TEXT NOT NULL,
      week TEXT NOT NULL,
      target_s REAL NOT NULL CHECK (target_s > 0),
      share REAL NOT NULL CHECK (share > 0 AND share < 1),
      most_occupancy REAL NOT NULL CHECK (most_occupancy > 0 AND most_occupancy <= 1),
      patience_s REAL CHECK (patience_s > 0),
      handling_s REAL CHECK (handling_s > 0),
      concurrency REAL NOT NULL CHECK (concurrency >= 1),
      absence REAL NOT NULL CHECK (absence >= 0 AND absence < 1),
      monthly REAL CHECK (monthly >= 0),
      is_retired INTEGER NOT NULL CHECK (is_retired IN (0, 1)),
      written_at INTEGER NOT NULL,
      written_by INTEGER,
      UNIQUE (workspace_id, queue_id, number),
      \(.reference(column: "written_by", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("staffing_queue"))",
  ]

  /// The newest wording of each queue that is in use, in the order they were made.
  public static func current(_ scope: Scope, in db: any Connection) throws -> [StaffingQueue] {
    let wordings = try db.rows(
      """
      SELECT queue_id, number, name, kind, covers, week, target_s, share, most_occupancy,
        patience_s, handling_s, concurrency, absence, monthly, is_retired, written_at, written_by
      FROM staffing_queue
      WHERE workspace_id = \(scope)
      ORDER BY queue_id, number
      """
    ).map(StaffingQueue.init(row:))
    let newest = Dictionary(wordings.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    return newest.values.filter { !$0.isRetired }.sorted { $0.id < $1.id }
  }

  /// The newest wording of a queue that is in use.
  public static func find(
    _ id: ID, _ scope: Scope, in db: any Connection
  ) throws -> StaffingQueue? {
    try current(scope, in: db).first { $0.id == id }
  }

  /// Writes the next wording with its entry in the record.
  ///
  /// - Throws: ``Refusal`` when another save came first, or another queue has the name.
  @discardableResult
  public func write(scope: Scope, world: World, in db: any Connection) throws -> StaffingQueue {
    let others = try StaffingQueue.current(scope, in: db).filter { $0.id != id }
    guard isRetired || !others.contains(where: { $0.name == name }) else {
      throw Refusal.nameTaken
    }
    do {
      try insert(scope, world: world, in: db)
    } catch StorageError.constraint {
      throw Refusal.stale
    }
    try Audit.record(
      number == 0 ? .create : .change, .workload, object: id.rawValue,
      isRetired ? "staffing.audit.retired" : "staffing.audit.written", ["name": name],
      scope: scope, world: world, in: db)
    return try StaffingQueue.find(id, scope, in: db) ?? self
  }

  /// Why a queue was not written.
  public enum Refusal: Error, Hashable, Sendable {
    case stale
    case nameTaken
  }

  private func insert(_ scope: Scope, world: World, in db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO staffing_queue
        (workspace_id, id, queue_id, number, name, kind, covers, week, target_s, share,
         most_occupancy, patience_s, handling_s, concurrency, absence, monthly, is_retired,
         written_at, written_by)
      VALUES
        (\(scope), \(world.key()), \(id), \(number + 1), \(name), \(kind.rawValue),
         \(covers.joined(separator: "\n")), \(hours.text.joined(separator: "\n")), \(target),
         \(share), \(mostOccupancy), \(patience), \(handling), \(concurrency), \(absence),
         \(monthly), \(isRetired), \(world.now()), \(scope.person))
      """)
  }

  private init(row: Row) throws {
    let kind: String = try row.get("kind")
    let covers: String = try row.get("covers")
    let week: String = try row.get("week")
    self.init(
      id: try row.get("queue_id"), number: try row.get("number"), name: try row.get("name"),
      kind: Kind(rawValue: kind) ?? .calls,
      covers: covers.split(separator: "\n").map(String.init),
      hours: try OpenWeek(
        text: week.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)),
      target: try row.get("target_s"), share: try row.get("share"),
      mostOccupancy: try row.get("most_occupancy"), patience: try row.get("patience_s"),
      handling: try row.get("handling_s"), concurrency: try row.get("concurrency"),
      absence: try row.get("absence"), monthly: try row.get("monthly"),
      isRetired: try row.get("is_retired"), writtenAt: try row.get("written_at"),
      writtenBy: try row.get("written_by"))
  }
}
