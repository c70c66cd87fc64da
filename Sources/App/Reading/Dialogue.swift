import Conversations
import Linguistics

/// What a record says, before it is known which side each speaker is on.
///
/// A turn is a text, a pair of speaker and text, an object with a text and a speaker, or an object
/// whose members are named for speakers, such as `user` and `system`. Words may be numbers.
struct Dialogue: Hashable, Sendable {
  struct Saying: Hashable, Sendable {
    /// Who speaks, as the file names them; `nil` where it does not say.
    let role: String?
    let text: String
    /// The number of the turn it belongs to; one may hold a message and its reply.
    let turn: Int
  }

  private(set) var sayings: [Saying] = []
  /// The turns as they came, for what is known of each; empty for a text.
  private(set) var turns: [JSON] = []

  init(_ record: JSON, _ fields: TextFields) throws {
    for field in fields.context {
      guard let value = record[path: field], value != .null else { continue }
      try add(value, field: field, keepsTurns: false)
    }
    guard let value = record[path: fields.text] else {
      throw RecordFault(fields.text, expected: "a text or a list of turns", found: "no such field")
    }
    try add(value, field: fields.text, keepsTurns: true)
  }

  private mutating func add(_ value: JSON, field: String, keepsTurns: Bool) throws {
    switch value {
    case .text(let text):
      let role = Side.named(field) == nil ? nil : field
      sayings.append(Saying(role: role, text: text, turn: keepsTurns ? 0 : -1))
    case .list(let list):
      for (number, turn) in list.enumerated() {
        try add(turn: turn, number: keepsTurns ? number : -1, field: "\(field)[\(number)]")
      }
      if keepsTurns { turns = list }
    default:
      throw RecordFault(field, expected: "a text or a list of turns", found: value.compact)
    }
  }

  private mutating func add(turn: JSON, number: Int, field: String) throws {
    switch turn {
    case .text(let text):
      sayings.append(Saying(role: nil, text: text, turn: number))
    case .list(let pair):
      guard pair.count == 2, case .text(let role) = pair[0], let text = Self.words(pair[1]) else {
        throw RecordFault(field, expected: "a speaker and a text", found: turn.compact)
      }
      sayings.append(Saying(role: role, text: text, turn: number))
    case .object(let members):
      if let text = Self.textNames.lazy.compactMap({ turn[$0].flatMap(Self.words) }).first {
        let role = Self.roleNames.lazy.compactMap { turn[$0]?.identity }.first
        return sayings.append(Saying(role: role, text: text, turn: number))
      }
      let said = members.compactMap { member -> Saying? in
        guard Side.named(member.name) != nil, let text = Self.words(member.value) else {
          return nil
        }
        return Saying(role: member.name, text: text, turn: number)
      }
      guard !said.isEmpty else {
        throw RecordFault(field, expected: "a turn with its text", found: turn.compact)
      }
      sayings += said
    default: throw RecordFault(field, expected: "a turn with its text", found: turn.compact)
    }
  }

  private static let textNames = [
    "text", "content", "message", "utterance", "body", "tokens", "words",
  ]
  private static let roleNames = [
    "role", "speaker", "side", "author", "sender", "from", "who", "participant",
  ]

  /// The members of a turn that are neither its words nor its speaker.
  static func marks(of turn: JSON) -> [JSON.Member] {
    guard case .object(let members) = turn else { return [] }
    let hasText = textNames.contains { turn[$0].flatMap(words) != nil }
    return members.filter { member in
      !textNames.contains(member.name) && !roleNames.contains(member.name)
        && (hasText || Side.named(member.name) == nil)
    }
  }

  /// A text, or a list of words; a word that is a number is told from a number that was said.
  private static func words(_ value: JSON) -> String? {
    switch value {
    case .text(let text): return text
    case .list(let list):
      var words: [String] = []
      for word in list {
        switch word {
        case .text(let text): words.append(text)
        case .number(let digits): words.append("w\(digits)")
        default: return nil
        }
      }
      return words.joined(separator: " ")
    default: return nil
    }
  }

  /// The speakers whose side their name does not tell.
  var unknownRoles: Set<String> {
    Set(sayings.compactMap { $0.role.flatMap { Side.named($0) == nil ? $0 : nil } })
  }

  /// Everything said, up to a turn where one is given; of that turn only what came first.
  func passages(until turn: Int? = nil, roles: [String]) -> [Passage] {
    var list: [Passage] = []
    var isReached = false
    for (number, saying) in sayings.enumerated() {
      if let turn, saying.turn > turn || (saying.turn == turn && isReached) { break }
      if saying.turn == turn { isReached = true }
      list.append(Passage(saying.text, side: side(saying, number, roles)))
    }
    if list.count == 1, let only = list.first, turns.isEmpty { return [Passage(only.text)] }
    return list
  }

  private func side(_ saying: Saying, _ number: Int, _ roles: [String]) -> Passage.Side {
    guard let role = saying.role else { return number % 2 == 0 ? .customer : .agent }
    if let side = Side.named(role) { return side }
    switch roles.firstIndex(of: role) {
    case 0: return .customer
    case 1: return .agent
    default: return .other
    }
  }

  /// Which side a name tells.
  private enum Side {
    static func named(_ name: String) -> Passage.Side? {
      let words = name.lowercased().split { !$0.isLetter }
      if words.contains(where: { customers.contains(String($0)) }) { return .customer }
      if words.contains(where: { agents.contains(String($0)) }) { return .agent }
      return nil
    }

    private static let customers: Set<String> = [
      "user", "customer", "client", "caller", "visitor", "guest", "consumer", "buyer", "human",
    ]
    private static let agents: Set<String> = [
      "agent", "system", "assistant", "bot", "staff", "support", "operator", "representative",
      "seller", "advisor", "adviser", "employee",
    ]
  }
}

extension JSON {
  /// A member, or a member of a member where the name has dots.
  subscript(path name: String) -> JSON? {
    if let whole = self[name] { return whole }
    guard let dot = name.firstIndex(of: ".") else { return nil }
    return self[String(name[..<dot])]?[path: String(name[name.index(after: dot)...])]
  }

  /// A text or a number as it was written.
  var identity: String? {
    switch self {
    case .text(let text): text
    case .number(let digits): digits
    default: nil
    }
  }
}
