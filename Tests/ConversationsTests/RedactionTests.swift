import Testing

@testable import Conversations

@Suite struct RedactionTests {
  private let cover = Redaction(
    names: ["Amara Okafor", "Мария Орлова", "נועה ברק", "陈思远", "Will Ng", "Dana Levi"])

  @Test(arguments: [
    ("Hi Amara, thanks!", "Hi •••, thanks!"),
    ("OKAFOR said so", "••• said so"),
    ("I will write to Will.", "I will write to •••."),
    ("Amaranth is a plant", "Amaranth is a plant"),
    ("Спросите Марию или Орлову", "Спросите ••• или •••"),
    ("Мария, вы марина?", "•••, вы марина?"),
    ("תודה לנועה ולברק", "תודה ••• •••"),
    ("思远你好，陈思远！", "•••你好，•••！"),
    ("write to dana.levi@example.com now", "write to ••• now"),
    ("call +353 1 555 0199 today", "call ••• today"),
    ("Order 12345 of 2026-11-02", "Order 12345 of •••"),
    ("", ""),
  ])
  func `names, addresses and numbers are covered, other words stay`(
    text: String, expected: String
  ) {
    #expect(cover.covered(text) == expected)
  }

  @Test func `nobody known means that only addresses and numbers are covered`() {
    #expect(Redaction(names: []).covered("Amara, 0800 123 4567") == "Amara, •••")
  }
}
