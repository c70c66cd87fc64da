internal import Kernel

/// The cells of one row, sorted into the neutral model.
struct RowCells {
  var conversation = ConversationRecord(externalID: "")
  private var agent = PartyRecord()
  private var customer = PartyRecord()
  private var queue = QueueRecord()
  private var message = MessageRecord(role: MessageRole(rawValue: "unknown"), text: "")
  private var hasText = false
  private var hasRole = false
  private var call = CallRecord()
  private var callAnsweredAt: Instant?
  private var callEndedAt: Instant?
  private var survey = SurveyRecord(kind: .csat, score: nil, scaleMinimum: 0, scaleMaximum: 0)
  private var minimum: Double?
  private var maximum: Double?

  init() {
    conversation.extent = .part
  }

  mutating func set(
    _ target: Mapping.Target, _ cell: String, _ moments: MomentReader, at column: String, row: Int
  ) throws {
    var text = cell
    if target.take == .lastSegment {
      text = text.split(separator: "/").last.map(String.init) ?? text
    }
    if let meaning = target.values[text] ?? target.values["*"] {
      text = meaning
      if text.isEmpty { return }
    }
    func refuse(_ expected: Expectation) -> Rejection {
      Rejection(row: row, field: column, expected: expected, found: cell)
    }
    switch target.field.content {
    case .text: set(target.field, text: text)
    case .date:
      if MomentReader.isNone(text) { return }
      guard let moment = moments.moment(text) else { throw refuse(.date) }
      set(target.field, moment: moment)
    case .number:
      guard let number = Quantity.number(text) else { throw refuse(.number) }
      set(target.field, number: number)
    case .wholeNumber:
      guard let number = Quantity.whole(text), number >= 0 else { throw refuse(.wholeNumber) }
      conversation.reopenCount = number
    case .duration:
      guard let seconds = Quantity.seconds(text), seconds >= 0 else { throw refuse(.duration) }
      set(target.field, number: target.take == .milliseconds ? seconds / 1000 : seconds)
    case .truth:
      guard let truth = Quantity.truth(text) else { throw refuse(.truth) }
      if target.field == .callAnswered { call.answered = truth } else { call.abandoned = truth }
    }
  }

  private mutating func set(_ field: Field, moment: Instant) {
    switch field {
    case .openedAt: conversation.openedAt = moment
    case .firstReplyAt: conversation.firstReplyAt = moment
    case .firstResolvedAt: conversation.firstResolvedAt = moment
    case .lastResolvedAt: conversation.lastResolvedAt = moment
    case .closedAt: conversation.closedAt = moment
    case .updatedAt: conversation.updatedAt = moment
    case .messageTime: message.time = moment
    case .callStartedAt: call.startedAt = moment
    case .callAnsweredAt: callAnsweredAt = moment
    case .callEndedAt: callEndedAt = moment
    case .surveyOfferedAt: survey.offeredAt = moment
    case .surveyAnsweredAt: survey.answeredAt = moment
    default: break
    }
  }

  private mutating func set(_ field: Field, number: Double) {
    switch field {
    case .callWait: call.wait = number
    case .callRing: call.ring = number
    case .callTalk: call.talk = number
    case .callHold: call.hold = number
    case .callWrap: call.wrap = number
    case .callMenu: call.ivr = number
    case .surveyScore: survey.score = number
    case .surveyMinimum: minimum = number
    case .surveyMaximum: maximum = number
    default: break
    }
  }

  private mutating func set(_ field: Field, text: String) {
    switch field {
    case .conversationID: conversation.externalID = text
    case .conversationURL: conversation.externalURL = text
    case .channel: conversation.channel = Channel(normalising: text)
    case .subject: conversation.subject = text
    case .status: conversation.status = ConversationStatus(normalising: text)
    case .tags: conversation.tags = Self.tags(text)
    case .language: conversation.language = text
    case .queueName: queue.name = text
    case .queueID: queue.externalID = text
    case .agent: agent.fill(from: PartyRecord(naming: text))
    case .agentID: agent.externalID = text
    case .agentName: agent.name = text
    case .agentEmail: agent.email = text
    case .customer: customer.fill(from: PartyRecord(naming: text))
    case .customerID: customer.externalID = text
    case .customerName: customer.name = text
    case .customerEmail: customer.email = text
    case .customerPhone: customer.phone = text
    default: setPart(field, text: text)
    }
  }

  private mutating func setPart(_ field: Field, text: String) {
    switch field {
    case .messageID: message.externalID = text
    case .messageRole:
      message.role = MessageRole(normalising: text)
      hasRole = true
    case .messageVisibility: message.visibility = MessageVisibility(normalising: text)
    case .messageKind: message.kind = MessageKind(normalising: text)
    case .messageAuthor: message.author = text
    case .messageText:
      message.text = text
      hasText = true
    case .messageReply: message.inReplyTo = text
    case .callID: call.externalID = text
    case .callDirection: call.direction = CallDirection(normalising: text)
    case .callFrom: call.from = text
    case .callTo: call.to = text
    case .callTransfer: call.transfer = CallTransfer(normalising: text)
    case .callTransferTarget: call.transferTarget = text
    case .callEnding: call.disconnectedBy = CallEnding(normalising: text)
    case .callRecording: call.recording = text
    case .surveyID: survey.externalID = text
    case .surveyKind: survey.kind = SurveyKind(normalising: text)
    case .surveyComment: survey.comment = text
    case .surveyReason: survey.reason = text
    default: break
    }
  }

