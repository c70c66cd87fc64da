/// Reads the parts of a rule into clauses, in one pass with a bounded depth.
struct PhraseParser {
  private let parts: [PhraseLexer.Part]
  private let end: Int
  private var place = 0
  private var depth = 0
  /// The phrases found so far; each may be written in several ways.
  private(set) var atoms: [[[WordPattern]]] = []

  private static let deepest = 30

  init(_ text: String) throws(PhraseFault) {
    var lexer = try PhraseLexer(text)
    parts = try lexer.parts()
    end = lexer.count
  }

  mutating func rule() throws(PhraseFault) -> [PhraseClause] {
    guard !parts.isEmpty else { throw PhraseFault(.empty, 0..<end) }
    var clauses = [try clause()]
    while take(.then) { clauses.append(try clause()) }
    if let rest = current { throw stray(rest) }
    return clauses
  }

  private func stray(_ part: PhraseLexer.Part) -> PhraseFault {
    switch part.sign {
    case .close, .closeList, .comma: PhraseFault(.strayBracket, part.range)
    case .colon: PhraseFault(.unknownPlace, part.range)
    default: PhraseFault(.missingOperator, part.range)
    }
  }

  private var current: PhraseLexer.Part? { place < parts.count ? parts[place] : nil }

  private mutating func take(_ sign: PhraseLexer.Sign) -> Bool {
    guard current?.sign == sign else { return false }
    place += 1
    return true
  }

  /// A word before a colon.
  struct PlaceWord {
    let text: String
    let range: Range<Int>
  }

  /// Takes the words before a colon; `nil` where the clause begins without any.
  mutating func wordsBeforeColon() -> [PlaceWord]? {
    var words: [PlaceWord] = []
    for next in parts[place...].indices {
      switch parts[next].sign {
      case .word(let text): words.append(PlaceWord(text: text, range: parts[next].range))
      case .comma: continue
      case .colon:
        place = next + 1
        return words
      default: return nil
      }
    }
    return nil
  }

  private mutating func clause() throws(PhraseFault) -> PhraseClause {
    let found = try wherePart()
    return PhraseClause(place: found, expression: try either())
  }

  // MARK: What is said

  private mutating func either() throws(PhraseFault) -> PhraseExpression {
    var list = [try both()]
    while take(.or) { list.append(try both()) }
    return list.count == 1 ? list[0] : .any(list)
  }

  private mutating func both() throws(PhraseFault) -> PhraseExpression {
    var list = [try negation()]
    while take(.and) { list.append(try negation()) }
    return list.count == 1 ? list[0] : .all(list)
  }

  private mutating func negation() throws(PhraseFault) -> PhraseExpression {
    guard take(.not) else { return try neighbours() }
    try descend()
    let inner = try negation()
    depth -= 1
    return .not(inner)
  }

  private mutating func descend() throws(PhraseFault) {
    depth += 1
    guard depth <= Self.deepest else {
      throw PhraseFault(.tooLong, current?.range ?? end..<end)
    }
  }

  private mutating func neighbours() throws(PhraseFault) -> PhraseExpression {
    let first = place
    var left = try term()
    while case .near(let words, let inOrder)? = current?.sign {
      let mark = place
      place += 1
      let right = try term()
      guard left.isSpan, right.isSpan else {
        let from = left.isSpan ? mark + 1 : first
        throw PhraseFault(.negatedNear, parts[from].range)
      }
      left = .near(left, right, words: words, inOrder: inOrder)
    }
    return left
  }

  private mutating func term() throws(PhraseFault) -> PhraseExpression {
    guard let part = current else { throw PhraseFault(.missingTerm, end..<end) }
    place += 1
    switch part.sign {
    case .word(let text): return try atom([phrase(text, part.range)], part.range)
    case .phrase(let text): return try atom([phrase(text, part.range)], part.range)
    case .open:
      try descend()
      let inner = try either()
      depth -= 1
      guard take(.close) else { throw PhraseFault(.openBracket, part.range) }
      return inner
    case .openList: return try list(from: part)
    case .close, .closeList: throw PhraseFault(.strayBracket, part.range)
    case .colon: throw PhraseFault(.unknownPlace, part.range)
    case .comma, .and, .or, .not, .then, .near: throw PhraseFault(.missingTerm, part.range)
    }
  }

  private mutating func list(from open: PhraseLexer.Part) throws(PhraseFault) -> PhraseExpression {
    var ways: [[WordPattern]] = []
    repeat {
      guard let part = current else { throw PhraseFault(.openBracket, open.range) }
      place += 1
      switch part.sign {
      case .word(let text), .phrase(let text): ways.append(try phrase(text, part.range))
      default: throw PhraseFault(.missingTerm, part.range)
      }
      if case .word? = current?.sign { throw PhraseFault(.missingOperator, parts[place].range) }
    } while take(.comma)
    guard take(.closeList) else { throw PhraseFault(.openBracket, open.range) }
    return try atom(ways, open.range)
  }

  private mutating func atom(
    _ ways: [[WordPattern]], _ range: Range<Int>
  ) throws(PhraseFault) -> PhraseExpression {
    atoms.append(ways)
    guard atoms.reduce(0, { $0 + $1.count }) <= PhraseRule.mostPhrases else {
      throw PhraseFault(.tooLong, range)
    }
    return .atom(atoms.count - 1)
  }

  private func phrase(
    _ text: String, _ range: Range<Int>
  ) throws(PhraseFault) -> [WordPattern] {
    if Self.hasStrayStar(text) { throw PhraseFault(.strayStar, range) }
    let places = WordPattern.places(text)
    guard !places.isEmpty else { throw PhraseFault(.emptyPhrase, range) }
    guard places.contains(where: { $0 != .any }) else { throw PhraseFault(.onlyWildcards, range) }
    guard places.count <= 30 else { throw PhraseFault(.tooLong, range) }
    return places
  }

  /// Whether a star stands before or inside a word.
  private static func hasStrayStar(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.contains { place in
      scalars[place] == "*" && place + 1 < scalars.count
        && (scalars[place + 1].properties.isAlphabetic || scalars[place + 1] == "*")
    }
  }
}

extension PhraseExpression {
  /// Whether it is something that stands somewhere, with no NOT inside.
  var isSpan: Bool {
    switch self {
    case .atom: true
    case .near(let left, let right, _, _): left.isSpan && right.isSpan
    case .all(let parts), .any(let parts): parts.allSatisfy(\.isSpan)
    case .not: false
    }
  }
}
