internal import Foundation

/// Bytes that arrive piece by piece, so that a file of any length needs little memory.
///
/// A supply belongs to one reader; it is never shared between threads.
public protocol ByteSupply: AnyObject {
  /// Adds the next bytes to a buffer; false at the end.
  func read(into buffer: inout [UInt8]) throws -> Bool
  /// Continues from a place, counted from the first byte.
  func seek(to offset: Int64) throws
}

/// The bytes of a file.
public final class FileSupply: ByteSupply {
  private let handle: FileHandle
  private let path: String
  private let chunk: Int
  public let size: Int64

  /// Opens a file that is no longer than the limit.
  public init(path: String, limits: SourceLimits = .standard, chunk: Int = 1 << 18) throws {
    guard let handle = FileHandle(forReadingAtPath: path),
      let end = try? handle.seekToEnd(), (try? handle.seek(toOffset: 0)) != nil,
      let size = Int64(exactly: end)
    else { throw SourceError.unreadable(path: path) }
    guard size <= limits.fileBytes else { throw SourceError.fileTooLarge(limit: limits.fileBytes) }
    self.handle = handle
    self.path = path
    self.chunk = chunk
    self.size = size
  }

  deinit { try? handle.close() }

  public func read(into buffer: inout [UInt8]) throws -> Bool {
    do {
      // At the end of the file there are no data at all.
      guard let data = try handle.read(upToCount: chunk), !data.isEmpty else { return false }
      buffer.append(contentsOf: data)
      return true
    } catch {
      throw SourceError.unreadable(path: path)
    }
  }

  public func seek(to offset: Int64) throws {
    guard let place = UInt64(exactly: offset), (try? handle.seek(toOffset: place)) != nil else {
      throw SourceError.unreadable(path: path)
    }
  }
}

/// Bytes that are already in memory: pasted text, previews, tests.
public final class MemorySupply: ByteSupply {
  private let bytes: [UInt8]
  private let chunk: Int
  private var position = 0

  public init(_ bytes: [UInt8], chunk: Int = 1 << 16) {
    self.bytes = bytes
    self.chunk = max(1, chunk)
  }

  public func read(into buffer: inout [UInt8]) throws -> Bool {
    guard position < bytes.count else { return false }
    let end = min(bytes.count, position + chunk)
    buffer.append(contentsOf: bytes[position..<end])
    position = end
    return true
  }

  public func seek(to offset: Int64) throws {
    position = Int(min(max(0, offset), Int64(bytes.count)))
  }
}
