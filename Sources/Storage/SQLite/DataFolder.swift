internal import Glibc
internal import Synchronization

/// The folder that one process at a time owns: database file, uploads, lock.
public final class DataFolder: Sendable {
  public let path: String
  private let descriptor: Mutex<Int32>

  /// Creates the folder when it is missing and takes its lock.
  ///
  /// - Throws: ``StorageError/folderInUse(path:holder:)`` when another process holds it.
  public init(path: String) throws {
    self.path = path
    try Self.createDirectories(path)
    let file = path + "/attune.lock"
    let opened = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard opened >= 0 else {
      throw StorageError.unavailable("cannot open \(file): \(String(cString: strerror(errno)))")
    }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      let holder = Self.readHolder(opened)
      _ = Glibc.close(opened)
      throw StorageError.folderInUse(path: path, holder: holder)
    }
    let text = "\(getpid())\n"
    _ = ftruncate(opened, 0)
    _ = text.withCString { pwrite(opened, $0, text.utf8.count, 0) }
    descriptor = Mutex(opened)
  }

  /// Lets another process have the folder.
  public func release() {
    descriptor.withLock { descriptor in
      if descriptor >= 0 { _ = Glibc.close(descriptor) }
      descriptor = -1
    }
  }

  deinit { release() }

  /// The process id written in the lock of a folder, if somebody holds it now.
  public static func holder(of path: String) -> String? {
    let opened = open(path + "/attune.lock", O_RDWR | O_CLOEXEC)
    guard opened >= 0 else { return nil }
    defer { _ = Glibc.close(opened) }
    if flock(opened, LOCK_SH | LOCK_NB) == 0 { return nil }
    return readHolder(opened)
  }

  private static func readHolder(_ descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
      .split(separator: "\n").first.map(String.init) ?? "?"
  }

  private static func createDirectories(_ path: String) throws {
    var built = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      built += (built.isEmpty || built.hasSuffix("/") ? "" : "/") + part
      if mkdir(built, 0o700) != 0, errno != EEXIST {
        throw StorageError.unavailable(
          "cannot create \(built): \(String(cString: strerror(errno)))")
      }
    }
  }
}
