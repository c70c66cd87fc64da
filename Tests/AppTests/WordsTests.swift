import Foundation
import Testing

@testable import App
@testable import Web

/// Holds the catalogues of all features against each other and against the sources.
@Suite struct WordsTests {
  private let words = House.words
  private let keys: Set<String>

  init() {
    keys = words.keys(in: .en)
  }

  @Test(arguments: Language.allCases)
  func `every key has its text in every language`(language: Language) {
    #expect(words.keys(in: language).symmetricDifference(keys).sorted() == [])
  }

  @Test func `no key stands twice`() {
    #expect(words.duplicates.sorted() == [])
  }

  @Test(arguments: Language.allCases)
  func `texts have the same places, balanced braces and every plural form`(language: Language) {
    for key in keys.sorted() {
      guard let message = words.message(key, in: language),
        let english = words.message(key, in: .en)
      else { continue }
      #expect(places(message) == places(english), "\(language) \(key)")
      #expect(message.filter { $0 == "{" }.count == message.filter { $0 == "}" }.count, "\(key)")
      for forms in plurals(message) {
        let named = Set(forms.filter { !$0.hasPrefix("=") })
        #expect(named.isSuperset(of: language.pluralForms), "\(language) \(key): \(forms)")
      }
    }
  }

  @Test(arguments: [
    (Language.zhHans, ["你", "评审者", "对话"]), (.he, ["ביקורות", "סבב"]),
    (.ru, ["роверяющ", "оценивающ"]),
  ])
  func `a thing has one name in a language, and people are spoken to in one way`(
    language: Language, others: [String]
  ) {
    for key in keys.sorted() {
      // The team together is spoken to in the plural.
      let message = words.message(key, in: language)?.replacing("你们", with: "") ?? ""
      for other in others { #expect(!message.contains(other), "\(language) \(key): \(other)") }
    }
  }

  @Test func `every key in the sources exists, and every key that exists is used`() throws {
    var text = ""
    for file in try SourceTree.files(under: "Sources") where !file.path.contains("/Words/") {
      text += file.text
    }
    let pattern = #/"([a-z][A-Za-z]*(?:\.[A-Za-z0-9]+)+)"/#
    let literals = Set(text.matches(of: pattern).map { String($0.1) })
    let prefixes = Set(
      text.matches(of: #/"([a-z][A-Za-z]*(?:\.[A-Za-z0-9]+)*\.)\\\(/#).map { String($0.1) })
    let called = Set(
      text.matches(of: #/text\(\s*"([a-z][A-Za-z]*(?:\.[A-Za-z0-9]+)+)"/#).map { String($0.1) })
    #expect(called.subtracting(keys).sorted() == [], "missing words")
    let unused = keys.subtracting(literals).filter { key in
      !key.hasPrefix("script.") && !prefixes.contains { key.hasPrefix($0) }
    }
    #expect(unused.sorted() == [], "unused words")
  }

  /// The names that a message wants filled, also those inside the forms of a plural.
  private func places(_ message: some StringProtocol) -> Set<String> {
    var names: Set<String> = []
    var rest = Substring(message)
    while let open = rest.firstIndex(of: "{"), let end = MessageFormat.closing(of: rest[open...]) {
      let parts = rest[rest.index(after: open)..<end].split(separator: ",", maxSplits: 2)
      if let name = parts.first { names.insert(String(name)) }
      if parts.count == 3 {
        for form in MessageFormat.forms(in: parts[2]).values { names.formUnion(places(form)) }
      }
      rest = rest[rest.index(after: end)...]
    }
    return names
  }

  private func plurals(_ message: String) -> [Set<String>] {
    message.matches(of: #/\{[a-zA-Z]+, plural, /#).map { match in
      Set(MessageFormat.forms(in: inside(message[match.range.lowerBound...])).keys)
    }
  }

  private func inside(_ text: Substring) -> Substring {
    guard let end = MessageFormat.closing(of: text),
      let start = text.range(of: "plural, ")?.upperBound
    else { return "" }
    return text[start..<end]
  }
}
