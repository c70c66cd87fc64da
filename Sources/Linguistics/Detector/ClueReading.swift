/// The clues of one message, ready to be asked for by word.
///
/// Keeps its memory from one message to the next.
struct ClueReading: Sendable {
  /// A clue that stands in the message, by the numbers of its first and last word.
  struct Mark: Sendable {
    let clue: Clue
    let value: Int8
    let first: Int
    let last: Int
  }

  private(set) var marks: [Mark] = []
  /// For each word, the clues that begin there and those it is part of, a bit each.
  private var begins: [UInt64] = []
  private var covers: [UInt64] = []
  /// For each word, the last word of the longest filler that begins there, or -1.
  private var fillerEnds: [Int32] = []
  private var hits: [Hit] = []
  /// The first mark of each sentence, and the count of all at the end.
  private var firstMarks: [Int] = []

  mutating func read(_ reading: TextReading, _ scanner: inout PhraseScanner) {
    scanner.scan(reading, into: &hits)
    marks.removeAll(keepingCapacity: true)
    begins.removeAll(keepingCapacity: true)
    covers.removeAll(keepingCapacity: true)
    fillerEnds.removeAll(keepingCapacity: true)
    for _ in reading.words {
      begins.append(0)
      covers.append(0)
      fillerEnds.append(-1)
    }
    firstMarks.removeAll(keepingCapacity: true)
    let meanings = Lexicon.all.meanings
    for hit in hits {
      // Phrases stay inside a sentence, and sentences come in order.
      let sentence = reading.sentence(of: hit.last)
      while firstMarks.count <= sentence { firstMarks.append(marks.count) }
      let meaning = meanings[Int(hit.phrase)]
      let bit: UInt64 = 1 << UInt64(meaning.clue.rawValue)
      marks.append(
        Mark(clue: meaning.clue, value: meaning.value, first: hit.first, last: hit.last))
      begins[hit.first] |= bit
      for word in hit.first...hit.last { covers[word] |= bit }
      if meaning.clue == .filler {
        fillerEnds[hit.first] = max(fillerEnds[hit.first], Int32(hit.last))
      }
    }
    while firstMarks.count <= reading.sentences.count { firstMarks.append(marks.count) }
  }

  /// The marks of a sentence, by where they end.
  func marks(of sentence: Int) -> ArraySlice<Mark> {
    marks[firstMarks[sentence]..<firstMarks[sentence + 1]]
  }

  /// Whether a clue begins at a word.
  func begins(_ clue: Clue, at word: Int) -> Bool {
    word < begins.count && begins[word] & (1 << UInt64(clue.rawValue)) != 0
  }

  func covers(_ clue: Clue, _ word: Int) -> Bool {
    covers[word] & (1 << UInt64(clue.rawValue)) != 0
  }

  /// The clues that some of these words are part of, a bit each.
  func all(in words: Range<Int>) -> ClueSet {
    var bits: UInt64 = 0
    for word in words { bits |= covers[word] }
    return ClueSet(bits: bits)
  }

  /// The first word that is no filler.
  func afterFillers(_ words: Range<Int>) -> Int {
    var word = words.lowerBound
    while word < words.upperBound, fillerEnds[word] >= 0 { word = Int(fillerEnds[word]) + 1 }
    return min(word, words.upperBound)
  }

  /// Whether one of the three words before says no.
  func isNegated(_ mark: Mark, in sentence: Range<Int>) -> Bool {
    let from = max(sentence.lowerBound, mark.first - 3)
    guard from < mark.first else { return false }
    return (from..<mark.first).contains { covers(.negation, $0) }
  }
}

/// A set of clues.
struct ClueSet: Hashable, Sendable {
  var bits: UInt64 = 0

  func contains(_ clue: Clue) -> Bool { bits & (1 << UInt64(clue.rawValue)) != 0 }

  mutating func formUnion(_ other: ClueSet) { bits |= other.bits }
  mutating func insert(_ clue: Clue) { bits |= 1 << UInt64(clue.rawValue) }
}
