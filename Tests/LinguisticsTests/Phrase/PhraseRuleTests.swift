import Testing

@testable import Linguistics

@Suite struct PhraseRuleTests {
  private let talk: [Turn] = [
    Turn(.customer, "Hello, where is my REFUND? I was charged twice.", seconds: 0),
    Turn(.agent, "Good morning! Let me check your order.", seconds: 20),
    Turn(.customer, "If not I will cancel the contract today.", seconds: 90),
    Turn(.agent, "I am sorry. We refunded it this morning.", seconds: 120),
  ]

  private func places(_ rule: String, _ talk: [Turn]? = nil) throws -> [String] {
    let talk = talk ?? self.talk
    var reader = PhraseReader(PhraseBook([try PhraseRule(rule)]))
    return reader.matches(in: talk).map { match in
      let words = match.places.map { place in
        String(decoding: Array(talk[place.turn].text.utf8)[place.range], as: UTF8.self)
      }
      return "\(match.turn):\(words.joined(separator: "+"))"
    }
  }

  @Test(arguments: [
    ("refund", ["0:REFUND"]),
    ("refund*", ["0:REFUND", "3:refunded"]),
    ("\"charged twice\"", ["0:charged twice"]),
    ("\"let me * your order\"", ["1:Let me check your order"]),
    ("[refund, contract]", ["0:REFUND", "2:contract"]),
    ("where NEAR/2 refund", ["0:where is my REFUND"]),
    ("where NEAR/1 refund", []),
    ("refund NEAR/2 where", ["0:where is my REFUND"]),
    ("refund BEFORE/9 where", []),
    ("where BEFORE/9 refund", ["0:where is my REFUND"]),
    ("cancel AND contract", ["2:cancel+contract"]),
    ("cancel AND NOT contract", []),
    ("cancel OR sorry", ["2:cancel", "3:sorry"]),
    ("(cancel OR sorry) AND today", ["2:cancel+today"]),
    ("agent: morning", ["1:morning", "3:morning"]),
    ("agent first message: morning", ["1:morning"]),
    ("agent last 1 message: morning", ["3:morning"]),
    ("agent, first 60 seconds: morning", ["1:morning"]),
    ("last 1 minute: morning", ["3:morning"]),
    ("customer: NOT [please, thanks]", ["2:"]),
    ("agent first 2 messages: NOT [hello, \"good morning\"]", []),
    ("customer: cancel THEN agent: sorry", ["3:cancel+sorry"]),
    ("agent: sorry THEN customer: cancel", []),
    ("customer: refund THEN agent: NOT sorry", []),
    ("customer: refund THEN agent: NOT goodbye", ["0:REFUND"]),
    ("bot: NOT hello", []),
  ])
  func `a rule finds what it says`(rule: String, expected: [String]) throws {
    #expect(try places(rule) == expected)
  }

  @Test func `a phrase does not reach over the end of a sentence`() throws {
    #expect(try places("\"refund i was\"") == [])
  }

  @Test func `Chinese, Russian and Hebrew are found as they are written`() throws {
    let talk = [
      Turn(.customer, "我要退款，谢谢"), Turn(.customer, "Верните ВОЗВРАТОМ, пожалуйста"),
      Turn(.customer, "ותודה על הָעֶזְרָה"),
    ]
    #expect(try places("退款", talk) == ["0:退款"])
    #expect(try places("我 NEAR/2 谢谢", talk) == [])
    #expect(try places("我 NEAR/3 谢谢", talk) == ["0:我要退款，谢谢"])
    #expect(try places("возврат*", talk) == ["1:ВОЗВРАТОМ"])
    #expect(try places("[תודה, \"העזרה\"]", talk) == ["2:ותודה+הָעֶזְרָה"])
  }

  @Test(arguments: [
    ("", PhraseFault.Problem.empty, 0..<0),
    ("\"open", .openQuote, 0..<5),
    ("(a OR b", .openBracket, 0..<1),
    ("[a, b", .openBracket, 0..<1),
    ("a)", .strayBracket, 1..<2),
    ("money back", .missingOperator, 6..<10),
    ("a AND", .missingTerm, 5..<5),
    ("OR a", .missingTerm, 0..<2),
    ("\"!!\"", .emptyPhrase, 0..<4),
    ("\"* *\"", .onlyWildcards, 0..<5),
    ("re*und", .strayStar, 0..<6),
    ("boss first 2 messages: hello", .unknownPlace, 0..<4),
    ("agent first 2 pages: hello", .unknownPlace, 14..<19),
    ("agent first 0 messages: hello", .badNumber, 12..<13),
    ("a NEAR/99 b", .badNumber, 2..<9),
    ("a NEAR (NOT b)", .negatedNear, 7..<8),
  ])
  func `a fault names its place`(
    text: String, problem: PhraseFault.Problem, range: Range<Int>
  ) {
    #expect(throws: PhraseFault(problem, range)) { _ = try PhraseRule(text) }
  }

