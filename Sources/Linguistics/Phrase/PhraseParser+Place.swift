extension PhraseParser {
  /// What stands before a colon: a speaker, and first or last so many messages or so much time.
  mutating func wherePart() throws(PhraseFault) -> PhrasePlace {
    var found = PhrasePlace()
    guard let words = wordsBeforeColon() else { return found }
    var rest = words[...]
    if let word = rest.first, let side = Self.sides[word.text] {
      found.side = side.turn
      rest = rest.dropFirst()
    }
    if let word = rest.first {
      guard let isFirst = Self.ends[word.text] else {
        throw PhraseFault(.unknownPlace, word.range)
      }
      found.part = try part(isFirst, rest.dropFirst(), after: word.range)
    }
    return found
  }

  private func part(
    _ isFirst: Bool, _ words: ArraySlice<PlaceWord>, after range: Range<Int>
  ) throws(PhraseFault) -> PhrasePlace.Part {
    var words = words
    var count = 1
    if let word = words.first, let first = word.text.first, first.isNumber {
      guard let number = Int(word.text), (1...10_000).contains(number) else {
        throw PhraseFault(.badNumber, word.range)
      }
      count = number
      words = words.dropFirst()
    }
    guard let unit = words.first else { throw PhraseFault(.badNumber, range) }
    guard let factor = Self.units[unit.text] else { throw PhraseFault(.unknownPlace, unit.range) }
    if let extra = words.dropFirst().first { throw PhraseFault(.unknownPlace, extra.range) }
    if factor == 0 { return isFirst ? .firstMessages(count) : .lastMessages(count) }
    return isFirst ? .firstSeconds(count * factor) : .lastSeconds(count * factor)
  }

  /// A speaker's word; everybody is no side.
  private struct Speaker {
    let turn: Turn.Side?
  }

  private static let sides: [String: Speaker] = [
    "agent": Speaker(turn: .agent), "customer": Speaker(turn: .customer),
    "bot": Speaker(turn: .bot), "anyone": Speaker(turn: nil),
  ]
  private static let ends = ["first": true, "last": false]
  /// Seconds in a unit; 0 counts messages.
  private static let units = [
    "message": 0, "messages": 0, "second": 1, "seconds": 1, "s": 1, "minute": 60, "minutes": 60,
    "min": 60, "hour": 3600, "hours": 3600,
  ]
}
