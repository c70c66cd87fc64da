internal import Kernel
internal import Reviews
internal import Storage

extension DemoStaging {
  /// Plans the cycles of a month on its first morning, so that the seeds are promised before.
  mutating func planCycles(of month: Int) async throws {
    guard !story.options.isBrief || month >= story.options.months else { return }
    let calendar = story.calendar
    let morning = calendar.zone.instant(of: calendar.months[month], second: 7 * 3600)
    clock.set(min(morning, calendar.now))
    let plan = plan(for: month)
    let crew = crew
    let world = clock.world
    cycles[month] = try await database.write { db in
      try zip(crew.teams, crew.leads).map { team, lead in
        try Cycle.plan(plan, for: team, scope: crew.scope(of: lead), world: world, in: db)
      }
    }
  }

  /// The usual plan; the last one is bent so that today lies in the middle of reviewing.
  private func plan(for month: Int) -> Plan {
    let calendar = story.calendar
    var plan = Plan.monthly(from: calendar.months[month], scorecard: crew.scorecard.id)
    guard month == story.options.months else { return plan }
    let today = calendar.zone.day(of: calendar.now)
    plan.reflectBy = max(plan.lastDay, today.advanced(by: -1))
    plan.reviewBy = today.advanced(by: 8)
    plan.shareOn = today.advanced(by: 9)
    return plan
  }

  /// Plays the workshops in which the team found its first examples.
  func playWorkshops() async throws {
    guard !story.options.isBrief else { return }
    let workshop = DemoWorkshop(story: story, crew: crew, clock: clock)
    try await database.write { db in try workshop.play(in: db) }
  }

  /// Plays the cycles that look at a month, after its last conversation.
  mutating func playCycles(of month: Int) async throws {
    guard month <= story.options.months, let cycles = cycles[month] else { return }
    for (cycle, lead) in zip(cycles, crew.leads) {
      let round = DemoRound(
        story: story, crew: crew, clock: clock, cycle: cycle, month: month,
        lead: crew.scope(of: lead))
      let played = try await database.write { db in
        var round = round
        try round.play(in: db)
        return round.counts
      }
      counts.add(played)
    }
  }
}

extension DemoStaging {
  /// Plays the calibrations of a month; demos made for measuring have none.
  func playCalibrations(of month: Int) async throws {
    guard !story.options.isBrief, month <= story.options.months else { return }
    for team in crew.teams.indices where crew.leads.indices.contains(team) {
      let session = DemoCalibration(
        story: story, crew: crew, clock: clock, team: team, month: month)
      try await database.write { db in try session.play(in: db) }
    }
  }
}

extension DemoReport.Counts {
  fileprivate mutating func add(_ other: Self) {
    cycles += other.cycles
    reviews += other.reviews
    submitted += other.submitted
    drafts += other.drafts
  }
}
