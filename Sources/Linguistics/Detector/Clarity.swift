/// How easily texts of one side can be read.
public struct Clarity: Hashable, Sendable {
  public var sentences = 0
  /// Words; characters of scripts without blanks count as words.
  public var words = 0
  /// Words of more than six letters.
  public var longWords = 0
  /// Words known to be misspelled, and words written twice in a row.
  public var misspellings = 0

  public init() {}

  /// Words per sentence plus the long ones in a hundred; `nil` without words.
  ///
  /// Under 30 is very easy, above 60 hard (LIX, Björnsson 1968).
  public var lix: Double? {
    guard words > 0, sentences > 0 else { return nil }
    return Double(words) / Double(sentences) + 100 * Double(longWords) / Double(words)
  }

  /// Misspellings in a hundred words.
  public var misspelledShare: Double? {
    words > 0 ? 100 * Double(misspellings) / Double(words) : nil
  }

  mutating func add(_ reading: TextReading, _ clues: ClueReading) {
    for sentence in reading.sentences.indices where !reading.words(of: sentence).isEmpty {
      sentences += 1
    }
    words += reading.words.count
    for word in reading.words.indices {
      let token = reading.token(word)
      guard token.kind == .word else { continue }
      if token.folded.count > 6 { longWords += 1 }
      if clues.covers(.misspelling, word) { misspellings += 1 }
      if word > 0, reading.words[word - 1].sentence == reading.words[word].sentence,
        reading.letters(word) == reading.letters(word - 1), token.folded.count > 2,
        !clues.covers(.booster, word), !clues.covers(.goodbye, word)
      {
        misspellings += 1
      }
    }
  }
}
