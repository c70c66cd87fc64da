internal import Kernel
internal import People
internal import Reviews
internal import Storage

/// The standing plan of one team of the demo, with time for reviewing and something postponed.
struct DemoProgramme {
  let story: DemoStory
  let crew: DemoCrew
  let clock: DemoWorld
  /// The number of the team.
  let team: Int

  private var calendar: DemoCalendar { story.calendar }
  private var lead: Scope { crew.scope(of: crew.leads[team]) }
  private var isFirst: Bool { team == 0 }

  /// Agrees on the plan as it is from this month on, and lets what follows from it happen.
  func play(in db: any Connection) throws {
    let today = calendar.zone.day(of: clock.world.now())
    var rules = Plan.monthly(from: today, scorecard: crew.scorecard.id)
    rules.choose(as: team)
    let terms = Terms(
      startsOn: today.startOfMonth, scorecard: crew.scorecard.scorecard,
      rules: rules,
      reviewingHours: ProtectedHours(
        days: [2, 3, 4], from: 9 * 3600, until: 12 * 3600, minutes: 45),
      scorecardEvery: isFirst ? 2 : 1, benchmarksEvery: isFirst ? 1 : 3)
    let programme = try Programme.agree(
      on: terms, for: crew.teams[team], over: 0, scope: lead, world: clock.world, in: db)
    try programme.advance(scope: lead, world: clock.world, in: db)
    try giveUpTime(in: db)
    if isFirst { try postpone(programme, in: db) }
  }

  /// A busy Monday and a day away cost a few blocks.
  private func giveUpTime(in db: any Connection) throws {
    let causes: [(place: Int, cause: ProtectedTime.Cause, note: String)] =
      isFirst
      ? [
        (0, .volume, "Everybody was needed after the outage"), (2, .absence, ""),
        (4, .volume, "Monday peak"),
      ] : [(0, .volume, "Queue above forty")]
    let open = try Cycle.all(of: crew.teams[team], lead, in: db).first { $0.state == .open }
    guard let open else { return }
    let all = try ProtectedTime.all(for: .review, open.id.rawValue, lead, in: db)
    // Whom most visitors sign in as has theirs still ahead.
    let blocks = all.filter { crew.place(of: $0.person) != 0 }
    if let own = all.first(where: { crew.place(of: $0.person) == 0 }) { try move(own, in: db) }
    for entry in causes where blocks.indices.contains(entry.place) {
      try blocks[entry.place].cancel(
        because: entry.cause, note: entry.note, in: calendar.zone, scope: lead,
        world: clock.world, db: db)
    }
  }

  /// Somebody moves theirs to a day after tomorrow.
  private func move(_ block: ProtectedTime, in db: any Connection) throws {
    let day = calendar.zone.day(of: calendar.now).advanced(by: 2)
    let workday = day.weekday == 7 ? day.advanced(by: 1) : day
    try block.move(
      to: min(workday, block.lastDay), second: 14 * 3600, in: calendar.zone,
      scope: crew.scope(of: block.person), world: clock.world, db: db)
  }

  private func postpone(_ programme: Programme, in db: any Connection) throws {
    let waiting = try Revision.all(of: programme.id, lead, in: db).first {
      $0.subject == .benchmarks && $0.decision == nil
    }
    try waiting?.decide(
      .postponed, because: "Two colleagues are new; their first examples come next month.",
      scope: lead, world: clock.world, in: db)
  }
}
