internal import Kernel
public import Storage
internal import Web

extension Delivery {
  /// What the store did with a survey answer or an agent's state that came alone.
  public enum Reception: String, Hashable, Sendable {
    case created, updated, unchanged
  }

  /// Stores an answer that came without its conversation, and connects the two when both are here.
  public mutating func store(
    _ record: SurveyRecord, in db: any Connection
  ) throws -> Reception {
    var record = record
    record.mask()
    let customer = try customers(Clients(record.customer), in: db).first
    let agent = try record.agent.flatMap { try seen($0, in: db) }
    let key = record.externalID ?? record.naturalKey
    let previous = try Survey.find(key, source: source, scope: scope, in: db)
    var survey = Survey(record, id: previous?.id ?? world.id(), source: source, key: key)
    survey.conversationExternalID = record.conversation
    survey.conversation =
      try record.conversation.flatMap { try conversation($0, in: db) }
      ?? previous?.conversation
    survey.agent = agent?.person ?? previous?.agent
    survey.customer = customer ?? previous?.customer
    survey.importRun = previous?.importRun ?? importRun
    guard survey != previous else { return .unchanged }
    survey.importRun = importRun
    if let previous { try keep(previous, in: db) }
    try survey.save(scope, in: db)
    if let conversation = survey.conversation { try refreshScore(of: conversation, in: db) }
    note(survey, insteadOf: previous)
    return previous == nil ? .created : .updated
  }

  /// Makes sure that an agent a source lists is one of the people.
  public mutating func store(_ agent: PartyRecord, in db: any Connection) throws {
    _ = try seen(agent, in: db)
  }

  /// Makes sure that a queue a source lists is known.
  public mutating func store(_ record: QueueRecord, in db: any Connection) throws {
    _ = try queue(record, in: db)
  }

  /// Removes the answers and agent states that this delivery's import brought alone.
  public func withdrawLoose(in db: any Connection) throws {
    guard let importRun else { return }
    let touched: [Conversation.ID] = try db.rows(
      """
      SELECT DISTINCT conversation_id FROM survey_response
      WHERE workspace_id = \(scope) AND import_run_id = \(importRun)
        AND conversation_id IS NOT NULL
      """
    ).map { try $0.get("conversation_id") }
    var change = ConversationChange()
    change.goneSurveys = try db.rows(
      """
      SELECT id FROM survey_response
      WHERE workspace_id = \(scope) AND import_run_id = \(importRun)
        AND conversation_id IS NULL
      """
    ).map { try $0.get("id") }
    change.states = try db.rows(
      """
      SELECT person_id, at FROM agent_state_event
      WHERE workspace_id = \(scope) AND import_run_id = \(importRun) AND person_id IS NOT NULL
      ORDER BY person_id, at
      """
    ).map { .init(person: try $0.get("person_id"), at: try $0.get("at")) }
    try db.execute(
      """
      DELETE FROM survey_response
      WHERE workspace_id = \(scope) AND import_run_id = \(importRun)
      """)
    try db.execute(
      """
      DELETE FROM agent_state_event
      WHERE workspace_id = \(scope) AND import_run_id = \(importRun)
      """)
    for conversation in touched { try refreshScore(of: conversation, in: db) }
    try watches.tell(change, scope, db)
    try tellTouched(touched, in: db)
  }

  private func conversation(
    _ externalID: String, in db: any Connection
  ) throws -> Conversation.ID? {
    try db.row(
      """
      SELECT id FROM conversation
      WHERE workspace_id = \(scope) AND source = \(source) AND external_id = \(externalID)
      """)?.get("id")
  }

  /// Writes the newest satisfaction score beside the conversation, where lists find it.
  func refreshScore(of id: Conversation.ID, in db: any Connection) throws {
    let newest: Double? = try db.row(
      """
      SELECT normalised FROM survey_response
      WHERE workspace_id = \(scope) AND conversation_id = \(id) AND kind = 'csat'
        AND normalised IS NOT NULL
      ORDER BY answered_at DESC NULLS LAST, id DESC
      LIMIT 1
      """)?.get("normalised")
    try db.execute(
      "UPDATE conversation SET csat = \(newest) WHERE workspace_id = \(scope) AND id = \(id)")
  }

  private func hasWaitingSurveys(in db: any Connection) throws -> Bool {
    try db.row(
      """
      SELECT 1 AS value FROM survey_response
      WHERE workspace_id = \(scope) AND source = \(source) AND conversation_id IS NULL
      LIMIT 1
      """) != nil
  }

  /// Connects answers that came before their conversations, and tells which.
  func adoptSurveys(
    of outcomes: [Outcome], in db: any Connection
  ) throws -> [(survey: Survey.ID, conversation: Conversation.ID)] {
    let fresh = outcomes.filter { $0.change == .created || $0.change == .revived }
    guard try !fresh.isEmpty && hasWaitingSurveys(in: db) else { return [] }
    var adopted: [(survey: Survey.ID, conversation: Conversation.ID)] = []
    for start in stride(from: 0, to: fresh.count, by: 500) {
      let some = fresh[start..<min(start + 500, fresh.count)]
      let keys = Dictionary(
        some.map { ($0.externalID, $0.conversation) }, uniquingKeysWith: { first, _ in first })
      let waiting = try db.rows(
        """
        SELECT id, conversation_external_id FROM survey_response
        WHERE workspace_id = \(scope) AND source = \(source) AND conversation_id IS NULL
          AND conversation_external_id IN (\(list: keys.keys.sorted()))
        """)
      for row in waiting {
        guard let id = keys[try row.get("conversation_external_id")] else { continue }
        let survey: Survey.ID = try row.get("id")
        try db.execute(
          """
          UPDATE survey_response SET conversation_id = \(id)
          WHERE workspace_id = \(scope) AND id = \(survey)
          """)
        try refreshScore(of: id, in: db)
        adopted.append((survey, id))
      }
    }
    return adopted
  }
}

extension SurveyRecord {
  /// What makes an answer without a key the same answer again.
  fileprivate var naturalKey: String {
    let moment = (answeredAt ?? offeredAt)?.milliseconds
    return [
      conversation ?? "", customer?.identity ?? "", agent?.identity ?? "", kind.rawValue,
      moment.map(String.init) ?? "",
    ].joined(separator: "#")
  }
}
