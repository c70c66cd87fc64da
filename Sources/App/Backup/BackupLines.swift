internal import Foundation
internal import Storage

/// Lines of a backup that wait to be written, as bytes.
///
/// A row is a JSON array of marked texts. A backup has millions of them, so they are composed here
/// byte by byte: `JSONSerialization` takes many times as long.
struct BackupLines {
  private(set) var bytes: [UInt8] = []

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Adds a line that is no row: a header, a table, the footer.
  mutating func add(_ entry: [String: Any]) throws {
    bytes += try JSONSerialization.data(
      withJSONObject: entry, options: [.sortedKeys, .withoutEscapingSlashes])
    bytes.append(Self.end)
  }

  /// Adds a row.
  ///
  /// Whole numbers, binary fractions, texts and bytes begin with a mark each, since JSON knows neither
  /// numbers nor bytes exactly.
  mutating func add(row values: [SQLValue]) {
    bytes.append(UInt8(ascii: "["))
    for (place, value) in values.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      add(value)
    }
    bytes.append(UInt8(ascii: "]"))
    bytes.append(Self.end)
  }

  private static let end: UInt8 = 10

  private mutating func add(_ value: SQLValue) {
    switch value {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .integer(let value): add("i", String(value))
    case .real(let value): add("r", String(value.bitPattern))
    case .text(let value): add("t", value)
    case .blob(let value): add("b", Data(value).base64EncodedString())
    }
  }

  private mutating func add(_ mark: Unicode.Scalar, _ text: String) {
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: mark))
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      for (place, byte) in utf8.enumerated() where Self.isSpecial(byte) {
        bytes.append(contentsOf: utf8[start..<place])
        escape(byte)
        start = place + 1
      }
      bytes.append(contentsOf: utf8[start...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// What may not stand in a JSON text as it is (RFC 8259, section 7).
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    guard byte < 0x20 else { return bytes.append(byte) }
    bytes.append(contentsOf: byte < 0x10 ? "u000".utf8 : "u001".utf8)
    bytes.append(contentsOf: String(byte & 0xF, radix: 16).utf8)
  }
}
