/// One unit of a text as the features see it: a word, a Han character, a number, a mark, a picture.
public struct Token: Hashable, Sendable {
  /// What a token is made of.
  public enum Kind: UInt8, Hashable, Sendable {
    /// Letters of an alphabet, with apostrophes inside.
    case word
    /// One character of a script that is written without spaces.
    case ideograph
    /// A run of digits.
    case number
    /// A mark; a repeated one counts once and is marked as such.
    case mark
    /// A mark that was repeated, as in `!!!`.
    case repeatedMark
    /// An emoji or another symbol.
    case symbol
  }

  public let kind: Kind
  /// Where it stands, in bytes of the text's UTF-8.
  public let range: Range<Int>
  /// Its scalars after folding, as a range of ``Tokens/folded``.
  public let folded: Range<Int>
}

/// The tokens of one text.
///
/// Letters are folded in case, points and accents are dropped, so that a word is found however it
/// is written. Scripts without spaces come character by character; pairs are made by the features,
/// so no dictionary is needed. Linear in the length of the text; any bytes are accepted.
public struct Tokens: Sendable {
  /// All tokens in order.
  public private(set) var items: [Token] = []
  /// The folded scalars of all tokens, one after the other.
  public private(set) var folded: [UInt32] = []

  public init() {}

  public init(_ text: some StringProtocol) {
    var text = String(text)
    text.withUTF8 { read($0) }
  }

  /// Reads another text in place of the last, keeping the memory.
  public mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    items.removeAll(keepingCapacity: true)
    folded.removeAll(keepingCapacity: true)
    var reader = ScalarReader(bytes)
    var scalar = reader.next()
    while let current = scalar {
      switch Letter.kind(of: current.value) {
      case .space: scalar = reader.next()
      case .letter: scalar = word(from: current, &reader)
      case .digit: scalar = number(from: current, &reader)
      case .mark: scalar = mark(from: current, &reader)
      case .ideograph, .symbol, .joiner:
        scalar = single(current, Letter.kind(of: current.value) == .ideograph, &reader)
      }
    }
  }

  private mutating func word(
    from first: ScalarReader.Scalar, _ reader: inout ScalarReader
  ) -> ScalarReader.Scalar? {
    let start = folded.count
    var end = first.end
    append(first.value)
    while true {
      end = reader.takePlain(into: &folded) ?? end
      guard let next = reader.next() else { break }
      let kind = Letter.kind(of: next.value)
      if kind == .letter || kind == .digit {
        append(next.value)
      } else if kind == .joiner {
        // A point or an accent belongs to the letter before; an apostrophe joins two letters.
        if Letter.isApostrophe(next.value) {
          guard let after = reader.peek(), Letter.kind(of: after.value) == .letter else {
            add(.word, first.start..<end, from: start)
            return next
          }
        }
      } else {
        add(.word, first.start..<end, from: start)
        return next
      }
      end = next.end
    }
    add(.word, first.start..<end, from: start)
    return nil
  }

  private mutating func number(
    from first: ScalarReader.Scalar, _ reader: inout ScalarReader
  ) -> ScalarReader.Scalar? {
    let start = folded.count
    var end = first.end
    append(first.value)
    while let next = reader.next() {
      guard Letter.kind(of: next.value) == .digit else {
        add(.number, first.start..<end, from: start)
        return next
      }
      append(next.value)
      end = next.end
    }
    add(.number, first.start..<end, from: start)
    return nil
  }

  private mutating func mark(
    from first: ScalarReader.Scalar, _ reader: inout ScalarReader
  ) -> ScalarReader.Scalar? {
    let start = folded.count
    var end = first.end
    var kind = Token.Kind.mark
    folded.append(Letter.plainMark(first.value))
    while let next = reader.next() {
      guard Letter.plainMark(next.value) == Letter.plainMark(first.value) else {
        add(kind, first.start..<end, from: start)
        return next
      }
      kind = .repeatedMark
      end = next.end
    }
    add(kind, first.start..<end, from: start)
    return nil
  }

  private mutating func single(
    _ scalar: ScalarReader.Scalar, _ isIdeograph: Bool, _ reader: inout ScalarReader
  ) -> ScalarReader.Scalar? {
    let start = folded.count
    folded.append(scalar.value)
    add(isIdeograph ? .ideograph : .symbol, scalar.start..<scalar.end, from: start)
    return reader.next()
  }

  private mutating func append(_ value: UInt32) {
    folded.append(Letter.folded(value))
  }

  private mutating func add(_ kind: Token.Kind, _ range: Range<Int>, from start: Int) {
    items.append(Token(kind: kind, range: range, folded: start..<folded.count))
  }
}

/// Scalars with their places, read from bytes that may be anything.
struct ScalarReader {
  struct Scalar {
    let value: UInt32
    let start: Int
    let end: Int
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func next() -> Scalar? {
    guard let scalar = peek() else { return nil }
    place = scalar.end
    return scalar
  }

  /// Takes plain letters and digits while they come, folded; where they end, if there are any.
  mutating func takePlain(into folded: inout [UInt32]) -> Int? {
    var end = place
    while end < bytes.count, Letter.isPlain(bytes[end]) { end += 1 }
    guard end > place else { return nil }
    for index in place..<end { folded.append(UInt32(Letter.lowered(plain: bytes[index]))) }
    place = end
    return end
  }

  /// The next scalar; a byte that begins none is read as U+FFFD.
  func peek() -> Scalar? {
    guard place < bytes.count else { return nil }
    let first = bytes[place]
    if first < 0x80 { return Scalar(value: UInt32(first), start: place, end: place + 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first < 0xF5, place + length <= bytes.count else { return broken }
    var value = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for offset in 1..<length {
      let byte = bytes[place + offset]
      guard byte & 0xC0 == 0x80 else { return broken }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return Scalar(value: value, start: place, end: place + length)
  }

  private var broken: Scalar { Scalar(value: 0xFFFD, start: place, end: place + 1) }
}
