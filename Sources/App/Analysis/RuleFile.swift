public import Linguistics

/// A text file of rules: one on each line, with a name and an equals sign before it if wanted.
///
/// Empty lines and lines that begin with # are passed over.
public struct RuleFile: Sendable {
  public let names: [String]
  public let book: PhraseBook

  /// A line that is not understood.
  public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
    public let line: Int
    public let fault: PhraseFault
    /// The text of the rule with its fault.
    public let text: String

    public var description: String {
      let before = text.unicodeScalars.prefix(fault.range.lowerBound).map { _ in " " }.joined()
      let marks = String(repeating: "^", count: max(1, fault.range.count))
      return "line \(line): \(fault.sentence)\n  \(text)\n  \(before)\(marks)"
    }
  }

  public init(_ text: String) throws(Fault) {
    var names: [String] = [], rules: [PhraseRule] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() {
      let whole = line.drop(while: \.isWhitespace)
      guard let first = whole.first, first != "#" else { continue }
      let parts = whole.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let rule = String(parts.count == 2 ? parts[1] : whole).drop { $0.isWhitespace }
      do { rules.append(try PhraseRule(String(rule))) } catch {
        throw Fault(line: number + 1, fault: error, text: String(rule))
      }
      names.append(
        parts.count == 2 ? parts[0].split(separator: " ").joined(separator: " ") : String(rule))
    }
    self.names = names
    book = PhraseBook(rules)
  }
}

extension PhraseFault {
  /// What is wrong, for the command line.
  var sentence: String {
    switch problem {
    case .empty: "nothing is written here"
    case .openQuote: "this quotation mark has no partner"
    case .openBracket: "this bracket is never closed"
    case .strayBracket: "this closes nothing"
    case .missingOperator: "put words that belong together in quotes, or AND, OR, NEAR between them"
    case .missingTerm: "a word, a phrase or a bracket is missing here"
    case .emptyPhrase: "there is no word in this"
    case .onlyWildcards: "name at least one word beside the stars"
    case .strayStar: "a star stands at the end of a word, or alone in a phrase"
    case .unknownPlace:
      "before the colon: agent, customer, bot or anyone, then first or last 2 messages, 60 seconds, 5 minutes"
    case .badNumber: "a number is missing or out of range here"
    case .negatedNear: "NEAR and BEFORE need something to be there; write NOT outside"
    case .tooLong: "this rule is too long"
    }
  }
}
