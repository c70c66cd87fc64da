import Staffing
import Testing

@Suite struct CalendarTests {
  private func day(_ year: Int, _ month: Int, _ day: Int) throws -> CalendarDay {
    try #require(CalendarDay(year: year, month: month, day: day))
  }

  @Test func `days count on through months, leap years and centuries`() throws {
    #expect(try day(1970, 1, 1).number == 0 && (try day(2000, 3, 1)).number == 11_017)
    #expect(try day(2024, 2, 29) + 1 == (try day(2024, 3, 1)))
    #expect(CalendarDay(year: 2023, month: 2, day: 29) == nil)
    #expect(CalendarDay(year: 1900, month: 2, day: 29) == nil)
    #expect(CalendarDay(year: 2003, month: 13, day: 1) == nil)
    #expect(CalendarDay(year: 2003, month: 4, day: 0) == nil)
    for number in stride(from: -200_000, through: 200_000, by: 373) {
      let date = CalendarDay(number: number).date
      #expect(try day(date.year, date.month, date.day).number == number)
    }
  }

  @Test func `the largest numbers are days too`() {
    for number in [Int.max, Int.min] {
      let day = CalendarDay(number: number)
      #expect((0..<7).contains(day.weekday) && (1...31).contains(day.date.day))
      #expect((0..<7).contains((day + number).weekday))
    }
  }

  @Test func `weekdays are right`() throws {
    #expect(try day(2003, 3, 3).weekday == 0)
    #expect(try day(1999, 9, 11).weekday == 5)
    #expect(try day(1969, 12, 31).weekday == 2)
  }

  @Test func `holidays fall where almanacs put them`() throws {
    func has(_ calendar: HolidayCalendar, _ day: CalendarDay) -> HolidayCalendar.Kind? {
      calendar.kinds(from: day, through: day)[day]
    }
    // New Year, the Day of Atonement and its eve, Passover, Independence moved to a Thursday.
    #expect(has(.jewish, try day(1999, 9, 11)) == .holiday)
    #expect(has(.jewish, try day(1999, 9, 20)) == .holiday)
    #expect(has(.jewish, try day(1999, 9, 19)) == .eve)
    #expect(has(.jewish, try day(1999, 4, 1)) == .holiday)
    #expect(has(.jewish, try day(2024, 4, 23)) == .holiday)
    #expect(has(.jewish, try day(1999, 4, 21)) == .holiday)
    #expect(has(.jewish, try day(2021, 4, 15)) == .holiday)
    #expect(has(.jewish, try day(2024, 10, 3)) == .holiday)
    #expect(has(.jewish, try day(2024, 10, 9)) == nil)
    // Good Friday, Easter Monday.
    #expect(has(.western, try day(2024, 3, 29)) == .holiday)
    #expect(has(.western, try day(2024, 4, 1)) == .holiday)
    #expect(has(.western, try day(2003, 4, 21)) == .holiday)
    #expect(has(.western, try day(2003, 12, 24)) == .eve)
    // Memorial Day, Labor Day, Thanksgiving and the day after.
    #expect(has(.unitedStates, try day(2003, 5, 26)) == .holiday)
    #expect(has(.unitedStates, try day(2003, 9, 1)) == .holiday)
    #expect(has(.unitedStates, try day(2003, 11, 27)) == .holiday)
    #expect(has(.unitedStates, try day(2003, 11, 28)) == .eve)
    #expect(has(.russian, try day(2025, 5, 9)) == .holiday)
  }
}
