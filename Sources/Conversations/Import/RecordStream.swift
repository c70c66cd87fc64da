internal import Foundation
public import Kernel

/// A place in a file after which reading can go on.
public struct ImportCursor: Hashable, Sendable {
  /// The place in the UTF-8 text, or 0 where the file must be read again from the start.
  public var offset: Int64
  /// How many records of the file are behind it.
  public var row: Int

  public init(offset: Int64 = 0, row: Int = 0) {
    self.offset = offset
    self.row = row
  }
}

/// Some records that are stored together, with the place after them.
public struct ImportBatch: Sendable {
  public var records: [Record] = []
  public var rejects: [Reject] = []
  /// How many rows of data it holds, good and bad.
  public var rows = 0
  public var cursor = ImportCursor()
  /// Words that are none of ours, counted as `field: word`.
  public var unknown: [String: Int] = [:]
  public var isLast = false

  /// A row that was refused, kept as it came.
  public struct Reject: Hashable, Sendable {
    public var rejection: Rejection
    public var cells: [String]
  }
}

/// Reads a file of any form batch by batch, each small enough for one transaction.
public struct RecordStream {
  enum Form {
    case table(CSVReader, RowReader, skip: Int)
    case lines(LineReader, NeutralReader, skip: Int)
    case queueLog(LineReader, QueueLogReader, skip: Int)
    case transcript(ImportBatch?)
  }

  private var form: Form
  /// The names of the columns; empty for other forms.
  public let header: [String]
  /// Columns that no field takes and that are kept as fields of their own.
  public let ignored: [String]
  private let limits: SourceLimits
  /// Why reading ends after the rows that were good.
  private(set) var failure: SourceError?

  /// How large a batch grows.
  static let batchMessages = 10_000
  static let batchRecords = 1_000

  /// A table: the header is read at once, so that mistakes in the mapping show before anything else.
  public init(
    table supply: any ByteSupply, mapping: Mapping, sample: [UInt8],
    limits: SourceLimits = .standard, from cursor: ImportCursor = ImportCursor()
  ) throws {
    let shape = CSVShape.detect(
      sample, encoding: mapping.encoding, delimiter: mapping.delimiter,
      hasHeader: mapping.hasHeader)
    var reader = CSVReader(
      ByteStream(supply, encoding: shape.encoding), delimiter: shape.delimiter, limits: limits)
    let header = try Self.header(of: &reader, shape: shape, sample: sample, mapping: mapping)
    let rows = try RowReader(mapping, header: header)
    var skip = max(0, cursor.row - reader.count)
    if cursor.row > reader.count, cursor.offset > 0, shape.encoding == .utf8 {
      let mark = ByteStream.markLength(of: sample, encoding: .utf8)
      var stream = ByteStream(supply, encoding: .utf8)
      try stream.seek(to: cursor.offset + Int64(mark))
      reader = CSVReader(
        stream, delimiter: shape.delimiter, limits: limits, at: cursor.offset, after: cursor.row)
      skip = 0
    }
    self.header = header
    self.limits = limits
    ignored = rows.ignored
    form = .table(reader, rows, skip: skip)
  }

  /// Reads up to the first row of data; a file without a header is read twice from its start.
  private static func header(
    of reader: inout CSVReader, shape: CSVShape, sample: [UInt8], mapping: Mapping
  ) throws -> [String] {
    var record = CSVRecord()
    let hasNamedDelimiter = CSVShape.namedDelimiter(sample) != nil
    if hasNamedDelimiter { _ = try reader.next(&record) }
    guard shape.hasHeader else {
      let first = CSVShape.rows(of: sample, shape: shape, limit: 2)
      guard let width = first.last?.count else { throw SourceError.empty }
      return mapping.names.isEmpty
        ? (1...max(1, width)).map { "Column \($0)" } : mapping.names
    }
    guard try reader.next(&record) else { throw SourceError.empty }
    return unique(record.cells)
  }

  /// Column names without blanks around them; a second one of a name gets its number.
  static func unique(_ names: [String]) -> [String] {
    var seen: [String: Int] = [:]
    return names.enumerated().map { index, name in
      let trimmed = String(name.trimmingBlanks)
      let name = trimmed.isEmpty ? "Column \(index + 1)" : trimmed
      seen[name, default: 0] += 1
      let count = seen[name] ?? 1
      return count == 1 ? name : "\(name) (\(count))"
    }
  }

