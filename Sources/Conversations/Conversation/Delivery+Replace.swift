internal import Kernel
internal import Storage

extension Delivery {
  /// Writes one version of a conversation over another; only what differs is touched.
  func replace(
    _ old: Conversation.Whole, with new: Conversation.Whole, in db: any Connection
  ) throws {
    try write(new.conversation, in: db)
    try replaceMessages(old, with: new, in: db)
    try replaceParts(old, with: new, in: db)
    let kept = Set(new.surveys.map(\.id))
    for survey in old.surveys where !kept.contains(survey.id) {
      try db.execute(
        "DELETE FROM survey_response WHERE workspace_id = \(scope) AND id = \(survey.id)")
    }
    for survey in new.surveys where !old.surveys.contains(survey) {
      try survey.save(scope, in: db)
    }
    try replaceText(old, with: new, in: db)
  }

  private func write(_ one: Conversation, in db: any Connection) throws {
    try db.execute(
      """
      UPDATE conversation SET
        external_url = \(one.externalURL), channel = \(one.channel), subject = \(one.subject),
        status = \(one.status), opened_at = \(one.openedAt), opened_day = \(one.openedDay),
        first_reply_at = \(one.firstReplyAt), first_resolved_at = \(one.firstResolvedAt),
        last_resolved_at = \(one.lastResolvedAt), closed_at = \(one.closedAt),
        reopen_count = \(one.reopenCount), agent_id = \(one.agent),
        credited_id = \(one.credited), team_id = \(one.team), queue_id = \(one.queue),
        customer_id = \(one.customer), language = \(one.language), reason = \(one.reason),
        message_count = \(one.messageCount), agent_message_count = \(one.agentMessageCount),
        csat = \(one.csat), source_zone = \(one.sourceZone),
        source_updated_at = \(one.sourceUpdatedAt), content_hash = \(one.contentHash),
        import_run_id = \(one.importRun), stored_at = \(one.storedAt),
        deleted_at = \(one.deletedAt)
      WHERE workspace_id = \(scope) AND id = \(one.id)
      """)
  }

  /// Adds new messages, rewrites changed ones and hides those the source took back.
  ///
  /// A hidden message keeps its row, because a comment may point at it.
  private func replaceMessages(
    _ old: Conversation.Whole, with new: Conversation.Whole, in db: any Connection
  ) throws {
    let id = new.conversation.id
    let before = Dictionary(
      old.messages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let after = Set(new.messages.map(\.id))
    for message in old.messages where !after.contains(message.id) {
      try db.execute(
        """
        UPDATE message SET removed_at = \(world.now())
        WHERE workspace_id = \(scope) AND id = \(message.id)
        """)
    }
    var sheet = Sheet(scope: scope)
    for message in new.messages where before[message.id] != message {
      let isHidden = before[message.id] == nil
      let count = try db.execute(
        """
        UPDATE message SET
          position = \(message.position), external_id = \(message.externalID),
          at = \(message.at), author = \(message.author), person_id = \(message.person),
          role = \(message.role), visibility = \(message.visibility), kind = \(message.kind),
          text = \(message.text), attachments = \(message.attachmentsJSON),
          in_reply_to = \(message.inReplyTo), offset_ms = \(message.offset),
          duration_ms = \(message.duration), removed_at = \(Instant?.none)
        WHERE workspace_id = \(scope) AND id = \(message.id) AND conversation_id = \(id)
        """)
      if isHidden, count == 0 { sheet.add(message, of: id) }
    }
    try sheet.write(in: db)
  }

  /// Everything nobody points at is written anew when any of it differs.
  private func replaceParts(
    _ old: Conversation.Whole, with new: Conversation.Whole, in db: any Connection
  ) throws {
    let hasSameParts =
      old.calls == new.calls && old.participants == new.participants && old.tags == new.tags
      && old.custom == new.custom && old.durations == new.durations
      && old.conversation.openedAt == new.conversation.openedAt
    guard !hasSameParts else { return }
    let id = new.conversation.id
    try db.execute(
      "DELETE FROM call WHERE workspace_id = \(scope) AND conversation_id = \(id)")
    try db.execute(
      "DELETE FROM conversation_agent WHERE workspace_id = \(scope) AND conversation_id = \(id)")
    try db.execute(
      "DELETE FROM conversation_tag WHERE workspace_id = \(scope) AND conversation_id = \(id)")
    try db.execute(
      "DELETE FROM custom_field WHERE workspace_id = \(scope) AND conversation_id = \(id)")
    try db.execute(
      """
      DELETE FROM conversation_duration
      WHERE workspace_id = \(scope) AND conversation_id = \(id)
      """)
    var sheet = Sheet(scope: scope)
    sheet.addParts(of: new)
    try sheet.write(in: db)
  }

  /// The index forgets a text only by the very terms it was told.
  private func replaceText(
    _ old: Conversation.Whole, with new: Conversation.Whole, in db: any Connection
  ) throws {
    let id = new.conversation.id
    let wasFound = old.conversation.deletedAt == nil
    let isFound = new.conversation.deletedAt == nil
    let before = wasFound ? old.terms : ""
    let after = isFound ? new.terms : ""
    guard wasFound != isFound || before != after else { return }
    if wasFound { try Conversation.text.remove(id, scope: scope, terms: before, in: db) }
    if isFound { try Conversation.text.insert(id, scope: scope, terms: after, in: db) }
  }
}
