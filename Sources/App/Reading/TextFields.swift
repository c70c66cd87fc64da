/// Which fields of a record hold what is read and what is known of it.
public struct TextFields: Hashable, Sendable {
  /// A text, or a list of turns.
  public var text: String
  /// What is known: of the record, or else of each of its turns.
  public var label: String?
  /// What must not be divided between learning and judging.
  public var group: String?
  /// What was said before the text, in order: texts or lists of turns.
  public var context: [String] = []

  public init(
    text: String, label: String? = nil, group: String? = nil, context: [String] = []
  ) {
    self.text = text
    self.label = label
    self.group = group
    self.context = context
  }
}

/// A field of a record that holds something else than it should.
public struct RecordFault: Error, Hashable, Sendable, CustomStringConvertible {
  public let field: String
  public let expected: String
  public let found: String

  init(_ field: String, expected: String, found: String) {
    self.field = field
    self.expected = expected
    self.found =
      found.unicodeScalars.count > 60
      ? String(String.UnicodeScalarView(found.unicodeScalars.prefix(60))) + "…" : found
  }

  public var description: String { "\(field): expected \(expected), found \(found)" }
}
