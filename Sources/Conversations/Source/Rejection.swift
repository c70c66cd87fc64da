/// What a field should have held; the sentence for people is made where it is shown.
public enum Expectation: String, Hashable, Sendable, CaseIterable, Codable {
  case utf8, json, object, list, text, date, number, wholeNumber, duration, truth, value
  case closedQuote, uniqueKey, columns, shallowNesting, identity, time, shortRecord, knownType
  case scoreInScale
}

/// A row or field that could not be taken, named so that its owner can mend it.
public struct Rejection: Error, Hashable, Sendable, Codable {
  /// The row as a spreadsheet or an editor numbers it: the first row of the file is 1.
  public var row: Int
  /// The column or the path of the field, such as `messages[2].time`.
  public var field: String
  public var expected: Expectation
  /// What stood there, shortened.
  public var found: String

  public init(row: Int, field: String, expected: Expectation, found: String) {
    self.row = row
    self.field = field
    self.expected = expected
    self.found = Rejection.shortened(found)
  }

  static func shortened(_ text: String, to limit: Int = 200) -> String {
    guard text.utf8.count > limit else { return text }
    return String(text.unicodeScalars.prefix(limit).map(Character.init)) + "…"
  }
}

/// Why reading had to stop: everything before that point is good.
public enum SourceError: Error, Hashable, Sendable, Codable {
  case unreadable(path: String)
  case fileTooLarge(limit: Int64)
  case recordTooLong(row: Int, limit: Int)
  case tooManyColumns(row: Int, limit: Int)
  case tooManyRows(limit: Int)
  /// A compressed file or a spreadsheet, known by its first bytes.
  case notText(kind: String)
  case empty
  case mapping(String)
}

/// How much of a foreign file is read before it is refused.
public struct SourceLimits: Hashable, Sendable {
  public var fileBytes: Int64 = 4 << 30
  public var recordBytes = 1 << 20
  public var columns = 1_000
  public var rows = 10_000_000
  public var nesting = 64

  public init() {}

  public static let standard = SourceLimits()
}
