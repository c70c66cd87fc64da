internal import Kernel
internal import Markup
internal import People
internal import Staffing
internal import Storage
internal import Web

/// Who works when: the weeks of a team, planned, changed, repaired and published.
enum SchedulePages {
  static func add(to routes: Routes) {
    routes.get("/schedules", allow: .read, .roster, list)
    routes.get("/schedules/{team}/{week}", allow: .read, .roster) { visit in
      try await show(visit)
    }
    routes.post("/schedules/{team}/{week}/making", allow: .change, .roster, make)
    routes.post("/schedules/{team}/{week}/publication", allow: .change, .roster, publish)
    routes.post("/schedules/{team}/{week}/illness", allow: .change, .roster, reportIll)
    routes.get("/schedules/{team}/{week}/repairs", allow: .change, .roster) { visit in
      try await repairs(visit)
    }
    routes.post("/schedules/{team}/{week}/repairs", allow: .change, .roster, repair)
    routes.get("/schedules/{team}/{week}/duties/{person}/{day}", allow: .change, .roster) {
      visit in try await duty(visit)
    }
    routes.post("/schedules/{team}/{week}/duties/{person}/{day}", allow: .change, .roster, change)
    routes.post("/swaps/{id}/decision", allow: .change, .workWish, decide)
  }

  // MARK: The weeks

  private static func list(_ visit: Visit) async throws -> Reply {
    let choice = try await TeamChoice(visit, .roster)
    guard let team = choice.team else {
      return visit.page(
        visit.text("schedule.title"),
        PlanningTab.schedules.html(visit, nil) + TeamChoice.nothing(visit))
    }
    let (scope, world) = (visit.scope, visit.world)
    let (today, versions) = try await visit.database.read { db in
      let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
      let today = zone.day(of: world.now())
      return (
        today,
        try Schedule.weeks(
          of: team.id, since: Schedule.monday(of: today).advanced(by: -28), scope, in: db)
      )
    }
    let view = ScheduleList(visit: visit, choice: choice, today: today, versions: versions)
    return visit.page(visit.text("schedule.title"), view.html(of: team))
  }

  /// The desk of the path, as far as the actor may do that to the team's weeks.
  static func desk(
    _ visit: Visit, _ action: Action, weeksBack: Int = 1, in db: any Connection, at now: Instant
  ) throws -> ScheduleDesk {
    let team: Team.ID = try visit.id("team")
    guard let day = Day(iso: try visit.segment("week")), Schedule.monday(of: day) == day,
      visit.actor.can(action, .roster, Ownership(team: team.rawValue)),
      let desk = try ScheduleDesk(
        team, day, weeksBack: weeksBack, scope: visit.scope, now: now, in: db)
    else { throw Problem.notFound }
    return desk
  }

  private static func show(
    _ visit: Visit, problem: String? = nil
  ) async throws -> Reply {
    let now = visit.world.now()
    let scope = visit.scope
    let (desk, versions, shown, swaps) = try await visit.database.read { db in
      let desk = try Self.desk(visit, .read, in: db, at: now)
      let mayChange = visit.actor.can(
        .change, .roster, Ownership(team: desk.team.id.rawValue))
      return (
        desk,
        mayChange ? try Schedule.versions(of: desk.team.id, desk.monday, scope, in: db) : [],
        mayChange && desk.draft != nil
          ? try Schedule.shown(of: desk.team.id, desk.monday, scope, in: db) : [],
        mayChange
          ? try ShiftSwap.all(of: desk.team.id, since: desk.monday, scope, in: db)
            .filter { $0.state.isOpen && $0.asker.day <= desk.monday.advanced(by: 6) } : []
      )
    }
    let view = ScheduleView(
      visit: visit, desk: desk, versions: versions, shown: shown, swaps: swaps, problem: problem)
    return visit.page(
      view.title, view.html, status: problem == nil ? .ok : .unprocessableContent, isWide: true)
  }

  // MARK: Planning

  private static func make(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let (now, scope, world) = (visit.world.now(), visit.scope, visit.world)
    let desk = try await visit.database.read { db in
      try Self.desk(visit, .change, weeksBack: ScheduleDesk.memory, in: db, at: now)
    }
    do {
      guard desk.isAhead else { throw ScheduleError.past }
      // The same number of the form gives the same week.
      let seed = form.int("seed").map { UInt64(bitPattern: Int64($0)) } ?? 1
      // Planned outside of the transaction, which then only writes.
      let duties = try desk.made(seed: seed)
      try await visit.database.write { db in
        _ = try desk.write(
          duties, because: .made, seed: seed, scope: scope, world: world, in: db)
      }
      return back(visit, desk, "schedule.made")
    } catch let error as ScheduleError {
      return try await show(visit, problem: error.message(visit.text))
    }
  }