  @Test func `brackets have a depth, and rules a length`() {
    let deep = String(repeating: "(", count: 500) + "a" + String(repeating: ")", count: 500)
    #expect(throws: PhraseFault.self) { _ = try PhraseRule(deep) }
    let long = (0..<600).map { "w\($0)" }.joined(separator: ",")
    #expect(throws: PhraseFault.self) { _ = try PhraseRule("[\(long)]") }
  }

  @Test func `any text is a rule or a fault inside it`() {
    var chance = Shuffle(seed: 9)
    let signs = [
      "a", "NOT ", "AND ", "OR ", "NEAR/2 ", "THEN ", "(", ")", "[", "]", ",", ":", "\"", "*", " ",
      "agent ", "first ", "2 ", "messages", "好", "ש", "\u{301}",
    ]
    for _ in 0..<3000 {
      let text = (0..<chance.next(14)).map { _ in signs[chance.next(signs.count)] }.joined()
      do {
        var reader = PhraseReader(PhraseBook([try PhraseRule(text)]))
        _ = reader.matches(in: talk)
      } catch {
        #expect(error.range.upperBound <= text.unicodeScalars.count)
      }
    }
  }
}

@Suite struct PhraseAutomatonTests {
  /// The plain way: every phrase at every place.
  private func plain(_ phrases: [[WordPattern]], _ words: [[UInt32]]) -> Set<Hit> {
    var hits: Set<Hit> = []
    for (number, phrase) in phrases.enumerated() {
      for start in words.indices where start + phrase.count <= words.count {
        let fits = zip(phrase, words[start...]).allSatisfy { pattern, word in
          switch pattern {
          case .any: true
          case .word(let letters): letters == word
          case .prefix(let letters): word.starts(with: letters)
          }
        }
        if fits {
          hits.insert(Hit(phrase: Int32(number), first: start, last: start + phrase.count - 1))
        }
      }
    }
    return hits
  }

  @Test func `one walk finds the same as looking for each phrase at each place`() {
    var chance = Shuffle(seed: 3)
    let letters = ["a", "b", "ab", "ba", "aba", "abb", "a*", "ab*", "b*", "*"]
    for _ in 0..<200 {
      let phrases = (0..<1 + chance.next(12)).map { _ in
        WordPattern.places(
          (0..<1 + chance.next(4)).map { _ in letters[chance.next(letters.count)] }
            .joined(separator: " "))
      }
      let text = (0..<chance.next(30)).map { _ in letters[chance.next(6)] }.joined(separator: " ")
      var reading = TextReading()
      reading.read(text)
      var scanner = PhraseScanner(
        PhraseAutomaton(phrases.enumerated().map { ($0.element, Int32($0.offset)) }))
      var hits: [Hit] = []
      scanner.scan(reading, into: &hits)
      let words = reading.words.indices.map { Array(reading.letters($0)) }
      #expect(Set(hits) == plain(phrases, words), "\(text)")
      #expect(hits.count == Set(hits).count)
    }
  }

  @Test func `twice the text takes twice the steps, also for the worst of rules`() throws {
    // Fifteen wildcards after a frequent word are what makes backtracking explode.
    let worst = "\"a " + String(repeating: "* ", count: 15) + "b\" NEAR/50 \"a * a * a * b\""
    var reader = PhraseReader(PhraseBook([try PhraseRule(worst)]))
    let clock = ContinuousClock()
    func time(_ count: Int) -> Duration {
      let text = String(repeating: "a ", count: count)
      return (0..<3).map { _ in clock.measure { _ = reader.matches(in: [Turn(.agent, text)]) } }
        .min() ?? .zero
    }
    _ = time(2_000)
    let (short, long) = (time(5_000), time(40_000))
    #expect(long < short * 24, "\(short) then \(long)")
  }
}
