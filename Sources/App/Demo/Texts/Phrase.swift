internal import Statistics

/// A sentence with places to fill in and words to choose from, cut once and told many times.
///
/// `{order}` is filled in; `[Hi|Hello]` is chosen from; both may stand inside a choice.
struct Phrase: Sendable {
  /// What differs from one conversation to the next.
  enum Slot: String, CaseIterable, Sendable {
    case first, name, agent, order, product, days, weekday, amount, date, trouble, team
  }

  indirect enum Piece: Sendable {
    case text(String)
    case slot(Int)
    case choice([[Piece]])
  }

  private let pieces: [Piece]

  init(_ source: some StringProtocol) {
    var reader = Reader(rest: Substring(source))
    pieces = reader.pieces(until: [])
  }

  /// Adds the sentence, filled in and chosen, to a text.
  func tell(_ facts: Facts, using chance: inout SplitMix64, to text: inout String) {
    Self.tell(pieces, facts, &chance, &text)
    if text.utf8.last == UInt8(ascii: " ") { text.removeLast() }
  }

  private static func tell(
    _ pieces: [Piece], _ facts: Facts, _ chance: inout SplitMix64, _ text: inout String
  ) {
    for piece in pieces {
      switch piece {
      case .text(let literal):
        // A choice of nothing leaves two blanks side by side.
        let isDouble =
          literal.utf8.first == UInt8(ascii: " ") && text.utf8.last == UInt8(ascii: " ")
        text += isDouble ? String(literal.dropFirst()) : literal
      case .slot(let slot): text += facts.values[slot]
      case .choice(let ways): tell(ways[chance.below(ways.count)], facts, &chance, &text)
      }
    }
  }
}

/// The words of one conversation for the places of its phrases.
struct Facts: Sendable {
  fileprivate var values = [String](repeating: "", count: Phrase.Slot.allCases.count)

  subscript(_ slot: Phrase.Slot) -> String {
    get { values[slot.place] }
    set { values[slot.place] = newValue }
  }
}

extension Phrase.Slot {
  fileprivate var place: Int {
    switch self {
    case .first: 0
    case .name: 1
    case .agent: 2
    case .order: 3
    case .product: 4
    case .days: 5
    case .weekday: 6
    case .amount: 7
    case .date: 8
    case .trouble: 9
    case .team: 10
    }
  }
}

private struct Reader {
  var rest: Substring

  mutating func pieces(until ends: Set<Character>) -> [Phrase.Piece] {
    var pieces: [Phrase.Piece] = []
    var literal = ""
    func closed() -> [Phrase.Piece] { literal.isEmpty ? pieces : pieces + [.text(literal)] }
    while let next = rest.first, !ends.contains(next) {
      rest.removeFirst()
      switch next {
      case "{":
        let name = rest.prefix { $0 != "}" }
        rest = rest.dropFirst(name.count + 1)
        guard let slot = Phrase.Slot(rawValue: String(name)) else {
          literal += "{\(name)}"
          continue
        }
        pieces = closed() + [.slot(slot.place)]
        literal = ""
      case "[":
        pieces = closed() + [.choice(choices())]
        literal = ""
      default: literal.append(next)
      }
    }
    return closed()
  }

  private mutating func choices() -> [[Phrase.Piece]] {
    var ways: [[Phrase.Piece]] = []
    repeat {
      ways.append(pieces(until: ["|", "]"]))
    } while rest.popFirst() == "|"
    return ways
  }
}
