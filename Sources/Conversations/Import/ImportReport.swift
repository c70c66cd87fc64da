internal import Foundation
internal import Kernel
import Storage

/// What an import did, for the command line; the names are kept for scripts.
public struct ImportReport: Codable, Hashable, Sendable {
  /// One refused row.
  public struct Reject: Codable, Hashable, Sendable {
    public var row: Int
    public var field: String
    public var expected: String
    public var found: String
  }

  /// The import's key.
  public var id: String
  public var source: String
  public var format: ImportFormat
  public var state: String
  public var rows: Int
  public var created: Int
  public var updated: Int
  public var unchanged: Int
  public var rejected: Int
  /// Columns no field of the neutral model took.
  public var ignoredColumns: [String]
  /// Words that are none of ours and were kept as they came, with their counts.
  public var unknownWords: [String: Int]
  /// The first thousand refused rows.
  public var rejects: [Reject]
  /// Whether an import that had been cut off was taken up again.
  public var resumed: Bool
  public var seconds: Double
  /// What happened, where the file could not be read to its end.
  public var problem: String?

  /// One line for people.
  public var summary: String {
    if let problem { return problem }
    if created == 0, updated == 0, rejected == 0 {
      return "Nothing new: all \(unchanged) records are here already."
    }
    return "\(created) created, \(updated) updated, \(unchanged) unchanged, \(rejected) rejected"
  }
}

extension ImportWork {
  /// Imports a file from the command line and reports; an import that was cut off goes on.
  ///
  /// A table without the bytes of a mapping file is mapped by guessing.
  ///
  /// - Throws: ``SourceError`` when nothing of the file could be read, ``UnclearTable`` when
  ///   guessing is not enough.
  public func importFile(
    _ path: String, format: ImportFormat? = nil, source: String, mapping: [UInt8]? = nil
  ) async throws -> ImportReport {
    let fileName = path.split(separator: "/").last.map(String.init) ?? path
    let format = format ?? ImportFormat(fileName: fileName)
    let begun = world.now()
    let text = try mappingText(path, fileName, format: format, mapping)
    let (digest, size) = try UploadFolder.digest(of: path, limits: limits)
    var fresh = ImportRun(
      id: world.id(), source: source, fileName: fileName, path: path, digest: digest, size: size,
      format: format, mapping: text, state: .running, createdBy: scope.person, createdAt: begun)
    fresh.startedAt = begun
    let proposed = fresh
    let (run, resumed) = try await database.write { [scope] db in
      if var old = try ImportRun.unfinished(like: proposed, scope: scope, in: db) {
        old.path = path
        try old.save(scope, from: .running, in: db)
        return (old, true)
      }
      try proposed.insert(scope, in: db)
      return (proposed, false)
    }
    let ended = try await self.run(run.id) ?? run
    return try await report(ended, resumed: resumed, since: begun)
  }

  private func mappingText(
    _ path: String, _ fileName: String, format: ImportFormat, _ bytes: [UInt8]?
  ) throws -> String? {
    let sample = try ImportRun.sample(of: path, limits: limits)
    switch format {
    case .jsonl, .queueLog: return nil
    case .csv:
      if let bytes { return try Mapping(json: bytes).json.compact }
      return try ImportTable(sample, source: nil, zone: zone.name).surely().json.compact
    case .vtt, .srt:
      let mapping = try bytes.map { try Mapping(json: $0) }
      let key = mapping?.constants[.conversationID] ?? fileName.withoutEnding
      var start = mapping?.constants[.openedAt].flatMap(MomentReader(zone: zone).moment)
      if start == nil {
        // A recording's file is written when the call ends: the best there is.
        let values = try? FileManager.default.attributesOfItem(atPath: path)
        let date = values?[.modificationDate] as? Date
        start = date.map { Instant(milliseconds: Int64($0.timeIntervalSince1970 * 1000)) }
      }
      let roles = mapping?.columns.flatMap(\.targets).first { $0.field == .messageRole }?.values
      return try ImportRun.encoded(
        ImportRun.TranscriptSetting(
          externalID: key, startedAt: (start ?? world.now()).milliseconds, roles: roles ?? [:]))
    }
  }

  func report(_ run: ImportRun, resumed: Bool, since begun: Instant) async throws -> ImportReport {
    let rejects = try await database.read { [scope] db in
      try ImportReject.page(of: run.id, after: -1, limit: 1000, scope: scope, in: db)
    }
    return ImportReport(
      id: run.id.text, source: run.source, format: run.format, state: run.state.rawValue,
      rows: run.counts.rows, created: run.counts.created, updated: run.counts.updated,
      unchanged: run.counts.unchanged, rejected: run.counts.rejected,
      ignoredColumns: run.ignored, unknownWords: run.unknown,
      rejects: rejects.map { reject in
        ImportReport.Reject(
          row: reject.rejection.row, field: reject.rejection.field,
          expected: reject.rejection.expected.sentence, found: reject.rejection.found)
      }, resumed: resumed, seconds: world.now().seconds(since: begun),
      problem: run.problem?.sentence)
  }
}

extension String {
  /// A file's name without what follows the last point.
  var withoutEnding: String {
    guard let point = lastIndex(of: "."), point > startIndex else { return self }
    return String(self[..<point])
  }
}
