import Markup
import Statistics
import Testing

@testable import Reviews

@Suite struct ProseTests {
  @Test func `headings, lists, emphasis and links are known, and nothing else`() {
    let prose = Prose(
      """
      # When this applies
      Any **call** from a *customer*
      who waits.

      - ask
      - [look](https://help.example.com/a?b=1&c=2)
      1. first
      2) second
      ####### no heading
      """)
    #expect(
      prose.blocks == [
        .heading(level: 1, [.text("When this applies")]),
        .paragraph([
          [
            .text("Any "), .strong([.text("call")]), .text(" from a "),
            .emphasis([.text("customer")]),
          ],
          [.text("who waits.")],
        ]),
        .list(
          isNumbered: false,
          items: [
            [.text("ask")],
            [.link([.text("look")], address: "https://help.example.com/a?b=1&c=2")],
          ]),
        .list(isNumbered: true, items: [[.text("first")], [.text("second")]]),
        .paragraph([[.text("####### no heading")]]),
      ])
  }

  @Test(arguments: [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example",
    "https:evil", "http://", "https://a\"b", "https://a b", "mailto:a@b.example", "/local",
    "https://<script>",
  ])
  func `no other address becomes a link`(address: String) {
    let html = Prose("[here](\(address))").html.text
    #expect(!html.contains("<a "))
  }

  @Test func `what people type never becomes markup`() {
    let html = Prose("# <script>alert('x')</script>\n\n**<b onclick=\"x\">** & \"so\"").html.text
    #expect(!html.contains("<script") && !html.contains("<b "))
    #expect(html.contains("&lt;script&gt;") && html.contains("&amp;"))
  }

  @Test func `any text at all gives balanced tags of the known kinds only`() {
    var chance = SplitMix64(seed: 4)
    let pieces = [
      "**", "*", "[", "](", ")", "https://a.example", "# ", "- ", "1. ", "\n", "\n\n", "<", ">",
      "\"",
      "&", "'", " ", "x", "ש", "好", "\u{202E}", "](javascript:", "###", "\r\n",
    ]
    for _ in 0..<400 {
      let text = (0..<chance.below(40)).map { _ in pieces[chance.below(pieces.count)] }.joined()
      let html = Prose(text).html.text
      var open: [Substring] = []
      for match in html.matches(of: #/<(/?)([a-z0-9]+)([^>]*)>/#) {
        let tag = match.output.2
        #expect(
          ["div", "h2", "h3", "h4", "p", "br", "ul", "ol", "li", "em", "strong", "a"].contains(tag))
        if tag == "br" { continue }
        if match.output.1.isEmpty {
          open.append(tag)
        } else {
          #expect(open.popLast() == tag, "\(text)")
        }
      }
      #expect(open.isEmpty, "\(text)")
      #expect(html.count { $0 == "<" } == html.matches(of: #/<\/?[a-z0-9]+[^<>]*>/#).count)
    }
  }

  @Test func `a long line of unmatched signs takes no time`() {
    for sign in ["*", "**", "[", "[x](", "*a ", "**a "] {
      let prose = Prose(String(repeating: sign, count: 20_000))
      #expect(prose.blocks.count == 1)
    }
  }
}
