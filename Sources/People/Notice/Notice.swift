public import Kernel
public import Markup
public import Web

/// Something a person should know of: a sentence and the page it leads to.
public struct Notice: Hashable, Sendable {
  /// The key of a notice.
  public typealias ID = Identifier<Notice>

  /// What fills a place of the sentence; written out in the reader's language when it is read.
  public enum Value: Hashable, Sendable {
    /// A name.
    case text(String)
    case number(Int)
    case day(Day)
    /// A month, by any of its days.
    case month(Day)
  }

  public let id: ID
  public let person: Person.ID
  /// The key of the sentence.
  public let summary: String
  /// The values of the sentence.
  public let details: [String: Value]
  /// Where it leads.
  public let path: Path
  public let createdAt: Instant
  /// When it was read; `nil` while it waits.
  public let readAt: Instant?

  /// The sentence in the language of a reader.
  public func sentence(_ text: Text) -> String {
    text(summary, details.mapValues { $0.filling(text) })
  }
}

extension Notice.Value {
  /// The value as a message takes it; a name stays whole among words of another direction.
  func filling(_ text: Text) -> TextValue {
    switch self {
    case .text(let name): .string("\u{2068}\(name)\u{2069}")
    case .number(let number): .integer(number)
    case .day(let day): .string(text.day(day))
    case .month(let day): .string(text.month(day))
    }
  }

  /// The value as it is kept: a letter for its kind, then itself.
  var stored: String {
    switch self {
    case .text(let name): "t\(name)"
    case .number(let number): "n\(number)"
    case .day(let day): "d\(day.number)"
    case .month(let day): "m\(day.number)"
    }
  }

  init?(stored: String) {
    let rest = String(stored.dropFirst())
    switch stored.first {
    case "t": self = .text(rest)
    case "n":
      guard let number = Int(rest) else { return nil }
      self = .number(number)
    case "d":
      guard let number = Int(rest) else { return nil }
      self = .day(Day(number: number))
    case "m":
      guard let number = Int(rest) else { return nil }
      self = .month(Day(number: number))
    default: return nil
    }
  }
}
