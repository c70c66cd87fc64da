import Kernel
import Testing

@Suite struct DayTests {
  @Test func `a day's number and its date lead to each other for four centuries`() throws {
    for number in stride(from: -80_000, through: 80_000, by: 1) {
      let day = Day(number: number)
      let (year, month, ordinal) = day.civil
      #expect(Day(year: year, month: month, day: ordinal) == day)
    }
  }

  @Test func `known days`() throws {
    #expect(Day(iso: "1970-01-01")?.number == 0)
    #expect(Day(iso: "2000-02-29")?.number == 11_016)
    #expect(Day(iso: "2026-11-21")?.weekday == 6)
    #expect(Day(iso: "2026-11-21")?.startOfMonth.iso == "2026-11-01")
    #expect(Day(iso: "2026-12-31")?.startOfNextMonth.iso == "2027-01-01")
    #expect(Day(iso: "2024-02-10")?.startOfNextMonth.iso == "2024-03-01")
  }

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "26-01-01", "2026-01-01 ", "",
    "2026-01-0١", "+026-01-01",
  ])
  func `what is no date is refused`(text: String) {
    #expect(Day(iso: text) == nil)
  }
}
@Suite struct IdentifierTests {
  @Test func `text and key lead to each other`() {
    for raw: Int64 in [0, 1, 31, 32, 1 << 40, .max] {
      let id = Identifier<Int>(rawValue: raw)
      #expect(id.text.count == 13)
      #expect(Identifier<Int>(text: id.text) == id)
    }
  }

  @Test(arguments: ["", "0", "zzzzzzzzzzzzz", "000000000000!", "00000000000000", "IIIIIIIIIIIII"])
  func `other text is no key`(text: String) {
    #expect(Identifier<Int>(text: text) == nil)
  }

  @Test func `keys of the real world only grow`() {
    let keys = (0..<2000).map { _ in World.live.key() }
    #expect(keys == keys.sorted() && Set(keys).count == keys.count)
  }
}
