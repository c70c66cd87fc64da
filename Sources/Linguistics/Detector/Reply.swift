/// What a message has to offer as an answer.
struct Reply: Sendable {
  let turn: Int
  let clues: ClueSet
  let shapes: Shapes
  let matter: Set<UInt64>
  let words: Int
  /// Whether it asks; Russian and Hebrew words for asking join sentences, too, and need the mark.
  let asks: Bool
  /// Whether all it says is a question of its own.
  let onlyAsks: Bool
  /// Whether one of its clauses begins with yes or no.
  let decides: Bool
  let promises: Bool
  /// Whether most of it is written without blanks, so that each character counts as a word.
  let isHan: Bool

  /// Forms of text that answer certain questions.
  struct Shapes: OptionSet, Hashable, Sendable {
    let rawValue: UInt16
    static let number = Shapes(rawValue: 1)
    static let longNumber = Shapes(rawValue: 2)
    static let clock = Shapes(rawValue: 4)
    static let money = Shapes(rawValue: 8)
    static let mail = Shapes(rawValue: 16)
    static let link = Shapes(rawValue: 32)
    static let name = Shapes(rawValue: 64)
    static let decimal = Shapes(rawValue: 128)
    static let year = Shapes(rawValue: 256)
  }

  init(_ reading: TextReading, _ clues: ClueReading, turn: Int, bytes: UnsafeBufferPointer<UInt8>) {
    self.turn = turn
    let words = 0..<reading.words.count
    self.words = words.count
    let all = clues.all(in: words)
    self.clues = all
    matter = Set(Matter.hashes(reading, clues, words))
    shapes = Shapes(reading, bytes)
    decides = clues.marks.contains { mark in
      (mark.clue == .tellYes || mark.clue == .tellNo) && Self.beginsClause(mark.first, reading)
    }
    promises = all.contains(.deferral) || all.contains(.promise)
    isHan = 2 * words.count { reading.token($0).kind == .ideograph } > words.count
    let questions = reading.sentences.indices.filter { !reading.words(of: $0).isEmpty }
    let joins = words.contains { (0x400..<0x600).contains(reading.letters($0).first ?? 0) }
    asks =
      all.contains(.questionWord)
      && (!joins || questions.contains { reading.sentences[$0].ending == .question })
    onlyAsks =
      !questions.isEmpty
      && questions.allSatisfy { reading.sentences[$0].ending == .question }
  }
}

extension Reply {
  /// Whether a word stands first, or behind a mark.
  private static func beginsClause(_ word: Int, _ reading: TextReading) -> Bool {
    word == 0 || reading.words[word].token - reading.words[word - 1].token > 1
  }
}

extension Reply.Shapes {
  init(_ reading: TextReading, _ bytes: UnsafeBufferPointer<UInt8>) {
    self = []
    var digits = 0, end = -9
    for token in reading.tokens.items {
      if token.kind == .number {
        insert(.number)
        let lead = reading.tokens.folded[token.folded.lowerBound]
        if token.folded.count == 4, lead == 0x31 || lead == 0x32 { insert(.year) }
        let gap = token.range.lowerBound - end
        let divider = gap == 1 ? bytes[end] : 0
        if divider == 0x3A { insert(.clock) }
        if divider == 0x2E { insert(.decimal) }
        digits = gap <= 2 ? digits + token.folded.count : token.folded.count
        if digits >= 7 { insert(.longNumber) }
        end = token.range.upperBound
        continue
      }
      guard let first = reading.tokens.folded[token.folded].first else { continue }
      switch (token.kind, first) {
      case (_, 0x24), (_, 0x20AC), (_, 0xA3), (_, 0xA5), (_, 0x20AA), (_, 0x20BD), (_, 0x5143):
        insert(.money)
      case (.mark, 0x40): insert(.mail)
      case (.word, _):
        let lead = bytes[token.range.lowerBound]
        if token.range.lowerBound > 0, (0x41...0x5A).contains(lead) { insert(.name) }
        if token.range.count > 3, lead | 0x20 == 0x68 || lead | 0x20 == 0x77 {
          let begin = bytes[token.range.lowerBound..<min(bytes.count, token.range.upperBound + 3)]
          if String(decoding: begin, as: UTF8.self).lowercased().hasPrefix("http") {
            insert(.link)
          }
        }
        if token.range.count == 3, lead | 0x20 == 0x77,
          token.range.upperBound < bytes.count, bytes[token.range.upperBound] == 0x2E
        {
          insert(.link)
        }
      default: break
      }
    }
  }
}
