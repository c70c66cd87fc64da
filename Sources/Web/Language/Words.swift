/// What the pages say, by key, in every language.
public struct Words: Sendable {
  private var messages: [Language: [String: String]]
  /// Keys that stood twice in one catalogue; a test refuses them.
  public private(set) var duplicates: [String]

  public static let none = Words(messages: [:], duplicates: [])

  private init(messages: [Language: [String: String]], duplicates: [String]) {
    self.messages = messages
    self.duplicates = duplicates
  }

  /// Reads one catalogue per language: lines `key = text`; lines that begin with `#` are remarks.
  public init(en: StaticString, zhHans: StaticString, ru: StaticString, he: StaticString) {
    self = .none
    for (language, text) in [
      (Language.en, en), (Language.zhHans, zhHans), (Language.ru, ru), (Language.he, he),
    ] {
      var entries: [String: String] = [:]
      for line in "\(text)".split(separator: "\n") where !line.hasPrefix("#") {
        guard let separator = line.range(of: " = ") else { continue }
        let key = String(line[..<separator.lowerBound])
        let value = String(line[separator.upperBound...])
        if entries.updateValue(value, forKey: key) != nil { duplicates.append(key) }
      }
      messages[language] = entries
    }
  }

  public static func + (left: Words, right: Words) -> Words {
    var sum = left
    sum.duplicates += right.duplicates
    for (language, entries) in right.messages {
      sum.messages[language, default: [:]].merge(entries) { first, _ in
        first
      }
      let known = left.messages[language] ?? [:]
      sum.duplicates += entries.keys.filter { known[$0] != nil }
    }
    return sum
  }

  /// The keys of one language.
  public func keys(in language: Language) -> Set<String> {
    Set((messages[language] ?? [:]).keys)
  }

  /// The unformatted message of a key, in that language alone.
  public func message(_ key: String, in language: Language) -> String? {
    messages[language]?[key]
  }
}

extension String {
  fileprivate func range(of text: String) -> Range<String.Index>? {
    self[...].range(of: text)
  }
}

extension Substring {
  fileprivate func range(of text: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) {
        return start..<index(start, offsetBy: text.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
