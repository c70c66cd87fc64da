internal import Kernel
internal import Markup
internal import People
internal import Staffing
internal import Storage
internal import Web

/// One's own published week, the colleagues' beside it, and swaps.
enum MyWeekPages {
  static func add(to routes: Routes) {
    routes.get("/my-week", allow: .read, .roster) { visit in try await show(visit) }
    routes.post("/my-week/swaps", allow: .create, .workWish, ask)
    routes.post("/swaps/{id}/answer", allow: .use, .workWish, answer)
    routes.post("/swaps/{id}/withdrawal", allow: .remove, .workWish, withdraw)
  }

  private static func desk(
    _ actor: Actor, _ day: Day?, at now: Instant, in db: any Connection
  ) throws -> ScheduleDesk? {
    guard let home = try Membership.teams(of: actor.person, actor.scope, in: db).first else {
      return nil
    }
    let zone = try Workspace.find(actor.scope, in: db)?.zone ?? .utc
    return try ScheduleDesk(
      home, day ?? zone.day(of: now), weeksBack: 1, scope: actor.scope, now: now, in: db)
  }

  private static func show(_ visit: Visit, problem: String? = nil) async throws -> Reply {
    let (actor, now) = (visit.actor, visit.world.now())
    let wanted = visit.query.day("week")
    let found = try await visit.database.read { db -> (ScheduleDesk, [ShiftSwap])? in
      guard let desk = try Self.desk(actor, wanted, at: now, in: db) else { return nil }
      let swaps = try ShiftSwap.all(of: desk.team.id, since: desk.today, actor.scope, in: db)
      return (
        desk,
        swaps.filter { $0.asker.person == actor.person || $0.other.person == actor.person }
      )
    }
    guard let (desk, swaps) = found else {
      return visit.page(visit.text("week.title"), TeamChoice.nothing(visit))
    }
    let view = MyWeekView(visit: visit, desk: desk, swaps: swaps, problem: problem)
    return visit.page(
      visit.text("week.title"), view.html, status: problem == nil ? .ok : .unprocessableContent)
  }

  private static func ask(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let (actor, world) = (visit.actor, visit.world)
    guard let day = form.day("own"), let other = SchedulePages.place(form["other"]) else {
      return try await show(visit, problem: WishError.noShift.message(visit.text))
    }
    do {
      try await visit.database.write { db in
        guard let desk = try Self.desk(actor, day, at: world.now(), in: db) else {
          throw Problem.notFound
        }
        _ = try ShiftSwap.ask(
          Schedule.Place(person: actor.person, day: day), for: other, desk: desk,
          scope: actor.scope, world: world, in: db)
      }
      return visit.redirect(to: .ownWeek(day), notice: visit.text("swap.asked"))
    } catch let error as WishError {
      return try await show(visit, problem: error.message(visit.text))
    }
  }

  private static func answer(_ visit: Visit) async throws -> Reply {
    let isYes = try await visit.form()["answer"] == "yes"
    return try await step(visit, .use, isYes ? .agreed : .declined)
  }

  private static func withdraw(_ visit: Visit) async throws -> Reply {
    try await step(visit, .remove, .withdrawn)
  }

  private static func step(
    _ visit: Visit, _ action: Action, _ state: ShiftSwap.State
  ) async throws -> Reply {
    let id: ShiftSwap.ID = try visit.id("id")
    let (actor, world) = (visit.actor, visit.world)
    do {
      let day = try await visit.database.write { db in
        guard let swap = try ShiftSwap.find(id, actor.scope, in: db),
          actor.can(action, .workWish, swap.ownership),
          let desk = try ScheduleDesk(
            swap.team, swap.asker.day, weeksBack: 1, scope: actor.scope, now: world.now(), in: db)
        else { throw Problem.notFound }
        try swap.step(state, desk: desk, scope: actor.scope, world: world, in: db)
        return swap.asker.day
      }
      return visit.redirect(to: .ownWeek(day), notice: visit.text("swap.answered"))
    } catch let error as WishError {
      return try await show(visit, problem: error.message(visit.text))
    }
  }
}

/// One's own week day by day, and what one can do about it.
struct MyWeekView {
  let visit: Visit
  let desk: ScheduleDesk
  let swaps: [ShiftSwap]
  let problem: String?

  private var text: Text { visit.text }
  private var me: Person.ID { visit.actor.person }

  private var own: [Schedule.Duty] {
    (desk.published?.duties ?? []).filter { $0.person == me }.sorted { $0.day < $1.day }
  }

  var html: HTML {
    let complaint: HTML? = problem.map {
      "<p class=\"notice is-bad\" role=\"alert\">\($0)</p>"
    }
    let minutes = own.reduce(0) { $0 + $1.paid * 30 }
    let lede =
      desk.published == nil
      ? text("week.lede.none", ["day": .string(text.day(desk.monday))])
      : text(
        "week.lede",
        [
          "day": .string(text.day(desk.monday)), "count": .integer(own.count),
          "hours": .string(text.hours(minutes: minutes)),
        ])
    return """
      <p class="lede">\(lede)</p>\(neighbours)\(complaint)\(week)\(swapList)\(asking)
      <p class="row"><a href="\(Path.timeOff)">\(text("week.timeOff"))</a> <a href="\(Path.fairness)">\(text("week.fairness"))</a>
      <a href="\(Path.schedule(desk.team.id, desk.monday))">\(text("week.team"))</a> <a href="/profile#calendar">\(text("week.calendar"))</a></p>
      """
  }

