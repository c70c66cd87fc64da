import Kernel
import Testing
import Web

@Suite struct LanguageTests {
  @Test(arguments: [
    ("de, he;q=0.8, en;q=0.3", Language.he), ("zh-TW", .zhHans), ("ru-RU,ru;q=0.9", .ru),
    ("fr", .en), ("", .en), ("en;q=0.1, ru;q=0.2", .ru), ("iw", .he), (";;;,,q=", .en),
  ])
  func `the browser's wish is heard`(header: String, language: Language) {
    #expect(Language(acceptLanguage: header) == language)
  }

  @Test(arguments: [
    (Language.ru, 1, "1 обзор"), (.ru, 3, "3 обзора"), (.ru, 5, "5 обзоров"),
    (.ru, 11, "11 обзоров"), (.ru, 21, "21 обзор"), (.ru, 112, "112 обзоров"),
    (.en, 1, "1 review"), (.en, 0, "0 reviews"), (.en, 1234, "1,234 reviews"),
    (.he, 2, "שתי"), (.zhHans, 3, "3 次"),
  ])
  func `plurals follow the language`(language: Language, count: Int, expected: String) {
    let text = Text(words, language: language)
    #expect(text("review.count", ["count": .integer(count)]) == expected)
  }

  @Test func `places are filled, unknown ones stay`() {
    let text = Text(words, language: .en)
    #expect(text("greeting", ["name": "{count} & <Ada>"]) == "Hello {count} & <Ada>, {other}!")
  }

  @Test func `a missing word falls back to English, then to its key`() {
    #expect(Text(words, language: .he)("greeting", ["name": "x"]) == "Hello x, {other}!")
    #expect(Text(words, language: .he)("no.such") == "no.such")
  }

  @Test func `numbers take the reader's marks`() {
    #expect(Text(words, language: .en).number(1_234_567.891, digits: 2) == "1,234,567.89")
    #expect(Text(words, language: .ru).number(1234.5, digits: 1) == "1234,5")
    #expect(Text(words, language: .ru).number(12_345) == "12\u{A0}345")
    #expect(Text(words, language: .en).number(-0.4, digits: 0) == "0")
    #expect(Text(words, language: .en).number(.nan, digits: 1) == "–")
    #expect(Text(words, language: .en).number(-12) == "−12")
    #expect(Text(words, language: .ru).percent(-0.125, digits: 1) == "−12,5\u{A0}%")
    // From right to left a sign without its own direction would stand behind its number.
    #expect(Text(words, language: .he).number(-3.94, digits: 1) == "\u{2066}−3.9\u{2069}")
    #expect(Text(words, language: .he).number(-12) == "\u{2066}−12\u{2069}")
    #expect(Text(words, language: .he).percent(-0.12) == "\u{2066}−12%\u{2069}")
    #expect(Text(words, language: .he).number(12) == "12")
    #expect(Text(words, language: .en).number(0.05, digits: 2) == "0.05")
    #expect(Text(words, language: .ru).percent(0.862, digits: 1) == "86,2\u{A0}%")
  }

  @Test func `a list is joined as its language does`() {
    let names = ["Ada", "Nora", "Oren"]
    #expect(Text(words, language: .en).list(names) == "Ada, Nora, Oren")
    #expect(Text(words, language: .he).list(names) == "Ada, Nora, Oren")
    #expect(Text(words, language: .zhHans).list(names) == "Ada、Nora、Oren")
    #expect(Text(words, language: .zhHans).list(names.prefix(1)) == "Ada")
    #expect(Text(words, language: .ru).list([]) == "")
    #expect(
      Text(words, language: .ru).list(quoting: ["Ada, Nora", "Oren"])
        == "«\u{2068}Ada, Nora\u{2069}», «\u{2068}Oren\u{2069}»")
  }

  @Test func `moments are said in the reader's zone`() throws {
    let zone = try #require(Zone(name: "Asia/Jerusalem"))
    let moment = Instant(milliseconds: 1_795_211_100_000)
    #expect(Text.iso(moment) == "2026-11-20T21:45:00Z")
    #expect(Text(words, language: .en, zone: zone).clock(moment) == "20 Nov 2026, 23:45")
    #expect(Text(words, language: .zhHans, zone: zone).clock(moment) == "2026年11月20日 23:45")
  }
}

private let words = Words(
  en: """
    # A remark.
    review.count = {count, plural, one {# review} other {# reviews}}
    greeting = Hello {name}, {other}!
    """,
  zhHans: "review.count = {count, plural, other {# 次}}",
  ru: "review.count = {count, plural, one {# обзор} few {# обзора} many {# обзоров} other {#}}",
  he: "review.count = {count, plural, one {אחת} two {שתי} other {#}}")
