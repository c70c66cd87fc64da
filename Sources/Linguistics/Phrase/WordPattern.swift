/// Which words may stand at one place of a phrase.
enum WordPattern: Hashable, Sendable {
  /// This word, after folding.
  case word([UInt32])
  /// Words that begin like this.
  case prefix([UInt32])
  /// Any one word.
  case any
}

extension WordPattern {
  /// The places of a phrase as it is written: words, `begin*` and `*` for any one word.
  ///
  /// Scripts without blanks give a place for each character.
  static func places(_ text: some StringProtocol) -> [WordPattern] {
    let tokens = Tokens(text)
    var places: [WordPattern] = []
    var end = -1
    for token in tokens.items {
      let letters = Array(tokens.folded[token.folded])
      switch token.kind {
      case .word, .number, .ideograph, .symbol: places.append(.word(letters))
      case .mark, .repeatedMark:
        guard letters == [0x2A] else { continue }
        if end == token.range.lowerBound, case .word(let begin)? = places.last {
          places[places.count - 1] = .prefix(begin)
        } else {
          places.append(.any)
        }
      }
      end = token.range.upperBound
    }
    return places
  }
}
