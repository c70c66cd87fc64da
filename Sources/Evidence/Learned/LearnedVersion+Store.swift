internal import Kernel
internal import Linguistics
internal import People
internal import Statistics
internal import Storage
internal import Web

extension LearnedVersion {
  private init(_ row: Row) throws {
    id = try row.get("id")
    scorecard = try row.get("scorecard_id")
    criterion = try row.get("criterion_id")
    number = try row.get("number")
    record = try LearnedRecord(encoded: try row.get("record"))
    learnedAt = try row.get("learned_at")
  }

  /// All versions of a criterion, the newest first.
  static func all(
    of criterion: Int64, _ scope: Scope, in db: any Connection
  ) throws -> [LearnedVersion] {
    try db.rows(
      """
      SELECT id, scorecard_id, criterion_id, number, record, learned_at FROM learned_version
      WHERE workspace_id = \(scope) AND criterion_id = \(criterion)
      ORDER BY number DESC
      """
    ).map(LearnedVersion.init)
  }

  /// The newest version of each criterion.
  static func newest(_ scope: Scope, in db: any Connection) throws -> [Int64: LearnedVersion] {
    try db.rows(
      """
      SELECT v.id, v.scorecard_id, v.criterion_id, v.number, v.record, v.learned_at
      FROM learned_version AS v
      WHERE v.workspace_id = \(scope) AND NOT EXISTS (
        SELECT 1 FROM learned_version AS n
        WHERE n.workspace_id = v.workspace_id AND n.criterion_id = v.criterion_id
          AND n.number > v.number)
      """
    ).reduce(into: [:]) { found, row in
      let one = try LearnedVersion(row)
      found[one.criterion] = one
    }
  }

  /// Keeps what a lesson came to; models and answers of earlier versions go.
  static func add(
    _ record: LearnedRecord, models: [TextModel], of criterion: PublishedAnswers.Criterion,
    scope: Scope, world: World, in db: any Connection
  ) throws -> LearnedVersion {
    let number = (try all(of: criterion.id, scope, in: db).first?.number ?? 0) + 1
    let version = LearnedVersion(
      id: world.id(), scorecard: criterion.scorecard, criterion: criterion.id, number: number,
      record: record, learnedAt: world.now())
    try db.execute(
      """
      DELETE FROM learned_model WHERE workspace_id = \(scope) AND version_id IN (
        SELECT id FROM learned_version
        WHERE workspace_id = \(scope) AND criterion_id = \(criterion.id))
      """)
    try db.execute(
      """
      DELETE FROM learned_answer
      WHERE workspace_id = \(scope) AND criterion_id = \(criterion.id)
      """)
    try db.execute(
      """
      INSERT INTO learned_version
        (workspace_id, id, scorecard_id, criterion_id, number, conversations, record, learned_at)
      VALUES
        (\(scope), \(version.id), \(criterion.scorecard), \(criterion.id), \(number),
         \(record.conversations), \(try record.encoded()), \(version.learnedAt))
      """)
    for (part, model) in models.enumerated() {
      try db.execute(
        """
        INSERT INTO learned_model (workspace_id, version_id, part, bytes)
        VALUES (\(scope), \(version.id), \(part), \(model.bytes))
        """)
    }
    try Audit.record(
      .create, .learnedScore, object: version.id.rawValue, "learned.audit.learned",
      ["name": criterion.name, "number": "\(number)", "count": "\(record.conversations)"],
      scope: scope, world: world, in: db)
    return version
  }

  /// The models of a version, by the group of people each may read.
  func models(_ scope: Scope, in db: any Connection) throws -> [Int: TextModel] {
    try db.rows(
      "SELECT part, bytes FROM learned_model WHERE workspace_id = \(scope) AND version_id = \(id)"
    ).reduce(into: [:]) { found, row in
      found[try row.get("part")] = try TextModel(bytes: try row.get("bytes"))
    }
  }

  // MARK: Drift

  /// The newest check of each version.
  static func checks(_ scope: Scope, in db: any Connection) throws -> [ID: Check] {
    try db.rows(
      """
      SELECT version_id, conversations, difference, lower, has_drifted, checked_at
      FROM learned_check WHERE workspace_id = \(scope) ORDER BY id
      """
    ).reduce(into: [:]) { found, row in
      found[try row.get("version_id")] = Check(
        conversations: try row.get("conversations"), difference: try row.get("difference"),
        lower: try row.get("lower"), hasDrifted: try row.get("has_drifted"),
        at: try row.get("checked_at"))
    }
  }

  /// Keeps a comparison with newer reviews, where it says something else than the last one.
  func keep(
    _ drift: Drift, after last: Check?, name: String, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    guard drift.count > 0, last?.conversations != drift.count else { return }
    try db.execute(
      """
      INSERT INTO learned_check
        (workspace_id, id, version_id, conversations, difference, lower, has_drifted, checked_at)
      VALUES
        (\(scope), \(world.key()), \(id), \(drift.count), \(drift.difference.value),
         \(drift.difference.lower), \(drift.hasHappened), \(world.now()))
      """)
    guard drift.hasHappened, last?.hasDrifted != true else { return }
    try Audit.record(
      .change, .learnedScore, object: id.rawValue, "learned.audit.drifted", ["name": name],
      scope: scope, world: world, in: db)
  }
}

extension LearnedCriterion {
  /// All criteria of the scorecards in use, in their order.
  static func all(
    _ published: PublishedAnswers, _ scope: Scope, in db: any Connection
  ) throws -> [LearnedCriterion] {
    let versions = try LearnedVersion.newest(scope, in: db)
    let checks = try LearnedVersion.checks(scope, in: db)
    let opinions = try LearnedOpinion.counts(scope, in: db)
    let criteria = try published.criteria(scope, db).filter { $0.points.count > 1 }
    let points = Dictionary(
      criteria.map { ($0.id, $0.points) }, uniquingKeysWith: { first, _ in first })
    var amounts: [Int64: Amount] = [:]
    for one in try published.given(scope, db) {
      guard let points = points[one.criterion] else { continue }
      amounts[one.criterion, default: Amount()].conversations.insert(one.conversation)
      amounts[one.criterion, default: Amount()].people.insert(one.person.rawValue)
      amounts[one.criterion, default: Amount()].points.insert(points.place(nearest: one.value))
    }
    return criteria.map { criterion in
      let version = versions[criterion.id]
      return LearnedCriterion(
        criterion: criterion, version: version, check: version.flatMap { checks[$0.id] },
        material: amounts[criterion.id] ?? Amount(),
        opinions: version.flatMap { opinions[$0.id] } ?? Opinions())
    }
  }
}
