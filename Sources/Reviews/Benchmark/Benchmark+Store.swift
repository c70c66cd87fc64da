public import Conversations
public import Kernel
internal import People
public import Storage
internal import Web

extension Benchmark {
  init(row: Row) throws {
    let retiredAt: Instant? = try row.get("retired_at")
    let note: String? = try row.get("retired_note")
    let replacement: ID? = try row.get("replacement_id")
    let by: Person.ID? = try row.get("retired_by")
    self.init(
      id: try row.get("id"), workshop: try row.get("workshop_id"),
      scorecard: try row.get("scorecard_version_id"), criterion: try row.get("criterion_id"),
      option: try row.get("option_id"), conversation: try row.get("conversation_id"),
      evidence: .init(message: try row.get("message_id"), quote: try row.get("quote")),
      why: try row.get("why"), discussion: try row.get("discussion"),
      keptAt: try row.get("kept_at"), keptBy: try row.get("kept_by"),
      retirement: retiredAt.map {
        Retirement(at: $0, by: by, note: note ?? "", replacement: replacement)
      })
  }

  /// One example.
  public static func find(_ id: ID, _ scope: Scope, in db: any Connection) throws -> Benchmark? {
    try fetch("b.id = \(id)", scope, in: db).first
  }

  /// All examples with those that were taken back, oldest first.
  public static func all(_ scope: Scope, in db: any Connection) throws -> [Benchmark] {
    try fetch("1 = 1", scope, in: db)
  }

  /// The examples of some criteria that hold now, oldest first.
  public static func inForce(
    for criteria: [Criterion.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Benchmark] {
    guard !criteria.isEmpty else { return [] }
    return try fetch(
      "b.criterion_id IN (\(list: criteria)) AND r.id IS NULL", scope, in: db)
  }

  private static func fetch(
    _ condition: SQL, _ scope: Scope, in db: any Connection
  ) throws -> [Benchmark] {
    try db.rows(
      """
      SELECT b.id, b.workshop_id, b.scorecard_version_id, b.criterion_id, b.option_id,
        b.conversation_id, b.message_id, b.quote, b.why, b.discussion, b.kept_at, b.kept_by,
        r.at AS retired_at, r.note AS retired_note, r.replacement_id, r.by_id AS retired_by
      FROM benchmark AS b
      LEFT JOIN benchmark_retirement AS r
        ON r.workspace_id = b.workspace_id AND r.benchmark_id = b.id
      WHERE b.workspace_id = \(scope) AND \(condition)
      ORDER BY b.id
      """
    ).map(Benchmark.init(row:))
  }

  func insert(_ scope: Scope, in db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO benchmark
        (workspace_id, id, workshop_id, scorecard_version_id, criterion_id, option_id,
         conversation_id, message_id, quote, why, discussion, kept_at, kept_by)
      VALUES
        (\(scope), \(id), \(workshop), \(scorecard), \(criterion), \(option), \(conversation),
         \(evidence.message), \(evidence.quote), \(why), \(discussion), \(keptAt), \(keptBy))
      """)
  }

  /// Takes the example back; it stays readable with the reason.
  public func retire(
    note: String, scope: Scope, world: World, in db: any Connection
  ) throws {
    try end(with: nil, note: note, scope, world, in: db)
    try Audit.record(
      .change, .benchmark, object: id.rawValue, "benchmark.audit.retired", scope: scope,
      world: world, in: db)
  }

  /// Puts a better telling of the same example in its place.
  @discardableResult
  public func replace(
    why: String, evidence: Agreement.Evidence, note: String, messages: [Message], scope: Scope,
    world: World, in db: any Connection
  ) throws -> ID {
    let why = String(why.trimmed.prefix(1000))
    guard !why.isEmpty else { throw WorkshopError.noWhy }
    guard evidence.fits(messages) else { throw WorkshopError.quote }
    let better = Benchmark(
      id: world.id(), workshop: workshop, scorecard: scorecard, criterion: criterion,
      option: option, conversation: conversation, evidence: evidence, why: why,
      discussion: discussion, keptAt: world.now(),
      keptBy: scope.person.map(Person.ID.init(rawValue:)), retirement: nil)
    try better.insert(scope, in: db)
    try end(with: better.id, note: note, scope, world, in: db)
    try Audit.record(
      .change, .benchmark, object: id.rawValue, "benchmark.audit.replaced", scope: scope,
      world: world, in: db)
    return better.id
  }

  private func end(
    with replacement: ID?, note: String, _ scope: Scope, _ world: World, in db: any Connection
  ) throws {
    guard !isRetired else { throw WorkshopError.retired }
    do {
      try db.execute(
        """
        INSERT INTO benchmark_retirement
          (workspace_id, id, benchmark_id, replacement_id, note, at, by_id)
        VALUES
          (\(scope), \(world.key()), \(id), \(replacement), \(String(note.trimmed.prefix(500))),
           \(world.now()), \(scope.person))
        """)
    } catch StorageError.constraint {
      throw WorkshopError.retired
    }
  }
}
