import Foundation
import Support

typealias JSON = VectorJSON

/// One file of reference values for staffing: everything in it, and its cases.
struct StaffingFile {
  let whole: JSON

  var cases: [JSON] { whole["cases"].items }

  /// Where the files are: in the folder `ATTUNE_VECTORS`, by default our own copy.
  static var folder: URL {
    ProcessInfo.processInfo.environment["ATTUNE_VECTORS"].map { URL(filePath: $0) }
      ?? URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/vectors")
  }

  /// `nil` when the folder holds no file of the name.
  static func read(_ name: String) throws -> StaffingFile? {
    let place = folder.appending(path: name)
    guard FileManager.default.fileExists(atPath: place.path) else { return nil }
    return StaffingFile(
      whole: try JSONDecoder().decode(JSON.self, from: Data(contentsOf: place)))
  }
}
