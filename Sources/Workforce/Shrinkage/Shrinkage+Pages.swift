internal import Kernel
internal import Markup
internal import People
internal import Staffing
internal import Storage
internal import Web

/// Where a team's paid hours go, planned and actual, and what planning has to add for it.
enum ShrinkagePages {
  static func add(to routes: Routes) {
    routes.get("/shrinkage", allow: .read, .shrinkage) { visit in try await show(visit) }
    routes.post("/shrinkage", allow: .create, .shrinkage, enter)
    routes.post("/shrinkage/file", allow: .create, .shrinkage, paste)
    routes.get("/shrinkage/{team}/hours.csv", allow: .read, .shrinkage, file)
  }

  /// What was typed and is wrong.
  struct Typed: Sendable {
    var form = Form([])
    var complaint: Complaint?
  }

  private static func show(_ visit: Visit, typed: Typed = Typed()) async throws -> Reply {
    let choice = try await TeamChoice(visit, .shrinkage)
    guard let team = choice.team else {
      return visit.page(
        visit.text("shrinkage.title"),
        PlanningTab.shrinkage.html(visit, nil) + TeamChoice.nothing(visit))
    }
    let (scope, world) = (visit.scope, visit.world)
    let (entries, today, roster) = try await visit.database.read { db in
      let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
      let today = zone.day(of: world.now())
      let last = today.startOfMonth.advanced(by: -1).startOfMonth
      return (
        try PaidHours.all(of: team.id, scope, in: db), today,
        try RosterHours.of(team.id, last, scope, in: db)
      )
    }
    let view = ShrinkageView(
      visit: visit, choice: choice, team: team, entries: entries, today: today, roster: roster,
      typed: typed)
    return visit.page(
      visit.text("shrinkage.title"), view.html,
      status: typed.complaint == nil ? .ok : .unprocessableContent)
  }

  private static func team(_ visit: Visit, _ form: Form) throws -> Team.ID {
    guard let team: Team.ID = form.id("team"),
      visit.actor.can(.create, .shrinkage, Ownership(team: team.rawValue))
    else { throw Problem.notFound }
    return team
  }

  private static func enter(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let team = try team(visit, form)
    let (scope, world) = (visit.scope, visit.world)
    let text = visit.text
    func refused(_ field: String, _ key: String) async throws -> Reply {
      try await show(
        visit, typed: Typed(form: form, complaint: Complaint(field: field, message: text(key))))
    }
    guard let month = Day(iso: form["month"] + "-01") else {
      return try await refused("month", "shrinkage.error.month")
    }
    var hours: [ShrinkageLedger.Cause: Double] = [:]
    for cause in ShrinkageLedger.Cause.allCases {
      let typed = form[cause.rawValue]
      guard typed.isEmpty || form.double(cause.rawValue) != nil else {
        return try await refused(cause.rawValue, "shrinkage.error.hours")
      }
      hours[cause] = form.double(cause.rawValue) ?? 0
    }
    guard let side = PaidHours.Side(rawValue: form["side"]), let paid = form.double("paid"),
      let ledger = ShrinkageLedger(paid: paid, hours: hours)
    else { return try await refused("paid", "shrinkage.error.hours") }
    do {
      try await visit.database.write { db in
        guard try Team.find(team, scope, in: db) != nil else { throw Problem.notFound }
        try PaidHours(team: team, month: month, side: side, ledger: ledger, at: world.now())
          .write(scope: scope, world: world, in: db)
      }
    } catch is PaidHoursError {
      return try await refused("month", "shrinkage.error.month")
    }
    return visit.redirect(
      to: .shrinkage.query([("team", team.text)]), notice: text("shrinkage.saved"))
  }

