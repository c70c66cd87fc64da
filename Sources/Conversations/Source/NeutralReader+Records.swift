import Kernel

extension Fields {
  /// The record of one conversation; one that names no time is refused where a time is needed.
  func conversation(needsTime: Bool = true) throws -> ConversationRecord {
    var record = ConversationRecord(externalID: "")
    for member in members where member.value != .null {
      let (name, value) = (member.name, member.value)
      switch name {
      case "external_id", "id": record.externalID = try text(name, value)
      case "external_url", "url": record.externalURL = try word(name, value)
      case "channel": record.channel = try term(name, value)
      case "subject": record.subject = try word(name, value)
      case "status": record.status = try term(name, value)
      case "opened_at", "created_at": record.openedAt = try instant(name, value)
      case "first_reply_at": record.firstReplyAt = try instant(name, value)
      case "first_resolved_at": record.firstResolvedAt = try instant(name, value)
      case "last_resolved_at": record.lastResolvedAt = try instant(name, value)
      case "closed_at": record.closedAt = try instant(name, value)
      case "updated_at": record.updatedAt = try instant(name, value)
      case "reopen_count": record.reopenCount = try whole(name, value)
      case "agent", "owner": record.agent = try party(name, value)
      case "agents": record.agents = try parties(name, value)
      case "customer": record.customer = try party(name, value)
      case "queue", "team", "group", "mailbox": record.queue = try queue(name, value)
      case "tags": record.tags = try words(name, value)
      case "language": record.language = try word(name, value)
      case "zone", "time_zone": record.zone = try word(name, value)
      case "durations": record.durations = try durations(name, value)
      case "messages", "events":
        record.messages += try list(name, value) { try $0.message() }
      case "call": record.calls.append(try inside(name, value) { try $0.call() })
      case "calls": record.calls += try list(name, value) { try $0.call() }
      case "survey", "survey_response":
        record.surveys.append(try inside(name, value) { try $0.survey() })
      case "surveys", "survey_responses":
        record.surveys += try list(name, value) { try $0.survey() }
      case "custom", "custom_fields", "raw": record.custom += custom(name, value)
      case "extent": record.extent = try text(name, value) == "part" ? .part : .whole
      case "type", "record", "object", "source": break
      default: record.custom.append(CustomField(name: name, value: plain(value)))
      }
    }
    guard !record.externalID.isEmpty else {
      throw problem("external_id", .identity, value(["external_id", "id"]))
    }
    record.complete()
    guard !needsTime || record.openedAt != nil || record.extent == .part else {
      throw problem("opened_at", .date, nil)
    }
    return record
  }

  /// A conversation of which only one piece is told.
  func part(_ fill: (inout ConversationRecord) throws -> Void) throws -> ConversationRecord {
    guard let value = value(Fields.conversationNames) else {
      throw problem("conversation", .identity, nil)
    }
    var record = ConversationRecord(externalID: try reference("conversation", value))
    record.extent = .part
    try fill(&record)
    record.complete()
    return record
  }

  private func reference(_ name: String, _ value: JSON) throws -> String {
    let inner =
      if case .object = value {
        try inside(name, value) { $0.value(["external_id", "id"]) ?? .text("") }
      } else {
        value
      }
    let text = try text(name, inner)
    guard !text.isEmpty else { throw problem(name, .identity, value) }
    return text
  }

  func message() throws -> MessageRecord {
    var record = MessageRecord(role: MessageRole(rawValue: "unknown"), text: "")
    var hasWords = false
    var hasRole = false
    for member in members where member.value != .null {
      let (name, value) = (member.name, member.value)
      switch name {
      case "external_id", "id": record.externalID = try word(name, value)
      case "time", "at", "created_at": record.time = try instant(name, value)
      case "role":
        if let role: MessageRole = try term(name, value) { record.role = role }
        hasRole = true
      case "visibility": record.visibility = try term(name, value) ?? .public
      case "kind": record.kind = try term(name, value) ?? .text
      case "author": record.author = try party(name, value)?.identity
      case "text", "body":
        record.text = try text(name, value)
        hasWords = true
      case "html":
        record.html = try word(name, value)
        hasWords = true
      case "attachments": record.attachments = try list(name, value) { try $0.attachment() }
      case "in_reply_to": record.inReplyTo = try word(name, value)
      case "offset_ms": record.offset = Int64(try whole(name, value))
      case "duration_ms": record.duration = Int64(try whole(name, value))
      default: break
      }
    }
    guard hasWords || record.kind == .event || !record.attachments.isEmpty else {
      throw problem("text", .text, nil)
    }
    if !hasRole { record.role = record.kind == .event ? .system : record.role }
    if record.kind == .note, value(["visibility"]) == nil { record.visibility = .internal }
    return record
  }

