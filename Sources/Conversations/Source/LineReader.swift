/// Reads lines of UTF-8, each within the record limit.
public struct LineReader {
  private var stream: ByteStream
  private let limits: SourceLimits
  private var window: [UInt8] = []
  private var position = 0
  private var base: Int64
  private var ended = false
  /// How many lines were read.
  public private(set) var count: Int

  public init(
    _ stream: ByteStream, limits: SourceLimits = .standard, at offset: Int64 = 0,
    after count: Int = 0
  ) {
    self.stream = stream
    self.limits = limits
    self.base = offset
    self.count = count
  }

  /// The place of the next line in the UTF-8 text, without a byte order mark.
  public var offset: Int64 { base + Int64(position) }

  /// What became of one line.
  public enum Line: Hashable, Sendable {
    case bytes
    /// The line was longer than a record may be, and was passed over.
    case tooLong
  }

  /// Reads the next line without its end into a buffer; `nil` at the end of the file.
  public mutating func next(_ line: inout [UInt8]) throws -> Line? {
    line.removeAll(keepingCapacity: true)
    guard try hasByte() else { return nil }
    count += 1
    guard count <= limits.rows else { throw SourceError.tooManyRows(limit: limits.rows) }
    var tooLong = false
    while try hasByte() {
      let end = window[position...].firstIndex(of: 0x0A) ?? window.endIndex
      if line.count + (end - position) > limits.recordBytes { tooLong = true }
      if !tooLong { line.append(contentsOf: window[position..<end]) }
      position = end
      if end < window.endIndex {
        position += 1
        break
      }
    }
    if line.last == 0x0D { line.removeLast() }
    return tooLong ? .tooLong : .bytes
  }

  private mutating func hasByte() throws -> Bool {
    while position >= window.count {
      guard !ended else { return false }
      base += Int64(position)
      window.removeAll(keepingCapacity: true)
      position = 0
      ended = try !stream.read(into: &window)
    }
    return true
  }
}
