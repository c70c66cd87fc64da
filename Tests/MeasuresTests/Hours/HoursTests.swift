import Kernel
import Testing

@testable import Measures

private func zone(_ name: String) throws -> Zone { try #require(Zone(name: name)) }

private func list(_ text: String) throws -> [Opening] { try #require(Opening.list(text)) }

private func day(_ iso: String) throws -> Day { try #require(Day(iso: iso)) }

/// A moment on the local clock, as `2026-11-27 17:50`.
private func moment(_ text: String, _ zone: Zone) throws -> Instant {
  let parts = text.split(separator: " ")
  let clock = try #require(parts.last).split(separator: ":").compactMap { Int($0) }
  return zone.instant(
    of: try day(String(try #require(parts.first))), second: clock[0] * 3600 + clock[1] * 60)
}

/// Nine to six with an hour for lunch, and Saturday until half past one.
private func office(_ name: String = "Europe/Berlin") throws -> Hours {
  let weekday = try list("9-12, 13-18")
  return Hours(
    zone: try zone(name),
    week: Array(repeating: weekday, count: 5) + [try list("9:00-13:30"), []],
    special: [
      .init(day: try day("2026-12-25"), name: "Christmas"),
      .init(day: try day("2026-12-24"), name: "Christmas Eve", openings: try list("9-12")),
    ])
}

@Suite struct HoursTests {
  /// Ask 1 of the field study: the clock of a promise respects business hours.
  @Test func `a mail on Friday evening with an eight-hour promise is due on Monday`() throws {
    let hours = try office()
    let asked = try moment("2026-11-27 17:50", hours.zone)
    let due = try #require(hours.deadline(after: 8 * 3600, from: asked))
    // Ten minutes on Friday, four and a half hours on Saturday, lunch on Monday left out.
    #expect(due == (try moment("2026-11-30 13:20", hours.zone)))
    #expect(hours.businessSeconds(from: asked, to: due) == 8 * 3600)
    #expect(
      hours.nextOpening(after: asked.advanced(bySeconds: 600))
        == (try moment("2026-11-28 09:00", hours.zone)))
  }

  /// Ask 2: breaks, lunch and split shifts pause the clock.
  @Test func `lunch and split shifts do not count`() throws {
    let hours = try office()
    let (eleven, two) = (
      try moment("2026-11-30 11:00", hours.zone), try moment("2026-11-30 14:00", hours.zone)
    )
    #expect(hours.businessSeconds(from: eleven, to: two) == 2 * 3600)
    #expect(
      hours.deadline(after: 3600, from: eleven) == (try moment("2026-11-30 12:00", hours.zone)))
    #expect(
      hours.deadline(after: 3601, from: eleven)
        == (try moment("2026-11-30 13:00", hours.zone)).advanced(bySeconds: 1))
    #expect(!hours.isOpen(at: try moment("2026-11-30 12:30", hours.zone)))
    #expect(hours.isOpen(at: two))
  }

  /// Ask 3: the clock does not run on after the solution because the customer said "thanks".
  @Test func `thanks after the solution does not start the clock again, reopening does`() throws {
    let hours = try office()
    func at(_ text: String) throws -> Instant { try moment("2026-11-30 " + text, hours.zone) }
    var marks: [(at: Instant, mark: ClockCourse.Mark)] = [
      (try at("09:00"), .customerSpoke), (try at("10:00"), .solved),
      (try at("10:30"), .customerSpoke),
    ]
    let thanked = ClockCourse(marks)
    #expect(thanked.stop == (try at("10:00")))
    #expect(thanked.seconds(by: hours, now: try at("17:00")) == 3600)
    marks.append((try at("14:00"), .reopened))
    let reopened = ClockCourse(marks)
    #expect(reopened.stop == nil)
    #expect(reopened.seconds(by: hours, now: try at("15:00")) == 7200)
  }

  @Test func `waiting for the customer is a pause, and moves what is due`() throws {
    let hours = try office()
    func at(_ text: String) throws -> Instant { try moment("2026-11-30 " + text, hours.zone) }
    let waiting = ClockCourse([
      (try at("09:00"), .customerSpoke), (try at("10:00"), .waiting),
      (try at("10:10"), .waiting),
    ])
    #expect(waiting.due(after: 7200, by: hours) == nil)
    #expect(waiting.due(after: 3600, by: hours) == (try at("10:00")))
    let answered = ClockCourse([
      (try at("09:00"), .customerSpoke), (try at("10:00"), .waiting),
      (try at("11:00"), .customerSpoke), (try at("16:00"), .solved),
    ])
    #expect(answered.due(after: 3 * 3600, by: hours) == (try at("14:00")))
    #expect(answered.seconds(by: hours, now: try at("17:00")) == 5 * 3600)
  }

  @Test func `holidays are closed and short days end early`() throws {
    let hours = try office()
    let asked = try moment("2026-12-24 11:30", hours.zone)
    #expect(
      hours.deadline(after: 3600, from: asked) == (try moment("2026-12-26 09:30", hours.zone)))
  }

  @Test func `a night shift belongs to the day it begins on, also before a holiday`() throws {
    let night = try list("22-6")
    let hours = Hours(
      zone: .utc, week: Array(repeating: night, count: 7),
      special: [.init(day: try day("2026-12-25"), name: "Christmas")])
    let (evening, morning) = (
      try moment("2026-12-24 21:00", .utc), try moment("2026-12-25 09:00", .utc)
    )
    #expect(hours.businessSeconds(from: evening, to: morning) == 8 * 3600)
    #expect(hours.nextOpening(after: morning) == (try moment("2026-12-26 22:00", .utc)))
    #expect(hours.secondsOfWeek == 7 * 8 * 3600)
  }

  @Test func `the night the clock changes is an hour shorter or longer`() throws {
    let berlin = try zone("Europe/Berlin")
    let hours = Hours(zone: berlin, week: Array(repeating: try list("1-5"), count: 7))
    for (date, open) in [("2026-03-29", 3.0), ("2026-10-25", 5.0), ("2026-11-01", 4.0)] {
      let start = berlin.start(of: try day(date))
      #expect(
        hours.businessSeconds(from: start, to: start.advanced(byDays: 1)) == open * 3600,
        "\(date)")
    }
    // A stretch that lies in the gap opens at the jump and is over at once or after its rest.
    let gap = Hours(zone: berlin, week: Array(repeating: try list("2:30-4"), count: 7))
    let start = berlin.start(of: try day("2026-03-29"))
    #expect(gap.businessSeconds(from: start, to: start.advanced(byDays: 1)) == 3600)
  }

  @Test func `two offices answer for their own zones`() throws {
    let (berlin, new) = (try office(), try office("America/New_York"))
    let moment = try moment("2026-11-30 09:30", berlin.zone)
    #expect(berlin.isOpen(at: moment))
    #expect(!new.isOpen(at: moment))
  }

  @Test func `who never opens owes nothing, and who always does counts calendar time`() throws {
    let never = Hours(zone: .utc, week: [])
    #expect(never.nextOpening(after: Instant(milliseconds: 0)) == nil)
    #expect(never.deadline(after: 60, from: Instant(milliseconds: 0)) == nil)
    let always = Hours.always(.utc)
    let start = Instant(milliseconds: 1_234_567)
    #expect(always.businessSeconds(from: start, to: start.advanced(bySeconds: 99_999)) == 99_999)
    #expect(always.deadline(after: 86_400 * 500, from: start) == start.advanced(byDays: 500))
    #expect(always.secondsOfWeek == 7 * 86_400)
  }
}
