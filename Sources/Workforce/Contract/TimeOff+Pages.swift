internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// Days off and wishes: one's own, and for those who decide the ones of a team.
enum TimeOffPages {
  static func add(to routes: Routes) {
    routes.get("/time-off", allow: .read, .workWish) { visit in try await show(visit) }
    routes.post("/time-off", allow: .create, .workWish, ask)
    routes.post("/time-off/{id}/decision", allow: .change, .workWish, decide)
    routes.post("/time-off/{id}/withdrawal", allow: .remove, .workWish, withdraw)
    routes.post("/wishes", allow: .create, .workWish, wish)
    routes.post("/wishes/{id}/end", allow: .remove, .workWish, end)
  }

  /// How many weeks the calendar looks ahead.
  private static let weeks = 8

  private static func show(
    _ visit: Visit, problem: WishError? = nil
  ) async throws -> Reply {
    let choice = try await TeamChoice(visit, .workWish)
    let (actor, world) = (visit.actor, visit.world)
    let model = try await visit.database.read { db in
      try Self.model(actor, choice.team?.id, world: world, in: db)
    }
    let view = TimeOffView(visit: visit, choice: choice, model: model, problem: problem)
    return visit.page(
      visit.text("absence.title"), view.html, status: problem == nil ? .ok : .unprocessableContent)
  }

  private static func model(
    _ actor: Actor, _ team: Team.ID?, world: World, in db: any Connection
  ) throws -> TimeOffView.Model {
    let scope = actor.scope
    let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
    let today = zone.day(of: world.now())
    let homes = try Membership.all(scope, in: db)
    let home = homes[actor.person]?.first
    // Who may not see a team still sees how many of the own one are away.
    let about = team ?? home
    let absences = try Absence.all(since: today.advanced(by: -14), scope, in: db)
    let members = try Person.all(scope, in: db).filter {
      $0.isActive && about != nil && homes[$0.id]?.first == about
    }
    let readable = absences.filter {
      actor.can(
        .read, .workWish, Ownership(person: $0.person.rawValue, team: $0.team.rawValue))
    }
    var days: [TimeOffView.Forecast] = []
    if let about, actor.can(.change, .workWish, Ownership(team: about.rawValue)) {
      days = try forecasts(
        absences.filter { $0.team == about && $0.state == .asked }, about,
        scope: scope, now: world.now(), in: db)
    }
    let contracts = try Contract.all(on: today, scope, in: db)
    return TimeOffView.Model(
      today: today, home: home,
      own: absences.filter { $0.person == actor.person },
      team: readable.filter { $0.team == about && $0.person != actor.person },
      away: absences.filter { $0.team == about },
      members: members.sorted {
        ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id)
      },
      rostered: members.count { (contracts[$0.id]?.terms.minutes ?? 0) > 0 },
      wishes: try Wish.all(scope, in: db).filter {
        $0.person == actor.person && $0.endedAt == nil
      }, forecasts: days, weeks: weeks)
  }

  /// What a day would be like without whoever asks for it, where a roster is known.
  private static func forecasts(
    _ asked: [Absence], _ team: Team.ID, scope: Scope, now: Instant, in db: any Connection
  ) throws -> [TimeOffView.Forecast] {
    var desks: [Day: ScheduleDesk] = [:]
    return try asked.prefix(8).flatMap { absence -> [TimeOffView.Forecast] in
      let days = (0...min(6, absence.last.number - absence.first.number))
        .map { absence.first.advanced(by: $0) }
      return try days.compactMap { day in
        let monday = Schedule.monday(of: day)
        if desks[monday] == nil {
          desks[monday] = try ScheduleDesk(
            team, monday, weeksBack: 1, scope: scope, now: now, in: db)
        }
        return desks[monday]?.forecast(of: absence, on: day)
      }
    }
  }

  private static func ask(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let (actor, world) = (visit.actor, visit.world)
    let person: Person.ID = form.id("person") ?? actor.person
    guard let first = form.day("from"), let last = form.day("until") ?? form.day("from"),
      let kind = Absence.Kind(rawValue: form["kind"])
    else { return try await show(visit, problem: .day) }
    do {
      try await visit.database.write { db in
        let scope = actor.scope
        guard let team = try Membership.teams(of: person, scope, in: db).first,
          actor.can(
            .create, .workWish, Ownership(person: person.rawValue, team: team.rawValue))
        else { throw Problem.notFound }
        // An illness is said by whoever leads the team, or by oneself.
        let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
        _ = try Absence.ask(
          kind, from: first, until: last, person: person, team: team,
          today: zone.day(of: world.now()), scope: scope, world: world, in: db)
      }
      return visit.redirect(to: .timeOff, notice: visit.text("absence.saved"))
    } catch let error as WishError {
      return try await show(visit, problem: error)
    }
  }

  private static func decide(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let state: Absence.State = form["state"] == "granted" ? .granted : .refused
    return try await step(visit, .change, state, note: form["note"])
  }

  private static func withdraw(_ visit: Visit) async throws -> Reply {
    try await step(visit, .remove, .withdrawn, note: "")
  }

  private static func step(
    _ visit: Visit, _ action: Action, _ state: Absence.State, note: String
  ) async throws -> Reply {
    let id: Absence.ID = try visit.id("id")
    let (actor, world) = (visit.actor, visit.world)
    do {
      let team = try await visit.database.write { db in
        guard let absence = try Absence.find(id, actor.scope, in: db),
          actor.can(
            action, .workWish,
            Ownership(person: absence.person.rawValue, team: absence.team.rawValue))
        else { throw Problem.notFound }
        try absence.decide(state, note: note, scope: actor.scope, world: world, in: db)
        return absence.team
      }
      let isOwn = action == .remove
      return visit.redirect(
        to: isOwn ? .timeOff : .timeOff.query([("team", team.text)]),
        notice: visit.text("absence.decided"))
    } catch let error as WishError {
      return try await show(visit, problem: error)
    }
  }

  private static func wish(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let (actor, world) = (visit.actor, visit.world)
    let occasion: Wish.Occasion? =
      if let weekday = form.int("weekday"), weekday > 0 {
        .weekday(weekday)
      } else {
        form.day("day").map { .day($0) }
      }
    guard let occasion, let kind = Wish.Kind(rawValue: form["kind"]) else {
      return try await show(visit, problem: .day)
    }
    do {
      try await visit.database.write { db in
        let zone = try Workspace.find(actor.scope, in: db)?.zone ?? .utc
        guard actor.can(.create, .workWish, Ownership(person: actor.person.rawValue)) else {
          throw Problem.notFound
        }
        _ = try Wish.make(
          kind, for: occasion, person: actor.person, today: zone.day(of: world.now()),
          scope: actor.scope, world: world, in: db)
      }
      return visit.redirect(to: .timeOff, notice: visit.text("wish.saved"))
    } catch let error as WishError {
      return try await show(visit, problem: error)
    }
  }

  private static func end(_ visit: Visit) async throws -> Reply {
    let id: Wish.ID = try visit.id("id")
    let (actor, world) = (visit.actor, visit.world)
    do {
      try await visit.database.write { db in
        try Wish.end(id, person: actor.person, scope: actor.scope, world: world, in: db)
      }
      return visit.redirect(to: .timeOff, notice: visit.text("wish.ended"))
    } catch WishError.unknown {
      throw Problem.notFound
    } catch let error as WishError {
      return try await show(visit, problem: error)
    }
  }
}

