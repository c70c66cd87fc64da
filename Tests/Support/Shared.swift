import Foundation

/// Third-party files that stand beside the repository on some machines.
public enum Shared {
  /// The folder: what `ATTUNE_SHARED` names, else `shared` beside the repository.
  public static let root: String = {
    if let named = ProcessInfo.processInfo.environment["ATTUNE_SHARED"] { return named }
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    return folder.appendingPathComponent("shared").path
  }()

  /// Whether they are here; suites that need them are skipped otherwise, and say so.
  public static var isPresent: Bool {
    FileManager.default.fileExists(atPath: root + "/fixtures")
  }

  /// What a file holds.
  public static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(path)")))
  }

  /// The names in a folder that end so, in order.
  public static func names(in folder: String, ending: String) -> [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
    return all.filter { $0.hasSuffix(ending) }.sorted()
  }
}
