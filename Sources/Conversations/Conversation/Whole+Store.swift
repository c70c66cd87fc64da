internal import Foundation
public import Kernel
public import Storage
internal import Web

extension Conversation {
  /// A conversation with all its parts, also when it is out of sight; `nil` when unknown.
  static func whole(_ id: ID, scope: Scope, in db: any Connection) throws -> Whole? {
    guard
      let row = try db.row(
        """
        SELECT \(SQL(columns)) FROM conversation WHERE workspace_id = \(scope) AND id = \(id)
        """)
    else { return nil }
    var whole = Whole(try Conversation(row))
    whole.messages = try Message.all(of: id, scope: scope, in: db)
    whole.calls = try Call.all(of: id, scope: scope, in: db)
    whole.surveys = try Survey.all(of: id, scope: scope, in: db)
    whole.participants = try db.rows(
      """
      SELECT person_id, identity, public_count, internal_count FROM conversation_agent
      WHERE workspace_id = \(scope) AND conversation_id = \(id)
      ORDER BY person_id
      """
    ).map {
      Participant(
        person: try $0.get("person_id"), identity: try $0.get("identity"),
        publicCount: try $0.get("public_count"), internalCount: try $0.get("internal_count"))
    }
    whole.tags = try db.rows(
      """
      SELECT tag_id FROM conversation_tag
      WHERE workspace_id = \(scope) AND conversation_id = \(id)
      ORDER BY tag_id
      """
    ).map { try $0.get("tag_id") }
    whole.custom = try CustomField.all(of: id, scope: scope, in: db)
    whole.durations = try db.rows(
      """
      SELECT name, clock, seconds FROM conversation_duration
      WHERE workspace_id = \(scope) AND conversation_id = \(id)
      ORDER BY name, clock
      """
    ).map {
      DurationRecord(
        name: try $0.get("name"),
        clock: DurationRecord.Clock(rawValue: try $0.get("clock")) ?? .calendar,
        seconds: try $0.get("seconds"))
    }
    return whole
  }

  init(_ row: Row) throws {
    id = try row.get("id")
    source = try row.get("source")
    externalID = try row.get("external_id")
    externalURL = try row.get("external_url")
    channel = try row.get("channel")
    subject = try row.get("subject")
    status = try row.get("status")
    openedAt = try row.get("opened_at")
    openedDay = try row.get("opened_day")
    firstReplyAt = try row.get("first_reply_at")
    firstResolvedAt = try row.get("first_resolved_at")
    lastResolvedAt = try row.get("last_resolved_at")
    closedAt = try row.get("closed_at")
    reopenCount = try row.get("reopen_count")
    agent = try row.get("agent_id")
    credited = try row.get("credited_id")
    team = try row.get("team_id")
    queue = try row.get("queue_id")
    customer = try row.get("customer_id")
    language = try row.get("language")
    reason = try row.get("reason")
    messageCount = try row.get("message_count")
    agentMessageCount = try row.get("agent_message_count")
    csat = try row.get("csat")
    sourceZone = try row.get("source_zone")
    sourceUpdatedAt = try row.get("source_updated_at")
    contentHash = try row.get("content_hash")
    importRun = try row.get("import_run_id")
    storedAt = try row.get("stored_at")
    deletedAt = try row.get("deleted_at")
  }
}

extension CustomField {
  static func all(
    of id: Conversation.ID, scope: Scope, in db: any Connection
  ) throws -> [CustomField] {
    try db.rows(
      """
      SELECT name, value FROM custom_field
      WHERE workspace_id = \(scope) AND conversation_id = \(id)
      ORDER BY name
      """
    ).map { CustomField(name: try $0.get("name"), value: try $0.get("value")) }
  }
}

extension Call {
  static func all(
    of id: Conversation.ID, scope: Scope, in db: any Connection
  ) throws -> [Call] {
    try db.rows(
      """
      SELECT \(SQL(columns)) FROM call
      WHERE workspace_id = \(scope) AND conversation_id = \(id)
      ORDER BY position
      """
    ).map(Call.init)
  }

  /// The calls of several conversations, each in order.
  static func all(
    of ids: [Conversation.ID], scope: Scope, in db: any Connection
  ) throws -> [Conversation.ID: [Call]] {
    var calls: [Conversation.ID: [Call]] = [:]
    let rows = try db.rows(
      """
      WITH k (key) AS (\(rows: ids))
      SELECT a.* FROM k CROSS JOIN call a
      WHERE a.workspace_id = \(scope) AND a.conversation_id = k.key
      ORDER BY a.conversation_id, a.position
      """)
    for row in rows { calls[try row.get("conversation_id"), default: []].append(try Call(row)) }
    return calls
  }

  private init(_ row: Row) throws {
    self.init(
      id: try row.get("id"), position: try row.get("position"),
      externalID: try row.get("external_id"), startedAt: try row.get("started_at"),
      direction: try row.get("direction"), caller: try row.get("caller"),
      callee: try row.get("callee"), wait: try row.get("wait_s"), ring: try row.get("ring_s"),
      talk: try row.get("talk_s"), hold: try row.get("hold_s"), wrap: try row.get("wrap_s"),
      menu: try row.get("ivr_s"), isAnswered: try row.get("is_answered"),
      isAbandoned: try row.get("is_abandoned"),
      abandonedPosition: try row.get("abandoned_position"), transfer: try row.get("transfer"),
      transferTarget: try row.get("transfer_target"),
      disconnectedBy: try row.get("disconnected_by"), recording: try row.get("recording"))
  }
}

extension Message {
  /// The messages of a conversation in their order, without those the source took back.
  public static func all(
    of conversation: Conversation.ID, scope: Scope, in db: any Connection
  ) throws -> [Message] {
    try db.rows(
      """
      SELECT \(SQL(columns)) FROM message
      WHERE workspace_id = \(scope) AND conversation_id = \(conversation)
        AND removed_at IS NULL
      ORDER BY position, id
      """
    ).map(Message.init)
  }

  /// The messages of several conversations, each in order.
  public static func all(
    of ids: [Conversation.ID], scope: Scope, in db: any Connection
  ) throws -> [Conversation.ID: [Message]] {
    guard !ids.isEmpty else { return [:] }
    var messages: [Conversation.ID: [Message]] = [:]
    try db.forEachRow(
      """
      WITH k (key) AS (\(rows: ids))
      SELECT m.* FROM k CROSS JOIN message m
      WHERE m.workspace_id = \(scope) AND m.conversation_id = k.key AND m.removed_at IS NULL
      ORDER BY m.conversation_id, m.position, m.id
      """
    ) { row in
      messages[try row.get("conversation_id"), default: []].append(try Message(row))
    }
    return messages
  }

  private init(_ row: Row) throws {
    let attachments: String? = try row.get("attachments")
    self.init(
      id: try row.get("id"), position: try row.get("position"),
      externalID: try row.get("external_id"), at: try row.get("at"),
      author: try row.get("author"), person: try row.get("person_id"),
      role: try row.get("role"), visibility: try row.get("visibility"),
      kind: try row.get("kind"), text: try row.get("text"),
      attachments: attachments.flatMap {
        try? JSONDecoder().decode([AttachmentRecord].self, from: Data($0.utf8))
      } ?? [], inReplyTo: try row.get("in_reply_to"), offset: try row.get("offset_ms"),
      duration: try row.get("duration_ms"))
  }
}
