/// A form of timed text.
public enum TranscriptFormat: String, Hashable, Sendable, CaseIterable, Codable {
  case vtt, srt
}

/// What was said in a call, cue by cue, with what could not be read.
public struct Transcript: Hashable, Sendable {
  /// One voice in one cue; times are milliseconds from the start of the recording.
  public struct Line: Hashable, Sendable {
    public var start: Int64
    public var end: Int64
    /// The name the file gives the voice.
    public var speaker: String?
    public var text: String
    public var cue: Int
  }

  public var lines: [Line] = []
  public var rejections: [Rejection] = []
  /// `Language:` of a WebVTT header.
  public var language: String?

  /// How many cues one transcript may have.
  static let cueLimit = 100_000

  /// Reads WebVTT or SubRip; a cue that cannot be placed in time is rejected by its line.
  public static func read(
    _ stream: ByteStream, format: TranscriptFormat, limits: SourceLimits = .standard
  ) throws -> Transcript {
    var parser = TranscriptParser(format: format)
    var reader = LineReader(stream, limits: limits)
    var bytes: [UInt8] = []
    while let kind = try reader.next(&bytes) {
      let parts = bytes.split(separator: 0x0D, omittingEmptySubsequences: false)
      for part in parts where kind == .bytes {
        parser.take(String(validating: part, as: UTF8.self), number: reader.count)
      }
      if kind == .tooLong {
        throw SourceError.recordTooLong(row: reader.count, limit: limits.recordBytes)
      }
      guard parser.cues <= cueLimit else { throw SourceError.tooManyRows(limit: cueLimit) }
    }
    guard reader.count > 0 else { throw SourceError.empty }
    parser.finish()
    return parser.transcript
  }
}

/// Gathers lines into blocks and blocks into cues.
private struct TranscriptParser {
  private let format: TranscriptFormat
  private var block: [(text: String, number: Int)] = []
  private var isFirst = true
  private(set) var cues = 0
  private(set) var transcript = Transcript()

  init(format: TranscriptFormat) {
    self.format = format
  }

  mutating func take(_ line: String?, number: Int) {
    guard let line else {
      transcript.rejections.append(
        Rejection(row: number, field: "text", expected: .utf8, found: ""))
      return
    }
    if line.allSatisfy(\.isWhitespace) {
      finish()
    } else if block.count < 1_000 {
      block.append((line, number))
    }
  }

  mutating func finish() {
    defer {
      block.removeAll(keepingCapacity: true)
      isFirst = false
    }
    guard let first = block.first else { return }
    if format == .vtt, isFirst, first.text.hasPrefix("WEBVTT") {
      for line in block where line.text.lowercased().hasPrefix("language:") {
        transcript.language = String(line.text.dropFirst(9).trimmingBlanks)
      }
      return
    }
    let timing = block.prefix(2).firstIndex { $0.text.contains("-->") }
    if timing == nil, format == .vtt,
      ["NOTE", "STYLE", "REGION"].contains(where: { first.text.hasPrefix($0) })
    {
      return
    }
    guard let timing else {
      reject(first, found: block.dropFirst().first?.text ?? first.text)
      return
    }
    guard let (start, end) = CueTime.range(block[timing].text) else {
      reject(block[timing], found: block[timing].text)
      return
    }
    cues += 1
    append(block[(timing + 1)...].map(\.text), start: start, end: end)
  }

  private mutating func reject(_ line: (text: String, number: Int), found: String) {
    transcript.rejections.append(
      Rejection(row: line.number, field: "time", expected: .time, found: found))
  }

  private mutating func append(_ payload: [String], start: Int64, end: Int64) {
    var lines: [Transcript.Line] = []
    for text in payload {
      for voice in CueText.voices(text) {
        let spoken = String(voice.text.trimmingBlanks)
        guard !spoken.isEmpty else { continue }
        if voice.speaker == nil, let last = lines.indices.last {
          lines[last].text += "\n" + spoken
        } else {
          lines.append(
            Transcript.Line(
              start: start, end: end, speaker: voice.speaker, text: spoken, cue: cues))
        }
      }
    }
    transcript.lines += lines
  }
}

