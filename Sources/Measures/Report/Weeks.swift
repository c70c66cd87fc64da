internal import Kernel
internal import Statistics

/// The whole weeks, Monday to Sunday, that end in a month, and those of the six months before.
struct Weeks: Hashable, Sendable {
  let month: Period
  let recent: [Period]
  let past: [Period]

  /// The oldest first.
  var all: [Period] { past + recent }

  init(_ month: Period, today: Day) {
    self.month = month
    let start = ReportReader.month(month, minus: PersonalFindings.pastMonths).first
    let all = Period(first: start, last: month.last).split(by: .week).filter {
      $0.last >= start && $0.last <= month.last && $0.last < today
    }
    recent = all.filter { month.contains($0.last) }
    past = all.filter { $0.last < month.first }
  }

  /// Readings of all weeks as they are tested; what may still change, and the first week ever, which
  /// may be half of one, are left out.
  func told(_ readings: [Reading]) -> [WeekCourse.Week] {
    let known = zip(all, readings).filter { _, reading in
      reading.absence == nil && !reading.isProvisional && reading.n > 0
    }
    let isFromTheStart = known.first?.1.period.first != readings.first?.period.first
    return known.dropFirst(isFromTheStart ? 1 : 0).map { week, reading in
      WeekCourse.Week(
        monthsAgo: monthsAgo(week), hits: reading.numerator, n: reading.denominator,
        value: reading.metric.kind == .share || reading.metric.kind == .count
          ? nil : reading.estimate.value)
    }
  }

  func monthsAgo(_ week: Period) -> Int {
    let (from, to) = (week.last.civil, month.last.civil)
    return (to.year - from.year) * 12 + to.month - from.month
  }
}
