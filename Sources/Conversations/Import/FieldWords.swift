internal import Web

/// What the fields of the neutral model are called on pages.
enum FieldWords {
  static func name(_ field: Field, _ text: Text) -> String {
    switch field.noun {
    case "conversation", "queue": conversation(field, text)
    case "agent", "customer": person(field, text)
    case "message": message(field, text)
    case "call": call(field, text)
    default: survey(field, text)
    }
  }

  private static func conversation(_ field: Field, _ text: Text) -> String {
    switch field {
    case .conversationID: text("import.field.conversationID")
    case .conversationURL: text("import.field.conversationURL")
    case .channel: text("import.field.channel")
    case .subject: text("import.field.subject")
    case .status: text("import.field.status")
    case .openedAt: text("import.field.openedAt")
    case .firstReplyAt: text("import.field.firstReplyAt")
    case .firstResolvedAt: text("import.field.firstResolvedAt")
    case .lastResolvedAt: text("import.field.lastResolvedAt")
    case .closedAt: text("import.field.closedAt")
    case .updatedAt: text("import.field.updatedAt")
    case .reopenCount: text("import.field.reopenCount")
    case .tags: text("import.field.tags")
    case .language: text("import.field.language")
    case .queueName: text("import.field.queueName")
    default: text("import.field.queueID")
    }
  }

  private static func person(_ field: Field, _ text: Text) -> String {
    switch field {
    case .agent: text("import.field.agent")
    case .agentID: text("import.field.agentID")
    case .agentName: text("import.field.agentName")
    case .agentEmail: text("import.field.agentEmail")
    case .customer: text("import.field.customer")
    case .customerID: text("import.field.customerID")
    case .customerName: text("import.field.customerName")
    case .customerEmail: text("import.field.customerEmail")
    default: text("import.field.customerPhone")
    }
  }

  private static func message(_ field: Field, _ text: Text) -> String {
    switch field {
    case .messageID: text("import.field.messageID")
    case .messageTime: text("import.field.messageTime")
    case .messageRole: text("import.field.messageRole")
    case .messageVisibility: text("import.field.messageVisibility")
    case .messageKind: text("import.field.messageKind")
    case .messageAuthor: text("import.field.messageAuthor")
    case .messageReply: text("import.field.messageReply")
    default: text("import.field.messageText")
    }
  }

  private static func call(_ field: Field, _ text: Text) -> String {
    switch field {
    case .callID: text("import.field.callID")
    case .callStartedAt: text("import.field.callStartedAt")
    case .callAnsweredAt: text("import.field.callAnsweredAt")
    case .callEndedAt: text("import.field.callEndedAt")
    case .callDirection: text("import.field.callDirection")
    case .callFrom: text("import.field.callFrom")
    case .callTo: text("import.field.callTo")
    case .callWait: text("import.field.callWait")
    case .callRing: text("import.field.callRing")
    case .callTalk: text("import.field.callTalk")
    case .callHold: text("import.field.callHold")
    case .callWrap: text("import.field.callWrap")
    case .callMenu: text("import.field.callMenu")
    case .callAnswered: text("import.field.callAnswered")
    case .callAbandoned: text("import.field.callAbandoned")
    case .callTransfer: text("import.field.callTransfer")
    case .callTransferTarget: text("import.field.callTransferTarget")
    case .callEnding: text("import.field.callEnding")
    default: text("import.field.callRecording")
    }
  }

  private static func survey(_ field: Field, _ text: Text) -> String {
    switch field {
    case .surveyID: text("import.field.surveyID")
    case .surveyKind: text("import.field.surveyKind")
    case .surveyScore: text("import.field.surveyScore")
    case .surveyMinimum: text("import.field.surveyMinimum")
    case .surveyMaximum: text("import.field.surveyMaximum")
    case .surveyComment: text("import.field.surveyComment")
    case .surveyReason: text("import.field.surveyReason")
    case .surveyOfferedAt: text("import.field.surveyOfferedAt")
    default: text("import.field.surveyAnsweredAt")
    }
  }
}
