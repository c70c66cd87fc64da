internal import Kernel
internal import Storage
internal import Web

/// A target with all its wordings and how it went.
struct TargetCourse: Sendable {
  let wordings: [Target]
  let readings: [Reading]
  let course: GoalCourse
  /// The wording that counts on the day the page is read; of two, the later.
  let target: Target
  /// A wording that counts from a later day on.
  let coming: Target?

  init?(
    _ wordings: [Target], aim: Goal.Aim, _ readings: Readings, today: Day, in db: any Connection
  )
    throws
  {
    guard let newest = wordings.last, !newest.isEnded else { return nil }
    self.wordings = wordings
    self.readings = try readings.course(
      of: newest, aim: aim, since: wordings.first?.from ?? newest.from, today: today, from: db)
    course = GoalCourse(wordings, readings: self.readings, today: today)
    let current = wordings.last { $0.from <= today } ?? newest
    target = current
    coming = newest.from > today && newest != current ? newest : nil
  }

  /// The targets of some goals that still stand, by goal.
  static func all(
    of goals: [Goal], _ visit: Visit, _ published: [PublishedFigure], in db: any Connection
  ) throws -> [Goal.ID: [TargetCourse]] {
    let now = visit.world.now()
    let today = visit.text.zone.day(of: now)
    let readings = Readings(scope: visit.scope, now: now, published: published)
    let wordings = try Target.wordings(of: goals.map(\.id), visit.scope, in: db)
    return try goals.reduce(into: [:]) { found, goal in
      found[goal.id] = try (wordings[goal.id] ?? []).compactMap {
        try TargetCourse($0, aim: goal.aim, readings, today: today, in: db)
      }
    }
  }
}
