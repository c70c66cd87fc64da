/// A calendar of public holidays that a team's customers may keep.
///
/// Nobody has to choose one: the history says which of them customers follow, see
/// ``HolidayCalendar/followed(in:)``.
public enum HolidayCalendar: String, Hashable, Sendable, CaseIterable {
  case jewish
  case western
  case unitedStates
  case russian

  /// What kind of special day it is: days of one kind are taken to move calls alike.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case holiday
    case eve
  }

  /// The special days of a year, the holiday first where a day is both.
  public func days(of year: Int) -> [(day: CalendarDay, kind: Kind)] {
    guard (1...9998).contains(year) else { return [] }
    let (holidays, eves) =
      switch self {
      case .jewish: Self.jewish(year)
      case .western: Self.western(year)
      case .unitedStates: Self.unitedStates(year)
      case .russian: Self.russian(year)
      }
    return holidays.map { ($0, .holiday) } + eves.map { ($0, .eve) }
  }

  /// The kinds of the days in a range.
  public func kinds(from first: CalendarDay, through last: CalendarDay) -> [CalendarDay: Kind] {
    guard first <= last else { return [:] }
    var kinds = [CalendarDay: Kind]()
    for year in first.date.year - 1...last.date.year {
      for (day, kind) in days(of: year) where day >= first && day <= last {
        if kinds[day] != .holiday { kinds[day] = kind }
      }
    }
    return kinds
  }

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDay {
    CalendarDay(year: year, month: month, day: day) ?? CalendarDay(number: 0)
  }

  /// The n-th weekday of a month, counted from its end where n is negative.
  private static func weekday(_ weekday: Int, _ n: Int, _ month: Int, _ year: Int) -> CalendarDay {
    let first = day(year, month, 1)
    if n > 0 { return first + ((weekday - first.weekday + 7) % 7 + 7 * (n - 1)) }
    let next = month == 12 ? day(year + 1, 1, 1) : day(year, month + 1, 1)
    let last = next + -1
    return last + -((last.weekday - weekday + 7) % 7)
  }

  private static func western(_ year: Int) -> ([CalendarDay], [CalendarDay]) {
    let easter = easter(year)
    return (
      [
        day(year, 1, 1), easter + -2, easter + 1, day(year, 5, 1), easter + 39, easter + 50,
        day(year, 12, 25), day(year, 12, 26),
      ],
      [day(year, 12, 24), day(year, 12, 31)]
    )
  }

  /// Easter Sunday.
  ///
  /// Source: Meeus, "Astronomical Algorithms", chapter 8.
  private static func easter(_ year: Int) -> CalendarDay {
    let (a, b, c) = (year % 19, year / 100, year % 100)
    let g = (8 * b + 13) / 25
    let h = (19 * a + b - b / 4 - g + 15) % 30
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
    let m = (a + 11 * h + 19 * l) / 433
    let month = (h + l - 7 * m + 90) / 25
    return day(year, month, (h + l - 7 * m + 33 * month + 19) % 32)
  }

  private static func unitedStates(_ year: Int) -> ([CalendarDay], [CalendarDay]) {
    (
      [
        day(year, 1, 1), weekday(0, 3, 1, year), weekday(0, 3, 2, year), weekday(0, -1, 5, year),
        day(year, 7, 4), weekday(0, 1, 9, year), weekday(0, 2, 10, year), day(year, 11, 11),
        weekday(3, 4, 11, year), day(year, 12, 25),
      ],
      [weekday(3, 4, 11, year) + 1, day(year, 12, 24), day(year, 12, 31)]
    )
  }

  private static func russian(_ year: Int) -> ([CalendarDay], [CalendarDay]) {
    (
      (1...8).map { day(year, 1, $0) } + [
        day(year, 2, 23), day(year, 3, 8), day(year, 5, 1), day(year, 5, 9), day(year, 6, 12),
        day(year, 11, 4),
      ],
      [day(year, 12, 31)]
    )
  }

  /// The holidays of the Hebrew year that begins in the autumn of a civil year, with the days of
  /// memory and independence.
  private static func jewish(_ year: Int) -> ([CalendarDay], [CalendarDay]) {
    let newYear = hebrewNewYear(year + 3761)
    let passover = hebrewNewYear(year + 3762) + -163
    var independence = passover + 20
    // It never touches the day of rest.
    switch independence.weekday {
    case 4: independence = independence + -1
    case 5: independence = independence + -2
    case 0 where year >= 2003: independence = independence + 1
    default: break
    }
    let holidays = [
      newYear, newYear + 1, newYear + 9, newYear + 14, newYear + 21, passover, passover + 6,
      independence, passover + 50,
    ]
    let eves = [
      newYear + -1, newYear + 8, newYear + 13, newYear + 20, passover + -1, passover + 5,
      independence + -1, passover + 49,
    ]
    return (holidays, eves)
  }

  /// 1 Tishrei of a Hebrew year.
  ///
  /// Source: Reingold and Dershowitz, "Calendrical Calculations", 8.
  private static func hebrewNewYear(_ year: Int) -> CalendarDay {
    let (before, now, after) = (elapsed(year - 1), elapsed(year), elapsed(year + 1))
    let late = after - now == 356 ? 2 : now - before == 382 ? 1 : 0
    return CalendarDay(number: now + late - 1_373_427 - 719_163)
  }

  /// Days from the beginning of the calendar to the mean new moon of a year.
  private static func elapsed(_ year: Int) -> Int {
    let months = (235 * year - 234) / 19
    let parts = 12_084 + 13_753 * months
    let days = 29 * months + parts / 25_920
    return 3 * (days + 1) % 7 < 3 ? days + 1 : days
  }
}
