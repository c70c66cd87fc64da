/// A text with headings, lists, emphasis and links, written in a small part of Markdown.
///
/// Nothing else is known: no markup of any other kind comes through, and an address is a link
/// only when it begins with `http://` or `https://`.
struct Prose: Hashable, Sendable {
  enum Block: Hashable, Sendable {
    /// From 1, the largest, to 3.
    case heading(level: Int, [Span])
    /// Each line of a paragraph stays a line.
    case paragraph([[Span]])
    case list(isNumbered: Bool, items: [[Span]])
  }

  indirect enum Span: Hashable, Sendable {
    case text(String)
    case emphasis([Span])
    case strong([Span])
    case link([Span], address: String)
  }

  let blocks: [Block]

  init(_ source: String) {
    var reader = BlockReader()
    for line in source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      reader.take(line)
    }
    reader.flush()
    blocks = reader.blocks
  }
}

/// Gathers lines into blocks.
private struct BlockReader {
  var blocks: [Prose.Block] = []
  private var lines: [[Prose.Span]] = []
  private var items: [[Prose.Span]] = []
  private var isNumbered = false

  mutating func take(_ line: Substring) {
    let line = line.drop(while: \.isWhitespace)
    if line.isEmpty {
      flush()
    } else if let (level, rest) = heading(line) {
      flush()
      blocks.append(.heading(level: level, SpanReader.spans(of: rest)))
    } else if let (numbered, rest) = item(line) {
      if !lines.isEmpty || (!items.isEmpty && numbered != isNumbered) { flush() }
      isNumbered = numbered
      items.append(SpanReader.spans(of: rest))
    } else {
      if !items.isEmpty { flush() }
      lines.append(SpanReader.spans(of: line))
    }
  }

  mutating func flush() {
    if !lines.isEmpty { blocks.append(.paragraph(lines)) }
    if !items.isEmpty { blocks.append(.list(isNumbered: isNumbered, items: items)) }
    lines = []
    items = []
  }

  private func heading(_ line: Substring) -> (level: Int, rest: Substring)? {
    let level = line.prefix { $0 == "#" }.count
    let rest = line.dropFirst(level)
    guard (1...3).contains(level), rest.first?.isWhitespace == true else { return nil }
    let words = rest.drop(while: \.isWhitespace)
    return words.isEmpty ? nil : (level, words)
  }

  private func item(_ line: Substring) -> (isNumbered: Bool, rest: Substring)? {
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let mark = line.dropFirst(digits.count)
    let isNumber = (1...3).contains(digits.count) && (mark.first == "." || mark.first == ")")
    let isBullet = digits.isEmpty && (mark.first == "-" || mark.first == "*")
    let rest = mark.dropFirst()
    guard isNumber || isBullet, rest.first?.isWhitespace == true else { return nil }
    return (isNumber, rest.drop(while: \.isWhitespace))
  }
}

/// Reads one line from left to right; a mark without its partner is an ordinary character.
///
/// Time grows with the length of the line only: where one search for a partner fails, later ones
/// of the same kind are not made, and spans nest three deep at most.
private struct SpanReader {
  private var rest: Substring
  private let depth: Int
  private var spans: [Prose.Span] = []
  private var plain = ""
  private var hopeless: Set<Mark> = []

  private enum Mark { case strong, emphasis, link }

  private static let deepest = 3

  static func spans(of line: Substring, depth: Int = 0) -> [Prose.Span] {
    var reader = SpanReader(rest: line, depth: depth)
    return reader.read()
  }

  private init(rest: Substring, depth: Int) {
    self.rest = rest
    self.depth = depth
  }

  private mutating func read() -> [Prose.Span] {
    while let first = rest.first {
      if depth < Self.deepest, let (span, after) = marked(first) {
        finishText()
        spans.append(span)
        rest = rest[after...]
      } else {
        plain.append(first)
        rest = rest.dropFirst()
      }
    }
    finishText()
    return spans
  }

  private mutating func finishText() {
    if !plain.isEmpty { spans.append(.text(plain)) }
    plain = ""
  }

  private mutating func marked(_ first: Character) -> (Prose.Span, Substring.Index)? {
    switch first {
    case "*" where rest.hasPrefix("**"):
      enclosed(by: "**", .strong).map { (.strong($0), $1) }
    case "*": enclosed(by: "*", .emphasis).map { (.emphasis($0), $1) }
    case "[": link()
    default: nil
    }
  }

  private mutating func enclosed(
    by sign: String, _ mark: Mark
  ) -> ([Prose.Span], Substring.Index)? {
    guard !hopeless.contains(mark) else { return nil }
    let inner = rest.dropFirst(sign.count)
    guard let first = inner.first, !first.isWhitespace, first != "*" else { return nil }
    guard let end = inner.firstRange(of: sign) else {
      hopeless.insert(mark)
      return nil
    }
    return (Self.spans(of: inner[..<end.lowerBound], depth: depth + 1), end.upperBound)
  }

  private mutating func link() -> (Prose.Span, Substring.Index)? {
    guard !hopeless.contains(.link) else { return nil }
    let inner = rest.dropFirst()
    guard let middle = inner.firstRange(of: "](") else {
      hopeless.insert(.link)
      return nil
    }
    let label = inner[..<middle.lowerBound]
    guard !label.isEmpty, !label.contains("[") else { return nil }
    let tail = inner[middle.upperBound...]
    guard let end = tail.firstIndex(of: ")") else {
      hopeless.insert(.link)
      return nil
    }
    let address = String(tail[..<end])
    guard Prose.isWebAddress(address) else { return nil }
    return (
      .link(Self.spans(of: label, depth: Self.deepest), address: address), tail.index(after: end)
    )
  }
}

extension Prose {
  /// Whether an address may become a link: `http` or `https`, a host, and no blank or quote in it.
  static func isWebAddress(_ address: String) -> Bool {
    let lower = address.prefix(8).lowercased()
    let head = lower.hasPrefix("https://") ? 8 : lower.hasPrefix("http://") ? 7 : 0
    guard head > 0, address.utf8.count <= 2000 else { return false }
    let refused: Set<UInt8> = Set("\"'<>\\`".utf8)
    return address.dropFirst(head).first?.isLetter == true
      || address.dropFirst(head).first?.isNumber == true
      ? address.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && !refused.contains($0) } : false
  }
}
