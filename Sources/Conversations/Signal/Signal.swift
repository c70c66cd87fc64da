public import Kernel
internal import Storage
public import Web

/// Something about a conversation that asks a person to look at it once more.
///
/// A signal never is a score: it decides by lot, with a known chance, what is looked at. Those of
/// the conversation itself are read from its facts; a detector of another room publishes what it
/// found under a name of its own (``publish(_:scope:world:in:)``) with words `signal.<name>`,
/// `signal.<name>.found` and `signal.<name>.mark` in its catalogue, and needs nothing else.
public struct Signal: Hashable, Sendable {
  /// In what a signal is measured.
  public enum Unit: String, Hashable, Sendable {
    /// A rating by the customer, 0…100.
    case rating
    case times
    case seconds
    /// How sure a detector is, 0…1.
    case share
  }

  public let name: String
  public let unit: Unit
  /// From where on it counts, if nobody chose another mark.
  public let usualMark: Double
  /// Whether small values are the ones that count.
  public let countsBelow: Bool
  /// The value of `conversation AS c`; `NULL` where there is none.
  let value: SQL

  /// That a conversation shows a signal, and how much of it.
  public struct Finding: Hashable, Sendable {
    public let conversation: Conversation.ID
    public let signal: String
    public let value: Double

    public init(conversation: Conversation.ID, signal: String, value: Double) {
      self.conversation = conversation
      self.signal = signal
      self.value = value
    }
  }
}

extension Signal {
  /// What a signal is called; a name without words of its own, such as a rule's, stands for itself.
  public static func name(_ name: String, _ text: Text) -> String {
    let key = "signal.\(name).name"
    return text.has(key) ? text(key) : name
  }

  /// The customer was not content.
  public static let lowRating = Signal(
    name: "lowRating", unit: .rating, usualMark: 25, countsBelow: true, value: "c.csat")

  /// The customer had to come back.
  public static let reopened = Signal(
    name: "reopened", unit: .times, usualMark: 1, countsBelow: false, value: "c.reopen_count")

  /// The customer was left on hold, all holds of all calls together.
  public static let longHold = Signal(
    name: "longHold", unit: .seconds, usualMark: 120, countsBelow: false,
    value: """
      (SELECT SUM(call.hold_s) FROM call
       WHERE call.workspace_id = c.workspace_id AND call.conversation_id = c.id)
      """)

  /// Those read from the facts of a conversation.
  public static let ofConversations: [Signal] = [.lowRating, .reopened, .longHold]

  /// The signal of a name: one of the conversation's own, or one that a detector publishes.
  public static func named(_ name: String) -> Signal {
    ofConversations.first { $0.name == name }
      ?? Signal(
        name: name, unit: .share, usualMark: 0.5, countsBelow: false,
        value: """
          (SELECT s.value FROM conversation_signal AS s
           WHERE s.workspace_id = c.workspace_id AND s.conversation_id = c.id
             AND s.name = \(name))
          """)
  }
}