  private static func publish(_ visit: Visit) async throws -> Reply {
    let mayDrop = try await visit.form().bool("drops")
    let (now, scope, world) = (visit.world.now(), visit.scope, visit.world)
    do {
      let desk = try await visit.database.write { db in
        let desk = try Self.desk(visit, .change, in: db, at: now)
        guard let newest = desk.newest else { throw Problem.notFound }
        let shown = try Schedule.shown(of: desk.team.id, desk.monday, scope, in: db)
        guard mayDrop || desk.dropped(by: desk.draft, shown).isEmpty else {
          throw ScheduleError.drops
        }
        try Schedule.publish(newest.id, scope: scope, world: world, in: db)
        return desk
      }
      return back(visit, desk, "schedule.published")
    } catch let error as ScheduleError {
      return try await show(visit, problem: error.message(visit.text))
    }
  }

  private static func back(_ visit: Visit, _ desk: ScheduleDesk, _ notice: String) -> Reply {
    visit.redirect(to: .schedule(desk.team.id, desk.monday), notice: visit.text(notice))
  }

  // MARK: Somebody is ill

  private static func reportIll(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let (now, scope, world) = (visit.world.now(), visit.scope, visit.world)
    guard let person: Person.ID = form.id("person"), let first = form.day("from") else {
      return try await show(visit, problem: visit.text("schedule.error.unknown"))
    }
    let last = form.day("until") ?? first
    do {
      let desk = try await visit.database.write { db in
        let desk = try Self.desk(visit, .change, in: db, at: now)
        guard desk.members.contains(where: { $0.id == person }) else { throw Problem.notFound }
        try desk.reportIll(person, from: first, until: last, scope: scope, world: world, in: db)
        return desk
      }
      let day = min(max(first, desk.monday), desk.monday.advanced(by: 6))
      let path = Path.schedule(desk.team.id, desk.monday).appending("repairs")
      return visit.redirect(
        to: path.query([("day", day.iso)]), notice: visit.text("schedule.ill.saved"))
    } catch let error as WishError {
      return try await show(visit, problem: error.message(visit.text))
    } catch let error as ScheduleError {
      return try await show(visit, problem: error.message(visit.text))
    }
  }

  private static func repairs(_ visit: Visit, problem: String? = nil) async throws -> Reply {
    let now = visit.world.now()
    let wanted = visit.query.day("day")
    let desk = try await visit.database.read { db in
      try Self.desk(visit, .change, in: db, at: now)
    }
    let day = wanted ?? min(max(desk.today, desk.monday), desk.monday.advanced(by: 6))
    guard desk.newest != nil, let board = desk.repairs(on: day) else { throw Problem.notFound }
    let view = RepairView(visit: visit, desk: desk, board: board, problem: problem)
    return visit.page(
      visit.text("schedule.repair.title"), view.html,
      status: problem == nil ? .ok : .unprocessableContent)
  }

  private static func repair(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let (now, scope, world) = (visit.world.now(), visit.scope, visit.world)
    guard let person: Person.ID = form.id("person"), let day = form.day("day"),
      let kind = form.int("kind").flatMap(RosterRepair.Kind.init(rawValue:))
    else { return try await show(visit, problem: visit.text("schedule.error.unknown")) }
    do {
      let desk = try await visit.database.write { db in
        let desk = try Self.desk(visit, .change, in: db, at: now)
        try desk.take(person, kind, on: day, scope: scope, world: world, in: db)
        return desk
      }
      let path = Path.schedule(desk.team.id, desk.monday).appending("repairs")
      return visit.redirect(
        to: path.query([("day", day.iso)]), notice: visit.text("schedule.repaired"))
    } catch let error as ScheduleError {
      return try await show(visit, problem: error.message(visit.text))
    }
  }

  // MARK: One shift

  private static func place(_ visit: Visit) throws -> Schedule.Place {
    let person: Person.ID = try visit.id("person")
    guard let day = Day(iso: try visit.segment("day")) else { throw Problem.notFound }
    return Schedule.Place(person: person, day: day)
  }

