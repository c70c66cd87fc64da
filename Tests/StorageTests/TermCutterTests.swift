import Kernel
import Storage
import Support
import Testing

struct TermCutterTests {
  @Test func `words come once, folded, in order of first appearance`() {
    #expect(
      TextIndex.terms(of: "The LAMP, the lamp-post; Café 4711 caf\u{e9}!")
        == ["the", "lamp", "post", "cafe", "4711"])
    #expect(TextIndex.terms(of: "Ещё ещЕ Мой") == ["еще", "мой"])
    #expect(TextIndex.terms(of: "שָׁלוֹם שלום") == ["שלום"])
    #expect(TextIndex.terms(of: "") == [])
    #expect(TextIndex.terms(of: "— … !") == [])
  }

  @Test func `scripts without spaces give characters and pairs, queries pairs alone`() {
    #expect(TextIndex.terms(of: "我的灯") == ["我", "的", "灯", "我的", "的灯"])
    #expect(TextIndex.terms(of: "我的灯", forQuery: true) == ["我的", "的灯"])
    #expect(TextIndex.terms(of: "灯", forQuery: true) == ["灯"])
    #expect(TextIndex.terms(of: "LED灯2个") == ["led", "灯", "2", "个"])
  }

  @Test func `many thousand different words are kept apart, up to the limit`() {
    let words = (0..<5000).map { "w\($0)" }
    #expect(TextIndex.terms(of: (words + words).joined(separator: " ")) == words)
    #expect(TextIndex.terms(of: words.joined(separator: " "), limit: 10).count == 10)
    #expect(TextIndex.terms(of: String(repeating: "a", count: 201)) == [])
  }

  @Test func `a few texts make one line, in which each term stands once`() {
    #expect(TextIndex.line(of: ["A b", "b, c!", "", "a灯"]) == "a b c 灯")
    #expect(TextIndex.line(of: []) == "")
    #expect(TextIndex.line(of: ["…"]) == "")
  }
}