  /// Lines of the neutral form.
  public init(
    lines supply: any ByteSupply, sample: [UInt8], moments: MomentReader = MomentReader(),
    limits: SourceLimits = .standard, from cursor: ImportCursor = ImportCursor()
  ) throws {
    let encoding = TextEncoding.detect(sample)
    var stream = ByteStream(supply, encoding: encoding)
    var skip = cursor.row
    if cursor.offset > 0, encoding == .utf8 {
      let mark = ByteStream.markLength(of: sample, encoding: .utf8)
      try stream.seek(to: cursor.offset + Int64(mark))
      skip = 0
    }
    let start = skip == 0 ? cursor : ImportCursor()
    form = .lines(
      LineReader(stream, limits: limits, at: start.offset, after: start.row),
      NeutralReader(moments: moments), skip: skip)
    header = []
    ignored = []
    self.limits = limits
  }

  init(_ form: Form, _ limits: SourceLimits) {
    self.form = form
    self.limits = limits
    header = []
    ignored = []
  }

  /// One call as timed text.
  public init(
    transcript supply: any ByteSupply, format: TranscriptFormat, sample: [UInt8],
    externalID: String, startedAt: Instant, roles: [String: MessageRole] = [:],
    limits: SourceLimits = .standard
  ) throws {
    let stream = ByteStream(supply, encoding: TextEncoding.detect(sample))
    let transcript = try Transcript.read(stream, format: format, limits: limits)
    var batch = ImportBatch()
    if !transcript.lines.isEmpty {
      let record = transcript.record(
        externalID: externalID, startedAt: startedAt, roles: roles)
      batch.records = [.conversation(record)]
      batch.note(.conversation(record))
    }
    batch.rejects = transcript.rejections.map {
      ImportBatch.Reject(rejection: $0, cells: [$0.found])
    }
    batch.rows = (transcript.lines.last?.cue ?? 0) + batch.rejects.count
    batch.cursor = ImportCursor(offset: 0, row: batch.rows)
    batch.isLast = true
    form = .transcript(batch)
    header = []
    ignored = []
    self.limits = limits
  }

  /// The next batch; `nil` after the last.
  ///
  /// - Throws: ``SourceError`` where reading must stop; batches before it are good.
  public mutating func next() throws -> ImportBatch? {
    if let failure { throw failure }
    switch form {
    case .transcript(let batch):
      form = .transcript(nil)
      return batch
    case .table(var reader, let rows, let skip):
      let batch = try nextRows(&reader, rows, skip: skip)
      form = .table(reader, rows, skip: 0)
      return batch
    case .lines(var reader, let neutral, let skip):
      let batch = try nextLines(&reader, neutral, skip: skip)
      form = .lines(reader, neutral, skip: 0)
      return batch
    case .queueLog(var reader, var calls, let skip):
      let batch = try nextEvents(&reader, &calls, skip: skip)
      form = .queueLog(reader, calls, skip: 0)
      return batch
    }
  }

  private mutating func nextRows(
    _ reader: inout CSVReader, _ rows: RowReader, skip: Int
  ) throws -> ImportBatch? {
    var batch = ImportBatch()
    var row = CSVRecord()
    for _ in 0..<skip { guard try reader.next(&row) else { return nil } }
    var messages = 0
    while messages < Self.batchMessages, batch.rejects.count < Self.batchRecords,
      batch.records.count < Self.batchRecords
    {
      guard try step({ try reader.next(&row) ? true : nil }) != nil else { break }
      batch.rows += 1
      messages += 1
      do {
        let record = try rows.record(row)
        batch.note(record)
        batch.append(record)
      } catch let rejection as Rejection {
        batch.rejects.append(ImportBatch.Reject(rejection: rejection, cells: row.cells))
      }
    }
    batch.cursor = ImportCursor(offset: reader.offset, row: reader.count)
    if batch.rows == 0, let failure { throw failure }
    return batch.rows == 0 ? nil : batch
  }

