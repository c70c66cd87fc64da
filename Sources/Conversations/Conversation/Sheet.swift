internal import Foundation
internal import Kernel
internal import Storage

/// The rows of new conversations, gathered by table and written together.
///
/// A customer may be named by a number for now: see ``Batch/pending(_:)``.
struct Sheet: Sendable {
  private let scope: Scope
  private var conversations = Batch("conversation", Conversation.columns)
  private var messages = Batch("message", Message.columns)
  private var calls = Batch("call", Call.columns)
  private var participants = Batch(
    "conversation_agent",
    "workspace_id, conversation_id, person_id, identity, public_count, internal_count")
  private var tags = Batch(
    "conversation_tag", "workspace_id, tag_id, opened_at, conversation_id")
  private var custom = Batch(
    "custom_field", "workspace_id, conversation_id, name, value")
  private var durations = Batch(
    "conversation_duration", "workspace_id, conversation_id, name, clock, seconds")
  private var surveys: [Survey] = []
  private var texts = Conversation.text.batch

  /// An empty sheet with room for as many conversations of the usual length as will come.
  init(scope: Scope, conversations count: Int = 0) {
    self.scope = scope
    guard count > 0 else { return }
    conversations.reserve(rows: count, bytesEach: 96)
    messages.reserve(rows: 4 * count, bytesEach: 224)
    participants.reserve(rows: count, bytesEach: 32)
    tags.reserve(rows: count, bytesEach: 0)
    texts.reserve(rows: count, bytesEach: 512)
  }

  var messageCount: Int { messages.count }

  mutating func add(_ whole: Conversation.Whole, terms: String) {
    add(whole.conversation)
    addParts(of: whole)
    for message in whole.messages { add(message, of: whole.conversation.id) }
    surveys += whole.surveys
    texts.add(scope.workspace)
    texts.add(whole.conversation.id)
    texts.add(terms)
  }

  /// Everything but the conversation itself, its messages, surveys and text.
  mutating func addParts(of whole: Conversation.Whole) {
    let id = whole.conversation.id
    for call in whole.calls { add(call, of: id) }
    for one in whole.participants {
      participants.add(scope.workspace)
      participants.add(id)
      participants.add(one.person)
      participants.add(one.identity)
      participants.add(one.publicCount)
      participants.add(one.internalCount)
    }
    for tag in whole.tags {
      tags.add(scope.workspace)
      tags.add(tag)
      tags.add(whole.conversation.openedAt)
      tags.add(id)
    }
    for field in whole.custom {
      custom.add(scope.workspace)
      custom.add(id)
      custom.add(field.name)
      custom.add(field.value)
    }
    for one in whole.durations {
      durations.add(scope.workspace)
      durations.add(id)
      durations.add(one.name)
      durations.add(one.clock)
      durations.add(one.seconds)
    }
  }

  private mutating func add(_ one: Conversation) {
    conversations.add(scope.workspace)
    conversations.add(one.id)
    conversations.add(one.source)
    conversations.add(one.externalID)
    conversations.add(one.externalURL)
    conversations.add(one.channel)
    conversations.add(one.subject)
    conversations.add(one.status)
    conversations.add(one.openedAt)
    conversations.add(one.openedDay)
    conversations.add(one.firstReplyAt)
    conversations.add(one.firstResolvedAt)
    conversations.add(one.lastResolvedAt)
    conversations.add(one.closedAt)
    conversations.add(one.reopenCount)
    conversations.add(one.agent)
    conversations.add(one.credited)
    conversations.add(one.team)
    conversations.add(one.queue)
    conversations.add(one.customer)
    conversations.add(one.language)
    conversations.add(one.reason)
    conversations.add(one.messageCount)
    conversations.add(one.agentMessageCount)
    conversations.add(one.csat)
    conversations.add(one.sourceZone)
    conversations.add(one.sourceUpdatedAt)
    conversations.add(one.contentHash)
    conversations.add(one.importRun)
    conversations.add(one.storedAt)
    conversations.add(one.deletedAt)
  }

  mutating func add(_ message: Message, of conversation: Conversation.ID) {
    messages.add(scope.workspace)
    messages.add(message.id)
    messages.add(conversation)
    messages.add(message.position)
    messages.add(message.externalID)
    messages.add(message.at)
    messages.add(message.author)
    messages.add(message.person)
    messages.add(message.role)
    messages.add(message.visibility)
    messages.add(message.kind)
    messages.add(message.text)
    messages.add(message.attachmentsJSON)
    messages.add(message.inReplyTo)
    messages.add(message.offset)
    messages.add(message.duration)
    messages.addNull()
  }

  private mutating func add(_ call: Call, of conversation: Conversation.ID) {
    calls.add(scope.workspace)
    calls.add(call.id)
    calls.add(conversation)
    calls.add(call.position)
    calls.add(call.externalID)
    calls.add(call.startedAt)
    calls.add(call.direction)
    calls.add(call.caller)
    calls.add(call.callee)
    calls.add(call.wait)
    calls.add(call.ring)
    calls.add(call.talk)
    calls.add(call.hold)
    calls.add(call.wrap)
    calls.add(call.menu)
    calls.add(call.isAnswered)
    calls.add(call.isAbandoned)
    calls.add(call.abandonedPosition)
    calls.add(call.transfer)
    calls.add(call.transferTarget)
    calls.add(call.disconnectedBy)
    calls.add(call.recording)
  }

  /// Writes all rows; the customers in the order of their numbers.
  func write(customers: [Customer.ID] = [], in db: any Connection) throws {
    try db.insert(conversations, keys: customers.map(\.rawValue))
    for batch in [messages, calls, participants, tags, custom, durations, texts] {
      try db.insert(batch)
    }
    try Survey.insert(
      surveys.map { survey in
        var survey = survey
        survey.customer = survey.customer.flatMap { Self.settled($0, customers) }
        return survey
      }, scope: scope, in: db)
  }

  static func settled(_ key: Customer.ID, _ customers: [Customer.ID]) -> Customer.ID? {
    guard key.rawValue < 0 else { return key }
    let number = Int(~key.rawValue)
    return customers.indices.contains(number) ? customers[number] : nil
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
