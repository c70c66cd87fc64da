import Kernel
import Testing

@testable import Conversations

@Suite struct `Reading moments` {
  private func iso(_ text: String) -> Instant? { MomentReader().moment(text) }

  @Test func `takes what exports write`() throws {
    let berlin = try #require(Zone(name: "Europe/Berlin"))
    let noon = Instant(milliseconds: 1_772_452_800_000)
    #expect(iso("2026-03-02T12:00:00Z") == noon)
    #expect(iso("2026-03-02 12:00:00.000000 UTC") == noon)
    #expect(iso("2026-03-02T14:00:00+02:00") == noon)
    #expect(iso("2026/03/02 12:00") == noon)
    #expect(iso("20260302 12:00") == noon)
    #expect(iso("2026-03-02T12:00:00.25Z")?.milliseconds == noon.milliseconds + 250)
    #expect(MomentReader(order: .dayFirst).moment("02/03/2026 12:00") == noon)
    #expect(MomentReader(order: .dayFirst).moment("2.3.26 12:00:00") == noon)
    #expect(MomentReader(order: .monthFirst).moment("3/2/2026 12:00:00 PM") == noon)
    #expect(MomentReader(order: .monthFirst).moment("Mar 2, 2026 12:00 PM") == noon)
    #expect(MomentReader(order: .dayFirst).moment("2 March 2026, 12:00") == noon)
    #expect(MomentReader(order: .unixSeconds).moment("1772452800") == noon)
    #expect(MomentReader(order: .unixMilliseconds).moment("1772452800000") == noon)
    #expect(MomentReader(order: .spreadsheetDays).moment("46083.5") == noon)
    #expect(MomentReader(order: .dayFirst, zone: berlin).moment("02/03/2026 13:00") == noon)
    #expect(MomentReader(order: .monthFirst).moment("12/31/2025 12:05 am") != nil)
  }

  @Test(arguments: [
    "31/02/26", "2026-13-01", "2026-02-30", "tomorrow", "", "12", "2026-03-02T25:00", "2026-03",
    "2026-03-02 12:00 PST", "2026-03-02T12:00:00+99:00", "99999999999999999999", "1/1/1",
  ])
  func `refuses what is no date`(text: String) {
    #expect(iso(text) == nil)
    #expect(MomentReader(order: .dayFirst).moment(text) == nil)
  }

  @Test func `finds the order, and says when it could be either`() {
    #expect(MomentReader.detect(["02/03/2026", "25/12/2026"])?.order == .dayFirst)
    #expect(MomentReader.detect(["02/03/2026", "25/12/2026"])?.isAmbiguous == false)
    #expect(MomentReader.detect(["02/03/2026", "12/25/2026"])?.order == .monthFirst)
    #expect(MomentReader.detect(["02/03/2026", "04/05/2026"])?.isAmbiguous == true)
    #expect(MomentReader.detect(["1772452800", "1772452900"])?.order == .unixSeconds)
    #expect(MomentReader.detect(["1772452800000"])?.order == .unixMilliseconds)
    #expect(MomentReader.detect(["2026-03-02 10:00:00", ""])?.order == .yearFirst)
    #expect(MomentReader.detect(["noa@example.com", "7"]) == nil)
  }

  @Test func `reads numbers, durations and truths`() {
    #expect(Quantity.number("1.234,5") == 1234.5)
    #expect(Quantity.number("1,234.5") == 1234.5)
    #expect(Quantity.number("1,234") == 1234)
    #expect(Quantity.number("3,5") == 3.5)
    #expect(Quantity.number("-1.5e3") == -1500)
    #expect(Quantity.number("4 stars") == nil)
    #expect(Quantity.number("") == nil)
    #expect(Quantity.seconds("00:03:24") == 204)
    #expect(Quantity.seconds("3:24") == 204)
    #expect(Quantity.seconds("1:02:03.5") == 3723.5)
    #expect(Quantity.seconds("3:99") == nil)
    #expect(Quantity.truth("TRUE") == true)
    #expect(Quantity.truth("нет") == false)
    #expect(Quantity.truth("perhaps") == nil)
  }

  @Test func `survives ten thousand broken dates and numbers`() {
    let seeds = ["2026-03-02T12:00:00.123+02:00", "3/2/2026 12:00:00 PM", "1,234.5", "1:02:03"]
    var dice = Dice(seed: 3)
    for index in 0..<10_000 {
      let text = String(decoding: dice.mutated(Array(seeds[index % 4].utf8)), as: UTF8.self)
      for order in DateOrder.allCases { _ = MomentReader(order: order).moment(text) }
      _ = Quantity.number(text)
      _ = Quantity.seconds(text)
    }
  }
}
