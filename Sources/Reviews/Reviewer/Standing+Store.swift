internal import Conversations
public import Kernel
public import People
internal import Statistics
public import Storage
internal import Web

extension Standing {
  /// Rows are only added; the newest says how it is.
  static let schema: [SQL] = [
    """
    CREATE TABLE standing (
      \(.key),
      person_id INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('counting', 'practising')),
      items INTEGER NOT NULL CHECK (items >= 0),
      agreement REAL NOT NULL CHECK (agreement BETWEEN 0 AND 1),
      lower REAL NOT NULL CHECK (lower BETWEEN 0 AND 1),
      bar REAL NOT NULL CHECK (bar BETWEEN 0 AND 1),
      calibration_id INTEGER,
      at INTEGER NOT NULL,
      \(.reference(column: "person_id", table: "person")),
      \(.reference(column: "calibration_id", table: "calibration"))
    ) \(.strict)
    """,
    "CREATE INDEX standing_person ON standing (workspace_id, person_id, at)",
    "\(.appendOnly("standing"))",
  ]

  init(row: Row) throws {
    self.init(
      person: try row.get("person_id"), state: try row.get("state"),
      items: try row.get("items"), agreement: try row.get("agreement"),
      lower: try row.get("lower"), bar: try row.get("bar"), at: try row.get("at"))
  }

  /// Every change of somebody's standing, the newest first.
  public static func history(
    of person: Person.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Standing] {
    try db.rows(
      """
      SELECT person_id, state, items, agreement, lower, bar, at FROM standing
      WHERE workspace_id = \(scope) AND person_id = \(person)
      ORDER BY at DESC, id DESC
      """
    ).map(Standing.init(row:))
  }

  /// The people who practise now.
  public static func practising(
    _ scope: Scope, in db: any Connection
  ) throws -> Set<Person.ID> {
    let rows = try db.rows(
      """
      SELECT s.person_id FROM standing AS s
      WHERE s.workspace_id = \(scope) AND s.state = 'practising' AND NOT EXISTS (
        SELECT 1 FROM standing AS n
        WHERE n.workspace_id = s.workspace_id AND n.person_id = s.person_id
          AND (n.at > s.at OR (n.at = s.at AND n.id > s.id)))
      """)
    return Set(try rows.map { try $0.get("person_id") })
  }

  /// Looks at somebody's track record again; a change is one more row, and an entry in the record.
  @discardableResult
  static func update(
    _ person: Person.ID, because calibration: Calibration.ID?, scope: Scope, world: World,
    in db: any Connection
  ) throws -> State {
    let record = try TrackRecord.of(person, scope, in: db)
    let current = try history(of: person, scope, in: db).first?.state ?? .counting
    let next = record.state(after: current)
    let estimate = record.agreement
    guard next != current, let value = estimate.value, let lower = estimate.lower else {
      return current
    }
    try db.execute(
      """
      INSERT INTO standing
        (workspace_id, id, person_id, state, items, agreement, lower, bar, calibration_id, at)
      VALUES
        (\(scope), \(world.key()), \(person), \(next.rawValue), \(estimate.n), \(value),
         \(lower), \(record.rule.bar), \(calibration), \(world.now()))
      """)
    try Audit.record(
      .change, .calibration, object: person.rawValue,
      next == .practising ? "reviewer.audit.practising" : "reviewer.audit.counting",
      ["items": String(estimate.n)], scope: scope, world: world, in: db)
    return next
  }
}

extension TrackRecord {
  /// What somebody rated in closed sessions and in practice, against what was agreed there.
  public static func of(
    _ person: Person.ID, rule: Rule = .standard, _ scope: Scope, in db: any Connection
  ) throws -> TrackRecord {
    let own = try CalibrationRating.all(by: person, scope, in: db)
    var entries: [Entry] = []
    for (id, mine) in Dictionary(grouping: own, by: \.session) {
      guard let session = try Calibration.find(id, scope, in: db), session.isClosed,
        let card = try ScorecardVersion.find(session.scorecard, scope: scope, in: db)
      else { continue }
      let ratings = try CalibrationRating.all(of: id, scope, in: db)
      let consensus = try Calibration.consensus(of: [id], scope, in: db)[id] ?? []
      for rating in mine {
        let agreed = session.agreed(
          on: rating.conversation, for: rating.isPractice ? nil : person, ratings: ratings,
          consensus: consensus, card.rubric)
        guard let alignment = agreed.alignment(of: rating, card.rubric) else { continue }
        entries.append(
          Entry(
            session: id, conversation: rating.conversation, isPractice: rating.isPractice,
            alignment: alignment, at: rating.at))
      }
    }
    return TrackRecord(entries, rule: rule)
  }
}
