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
  /// The folded scalars of the tokens, where their ranges say; what stands elsewhere means nothing.
  public private(set) var folded: [UInt32] = []

  public init() {}

  public init(_ text: some StringProtocol) {
    var text = String(text)
    text.withUTF8 { read($0) }
  }

  /// Reads another text in place of the last, keeping the memory.
  public mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    // No scalar has less than a byte.
    if folded.count < bytes.count { folded = [UInt32](repeating: 0, count: bytes.count * 2) }
    var tokens = [Token]()
    swap(&tokens, &items)
    tokens.removeAll(keepingCapacity: true)
    folded.withUnsafeMutableBufferPointer { letters in
      var reader = TokenReader(bytes, letters)
      reader.read(into: &tokens)
    }
    swap(&tokens, &items)
  }
}

/// Divides scalars into tokens and folds their letters.
private struct TokenReader {
  private var reader: ScalarReader
  private let letters: UnsafeMutableBufferPointer<UInt32>
  private var count = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ letters: UnsafeMutableBufferPointer<UInt32>) {
    reader = ScalarReader(bytes)
    self.letters = letters
  }

  mutating func read(into items: inout [Token]) {
    var scalar = reader.next()
    while let current = scalar {
      switch Letter.kind(of: current.value) {
      case .space: scalar = reader.next()
      case .letter: scalar = word(from: current, &items)
      case .digit: scalar = number(from: current, &items)
      case .mark: scalar = mark(from: current, &items)
      case .ideograph: scalar = single(current, .ideograph, &items)
      case .symbol, .joiner: scalar = single(current, .symbol, &items)
      }
    }
  }

  private mutating func word(
    from first: ScalarReader.Scalar, _ items: inout [Token]
  ) -> ScalarReader.Scalar? {
    let start = count
    var end = first.end
    put(Letter.folded(first.value))
    while true {
      end = takePlain() ?? end
      guard let next = reader.next() else { break }
      let kind = Letter.kind(of: next.value)
      if kind == .letter || kind == .digit {
        put(Letter.folded(next.value))
      } else if kind == .joiner {
        // A point or an accent belongs to the letter before; an apostrophe joins two letters.
        if Letter.isApostrophe(next.value) {
          guard let after = reader.peek(), Letter.kind(of: after.value) == .letter else {
            add(.word, first.start..<end, from: start, &items)
            return next
          }
        }
      } else {
        add(.word, first.start..<end, from: start, &items)
        return next
      }
      end = next.end
    }
    add(.word, first.start..<end, from: start, &items)
    return nil
  }

  /// Takes plain letters and digits while they come; where they end, if there are any.
  @inline(__always)
  private mutating func takePlain() -> Int? {
    let bytes = reader.bytes, start = reader.place
    var end = start
    while end < bytes.count, Letter.isPlain(bytes[end]) {
      letters[count &+ (end &- start)] = UInt32(Letter.lowered(plain: bytes[end]))
      end &+= 1
    }
    guard end > start else { return nil }
    count &+= end &- start
    reader.place = end
    return end
  }

  private mutating func number(
    from first: ScalarReader.Scalar, _ items: inout [Token]
  ) -> ScalarReader.Scalar? {
    let start = count
    var end = first.end
    put(Letter.folded(first.value))
    while let next = reader.next() {
      guard Letter.kind(of: next.value) == .digit else {
        add(.number, first.start..<end, from: start, &items)
        return next
      }
      put(Letter.folded(next.value))
      end = next.end
    }
    add(.number, first.start..<end, from: start, &items)
    return nil
  }

  private mutating func mark(
    from first: ScalarReader.Scalar, _ items: inout [Token]
  ) -> ScalarReader.Scalar? {
    let start = count
    var end = first.end
    var kind = Token.Kind.mark
    put(Letter.plainMark(first.value))
    while let next = reader.next() {
      guard Letter.plainMark(next.value) == Letter.plainMark(first.value) else {
        add(kind, first.start..<end, from: start, &items)
        return next
      }
      kind = .repeatedMark
      end = next.end
    }
    add(kind, first.start..<end, from: start, &items)
    return nil
  }

  private mutating func single(
    _ scalar: ScalarReader.Scalar, _ kind: Token.Kind, _ items: inout [Token]
  ) -> ScalarReader.Scalar? {
    let start = count
    put(scalar.value)
    add(kind, scalar.start..<scalar.end, from: start, &items)
    return reader.next()
  }

  @inline(__always)
  private mutating func put(_ value: UInt32) {
    letters[count] = value
    count &+= 1
  }

  @inline(__always)
  private func add(
    _ kind: Token.Kind, _ range: Range<Int>, from start: Int, _ items: inout [Token]
  ) {
    items.append(Token(kind: kind, range: range, folded: start..<count))
  }
}

/// Scalars with their places, read from bytes that may be anything.
struct ScalarReader {
  struct Scalar {
    let value: UInt32
    let start: Int
    let end: Int
  }

  let bytes: UnsafeBufferPointer<UInt8>
  var place = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func next() -> Scalar? {
    guard let scalar = peek() else { return nil }
    place = scalar.end
    return scalar
  }

  /// The next scalar; a byte that begins none is read as U+FFFD.
  @inline(__always)
  func peek() -> Scalar? {
    guard place < bytes.count else { return nil }
    let first = bytes[place]
    if first < 0x80 { return Scalar(value: UInt32(first), start: place, end: place + 1) }
    return wide(first)
  }

  private func wide(_ first: UInt8) -> Scalar {
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
