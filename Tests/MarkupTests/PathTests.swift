import Markup
import Testing

@Suite struct PathTests {
  @Test func `a segment cannot leave its place`() {
    let path = ("/conversations" as Path).appending("../x?y=1#z/%2e")
    #expect(path.text == "/conversations/..%2Fx%3Fy%3D1%23z%2F%252e")
  }

  @Test func `the front page takes a first segment`() {
    #expect(Path.root.appending("people").text == "/people")
  }

  @Test func `query items are encoded and those without a value left out`() {
    let path = ("/list" as Path).query([("q", "a&b=c d"), ("page", nil), ("имя", "שם")])
    #expect(path.text == "/list?q=a%26b%3Dc%20d&%D0%B8%D0%BC%D1%8F=%D7%A9%D7%9D")
    #expect(path.query([("x", "1")]).text.hasSuffix("&x=1"))
  }

  @Test func `a path in an attribute is escaped`() {
    let path = ("/list" as Path).query([("a", "1"), ("b", "\"><script>")])
    let markup: HTML = "<a href=\"\(path)\">x</a>"
    #expect(markup.text == "<a href=\"/list?a=1&amp;b=%22%3E%3Cscript%3E\">x</a>")
  }

  @Test(arguments: [
    "https://example.org/", "//example.org", "/\\example.org", "/a\nb", "/a b",
    "javascript:alert(1)",
    "", "people",
  ])
  func `a path that came back may not lead elsewhere`(text: String) {
    #expect(Path(local: text) == nil)
  }

  @Test func `a path that came back may stay inside`() {
    #expect(Path(local: "/reviews/7?tab=done#x")?.text == "/reviews/7?tab=done#x")
  }
}
