public import Kernel
internal import People
public import Storage
internal import Web

/// A remark on the time axis of a figure; one that explains a shift begins a new phase.
public struct ProcessNote: Hashable, Sendable {
  /// The key of a note.
  public typealias ID = Identifier<ProcessNote>

  public let id: ID
  public let metric: Metric
  public let aim: Goal.Aim
  public let day: Day
  public let text: String
  /// Whether the limits begin anew on that day.
  public let isShift: Bool

  static let longest = 200

  /// A remark that is not written yet.
  public init(id: ID, metric: Metric, aim: Goal.Aim, day: Day, text: String, isShift: Bool) {
    self.id = id
    self.metric = metric
    self.aim = aim
    self.day = day
    self.text = text
    self.isShift = isShift
  }

  static let schema: [SQL] = [
    """
    CREATE TABLE process_note (
      \(.key),
      metric TEXT NOT NULL,
      person_id INTEGER,
      team_id INTEGER CHECK (team_id IS NULL OR person_id IS NULL),
      day INTEGER NOT NULL,
      note TEXT NOT NULL CHECK (LENGTH(note) > 0),
      is_shift INTEGER NOT NULL CHECK (is_shift IN (0, 1)),
      written_at INTEGER NOT NULL,
      written_by INTEGER,
      \(.reference(column: "person_id", table: "person")),
      \(.reference(column: "team_id", table: "team")),
      \(.reference(column: "written_by", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("process_note"))",
  ]

  /// Writes it with its entry in the record.
  public func write(scope: Scope, world: World, in db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO process_note
        (workspace_id, id, metric, person_id, team_id, day, note, is_shift, written_at, written_by)
      VALUES
        (\(scope), \(id), \(metric.id), \(aim.person), \(aim.team), \(day), \(text), \(isShift),
         \(world.now()), \(scope.person))
      """)
    try Audit.record(
      .create, .goal, object: id.rawValue, team: try aim.leadingTeam(scope, in: db),
      isShift ? "process.audit.shift" : "process.audit.note", ["metric": metric.id],
      scope: scope, world: world, in: db)
  }

  /// The notes on a metric of whom the aim is about, and those on all of the centre, by day.
  public static func all(
    _ metric: Metric, _ aim: Goal.Aim, _ scope: Scope, in db: any Connection
  ) throws -> [ProcessNote] {
    try db.rows(
      """
      SELECT id, person_id, team_id, day, note, is_shift
      FROM process_note
      WHERE workspace_id = \(scope) AND metric = \(metric.id)
      ORDER BY day, id
      """
    ).compactMap { row in
      let owner = try Goal.Aim(row: row)
      guard owner == aim || owner == .centre else { return nil }
      let isShift: Bool = try row.get("is_shift")
      return ProcessNote(
        id: try row.get("id"), metric: metric, aim: owner, day: try row.get("day"),
        text: try row.get("note"), isShift: isShift && owner == aim)
    }
  }
}
