internal import Conversations
public import Kernel

/// A file with one row for each interval, queue and channel, as CSV or as JSON lines.
///
/// Sums, never averages. A row that is absent is not known; a zero must be written.
public struct VolumeFile: Sendable {
  public private(set) var rows: [VolumeInterval] = []
  public private(set) var faults: [Fault] = []
  /// How many rows cannot be taken, also beyond those that are listed.
  public private(set) var faultCount = 0
  /// What was read from which column of the file.
  public private(set) var columns: [Column: String] = [:]

  /// What a column may mean.
  public enum Column: String, Hashable, Sendable, CaseIterable {
    case start, seconds, queue, channel
    case offered, answered, abandoned
    case answeredShort = "answered_under_10s"
    case answeredInTarget = "answered_in_target"
    case waitAnswered = "wait_answered_s"
    case waitAbandoned = "wait_abandoned_s"
    case handled = "handle_s"

    var sum: VolumeInterval.Sum? { VolumeInterval.Sum(rawValue: rawValue) }

    /// Names that exports of telephone systems give it, in lower case with underscores.
    var synonyms: [String] {
      switch self {
      case .start:
        ["timestamp", "time", "interval", "interval_start", "startinterval", "date_time"]
      case .seconds: ["interval_s", "length", "interval_length"]
      case .queue: ["queue_name", "queuename", "skill", "group"]
      case .channel: ["media", "media_type", "mediatype"]
      case .offered: ["count", "calls", "offer", "contacts_queued", "contacts_offered", "noffered"]
      case .answered: ["handled", "contacts_handled", "nanswered"]
      case .abandoned: ["contacts_abandoned", "nabandoned", "lost"]
      case .answeredShort: ["answered_short"]
      case .answeredInTarget:
        ["in_target", "answered_in_sl", "nansweredin20", "contacts_answered_in_20_seconds"]
      case .waitAnswered: ["wait_s", "queue_answer_time"]
      case .waitAbandoned: ["queue_abandon_time"]
      case .handled: ["handle_time", "handling_s", "total_handle_time", "thandle"]
      }
    }
  }

  /// A row that cannot be taken.
  public struct Fault: Hashable, Sendable {
    /// Counted from 1, the headings being the first.
    public let row: Int
    public let column: Column
    public let found: String
  }

  /// Why nothing of a file can be taken.
  public enum Refusal: Error, Hashable, Sendable {
    case empty
    case tooManyRows
    /// No column says what a row needs; with the names the file has.
    case missing(Column, names: [String])
  }

  private static let mostRows = 500_000
  private static let mostFaults = 100
  private let moments: MomentReader
  private let queue: String
  private let channel: String

