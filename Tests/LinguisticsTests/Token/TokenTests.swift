import Linguistics
import Statistics
import Testing

/// Tokens of many scripts, and of anything at all.
@Suite struct TokenTests {
  private func words(_ text: String) -> [String] {
    let tokens = Tokens(text)
    return tokens.items.map { token in
      String(String.UnicodeScalarView(tokens.folded[token.folded].compactMap(Unicode.Scalar.init)))
    }
  }

  private func kinds(_ text: String) -> [Token.Kind] { Tokens(text).items.map(\.kind) }

  @Test func `words are folded and keep their apostrophes inside`() {
    #expect(words("Don’t SHOUT, café!") == ["dont", "shout", ",", "cafe", "!"])
    #expect(words("'quoted' rock'n'roll") == ["'", "quoted", "'", "rocknroll"])
  }

  @Test func `Russian, Hebrew and Chinese have words too`() {
    #expect(words("Ёлка, ещё") == ["елка", ",", "еще"])
    #expect(words("שָׁלוֹם לך") == ["שלום", "לך"])
    #expect(words("你好吗？") == ["你", "好", "吗", "?"])
    #expect(kinds("你A1") == [.ideograph, .word])
  }

  @Test func `marks that are repeated count once`() {
    #expect(words("what?!! no...") == ["what", "?", "!", "no", "."])
    #expect(kinds("!!! ! 😀 12") == [.repeatedMark, .mark, .symbol, .number])
  }

  @Test func `wide letters and digits are plain ones`() {
    #expect(words("ＡＢ１２") == ["ab12"])
    #expect(words("１２") == ["12"])
  }

  @Test func `a token says where it stands`() throws {
    let text = "Да, 好!"
    let utf8 = Array(text.utf8)
    let parts = Tokens(text).items.map { String(decoding: utf8[$0.range], as: UTF8.self) }
    #expect(parts == ["Да", ",", "好", "!"])
  }

  /// Whatever the bytes, tokens lie in order, apart and inside.
  @Test(arguments: 0..<40) func `any bytes are read`(seed: Int) {
    var chance = SplitMix64(seed: UInt64(seed))
    let bytes = (0..<300).map { _ in
      chance.below(3) == 0 ? UInt8(chance.below(256)) : UInt8(0x20 + chance.below(96))
    }
    var tokens = Tokens()
    bytes.withUnsafeBufferPointer { tokens.read($0) }
    var end = 0, folded = 0
    for token in tokens.items {
      #expect(token.range.lowerBound >= end && token.range.upperBound > token.range.lowerBound)
      #expect(token.folded.lowerBound == folded && token.folded.upperBound > folded)
      (end, folded) = (token.range.upperBound, token.folded.upperBound)
    }
    #expect(end <= bytes.count && folded <= tokens.folded.count)
  }

  @Test func `a reader is as good as new for every text`() {
    var reused = Tokens()
    for text in ["first text", "", "второй", "first text"] {
      var text = text
      text.withUTF8 { reused.read($0) }
      let new = Tokens(text)
      #expect(reused.items == new.items)
      for token in new.items {
        #expect(reused.folded[token.folded] == new.folded[token.folded])
      }
    }
  }
}
