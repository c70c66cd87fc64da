internal import Statistics

/// A sentence with places to fill in and words to choose from, cut once and told many times.
///
/// `{order}` is filled in; `[Hi|Hello]` is chosen from; both may stand inside a choice.
struct Phrase: Sendable {
  /// What differs from one conversation to the next.
  enum Slot: Int, CaseIterable, Sendable {
    case first, name, agent, order, product, days, weekday, amount, date, trouble, team
  }

  /// One step of telling; steps lie in a row, so that telling allocates nothing.
  fileprivate enum Step: Sendable {
    /// Bytes of the literals.
    case text(Range<Int>)
    case slot(Slot)
    /// Where the ways of a choice begin: a part of the list of ways.
    case choice(Range<Int>)
    case jump(Int)
  }

  private let steps: [Step]
  private let literals: [UInt8]
  private let ways: [Int]

  init(_ source: some StringProtocol) {
    var reader = Reader(rest: Substring(source))
    reader.read(until: [])
    (steps, literals, ways) = (reader.steps, reader.literals, reader.ways)
  }

  /// Adds the sentence, filled in and chosen, to a text in UTF-8.
  func tell(_ facts: borrowing Facts, using chance: inout SplitMix64, to text: inout [UInt8]) {
    var next = 0
    while next < steps.count {
      let step = steps[next]
      next += 1
      switch step {
      case .text(let range):
        // A choice of nothing leaves two blanks side by side.
        let isDouble = literals[range.lowerBound] == blank && text.last == blank
        text += literals[isDouble ? range.dropFirst() : range]
      case .slot(let slot): facts.add(slot, to: &text)
      case .choice(let range): next = ways[range.lowerBound + chance.below(range.count)]
      case .jump(let target): next = target
      }
    }
    if text.last == blank { text.removeLast() }
  }
}

private let blank = UInt8(ascii: " ")

/// The words of one conversation for the places of its phrases.
struct Facts: Sendable {
  private var bytes: [UInt8] = []
  private var places = [Range<Int>](repeating: 0..<0, count: Phrase.Slot.allCases.count)

  init() { bytes.reserveCapacity(512) }

  /// Says what a place is filled with.
  mutating func set(_ slot: Phrase.Slot, _ text: String) {
    set(slot) { $0 += text.utf8 }
  }

  /// Fills a place by what is added to a text.
  mutating func set(_ slot: Phrase.Slot, _ write: (inout [UInt8]) -> Void) {
    let start = bytes.count
    write(&bytes)
    places[slot.rawValue] = start..<bytes.count
  }

  fileprivate func add(_ slot: Phrase.Slot, to text: inout [UInt8]) {
    text += bytes[places[slot.rawValue]]
  }
}

private struct Reader {
  var rest: Substring
  var steps: [Phrase.Step] = []
  var literals: [UInt8] = []
  var ways: [Int] = []

  mutating func read(until ends: Set<Character>) {
    var literal = ""
    while let next = rest.first, !ends.contains(next) {
      rest.removeFirst()
      switch next {
      case "{":
        let name = rest.prefix { $0 != "}" }
        rest = rest.dropFirst(name.count + 1)
        guard let slot = Phrase.Slot.allCases.first(where: { "\($0)" == name }) else {
          literal += "{\(name)}"
          continue
        }
        add(&literal)
        steps.append(.slot(slot))
      case "[":
        add(&literal)
        readChoices()
      default: literal.append(next)
      }
    }
    add(&literal)
  }

  private mutating func add(_ literal: inout String) {
    guard !literal.isEmpty else { return }
    let start = literals.count
    literals += literal.utf8
    steps.append(.text(start..<literals.count))
    literal = ""
  }

  /// Reads the ways of a choice one after the other, each but for a jump behind the last.
  private mutating func readChoices() {
    let choice = steps.count
    steps.append(.jump(0))
    var begins: [Int] = []
    var jumps: [Int] = []
    repeat {
      begins.append(steps.count)
      read(until: ["|", "]"])
      jumps.append(steps.count)
      steps.append(.jump(0))
    } while rest.popFirst() == "|"
    for jump in jumps { steps[jump] = .jump(steps.count) }
    steps[choice] = .choice(ways.count..<(ways.count + begins.count))
    ways += begins
  }
}
