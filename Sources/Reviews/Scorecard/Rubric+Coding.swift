import Foundation
import Synchronization

extension Criterion.Condition: Codable {
  enum CodingKeys: CodingKey { case criterion, options }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    criterion = try container.decode(Criterion.ID.self, forKey: .criterion)
    options = Set(try container.decode([Criterion.Option.ID].self, forKey: .options))
  }

  /// Writes the options in a fixed order, so that equal rubrics give equal texts.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(criterion, forKey: .criterion)
    try container.encode(options.sorted(), forKey: .options)
  }
}

extension Rubric {
  /// The rubric as text, the same text for the same rubric.
  func encoded() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// Reads what ``encoded()`` wrote.
  init(encoded text: String) throws {
    self = try ReadRubrics.shared.rubric(of: text)
  }
}

/// Rubrics by the texts they were read from.
///
/// Almost every page asks for a published one, whose text never changes, and reading it would take
/// half of the page's time.
private final class ReadRubrics: Sendable {
  static let shared = ReadRubrics()
  private static let most = 200
  private let known = Mutex<[String: Rubric]>([:])

  func rubric(of text: String) throws -> Rubric {
    if let rubric = known.withLock({ $0[text] }) { return rubric }
    let rubric = try JSONDecoder().decode(Rubric.self, from: Data(text.utf8))
    known.withLock { known in
      if known.count >= Self.most { known.removeAll(keepingCapacity: true) }
      known[text] = rubric
    }
    return rubric
  }
}