  /// Reads on; what ends the reading is told after the good rows before it.
  mutating func step<Value>(_ read: () throws -> Value?) throws -> Value? {
    do {
      return try read()
    } catch let error as SourceError {
      failure = error
      return nil
    }
  }

  private mutating func nextLines(
    _ reader: inout LineReader, _ neutral: NeutralReader, skip: Int
  ) throws -> ImportBatch? {
    var batch = ImportBatch()
    var line: [UInt8] = []
    for _ in 0..<skip { guard try reader.next(&line) != nil else { return nil } }
    var messages = 0
    while messages < Self.batchMessages, batch.records.count < Self.batchRecords,
      batch.rejects.count < Self.batchRecords, let kind = try step({ try reader.next(&line) })
    {
      if kind == .bytes, line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      batch.rows += 1
      messages += 1
      do {
        guard kind == .bytes else {
          throw Rejection(
            row: reader.count, field: "", expected: .shortRecord,
            found: String(decoding: line.prefix(80), as: UTF8.self))
        }
        let record = try neutral.record(line, row: reader.count)
        if case .conversation(let conversation) = record {
          messages += conversation.messages.count
        }
        batch.note(record)
        batch.append(record)
      } catch let rejection as Rejection {
        let text = String(decoding: line.prefix(1 << 16), as: UTF8.self)
        batch.rejects.append(ImportBatch.Reject(rejection: rejection, cells: [text]))
      }
    }
    batch.cursor = ImportCursor(offset: reader.offset, row: reader.count)
    if batch.rows == 0, let failure { throw failure }
    return batch.rows == 0 ? nil : batch
  }
}

extension ImportBatch {
  /// Adds a record; pieces of one conversation that follow each other become one record.
  fileprivate mutating func append(_ record: Record) {
    guard case .conversation(let part) = record, part.extent == .part,
      case .conversation(var last)? = records.last, last.externalID == part.externalID,
      last.extent == .part
    else {
      records.append(record)
      return
    }
    records.removeLast()
    last.absorb(part)
    records.append(.conversation(last))
  }

  /// Counts the words of a record that are none of ours.
  mutating func note(_ record: Record) {
    func note<Term: Vocabulary>(_ field: StaticString, _ term: Term?) {
      if let term, !term.isKnown { unknown["\(field): \(term.rawValue)", default: 0] += 1 }
    }
    switch record {
    case .conversation(let conversation):
      note("channel", conversation.channel)
      note("status", conversation.status)
      for message in conversation.messages {
        note("role", message.role)
        note("visibility", message.visibility)
        note("kind", message.kind)
      }
      for call in conversation.calls {
        note("direction", call.direction)
        note("transferred", call.transfer)
        note("disconnected_by", call.disconnectedBy)
      }
      for survey in conversation.surveys { note("survey kind", survey.kind) }
    case .survey(let survey): note("survey kind", survey.kind)
    case .agentState(let state): note("agent state", state.state)
    case .agent, .queue: break
    }
  }
}

extension ConversationRecord {
  /// Adds the next piece of the same conversation; what it says is newer.
  mutating func absorb(_ part: ConversationRecord) {
    externalURL = part.externalURL ?? externalURL
    channel = part.channel ?? channel
    subject = subject ?? part.subject
    status = part.status ?? status
    openedAt = [openedAt, part.openedAt].compactMap(\.self).min()
    firstReplyAt = part.firstReplyAt ?? firstReplyAt
    firstResolvedAt = part.firstResolvedAt ?? firstResolvedAt
    lastResolvedAt = part.lastResolvedAt ?? lastResolvedAt
    closedAt = [closedAt, part.closedAt].compactMap(\.self).max()
    updatedAt = [updatedAt, part.updatedAt].compactMap(\.self).max()
    reopenCount = part.reopenCount ?? reopenCount
    agent = part.agent ?? agent
    for party in part.agents where !agents.contains(where: { $0.identity == party.identity }) {
      agents.append(party)
    }
    customer = part.customer ?? customer
    queue = part.queue ?? queue
    tags += part.tags.filter { !tags.contains($0) }
    language = part.language ?? language
    for field in part.custom {
      custom.removeAll { $0.name == field.name }
      custom.append(field)
    }
    custom.sort { $0.name < $1.name }
    messages += part.messages
    calls += part.calls
    surveys += part.surveys
  }
}
