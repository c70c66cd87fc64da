internal import Kernel
internal import People
internal import Statistics
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

  /// Passes of certificates are facts of their own; every other metric comes from the roll-ups.
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
    guard target.metric == .certificates else {
      return try series(question, by: target.unit, in: span, from: db)
    }
    let people: [Person.ID]? =
      switch aim {
      case .centre: nil
      case .team(let id): try Person.members(of: id, scope, in: db).map(\.id)
      case .person(let id): [id]
      }
    let passes = try Certificate.all(of: people, in: span, scope, in: db)
    return span.split(by: target.unit).map { period in
      let count = passes.count { period.contains($0.passedOn) }
      return Reading(
        question, over: period,
        estimate: Estimate(
          value: Double(count), lower: nil, upper: nil, n: count, method: .normal),
        numerator: count, denominator: 1)
    }
  }

  /// Two years of months are enough to see a season, and a year of weeks a habit.
  static let periodsBack = 24
}