  private static func duty(_ visit: Visit, problem: String? = nil) async throws -> Reply {
    let now = visit.world.now()
    let place = try place(visit)
    let desk = try await visit.database.read { db in
      try Self.desk(visit, .change, weeksBack: ScheduleDesk.memory, in: db, at: now)
    }
    guard desk.newest != nil, (0..<7).contains(place.day.number - desk.monday.number),
      desk.people.contains(where: { $0.id == place.person })
    else { throw Problem.notFound }
    let view = DutyView(visit: visit, desk: desk, place: place, problem: problem)
    return visit.page(
      desk.name(of: place.person), view.html,
      status: problem == nil ? .ok : .unprocessableContent, isTitleTheirs: true)
  }

  private static func change(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let place = try place(visit)
    let (now, scope, world) = (visit.world.now(), visit.scope, visit.world)
    guard let change = change(form, place) else {
      return try await duty(visit, problem: visit.text("schedule.error.unknown"))
    }
    do {
      let desk = try await visit.database.write { db in
        let desk = try Self.desk(visit, .change, in: db, at: now)
        guard desk.newest != nil else { throw Problem.notFound }
        guard desk.today <= place.day else { throw ScheduleError.past }
        let after = try desk.after(change)
        _ = try desk.write(
          after.duties, because: .changed, freed: after.freed, scope: scope, world: world, in: db)
        return desk
      }
      return back(visit, desk, "schedule.changed")
    } catch let error as ScheduleError {
      return try await duty(visit, problem: error.message(visit.text))
    }
  }

  private static func change(_ form: Form, _ place: Schedule.Place) -> ScheduleDesk.Change? {
    switch form["do"] {
    case "shift": form.int("start").map { .shift(place, start: $0) }
    case "free": .free(place)
    case "lock": .lock(place, true)
    case "unlock": .lock(place, false)
    case "exchange": Self.place(form["other"]).map { .exchange(place, $0) }
    default: nil
    }
  }

  /// A person and a day as a field of a form holds them.
  static func place(_ text: String) -> Schedule.Place? {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let person = Person.ID(text: parts[0]), let day = Day(iso: parts[1])
    else { return nil }
    return Schedule.Place(person: person, day: day)
  }

  // MARK: Swaps

  private static func decide(_ visit: Visit) async throws -> Reply {
    let id: ShiftSwap.ID = try visit.id("id")
    let form = try await visit.form()
    let (actor, world) = (visit.actor, visit.world)
    let isYes = form["answer"] == "yes"
    let swap = try await visit.database.read { db in
      try ShiftSwap.find(id, actor.scope, in: db)
    }
    guard let swap, actor.can(.change, .workWish, swap.ownership) else { throw Problem.notFound }
    let week = Path.schedule(swap.team, swap.asker.day)
    do {
      try await visit.database.write { db in
        guard let swap = try ShiftSwap.find(id, actor.scope, in: db),
          let desk = try ScheduleDesk(
            swap.team, swap.asker.day, scope: actor.scope, now: world.now(), in: db)
        else { throw Problem.notFound }
        try swap.step(
          isYes ? .approved : .refused, desk: desk, scope: actor.scope, world: world, in: db)
      }
      return visit.redirect(to: week, notice: visit.text("swap.decided"))
    } catch let error as WishError {
      return visit.redirect(to: week, notice: error.message(visit.text))
    } catch let error as ScheduleError {
      return visit.redirect(to: week, notice: error.message(visit.text))
    }
  }
}

extension ShiftSwap {
  /// Whose it is, as the matrix asks: the asker's, and the colleague works on it.
  var ownership: Ownership {
    Ownership(
      person: asker.person.rawValue, team: team.rawValue, assignedTo: other.person.rawValue)
  }
}

extension ScheduleError {
  /// What was refused and what to do.
  func message(_ text: Text) -> String {
    switch self {
    case .nothingToPlan: text("schedule.error.nothing")
    case .stale: text("schedule.error.stale")
    case .unknown: text("schedule.error.unknown")
    case .past: text("schedule.error.past")
    case .noShift: text("schedule.error.noShift")
    case .away: text("schedule.error.away")
    case .rest: text("schedule.error.rest")
    case .contract: text("schedule.error.contract")
    case .kept: text("schedule.error.kept")
    case .drops: text("schedule.error.drops")
    }
  }
}
