public import Kernel

extension Transcript {
  /// The call a transcript tells, one message a line.
  ///
  /// Roles come from `roles`, else from the words sources use for them, else from the order of
  /// speaking: whoever answers the phone is the agent. A voice without a name stays `unknown`.
  public func record(
    externalID: String, startedAt: Instant, roles: [String: MessageRole] = [:]
  ) -> ConversationRecord {
    var record = ConversationRecord(externalID: externalID)
    record.channel = .call
    record.openedAt = startedAt
    record.language = language
    let cast = cast(roles)
    record.messages = lines.enumerated().map { index, line in
      let role = line.speaker.flatMap { cast[$0] } ?? MessageRole(rawValue: "unknown")
      var message = MessageRecord(
        role: role, text: line.text,
        time: Instant(milliseconds: startedAt.milliseconds &+ line.start))
      message.externalID = "line-\(index + 1)"
      message.kind = .call
      message.author = line.speaker
      message.offset = line.start
      message.duration = line.end - line.start
      return message
    }
    record.agents = agents(cast)
    var call = CallRecord()
    call.externalID = externalID
    call.startedAt = startedAt
    call.answered = !lines.isEmpty
    call.talk = lines.map(\.end).max().map { Double($0) / 1000 }
    record.calls = [call]
    return record
  }

  /// Every voice by its name, in the order of speaking.
  public var speakers: [String] {
    var seen: Set<String> = []
    return lines.compactMap(\.speaker).filter { seen.insert($0).inserted }
  }

  private func cast(_ roles: [String: MessageRole]) -> [String: MessageRole] {
    var cast: [String: MessageRole] = [:]
    for speaker in speakers { cast[speaker] = roles[speaker] ?? Self.role(named: speaker) }
    let hasAgent = cast.values.contains(.agent)
    for (index, speaker) in speakers.filter({ cast[$0] == nil }).enumerated() {
      let place = Self.number(in: speaker) ?? (hasAgent ? index + 1 : index)
      cast[speaker] = place == 0 ? .agent : .customer
    }
    return cast
  }

  /// Agents with a name of their own; "Agent" is a role and nobody's name.
  private func agents(_ cast: [String: MessageRole]) -> [PartyRecord] {
    speakers.filter { speaker in
      cast[speaker] == .agent && Self.role(named: speaker) == nil && Self.number(in: speaker) == nil
    }.map { PartyRecord(name: $0) }
  }

  /// What `SPEAKER_00` of a recogniser counts.
  private static func number(in speaker: String) -> Int? {
    let digits = speaker.reversed().prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits.count <= 3, speaker.lowercased().hasPrefix("speaker") else {
      return nil
    }
    return Int(String(digits.reversed()))
  }

  private static func role(named speaker: String) -> MessageRole? {
    let name = speaker.lowercased()
    return roleWords.first { name.hasPrefix($0.word) }?.role
  }

  private static let roleWords: [(word: String, role: MessageRole)] = [
    ("agent", .agent), ("operator", .agent), ("support", .agent), ("advisor", .agent),
    ("representative", .agent), ("агент", .agent), ("оператор", .agent), ("сотрудник", .agent),
    ("נציג", .agent), ("מוקדן", .agent), ("客服", .agent), ("坐席", .agent),
    ("customer", .customer), ("client", .customer), ("caller", .customer), ("user", .customer),
    ("клиент", .customer), ("абонент", .customer), ("לקוח", .customer), ("客户", .customer),
    ("顾客", .customer), ("用户", .customer), ("bot", .bot), ("ivr", .bot), ("system", .system),
  ]
}
