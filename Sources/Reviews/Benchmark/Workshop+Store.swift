public import Conversations
public import Kernel
public import People
public import Storage
public import Web

extension Workshop {
  /// One workshop.
  public static func find(_ id: ID, _ scope: Scope, in db: any Connection) throws -> Workshop? {
    try fetch("w.id = \(id)", scope, in: db).first
  }

  /// The workshops an actor may see, the newest first.
  public static func all(for actor: Actor, in db: any Connection) throws -> [Workshop] {
    try fetch("1 = 1", actor.scope, in: db).filter { $0.isVisible(to: actor) }
  }

  /// The workshops that wait for a person's ratings, the oldest first.
  public static func waiting(for actor: Actor, in db: any Connection) throws -> [Workshop] {
    guard actor.can(.use, .workshop) else { return [] }
    return try fetch(
      """
      EXISTS (
        SELECT 1 FROM workshop_seat AS s
        WHERE s.workspace_id = w.workspace_id AND s.workshop_id = w.id
          AND s.person_id = \(actor.person))
      AND NOT EXISTS (
        SELECT 1 FROM workshop_submission AS d
        WHERE d.workspace_id = w.workspace_id AND d.workshop_id = w.id
          AND d.person_id = \(actor.person))
      AND NOT EXISTS (
        SELECT 1 FROM workshop_event AS e
        WHERE e.workspace_id = w.workspace_id AND e.workshop_id = w.id)
      """, actor.scope, in: db
    ).filter { $0.takesRatings(of: actor) }.reversed()
  }

  private static func fetch(
    _ condition: SQL, _ scope: Scope, in db: any Connection
  ) throws -> [Workshop] {
    let rows = try db.rows(
      """
      SELECT w.id, w.conversation_id, w.scorecard_version_id, w.agent_id, w.team_id, w.note,
        w.opened_at, w.opened_by
      FROM workshop AS w
      WHERE w.workspace_id = \(scope) AND \(condition)
      ORDER BY w.id DESC
      """)
    let ids: [ID] = try rows.map { try $0.get("id") }
    guard !ids.isEmpty else { return [] }
    let stages = try stages(of: ids, scope, in: db)
    let seats = try seats(of: ids, scope, in: db)
    return try rows.map { row in
      let id: ID = try row.get("id")
      let seats = seats[id] ?? []
      // Two may hand in last at the same moment, and neither sees the other: all in is all in.
      let areAllIn = !seats.isEmpty && seats.allSatisfy { $0.handedInAt != nil }
      return Workshop(
        id: id, conversation: try row.get("conversation_id"),
        scorecard: try row.get("scorecard_version_id"), agent: try row.get("agent_id"),
        team: try row.get("team_id"), note: try row.get("note"),
        openedAt: try row.get("opened_at"), openedBy: try row.get("opened_by"),
        stage: stages[id] ?? (areAllIn ? .discussing : .rating), seats: seats)
    }
  }

  private static func stages(
    of ids: [ID], _ scope: Scope, in db: any Connection
  ) throws -> [ID: Stage] {
    try db.rows(
      """
      SELECT workshop_id, kind FROM workshop_event
      WHERE workspace_id = \(scope) AND workshop_id IN (\(list: ids))
      """
    ).reduce(into: [:]) { found, row in
      let id: ID = try row.get("workshop_id")
      let kind: String = try row.get("kind")
      // An end is later than the discussion, in whatever order the rows come.
      if kind != "discussing" || found[id] == nil { found[id] = Stage(rawValue: kind) }
    }
  }

  private static func seats(
    of ids: [ID], _ scope: Scope, in db: any Connection
  ) throws -> [ID: [Seat]] {
    try db.rows(
      """
      SELECT s.workshop_id, s.person_id, d.at
      FROM workshop_seat AS s
      LEFT JOIN workshop_submission AS d ON d.workspace_id = s.workspace_id
        AND d.workshop_id = s.workshop_id AND d.person_id = s.person_id
      WHERE s.workspace_id = \(scope) AND s.workshop_id IN (\(list: ids))
      ORDER BY s.id
      """
    ).reduce(into: [:]) { found, row in
      found[try row.get("workshop_id"), default: []].append(
        Seat(person: try row.get("person_id"), handedInAt: try row.get("at")))
    }
  }

  // MARK: Ratings

  /// What one person has chosen so far and not handed in.
  public func draft(
    of person: Person.ID, _ scope: Scope, in db: any Connection
  ) throws -> Answers? {
    let content: String? = try db.value(
      """
      SELECT content AS value FROM workshop_draft
      WHERE workspace_id = \(scope) AND workshop_id = \(id) AND person_id = \(person)
      """)
    return try content.map { try ReviewDraft(encoded: $0).answers }
  }

  /// What one person handed in.
  public func ratings(
    of person: Person.ID, _ scope: Scope, in db: any Connection
  ) throws -> Answers {
    try ratings("d.person_id = \(person)", scope, in: db)[person] ?? Answers()
  }

  /// What everybody handed in; nothing as long as others still rate.
  public func ratings(_ scope: Scope, in db: any Connection) throws -> [Person.ID: Answers] {
    guard showsRatings else { return [:] }
    return try ratings("1 = 1", scope, in: db)
  }

  private func ratings(
    _ condition: SQL, _ scope: Scope, in db: any Connection
  ) throws -> [Person.ID: Answers] {
    let rows = try db.rows(
      """
      SELECT d.person_id, r.criterion_id, r.option_id, r.number, r.comment
      FROM workshop_submission AS d
      JOIN workshop_rating AS r ON r.workspace_id = d.workspace_id AND r.submission_id = d.id
      WHERE d.workspace_id = \(scope) AND d.workshop_id = \(id) AND \(condition)
      ORDER BY r.id
      """)
    var found: [Person.ID: Answers] = [:]
    for row in rows {
      let option: Criterion.Option.ID? = try row.get("option_id")
      let number: Double? = try row.get("number")
      let choice: Answer.Choice =
        number.map(Answer.Choice.number) ?? option.map(Answer.Choice.option) ?? .notApplicable
      found[try row.get("person_id"), default: Answers()][try row.get("criterion_id")] = Answer(
        choice, comment: try row.get("comment"))
    }
    return found
  }

  // MARK: Agreements

  /// What the group agreed on last, by criterion.
  public func agreements(
    _ scope: Scope, in db: any Connection
  ) throws -> [Criterion.ID: Agreement] {
    try db.rows(
      """
      SELECT criterion_id, option_id, discussion, message_id, quote, why, is_kept
      FROM workshop_agreement
      WHERE workspace_id = \(scope) AND workshop_id = \(id)
      ORDER BY id
      """
    ).reduce(into: [:]) { found, row in
      let criterion: Criterion.ID = try row.get("criterion_id")
      found[criterion] = Agreement(
        criterion, option: try row.get("option_id"), discussion: try row.get("discussion"),
        evidence: .init(message: try row.get("message_id"), quote: try row.get("quote")),
        why: try row.get("why"), isKept: try row.get("is_kept"))
    }
  }

  /// Keeps an import whose conversations a group has rated from being undone.
  public static let importHold: ImportHold = { run, scope, db in
    try db.value(
      """
      SELECT COUNT(*) AS value FROM conversation c
      WHERE c.workspace_id = \(scope) AND c.import_run_id = \(run) AND EXISTS (
        SELECT 1 FROM workshop w
        WHERE w.workspace_id = \(scope) AND w.conversation_id = c.id)
      """) ?? 0
  }
}