  func attachment() throws -> AttachmentRecord {
    var record = AttachmentRecord(name: "")
    for member in members where member.value != .null {
      let (name, value) = (member.name, member.value)
      switch name {
      case "name", "file_name": record.name = try text(name, value)
      case "type", "content_type": record.type = try word(name, value)
      case "size": record.size = Int64(try whole(name, value))
      case "url": record.url = try word(name, value)
      default: break
      }
    }
    return record
  }

  func call() throws -> CallRecord {
    var record = CallRecord()
    for member in members where member.value != .null {
      let (name, value) = (member.name, member.value)
      switch name {
      case "external_id", "id": record.externalID = try word(name, value)
      case "started_at", "time", "at": record.startedAt = try instant(name, value)
      case "direction": record.direction = try term(name, value)
      case "from": record.from = try word(name, value)
      case "to": record.to = try word(name, value)
      case "wait_s": record.wait = try seconds(name, value)
      case "ring_s": record.ring = try seconds(name, value)
      case "talk_s": record.talk = try seconds(name, value)
      case "hold_s": record.hold = try seconds(name, value)
      case "wrap_s": record.wrap = try seconds(name, value)
      case "ivr_s": record.ivr = try seconds(name, value)
      case "answered": record.answered = try truth(name, value)
      case "abandoned": record.abandoned = try truth(name, value)
      case "abandoned_at_position": record.abandonedPosition = try whole(name, value)
      case "transferred", "transfer": record.transfer = try term(name, value)
      case "transfer_target": record.transferTarget = try word(name, value)
      case "disconnected_by": record.disconnectedBy = try term(name, value)
      case "recording_ref", "recording": record.recording = try word(name, value)
      default: break
      }
    }
    return record
  }

  func survey() throws -> SurveyRecord {
    var record = SurveyRecord(kind: .csat, score: nil, scaleMinimum: 0, scaleMaximum: 0)
    var minimum: Double?
    var maximum: Double?
    for member in members where member.value != .null {
      let (name, value) = (member.name, member.value)
      switch name {
      case "external_id", "id": record.externalID = try word(name, value)
      case "kind", "survey_kind", "survey kind": record.kind = try term(name, value) ?? .custom
      case "score", "raw_score", "raw score": record.score = try number(name, value)
      case "scale_min", "min", "scale_minimum": minimum = try number(name, value)
      case "scale_max", "max", "scale_maximum": maximum = try number(name, value)
      case "comment": record.comment = try word(name, value)
      case "reason": record.reason = try word(name, value)
      case "offered_at": record.offeredAt = try instant(name, value)
      case "answered_at", "time", "at": record.answeredAt = try instant(name, value)
      case "conversation", "conversation_id", "conversation_external_id":
        record.conversation = try reference(name, value)
      case "agent": record.agent = try party(name, value)
      case "customer": record.customer = try party(name, value)
      default: break
      }
    }
    let scale = record.kind.usualScale
    record.scaleMinimum = minimum ?? scale.lowerBound
    record.scaleMaximum = maximum ?? scale.upperBound
    guard record.scaleMaximum > record.scaleMinimum,
      record.score.map({ $0 >= record.scaleMinimum && $0 <= record.scaleMaximum }) ?? true
    else { throw problem("score", .scoreInScale, value(["score", "raw_score", "raw score"])) }
    return record
  }

  func agentState() throws -> AgentStateRecord {
    guard let agent = try value(["agent"]).flatMap({ try party("agent", $0) }) else {
      throw problem("agent", .identity, nil)
    }
    guard let state: AgentState = try value(["state"]).flatMap({ try term("state", $0) }) else {
      throw problem("state", .value, nil)
    }
    guard let at = try value(["at", "time"]).map({ try instant("at", $0) }) else {
      throw problem("at", .date, nil)
    }
    var record = AgentStateRecord(agent: agent, state: state, at: at)
    record.queue = try value(["queue"]).flatMap { try queue("queue", $0) }
    record.reason = try value(["reason"]).flatMap { try word("reason", $0) }
    return record
  }

  // MARK: People and lists

