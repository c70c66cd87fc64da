/// Rules compiled together into one automaton.
public struct PhraseBook: Sendable {
  let automaton: PhraseAutomaton
  let rules: [PhraseRule]
  /// The number of each rule's first phrase.
  let firstAtoms: [Int]
  /// The rule that a phrase belongs to.
  let owners: [Int]
  /// Rules that may hold although nothing is found.
  let silent: [Int]

  public init(_ rules: [PhraseRule]) {
    self.rules = rules
    var phrases: [(places: [WordPattern], number: Int32)] = []
    var firstAtoms: [Int] = [], owners: [Int] = []
    for (number, rule) in rules.enumerated() {
      firstAtoms.append(owners.count)
      for ways in rule.atoms {
        for places in ways { phrases.append((places, Int32(owners.count))) }
        owners.append(number)
      }
    }
    automaton = PhraseAutomaton(phrases)
    self.firstAtoms = firstAtoms
    self.owners = owners
    silent = rules.indices.filter { rules[$0].clauses.first?.isAbsence == true }
  }
}

/// A rule that holds, and the words because of which it does.
public struct PhraseMatch: Hashable, Sendable {
  /// Words of a message, in bytes of its UTF-8.
  public struct Place: Hashable, Sendable {
    public let turn: Int
    public let range: Range<Int>
  }

  /// The rule's number in its book.
  public let rule: Int
  /// The message it is about: the last one that was needed.
  public let turn: Int
  /// The words; none where a rule holds because something is missing.
  public let places: [Place]
}

/// Reads conversations by a ``PhraseBook``, each message once whatever the rules.
public struct PhraseReader: Sendable {
  private let book: PhraseBook
  private var scanner: PhraseScanner
  private var reading = TextReading()
  private var hits: [Hit] = []
  private var turns: [[Spot]] = []

  /// A phrase that was found.
  struct Spot: Hashable {
    let atom: Int
    let first: Int
    let last: Int
    let bytes: Range<Int>
  }

  public init(_ book: PhraseBook) {
    self.book = book
    scanner = PhraseScanner(book.automaton)
  }

  /// Every rule that holds in a conversation, by rule and message.
  public mutating func matches(in conversation: [Turn]) -> [PhraseMatch] {
    begin()
    for turn in conversation {
      reading.read(turn.text)
      add(reading)
    }
    return matches(conversation)
  }

  mutating func begin() { turns.removeAll(keepingCapacity: true) }

  /// Looks for the phrases in the next message.
  mutating func add(_ reading: TextReading) {
    scanner.scan(reading, into: &hits)
    turns.append(
      hits.map { hit in
        Spot(
          atom: Int(hit.phrase), first: hit.first, last: hit.last,
          bytes: reading.bytes(hit.first, hit.last))
      })
  }

  /// What the rules say of the messages that were added.
  func matches(_ conversation: [Turn]) -> [PhraseMatch] {
    var spots: [[Int: [Spot]]] = []
    var candidates = Set(book.silent)
    for turn in turns {
      var byAtom: [Int: [Spot]] = [:]
      for spot in turn {
        byAtom[spot.atom, default: []].append(spot)
        candidates.insert(book.owners[spot.atom])
      }
      spots.append(byAtom)
    }
    return candidates.sorted().flatMap { rule in
      PhraseCourse(
        rule: rule, clauses: book.rules[rule].clauses, base: book.firstAtoms[rule], spots: spots,
        conversation: conversation
      ).matches
    }
  }
}
