public import Kernel

/// A stretch of whole days over which a metric is read: a week, a month, or what somebody chose.
public struct Period: Hashable, Sendable {
  /// How long the stretches of a series are.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    case day, week, month, quarter
    case halfYear = "half-year"
  }

  public let first: Day
  /// The last day, included.
  public let last: Day

  /// Days that somebody chose; a last day before the first counts as the first.
  public init(first: Day, last: Day) {
    self.first = first
    self.last = max(first, last)
  }

  /// The stretch of a unit that holds a day; weeks begin on Monday (ISO 8601).
  public init(_ unit: Unit, holding day: Day) {
    switch unit {
    case .day: self.init(first: day, last: day)
    case .week:
      let monday = day.advanced(by: 1 - day.weekday)
      self.init(first: monday, last: monday.advanced(by: 6))
    case .month: self.init(months: 1, holding: day)
    case .quarter: self.init(months: 3, holding: day)
    case .halfYear: self.init(months: 6, holding: day)
    }
  }

  private init(months: Int, holding day: Day) {
    let (year, month, _) = day.civil
    let start = Day(year: year, month: month - (month - 1) % months, day: 1) ?? day.startOfMonth
    let next = (0..<months).reduce(start) { first, _ in first.startOfNextMonth }
    self.init(first: start, last: next.advanced(by: -1))
  }

  public var days: Int { last.number - first.number + 1 }

  public func contains(_ day: Day) -> Bool { first <= day && day <= last }

  /// The stretches of a unit that touch this period, in order; the outer ones may reach beyond it.
  public func split(by unit: Unit) -> [Period] {
    var periods: [Period] = []
    var next = Period(unit, holding: first)
    while next.first <= last {
      periods.append(next)
      next = Period(unit, holding: next.last.advanced(by: 1))
    }
    return periods
  }

  /// The period of the same length that ends the day before; whole months stay whole months.
  public var previous: Period {
    guard let months = wholeMonths else {
      return Period(first: first.advanced(by: -days), last: first.advanced(by: -1))
    }
    return shifted(byMonths: -months)
  }

  /// The same days a year earlier; whole months stay whole months.
  public var yearBefore: Period {
    if wholeMonths != nil { return shifted(byMonths: -12) }
    // 52 weeks, so that Mondays meet Mondays.
    return Period(first: first.advanced(by: -364), last: last.advanced(by: -364))
  }

  /// How many whole calendar months it is; `nil` when it begins or ends inside one.
  public var wholeMonths: Int? {
    guard first == first.startOfMonth, last.advanced(by: 1) == last.startOfNextMonth else {
      return nil
    }
    let (from, to) = (first.civil, last.civil)
    return (to.year - from.year) * 12 + to.month - from.month + 1
  }

  private func shifted(byMonths months: Int) -> Period {
    Period(
      first: Period.month(first, plus: months),
      last: Period.month(last, plus: months).startOfNextMonth.advanced(by: -1))
  }

  private static func month(_ day: Day, plus months: Int) -> Day {
    let (year, month, _) = day.civil
    let index = year * 12 + month - 1 + months
    let wanted = index >= 0 ? (index / 12, index % 12) : ((index - 11) / 12, (index % 12 + 12) % 12)
    return Day(year: wanted.0, month: wanted.1 + 1, day: 1) ?? day
  }
}
