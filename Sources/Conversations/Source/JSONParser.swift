/// Reads JSON from bytes; every step is checked and can only throw.
struct JSONParser {
  private let bytes: [UInt8]
  private let nesting: Int
  private var position = 0
  private var depth = 0

  init(bytes: [UInt8], nesting: Int) {
    self.bytes = bytes
    self.nesting = nesting
  }

  mutating func document() throws -> JSON {
    skipBlanks()
    let value = try value()
    skipBlanks()
    guard position == bytes.count else { throw failure() }
    return value
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func failure(_ expected: Expectation = .json) -> JSON.Failure {
    JSON.Failure(expected: expected, position: position)
  }

  private mutating func skipBlanks() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  private mutating func value() throws -> JSON {
    switch current {
    case UInt8(ascii: "{"): try object()
    case UInt8(ascii: "["): try list()
    case UInt8(ascii: "\""): .text(try string())
    case UInt8(ascii: "t"): try word("true", .truth(true))
    case UInt8(ascii: "f"): try word("false", .truth(false))
    case UInt8(ascii: "n"): try word("null", .null)
    default: .number(try number())
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws -> JSON {
    let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes.count - position >= letters.count,
      bytes[position..<(position + letters.count)].elementsEqual(letters)
    else { throw failure() }
    position += letters.count
    return value
  }

  private mutating func descend() throws {
    depth += 1
    guard depth <= nesting else { throw failure(.shallowNesting) }
    position += 1
    skipBlanks()
  }

  private mutating func list() throws -> JSON {
    try descend()
    var values: [JSON] = []
    if current == UInt8(ascii: "]") {
      position += 1
    } else {
      repeat {
        skipBlanks()
        values.append(try value())
        skipBlanks()
      } while try hasMore(until: UInt8(ascii: "]"))
    }
    depth -= 1
    return .list(values)
  }

  private mutating func object() throws -> JSON {
    try descend()
    var members: [JSON.Member] = []
    var names = MemberNames()
    if current == UInt8(ascii: "}") {
      position += 1
    } else {
      repeat {
        skipBlanks()
        guard current == UInt8(ascii: "\"") else { throw failure() }
        let name = try string()
        guard names.insert(name, members: members) else { throw failure(.uniqueKey) }
        skipBlanks()
        guard current == UInt8(ascii: ":") else { throw failure() }
        position += 1
        skipBlanks()
        members.append(JSON.Member(name, try value()))
        skipBlanks()
      } while try hasMore(until: UInt8(ascii: "}"))
    }
    depth -= 1
    return .object(members)
  }

  /// Passes a comma, or the end of a list or object.
  private mutating func hasMore(until end: UInt8) throws -> Bool {
    guard let byte = current, byte == end || byte == UInt8(ascii: ",") else { throw failure() }
    position += 1
    return byte != end
  }

  private mutating func number() throws -> String {
    let start = position
    if current == UInt8(ascii: "-") { position += 1 }
    let firstDigit = current
    let whole = digits()
    guard whole > 0, whole == 1 || firstDigit != UInt8(ascii: "0") else { throw failure() }
    if current == UInt8(ascii: ".") {
      position += 1
      guard digits() > 0 else { throw failure() }
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      guard digits() > 0 else { throw failure() }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = current, (0x30...0x39).contains(byte) { position += 1 }
    return position - start
  }

  private mutating func string() throws -> String {
    position += 1
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let text = try text(bytes[start..<position])
        position += 1
        return text
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
      guard byte >= 0x20 else { throw failure() }
      position += 1
    }
    throw failure()
  }

  private func text(_ slice: ArraySlice<UInt8>) throws -> String {
    guard let text = String(validating: slice, as: UTF8.self) else { throw failure(.utf8) }
    return text
  }

  /// Goes on with a string from its first backslash.
  private mutating func escapedString(from start: Int) throws -> String {
    var buffer = Array(bytes[start..<position])
    while let byte = current {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return try text(buffer[...])
      case UInt8(ascii: "\\"): try escape(to: &buffer)
      case 0x00..<0x20: throw failure()
      default: buffer.append(byte)
      }
    }
    throw failure()
  }

  private mutating func escape(to buffer: inout [UInt8]) throws {
    guard let byte = current else { throw failure() }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0C)
    case UInt8(ascii: "n"): buffer.append(0x0A)
    case UInt8(ascii: "r"): buffer.append(0x0D)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "u"): buffer.append(contentsOf: String(Character(try scalar())).utf8)
    default: throw failure()
    }
  }

  private mutating func scalar() throws -> UnicodeScalar {
    let first = try unit()
    if let scalar = UnicodeScalar(first) { return scalar }
    guard first < 0xDC00, current == UInt8(ascii: "\\") else { throw failure(.utf8) }
    position += 1
    guard current == UInt8(ascii: "u") else { throw failure(.utf8) }
    position += 1
    let second = try unit()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = UnicodeScalar(
        0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
    else { throw failure(.utf8) }
    return scalar
  }

  private mutating func unit() throws -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
        throw failure()
      }
      value = value << 4 | UInt16(digit)
      position += 1
    }
    return value
  }
}

/// The names an object has had so far: a plain look for few, a set for many.
private struct MemberNames {
  private var set: Set<String> = []

  mutating func insert(_ name: String, members: [JSON.Member]) -> Bool {
    guard members.count >= 16 else { return !members.contains { $0.name == name } }
    if set.isEmpty { set = Set(members.map(\.name)) }
    return set.insert(name).inserted
  }
}
