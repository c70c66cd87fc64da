public import Kernel
public import Storage
internal import Web

extension Survey {
  private static let columns: StaticName = """
    workspace_id, id, source, external_id, conversation_id, conversation_external_id, agent_id, \
    customer_id, kind, score, minimum, maximum, normalised, comment, reason, offered_at, \
    answered_at, import_run_id
    """

  /// The answers a conversation received, the oldest first.
  public static func all(
    of conversation: Conversation.ID, scope: Scope, in db: any Connection
  ) throws -> [Survey] {
    try db.rows(
      """
      SELECT \(SQL(columns)) FROM survey_response
      WHERE workspace_id = \(scope) AND conversation_id = \(conversation)
      ORDER BY answered_at, id
      """
    ).map(Survey.init)
  }

  /// The answers of several conversations, the oldest first.
  static func all(
    ofEach ids: [Conversation.ID], scope: Scope, in db: any Connection
  ) throws -> [Conversation.ID: [Survey]] {
    var surveys: [Conversation.ID: [Survey]] = [:]
    let rows = try db.rows(
      """
      WITH k (key) AS (\(rows: ids))
      SELECT s.* FROM k CROSS JOIN survey_response s
      WHERE s.workspace_id = \(scope) AND s.conversation_id = k.key
      ORDER BY s.answered_at, s.id
      """)
    for row in rows { surveys[try row.get("conversation_id"), default: []].append(try Survey(row)) }
    return surveys
  }

  /// The answers that know no conversation.
  public static func loose(scope: Scope, in db: any Connection) throws -> [Survey] {
    try db.rows(
      """
      SELECT \(SQL(columns)) FROM survey_response
      WHERE workspace_id = \(scope) AND conversation_id IS NULL
      ORDER BY id
      """
    ).map(Survey.init)
  }

  private init(_ row: Row) throws {
    self.init(
      id: try row.get("id"), source: try row.get("source"),
      externalID: try row.get("external_id"), conversation: try row.get("conversation_id"),
      conversationExternalID: try row.get("conversation_external_id"),
      agent: try row.get("agent_id"), customer: try row.get("customer_id"),
      kind: try row.get("kind"), score: try row.get("score"), minimum: try row.get("minimum"),
      maximum: try row.get("maximum"), normalised: try row.get("normalised"),
      comment: try row.get("comment"), reason: try row.get("reason"),
      offeredAt: try row.get("offered_at"), answeredAt: try row.get("answered_at"),
      importRun: try row.get("import_run_id"))
  }

  /// Writes the answer, or what changed of it; its natural key keeps it single.
  func save(_ scope: Scope, in db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO survey_response (\(SQL(Self.columns)))
      VALUES (\(scope), \(id), \(source), \(externalID), \(conversation),
        \(conversationExternalID), \(agent), \(customer), \(kind), \(score), \(minimum),
        \(maximum), \(normalised), \(comment), \(reason), \(offeredAt), \(answeredAt),
        \(importRun))
      ON CONFLICT (workspace_id, source, external_id) DO UPDATE SET
        conversation_id = excluded.conversation_id,
        conversation_external_id = excluded.conversation_external_id,
        agent_id = excluded.agent_id, customer_id = excluded.customer_id,
        kind = excluded.kind, score = excluded.score, minimum = excluded.minimum,
        maximum = excluded.maximum, normalised = excluded.normalised,
        comment = excluded.comment, reason = excluded.reason,
        offered_at = excluded.offered_at, answered_at = excluded.answered_at,
        import_run_id = excluded.import_run_id
      """)
  }

  /// Writes many answers, of which most are new.
  static func insert(_ surveys: [Survey], scope: Scope, in db: any Connection) throws {
    var known: Set<String> = []
    for start in stride(from: 0, to: surveys.count, by: 500) {
      let some = surveys[start..<min(start + 500, surveys.count)]
      guard let source = some.first?.source else { continue }
      let rows = try db.rows(
        """
        WITH k (name) AS (\(rows: some.map(\.externalID)))
        SELECT s.external_id FROM k CROSS JOIN survey_response AS s
        WHERE s.workspace_id = \(scope) AND s.source = \(source) AND s.external_id = k.name
        """)
      for row in rows { known.insert(try row.get("external_id")) }
    }
    var new = Batch("survey_response", columns)
    var others: [Survey] = []
    for survey in surveys {
      if known.insert(survey.externalID).inserted {
        survey.add(to: &new, scope)
      } else {
        others.append(survey)
      }
    }
    try db.insert(new)
    for survey in others { try survey.save(scope, in: db) }
  }

  private func add(to batch: inout Batch, _ scope: Scope) {
    batch.add(scope.workspace)
    batch.add(id)
    batch.add(source)
    batch.add(externalID)
    batch.add(conversation)
    batch.add(conversationExternalID)
    batch.add(agent)
    batch.add(customer)
    batch.add(kind)
    batch.add(score)
    batch.add(minimum)
    batch.add(maximum)
    batch.add(normalised)
    batch.add(comment)
    batch.add(reason)
    batch.add(offeredAt)
    batch.add(answeredAt)
    batch.add(importRun)
  }

  static func find(
    _ externalID: String, source: String, scope: Scope, in db: any Connection
  ) throws -> Survey? {
    try db.row(
      """
      SELECT \(SQL(columns)) FROM survey_response
      WHERE workspace_id = \(scope) AND source = \(source) AND external_id = \(externalID)
      """
    ).map(Survey.init)
  }
}
