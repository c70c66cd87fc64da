import Foundation

/// Rows of numbers by name, as the script wrote them; `null` is a missing value.
struct Inputs: Decodable {
  private let tables: [String: [[Double?]]]

  static func read(_ path: String) throws -> Inputs {
    let data = try Data(contentsOf: URL(filePath: path))
    return Inputs(tables: try JSONDecoder().decode([String: [[Double?]]].self, from: data))
  }

  /// A table, row by row; empty when there is none of the name.
  func rows(_ name: String) -> [[Double?]] { tables[name] ?? [] }

  /// A table without missing values.
  func numbers(_ name: String) -> [[Double]] { rows(name).map { $0.compactMap { $0 } } }

  /// A table of one row.
  func list(_ name: String) -> [Double] { numbers(name).first ?? [] }
}
