internal import Kernel

/// Reads `multipart/form-data` (RFC 7578) as it arrives, holding no more than a header in memory.
public struct Multipart: Sendable {
  /// What the next bytes were.
  public enum Event: Hashable, Sendable {
    /// A part begins; a file has a name of its own, if only an empty one.
    case part(name: String, fileName: String?)
    case bytes([UInt8])
    case end
  }

  private enum Place {
    case preamble, headers, body, done
  }

  private let delimiter: [UInt8]
  private var buffer: [UInt8]
  private var place = Place.preamble
  private var parts = 0

  static let headerLimit = 8 * 1024
  static let partLimit = 200

  /// A reader for a body of this content type; `nil` when it is none or its boundary is broken.
  public init?(contentType: String) {
    guard contentType.lowercased().hasPrefix("multipart/form-data"),
      let boundary = Self.parameter("boundary", of: contentType),
      (1...70).contains(boundary.utf8.count),
      boundary.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    delimiter = Array("\r\n--\(boundary)".utf8)
    // The first delimiter may stand at the very start, where no line ends before it.
    buffer = [0x0D, 0x0A]
  }

  /// Whether the closing delimiter has been read.
  public var isComplete: Bool { place == .done }

  /// Takes more bytes and tells what they were.
  ///
  /// - Throws: ``Problem`` when the body is not what it says it is.
  public mutating func read(_ bytes: some Collection<UInt8>) throws -> [Event] {
    buffer.append(contentsOf: bytes)
    var events: [Event] = []
    while try step(&events) {}
    return events
  }

  private mutating func step(_ events: inout [Event]) throws -> Bool {
    switch place {
    case .done:
      buffer.removeAll()
      return false
    case .preamble, .body: return try readBody(&events)
    case .headers: return try readHeaders(&events)
    }
  }

  private mutating func readBody(_ events: inout [Event]) throws -> Bool {
    guard let found = Self.find(delimiter, in: buffer, from: 0) else {
      let safe = buffer.count - delimiter.count
      if safe > 0 {
        if place == .body { events.append(.bytes(Array(buffer[..<safe]))) }
        buffer.removeFirst(safe)
      }
      return false
    }
    // Two more bytes say whether another part follows.
    guard buffer.count >= found + delimiter.count + 2 else {
      if found > 0, place == .body {
        events.append(.bytes(Array(buffer[..<found])))
        buffer.removeFirst(found)
      }
      return false
    }
    if place == .body {
      if found > 0 { events.append(.bytes(Array(buffer[..<found]))) }
      events.append(.end)
    }
    let after = found + delimiter.count
    if buffer[after] == 0x2D, buffer[after + 1] == 0x2D {
      place = .done
      return true
    }
    guard buffer[after] == 0x0D, buffer[after + 1] == 0x0A else { throw Self.malformed }
    parts += 1
    guard parts <= Self.partLimit else { throw Problem.invalid("problem.tooManyFields") }
    // The line end stays: headers end at an empty line, even when there are none.
    buffer.removeFirst(after)
    place = .headers
    return true
  }

  private mutating func readHeaders(_ events: inout [Event]) throws -> Bool {
    guard let end = Self.find([0x0D, 0x0A, 0x0D, 0x0A], in: buffer, from: 0) else {
      guard buffer.count <= Self.headerLimit else { throw Self.malformed }
      return false
    }
    guard end <= Self.headerLimit,
      let text = String(validating: buffer[..<end], as: UTF8.self)
    else { throw Self.malformed }
    buffer.removeFirst(end + 4)
    // A part may end right after its headers; its delimiter begins with a line end of its own.
    let disposition = text.split(whereSeparator: \.isNewline).first {
      $0.lowercased().hasPrefix("content-disposition:")
    }
    guard let disposition, let name = Self.parameter("name", of: String(disposition)) else {
      throw Self.malformed
    }
    let fileName = Self.parameter("filename", of: String(disposition))
    events.append(.part(name: name, fileName: fileName))
    place = .body
    return true
  }

  private static let malformed = Problem(.badRequest, "problem.malformed")

  /// A parameter of a header, with or without quotes.
  static func parameter(_ name: String, of header: String) -> String? {
    for piece in pieces(of: header) {
      let halves = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2,
        halves[0].trimmed.lowercased() == name
      else { continue }
      let value = halves[1].trimmed
      guard value.hasPrefix("\""), value.hasSuffix("\""), value.utf8.count >= 2 else {
        return value
      }
      // Browsers write a quote in a name as %22.
      return String(value.dropFirst().dropLast())
    }
    return nil
  }

