import Foundation
import Support

/// What answers the cases of one topic, by the name of the function under test.
typealias VectorFunctions = [String: @Sendable (JSON) throws -> JSON]

/// One file of reference values.
struct VectorFile: Decodable {
  struct Case: Decodable {
    struct Tolerance: Decodable {
      let rel: Double
      let abs: Double
    }
    let id: String
    let fn: String
    let kind: String
    let input: JSON
    let expected: JSON
    let tolerance: Tolerance
  }
  let topic: String
  let cases: [Case]

  /// Where the files are: `statistics` in the folder `ATTUNE_VECTORS`, by default our own copy.
  static var folder: URL {
    let vectors =
      ProcessInfo.processInfo.environment["ATTUNE_VECTORS"].map { URL(filePath: $0) }
      ?? URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/vectors")
    return vectors.appending(path: "statistics")
  }

  /// The names of all files there are, however many.
  static var names: [String] {
    let found = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (found ?? []).filter { $0.hasSuffix(".json") }.sorted()
  }

  static func read(_ name: String) throws -> VectorFile {
    let data = try Data(contentsOf: folder.appending(path: name))
    return try JSONDecoder().decode(VectorFile.self, from: data)
  }

  /// The input of a case, with the data of the case it shares them with.
  func input(of item: Case) -> JSON {
    guard let other = item.input["sameDataAs"].string,
      let shared = cases.first(where: { $0.id == other }),
      case .object(let data) = shared.input, case .object(let own) = item.input
    else { return item.input }
    return .object(data.merging(own) { $1 })
  }
}
