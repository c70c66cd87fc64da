public import Kernel
internal import Storage
internal import Web

extension Conversation {
  /// A conversation with everything that hangs on it, as the store holds it.
  public struct Whole: Hashable, Sendable, Codable {
    public internal(set) var conversation: Conversation
    public internal(set) var messages: [Message] = []
    public internal(set) var calls: [Call] = []
    public internal(set) var surveys: [Survey] = []
    public internal(set) var participants: [Participant] = []
    public internal(set) var tags: [Tag.ID] = []
    public internal(set) var custom: [CustomField] = []
    public internal(set) var durations: [DurationRecord] = []

    init(_ conversation: Conversation) {
      self.conversation = conversation
    }
  }
}

extension Conversation.Whole {
  /// Counts what the list and the samples need to know without reading the messages.
  ///
  /// Credit goes to the agent with most public messages (the first of them among equals), so
  /// that a review of the whole conversation concerns who did most of the talking.
  mutating func tally(owner: Actor.ID?, identities: [(person: Actor.ID, identity: String)]) {
    var present: [Participant] = []
    var replies = 0
    var spoken = 0
    func place(of person: Actor.ID) -> Int {
      if let place = present.firstIndex(where: { $0.person == person }) { return place }
      let identity = identities.first { $0.person == person }?.identity
      present.append(
        Participant(person: person, identity: identity, publicCount: 0, internalCount: 0))
      return present.count - 1
    }
    for message in messages where message.kind != .event {
      spoken += 1
      guard message.role == .agent else { continue }
      if message.visibility == .public { replies += 1 }
      guard let person = message.person else { continue }
      if message.visibility == .public {
        present[place(of: person)].publicCount += 1
      } else {
        present[place(of: person)].internalCount += 1
      }
    }
    for person in identities.map(\.person).sorted() { _ = place(of: person) }
    if let owner { _ = place(of: owner) }
    participants = present
    let most = participants.map(\.publicCount).max() ?? 0
    let talker = most > 0 ? participants.first { $0.publicCount == most }?.person : nil
    conversation.messageCount = spoken
    conversation.agentMessageCount = replies
    conversation.credited = talker ?? owner
    conversation.agent = owner ?? talker
    let answers = surveys.filter { $0.kind == .csat && $0.normalised != nil }
    let newest = answers.max {
      ($0.answeredAt?.milliseconds ?? 0) < ($1.answeredAt?.milliseconds ?? 0)
    }
    conversation.csat = newest?.normalised ?? conversation.csat
  }

  /// What search knows it by: see ``TextIndex/line(of:limit:)``.
  var terms: String {
    TextIndex.line(
      of: Conversation.searchTexts(
        externalID: conversation.externalID, subject: conversation.subject,
        messages.map(\.text)))
  }

  /// What a part of a conversation adds to what was known; what it does not mention stays.
  ///
  /// A part whose messages and calls are all here, and which names no time of change, was read
  /// before: it says nothing newer than what other parts have said since.
  func adding(_ part: Conversation.Whole, _ record: ConversationRecord) -> Conversation.Whole {
    if record.updatedAt == nil, isRepeated(part) { return self }
    var result = self
    result.conversation.add(part.conversation, record)
    result.messages = Self.merged(messages, part.messages)
    for call in part.calls where !calls.contains(where: { $0.isSame(as: call) }) {
      result.calls.append(call)
    }
    for index in result.calls.indices { result.calls[index].position = index }
    for survey in part.surveys {
      result.surveys.removeAll { $0.externalID == survey.externalID }
      result.surveys.append(survey)
    }
    result.tags += part.tags.filter { !tags.contains($0) }
    for field in part.custom {
      result.custom.removeAll { $0.name == field.name }
      result.custom.append(field)
    }
    for duration in part.durations {
      result.durations.removeAll { $0.name == duration.name && $0.clock == duration.clock }
      result.durations.append(duration)
    }
    return result
  }

  private func isRepeated(_ part: Conversation.Whole) -> Bool {
    guard part.surveys.isEmpty, !part.messages.isEmpty || !part.calls.isEmpty else { return false }
    return part.calls.allSatisfy { call in calls.contains { $0.isSame(as: call) } }
      && Self.merged(messages, part.messages).count == messages.count
  }

  /// Known messages and the new ones among the others, in the order of their times.
  private static func merged(_ known: [Message], _ others: [Message]) -> [Message] {
    var keys = Set(known.compactMap(\.externalID))
    var texts = Set(known.map(\.fingerprint))
    var result = known
    for message in others {
      let isNew =
        if let key = message.externalID { keys.insert(key).inserted } else {
          texts.insert(message.fingerprint).inserted
        }
      if isNew { result.append(message) }
    }
    guard result.count > known.count else { return known }
    var latest = Int64.min
    let keyed = result.enumerated().map { index, message in
      let time = message.at?.milliseconds ?? latest
      latest = time
      return (time, index)
    }
    let order = keyed.sorted { $0 < $1 }.map(\.1)
    return order.enumerated().map { position, index in
      var message = result[index]
      message.position = position
      return message
    }
  }
}

extension Conversation {
  /// Takes over what a part says and keeps what it does not say.
  fileprivate mutating func add(_ part: Conversation, _ record: ConversationRecord) {
    externalURL = part.externalURL ?? externalURL
    channel = record.channel ?? channel
    subject = part.subject ?? subject
    status = record.status ?? status
    if record.openedAt != nil, part.openedAt < openedAt {
      openedAt = part.openedAt
      openedDay = part.openedDay
    }
    firstReplyAt = [firstReplyAt, part.firstReplyAt].compactMap(\.self).min()
    firstResolvedAt = part.firstResolvedAt ?? firstResolvedAt
    lastResolvedAt = part.lastResolvedAt ?? lastResolvedAt
    closedAt = part.closedAt ?? closedAt
    reopenCount = max(reopenCount, part.reopenCount)
    agent = part.agent ?? agent
    queue = part.queue ?? queue
    customer = part.customer ?? customer
    language = part.language ?? language
    reason = part.reason ?? reason
    sourceZone = part.sourceZone ?? sourceZone
    sourceUpdatedAt = part.sourceUpdatedAt ?? sourceUpdatedAt
    importRun = part.importRun
    storedAt = part.storedAt
    deletedAt = nil
  }
}

extension Message {
  /// What makes a message without a key of its own the same message again.
  var fingerprint: Fingerprint { Fingerprint(at: at, role: role, text: text) }

  struct Fingerprint: Hashable {
    let at: Instant?
    let role: MessageRole
    let text: String
  }
}

extension Call {
  /// Whether two records tell of one call.
  fileprivate func isSame(as other: Call) -> Bool {
    if let externalID { return externalID == other.externalID }
    return startedAt == other.startedAt && caller == other.caller && callee == other.callee
  }
}
