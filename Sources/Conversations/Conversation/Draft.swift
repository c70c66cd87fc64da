public import Kernel
import Storage

/// A record made ready for the store, away from the database: masked, completed and measured.
///
/// Making drafts is pure work for the processor, so that one batch can be prepared while the one
/// before it is written.
public struct Draft: Sendable {
  /// The record with card numbers covered and what can be derived filled in.
  public let record: ConversationRecord
  let openedAt: Instant
  let hash: Int64
  /// What search finds it by: see ``TextIndex/line(of:limit:)``.
  let terms: String

  /// Prepares a record; `now` stands in when the source gives no time at all.
  public init(_ record: ConversationRecord, now: Instant) {
    var record = record
    record.mask()
    record.order()
    record.derive()
    self.record = record
    openedAt = record.openedAt ?? record.updatedAt ?? now
    hash = record.contentHash
    terms = TextIndex.line(of: record.searchTexts)
  }
}

extension ConversationRecord {
  /// Covers card numbers in everything people typed.
  fileprivate mutating func mask() {
    subject = subject.map(CardNumber.masked)
    reason = reason.map(CardNumber.masked)
    for index in messages.indices {
      messages[index].text = CardNumber.masked(messages[index].text)
      messages[index].html = nil
    }
    for index in surveys.indices { surveys[index].mask() }
    for index in custom.indices { custom[index].value = CardNumber.masked(custom[index].value) }
  }

  /// Puts messages in the order of their times where a source lists them otherwise.
  ///
  /// Messages without a time stay behind the one they followed.
  fileprivate mutating func order() {
    var latest = Int64.min
    var keys: [Int64] = []
    keys.reserveCapacity(messages.count)
    var isOrdered = true
    for message in messages {
      let key = message.time?.milliseconds ?? latest
      if key < latest { isOrdered = false }
      latest = key
      keys.append(key)
    }
    guard !isOrdered else { return }
    messages = zip(keys, messages.indices).sorted { $0 < $1 }.map { messages[$0.1] }
  }

  /// Fills in what follows from the rest of the record.
  fileprivate mutating func derive() {
    openedAt =
      openedAt ?? messages.lazy.compactMap(\.time).first
      ?? calls.lazy.compactMap(\.startedAt).first
      ?? surveys.lazy.compactMap { $0.offeredAt ?? $0.answeredAt }.first
    firstReplyAt =
      firstReplyAt
      ?? messages.lazy.first { $0.isReply }.flatMap(\.time)
  }

  /// What full-text search finds a conversation by.
  var searchTexts: [String] {
    Conversation.searchTexts(externalID: externalID, subject: subject, messages.map(\.text))
  }

  /// A fingerprint of everything the store keeps, the same on every machine.
  var contentHash: Int64 {
    var hash = ContentHash()
    hash.add(externalURL, channel?.rawValue, subject, status?.rawValue, reason, language, zone)
    hash.add(openedAt, firstReplyAt, firstResolvedAt, lastResolvedAt, closedAt, updatedAt)
    hash.add(reopenCount)
    if let agent { hash.add(agent) }
    if let customer { hash.add(customer) }
    for party in agents { hash.add(party) }
    hash.add(queue?.externalID, queue?.name)
    for tag in tags { hash.add(tag) }
    for duration in durations {
      hash.add(duration.name, duration.clock.rawValue)
      hash.add(duration.seconds)
    }
    for field in custom { hash.add(field.name, field.value) }
    for message in messages { hash.add(message) }
    for call in calls { hash.add(call) }
    for survey in surveys { hash.add(survey) }
    return hash.value
  }
}

extension MessageRecord {
  /// Whether it is a human agent's answer that the customer could read.
  var isReply: Bool {
    role == .agent && visibility == .public && kind != .event && kind != .survey
  }
}

extension SurveyRecord {
  /// Covers card numbers in what the customer wrote.
  mutating func mask() {
    comment = comment.map(CardNumber.masked)
    reason = reason.map(CardNumber.masked)
  }
}

extension Conversation {
  /// The texts search knows a conversation by; the same from a record and from rows.
  static func searchTexts(
    externalID: String, subject: String?, _ messages: [String]
  ) -> [String] {
    [externalID] + [subject].compactMap(\.self) + messages
  }
}

/// A 64-bit fingerprint of a sequence of optional values (FNV-1a by Fowler, Noll and Vo).
struct ContentHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  var value: Int64 { Int64(bitPattern: state) }

  private mutating func mix(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  private mutating func mix(_ text: String?) {
    guard let text else { return mix(0xFE) }
    let fast = text.utf8.withContiguousStorageIfAvailable { Self.mixed($0, into: state) }
    state = fast ?? Self.mixed(text.utf8, into: state)
    mix(0xFF)
  }

  @inline(__always)
  private static func mixed(_ bytes: some Sequence<UInt8>, into state: UInt64) -> UInt64 {
    var state = state
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return state
  }

  @inline(__always)
  mutating func add(_ texts: String?...) {
    for text in texts { mix(text) }
  }

  mutating func add(_ integer: Int64?) {
    guard let integer else { return mix(0xFE) }
    state = (state ^ UInt64(bitPattern: integer)) &* 0x100_0000_01B3
    state ^= state >> 32
    mix(0xFF)
  }

  mutating func add(_ integer: Int?) { add(integer.map(Int64.init)) }
  mutating func add(_ number: Double?) { add(number.map { Int64(bitPattern: $0.bitPattern) }) }
  mutating func add(_ flag: Bool?) { add(flag.map { $0 ? Int64(1) : 0 }) }

  mutating func add(_ instants: Instant?...) {
    for instant in instants { add(instant?.milliseconds) }
  }

  mutating func add(_ party: PartyRecord) {
    add(party.externalID, party.name, party.email, party.phone)
  }

  mutating func add(_ message: MessageRecord) {
    // One by one: a list of them would be made for each message.
    mix(message.externalID)
    mix(message.role.rawValue)
    mix(message.visibility.rawValue)
    mix(message.kind.rawValue)
    mix(message.author)
    mix(message.text)
    mix(message.inReplyTo)
    add(message.time)
    add(message.offset)
    add(message.duration)
    for file in message.attachments {
      add(file.name, file.type, file.url)
      add(file.size)
    }
  }

  mutating func add(_ call: CallRecord) {
    add(
      call.externalID, call.direction?.rawValue, call.from, call.to, call.transfer?.rawValue,
      call.transferTarget, call.disconnectedBy?.rawValue, call.recording)
    add(call.startedAt)
    for seconds in [call.wait, call.ring, call.talk, call.hold, call.wrap, call.ivr] {
      add(seconds)
    }
    add(call.answered)
    add(call.abandoned)
    add(call.abandonedPosition)
  }

  mutating func add(_ survey: SurveyRecord) {
    add(survey.externalID, survey.kind.rawValue, survey.comment, survey.reason)
    add(survey.score)
    add(survey.scaleMinimum)
    add(survey.scaleMaximum)
    add(survey.offeredAt, survey.answeredAt)
    if let agent = survey.agent { add(agent) }
    if let customer = survey.customer { add(customer) }
  }
}
