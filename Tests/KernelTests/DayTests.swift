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

@Suite struct ZoneTests {
  @Test func `the clock change of Berlin has a day of 23 and a day of 25 hours`() throws {
    let berlin = try #require(Zone(name: "Europe/Berlin"))
    let spring = try #require(Day(iso: "2026-03-29"))
    let autumn = try #require(Day(iso: "2026-10-25"))
    #expect(length(spring, berlin) == 23)
    #expect(length(autumn, berlin) == 25)
  }

  @Test func `a clock time in the gap becomes the moment after it, one in the fold the first`()
    throws
  {
    let berlin = try #require(Zone(name: "Europe/Berlin"))
    let spring = try #require(Day(iso: "2026-03-29"))
    let gap = berlin.instant(of: spring, second: 2 * 3600 + 1800)
    #expect(berlin.secondOfDay(of: gap) == 3 * 3600 + 1800)
    let autumn = try #require(Day(iso: "2026-10-25"))
    let fold = berlin.instant(of: autumn, second: 2 * 3600 + 1800)
    #expect(berlin.offset(at: fold) == 7200)
  }

  @Test func `Lord Howe moves by half an hour`() throws {
    let island = try #require(Zone(name: "Australia/Lord_Howe"))
    let day = try #require(Day(iso: "2026-10-04"))
    #expect(length(day, island) == 23.5)
  }

  @Test func `every hour of two years falls on the day that holds it`() throws {
    for name in ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Jerusalem"] {
      let zone = try #require(Zone(name: name))
      let start = try #require(Day(iso: "2025-01-01"))
      for hour in 0..<(730 * 24) {
        let instant = zone.start(of: start).advanced(bySeconds: Int64(hour) * 3600)
        let day = zone.day(of: instant)
        #expect(zone.start(of: day) <= instant && instant < zone.start(of: day.advanced(by: 1)))
      }
    }
  }

  private func length(_ day: Day, _ zone: Zone) -> Double {
    zone.start(of: day.advanced(by: 1)).seconds(since: zone.start(of: day)) / 3600
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