  /// Reads a file.
  /// - Parameters:
  ///   - bytes: the file.
  ///   - queue: of rows that name none.
  ///   - channel: of rows that name none.
  ///   - zone: of times without an offset.
  ///   - names: what columns are called in this file, where that is unusual.
  /// - Throws: ``Refusal`` where nothing can be taken.
  public init(
    _ bytes: [UInt8], queue: String, channel: String, zone: Zone, names: [Column: String] = [:]
  ) throws {
    moments = MomentReader(zone: zone)
    self.queue = queue
    self.channel = channel
    if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
      try readLines(bytes, names)
    } else {
      try readTable(bytes, names)
    }
    guard !rows.isEmpty || faultCount > 0 else { throw Refusal.empty }
    if columns[.seconds] == nil { guessSeconds() }
  }

  private mutating func readTable(_ bytes: [UInt8], _ names: [Column: String]) throws {
    let shape = CSVShape.detect(Array(bytes.prefix(65_536)), hasHeader: true)
    var reader = CSVReader(
      ByteStream(MemorySupply(bytes), encoding: shape.encoding), delimiter: shape.delimiter)
    var record = CSVRecord()
    guard try reader.next(&record) else { throw Refusal.empty }
    let places = try find(record.cells, names)
    while try reader.next(&record) {
      guard record.number <= Self.mostRows else { throw Refusal.tooManyRows }
      take(record.number) { column in places[column].flatMap { record.text($0) } }
    }
  }

  private mutating func readLines(_ bytes: [UInt8], _ names: [Column: String]) throws {
    var places: [Column: String] = [:]
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
      guard index < Self.mostRows else { throw Refusal.tooManyRows }
      guard case .object(let members)? = try? JSON.parse(Array(line)) else {
        note(
          Fault(
            row: index + 1, column: .start, found: String(decoding: line.prefix(80), as: UTF8.self))
        )
        continue
      }
      let cells = Dictionary(
        members.map { ($0.name, $0.value.cell) }, uniquingKeysWith: { first, _ in first })
      if places.isEmpty {
        let keys = members.map(\.name)
        places = try find(keys, names).compactMapValues {
          keys.indices.contains($0) ? keys[$0] : nil
        }
      }
      take(index + 1) { column in places[column].flatMap { cells[$0] } }
    }
  }

  /// Where the columns are.
  private mutating func find(_ headings: [String], _ names: [Column: String]) throws -> [Column:
    Int]
  {
    let plain = headings.map(Self.plain)
    var places: [Column: Int] = [:]
    for column in Column.allCases {
      let candidates = names[column].map { [$0] } ?? [column.rawValue] + column.synonyms
      places[column] = candidates.lazy.compactMap { plain.firstIndex(of: Self.plain($0)) }.first
      columns[column] = places[column].map { headings[$0] }
    }
    for needed in [Column.start, .offered] where places[needed] == nil {
      throw Refusal.missing(needed, names: headings)
    }
    return places
  }

  private static func plain(_ name: String) -> String {
    String(
      name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" }
    )
    .split(separator: "_").joined(separator: "_")
  }

  private mutating func take(_ number: Int, _ cell: (Column) -> String?) {
    func text(_ column: Column) -> String? {
      cell(column).flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    }
    guard let start = text(.start).flatMap({ moments.moment($0) }) else {
      return note(Fault(row: number, column: .start, found: text(.start) ?? ""))
    }
    var sums: [VolumeInterval.Sum: Double] = [:]
    var seconds = 0.0
    for column in Column.allCases where column.sum != nil || column == .seconds {
      guard let found = text(column) else { continue }
      guard let value = Quantity.number(found), (0...1e9).contains(value) else {
        return note(Fault(row: number, column: column, found: found))
      }
      if let sum = column.sum { sums[sum] = value } else { seconds = value }
    }
    guard sums[.offered] != nil else {
      return note(Fault(row: number, column: .offered, found: ""))
    }
    guard seconds == 0 || (60...86_400).contains(seconds) else {
      return note(Fault(row: number, column: .seconds, found: "\(seconds)"))
    }
    rows.append(
      VolumeInterval(
        key: .init(
          queue: String((text(.queue) ?? queue).prefix(80)),
          channel: Self.channel(text(.channel)) ?? channel, start: start),
        seconds: seconds, sums: sums))
  }

  private mutating func note(_ fault: Fault) {
    faultCount += 1
    if faults.count < Self.mostFaults { faults.append(fault) }
  }

  /// The words of the trade for our channels.
  private static func channel(_ text: String?) -> String? {
    text.map { text in
      let word = plain(text)
      return switch word {
      case "voice", "phone", "call", "calls", "telephone": "call"
      case "chat", "chats", "messaging": "chat"
      case "email", "e_mail", "mail", "ticket", "tickets": "email"
      default: word
      }
    }
  }

  /// Files without a length: the smallest step between two rows of one queue.
  private mutating func guessSeconds() {
    var step = 3600.0
    for (_, rows) in Dictionary(grouping: rows, by: { [$0.key.queue, $0.key.channel] }) {
      let starts = Set(rows.map(\.key.start)).sorted()
      for (one, next) in zip(starts, starts.dropFirst()) {
        step = Swift.min(step, next.seconds(since: one))
      }
      if starts.count == 1 { step = Swift.min(step, 1800) }
    }
    let length = Swift.max(60, step)
    rows = rows.map { VolumeInterval(key: $0.key, seconds: length, sums: $0.sums) }
  }
}

extension JSON {
  /// A value as a cell of a table would hold it.
  fileprivate var cell: String {
    switch self {
    case .text(let text): text
    case .null: ""
    default: compact
    }
  }
}
