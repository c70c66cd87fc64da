import Kernel
import Markup
import Support
import Testing
import Web

@testable import Conversations

@Suite struct MessageTextTests {
  @Test func `blank lines make paragraphs, line ends breaks`() {
    #expect(
      Message.paragraphs("one\ntwo\r\n\r\nthree").text
        == "<p dir=\"auto\">one<br>two</p><p dir=\"auto\">three</p>")
  }

  @Test(arguments: [
    ("see https://a.example/x?y=1&z=2.", "https://a.example/x?y=1&amp;z=2"),
    ("(http://a.example)", "http://a.example"),
    ("https://a.example/a_(b) end", "https://a.example/a_(b)"),
    ("看 https://a.example/路。", "https://a.example/路"),
  ])
  func `addresses become links without the sentence around them`(text: String, address: String) {
    #expect(Message.paragraphs(text).text.contains("<a href=\"\(address)\" rel=\"noopener"))
  }

  @Test(arguments: [
    "javascript:alert(1)", "data:text/html,x", "<script>alert(1)</script>", "https://",
    "xhttps://a.example", "vbscript:x", "\" onmouseover=\"x", "http:///x",
  ])
  func `nothing else becomes markup`(text: String) {
    let html = Message.paragraphs(text).text
    #expect(!html.contains("<a ") && !html.contains("<script") && !html.contains("\" on"))
  }

  @Test func `the longest wait begins with the first of several messages`() {
    func message(_ role: MessageRole, _ second: Int64, _ kind: MessageKind = .text) -> Message {
      Message(
        id: Identifier(rawValue: second + 1), position: Int(second), externalID: nil,
        at: Ground.noon.advanced(bySeconds: second), author: nil, person: nil, role: role,
        visibility: .public, kind: kind, text: "x", attachments: [], inReplyTo: nil, offset: nil,
        duration: nil)
    }
    #expect(
      Message.longestWait([
        message(.customer, 0), message(.customer, 50), message(.agent, 60), message(.agent, 70),
        message(.customer, 100), message(.system, 110, .event), message(.agent, 130),
        message(.customer, 200),
      ]) == 60)
    #expect(Message.longestWait([message(.customer, 0)]) == nil)
  }
}

@Suite struct CardNumberTests {
  /// A seeded number that passes the check, with the divider people write it with.
  private static func number(_ generator: inout Sequence64, length: Int, divider: String)
    -> (digits: String, written: String)
  {
    var digits = (0..<(length - 1)).map { _ in Int(generator.next() % 10) }
    digits[0] = 3 + Int(generator.next() % 4)
    let check = (0...9).first { CardNumber.passesLuhn(digits + [$0]) } ?? 0
    digits.append(check)
    let text = digits.map(String.init).joined()
    let groups = stride(from: 0, to: text.count, by: 4).map { start in
      String(text.dropFirst(start).prefix(4))
    }
    return (text, groups.joined(separator: divider))
  }

  struct Sequence64 {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
  }

  @Test func `a thousand card numbers are covered, every one`() {
    var generator = Sequence64(state: 2026)
    for index in 0..<1000 {
      let divider = ["", " ", "-", ".", "\u{A0}"][index % 5]
      let (digits, written) = Self.number(
        &generator, length: 13 + index % 7, divider: divider)
      let masked = CardNumber.masked("Card \(written), valid until 09/29. Thanks")
      let left = masked.filter(\.isNumber)
      #expect(left == digits.suffix(4) + "0929", "\(written) → \(masked)")
    }
  }

  @Test func `other long numbers are hardly ever touched`() {
    var generator = Sequence64(state: 7)
    var touched = 0
    for index in 0..<1000 {
      let digits = (0..<(8 + index % 5)).map { _ in String(generator.next() % 10) }.joined()
      let text = [
        "Order \(digits)", "call +49 30 \(digits.prefix(8))", "on 2026-11-21 at 14:05, \(digits)",
        "tracking 1Z\(digits)XY\(digits)", "€ 1.204,50 and \(digits)",
      ][index % 5]
      if CardNumber.masked(text) != text { touched += 1 }
    }
    #expect(touched <= 10)
  }

  @Test(arguments: [
    ("4111111111111111", "••••••••••••1111"), ("4111 1111 1111 1112", "4111 1111 1111 1112"),
    ("on 12 4111 1111 1111 1111", "on 12 •••• •••• •••• 1111"),
    ("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "• • • • • • • • • • • • 1 1 1 1"),
    ("４１１１１１１１１１１１１１１１", "••••••••••••１１１１"), ("CVV: 123 ok", "CVV: ••• ok"),
    ("cvc2 is 9876.", "cvc2 is ••••."), ("41111111111111111111111", "41111111111111111111111"),
    ("", ""), ("no digits", "no digits"),
  ])
  func `written in many ways`(text: String, masked: String) {
    #expect(CardNumber.masked(text) == masked)
  }
}
