internal import Dispatch
internal import Foundation
internal import Kernel

/// Reads a file and makes its records ready on a thread of its own, one batch ahead of the store.
///
/// Reading blocks and preparing is heavy; neither belongs on the threads that answer requests.
actor ImportReading {
  private let executor: QueueExecutor
  private var stream: RecordStream
  private let now: Instant

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// A batch whose conversations are ready for the store.
  struct Ready: Sendable {
    var batch: ImportBatch
    var drafts: [Draft]
    /// The drafts with their rows, as far as the delivery knew everybody.
    var bundles: [Bundle]
    /// Everything else, in its order.
    var others: [Record]
  }

  init(_ open: sending () throws -> RecordStream, now: Instant) rethrows {
    executor = QueueExecutor()
    stream = try open()
    self.now = now
  }

  var header: [String] { stream.header }
  var ignored: [String] { stream.ignored }

  /// The next batch, composed by what a delivery has met so far.
  func next(for delivery: Delivery) throws -> Ready? {
    guard var batch = try stream.next() else { return nil }
    var drafts: [Draft] = []
    var others: [Record] = []
    drafts.reserveCapacity(batch.records.count)
    for record in batch.records {
      if case .conversation(let conversation) = record {
        drafts.append(Draft(conversation, now: now))
      } else {
        others.append(record)
      }
    }
    batch.records = []
    return Ready(
      batch: batch, drafts: drafts, bundles: delivery.prepare(drafts), others: others)
  }
}

private final class QueueExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "attune.import")

  func enqueue(_ job: UnownedJob) {
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }
}

extension ImportRun {
  /// How much of a file its form is judged by.
  static let sampleBytes = 1 << 16

  /// The first bytes of a file; refuses what is no text at all.
  static func sample(of path: String, limits: SourceLimits = .standard) throws -> [UInt8] {
    let supply = try FileSupply(path: path, limits: limits, chunk: sampleBytes)
    var bytes: [UInt8] = []
    _ = try supply.read(into: &bytes)
    try refuseForeign(bytes)
    return bytes
  }

  static func refuseForeign(_ bytes: [UInt8]) throws {
    guard !bytes.isEmpty else { throw SourceError.empty }
    let kinds: [(String, [UInt8])] = [
      ("gzip", [0x1F, 0x8B]), ("zip / xlsx", [0x50, 0x4B, 0x03, 0x04]), ("pdf", Array("%PDF".utf8)),
      ("xls", [0xD0, 0xCF, 0x11, 0xE0]), ("SQLite", Array("SQLite format 3".utf8)),
      ("bzip2", Array("BZh".utf8)), ("xz", [0xFD, 0x37, 0x7A, 0x58]),
    ]
    for (kind, mark) in kinds where bytes.starts(with: mark) {
      throw SourceError.notText(kind: kind)
    }
  }

  /// What a transcript needs beside its text, kept where a table keeps its mapping.
  struct TranscriptSetting: Codable {
    var externalID: String
    var startedAt: Int64
    var roles: [String: String]
  }

  /// Opens the run's file at its cursor.
  func open(limits: SourceLimits = .standard) throws -> RecordStream {
    guard let path else { throw SourceError.unreadable(path: fileName) }
    let sample = try Self.sample(of: path, limits: limits)
    let supply = try FileSupply(path: path, limits: limits)
    switch format {
    case .csv:
      guard let mapping else { throw SourceError.mapping("columns: no column is mapped") }
      return try RecordStream(
        table: supply, mapping: try Mapping(json: Array(mapping.utf8)), sample: sample,
        limits: limits, from: cursor)
    case .jsonl:
      return try RecordStream(lines: supply, sample: sample, limits: limits, from: cursor)
    case .queueLog:
      return RecordStream(queueLog: supply, sample: sample, limits: limits, from: cursor)
    case .vtt, .srt:
      let setting = try mapping.flatMap { try Self.decoded(TranscriptSetting.self, $0) }
      guard let setting else {
        throw SourceError.mapping("conversation.opened_at: expected a date")
      }
      return try RecordStream(
        transcript: supply, format: format == .vtt ? .vtt : .srt, sample: sample,
        externalID: setting.externalID, startedAt: Instant(milliseconds: setting.startedAt),
        roles: setting.roles.mapValues(MessageRole.init(rawValue:)), limits: limits)
    }
  }
}
