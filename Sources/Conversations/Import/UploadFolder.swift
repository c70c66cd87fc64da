internal import Crypto
internal import Foundation
internal import Kernel

/// Files that wait to be read, each under a name of its own.
struct UploadFolder: Sendable {
  let path: String

  init(_ path: String) {
    self.path = path
  }

  /// A file that is being written, with its digest.
  final class Incoming {
    let path: String
    private let handle: FileHandle
    private var digest = SHA256()
    private(set) var size: Int64 = 0

    fileprivate init(path: String, handle: FileHandle) {
      self.path = path
      self.handle = handle
    }

    func write(_ bytes: some Collection<UInt8>) throws {
      let data = Data(bytes)
      try handle.write(contentsOf: data)
      digest.update(data: data)
      size += Int64(data.count)
    }

    /// Closes the file and removes it.
    func discard() {
      try? handle.close()
      UploadFolder.remove(path)
    }

    /// Closes the file; returns its digest in hexadecimal.
    func finish() throws -> String {
      try handle.close()
      return hexadecimal(digest.finalize())
    }
  }

  /// Begins a file that only this program's user may read.
  func begin(_ world: World) throws -> Incoming {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let file = "\(path)/import-\(hexadecimal(world.secret(16)))"
    guard
      FileManager.default.createFile(
        atPath: file, contents: nil, attributes: [.posixPermissions: 0o600]),
      let handle = FileHandle(forWritingAtPath: file)
    else { throw SourceError.unreadable(path: path) }
    return Incoming(path: file, handle: handle)
  }

  /// Removes a file of ours; others are left alone.
  static func remove(_ path: String) {
    guard path.split(separator: "/").last?.hasPrefix("import-") == true else { return }
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The SHA-256 of a file, read piece by piece.
  static func digest(of path: String, limits: SourceLimits) throws -> (String, Int64) {
    let supply = try FileSupply(path: path, limits: limits, chunk: 1 << 20)
    var digest = SHA256()
    var buffer: [UInt8] = []
    while try supply.read(into: &buffer) {
      digest.update(data: buffer)
      buffer.removeAll(keepingCapacity: true)
    }
    return (hexadecimal(digest.finalize()), supply.size)
  }
}

private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { byte in
    let digits = String(byte, radix: 16)
    return digits.count < 2 ? "0" + digits : digits
  }.joined()
}
