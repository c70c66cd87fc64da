/// A text cut into tokens, words and sentences, once for all detectors and rules.
///
/// Keeps its memory from one text to the next.
struct TextReading: Sendable {
  /// A token that counts as a word, and the sentence it stands in.
  struct Word: Sendable {
    let token: Int32
    let sentence: Int32
  }

  private(set) var tokens = Tokens()
  private(set) var sentences: [Sentence] = []
  private(set) var words: [Word] = []
  /// The first word of each sentence, and the count of all words at the end.
  private(set) var firstWords: [Int] = []

  mutating func read(_ text: String) {
    var text = text
    text.withUTF8 { read($0) }
  }

  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    tokens.read(bytes)
    Sentence.divide(tokens, bytes, into: &sentences)
    words.removeAll(keepingCapacity: true)
    firstWords.removeAll(keepingCapacity: true)
    for (number, sentence) in sentences.enumerated() {
      firstWords.append(words.count)
      for token in sentence.tokens {
        switch tokens.items[token].kind {
        case .mark, .repeatedMark: continue
        case .word, .number, .ideograph, .symbol:
          words.append(Word(token: Int32(token), sentence: Int32(number)))
        }
      }
    }
    firstWords.append(words.count)
  }

  /// The words of a sentence, by number.
  func words(of sentence: Int) -> Range<Int> { firstWords[sentence]..<firstWords[sentence + 1] }

  func token(_ word: Int) -> Token { tokens.items[Int(words[word].token)] }

  func letters(_ word: Int) -> ArraySlice<UInt32> { tokens.folded[token(word).folded] }

  func sentence(of word: Int) -> Int { Int(words[word].sentence) }

  /// The bytes from one word to another.
  func bytes(_ first: Int, _ last: Int) -> Range<Int> {
    token(first).range.lowerBound..<token(last).range.upperBound
  }
}

/// A phrase that stands in a text, by the numbers of its first and last word.
struct Hit: Hashable, Sendable {
  let phrase: Int32
  let first: Int
  let last: Int
}

extension PhraseScanner {
  /// Finds all phrases in a text; a phrase does not reach over the end of a sentence.
  mutating func scan(_ reading: TextReading, into hits: inout [Hit]) {
    hits.removeAll(keepingCapacity: true)
    var state = Self.start
    var sentence: Int32 = 0
    for (number, word) in reading.words.enumerated() {
      if word.sentence != sentence {
        state = Self.start
        sentence = word.sentence
      }
      let token = reading.tokens.items[Int(word.token)]
      state = step(state, automaton.letters.word(reading.tokens.folded[token.folded]))
      for output in outputs[Int(state)] {
        hits.append(
          Hit(phrase: output.phrase, first: number + 1 - Int(output.length), last: number))
      }
    }
  }
}
