/// Where the sentences of a text begin and end.
///
/// A sentence ends at a full stop, a question or exclamation mark, or an empty line; not at the stop
/// of an abbreviation, an initial, a number, an address or a file name. Linear in the text.
public struct Sentence: Hashable, Sendable {
  /// How it ends.
  public enum Ending: UInt8, Hashable, Sendable {
    case plain, question, exclamation
  }

  /// Its place in bytes of the text's UTF-8.
  public let range: Range<Int>
  public let ending: Ending
  /// Its tokens, by number.
  let tokens: Range<Int>

  /// The sentences of a text, in order.
  public static func sentences(of text: some StringProtocol) -> [Sentence] {
    var text = String(text)
    return text.withUTF8 { bytes in
      var tokens = Tokens()
      tokens.read(bytes)
      return sentences(tokens, bytes)
    }
  }

  static func sentences(_ tokens: Tokens, _ bytes: UnsafeBufferPointer<UInt8>) -> [Sentence] {
    var sentences: [Sentence] = []
    divide(tokens, bytes, into: &sentences)
    return sentences
  }

  /// Fills a list anew, keeping its memory.
  static func divide(
    _ tokens: Tokens, _ bytes: UnsafeBufferPointer<UInt8>, into sentences: inout [Sentence]
  ) {
    sentences.removeAll(keepingCapacity: true)
    let items = tokens.items
    var start = 0, index = 0
    while index < items.count {
      if index > start, breaksLine(items[index - 1], items[index], bytes) {
        close(start..<index, .plain, items, into: &sentences)
        start = index
      }
      guard let ending = ending(at: index, tokens, bytes) else {
        index += 1
        continue
      }
      var (end, kind) = (index + 1, ending)
      // More marks, closing brackets and quotes belong to what they end.
      while end < items.count, isMark(items[end]),
        items[end].range.lowerBound == items[end - 1].range.upperBound,
        closes(letter(items[end], tokens))
      {
        if letter(items[end], tokens) == 0x3F { kind = .question }
        end += 1
      }
      close(start..<end, kind, items, into: &sentences)
      (start, index) = (end, end)
    }
    close(start..<items.count, .plain, items, into: &sentences)
  }

  private static func close(
    _ range: Range<Int>, _ ending: Ending, _ items: [Token], into sentences: inout [Sentence]
  ) {
    guard let last = range.last else { return }
    sentences.append(
      Sentence(
        range: items[range.lowerBound].range.lowerBound..<items[last].range.upperBound,
        ending: ending, tokens: range))
  }

  private static func isMark(_ token: Token) -> Bool {
    token.kind == .mark || token.kind == .repeatedMark
  }

  private static func letter(_ token: Token, _ tokens: Tokens) -> UInt32 {
    tokens.folded[token.folded.lowerBound]
  }

  private static func closes(_ mark: UInt32) -> Bool {
    switch mark {
    case 0x21, 0x22, 0x27, 0x29, 0x2E, 0x3F, 0x5D, 0x300D, 0x300F: true
    default: false
    }
  }

  /// An empty line or a line break after which something begins large ends a sentence.
  private static func breaksLine(
    _ before: Token, _ after: Token, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var breaks = 0
    for place in before.range.upperBound..<after.range.lowerBound where bytes[place] == 0x0A {
      breaks += 1
    }
    guard breaks > 0 else { return false }
    let first = bytes[after.range.lowerBound]
    return breaks > 1 || !(0x61...0x7A).contains(first)
  }

  private static func ending(
    at index: Int, _ tokens: Tokens, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Ending? {
    let token = tokens.items[index]
    guard isMark(token) else { return nil }
    switch letter(token, tokens) {
    case 0x3F, 0x61F: return .question
    case 0x21: return .exclamation
    // The Chinese stop was made a plain one by the tokens; its bytes tell.
    case 0x2E: return isStop(index, tokens, bytes) ? .plain : nil
    case 0x3B where bytes[token.range.lowerBound] == 0xEF: return .plain
    default: return nil
    }
  }

  private static func isStop(
    _ index: Int, _ tokens: Tokens, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let items = tokens.items
    let token = items[index]
    if bytes[token.range.lowerBound] == 0xE3 { return true }
    guard index + 1 < items.count else { return true }
    let next = items[index + 1]
    if next.range.lowerBound == token.range.upperBound {
      return isMark(next) && closes(letter(next, tokens))
    }
    guard token.kind == .mark, index > 0 else { return true }
    let before = items[index - 1]
    guard before.range.upperBound == token.range.lowerBound else { return true }
    switch before.kind {
    case .word:
      if before.folded.count == 1 { return false }
      return !abbreviations.contains(Array(tokens.folded[before.folded]))
    // "1. Open the box" is one sentence, "in 2019. We" is two.
    case .number: return before.folded.count > 2 || index > 1 && !isFirst(index - 1, items, bytes)
    default: return true
    }
  }

  private static func isFirst(
    _ index: Int, _ items: [Token], _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard index > 0 else { return true }
    let gap = items[index - 1].range.upperBound..<items[index].range.lowerBound
    return gap.contains { bytes[$0] == 0x0A }
  }

  private static let abbreviations: Set<[UInt32]> = Set(
    """
    mr mrs ms dr prof st nr vs etc approx ext tel inc ltd co jan feb mar apr jun jul aug sep sept \
    oct nov dec dept est min max г гг ул пр пл д кв корп стр др т тд тп тел руб коп мин сек см им рис \
    проф гр обл
    """.split(separator: " ").map { $0.unicodeScalars.map(\.value) })
}
