import Testing

@testable import Linguistics

/// What is seen of a text.
@Suite struct FeatureTests {
  private func keys(_ passages: [Passage]) -> Set<UInt64> {
    var maker = FeatureMaker()
    maker.read(passages)
    return Set(maker.features.map(\.key))
  }

  private func keys(_ text: String) -> Set<UInt64> { keys([Passage(text)]) }

  @Test func `case and points make no difference, other words do`() {
    #expect(keys("My Card") == keys("my card"))
    #expect(keys("ещё") == keys("еще"))
    #expect(keys("my card") != keys("card my"))
    #expect(!keys("delivery").isDisjoint(with: keys("delivered")))
  }

  @Test func `a long number says that it is long`() {
    #expect(keys("order 123456") == keys("order 987654"))
    #expect(keys("order 12") != keys("order 13"))
  }

  @Test func `who said it matters in a conversation`() {
    let one = [Passage("refund please", side: .customer), Passage("no", side: .agent)]
    let other = [Passage("refund please", side: .agent), Passage("no", side: .customer)]
    #expect(keys(one) != keys(other))
  }

  @Test func `each feature knows its words`() throws {
    var maker = FeatureMaker()
    maker.keepsSources = true
    maker.read([Passage("Hi there", side: .customer), Passage("Good day", side: .agent)])
    #expect(maker.sources.count == maker.features.count)
    #expect(maker.words.map(\.turn) == [0, 0, 1, 1])
    #expect(maker.words.map(\.bytes) == [0..<2, 3..<8, 0..<4, 5..<8])
    for source in maker.sources where source.first >= 0 {
      #expect(source.first <= source.last && Int(source.last) < maker.words.count)
    }
  }

  @Test func `each block of a document has the same length`() {
    var document = Encoded()
    document.rows = [0, 1, 2]
    document.blocks = [0, 0, 1]
    document.counts = [1, 4, 2]
    document.weigh([1, 2, 3])
    let word = document.values[0] * document.values[0] + document.values[1] * document.values[1]
    #expect(abs(word - 1) < 1e-5)
    // The runs of a word that comes twice point the same way: 2 · 3 / √(2 · 9).
    #expect(abs(document.values[2] - 1.414_213_6) < 1e-5)
    // 1 + ln 4 times the rarity of 2, beside 1.
    #expect(abs(document.values[1] / document.values[0] - 2 * 2.386_294) < 1e-4)
  }

  @Test func `manner weighs the same whatever stands beside it`() {
    var document = Encoded()
    document.rows = [0, 1]
    document.blocks = [FeatureMaker.mannerBlock, FeatureMaker.mannerBlock]
    document.counts = [1, 3]
    document.weigh([0.25, 0.5])
    // A quarter of ln 2 and half of ln 4.
    #expect(abs(document.values[0] - 0.173_287) < 1e-5)
    #expect(abs(document.values[1] - 0.693_147) < 1e-5)
  }

  @Test func `what varies little from text to text weighs the more, up to a bound`() throws {
    let texts = ["thanks", "ok", "ok", "thanks"].map { [Passage($0)] }
    var census = Census()
    census.least = 1
    let (vocabulary, sheet) = census.take(texts)
    let rows = sheet.blocks.indices.filter { sheet.blocks[$0] == FeatureMaker.mannerBlock }
    let weights = Set(rows.map { vocabulary.rarity[$0] }).sorted()
    // Thanks is there or not, once, in half of the texts: ln 2 / 2. Length is the same in all.
    #expect(weights.count == 2 && abs(weights[1] - 0.9) < 1e-4)
    #expect(abs(weights[0] - 0.09 / (0.346_574 + 0.1)) < 1e-4)
  }

  @Test func `thanks count as often as they come, in any language`() {
    func manner(_ text: String) -> [UInt64: Int] {
      var maker = FeatureMaker()
      maker.read([Passage(text)])
      return maker.features.filter { $0.block == FeatureMaker.mannerBlock }
        .reduce(into: [:]) { $0[$1.key, default: 0] += 1 }
    }
    #expect(manner("Thanks") == manner("Спасибо") && manner("תודה") == manner("Thanks"))
    // Thanks twice, and four words are two steps of length.
    #expect(manner("it thanks it thanks").values.sorted() == [1, 2, 2])
    #expect(manner("parcel") != manner("thanks"))
  }

  @Test func `cues are found whole, in four languages`() throws {
    func cue(_ text: String, _ place: Int = 0) -> (Cue, Int)? {
      var maker = FeatureMaker()
      maker.read([Passage(text)])
      return Cue.find(at: place, in: maker.hashes)
    }
    for (text, expected, length) in [
      ("Thank you", Cue.thanks, 2), ("could you", .indirect, 2), ("Не могли бы", .please, 3),
      ("תודה", .thanks, 1), ("对不起", .apology, 3), ("I wonder", .indirect, 2), ("you", .you, 1),
    ] {
      let found = try #require(cue(text), "\(text)")
      #expect(found == (expected, length), "\(text)")
    }
    #expect(cue("parcel") == nil)
  }

  @Test func `steps grow by about a half`() {
    #expect([0, 1, 2, 3].map(Course.step) == [0, 1, 2, 3])
    let steps = (3...500).map(Course.step)
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(Set([4, 6, 8, 12, 16].map(Course.step)).count == 5)
  }

  @Test func `the register keeps what is common, the commonest first`() {
    let texts = ["red card", "red card", "red", "blue"].map { [Passage($0)] }
    var census = Census(least: 2, most: 1000, threads: 2)
    let (vocabulary, sheet) = census.take(texts)
    #expect(sheet.count == 4)
    let all = keys("red card").union(keys("red"))
    #expect(vocabulary.keys.allSatisfy(all.contains))
    #expect(zip(vocabulary.rarity, vocabulary.rarity.dropFirst()).allSatisfy { $0 <= $1 })
    for (row, key) in vocabulary.keys.enumerated() {
      #expect(vocabulary.row(of: key) == Int32(row))
    }
    #expect(vocabulary.row(of: 1) == -1)
    census.most = 3
    #expect(census.take(texts).0.keys == Array(vocabulary.keys.prefix(3)))
  }

  @Test func `a document is encoded as it was in the lesson`() {
    let texts = ["red card lost", "red card found red", "blue card, is it lost?"]
    let (vocabulary, sheet) = Census(least: 1, most: 1000).take(texts.map { [Passage($0)] })
    var encoder = Encoder(vocabulary)
    var document = Encoded()
    for (number, text) in texts.enumerated() {
      encoder.encode([Passage(text)], into: &document)
      #expect(document.rows == Array(sheet.rows[sheet.range(of: number)]))
      #expect(document.values == Array(sheet.values[sheet.range(of: number)]))
      #expect(document.unknown == 0)
    }
    encoder.encode([Passage("xylophone zebra")], into: &document)
    #expect(document.unknown == 1)
  }
}
