internal import Kernel
internal import People
internal import Staffing
internal import Statistics
internal import Storage
internal import Workforce

/// Who works when in one team of the demo, month by month: hours, weeks, training, paid hours.
struct DemoSchedules {
  let story: DemoStory
  let crew: DemoCrew
  let clock: DemoWorld
  /// The number of the team.
  let team: Int

  private var calendar: DemoCalendar { story.calendar }
  private var world: World { clock.world }
  private var lead: Scope { crew.scope(of: crew.leads[team]) }
  private var id: Team.ID { crew.teams[team] }
  private var zone: Zone { calendar.zone }

  private var members: [DemoAgent] { story.cast.agents.filter { $0.team == team } }

  private func person(_ agent: DemoAgent) -> Person.ID { crew.agents[agent.index] }

  // MARK: At the beginning

  /// Agrees on everybody's hours: some of them fewer, and those only until five.
  func agreeOnHours(in db: any Connection) throws {
    let first = Schedule.monday(of: calendar.months[0].advanced(by: -7))
    for agent in members {
      let terms = Contract.Terms(
        from: first, minutes: agent.isPart ? 1_800 : 2_400, days: agent.isPart ? 4 : 5,
        weekdays: [1, 2, 3, 4, 5, 6], earliest: 16, latest: agent.isPart ? 34 : 40)
      try Contract.agree(
        on: terms, with: person(agent), over: 0, team: id, scope: lead, world: world, in: db)
    }
    let wishes: [(place: Int, kind: Wish.Kind, weekday: Int)] =
      team == 0
      ? [(0, .free, 6), (1, .early, 5), (3, .late, 1)] : [(0, .free, 3), (2, .early, 5)]
    for wish in wishes where members.indices.contains(wish.place) {
      let whose = person(members[wish.place])
      try Wish.make(
        wish.kind, for: .weekday(wish.weekday), person: whose,
        today: zone.day(of: world.now()), scope: crew.scope(of: whose), world: world, in: db)
    }
  }

  // MARK: Month by month

  /// Enters the weeks, the sessions and the paid hours of a month on its first morning.
  func play(_ month: Int, in db: any Connection) throws {
    let first = calendar.months[month]
    let today = zone.day(of: calendar.now)
    let next = first.startOfNextMonth
    let monday = Schedule.monday(of: first.advanced(by: 6))
    for week in stride(from: monday.number, to: next.number, by: 7).map(Day.init(number:))
    where week < Schedule.monday(of: today) {
      try Schedule.enter(
        duties(of: week), of: id, week, scope: lead, world: world, in: db)
    }
    try learn(in: first, until: today, db)
    try count(month, in: db)
  }

  /// A plain week, as everybody's own days make it.
  private func duties(of monday: Day) -> [Schedule.Duty] {
    members.flatMap { agent in
      (0..<6).compactMap { offset -> Schedule.Duty? in
        let day = monday.advanced(by: offset)
        return agent.shift(on: day).map {
          Schedule.Duty(person: person(agent), day: day, shift: $0, works: [])
        }
      }
    }
  }

  /// Two sessions a month; every other month one of them is given up for volume.
  private func learn(in month: Day, until today: Day, _ db: any Connection) throws {
    let pair = members.prefix(4).map(person)
    guard pair.count > 1 else { return }
    let number = month.civil.month
    let sessions: [(day: Int, start: Int, subject: String, price: Double, people: [Person.ID])] = [
      (8, 28, "Hearing what worries a customer", 2.4, Array(pair)),
      (16, 20, "Returns: the new procedure", 1.6, Array(pair.suffix(2))),
    ]
    for (place, session) in sessions.enumerated() {
      let day = workday(month.advanced(by: session.day + team))
      guard day < today else { continue }
      let kept = try TrainingSession.keep(
        TrainingOffer(
          day: day, start: session.start, length: 2,
          price: session.price + Double(number % 3) * 0.4),
        place == 0 ? .training : .coaching, subject: session.subject, people: session.people,
        team: id, today: zone.day(of: world.now()), in: zone, scope: lead, world: world, db: db)
      guard place == 1, (number + team).isMultiple(of: 2) else { continue }
      for piece in try ProtectedTime.all(for: .coaching, kept.rawValue, lead, in: db) {
        try piece.cancel(
          because: .volume, note: "Queue above forty all morning", in: zone, scope: lead,
          world: world, db: db)
      }
    }
  }

  private func workday(_ day: Day) -> Day { day.weekday == 7 ? day.advanced(by: 1) : day }

  /// The plan of the month, and what the month before came to.
  private func count(_ month: Int, in db: any Connection) throws {
    var chance = SplitMix64(seed: story.options.seed, purpose: 90 + UInt64(team), number: month)
    let paid = Double(members.count) * 165
    let shares: [(ShrinkageLedger.Cause, Double)] = [
      (.leave, 0.09), (.sickness, 0.04), (.training, 0.02), (.coaching, 0.015), (.meetings, 0.03),
      (.breaks, 0.06), (.other, 0.01),
    ]
    let plan = Dictionary(
      uniqueKeysWithValues: shares.map { ($0, ($1 * paid * 10).rounded() / 10) })
    try write(calendar.months[month], .planned, paid, plan, in: db)
    guard month > 0 else { return }
    var actual = plan
    for (cause, share) in shares {
      let drift = cause == .sickness ? 1.5 : cause == .training ? 0.8 : 1
      let hours = share * paid * drift * max(0.3, 1 + 0.2 * chance.normal())
      actual[cause] = (hours * 10).rounded() / 10
    }
    try write(calendar.months[month - 1], .actual, paid, actual, in: db)
  }

