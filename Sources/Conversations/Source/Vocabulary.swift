public import Storage

/// A closed list of words that outside programs may extend: an unknown word is kept as it came.
public protocol Vocabulary: RawRepresentable, Hashable, Sendable, Codable, SQLConvertible
where RawValue == String {
  init(rawValue: String)
  /// The words this product understands.
  static var known: [Self] { get }
}

extension Vocabulary {
  /// Whether the product understands the word; an unknown one is shown and counted as it came.
  public var isKnown: Bool { Self.known.contains(self) }
}

/// The way a conversation was held.
public struct Channel: Vocabulary {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let email = Channel(rawValue: "email")
  public static let chat = Channel(rawValue: "chat")
  public static let call = Channel(rawValue: "call")
  public static let sms = Channel(rawValue: "sms")
  public static let social = Channel(rawValue: "social")
  public static let web = Channel(rawValue: "web")
  public static let api = Channel(rawValue: "api")
  public static let inPerson = Channel(rawValue: "in_person")
  public static let known = [email, chat, call, sms, social, web, api, inPerson]
}

/// How far a conversation has come.
public struct ConversationStatus: Vocabulary {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let new = ConversationStatus(rawValue: "new")
  public static let open = ConversationStatus(rawValue: "open")
  public static let pending = ConversationStatus(rawValue: "pending")
  public static let onHold = ConversationStatus(rawValue: "on_hold")
  public static let solved = ConversationStatus(rawValue: "solved")
  public static let closed = ConversationStatus(rawValue: "closed")
  public static let deleted = ConversationStatus(rawValue: "deleted")
  public static let known = [new, open, pending, onHold, solved, closed, deleted]
}

/// Who wrote a message.
public struct MessageRole: Vocabulary {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let customer = MessageRole(rawValue: "customer")
  public static let agent = MessageRole(rawValue: "agent")
  public static let bot = MessageRole(rawValue: "bot")
  public static let system = MessageRole(rawValue: "system")
  public static let known = [customer, agent, bot, system]
}

/// Who could read a message.
public struct MessageVisibility: Vocabulary {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let `public` = MessageVisibility(rawValue: "public")
  public static let `internal` = MessageVisibility(rawValue: "internal")
  public static let known = [`public`, `internal`]
}

/// What a message is: words, a note among colleagues, part of a call, an event, a survey.
public struct MessageKind: Vocabulary {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let text = MessageKind(rawValue: "text")
  public static let note = MessageKind(rawValue: "note")
  public static let call = MessageKind(rawValue: "call")
  public static let event = MessageKind(rawValue: "event")
  public static let survey = MessageKind(rawValue: "survey")
  public static let known = [text, note, call, event, survey]
}

/// Who called whom.
public struct CallDirection: Vocabulary {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let inbound = CallDirection(rawValue: "inbound")
  public static let outbound = CallDirection(rawValue: "outbound")
  public static let `internal` = CallDirection(rawValue: "internal")
  public static let known = [inbound, outbound, `internal`]
}

/// How a call was handed on.
public struct CallTransfer: Vocabulary {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let none = CallTransfer(rawValue: "none")
  public static let blind = CallTransfer(rawValue: "blind")
  public static let attended = CallTransfer(rawValue: "attended")
  public static let queue = CallTransfer(rawValue: "queue")
  public static let known = [none, blind, attended, queue]
}

/// Who ended a call.
public struct CallEnding: Vocabulary {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let agent = CallEnding(rawValue: "agent")
  public static let customer = CallEnding(rawValue: "customer")
  public static let system = CallEnding(rawValue: "system")
  public static let known = [agent, customer, system]
}

/// What a survey asks: satisfaction, recommendation, effort, or something of its own.
public struct SurveyKind: Vocabulary {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let csat = SurveyKind(rawValue: "csat")
  public static let nps = SurveyKind(rawValue: "nps")
  public static let ces = SurveyKind(rawValue: "ces")
  public static let custom = SurveyKind(rawValue: "custom")
  public static let known = [csat, nps, ces, custom]
}

/// What an agent is doing, as a phone system reports it.
public struct AgentState: Vocabulary {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let loggedIn = AgentState(rawValue: "logged_in")
  public static let loggedOut = AgentState(rawValue: "logged_out")
  public static let available = AgentState(rawValue: "available")
  public static let paused = AgentState(rawValue: "paused")
  public static let ringing = AgentState(rawValue: "ringing")
  public static let inCall = AgentState(rawValue: "in_call")
  public static let wrapUp = AgentState(rawValue: "wrap_up")
  public static let known = [loggedIn, loggedOut, available, paused, ringing, inCall, wrapUp]
}
