import People
import Testing

@testable import Workforce

@Suite struct OpenWeekTests {
  @Test func `hours are read as people write them, and written back`() throws {
    let week = try OpenWeek(text: ["9-12:30, 13–18", "", "8:15–9:40", "", "", "", "0-24"])
    #expect(
      week.text == ["09:00–12:30, 13:00–18:00", "", "08:00–10:00", "", "", "", "00:00–24:00"])
    #expect(week.isOpen(weekday: 1, slot: 24))
    #expect(!week.isOpen(weekday: 1, slot: 25))
    #expect(week.isOpen(weekday: 7, slot: 47))
    #expect(!week.isOpen(weekday: 8, slot: 0))
  }

  @Test(arguments: ["noon", "9", "9-25", "9-12-15", "9:75-10"])
  func `what cannot be read names its day`(text: String) {
    #expect(throws: OpenWeek.Fault(weekday: 3)) {
      try OpenWeek(text: ["", "", text])
    }
  }

  @Test func `a night belongs to two days, and Sunday's to Monday`() throws {
    let week = try OpenWeek(text: ["22–2", "", "", "", "", "", "23:30-1"])
    #expect(
      week.text == ["00:00–01:00, 22:00–24:00", "00:00–02:00", "", "", "", "", "23:30–24:00"])
    #expect(try OpenWeek(text: week.text) == week)
  }

  @Test func `the hours of the settings open every half-hour they touch`() throws {
    let hours = try #require(WorkingHours(opens: 9 * 3600 + 600, closes: 17 * 3600, days: [2]))
    let week = OpenWeek(hours.week)
    #expect(week.text == ["", "09:00–17:00", "", "", "", "", ""])
  }
}
