internal import Kernel
internal import Storage

extension Readings {
  /// The periods of a target, the last one the one that holds the day; oldest first.
  ///
  /// Periods before anything was counted, and before the first day that a target judges, are no
  /// past: they are left out.
  func course(
    of target: Target, aim: Goal.Aim, since: Day, today: Day, from db: any Connection
  ) throws -> [Reading] {
    Array(
      try periods(of: target, aim: aim, today: today, from: db)
        .drop { $0.n == 0 && $0.period.last < min(since, today) })
  }

  /// Where a goal asks for certificates, none is a zero and not an unknown.
  private func periods(
    of target: Target, aim: Goal.Aim, today: Day, from db: any Connection
  ) throws -> [Reading] {
    let current = Period(target.unit, holding: today)
    var first = current
    for _ in 0..<Self.periodsBack {
      first = Period(target.unit, holding: first.first.advanced(by: -1))
    }
    let span = Period(first: first.first, last: current.last)
    let question = target.question(of: aim)
    guard target.metric.isOfCertificates else {
      return try series(question, by: target.unit, in: span, from: db)
    }
    return try certificates(
      question, over: span.split(by: target.unit), isAsked: true, from: db)
  }

  /// Two years of months are enough to see a season, and a year of weeks a habit.
  static let periodsBack = 24
}
