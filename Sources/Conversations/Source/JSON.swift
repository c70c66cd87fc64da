/// A JSON value as it was written: numbers keep their digits, members keep their order.
public enum JSON: Hashable, Sendable {
  case null
  case truth(Bool)
  case number(String)
  case text(String)
  case list([JSON])
  case object([Member])

  /// A name and its value.
  public struct Member: Hashable, Sendable {
    public var name: String
    public var value: JSON

    public init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// The value of a member; `nil` for other values and unknown names.
  public subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// Why bytes are not the JSON we take.
  public struct Failure: Error, Hashable, Sendable {
    public var expected: Expectation
    public var position: Int
  }

  /// Reads one value that fills the bytes, by RFC 8259 and stricter.
  ///
  /// A name that stands twice in an object, nesting beyond the limit, lone surrogates and bytes that
  /// are not UTF-8 are refused.
  public static func parse(_ bytes: [UInt8], nesting: Int = SourceLimits.standard.nesting) throws
    -> JSON
  {
    var parser = JSONParser(bytes: bytes, nesting: nesting)
    return try parser.document()
  }

  /// The shortest text of the value.
  public var compact: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .truth(let value): text += value ? "true" : "false"
    case .number(let digits): text += digits
    case .text(let value): JSON.quote(value, to: &text)
    case .list(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        value.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += "," }
        JSON.quote(member.name, to: &text)
        text += ":"
        member.value.write(to: &text)
      }
      text += "}"
    }
  }

  private static func quote(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
