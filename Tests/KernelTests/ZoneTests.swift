import Foundation
import Kernel
import Testing

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

  @Test func `every zone is as far from UTC as the system says, around each change too`() throws {
    var state: UInt64 = 7
    func draw(_ range: ClosedRange<Int64>) -> Int64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + Int64((state >> 11) % UInt64(range.count))
    }
    for name in Zone.names {
      let zone = try #require(Zone(name: name))
      let system = try #require(TimeZone(identifier: name))
      func agree(_ seconds: Int64) {
        let date = Date(timeIntervalSince1970: Double(seconds))
        let instant = Instant(milliseconds: seconds * 1000)
        if zone.offset(at: instant) != system.secondsFromGMT(for: date) {
          Issue.record("\(name) at \(date)")
        }
      }
      for _ in 0..<60 { agree(draw(-2_000_000_000...5_000_000_000)) }
      var date = Date(timeIntervalSince1970: Double(draw(0...2_000_000_000)))
      for _ in 0..<6 {
        guard let next = system.nextDaylightSavingTimeTransition(after: date) else { break }
        for shift: Int64 in [-1, 0, 1] { agree(Int64(next.timeIntervalSince1970) + shift) }
        date = next
      }
    }
  }
}
