/// Turns places in bytes of a text into places in Unicode scalars, which every reader counts alike.
public struct ScalarPlaces: Sendable {
  /// The count of scalars before each byte; empty where each scalar is one byte.
  private let counts: [Int32]

  public init(_ text: String) {
    var text = text
    counts = text.withUTF8 { bytes in
      guard bytes.contains(where: { $0 >= 0x80 }) else { return [] }
      var counts: [Int32] = []
      counts.reserveCapacity(bytes.count + 1)
      var count: Int32 = 0
      for byte in bytes {
        counts.append(count)
        if byte & 0xC0 != 0x80 { count += 1 }
      }
      counts.append(count)
      // Inside a scalar the count is that of its beginning.
      return counts.enumerated().map { place, count in
        place < bytes.count && bytes[place] & 0xC0 == 0x80 ? count - 1 : count
      }
    }
  }

  public subscript(byte: Int) -> Int {
    guard let last = counts.last else { return byte }
    return byte < counts.count ? Int(counts[max(0, byte)]) : Int(last)
  }
}
