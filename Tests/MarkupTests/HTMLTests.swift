import Markup
import Testing

@Suite struct HTMLTests {
  @Test func `a value cannot start a tag, an entity or leave an attribute`() {
    let name = "<script>alert('x')</script> & \"quoted\""
    let markup: HTML = "<p title=\"\(name)\">\(name)</p>"
    let escaped =
      "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;quoted&quot;"
    #expect(markup.text == "<p title=\"\(escaped)\">\(escaped)</p>")
  }

  @Test func `literals stay markup and markup inside markup is not escaped twice`() {
    let inner: HTML = "<b>\("a < b")</b>"
    let outer: HTML = "<p>\(inner)\([inner, inner])</p>"
    #expect(outer.text == "<p><b>a &lt; b</b><b>a &lt; b</b><b>a &lt; b</b></p>")
  }

  @Test func `text in any script passes unchanged`() {
    let text = "שלום 你好 Привет 👩🏽‍💻 e\u{301}"
    let markup: HTML = "\(text)"
    #expect(markup.text == text)
  }

  @Test func `nothing is printed for a value that is not there`() {
    let name: String? = nil
    let part: HTML? = nil
    #expect(("<p>\(name)\(part)</p>" as HTML).text == "<p></p>")
  }

  @Test func `an attribute without a value stands only when its condition holds`() {
    #expect(("<input\(" checked", if: true)>" as HTML).text.contains(" checked"))
    #expect(("<input\(" checked", if: false)>" as HTML).text == "<input>")
  }

  @Test(arguments: ["&", "<", ">", "\"", "'", "a&b", "&amp;", "<<>>", ""])
  func `escaped text holds none of the characters that could end it`(value: String) {
    let markup: HTML = "\(value)"
    #expect(!markup.text.contains { "<>\"'".contains($0) })
    #expect(markup.text.count >= value.count)
  }
}
