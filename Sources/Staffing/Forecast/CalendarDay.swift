/// A day of the civil calendar, wherever it is.
public struct CalendarDay: Hashable, Comparable, Sendable {
  /// Days since 1 January 1970.
  public let number: Int

  /// Clamped to two million years on either side.
  public init(number: Int) {
    self.number = Swift.max(-1_000_000_000, Swift.min(1_000_000_000, number))
  }

  /// `nil` for a date that does not exist.
  ///
  /// Source: Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let (era, ofEra) = (shifted / 400, shifted % 400)
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let days = ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear
    number = era * 146_097 + days - 719_468
    let date = self.date
    guard date.year == year, date.month == month, date.day == day else { return nil }
  }

  /// Year, month and day of the month.
  public var date: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let part = (5 * ofYear + 2) / 153
    let month = part + (part < 10 ? 3 : -9)
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * part + 2) / 5 + 1)
  }

  /// 0 for Monday, 6 for Sunday.
  public var weekday: Int { ((number + 3) % 7 + 7) % 7 }

  public static func < (one: CalendarDay, other: CalendarDay) -> Bool { one.number < other.number }

  public static func + (day: CalendarDay, days: Int) -> CalendarDay {
    CalendarDay(number: day.number &+ days)
  }
}
