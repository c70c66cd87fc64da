/// Every refusal, in the form of RFC 9457: shown as a page or sent as `application/problem+json`.
public struct Problem: Error, Sendable {
  public let status: Status
  /// The key of the words that say what was expected and what to do.
  public let key: String
  public let values: [String: TextValue]
  /// What is wrong with single fields of a form.
  public var fields: [FieldProblem]
  /// Seconds after which it is worth trying again.
  public var retryAfter: Int?

  public init(
    _ status: Status, _ key: String, _ values: [String: TextValue] = [:],
    fields: [FieldProblem] = [], retryAfter: Int? = nil
  ) {
    self.status = status
    self.key = key
    self.values = values
    self.fields = fields
    self.retryAfter = retryAfter
  }

  /// There is nothing here, or nothing for this person: the two look the same.
  public static let notFound = Problem(.notFound, "problem.notFound")
  /// The person is known and the right is missing.
  public static let forbidden = Problem(.forbidden, "problem.forbidden")
  /// The request came from another site or from a page that is too old.
  public static let forged = Problem(.forbidden, "problem.forged")

  /// What was sent cannot be accepted as it is.
  public static func invalid(_ key: String, _ values: [String: TextValue] = [:]) -> Problem {
    Problem(.unprocessableContent, key, values)
  }

  /// Somebody else was quicker, or the state does not allow it any more.
  public static func conflict(_ key: String, _ values: [String: TextValue] = [:]) -> Problem {
    Problem(.conflict, key, values)
  }

  /// The stable address of this kind of refusal, for programs.
  public var type: String {
    "/problems/"
      + key.split(separator: ".").map(String.init).joined(separator: "-")
  }
}

/// What is wrong with one field, and the key of the words that say so.
public struct FieldProblem: Hashable, Sendable {
  public let field: String
  public let key: String
  public let values: [String: String]

  public init(_ field: String, _ key: String, _ values: [String: String] = [:]) {
    self.field = field
    self.key = key
    self.values = values
  }

  /// The sentence for the reader.
  public func message(_ text: Text) -> String {
    text(key, values.mapValues { TextValue.string($0) })
  }
}
