/// A value that fills a place in a message.
public enum TextValue: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  case string(String)
  case integer(Int)

  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
}

/// Fills messages with `{name}` places and ICU plurals such as `{count, plural, one {…} other {#}}`.
struct MessageFormat {
  let language: Language
  let number: (Int) -> String

  /// The message with every place filled; an unknown place stays as it stands.
  func fill(_ message: Substring, _ values: [String: TextValue], count: Int? = nil) -> String {
    // Most messages have no place, and walking through characters is slow.
    guard message.utf8.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "#") })
    else { return String(message) }
    var result = ""
    var rest = message
    while let character = rest.first {
      if character == "#", let count {
        result += number(count)
        rest = rest.dropFirst()
      } else if character == "{", let end = closing(of: rest) {
        let inside = rest[rest.index(after: rest.startIndex)..<end]
        result += place(inside, values)
        rest = rest[rest.index(after: end)...]
      } else {
        result.append(character)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  private func place(_ inside: Substring, _ values: [String: TextValue]) -> String {
    let parts = inside.split(separator: ",", maxSplits: 2)
    let name = String(parts.first ?? "").filter { $0 != " " }
    guard let value = values[name] else { return "{\(inside)}" }
    guard parts.count == 3, parts[1].filter({ $0 != " " }) == "plural" else {
      switch value {
      case .string(let text): return text
      case .integer(let whole): return number(whole)
      }
    }
    guard case .integer(let count) = value else { return "{\(inside)}" }
    let forms = Self.forms(in: parts[2])
    let exact = forms["=\(count)"]
    let chosen = exact ?? forms[language.pluralForm(of: count)] ?? forms["other"] ?? ""
    return fill(chosen, values, count: count)
  }

  /// The forms of a plural by their names.
  static func forms(in text: Substring) -> [String: Substring] {
    var forms: [String: Substring] = [:]
    var rest = text
    while let open = rest.firstIndex(of: "{"), let end = closing(of: rest[open...]) {
      let name = String(rest[..<open]).filter { !$0.isWhitespace }
      forms[name] = rest[rest.index(after: open)..<end]
      rest = rest[rest.index(after: end)...]
    }
    return forms
  }

  private func closing(of text: Substring) -> Substring.Index? { Self.closing(of: text) }

  /// Where the brace that opens the text is closed.
  static func closing(of text: Substring) -> Substring.Index? {
    var depth = 0
    for index in text.indices {
      if text[index] == "{" { depth += 1 }
      if text[index] == "}" {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return nil
  }
}
