public import Kernel

/// One thing read from a source, in the words of the neutral model.
public enum Record: Hashable, Sendable {
  case conversation(ConversationRecord)
  /// An answer that came alone; the conversation it names may be unknown yet.
  case survey(SurveyRecord)
  case agent(PartyRecord)
  case queue(QueueRecord)
  case agentState(AgentStateRecord)
}

/// A conversation as a source tells it, with everything that happened in it.
///
/// Times are moments in UTC; `zone` names the zone the source wrote them in. A `nil` means that the
/// source did not say: it never erases what an earlier import said when `extent` is `.part`.
public struct ConversationRecord: Hashable, Sendable {
  /// How much of the conversation this record tells.
  public enum Extent: Hashable, Sendable {
    /// All of it: messages that are missing here are gone.
    case whole
    /// A piece of it: messages, calls and surveys are added to what is known.
    case part
  }

  /// The key in the source; together with the source's name the natural key.
  public var externalID: String
  public var extent: Extent = .whole
  public var externalURL: String?
  public var channel: Channel?
  public var subject: String?
  public var status: ConversationStatus?
  public var openedAt: Instant?
  public var firstReplyAt: Instant?
  public var firstResolvedAt: Instant?
  public var lastResolvedAt: Instant?
  public var closedAt: Instant?
  /// The source's own time of last change: the newer of two versions wins.
  public var updatedAt: Instant?
  public var reopenCount: Int?
  /// The agent who owns it; also listed in `agents`.
  public var agent: PartyRecord?
  /// Every agent who took part; messages name them by ``PartyRecord/identity``.
  public var agents: [PartyRecord] = []
  public var customer: PartyRecord?
  public var queue: QueueRecord?
  public var tags: [String] = []
  /// Why the customer came, as the source says; samples can be spread over reasons.
  public var reason: String?
  /// A language tag such as `en` or `zh-Hans`.
  public var language: String?
  /// The IANA name of the zone the source wrote its times in.
  public var zone: String?
  public var durations: [DurationRecord] = []
  /// Fields of the source that the neutral model has no place for, as text, sorted by name.
  public var custom: [CustomField] = []
  public var messages: [MessageRecord] = []
  public var calls: [CallRecord] = []
  public var surveys: [SurveyRecord] = []

  public init(externalID: String) {
    self.externalID = externalID
  }
}

/// A field of the source that is kept as it came.
public struct CustomField: Hashable, Sendable, Codable {
  public var name: String
  public var value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// A duration the source measured, with the clock it used.
public struct DurationRecord: Hashable, Sendable, Codable {
  /// Business hours and calendar time are never mixed.
  public enum Clock: String, Hashable, Sendable, Codable, CaseIterable {
    case business, calendar
  }

  /// Such as `first_reply` or `resolution`.
  public var name: String
  public var clock: Clock
  public var seconds: Double

  public init(name: String, clock: Clock, seconds: Double) {
    self.name = name
    self.clock = clock
    self.seconds = seconds
  }
}

/// A person as a source names them: an agent or a customer.
public struct PartyRecord: Hashable, Sendable {
  public var externalID: String?
  public var name: String?
  public var email: String?
  public var phone: String?

  public init(
    externalID: String? = nil, name: String? = nil, email: String? = nil, phone: String? = nil
  ) {
    self.externalID = externalID
    self.name = name
    self.email = email
    self.phone = phone
  }

  /// What names the person inside one source: key, else mail, else phone, else name.
  public var identity: String? { externalID ?? email ?? phone ?? name }
}

/// A team, group or mailbox as a source names it.
public struct QueueRecord: Hashable, Sendable {
  public var externalID: String?
  public var name: String?

  public init(externalID: String? = nil, name: String? = nil) {
    self.externalID = externalID
    self.name = name
  }
}

/// One message, note or event of a conversation.
public struct MessageRecord: Hashable, Sendable {
  /// The key in the source; without one, the place in the conversation stands for it.
  public var externalID: String?
  public var time: Instant?
  public var role: MessageRole
  public var visibility: MessageVisibility = .public
  public var kind: MessageKind = .text
  /// The ``PartyRecord/identity`` of the writer.
  public var author: String?
  /// Plain text.
  public var text: String
  /// The source's HTML, not yet made safe.
  public var html: String?
  public var attachments: [AttachmentRecord] = []
  /// The external id of the message this one answers.
  public var inReplyTo: String?
  /// Milliseconds from the start of a call, where the message is a piece of speech.
  public var offset: Int64?
  public var duration: Int64?

  public init(role: MessageRole, text: String, time: Instant? = nil) {
    self.role = role
    self.text = text
    self.time = time
  }
}

/// A file that came with a message; its bytes are not imported.
public struct AttachmentRecord: Hashable, Sendable, Codable {
  public var name: String
  public var type: String?
  public var size: Int64?
  public var url: String?

  public init(name: String, type: String? = nil, size: Int64? = nil, url: String? = nil) {
    self.name = name
    self.type = type
    self.size = size
    self.url = url
  }
}

/// One call of a conversation; durations are seconds.
public struct CallRecord: Hashable, Sendable {
  public var externalID: String?
  public var startedAt: Instant?
  public var direction: CallDirection?
  public var from: String?
  public var to: String?
  public var wait: Double?
  public var ring: Double?
  public var talk: Double?
  public var hold: Double?
  public var wrap: Double?
  public var ivr: Double?
  public var answered: Bool?
  public var abandoned: Bool?
  /// The place in the queue at which the caller gave up.
  public var abandonedPosition: Int?
  public var transfer: CallTransfer?
  public var transferTarget: String?
  public var disconnectedBy: CallEnding?
  public var recording: String?

  public init() {}
}

/// One answer to a survey, or one question that was offered and not answered.
public struct SurveyRecord: Hashable, Sendable {
  public var externalID: String?
  public var kind: SurveyKind
  /// As it was given, on the scale below; `nil` when nobody answered.
  public var score: Double?
  public var scaleMinimum: Double
  public var scaleMaximum: Double
  public var comment: String?
  public var reason: String?
  public var offeredAt: Instant?
  public var answeredAt: Instant?
  /// The external id of the conversation it is about.
  public var conversation: String?
  public var agent: PartyRecord?
  public var customer: PartyRecord?

  public init(kind: SurveyKind, score: Double?, scaleMinimum: Double, scaleMaximum: Double) {
    self.kind = kind
    self.score = score
    self.scaleMinimum = scaleMinimum
    self.scaleMaximum = scaleMaximum
  }

  /// The score on a scale from 0 to 100; `nil` without an answer or without a scale.
  public var normalised: Double? {
    guard let score, scaleMaximum > scaleMinimum else { return nil }
    return (score - scaleMinimum) / (scaleMaximum - scaleMinimum) * 100
  }
}

/// A change of what an agent is doing.
public struct AgentStateRecord: Hashable, Sendable {
  public var agent: PartyRecord
  /// `nil` concerns every queue.
  public var queue: QueueRecord?
  public var state: AgentState
  public var reason: String?
  public var at: Instant

  public init(agent: PartyRecord, state: AgentState, at: Instant) {
    self.agent = agent
    self.state = state
    self.at = at
  }
}
