/// A place of the neutral model that a column can fill.
public enum Field: String, Hashable, Sendable, CaseIterable {
  case conversationID = "conversation.external_id"
  case conversationURL = "conversation.external_url"
  case channel = "conversation.channel"
  case subject = "conversation.subject"
  case status = "conversation.status"
  case openedAt = "conversation.opened_at"
  case firstReplyAt = "conversation.first_reply_at"
  case firstResolvedAt = "conversation.first_resolved_at"
  case lastResolvedAt = "conversation.last_resolved_at"
  case closedAt = "conversation.closed_at"
  case updatedAt = "conversation.updated_at"
  case reopenCount = "conversation.reopen_count"
  case tags = "conversation.tags"
  case language = "conversation.language"
  case queueName = "queue.name"
  case queueID = "queue.external_id"
  /// Whatever names the agent: a key, a mail address, or `Name (mail)`.
  case agent = "agent"
  case agentID = "agent.external_id"
  case agentName = "agent.name"
  case agentEmail = "agent.email"
  case customer = "customer"
  case customerID = "customer.external_id"
  case customerName = "customer.name"
  case customerEmail = "customer.email"
  case customerPhone = "customer.phone"
  case messageID = "message.external_id"
  case messageTime = "message.time"
  case messageRole = "message.role"
  case messageVisibility = "message.visibility"
  case messageKind = "message.kind"
  case messageAuthor = "message.author"
  case messageText = "message.text"
  case messageReply = "message.in_reply_to"
  case callID = "call.external_id"
  case callStartedAt = "call.started_at"
  case callAnsweredAt = "call.answered_at"
  case callEndedAt = "call.ended_at"
  case callDirection = "call.direction"
  case callFrom = "call.from"
  case callTo = "call.to"
  case callWait = "call.wait_s"
  case callRing = "call.ring_s"
  case callTalk = "call.talk_s"
  case callHold = "call.hold_s"
  case callWrap = "call.wrap_s"
  case callMenu = "call.ivr_s"
  case callAnswered = "call.answered"
  case callAbandoned = "call.abandoned"
  case callTransfer = "call.transferred"
  case callTransferTarget = "call.transfer_target"
  case callEnding = "call.disconnected_by"
  case callRecording = "call.recording_ref"
  case surveyID = "survey.external_id"
  case surveyKind = "survey.kind"
  case surveyScore = "survey.score"
  case surveyMinimum = "survey.scale_min"
  case surveyMaximum = "survey.scale_max"
  case surveyComment = "survey.comment"
  case surveyReason = "survey.reason"
  case surveyOfferedAt = "survey.offered_at"
  case surveyAnsweredAt = "survey.answered_at"

  /// What stands in a cell of the field.
  enum Content {
    case text, date, number, wholeNumber, duration, truth
  }

  var content: Content {
    switch self {
    case .openedAt, .firstReplyAt, .firstResolvedAt, .lastResolvedAt, .closedAt, .updatedAt,
      .messageTime, .callStartedAt, .callAnsweredAt, .callEndedAt, .surveyOfferedAt,
      .surveyAnsweredAt:
      .date
    case .callWait, .callRing, .callTalk, .callHold, .callWrap, .callMenu: .duration
    case .surveyScore, .surveyMinimum, .surveyMaximum: .number
    case .reopenCount: .wholeNumber
    case .callAnswered, .callAbandoned: .truth
    default: .text
    }
  }

  /// The noun in front of the point.
  public var noun: String {
    String(rawValue.prefix { $0 != "." })
  }
}

/// What one row of a table tells.
public enum RowKind: String, Hashable, Sendable, CaseIterable {
  case conversation, message, survey, call, agent, queue

  /// The fields such a row can fill.
  public var fields: [Field] {
    Field.allCases.filter { field in
      if self == .agent || self == .queue { return field.noun == rawValue }
      return switch field.noun {
      case "message": self == .message || (self == .conversation && field.isFirstMessage)
      case "call": self == .call
      case "survey": self == .survey
      default: self != .survey || field == .conversationID || !field.isOfConversation
      }
    }
  }

  /// The fields without which such a row says nothing; one of each group must be there.
  public var required: [[Field]] {
    switch self {
    case .conversation: [[.conversationID], [.openedAt]]
    case .message: [[.conversationID], [.messageText]]
    case .survey: [[.surveyScore, .surveyOfferedAt]]
    case .call: [[.callID, .conversationID], [.callStartedAt, .openedAt]]
    case .agent: [[.agentID, .agentEmail, .agent]]
    case .queue: [[.queueID, .queueName]]
    }
  }
}

extension Field {
  fileprivate var isFirstMessage: Bool { self == .messageText || self == .messageRole }
  fileprivate var isOfConversation: Bool { noun == "conversation" || noun == "queue" }
}
