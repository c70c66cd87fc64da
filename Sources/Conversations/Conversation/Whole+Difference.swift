internal import Kernel

extension Conversation.Whole {
  /// Lets messages, calls and surveys that were there before keep their keys.
  ///
  /// Comments point at messages by key. A message is the same by its external id, else by its
  /// time, role and text, else by its place.
  mutating func keepKeys(of previous: Conversation.Whole) {
    var free = Dictionary(
      previous.messages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var open = messages.indices.filter { free.removeValue(forKey: messages[$0].id) == nil }
    func claim(by name: (Message) -> AnyHashable?) {
      var known: [AnyHashable: Message.ID] = [:]
      for message in free.values.sorted(by: { $0.position > $1.position }) {
        if let name = name(message) { known[name] = message.id }
      }
      open = open.filter { index in
        guard let name = name(messages[index]), let id = known.removeValue(forKey: name) else {
          return true
        }
        messages[index].id = id
        free[id] = nil
        return false
      }
    }
    claim { $0.externalID }
    claim { $0.externalID == nil ? $0.fingerprint : nil }
    claim { $0.externalID == nil ? $0.position : nil }
    let callKeys = Dictionary(
      previous.calls.map { ($0.position, $0.id) }, uniquingKeysWith: { first, _ in first })
    for index in calls.indices {
      if let id = callKeys[calls[index].position] { calls[index].id = id }
    }
    let surveyKeys = Dictionary(
      previous.surveys.map { ($0.externalID, $0.id) }, uniquingKeysWith: { first, _ in first })
    for index in surveys.indices {
      if let id = surveyKeys[surveys[index].externalID] { surveys[index].id = id }
    }
  }

  /// Whether anything differs but the bookkeeping of imports.
  func isDifferent(from previous: Conversation.Whole) -> Bool {
    func bare(_ whole: Conversation.Whole) -> Conversation.Whole {
      var whole = whole
      whole.conversation.importRun = nil
      whole.conversation.storedAt = Instant(milliseconds: 0)
      whole.conversation.contentHash = 0
      whole.tags.sort()
      whole.custom.sort { $0.name < $1.name }
      whole.durations.sort { ($0.name, $0.clock.rawValue) < ($1.name, $1.clock.rawValue) }
      whole.participants.sort { $0.person < $1.person }
      whole.surveys.sort { $0.externalID < $1.externalID }
      for index in whole.surveys.indices { whole.surveys[index].importRun = nil }
      return whole
    }
    return bare(self) != bare(previous)
  }
}
