internal import Foundation
internal import Kernel
internal import Storage

/// The rows of new conversations, gathered by table and written together.
struct Sheet {
  private let scope: Scope
  private var conversations = Rows("conversation", Conversation.columns)
  private var messages = Rows("message", Message.columns)
  private var calls = Rows("call", Call.columns)
  private var participants = Rows(
    "conversation_agent",
    "workspace_id, conversation_id, person_id, identity, public_count, internal_count")
  private var tags = Rows(
    "conversation_tag", "workspace_id, tag_id, opened_at, conversation_id")
  private var custom = Rows(
    "custom_field", "workspace_id, conversation_id, name, value")
  private var durations = Rows(
    "conversation_duration", "workspace_id, conversation_id, name, clock, seconds")
  private var surveys: [Survey] = []
  private var texts: [(id: Int64, terms: [String])] = []

  init(scope: Scope) {
    self.scope = scope
  }

  mutating func add(_ whole: Conversation.Whole, terms: [String]) {
    addHead(whole.conversation)
    addParts(of: whole)
    for message in whole.messages { add(message, of: whole.conversation.id) }
    surveys += whole.surveys
    texts.append((whole.conversation.id.rawValue, terms))
  }

  /// Everything but the conversation itself, its messages, surveys and text.
  mutating func addParts(of whole: Conversation.Whole) {
    let workspace = scope.workspace
    let id = whole.conversation.id
    for call in whole.calls { add(call, of: id) }
    for one in whole.participants {
      participants.add(
        workspace, id, one.person, one.identity, one.publicCount, one.internalCount)
    }
    for tag in whole.tags { tags.add(workspace, tag, whole.conversation.openedAt, id) }
    for field in whole.custom { custom.add(workspace, id, field.name, field.value) }
    for one in whole.durations {
      durations.add(workspace, id, one.name, one.clock.rawValue, one.seconds)
    }
  }

  private mutating func addHead(_ one: Conversation) {
    conversations.add(
      scope.workspace, one.id, one.source, one.externalID, one.externalURL, one.channel,
      one.subject, one.status, one.openedAt, one.openedDay, one.firstReplyAt,
      one.firstResolvedAt, one.lastResolvedAt, one.closedAt, one.reopenCount, one.agent,
      one.credited, one.team, one.queue, one.customer, one.language, one.reason,
      one.messageCount, one.agentMessageCount, one.csat, one.sourceZone, one.sourceUpdatedAt,
      one.contentHash, one.importRun, one.storedAt, one.deletedAt)
  }

  mutating func add(_ message: Message, of conversation: Conversation.ID) {
    messages.add(
      scope.workspace, message.id, conversation, message.position, message.externalID,
      message.at, message.author, message.person, message.role, message.visibility,
      message.kind, message.text, message.attachmentsJSON, message.inReplyTo, message.offset,
      message.duration, nil as Instant?)
  }

  private mutating func add(_ call: Call, of conversation: Conversation.ID) {
    calls.add(
      scope.workspace, call.id, conversation, call.position, call.externalID, call.startedAt,
      call.direction, call.caller, call.callee, call.wait, call.ring, call.talk, call.hold,
      call.wrap, call.menu, call.isAnswered, call.isAbandoned, call.abandonedPosition,
      call.transfer, call.transferTarget, call.disconnectedBy, call.recording)
  }

  func write(in db: any Connection) throws {
    try conversations.insert(in: db)
    try messages.insert(in: db)
    try calls.insert(in: db)
    try participants.insert(in: db)
    try tags.insert(in: db)
    try custom.insert(in: db)
    try durations.insert(in: db)
    for survey in surveys { try survey.save(scope, in: db) }
    try Conversation.text.insert(texts, scope: scope, in: db)
  }
}

extension Conversation {
  static let columns: StaticName = """
    workspace_id, id, source, external_id, external_url, channel, subject, status, opened_at, \
    opened_day, first_reply_at, first_resolved_at, last_resolved_at, closed_at, reopen_count, \
    agent_id, credited_id, team_id, queue_id, customer_id, language, reason, message_count, \
    agent_message_count, csat, source_zone, source_updated_at, content_hash, import_run_id, \
    stored_at, deleted_at
    """
}

extension Message {
  static let columns: StaticName = """
    workspace_id, id, conversation_id, position, external_id, at, author, person_id, role, \
    visibility, kind, text, attachments, in_reply_to, offset_ms, duration_ms, removed_at
    """

  var attachmentsJSON: String? {
    guard !attachments.isEmpty else { return nil }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return (try? encoder.encode(attachments)).map { String(decoding: $0, as: UTF8.self) }
  }
}

extension Call {
  static let columns: StaticName = """
    workspace_id, id, conversation_id, position, external_id, started_at, direction, caller, \
    callee, wait_s, ring_s, talk_s, hold_s, wrap_s, ivr_s, is_answered, is_abandoned, \
    abandoned_position, transfer, transfer_target, disconnected_by, recording
    """
}
