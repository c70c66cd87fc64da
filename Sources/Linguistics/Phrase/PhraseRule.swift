/// A rule that people write: what is said, by whom, when, near what, in which order.
///
/// ```
/// customer: cancel* NEAR/5 [contract, account, "my plan"]
/// agent first 2 messages: NOT [hello, hi, "good morning"]
/// customer: "where is" BEFORE/4 refund THEN agent: NOT [sorry, apolog*]
/// ```
///
/// Words are found however they are written, in upper or lower case, with accents or without;
/// `refund*` finds words that begin so, a lone `*` inside quotes stands for any one word. NEAR and
/// BEFORE look inside a message and count the words in between; AND, OR and NOT are about one
/// message; THEN asks for a later one. A clause that only says what is NOT there is about all
/// messages of its place together.
public struct PhraseRule: Hashable, Sendable {
  /// Clauses that must hold one after the other.
  let clauses: [PhraseClause]
  /// The phrases it looks for, by number.
  let atoms: [[[WordPattern]]]

  /// Reads a rule; a ``PhraseFault`` says where it is not understood.
  public init(_ text: String) throws(PhraseFault) {
    var parser = try PhraseParser(text)
    clauses = try parser.rule()
    atoms = parser.atoms
  }

  /// What a text may hold at most, in scalars.
  public static let longestText = 2_000
  /// How many phrases a rule may look for.
  public static let mostPhrases = 400
}

/// One part of a rule: what is said in which messages.
struct PhraseClause: Hashable, Sendable {
  let place: PhrasePlace
  let expression: PhraseExpression

  /// Whether it only says what is not there.
  var isAbsence: Bool { !expression.isPositive }
}

/// Which messages of a conversation a clause looks at.
struct PhrasePlace: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case all
    case firstMessages(Int), lastMessages(Int)
    /// Seconds from the conversation's beginning, or back from its last message.
    case firstSeconds(Int), lastSeconds(Int)
  }

  /// The speaker, or everybody.
  var side: Turn.Side?
  var part = Part.all
}

/// What must be found in a message; atoms are numbers of phrases.
indirect enum PhraseExpression: Hashable, Sendable {
  case atom(Int)
  case all([PhraseExpression])
  case any([PhraseExpression])
  case not(PhraseExpression)
  /// Two things with at most so many words in between; `inOrder` wants the first one first.
  case near(PhraseExpression, PhraseExpression, words: Int, inOrder: Bool)

  /// Whether there is something to point at when it holds.
  var isPositive: Bool {
    switch self {
    case .atom, .near: true
    case .all(let parts): parts.contains(where: \.isPositive)
    case .any(let parts): parts.allSatisfy(\.isPositive)
    case .not: false
    }
  }
}

/// Why a rule is not understood, and where.
public struct PhraseFault: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Problem: String, Hashable, Sendable, CaseIterable {
    /// Nothing is written.
    case empty
    /// A quotation mark has no partner.
    case openQuote
    /// A bracket has no partner.
    case openBracket
    /// Something closes that was never opened.
    case strayBracket
    /// Two words side by side, without quotes and without AND, OR, NEAR or BEFORE.
    case missingOperator
    /// Here a word, a phrase or a bracket should stand.
    case missingTerm
    /// A phrase without a letter in it.
    case emptyPhrase
    /// Quotes around any words only, without one to look for.
    case onlyWildcards
    /// A star inside or before a word.
    case strayStar
    /// Before the colon only a speaker and first or last so many messages, seconds or minutes.
    case unknownPlace
    /// A number that is missing, 0 or too large.
    case badNumber
    /// NEAR and BEFORE want something to be there on both sides.
    case negatedNear
    /// Longer, or with more phrases, or deeper in brackets than a rule may be.
    case tooLong
  }

  public let problem: Problem
  /// The place in the rule's text, in Unicode scalars.
  public let range: Range<Int>

  public init(_ problem: Problem, _ range: Range<Int>) {
    self.problem = problem
    self.range = range
  }
}
