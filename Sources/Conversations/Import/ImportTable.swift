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

  /// The mapping, when nobody will look at it before it counts.
  ///
  /// - Throws: ``UnclearTable`` when the columns do not say enough by themselves.
  func surely() throws -> Mapping {
    let mapping = mapping
    if let group = mapping.missing.first { throw UnclearTable.missing(group) }
    guard rows.isEmpty || isTelling else { throw UnclearTable.silent }
    return mapping
  }

  /// Whether the table tells what was said or by whom; many lists have a key and a date.
  private var isTelling: Bool {
    let key = suggestions.first { $0.field == .conversationID }
    if kind == .message { return (key?.confidence ?? 0) >= 0.8 }
    guard kind == .conversation else { return true }
    let content: Set<Field> = [
      .channel, .subject, .status, .tags, .queueName, .agent, .agentID, .agentName, .agentEmail,
      .customer, .customerID, .customerName, .customerEmail, .messageText,
    ]
    let told = suggestions.count { suggestion in
      suggestion.confidence >= 0.8 && !suggestion.samples.isEmpty
        && suggestion.field.map(content.contains) == true
    }
    // A bare "id" may be the key of anything.
    let isNamed = key.map { Suggestion.plain($0.column) != "id" } ?? false
    return told >= (isNamed ? 1 : 2)
  }
}

/// Why a table is not imported by guessing alone.
public enum UnclearTable: Error, Hashable, Sendable {
  /// No column fills one of these fields, though one must.
  case missing([Field])
  /// There are keys and times, and next to nothing of what was said or by whom.
  case silent
}

extension UnclearTable: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let fields):
      """
      None of the columns says by its name that it is \
      \(fields.map(\.rawValue).joined(separator: " or ")). If one is, say so: --mapping FILE, or \
      in the browser under Imports.
      """
    case .silent:
      """
      The columns tell keys and times, but not what was said or by whom. If these are \
      conversations, say what the columns mean: --mapping FILE, or in the browser under Imports.
      """
    }
  }
}
