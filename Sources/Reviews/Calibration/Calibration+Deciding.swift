public import Conversations
public import Kernel
public import People
public import Storage
internal import Web

extension Calibration {
  /// What a group wrote down: how it talked, and what it decided.
  public struct Note: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable, SQLConvertible {
      case discussion, decision
    }

    public let kind: Kind
    public let conversation: Conversation.ID?
    public let criterion: Criterion.ID?
    public let body: String
    public let person: Person.ID
    public let at: Instant
  }

  /// Ends the rating: everybody who took part sees everything from here on.
  ///
  /// - Throws: ``CalibrationError/missingWithoutReason(missing:)`` when ratings are missing and
  ///   nothing is said about it.
  public func close(
    reason: String = "", scope: Scope, world: World, in db: any Connection
  ) throws {
    let given = try counts(scope, in: db).values.reduce(0, +)
    let missing = expected - given
    let reason = String(reason.trimmed.prefix(500))
    if missing > 0, reason.isEmpty {
      throw CalibrationError.missingWithoutReason(missing: missing)
    }
    let kept: String? = missing > 0 ? reason : nil
    let changed = try db.execute(
      """
      UPDATE calibration SET closed_at = \(world.now()), close_reason = \(kept)
      WHERE workspace_id = \(scope) AND id = \(id) AND closed_at IS NULL
      """)
    guard changed == 1 else { throw CalibrationError.closed }
    try Audit.record(
      .change, .calibration, object: id.rawValue, team: team.rawValue,
      "calibration.audit.closed",
      ["ratings": String(given), "expected": String(expected)], scope: scope, world: world,
      in: db)
    for person in participants {
      try Standing.update(person, because: id, scope: scope, world: world, in: db)
    }
  }

  /// Gives everybody more time.
  public func extend(to day: Day, scope: Scope, world: World, in db: any Connection) throws {
    let changed = try db.execute(
      """
      UPDATE calibration SET due_on = \(day)
      WHERE workspace_id = \(scope) AND id = \(id) AND closed_at IS NULL AND due_on < \(day)
      """)
    guard changed == 1 else { throw CalibrationError.closed }
    try Audit.record(
      .change, .calibration, object: id.rawValue, team: team.rawValue,
      "calibration.audit.extended", ["day": day.iso], scope: scope, world: world, in: db)
  }

  /// Writes down what was said or decided.
  public func note(
    _ body: String, _ kind: Note.Kind, on conversation: Conversation.ID? = nil,
    about criterion: Criterion.ID? = nil, scope: Scope, world: World, in db: any Connection
  ) throws {
    let body = String(body.trimmed.prefix(4000))
    guard !body.isEmpty, let person = scope.person else { throw CalibrationError.wordsMissing }
    guard try Calibration.require(id, scope, in: db).isClosed else { throw CalibrationError.open }
    try db.execute(
      """
      INSERT INTO calibration_note
        (workspace_id, id, calibration_id, kind, conversation_id, criterion_id, body, person_id,
         at)
      VALUES
        (\(scope), \(world.key()), \(id), \(kind.rawValue), \(conversation), \(criterion),
         \(body), \(person), \(world.now()))
      """)
    try Audit.record(
      .change, .calibration, object: id.rawValue, team: team.rawValue, "calibration.audit.noted",
      scope: scope, world: world, in: db)
  }

  /// Keeps the rating the group agreed on, with the reason; a later one replaces it and both stay.
  public func agree(
    on criterion: Criterion.ID, _ choice: Answer.Choice, of conversation: Conversation.ID,
    reason: String, scope: Scope, world: World, in db: any Connection
  ) throws {
    let reason = String(reason.trimmed.prefix(2000))
    guard !reason.isEmpty, let person = scope.person else { throw CalibrationError.wordsMissing }
    guard try Calibration.require(id, scope, in: db).isClosed else { throw CalibrationError.open }
    guard items.contains(where: { $0.conversation == conversation }),
      let card = try ScorecardVersion.find(scorecard, scope: scope, in: db),
      let asked = card.rubric.criterion(criterion)
    else { throw CalibrationError.unknown }
    let option = asked.option(for: choice)
    let isNA = choice == .notApplicable
    guard isNA ? asked.allowsNotApplicable : option != nil else { throw CalibrationError.unknown }
    let version: Int =
      try db.value(
        """
        SELECT COALESCE(MAX(version), 0) + 1 AS value FROM calibration_consensus
        WHERE workspace_id = \(scope) AND calibration_id = \(id)
          AND conversation_id = \(conversation) AND criterion_id = \(criterion)
        """) ?? 1
    try db.execute(
      """
      INSERT INTO calibration_consensus
        (workspace_id, id, calibration_id, conversation_id, criterion_id, version, state,
         option_id, value, reason, person_id, at)
      VALUES
        (\(scope), \(world.key()), \(id), \(conversation), \(criterion), \(version),
         \(isNA ? "notApplicable" : "scored"), \(option?.id),
         \(option.flatMap { asked.value(of: $0.id) }), \(reason), \(person), \(world.now()))
      """)
    try Audit.record(
      .change, .calibration, object: id.rawValue, team: team.rawValue,
      "calibration.audit.agreed", scope: scope, world: world, in: db)
    let raters: [Person.ID] = try db.rows(
      """
      SELECT DISTINCT person_id FROM calibration_rating
      WHERE workspace_id = \(scope) AND calibration_id = \(id)
        AND conversation_id = \(conversation)
      """
    ).map { try $0.get("person_id") }
    for rater in raters.sorted() {
      try Standing.update(rater, because: id, scope: scope, world: world, in: db)
    }
  }

  /// The notes of a session, in the order they were written.
  func notes(_ scope: Scope, in db: any Connection) throws -> [Note] {
    try db.rows(
      """
      SELECT kind, conversation_id, criterion_id, body, person_id, at FROM calibration_note
      WHERE workspace_id = \(scope) AND calibration_id = \(id)
      ORDER BY at, id
      """
    ).map { row in
      Note(
        kind: try row.get("kind"), conversation: try row.get("conversation_id"),
        criterion: try row.get("criterion_id"), body: try row.get("body"),
        person: try row.get("person_id"), at: try row.get("at"))
    }
  }

  /// The agreed ratings of a session, the newest of each criterion.
  static func consensus(
    of sessions: [ID], _ scope: Scope, in db: any Connection
  ) throws -> [ID: [Consensus]] {
    let rows = try db.rows(
      """
      SELECT c.calibration_id, c.conversation_id, c.criterion_id, c.state, c.option_id, c.value,
        c.reason, c.person_id, c.at
      FROM calibration_consensus AS c
      WHERE c.workspace_id = \(scope) AND c.calibration_id IN (\(list: sessions))
        AND NOT EXISTS (
          SELECT 1 FROM calibration_consensus AS n
          WHERE n.workspace_id = c.workspace_id AND n.calibration_id = c.calibration_id
            AND n.conversation_id = c.conversation_id AND n.criterion_id = c.criterion_id
            AND n.version > c.version)
      ORDER BY c.id
      """)
    return try rows.reduce(into: [:]) { found, row in
      let value: Double? = try row.get("value")
      found[try row.get("calibration_id"), default: []].append(
        Consensus(
          conversation: try row.get("conversation_id"), criterion: try row.get("criterion_id"),
          verdict: value.map(CalibrationRating.Verdict.value) ?? .notApplicable,
          option: try row.get("option_id"), reason: try row.get("reason"),
          person: try row.get("person_id"), at: try row.get("at")))
    }
  }
}
