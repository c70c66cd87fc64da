internal import Kernel
internal import Statistics
internal import Storage
internal import Web

/// What kinds of conversations the weeks of a report were made of, by how many months ago.
struct WeekMixes {
  private let months: [Int: Strata]

  init(
    _ weeks: Weeks, of subject: Subject, for metrics: some Sequence<Metric>, zone: Zone,
    _ scope: Scope, from db: any Connection
  ) throws {
    guard let first = weeks.all.first?.first, let last = weeks.all.last?.last else {
      months = [:]
      return
    }
    var ages: [Day: Int] = [:]
    for week in weeks.all {
      for day in week.first.number...week.last.number {
        ages[Day(number: day)] = weeks.monthsAgo(week)
      }
    }
    months = try Strata.read(
      for: metrics.map { Question($0, of: subject) }, in: Period(first: first, last: last),
      of: subject, zone: zone, scope, from: db
    ) { ages[$0.day] }
  }

  /// A figure at the mix there was before, by how many of the newest months are now; without those
  /// that cannot be weighed.
  func changes(_ question: Question) -> [Int: WeekCourse.MixedChange] {
    var found: [Int: WeekCourse.MixedChange] = [:]
    for months in 1...WeekCourse.mostMonths {
      let now = sum { $0 < months }
      guard let standardised = now.standardised(question, to: sum { $0 >= months }.mix)?.value,
        let plain = now.standardised(question, to: now.mix)?.value
      else { continue }
      found[months] = WeekCourse.MixedChange(now: plain, standardised: standardised)
    }
    return found
  }

  private func sum(_ isIn: (Int) -> Bool) -> Strata {
    months.keys.sorted().filter(isIn).reduce(into: Strata()) { sum, age in
      if let strata = months[age] { sum.add(strata) }
    }
  }
}