  /// Tags as `a, b` or as the JSON list some exports write.
  private static func tags(_ text: String) -> [String] {
    if text.hasPrefix("["), case .list(let values)? = try? JSON.parse(Array(text.utf8)) {
      return values.compactMap(\.word).filter { !$0.isEmpty }
    }
    return text.split(whereSeparator: { ",;|".contains($0) }).map { String($0.trimmingBlanks) }
      .filter { !$0.isEmpty }
  }

  // MARK: The record

  mutating func record(_ rows: RowKind, row: Int, column: (Field) -> String) throws -> Record {
    func missing(_ field: Field, _ expected: Expectation) -> Rejection {
      Rejection(row: row, field: column(field), expected: expected, found: "")
    }
    let hasAgent = agent.identity != nil
    let hasCustomer = customer.identity != nil
    if rows == .agent {
      guard hasAgent else { throw missing(.agentID, .identity) }
      return .agent(agent)
    }
    if rows == .queue {
      guard queue.externalID != nil || queue.name != nil else {
        throw missing(.queueID, .identity)
      }
      return .queue(queue)
    }
    if rows == .survey {
      survey.conversation = conversation.externalID.isEmpty ? nil : conversation.externalID
      survey.agent = hasAgent ? agent : nil
      survey.customer = hasCustomer ? customer : nil
      return .survey(try finishedSurvey(row: row, column: column))
    }
    if rows == .call, conversation.externalID.isEmpty {
      conversation.externalID = call.externalID ?? ""
    }
    guard !conversation.externalID.isEmpty else {
      throw missing(rows == .call ? .callID : .conversationID, .identity)
    }
    conversation.customer = hasCustomer ? customer : nil
    if queue.externalID != nil || queue.name != nil { conversation.queue = queue }
    switch rows {
    case .conversation:
      guard conversation.openedAt != nil else { throw missing(.openedAt, .date) }
      if hasText {
        if !hasRole { message.role = .customer }
        message.externalID = "first"
        message.time = conversation.openedAt
        conversation.messages = [message]
      }
      conversation.agent = hasAgent ? agent : nil
    case .message:
      guard hasText || message.kind == .event || message.externalID != nil else {
        throw missing(.messageText, .text)
      }
      finishMessage(hasAgent: hasAgent, row: row)
    case .call:
      if conversation.channel == nil { conversation.channel = .call }
      finishCall()
      guard call.startedAt != nil else { throw missing(.callStartedAt, .date) }
      conversation.calls = [call]
      conversation.agent = hasAgent ? agent : nil
    case .survey, .agent, .queue: break
    }
    conversation.complete()
    return .conversation(conversation)
  }

  private mutating func finishMessage(hasAgent: Bool, row: Int) {
    if message.externalID == nil, message.time == nil { message.externalID = "row-\(row)" }
    if message.visibility == .internal, message.kind == .text { message.kind = .note }
    if hasAgent {
      // The agent of a message row is who wrote it, unless the customer did.
      conversation.agents = [agent]
      if message.role == .agent, message.author == nil { message.author = agent.identity }
    }
    if message.role == .customer, message.author == nil, customer.identity != nil {
      message.author = customer.identity
    }
    conversation.messages = [message]
  }

  private mutating func finishCall() {
    if call.startedAt == nil { call.startedAt = conversation.openedAt }
    if call.answered == nil, let ended = callEndedAt, ended.milliseconds > 0 {
      call.answered = callAnsweredAt != nil
      if call.abandoned == nil { call.abandoned = callAnsweredAt == nil }
    }
    if let answered = callAnsweredAt {
      if call.talk == nil, let ended = callEndedAt, ended >= answered {
        call.talk = ended.seconds(since: answered)
      }
      if call.wait == nil, let started = call.startedAt, answered >= started {
        call.wait = answered.seconds(since: started)
      }
    }
    if conversation.closedAt == nil { conversation.closedAt = callEndedAt }
  }

  private func finishedSurvey(row: Int, column: (Field) -> String) throws -> SurveyRecord {
    var survey = survey
    let scale = survey.kind.usualScale
    survey.scaleMinimum = minimum ?? scale.lowerBound
    survey.scaleMaximum = maximum ?? scale.upperBound
    if let score = survey.score {
      guard survey.scaleMaximum > survey.scaleMinimum,
        (survey.scaleMinimum...survey.scaleMaximum).contains(score)
      else {
        throw Rejection(
          row: row, field: column(.surveyScore), expected: .scoreInScale,
          found: score == score.rounded() && abs(score) < 1e15 ? "\(Int(score))" : "\(score)")
      }
    } else {
      // Asked and not answered: the time a source gives is the time of asking.
      survey.offeredAt = survey.offeredAt ?? survey.answeredAt
      survey.answeredAt = nil
    }
    guard survey.answeredAt != nil || survey.offeredAt != nil || survey.conversation != nil else {
      throw Rejection(
        row: row, field: column(.surveyAnsweredAt), expected: .date, found: "")
    }
    return survey
  }
}

extension PartyRecord {
  /// Takes over what is not known yet.
  mutating func fill(from other: PartyRecord) {
    externalID = externalID ?? other.externalID
    name = name ?? other.name
    email = email ?? other.email
    phone = phone ?? other.phone
  }
}