/// The times of a cue.
private enum CueTime {
  static func range(_ line: String) -> (Int64, Int64)? {
    let bytes = Array(line.utf8)
    guard let arrow = bytes.indices.first(where: { bytes[$0...].starts(with: Array("-->".utf8)) }),
      let start = time(bytes[..<arrow]),
      let end = time(bytes[(arrow + 3)...].drop { $0 == 0x20 }.prefix { $0 != 0x20 }),
      end >= start
    else { return nil }
    return (start, end)
  }

  /// Milliseconds of `hh:mm:ss.mmm`, hours being optional and a comma as good as a point.
  private static func time(_ bytes: ArraySlice<UInt8>) -> Int64? {
    let text = String(decoding: bytes, as: UTF8.self)
    let clean = text.filter { $0 != " " && $0 != "\t" }.map { $0 == "," ? "." : $0 }
    let parts = String(clean).split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let last = parts.last else { return nil }
    let seconds = last.split(separator: ".", omittingEmptySubsequences: false)
    guard seconds.count <= 2, let second = whole(seconds[0], most: 59) else { return nil }
    var millisecond: Int64 = 0
    if seconds.count == 2 {
      guard seconds[1].utf8.count == 3, let value = whole(seconds[1], most: 999) else { return nil }
      millisecond = value
    }
    guard let minute = whole(parts[parts.count - 2], most: 59) else { return nil }
    let hour = parts.count == 3 ? whole(parts[0], most: 999) : 0
    guard let hour else { return nil }
    return ((hour * 60 + minute) * 60 + second) * 1000 + millisecond
  }

  private static func whole(_ text: Substring, most limit: Int64) -> Int64? {
    guard !text.isEmpty, text.utf8.count <= 3,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int64(text),
      value <= limit
    else { return nil }
    return value
  }
}

/// The words of a cue without markup, cut where the voice changes.
private enum CueText {
  struct Voice {
    var speaker: String?
    var text: String
  }

  static func voices(_ line: String) -> [Voice] {
    var voices = [Voice(speaker: nil, text: "")]
    var rest = Substring(line)
    while let open = rest.firstIndex(of: "<") {
      voices[voices.count - 1].text += rest[..<open]
      let inside = rest[rest.index(after: open)...]
      guard let close = inside.firstIndex(of: ">") else {
        rest = inside
        voices[voices.count - 1].text += "<"
        continue
      }
      if let name = speaker(inside[..<close]) { voices.append(Voice(speaker: name, text: "")) }
      rest = inside[inside.index(after: close)...]
    }
    voices[voices.count - 1].text += rest
    return voices.filter { !$0.text.isEmpty }.map { voice in
      let text = decoded(voice.text)
      guard voice.speaker == nil, let (name, words) = prefix(text) else {
        return Voice(speaker: voice.speaker, text: text)
      }
      return Voice(speaker: name, text: words)
    }
  }

  /// The name in a voice tag such as `v.loud Agent`.
  private static func speaker(_ tag: Substring) -> String? {
    guard tag.hasPrefix("v"), let blank = tag.firstIndex(where: { $0 == " " || $0 == "\t" }),
      tag[..<blank] == "v" || tag.hasPrefix("v.")
    else { return nil }
    let name = decoded(String(tag[tag.index(after: blank)...].trimmingBlanks))
    return name.isEmpty ? nil : name
  }

  /// A short name and a colon in front of the words.
  private static func prefix(_ text: String) -> (String, String)? {
    guard let colon = text.firstIndex(of: ":") ?? text.firstIndex(of: "：") else { return nil }
    let name = text[..<colon].trimmingBlanks
    let words = text[text.index(after: colon)...]
    guard !name.isEmpty, name.utf8.count <= 60, words.first?.isWhitespace ?? true,
      name.split(separator: " ").count <= 3,
      name.allSatisfy({ $0.isLetter || $0.isNumber || " _-.'".contains($0) }),
      name.contains(where: \.isLetter)
    else { return nil }
    return (String(name), String(words.trimmingBlanks))
  }

  private static func decoded(_ text: String) -> String {
    guard text.contains("&") else { return text }
    var result = text
    for (entity, character) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{A0}"), ("&lrm;", "\u{200E}"),
      ("&rlm;", "\u{200F}"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ] where result.contains(entity) {
      result = result.split(separator: entity, omittingEmptySubsequences: false)
        .joined(separator: character)
    }
    return result
  }
}
