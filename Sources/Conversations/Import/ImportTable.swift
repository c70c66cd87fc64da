/// What the first bytes of a table tell: its shape, its columns and what they probably mean.
struct ImportTable: Sendable {
  let shape: CSVShape
  let header: [String]
  let rows: [[String]]
  let kind: RowKind
  let suggestions: [Suggestion]
  private let zone: String?

  /// Looks at a sample; what the reader knows better overrides what was found.
  init(
    _ sample: [UInt8], source: String?, zone: String?, encoding: TextEncoding? = nil,
    delimiter: UInt8? = nil, hasHeader: Bool? = nil, kind: RowKind? = nil
  ) {
    let whole = Self.wholeLines(sample)
    let shape = CSVShape.detect(
      whole, encoding: encoding, delimiter: delimiter, hasHeader: hasHeader)
    var rows = CSVShape.rows(of: whole, shape: shape, limit: 200)
    if CSVShape.namedDelimiter(sample) != nil, !rows.isEmpty { rows.removeFirst() }
    let first = rows.first ?? []
    let header =
      shape.hasHeader
      ? RecordStream.unique(first) : (1...max(1, first.count)).map { "Column \($0)" }
    if shape.hasHeader, !rows.isEmpty { rows.removeFirst() }
    let guessed = kind ?? Suggestion.kind(header: header, rows: rows)
    self.shape = shape
    self.header = header
    self.rows = rows
    self.kind = guessed
    self.zone = zone
    suggestions = Suggestion.all(header: header, rows: rows, kind: guessed)
  }

  /// A sample that stops in the middle of a line is shortened to whole lines.
  private static func wholeLines(_ sample: [UInt8]) -> [UInt8] {
    guard sample.count >= ImportRun.sampleBytes, let end = sample.lastIndex(of: 0x0A) else {
      return sample
    }
    return Array(sample[...end])
  }

  /// The mapping of what was found.
  var mapping: Mapping {
    Suggestion.mapping(suggestions, kind: kind, shape: shape, zone: zone)
  }
}
