internal import Conversations
internal import Kernel
internal import Linguistics

/// A conversation as the learner reads it: what was said, and what the detectors found in it.
///
/// Names are covered, so that nobody's reputation can decide. Findings are a passage of their own, one made-up word each, so that they can decide and be named
/// like words.
struct ConversationPassages: Sendable {
  let passages: [Passage]
  /// The message of each passage; the findings have none.
  let messages: [Message.ID]

  init(passages: [Passage], messages: [Message.ID]) {
    self.passages = passages
    self.messages = messages
  }

  init(_ all: [Message], covering names: Redaction?, _ examiner: inout Examiner) {
    let sayings = Sayings(all)
    messages = sayings.messages.map { all[$0].id }
    let said = sayings.turns.map { turn in
      Passage(names?.covered(turn.text) ?? turn.text, side: Self.side(turn.side))
    }
    let kinds = Set(examiner.examine(sayings.turns).sightings.map(\.kind))
    let words = Sighting.Kind.allCases.filter { kinds.contains($0) && Self.tells($0) }
      .map(Self.word)
    passages =
      said.isEmpty || words.isEmpty
      ? said : said + [Passage(words.joined(separator: " "), side: .other)]
  }

  private static func side(_ side: Turn.Side) -> Passage.Side {
    switch side {
    case .customer: .customer
    case .agent: .agent
    case .bot: .other
    }
  }

  /// Whether a finding may bear on quality; who has which number does not.
  private static func tells(_ kind: Sighting.Kind) -> Bool {
    kind.group != .personalData && kind != .question
  }

  private static func word(_ kind: Sighting.Kind) -> String {
    "evidence" + kind.word.lowercased()
  }

  private static let kinds = Dictionary(
    Sighting.Kind.allCases.map { (word($0), $0) }, uniquingKeysWith: { first, _ in first })

  /// What decided, with its message, or the findings its made-up words stand for.
  func reasons(turn: Int, words: String, weight: Double) -> [MachineAnswer.Reason] {
    if messages.indices.contains(turn) {
      return [
        MachineAnswer.Reason(words: words, weight: weight, message: messages[turn].rawValue)
      ]
    }
    let found = words.split(separator: " ").compactMap { Self.kinds[$0.lowercased()] }
    return found.map { kind in
      MachineAnswer.Reason(words: "", weight: weight / Double(found.count), kind: kind.word)
    }
  }
}
