public import Conversations
import Foundation

/// The lines of a file of records, without those that are blank; a file of any length.
struct RecordLines {
  private var reader: LineReader
  private var line: [UInt8] = []

  init(_ supply: any ByteSupply) {
    var limits = SourceLimits.standard
    limits.rows = .max
    limits.fileBytes = .max
    limits.recordBytes = 1 << 24
    reader = LineReader(ByteStream(supply), limits: limits)
  }

  /// The next line that holds something, and its number; `nil` at the end.
  ///
  /// A line that is too long to be a record comes without its bytes.
  mutating func next() throws -> (number: Int, bytes: [UInt8])? {
    while let found = try reader.next(&line) {
      if found == .tooLong { return (reader.count, []) }
      if line.contains(where: { $0 > 0x20 }) { return (reader.count, line) }
    }
    return nil
  }

  /// Reads a record; what is wrong with it is thrown as a fault of its line.
  static func record(_ bytes: [UInt8], line: Int) throws -> JSON {
    guard !bytes.isEmpty else {
      throw LabelledFile.Fault(line: line, reason: "a record is longer than 16 million bytes")
    }
    do { return try JSON.parse(bytes) } catch let failure as JSON.Failure {
      throw LabelledFile.Fault(line: line, reason: sentence(failure))
    }
  }

  /// What is wrong with bytes that are no JSON.
  private static func sentence(_ failure: JSON.Failure) -> String {
    let what =
      switch failure.expected {
      case .utf8: "UTF-8"
      case .uniqueKey: "each name once in an object"
      case .shallowNesting: "fewer levels"
      default: "one JSON value"
      }
    return "byte \(failure.position + 1): expected \(what)"
  }
}

/// Standard input, for as long as it lasts.
public final class InputSupply: ByteSupply {
  private let handle = FileHandle.standardInput

  public init() {}

  public func read(into buffer: inout [UInt8]) throws -> Bool {
    guard let data = try handle.read(upToCount: 1 << 18), !data.isEmpty else { return false }
    buffer.append(contentsOf: data)
    return true
  }

  /// Standard input cannot go back.
  public func seek(to offset: Int64) throws {
    guard offset == 0 else { throw SourceError.unreadable(path: "standard input") }
  }
}
