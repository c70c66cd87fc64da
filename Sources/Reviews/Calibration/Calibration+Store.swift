internal import Conversations
public import Kernel
internal import People
public import Storage

extension Calibration {
  private static let columns: SQL =
    """
    c.id, c.team_id, c.name, c.scorecard_version_id, c.baseline, c.expert_id, c.due_on, c.seed,
    c.opens_practice, c.created_at, c.closed_at, c.close_reason
    """

  init(row: Row, items: [Item], participants: [Person.ID]) throws {
    let kind: String = try row.get("baseline")
    let expert: Person.ID? = try row.get("expert_id")
    let seed: Int64 = try row.get("seed")
    self.init(
      id: try row.get("id"), team: try row.get("team_id"), name: try row.get("name"),
      scorecard: try row.get("scorecard_version_id"),
      baseline: expert.map(Baseline.expert) ?? (kind == "mean" ? .mean : .consensus),
      dueOn: try row.get("due_on"), seed: UInt64(bitPattern: seed),
      opensPractice: try row.get("opens_practice"), createdAt: try row.get("created_at"),
      closedAt: try row.get("closed_at"), closeReason: try row.get("close_reason"),
      items: items, participants: participants)
  }

  private static func fetch(
    _ condition: SQL, _ scope: Scope, in db: any Connection
  ) throws -> [Calibration] {
    let rows = try db.rows(
      """
      SELECT \(columns) FROM calibration AS c
      WHERE c.workspace_id = \(scope) AND \(condition)
      ORDER BY c.created_at DESC, c.id DESC
      """)
    let ids: [ID] = try rows.map { try $0.get("id") }
    let items = try items(of: ids, scope, in: db)
    let people = try participants(of: ids, scope, in: db)
    return try rows.map { row in
      let id: ID = try row.get("id")
      return try Calibration(row: row, items: items[id] ?? [], participants: people[id] ?? [])
    }
  }

  private static func items(
    of ids: [ID], _ scope: Scope, in db: any Connection
  ) throws -> [ID: [Item]] {
    let rows = try db.rows(
      """
      SELECT calibration_id, conversation_id, agent_id, source FROM calibration_item
      WHERE workspace_id = \(scope) AND calibration_id IN (\(list: ids))
      ORDER BY calibration_id, position, id
      """)
    return try rows.reduce(into: [:]) { found, row in
      found[try row.get("calibration_id"), default: []].append(
        Item(
          conversation: try row.get("conversation_id"), agent: try row.get("agent_id"),
          source: try row.get("source")))
    }
  }

  private static func participants(
    of ids: [ID], _ scope: Scope, in db: any Connection
  ) throws -> [ID: [Person.ID]] {
    let rows = try db.rows(
      """
      SELECT calibration_id, person_id FROM calibration_participant
      WHERE workspace_id = \(scope) AND calibration_id IN (\(list: ids))
      ORDER BY calibration_id, person_id
      """)
    return try rows.reduce(into: [:]) {
      $0[try $1.get("calibration_id"), default: []].append(try $1.get("person_id"))
    }
  }

  /// One session.
  public static func find(_ id: ID, _ scope: Scope, in db: any Connection) throws -> Calibration? {
    try fetch("c.id = \(id)", scope, in: db).first
  }

  /// All sessions, the newest first.
  public static func all(_ scope: Scope, in db: any Connection) throws -> [Calibration] {
    try fetch("1 = 1", scope, in: db)
  }

  /// The open sessions a person takes part in.
  static func open(
    for person: Person.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Calibration] {
    try fetch(
      """
      c.closed_at IS NULL AND EXISTS (
        SELECT 1 FROM calibration_participant AS p
        WHERE p.workspace_id = c.workspace_id AND p.calibration_id = c.id
          AND p.person_id = \(person))
      """, scope, in: db)
  }

  static func require(_ id: ID, _ scope: Scope, in db: any Connection) throws -> Calibration {
    guard let found = try find(id, scope, in: db) else { throw CalibrationError.unknown }
    return found
  }

  /// How many ratings each participant has handed in; says nothing about what they are.
  func counts(_ scope: Scope, in db: any Connection) throws -> [Person.ID: Int] {
    let rows = try db.rows(
      """
      SELECT person_id, COUNT(*) AS ratings FROM calibration_rating
      WHERE workspace_id = \(scope) AND calibration_id = \(id) AND purpose = 'session'
      GROUP BY person_id
      """)
    return try rows.reduce(into: [:]) { $0[try $1.get("person_id")] = try $1.get("ratings") }
  }

  func insert(scope: Scope, world: World, in db: any Connection) throws {
    let kind =
      switch baseline {
      case .expert: "expert"
      case .consensus: "consensus"
      case .mean: "mean"
      }
    try db.execute(
      """
      INSERT INTO calibration
        (workspace_id, id, team_id, name, scorecard_version_id, baseline, expert_id, due_on, seed,
         opens_practice, created_at, created_by)
      VALUES
        (\(scope), \(id), \(team), \(name), \(scorecard), \(kind), \(expert), \(dueOn),
         \(Int64(bitPattern: seed)), \(opensPractice), \(createdAt), \(scope.person))
      """)
    for (position, item) in items.enumerated() {
      try db.execute(
        """
        INSERT INTO calibration_item
          (workspace_id, id, calibration_id, conversation_id, agent_id, position, source)
        VALUES
          (\(scope), \(world.key()), \(id), \(item.conversation), \(item.agent), \(position),
           \(item.source.rawValue))
        """)
    }
    for person in participants {
      try db.execute(
        """
        INSERT INTO calibration_participant (workspace_id, id, calibration_id, person_id)
        VALUES (\(scope), \(world.key()), \(id), \(person))
        """)
    }
  }
}
