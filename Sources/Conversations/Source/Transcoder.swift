internal import Foundation

/// Turns bytes of one encoding into UTF-8, piece by piece.
///
/// What cannot be text becomes the byte 0xFF, which no UTF-8 text holds: the record it stands in is
/// refused by name later, and nothing is repaired silently.
struct Transcoder {
  private let encoding: TextEncoding
  /// The start of a character whose end has not arrived.
  private var pending: [UInt8] = []
  private let table: [[UInt8]]

  private static let notText: UInt8 = 0xFF

  init(_ encoding: TextEncoding) {
    self.encoding = encoding
    table =
      switch encoding {
      case .windows1251, .windows1252, .windows1255: Self.table(of: encoding)
      default: []
      }
  }

  /// The UTF-8 form of each single byte.
  private static func table(of encoding: TextEncoding) -> [[UInt8]] {
    (0...255).map { value in
      guard let byte = UInt8(exactly: value), byte >= 0x80,
        let text = String(bytes: [byte], encoding: encoding.foundation), !text.isEmpty
      else { return value < 0x80 ? [UInt8(truncatingIfNeeded: value)] : [notText] }
      return Array(text.utf8)
    }
  }

  /// Adds the UTF-8 form of more bytes to a buffer.
  mutating func append(_ raw: [UInt8], to output: inout [UInt8]) {
    switch encoding {
    case .utf8: output.append(contentsOf: raw)
    case .windows1251, .windows1252, .windows1255:
      for byte in raw {
        if byte < 0x80 {
          output.append(byte)
        } else {
          output.append(contentsOf: table[Int(byte)])
        }
      }
    case .utf16Little, .utf16Big:
      appendWide(pending + raw, to: &output)
    case .gb18030:
      appendChinese(pending + raw, to: &output)
    }
  }

  /// Ends the text: an unfinished character is not text.
  mutating func finish(to output: inout [UInt8]) {
    if !pending.isEmpty { output.append(Self.notText) }
    pending = []
  }

  private mutating func appendWide(_ raw: [UInt8], to output: inout [UInt8]) {
    var index = 0
    func unit(at index: Int) -> UInt32 {
      let first = UInt32(raw[index])
      let second = UInt32(raw[index + 1])
      return encoding == .utf16Little ? first | second << 8 : first << 8 | second
    }
    while index + 1 < raw.count {
      let high = unit(at: index)
      guard (0xD800...0xDFFF).contains(high) else {
        Self.append(high, to: &output)
        index += 2
        continue
      }
      guard high < 0xDC00 else {
        output.append(Self.notText)
        index += 2
        continue
      }
      guard index + 3 < raw.count else { break }
      let low = unit(at: index + 2)
      if (0xDC00...0xDFFF).contains(low) {
        Self.append(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00), to: &output)
        index += 4
      } else {
        output.append(Self.notText)
        index += 2
      }
    }
    pending = Array(raw[index...])
  }

  private static func append(_ scalar: UInt32, to output: inout [UInt8]) {
    guard let scalar = UnicodeScalar(scalar) else {
      output.append(notText)
      return
    }
    output.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [notText])
  }

  private mutating func appendChinese(_ raw: [UInt8], to output: inout [UInt8]) {
    var index = 0
    var run = 0
    while index < raw.count, let length = Self.chineseLength(raw[index...]) {
      index += length
      if index - run > 1 << 15 {
        appendChineseRun(raw[run..<index], to: &output)
        run = index
      }
    }
    appendChineseRun(raw[run..<index], to: &output)
    pending = Array(raw[index...])
  }

  /// How many bytes the first character has: 1, 2 or 4; `nil` when its end has not arrived.
  ///
  /// A lead that no trail fits stands alone, so that it cannot swallow a quote or a line end.
  private static func chineseLength(_ raw: ArraySlice<UInt8>) -> Int? {
    var bytes = raw.makeIterator()
    guard let lead = bytes.next() else { return nil }
    guard (0x81...0xFE).contains(lead) else { return 1 }
    guard let trail = bytes.next() else { return nil }
    switch trail {
    case 0x40...0x7E, 0x80...0xFE: return 2
    case 0x30...0x39:
      guard let third = bytes.next() else { return nil }
      guard (0x81...0xFE).contains(third) else { return 1 }
      guard let fourth = bytes.next() else { return nil }
      return (0x30...0x39).contains(fourth) ? 4 : 1
    default: return 1
    }
  }

  /// Decodes whole characters; when the run is broken, character by character.
  private func appendChineseRun(_ run: ArraySlice<UInt8>, to output: inout [UInt8]) {
    guard !run.isEmpty else { return }
    if let text = String(bytes: run, encoding: encoding.foundation) {
      output.append(contentsOf: text.utf8)
      return
    }
    var index = run.startIndex
    while index < run.endIndex {
      let length = Self.chineseLength(run[index...]) ?? 1
      let end = min(run.endIndex, index + length)
      let text = String(bytes: run[index..<end], encoding: encoding.foundation)
      output.append(contentsOf: text.map { Array($0.utf8) } ?? [Self.notText])
      index = end
    }
  }
}

/// The UTF-8 bytes of a source, without its byte order mark.
public struct ByteStream {
  private let supply: any ByteSupply
  private let encoding: TextEncoding
  private var transcoder: Transcoder
  private var raw: [UInt8] = []
  private var started = false
  private var ended = false

  public init(_ supply: any ByteSupply, encoding: TextEncoding = .utf8) {
    self.supply = supply
    self.encoding = encoding
    transcoder = Transcoder(encoding)
  }

  /// Adds more UTF-8 to a buffer; false at the end.
  public mutating func read(into buffer: inout [UInt8]) throws -> Bool {
    guard !ended else { return false }
    if started, encoding == .utf8 {
      ended = try !supply.read(into: &buffer)
      return !ended
    }
    raw.removeAll(keepingCapacity: true)
    let more = try started ? supply.read(into: &raw) : readStart()
    guard more else {
      ended = true
      let count = buffer.count
      transcoder.finish(to: &buffer)
      return buffer.count > count
    }
    transcoder.append(raw, to: &buffer)
    return true
  }

  /// Reads until a byte order mark would be complete, and drops it.
  private mutating func readStart() throws -> Bool {
    started = true
    while raw.count < 4, try supply.read(into: &raw) {}
    if !encoding.mark.isEmpty, raw.starts(with: encoding.mark) {
      raw.removeFirst(encoding.mark.count)
      if raw.isEmpty { _ = try supply.read(into: &raw) }
    }
    return !raw.isEmpty
  }

  /// How many bytes of a mark stand before the text, for a source that begins with them.
  public static func markLength(of sample: [UInt8], encoding: TextEncoding) -> Int {
    !encoding.mark.isEmpty && sample.starts(with: encoding.mark) ? encoding.mark.count : 0
  }

  /// Continues in the middle of a UTF-8 source, at a place between two characters.
  public mutating func seek(to offset: Int64) throws {
    try supply.seek(to: offset)
    started = true
  }
}
