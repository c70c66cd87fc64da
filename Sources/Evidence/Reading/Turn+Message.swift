public import Conversations
internal import Kernel
public import Linguistics

extension Turn.Side {
  /// The side of a message's writer; the system has none.
  init?(_ role: MessageRole) {
    switch role {
    case .customer: self = .customer
    case .agent: self = .agent
    case .bot: self = .bot
    default: return nil
    }
  }
}

/// What was said in a conversation where both sides could hear it, ready for the detectors.
///
/// Notes, events and surveys are left out: nobody is judged by what was not said to the customer.
public struct Sayings: Sendable {
  public let turns: [Turn]
  /// The message of each turn, by its place in the conversation.
  public let messages: [Int]

  public init(_ messages: [Message]) {
    self.init(
      messages.map { message in
        (
          message.role, message.visibility, message.kind, message.text, message.at, message.offset
        )
      })
  }

  public init(_ record: ConversationRecord) {
    self.init(
      record.messages.map { message in
        (
          message.role, message.visibility, message.kind, message.text, message.time,
          message.offset
        )
      })
  }

  private typealias Part = (
    role: MessageRole, visibility: MessageVisibility, kind: MessageKind, text: String,
    at: Instant?, offset: Int64?
  )

  private init(_ parts: [Part]) {
    let start = parts.lazy.compactMap(\.at).first
    var turns: [Turn] = [], places: [Int] = []
    for (place, part) in parts.enumerated() {
      guard part.visibility == .public, part.kind == .text || part.kind == .call,
        let side = Turn.Side(part.role)
      else { continue }
      let seconds =
        part.offset.map { Double($0) / 1000 }
        ?? part.at.flatMap { at in start.map { at.seconds(since: $0) } }
      turns.append(Turn(side, part.text, seconds: seconds))
      places.append(place)
    }
    self.turns = turns
    messages = places
  }
}
