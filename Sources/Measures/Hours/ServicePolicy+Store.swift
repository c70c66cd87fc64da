public import Kernel
internal import People
public import Storage
internal import Web

extension ServicePolicy {
  /// Each save is a new row; of one policy the highest number counts.
  static let schema: [SQL] = [
    """
    CREATE TABLE service_policy (
      \(.key),
      policy_id INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number > 0),
      name TEXT NOT NULL CHECK (LENGTH(name) > 0),
      position INTEGER NOT NULL,
      channel TEXT,
      tag TEXT,
      priority TEXT,
      first_response_s INTEGER,
      resolution_s INTEGER,
      pauses_for_customer INTEGER NOT NULL CHECK (pauses_for_customer IN (0, 1)),
      is_retired INTEGER NOT NULL CHECK (is_retired IN (0, 1)),
      written_at INTEGER NOT NULL,
      written_by INTEGER,
      UNIQUE (workspace_id, policy_id, number),
      \(.reference(column: "written_by", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("service_policy"))",
  ]

  /// The newest wording of each policy in use, in their order.
  public static func current(_ scope: Scope, in db: any Connection) throws -> [ServicePolicy] {
    let rows = try db.rows(
      """
      SELECT policy_id, number, name, position, channel, tag, priority, first_response_s,
        resolution_s, pauses_for_customer, is_retired
      FROM service_policy
      WHERE workspace_id = \(scope)
      ORDER BY policy_id, number
      """
    ).map(ServicePolicy.init(row:))
    let newest = Dictionary(rows.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    return newest.values.filter { !$0.isRetired }
      .sorted { ($0.position, $0.id) < ($1.position, $1.id) }
  }

  /// Writes the next wording with its entry in the record.
  ///
  /// - Throws: ``Fault``; ``OpeningCalendar/Refusal/stale`` when another save came first.
  @discardableResult
  public func write(scope: Scope, world: World, in db: any Connection) throws -> ServicePolicy {
    if let fault { throw fault }
    var version = ServicePolicy(
      id: id, number: number + 1, name: name, position: position, channel: channel, tag: tag,
      priority: priority, firstResponse: firstResponse, resolution: resolution,
      pausesForCustomer: pausesForCustomer)
    version.isRetired = isRetired
    do {
      try version.insert(scope, world, in: db)
    } catch StorageError.constraint {
      throw OpeningCalendar.Refusal.stale
    }
    try Renewal.askIfKept(scope, in: db)
    try Audit.record(
      number == 0 ? .create : .change, .openingHours, object: id.rawValue,
      isRetired ? "promise.audit.retired" : "promise.audit.written", ["name": name],
      scope: scope, world: world, in: db)
    return version
  }

  private func insert(_ scope: Scope, _ world: World, in db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO service_policy
        (workspace_id, id, policy_id, number, name, position, channel, tag, priority,
         first_response_s, resolution_s, pauses_for_customer, is_retired, written_at, written_by)
      VALUES
        (\(scope), \(world.key()), \(id), \(number), \(name), \(position), \(channel), \(tag),
         \(priority), \(firstResponse), \(resolution), \(pausesForCustomer), \(isRetired),
         \(world.now()), \(scope.person))
      """)
  }

  private init(row: Row) throws {
    self.init(
      id: try row.get("policy_id"), number: try row.get("number"), name: try row.get("name"),
      position: try row.get("position"), channel: try row.get("channel"),
      tag: try row.get("tag"), priority: try row.get("priority"),
      firstResponse: try row.get("first_response_s"), resolution: try row.get("resolution_s"),
      pausesForCustomer: try row.get("pauses_for_customer"),
      isRetired: try row.get("is_retired"))
  }
}
