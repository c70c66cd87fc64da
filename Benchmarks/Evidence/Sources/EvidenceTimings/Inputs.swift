import Foundation

/// What both sides read.
struct Inputs: Decodable {
  /// Messages of customers and agents.
  let messages: [String]
  /// Texts, each with the number of its label.
  let texts: [String]
  let labels: [Int]
  /// Conversations, a text a turn with the customer's first, and whether something holds of each.
  let conversations: [[String]]
  let outcomes: [Int]

  static func read(_ path: String) throws -> Inputs {
    try JSONDecoder().decode(Inputs.self, from: Data(contentsOf: URL(filePath: path)))
  }
}