  /// A header cut at its semicolons, those inside quotes apart.
  private static func pieces(of header: String) -> [Substring] {
    var quoted = false
    return header.split { character in
      if character == "\"" { quoted.toggle() }
      return character == ";" && !quoted
    }
  }

  private static func find(_ needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard let first = needle.first, bytes.count >= needle.count else { return nil }
    let last = bytes.count - needle.count
    var index = start
    while index <= last {
      if bytes[index] == first, bytes[index..<(index + needle.count)].elementsEqual(needle) {
        return index
      }
      index += 1
    }
    return nil
  }
}

extension Substring {
  fileprivate var trimmed: String {
    var slice = self
    while let first = slice.first, first.isWhitespace { slice.removeFirst() }
    while let last = slice.last, last.isWhitespace { slice.removeLast() }
    return String(slice)
  }
}

/// What came with an uploaded file.
public struct Upload: Sendable {
  /// The fields beside the file.
  public var form: Form
  /// The name the file has at home; `nil` when none was sent.
  public var fileName: String?
  public var size = 0
}

extension Visit {
  /// Reads a form with one file, handing the file's bytes on as they arrive.
  ///
  /// The form's token must come before the file, so that nothing of a forged form is kept. A
  /// sender that is slower than 1 KiB a second after ten seconds is cut off.
  public func upload(
    limit: Int, _ receive: (ArraySlice<UInt8>) throws -> Void
  ) async throws -> Upload {
    guard let type = header("Content-Type"), var reader = Multipart(contentType: type) else {
      throw Problem(.unsupportedMediaType, "problem.mediaType")
    }
    var intake = Intake(begun: world.now().milliseconds)
    try await forEachBodyChunk(limit: limit + 64 * 1024) { chunk in
      intake.received += chunk.count
      let seconds = (world.now().milliseconds - intake.begun) / 1000
      if seconds > 10, Int64(intake.received) < seconds * 1024 {
        throw Problem(.requestTimeout, "problem.timeout")
      }
      for event in try reader.read(chunk) { try intake.take(event, self, limit, receive) }
    }
    guard reader.isComplete else { throw Problem(.badRequest, "problem.malformed") }
    let form = Form(intake.fields)
    guard isGenuine(token: header("X-CSRF-Token") ?? form["csrf"]) else { throw Problem.forged }
    return Upload(form: form, fileName: intake.fileName, size: intake.size)
  }

  /// What has been read of an upload so far.
  private struct Intake {
    let begun: Int64
    var received = 0
    var fields: [(name: String, value: String)] = []
    var fileName: String?
    var size = 0
    private var name: String?
    private var value: [UInt8] = []
    private var isFile = false
    private var valueBytes = 0

    init(begun: Int64) { self.begun = begun }

    mutating func take(
      _ event: Multipart.Event, _ visit: Visit, _ limit: Int,
      _ receive: (ArraySlice<UInt8>) throws -> Void
    ) throws {
      switch event {
      case .part(let name, let fileName):
        self.name = name
        value = []
        isFile = fileName != nil
        guard let fileName, !fileName.isEmpty else { return }
        guard self.fileName == nil else { throw Problem(.badRequest, "problem.malformed") }
        let form = Form(fields)
        guard visit.isGenuine(token: visit.header("X-CSRF-Token") ?? form["csrf"]) else {
          throw Problem.forged
        }
        self.fileName = String(fileName.prefix(200))
      case .bytes(let bytes) where isFile:
        size += bytes.count
        guard size <= limit else { throw Problem(.contentTooLarge, "problem.tooLarge") }
        if fileName != nil { try receive(bytes[...]) }
      case .bytes(let bytes):
        valueBytes += bytes.count
        guard valueBytes <= 2 * 1024 * 1024 else {
          throw Problem(.contentTooLarge, "problem.tooLarge")
        }
        value += bytes
      case .end:
        guard !isFile, let name else { return }
        guard let text = String(validating: value, as: UTF8.self) else {
          throw Problem(.badRequest, "problem.malformed")
        }
        fields.append((name, text))
      }
    }
  }
}
