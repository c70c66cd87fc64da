/// Cuts the text of a rule into its signs.
struct PhraseLexer {
  enum Sign: Hashable {
    case word(String)
    case phrase(String)
    case open, close, openList, closeList, comma, colon
    case and, or, not, then
    /// NEAR or BEFORE with a number of words.
    case near(words: Int, inOrder: Bool)
  }

  struct Part {
    let sign: Sign
    let range: Range<Int>
  }

  private let scalars: [UnicodeScalar]
  private var place = 0

  init(_ text: String) throws(PhraseFault) {
    scalars = Array(text.unicodeScalars)
    guard scalars.count <= PhraseRule.longestText else {
      throw PhraseFault(.tooLong, PhraseRule.longestText..<scalars.count)
    }
  }

  var count: Int { scalars.count }

  mutating func parts() throws(PhraseFault) -> [Part] {
    var parts: [Part] = []
    while place < scalars.count {
      let start = place
      let scalar = scalars[place]
      if scalar.properties.isWhitespace {
        place += 1
        continue
      }
      let sign: Sign
      if let single = Self.single(scalar) {
        place += 1
        sign = single
      } else if let partner = Self.partner(of: scalar) {
        sign = try phrase(until: partner)
      } else {
        sign = try word()
      }
      parts.append(Part(sign: sign, range: start..<place))
    }
    return parts
  }

  private static func single(_ scalar: UnicodeScalar) -> Sign? {
    switch scalar {
    case "(", "（": .open
    case ")", "）": .close
    case "[", "［", "【": .openList
    case "]", "］", "】": .closeList
    case ",", "，", "、": .comma
    case ":", "：": .colon
    default: nil
    }
  }

  /// The mark that closes a quotation.
  private static func partner(of scalar: UnicodeScalar) -> Set<UnicodeScalar>? {
    switch scalar {
    case "\"", "“", "”", "„": ["\"", "“", "”"]
    case "«": ["»"]
    case "「": ["」"]
    default: nil
    }
  }

  private mutating func phrase(until partner: Set<UnicodeScalar>) throws(PhraseFault) -> Sign {
    let start = place
    place += 1
    var text = String.UnicodeScalarView()
    while place < scalars.count {
      if partner.contains(scalars[place]), !isInsideWord(place) {
        place += 1
        return .phrase(String(text))
      }
      text.append(scalars[place])
      place += 1
    }
    throw PhraseFault(.openQuote, start..<scalars.count)
  }

  /// A double mark between two Hebrew letters is part of an abbreviation.
  private func isInsideWord(_ place: Int) -> Bool {
    guard scalars[place] == "\"", place > 0, place + 1 < scalars.count else { return false }
    return Self.isHebrew(scalars[place - 1]) && Self.isHebrew(scalars[place + 1])
  }

  private static func isHebrew(_ scalar: UnicodeScalar) -> Bool {
    (0x5D0...0x5EA).contains(scalar.value)
  }

  private mutating func word() throws(PhraseFault) -> Sign {
    let start = place
    while place < scalars.count, !scalars[place].properties.isWhitespace,
      Self.single(scalars[place]) == nil,
      Self.partner(of: scalars[place]) == nil || isInsideWord(place)
    { place += 1 }
    if place == start { place += 1 }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[start..<place])
    let text = String(view)
    switch text {
    case "AND": return .and
    case "OR": return .or
    case "NOT": return .not
    case "THEN": return .then
    default: break
    }
    for (name, inOrder) in [("NEAR", false), ("BEFORE", true)] {
      if text == name { return .near(words: 5, inOrder: inOrder) }
      guard text.hasPrefix(name + "/") else { continue }
      guard let words = Int(text.dropFirst(name.count + 1)), (0...50).contains(words) else {
        throw PhraseFault(.badNumber, start..<place)
      }
      return .near(words: words, inOrder: inOrder)
    }
    return .word(text)
  }
}