  /// A party by an object, or by one text that is a mail address or a key.
  func party(_ name: String, _ value: JSON) throws -> PartyRecord? {
    if case .object = value { return try inside(name, value) { try $0.party() } }
    guard let word = try word(name, value) else { return nil }
    return PartyRecord(naming: word)
  }

  func party() throws -> PartyRecord {
    var record = PartyRecord()
    for member in members where member.value != .null {
      let (name, value) = (member.name, member.value)
      switch name {
      case "external_id", "id": record.externalID = try word(name, value)
      case "name": record.name = try word(name, value)
      case "email", "mail": record.email = try word(name, value)
      case "phone": record.phone = try word(name, value)
      default: break
      }
    }
    guard record.identity != nil else { throw problem("external_id", .identity, nil) }
    return record
  }

  private func parties(_ name: String, _ value: JSON) throws -> [PartyRecord] {
    guard case .list(let values) = value else { throw problem(name, .list, value) }
    return try values.enumerated().compactMap { index, value in
      try party("\(name)[\(index)]", value)
    }
  }

  func queue(_ name: String, _ value: JSON) throws -> QueueRecord? {
    if case .object = value { return try inside(name, value) { try $0.queue() } }
    return try word(name, value).map { QueueRecord(name: $0) }
  }

  func queue() throws -> QueueRecord {
    let record = QueueRecord(
      externalID: try value(["external_id", "id"]).flatMap { try word("external_id", $0) },
      name: try value(["name"]).flatMap { try word("name", $0) })
    guard record.externalID != nil || record.name != nil else {
      throw problem("name", .identity, nil)
    }
    return record
  }

  private func words(_ name: String, _ value: JSON) throws -> [String] {
    guard case .list(let values) = value else {
      return try text(name, value).split(separator: ",").map {
        String($0.trimmingBlanks)
      }.filter { !$0.isEmpty }
    }
    return try values.enumerated().compactMap { index, value in
      try word("\(name)[\(index)]", value)
    }
  }

  private func durations(_ name: String, _ value: JSON) throws -> [DurationRecord] {
    try list(name, value) { fields in
      DurationRecord(
        name: try fields.value(["name"]).map { try fields.text("name", $0) } ?? "",
        clock: try fields.value(["clock"]).map { try fields.text("clock", $0) } == "business"
          ? .business : .calendar,
        seconds: try fields.value(["seconds"]).map { try fields.seconds("seconds", $0) } ?? 0)
    }
  }

  private func custom(_ name: String, _ value: JSON) -> [CustomField] {
    guard case .object(let members) = value else {
      return [CustomField(name: name, value: plain(value))]
    }
    return members.map { CustomField(name: $0.name, value: plain($0.value)) }
  }

  private func plain(_ value: JSON) -> String {
    if case .text(let text) = value { text } else { value.compact }
  }
}

extension PartyRecord {
  /// A party by the one text a source gives: a mail address, `Name (mail)`, or a key.
  init(naming text: String) {
    let text = String(text.trimmingBlanks)
    if let open = text.lastIndex(where: { $0 == "(" || $0 == "<" }),
      let last = text.last, last == ")" || last == ">"
    {
      let address = text[text.index(after: open)...].dropLast()
      if address.contains("@") {
        let name = String(text[..<open].trimmingBlanks)
        self.init(name: name.isEmpty ? nil : name, email: String(address))
        return
      }
    }
    if text.contains("@"), !text.contains(" ") {
      self.init(email: text)
    } else {
      self.init(externalID: text)
    }
  }
}

extension SurveyKind {
  /// The scale a kind of survey has where the source names none.
  var usualScale: ClosedRange<Double> {
    switch self {
    case .nps: 0...10
    case .ces: 1...7
    default: 1...5
    }
  }
}

extension ConversationRecord {
  /// Fills in what follows from the rest, and puts lists into an order that never changes.
  mutating func complete() {
    custom.sort { $0.name < $1.name }
    if let agent, !agents.contains(where: { $0.identity == agent.identity }) {
      agents.insert(agent, at: 0)
    }
    if openedAt == nil {
      let times = messages.compactMap(\.time) + calls.compactMap(\.startedAt)
      openedAt = times.min()
    }
  }
}

extension StringProtocol {
  var trimmingBlanks: SubSequence {
    var slice = self[...]
    while let first = slice.first, first.isWhitespace { slice.removeFirst() }
    while let last = slice.last, last.isWhitespace { slice.removeLast() }
    return slice
  }
}
