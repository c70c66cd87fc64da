/// A form in which conversations come as a file.
public enum ImportFormat: String, Hashable, Sendable, CaseIterable, Codable {
  case jsonl, csv, vtt, srt
  /// Asterisk's `queue_log`.
  case queueLog = "queue_log"

  /// The form a file most likely has, by the end of its name.
  public init(fileName: String) {
    let name = fileName.lowercased()
    self =
      if name.hasSuffix(".vtt") {
        .vtt
      } else if name.hasSuffix(".srt") {
        .srt
      } else if [".jsonl", ".ndjson", ".json"].contains(where: name.hasSuffix) {
        .jsonl
      } else if name.hasPrefix("queue_log") || name.hasPrefix("queue-log") {
        .queueLog
      } else {
        .csv
      }
  }

  var transcript: TranscriptFormat? {
    switch self {
    case .vtt: .vtt
    case .srt: .srt
    case .jsonl, .csv, .queueLog: nil
    }
  }
}