extension ScheduleDesk {
  /// What a day is like with and without somebody who asks to be away.
  func forecast(of absence: Absence, on day: Day) -> TimeOffView.Forecast {
    let index = day.number - monday.number
    let planned = standing?.duty(of: absence.person, on: day)
    let coming = people.count { person in
      contracts[person.id]?.terms.weekdays.contains(day.weekday) == true
        && !isAway(person.id, on: day)
    }
    guard let standing, planned != nil else {
      return TimeOffView.Forecast(
        absence: absence.id, day: day, coming: coming, isPlanned: false, before: nil, after: nil)
    }
    var without = standing
    without.duties.removeAll { $0.person == absence.person && $0.day == day }
    return TimeOffView.Forecast(
      absence: absence.id, day: day, coming: coming, isPlanned: true,
      before: chance(coverage(of: standing), index),
      after: chance(coverage(of: without), index))
  }
}

extension WishError {
  /// What was refused and what to do.
  func message(_ text: Text) -> String {
    switch self {
    case .unknown: text("wish.error.unknown")
    case .day: text("wish.error.day")
    case .tooMany: text("wish.error.tooMany", ["count": .integer(Wish.most)])
    case .overlaps: text("wish.error.overlaps")
    case .decided: text("wish.error.decided")
    case .noShift: text("wish.error.noShift")
    case .notPossible: text("wish.error.notPossible")
    }
  }
}
