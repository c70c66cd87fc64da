extension QuantileSketch {
  /// Adds the sketch to bytes that ``init(_:at:)`` reads again; two to four bytes a bucket.
  public func write(to bytes: inout [UInt8]) {
    Varint.write(buckets.count, to: &bytes)
    var last: Int32 = 0
    for bucket in buckets {
      Varint.write(Int(bucket.index - last), to: &bytes)
      Varint.write(bucket.count, to: &bytes)
      last = bucket.index
    }
  }

  /// Reads what ``write(to:)`` wrote and moves the place behind it; `nil` when it is something else.
  public init?(_ bytes: [UInt8], at place: inout Int) {
    guard let count = Varint.read(bytes, at: &place), count >= 0, count <= bytes.count else {
      return nil
    }
    var buckets: [Bucket] = []
    buckets.reserveCapacity(count)
    var index = 0
    for _ in 0..<count {
      guard let gap = Varint.read(bytes, at: &place), gap >= 0, gap <= Self.mostBuckets - index,
        let count = Varint.read(bytes, at: &place)
      else { return nil }
      index += gap
      buckets.append(Bucket(index: Int32(index), count: count))
    }
    self.init(buckets)
  }

  /// An empty sketch in the place of one that nobody asks for; moves the place behind that one.
  public init?(passingOver bytes: [UInt8], at place: inout Int) {
    guard let count = Varint.read(bytes, at: &place), count >= 0, count <= bytes.count,
      Varint.pass(2 * count, in: bytes, at: &place)
    else { return nil }
    self.init()
  }

  private static let mostBuckets = 64 * 64
}

/// Whole numbers in as few bytes as they need, small ones of either sign in one.
public enum Varint {
  /// Adds a number to the bytes.
  public static func write(_ value: Int, to bytes: inout [UInt8]) {
    var rest = UInt(bitPattern: value << 1 ^ value >> (Int.bitWidth - 1))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Reads a number and moves the place behind it; `nil` when the bytes end inside it.
  public static func read(_ bytes: [UInt8], at place: inout Int) -> Int? {
    var value: UInt = 0
    var shift: UInt = 0
    while place >= 0, place < bytes.count, shift < 64 {
      let byte = bytes[place]
      place += 1
      value |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { return Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1) }
      shift += 7
    }
    return nil
  }

  /// Moves the place behind so many numbers without reading them; false when the bytes end before.
  static func pass(_ count: Int, in bytes: [UInt8], at place: inout Int) -> Bool {
    var left = count
    while left > 0, place >= 0, place < bytes.count {
      if bytes[place] < 0x80 { left -= 1 }
      place += 1
    }
    return left == 0
  }
}
