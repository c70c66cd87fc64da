/// A 63-bit key that sorts by time of creation and belongs to one kind of noun.
public struct Identifier<Noun>: Hashable, Comparable, Sendable {
  public let rawValue: Int64

  public init(rawValue: Int64) {
    self.rawValue = rawValue
  }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// Thirteen base-32 characters, safe in URLs and JSON (a JavaScript number holds only 53 bits).
  public var text: String {
    let value = UInt64(bitPattern: rawValue)
    let bytes = (0..<13).reversed().map { base32Alphabet[Int(value >> ($0 * 5) & 31)] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads the thirteen characters of ``text``; `nil` for anything else.
  public init?(text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 13 else { return nil }
    var value: UInt64 = 0
    for byte in bytes {
      guard let digit = base32Alphabet.firstIndex(of: byte), value <= UInt64(Int64.max) >> 5
      else { return nil }
      value = value << 5 | UInt64(digit)
    }
    guard let raw = Int64(exactly: value) else { return nil }
    rawValue = raw
  }
}

extension Identifier: CustomStringConvertible {
  public var description: String { text }
}

private let base32Alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
