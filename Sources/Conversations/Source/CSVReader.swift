/// One record of a CSV file: its cells, unquoted, end to end in one buffer.
public struct CSVRecord: Sendable {
  var bytes: [UInt8] = []
  var ends: [Int] = []
  /// The number of the record in the file, the header being a record too, the first being 1.
  public internal(set) var number = 0
  /// Whether the file ended inside a quoted cell.
  public internal(set) var isCut = false

  public init() {}

  public var count: Int { ends.count }

  /// A cell as text; `nil` outside the record or when the bytes are not text.
  public func text(_ index: Int) -> String? {
    guard let range = range(index) else { return nil }
    return String(validating: bytes[range], as: UTF8.self)
  }

  /// Whether a cell holds nothing but blanks; true outside the record.
  public func isBlank(_ index: Int) -> Bool {
    guard let range = range(index) else { return true }
    return bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// All cells; what is not text is shown with replacement characters.
  public var cells: [String] {
    ends.indices.map { index in
      range(index).map { String(decoding: bytes[$0], as: UTF8.self) } ?? ""
    }
  }

  func range(_ index: Int) -> Range<Int>? {
    guard ends.indices.contains(index) else { return nil }
    return (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    isCut = false
  }
}

/// Reads CSV record by record: RFC 4180 and what spreadsheets make of it.
///
/// Lines may end in CR LF, LF or CR; quotes may stand in the middle of a bare cell; blank lines are
/// passed over. Memory is bounded by the record limit.
public struct CSVReader {
  private var stream: ByteStream
  private let delimiter: UInt8
  private let limits: SourceLimits
  private var window: [UInt8] = []
  private var position = 0
  /// The place in the stream of the window's first byte.
  private var base: Int64
  private var ended = false
  /// How many records were read, the header among them.
  public private(set) var count: Int

  private static let quote: UInt8 = 0x22
  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  public init(
    _ stream: ByteStream, delimiter: UInt8 = 0x2C, limits: SourceLimits = .standard,
    at offset: Int64 = 0, after count: Int = 0
  ) {
    self.stream = stream
    self.delimiter = delimiter
    self.limits = limits
    self.base = offset
    self.count = count
  }

  /// The place of the next record in the UTF-8 text, without a byte order mark.
  public var offset: Int64 { base + Int64(position) }

  /// Reads the next record; false at the end of the file.
  public mutating func next(_ record: inout CSVRecord) throws -> Bool {
    repeat {
      record.removeAll()
      guard try readRecord(&record) else { return false }
    } while record.count == 1 && record.bytes.isEmpty && !record.isCut
    count += 1
    guard count <= limits.rows else { throw SourceError.tooManyRows(limit: limits.rows) }
    record.number = count
    return true
  }

  private mutating func readRecord(_ record: inout CSVRecord) throws -> Bool {
    guard try hasByte() else { return false }
    while true {
      guard try hasByte() else { break }
      if window[position] == Self.quote {
        position += 1
        try readQuoted(&record)
      }
      try readBare(&record)
      try endCell(&record)
      guard try hasByte() else { break }
      let byte = window[position]
      position += 1
      if byte == delimiter {
        guard try hasByte() else {
          try endCell(&record)
          break
        }
        continue
      }
      if byte == Self.carriageReturn, try hasByte(), window[position] == Self.lineFeed {
        position += 1
      }
      break
    }
    return true
  }

  /// Takes bytes up to the next delimiter or end of line.
  private mutating func readBare(_ record: inout CSVRecord) throws {
    while try hasByte() {
      var index = position
      let end = window.count
      while index < end {
        let byte = window[index]
        if byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn { break }
        index += 1
      }
      try take(upTo: index, to: &record)
      if index < end { return }
    }
  }

  /// Takes the inside of a quoted cell, whose opening quote is behind us.
  private mutating func readQuoted(_ record: inout CSVRecord) throws {
    while try hasByte() {
      var index = position
      let end = window.count
      while index < end, window[index] != Self.quote { index += 1 }
      try take(upTo: index, to: &record)
      guard index < end else { continue }
      position += 1
      guard try hasByte(), window[position] == Self.quote else { return }
      record.bytes.append(Self.quote)
      position += 1
    }
    record.isCut = true
  }

  private mutating func take(upTo index: Int, to record: inout CSVRecord) throws {
    guard record.bytes.count + (index - position) <= limits.recordBytes else {
      throw SourceError.recordTooLong(row: count + 1, limit: limits.recordBytes)
    }
    record.bytes.append(contentsOf: window[position..<index])
    position = index
  }

  private func endCell(_ record: inout CSVRecord) throws {
    record.ends.append(record.bytes.count)
    guard record.ends.count <= limits.columns else {
      throw SourceError.tooManyColumns(row: count + 1, limit: limits.columns)
    }
  }

  private mutating func hasByte() throws -> Bool {
    while position >= window.count {
      guard !ended else { return false }
      base += Int64(position)
      window.removeAll(keepingCapacity: true)
      position = 0
      ended = try !stream.read(into: &window)
    }
    return true
  }
}