  private var neighbours: HTML {
    """
    <nav class="row" aria-label="\(text("schedule.weeks"))"><a class="button is-small" href="\(Path.ownWeek(desk.monday.advanced(by: -7)))" rel="prev">\(text("schedule.before"))</a>\
    <a class="button is-small" href="\(Path.ownWeek(desk.monday.advanced(by: 7)))" rel="next">\(text("schedule.after"))</a></nav>
    """
  }

  private var week: HTML {
    guard desk.published != nil else {
      return """
        <div class="empty"><h2>\(text("week.empty"))</h2><p>\(text("week.empty.why"))</p></div>
        """
    }
    let rows = (0..<7).map { desk.monday.advanced(by: $0) }.map { day -> HTML in
      let duty = own.first { $0.day == day }
      let isAway = desk.isAway(me, on: day)
      let words =
        duty.map { text.span($0.shift.start, $0.shift.end) }
        ?? (isAway ? text("schedule.away") : text("schedule.free"))
      let pause =
        duty.flatMap { duty in
          duty.shift.pauses.first.map {
            text.span(duty.shift.start + $0, duty.shift.start + $0 + duty.shift.pauses.count)
          }
        } ?? "–"
      let kept = desk.kept.filter { $0.person == me && desk.zone.day(of: $0.from) == day }
        .map { piece -> HTML in
          """
          <a href="\(Path.protectedTime(piece.id))"><bdi>\(ClockTime.text(desk.zone.secondOfDay(of: piece.from)))</bdi> \(piece.purposeName(text))</a> 
          """
        }
      let today: HTML =
        day == desk.today ? " <span class=\"badge is-active\">\(text("week.today"))</span>" : ""
      return """
        <tr><th scope="row">\(Weekday.name(day.weekday, text)) \(text.dayElement(day))\(today)</th><td><bdi>\(words)</bdi></td>
        <td><bdi>\(pause)</bdi></td><td>\(kept.isEmpty ? "–" : kept.joined())</td></tr>
        """
    }
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("week.title"))">
      <table><thead><tr><th scope="col">\(text("coverage.day"))</th><th scope="col">\(text("week.shift"))</th>
      <th scope="col">\(text("contract.pause"))</th><th scope="col">\(text("week.kept"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  // MARK: Swaps

  private var swapList: HTML {
    guard !swaps.isEmpty else { return "" }
    let rows = swaps.map { swap -> HTML in
      let path = ("/swaps" as Path).appending(swap.id.text)
      let forms: HTML
      if swap.state == .asked, swap.other.person == me {
        forms = """
          <form class="actions" method="post" action="\(path.appending("answer"))">\(visit.csrf)<button class="is-primary" name="answer" value="yes">\(text("swap.agree"))</button>
          <button name="answer" value="no">\(text("swap.decline"))</button></form>
          """
      } else if swap.state.isOpen, swap.asker.person == me {
        forms = """
          <form class="actions" method="post" action="\(path.appending("withdrawal"))">\(visit.csrf)<button>\(text("absence.withdraw"))</button></form>
          """
      } else {
        forms = ""
      }
      return """
        <li class="card"><p>\(SwapWords.sentence(swap, desk, text))</p><p class="is-soft">\(SwapWords.state(swap.state, text))</p>\(forms)</li>
        """
    }
    return "<section><h2>\(text("swap.title"))</h2><ul class=\"cards\">\(rows)</ul></section>"
  }

  private var asking: HTML {
    let mine = own.filter { desk.today < $0.day }
    let others = (desk.published?.duties ?? []).filter { $0.person != me && desk.today < $0.day }
      .sorted { ($0.day, $0.shift.start, $0.person) < ($1.day, $1.shift.start, $1.person) }
    guard let first = mine.first, let other = others.first,
      visit.actor.can(
        .create, .workWish, Ownership(person: me.rawValue, team: desk.team.id.rawValue))
    else { return "" }
    let view = FormView(text)
    func label(_ duty: Schedule.Duty) -> String {
      "\(Weekday.name(duty.day.weekday, text)) \(text.span(duty.shift.start, duty.shift.end))"
    }
    return """
      <section class="card"><h2>\(text("swap.ask"))</h2><p class="hint">\(text("swap.ask.hint"))</p>
      <form class="form" method="post" action="/my-week/swaps">\(visit.csrf)<div class="fields">
      \(view.select("own", text("swap.own"), mine.map { ($0.day.iso, label($0)) }, selected: first.day.iso))
      \(view.select("other", text("swap.for"), others.map { ("\($0.person.text) \($0.day.iso)", "\(label($0)) · \(desk.name(of: $0.person))") }, selected: "\(other.person.text) \(other.day.iso)"))
      </div><div class="form-actions"><button>\(text("swap.ask"))</button></div></form></section>
      """
  }
}

extension Agenda {
  /// A person's published shifts.
  static let shifts = Agenda { person, text, since, db in
    let scope = person.scope
    let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
    return try Schedule.published(from: since, until: since.advanced(by: 366), scope, in: db)
      .flatMap { schedule in
        schedule.duties.filter { $0.person == person.person && $0.day >= since }.map { duty in
          let pause = duty.shift.pauses.first.map {
            text(
              "duty.pause",
              [
                "span": .string(
                  text.span(
                    duty.shift.start + $0, duty.shift.start + $0 + duty.shift.pauses.count))
              ])
          }
          return CalendarEvent(
            key: "shift-\(person.person)-\(duty.day.iso)", title: text("week.event"),
            note: pause ?? "",
            span: .moments(
              from: zone.instant(of: duty.day, second: duty.shift.start * 1_800),
              until: zone.instant(of: duty.day, second: duty.shift.end * 1_800)),
            path: .ownWeek(duty.day), changedAt: schedule.publishedAt ?? schedule.at,
            revision: schedule.number)
        }
      }
  }
}
