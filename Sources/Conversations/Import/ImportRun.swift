public import Kernel

/// One file on its way in: where it stands, what it did, and whether it was undone.
public struct ImportRun: Hashable, Sendable {
  /// The key of an import.
  public typealias ID = Identifier<ImportRun>

  /// Where an import stands.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// The file is here; nobody has said what its columns mean.
    case uploaded
    /// A trial run counts what would happen.
    case checking
    /// The trial is over; nothing was written.
    case checked
    /// Rows are being stored.
    case running
    case finished
    /// The file could not be read to its end; everything before that point is stored.
    case failed
    case cancelled
    case undoing
    case undone

    /// Whether work is going on.
    public var isWorking: Bool { self == .checking || self == .running || self == .undoing }
  }

  public let id: ID
  /// The name of the tool or export; with an external id the natural key of a conversation.
  public var source: String
  public let fileName: String
  /// Where the file waits; `nil` once it is no longer needed.
  public var path: String?
  /// SHA-256 of the file, in hexadecimal.
  public let digest: String
  public let size: Int64
  public var format: ImportFormat
  /// The mapping file of a table; when a transcript's call began and who is who.
  public var mapping: String?
  public var state: State
  public var counts = ImportCounts()
  public var cursor = ImportCursor()
  public var ignored: [String] = []
  public var unknown: [String: Int] = [:]
  /// Why reading stopped before the end of the file.
  public var problem: SourceError?
  public let createdBy: Int64?
  public let createdAt: Instant
  public var startedAt: Instant?
  public var finishedAt: Instant?
  public var undoneAt: Instant?

  init(
    id: ID, source: String, fileName: String, path: String?, digest: String, size: Int64,
    format: ImportFormat, mapping: String? = nil, state: State = .uploaded, createdBy: Int64?,
    createdAt: Instant
  ) {
    self.id = id
    self.source = source
    self.fileName = fileName
    self.path = path
    self.digest = digest
    self.size = size
    self.format = format
    self.mapping = mapping
    self.state = state
    self.createdBy = createdBy
    self.createdAt = createdAt
  }

  /// For how many days an import can be undone.
  public static let undoDays: Int64 = 7

  /// Whether the import can still be undone as a whole.
  public func canBeUndone(at now: Instant) -> Bool {
    guard [.finished, .failed, .cancelled].contains(state), let finishedAt else { return false }
    return counts.created + counts.updated > 0
      && now < finishedAt.advanced(byDays: Self.undoDays)
  }

  /// The share of the file that is behind the cursor, where that can be said.
  public var progress: Double? {
    guard size > 0, cursor.offset > 0 else { return nil }
    return min(1, Double(cursor.offset) / Double(size))
  }

  /// Rows a second since the start; `nil` in the first second.
  public func rate(at now: Instant) -> Double? {
    guard let startedAt else { return nil }
    let seconds = now.seconds(since: startedAt)
    return seconds >= 1 ? Double(counts.rows) / seconds : nil
  }

  /// Seconds until the end at the speed so far.
  public func secondsLeft(at now: Instant) -> Double? {
    guard let progress, progress > 0.01, let startedAt else { return nil }
    let seconds = now.seconds(since: startedAt)
    return seconds >= 1 ? seconds / progress - seconds : nil
  }
}

/// What an import did, or a trial would do.
public struct ImportCounts: Hashable, Sendable, Codable {
  /// Rows of data read.
  public var rows = 0
  public var created = 0
  public var updated = 0
  public var unchanged = 0
  public var rejected = 0

  public init() {}

  static func += (left: inout ImportCounts, right: ImportCounts) {
    left.rows += right.rows
    left.created += right.created
    left.updated += right.updated
    left.unchanged += right.unchanged
    left.rejected += right.rejected
  }
}