  private func write(
    _ month: Day, _ side: PaidHours.Side, _ paid: Double, _ hours: [ShrinkageLedger.Cause: Double],
    in db: any Connection
  ) throws {
    guard let ledger = ShrinkageLedger(paid: paid, hours: hours) else { return }
    try PaidHours(team: id, month: month, side: side, ledger: ledger, at: world.now())
      .write(scope: lead, world: world, in: db)
  }

  // MARK: Today

  /// This week and the next, planned from what is needed; somebody is ill, a gap is closed, a
  /// session waits in the next week, a swap and some days off wait for the lead.
  func playToday(in db: any Connection) throws {
    let today = zone.day(of: calendar.now)
    let monday = Schedule.monday(of: today)
    try askForDays(today, in: db)
    try begin(monday, until: today, in: db)
    for week in [0, 7, 14] {
      let day = monday.advanced(by: week)
      guard let desk = try desk(day, in: db),
        let duties = try? desk.made(seed: UInt64(100 + week + team), rounds: 15_000)
      else { continue }
      try desk.write(
        duties, because: .made, seed: UInt64(100 + week + team), publishes: week < 14,
        scope: lead, world: world, in: db)
    }
    try beIll(on: today, in: db)
    try place(in: monday.advanced(by: 7), db)
    try swap(in: monday.advanced(by: 7), db)
  }

  /// What was worked of this week so far, as in the weeks before.
  private func begin(_ monday: Day, until today: Day, in db: any Connection) throws {
    guard let desk = try desk(monday, in: db), let pool = desk.need.pools.first else { return }
    let worked = duties(of: monday).filter { $0.day < today }.map {
      Schedule.Duty(
        person: $0.person, day: $0.day, shift: $0.shift, works: pool.queues.map(\.id),
        isLocked: true)
    }
    guard !worked.isEmpty else { return }
    try desk.write(worked, because: .changed, scope: lead, world: world, in: db)
  }

  private func desk(_ day: Day, in db: any Connection) throws -> ScheduleDesk? {
    try ScheduleDesk(id, day, scope: lead, now: world.now(), in: db)
  }

  /// One day off is granted, one waits.
  private func askForDays(_ today: Day, in db: any Connection) throws {
    guard members.count > 3 else { return }
    for (place, days) in [(2, 16), (3, 9)] {
      let whose = person(members[place])
      let first = workday(today.advanced(by: days))
      let asked = try Absence.ask(
        .leave, from: first, until: first.advanced(by: place == 2 ? 4 : 0), person: whose,
        team: id, today: today, scope: crew.scope(of: whose), world: world, in: db)
      guard place == 2 else { continue }
      try Absence.grant(asked, scope: lead, world: world, in: db)
    }
  }

  /// Somebody who should work is ill today, or on Monday; the best repair is taken.
  private func beIll(on today: Day, in db: any Connection) throws {
    for day in [today, today.advanced(by: 1), today.advanced(by: 2)] {
      guard let desk = try desk(day, in: db), let newest = desk.newest,
        let duty = newest.duties.first(where: {
          $0.day == day && crew.place(of: $0.person).map { $0 > 0 } == true
        })
      else { continue }
      try desk.reportIll(
        duty.person, from: day, until: day, scope: lead, world: world, in: db)
      try self.desk(day, in: db)?.takeBest(on: day, scope: lead, world: world, in: db)
      return
    }
  }

  /// Two sessions are placed where the week can best afford them.
  private func place(in monday: Day, _ db: any Connection) throws {
    for (size, subject) in [(1, "Calls that begin badly"), (2, "The new returns desk")] {
      let people = members.prefix(size).map(person)
      guard people.count == size, let desk = try desk(monday, in: db) else { return }
      let offers = ScheduleDesk.best(desk.offers(for: Set(people), length: 2), count: 2)
      guard let offer = offers.last else { continue }
      try TrainingSession.place(
        offer, size == 1 ? .coaching : .training, subject: subject, people: people, desk: desk,
        scope: lead, world: world, in: db)
    }
  }

  /// The first agent would like to exchange a day, and the colleague has agreed.
  private func swap(in monday: Day, _ db: any Connection) throws {
    guard let first = members.first, let desk = try desk(monday, in: db),
      let week = desk.published
    else { return }
    let me = person(first)
    let mine = week.duties.filter { $0.person == me }
    for own in mine {
      for other in week.duties where other.person != me && other.day != own.day {
        let asked = try? ShiftSwap.ask(
          Schedule.Place(person: me, day: own.day),
          for: Schedule.Place(person: other.person, day: other.day), desk: desk,
          scope: crew.scope(of: me), world: world, in: db)
        guard let asked else { continue }
        try ShiftSwap.agree(
          asked, desk: desk, scope: crew.scope(of: other.person), world: world, in: db)
        return
      }
    }
  }
}