  private static func paste(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let team = try team(visit, form)
    let (scope, world) = (visit.scope, visit.world)
    let text = visit.text
    func refused(_ message: String) async throws -> Reply {
      try await show(
        visit, typed: Typed(form: form, complaint: Complaint(field: "lines", message: message)))
    }
    do {
      let entries = try PaidHoursFile.read(form["lines"], team: team, at: world.now())
      try await visit.database.write { db in
        guard try Team.find(team, scope, in: db) != nil else { throw Problem.notFound }
        for entry in entries { try entry.write(scope: scope, world: world, in: db) }
      }
      return visit.redirect(
        to: .shrinkage.query([("team", team.text)]),
        notice: text("shrinkage.file.saved", ["count": .integer(entries.count)]))
    } catch PaidHoursError.line(let number) {
      return try await refused(text("shrinkage.error.line", ["number": .integer(number)]))
    } catch is PaidHoursError {
      return try await refused(text("shrinkage.error.month"))
    }
  }

  private static func file(_ visit: Visit) async throws -> Reply {
    let id: Team.ID = try visit.id("team")
    try visit.require(.read, .shrinkage, Ownership(team: id.rawValue))
    let scope = visit.scope
    let entries = try await visit.database.read { db -> [PaidHours] in
      guard try Team.find(id, scope, in: db) != nil else { throw Problem.notFound }
      return try PaidHours.all(of: id, scope, in: db)
    }
    let lines = PaidHoursFile.text(entries)
    return visit.table(name: "paid-hours.csv") {
      (chunk: (String) async throws -> Void) in try await chunk(lines)
    }
  }
}

/// What the published weeks say about a month: a beginning for the ledger, nothing more.
struct RosterHours: Sendable {
  let month: Day
  /// Paid hours of all shifts, and of the days of leave and illness.
  let paid: Double
  let hours: [ShrinkageLedger.Cause: Double]

  /// `nil` where no week of the month was published.
  static func of(
    _ team: Team.ID, _ month: Day, _ scope: Scope, in db: any Connection
  ) throws -> RosterHours? {
    let days = month.startOfMonth..<month.startOfNextMonth
    let last = days.upperBound.advanced(by: -1)
    let duties = try Schedule.published(
      from: days.lowerBound, until: last, of: team, scope, in: db
    ).flatMap(\.duties).filter { days.contains($0.day) }
    guard !duties.isEmpty else { return nil }
    let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
    var hours: [ShrinkageLedger.Cause: Double] = [:]
    let pieces = try ProtectedTime.all(
      from: zone.start(of: days.lowerBound), until: zone.start(of: days.upperBound), of: team,
      scope, in: db)
    for piece in pieces where piece.cancellation == nil {
      let cause: ShrinkageLedger.Cause =
        switch piece.purpose {
        case .training: .training
        case .coaching: .coaching
        case .review: .other
        }
      hours[cause, default: 0] += Double(piece.minutes) / 60
    }
    var paid = duties.reduce(0.0) { $0 + Double($1.paid) / 2 }
    let contracts = try Contract.all(on: last, scope, in: db)
    for absence in try Absence.all(until: last, since: days.lowerBound, scope, in: db)
    where absence.team == team && absence.state == .granted {
      guard let terms = contracts[absence.person]?.terms, terms.days > 0 else { continue }
      let each = Double(terms.minutes) / 60 / Double(terms.days)
      let from = max(absence.first, days.lowerBound)
      let span = max(0, min(absence.last, last).number - from.number + 1)
      let weekdays = (0..<span).map { from.advanced(by: $0).weekday }
      // A week of leave costs as many days as are worked in it, whichever they are.
      let worked = min(
        weekdays.count(where: terms.weekdays.contains), (span + 6) / 7 * terms.days)
      let cause: ShrinkageLedger.Cause =
        switch absence.kind {
        case .leave: .leave
        case .sickness: .sickness
        case .other: .other
        }
      hours[cause, default: 0] += each * Double(worked)
      paid += each * Double(worked)
    }
    return RosterHours(month: month.startOfMonth, paid: paid, hours: hours)
  }
}
