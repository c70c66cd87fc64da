/// How a CSV file is written: its encoding, delimiter and whether a header names its columns.
public struct CSVShape: Hashable, Sendable, Codable {
  public var encoding: TextEncoding
  public var delimiter: UInt8
  public var hasHeader: Bool

  public init(encoding: TextEncoding = .utf8, delimiter: UInt8 = 0x2C, hasHeader: Bool = true) {
    self.encoding = encoding
    self.delimiter = delimiter
    self.hasHeader = hasHeader
  }

  public static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

  /// The most likely shape of a file by its first bytes, with what the caller knows better.
  public static func detect(
    _ sample: [UInt8], encoding: TextEncoding? = nil, delimiter: UInt8? = nil,
    hasHeader: Bool? = nil
  ) -> CSVShape {
    let encoding = encoding ?? TextEncoding.detect(sample)
    let delimiter = delimiter ?? bestDelimiter(sample, encoding: encoding)
    var shape = CSVShape(encoding: encoding, delimiter: delimiter, hasHeader: true)
    shape.hasHeader = hasHeader ?? looksLikeHeader(rows(of: sample, shape: shape, limit: 2).first)
    return shape
  }

  /// The first records of a sample; a record that the sample cuts is left out.
  public static func rows(of sample: [UInt8], shape: CSVShape, limit: Int) -> [[String]] {
    let stream = ByteStream(MemorySupply(sample), encoding: shape.encoding)
    var reader = CSVReader(stream, delimiter: shape.delimiter)
    var record = CSVRecord()
    var rows: [[String]] = []
    while rows.count < limit, (try? reader.next(&record)) == true, !record.isCut {
      rows.append(record.cells)
    }
    return rows
  }

  /// The delimiter that cuts most rows into the same number of cells.
  private static func bestDelimiter(_ sample: [UInt8], encoding: TextEncoding) -> UInt8 {
    if let named = namedDelimiter(sample) { return named }
    var best: UInt8 = 0x2C
    var bestScore = 0.0
    for delimiter in delimiters {
      let shape = CSVShape(encoding: encoding, delimiter: delimiter)
      let counts = rows(of: sample, shape: shape, limit: 100).map(\.count)
      let frequencies = Dictionary(counts.map { ($0, 1) }, uniquingKeysWith: +)
      guard
        let mode = frequencies.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
        mode.key > 1, !counts.isEmpty
      else { continue }
      let agreement = Double(mode.value) / Double(counts.count)
      let score = agreement * agreement * (1 + Double(min(mode.key, 50)) / 50)
      if score > bestScore {
        best = delimiter
        bestScore = score
      }
    }
    return best
  }

  /// Spreadsheets may write `sep=;` as a first line of its own.
  static func namedDelimiter(_ sample: [UInt8]) -> UInt8? {
    let start = ByteStream.markLength(of: sample, encoding: .utf8)
    let line = sample.dropFirst(start).prefix(6)
    guard line.starts(with: Array("sep=".utf8)), line.count >= 5,
      let delimiter = line.dropFirst(4).first, delimiters.contains(delimiter)
    else { return nil }
    return delimiter
  }

  /// A header has a name for each column, each once, and none that reads like a value.
  private static func looksLikeHeader(_ cells: [String]?) -> Bool {
    guard let cells else { return true }
    let names = cells.map { $0.lowercased().filter { !$0.isWhitespace } }
    let filled = names.filter { !$0.isEmpty }
    guard !filled.isEmpty, Set(filled).count == filled.count else { return false }
    guard filled.count * 10 >= names.count * 9 else { return false }
    return !filled.contains { name in
      name.utf8.first.map { (0x30...0x39).contains($0) || $0 == 0x2B } ?? false
    }
  }
}
