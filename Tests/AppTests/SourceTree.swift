import Foundation

/// The product's own sources, for tests that hold a rule against them.
enum SourceTree {
  struct File {
    /// From the root of the repository, for example `Sources/Kernel/Day.swift`.
    let path: String
    let text: String
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path()

  /// The Swift files below a folder, in the order of their paths.
  static func files(under folder: String) throws -> [File] {
    let base = root + folder
    let names = FileManager.default.enumerator(atPath: base)?.allObjects as? [String] ?? []
    return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
      File(
        path: folder + "/" + name,
        text: try String(contentsOfFile: base + "/" + name, encoding: .utf8))
    }
  }
}
