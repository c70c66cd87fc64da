/// A ZIP archive written front to back in constant memory, its entries stored as they are.
///
/// Source: PKWARE, "APPNOTE.TXT", 6.3.10: local headers, data descriptors, central directory.
struct ZipStream {
  private struct Entry {
    let name: [UInt8]
    let crc: UInt32
    let size: UInt32
    let offset: UInt32
    let flags: UInt16
  }

  private var entries: [Entry] = []
  private var offset: UInt32 = 0
  private var open: (name: [UInt8], offset: UInt32, crc: CRC32, size: UInt32)?

  /// A whole entry whose bytes are at hand.
  mutating func add(_ name: String, _ content: [UInt8]) -> [UInt8] {
    var crc = CRC32()
    crc.add(content)
    let size = UInt32(clamping: content.count)
    let entry = Entry(
      name: Array(name.utf8), crc: crc.value, size: size, offset: offset, flags: Self.utf8)
    entries.append(entry)
    return count(header(entry) + content)
  }

  /// Begins an entry whose bytes come in pieces.
  mutating func begin(_ name: String) -> [UInt8] {
    let entry = Entry(
      name: Array(name.utf8), crc: 0, size: 0, offset: offset, flags: Self.utf8 | Self.later)
    open = (entry.name, offset, CRC32(), 0)
    return count(header(entry))
  }

  /// The next piece of the entry that was begun.
  mutating func write(_ content: [UInt8]) -> [UInt8] {
    open?.crc.add(content)
    open?.size &+= UInt32(clamping: content.count)
    return count(content)
  }

  /// Ends the entry that was begun.
  mutating func end() -> [UInt8] {
    guard let open else { return [] }
    self.open = nil
    let entry = Entry(
      name: open.name, crc: open.crc.value, size: open.size, offset: open.offset,
      flags: Self.utf8 | Self.later)
    entries.append(entry)
    var bytes: [UInt8] = []
    bytes.put(0x0807_4B50 as UInt32, entry.crc, entry.size, entry.size)
    return count(bytes)
  }

  /// The directory that ends the archive.
  mutating func finish() -> [UInt8] {
    let start = offset
    var bytes: [UInt8] = []
    for entry in entries {
      bytes.put(0x0201_4B50 as UInt32)
      bytes.put(20 as UInt16, 20, entry.flags, 0, 0, Self.day)
      bytes.put(entry.crc, entry.size, entry.size)
      bytes.put(UInt16(clamping: entry.name.count), 0, 0, 0, 0)
      bytes.put(0 as UInt32, entry.offset)
      bytes += entry.name
    }
    let size = UInt32(clamping: bytes.count)
    let number = UInt16(clamping: entries.count)
    bytes.put(0x0605_4B50 as UInt32)
    bytes.put(0 as UInt16, 0, number, number)
    bytes.put(size, start)
    bytes.put(0 as UInt16)
    return count(bytes)
  }

  private static let utf8: UInt16 = 1 << 11
  /// Sum and size follow the data.
  private static let later: UInt16 = 1 << 3
  /// 1 January 1980: an archive of the same rows has the same bytes.
  private static let day: UInt16 = 0x21

  private func header(_ entry: Entry) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.put(0x0403_4B50 as UInt32)
    bytes.put(20 as UInt16, entry.flags, 0, 0, Self.day)
    bytes.put(entry.crc, entry.size, entry.size)
    bytes.put(UInt16(clamping: entry.name.count), 0)
    return bytes + entry.name
  }

  private mutating func count(_ bytes: [UInt8]) -> [UInt8] {
    offset &+= UInt32(clamping: bytes.count)
    return bytes
  }
}

extension [UInt8] {
  /// Adds numbers, the least significant byte first.
  fileprivate mutating func put<Number: FixedWidthInteger>(_ numbers: Number...) {
    for number in numbers {
      for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
        append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }
  }
}

/// The sum by which an archive knows its bytes (ISO 3309, reflected polynomial EDB88320).
struct CRC32 {
  private var state: UInt32 = .max

  var value: UInt32 { ~state }

  mutating func add(_ bytes: [UInt8]) {
    var state = state
    for byte in bytes {
      state = state >> 8 ^ Self.table[Int((state ^ UInt32(byte)) & 0xFF)]
    }
    self.state = state
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
    }
  }
}
