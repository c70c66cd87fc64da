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
    let plans = crew.teams.indices.map { plan(for: month, team: $0) }
    let crew = crew
    let world = clock.world
    cycles[month] = try await database.write { db in
      try zip(zip(crew.teams, crew.leads), plans).map { pair, plan in
        try Cycle.plan(
          plan, for: pair.0, scope: crew.scope(of: pair.1), world: world, in: db)
      }
    }
  }

  /// Agrees on the standing plans of all teams on the first morning of the running month.
  func playProgrammes(of month: Int) async throws {
    guard !story.options.isBrief, month > story.options.months else { return }
    for team in crew.teams.indices where crew.leads.indices.contains(team) {
      let programme = DemoProgramme(story: story, crew: crew, clock: clock, team: team)
      try await database.write { db in try programme.play(in: db) }
    }
  }

  /// The usual plan; the last one is bent so that today lies in the middle of reviewing.
  private func plan(for month: Int, team: Int) -> Plan {
    let calendar = story.calendar
    var plan = Plan.monthly(from: calendar.months[month], scorecard: crew.scorecard.id)
    plan.expertPercent = story.options.isBrief ? 0 : 12
    plan.choose(as: team)
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
  /// Agrees on hours at the beginning, and enters the weeks of a month on its first morning.
  func playSchedules(of month: Int) async throws {
    guard !story.options.isBrief else { return }
    for team in crew.teams.indices where crew.leads.indices.contains(team) {
      let schedules = DemoSchedules(story: story, crew: crew, clock: clock, team: team)
      try await database.write { db in
        if month == 0 { try schedules.agreeOnHours(in: db) }
        try schedules.play(month, in: db)
      }
    }
  }

  /// Plans the weeks around today, which needs what the queues are expected to bring.
  func playWeeks() async throws {
    guard !story.options.isBrief else { return }
    clock.set(story.calendar.now)
    for team in crew.teams.indices where crew.leads.indices.contains(team) {
      let schedules = DemoSchedules(story: story, crew: crew, clock: clock, team: team)
      try await database.write { db in try schedules.playToday(in: db) }
    }
  }

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

extension Plan {
  /// How a team of the demo chooses: the first takes a second look at flagged conversations, the
  /// second shares its reviews out by stability; both let some be added.
  mutating func choose(as team: Int) {
    if team.isMultiple(of: 2) {
      sampling = SamplingRule(purpose: .level, flagged: 6, topUp: 6)
    } else {
      size = SampleSize(minimum: 3)
      sampling = SamplingRule(allocation: .stability, average: 5, topUp: 6)
    }
  }
}
