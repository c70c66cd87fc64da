import Testing

@testable import Linguistics

@Suite struct SentenceTests {
  private func pieces(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return Sentence.sentences(of: text).map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  @Test(arguments: [
    ("Hello there. How are you? Fine!", ["Hello there.", "How are you?", "Fine!"]),
    (
      "It costs 3.50 at example.com today. Thanks",
      ["It costs 3.50 at example.com today.", "Thanks"]
    ),
    ("Mr. Smith met Dr. Jones. They spoke.", ["Mr. Smith met Dr. Jones.", "They spoke."]),
    ("Really?! \"Yes.\" No", ["Really?!", "\"Yes.\"", "No"]),
    ("你好。请问几点开门？谢谢！", ["你好。", "请问几点开门？", "谢谢！"]),
    ("Живу на ул. Ленина, д. 5. Жду.", ["Живу на ул. Ленина, д. 5.", "Жду."]),
    ("שלום. מה שלומך? תודה", ["שלום.", "מה שלומך?", "תודה"]),
    ("First line\nSecond line", ["First line", "Second line"]),
    ("one line\nthat goes on", ["one line\nthat goes on"]),
    ("", []), ("...", ["..."]),
  ])
  func `sentences end where people end them`(text: String, expected: [String]) {
    #expect(pieces(text) == expected)
  }

  @Test func `the ending says question and exclamation`() {
    let endings = Sentence.sentences(of: "Why? Because! So. 真的吗？").map(\.ending)
    #expect(endings == [.question, .exclamation, .plain, .question])
  }

  @Test func `sentences cover every token once, whatever the text`() {
    var chance = Shuffle(seed: 5)
    let signs = Array("a Б ש 好 1 . ? ! \n , \" ) … 。 ； '").map(String.init)
    for _ in 0..<500 {
      let text = (0..<chance.next(40)).map { _ in signs[chance.next(signs.count)] }.joined()
      let count = Tokens(text).items.count
      let covered = Sentence.sentences(of: text).flatMap { Array($0.tokens) }
      #expect(covered == Array(0..<count), "\(text)")
    }
  }
}

/// Seeded numbers for made-up texts.
struct Shuffle {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 2 &+ 1 }

  mutating func next(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(1, limit)
  }
}
