internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// The month of the reader and the cycles that run, as calendars the whole team sees.
enum CalendarPages {
  static func add(to routes: Routes) {
    routes.get("/calendar", allow: .read, .account, show)
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let text = visit.text
    let model = try await visit.database.read { db in try CalendarModel.of(visit, in: db) }
    let asked = visit.query("month").flatMap { Day(iso: $0 + "-01") }
    let month = MonthView(
      visit: visit, first: (asked ?? visit.today).startOfMonth, entries: model.entries(visit))
    let links: HTML = """
      <p class="actions"><a class="button" href="/profile#calendar">\(text("calendar.subscribe"))</a>\(kept(visit))</p>
      """
    guard !model.courses.isEmpty || !model.past.isEmpty else {
      return visit.page(
        text("calendar.title"),
        """
        <p class="lede">\(text("calendar.lede"))</p>\(model.own.isEmpty ? nil : month.html)
        <div class="empty"><h2>\(text("calendar.empty"))</h2><p>\(text("calendar.empty.why"))</p>
        <a class="button" href="/">\(text("calendar.empty.action"))</a></div>
        """)
    }
    let courses = model.courses.map { CourseView(visit: visit, course: $0, model: model).html }
    let past = model.past.map { CourseView(visit: visit, course: $0, model: model).html }
    let before: HTML =
      past.isEmpty
      ? ""
      : """
      <details class="disclosure"><summary>\(text("calendar.past"))</summary>\(past)</details>
      """
    return visit.page(
      text("calendar.title"),
      """
      <p class="lede">\(text("calendar.lede"))</p>\(month.html)\(links)\(next(model, visit))\(courses)\(before)
      """, isWide: true)
  }

  private static func kept(_ visit: Visit) -> HTML {
    guard visit.actor.can(.read, .protectedTime) else { return "" }
    return " <a class=\"button\" href=\"/protected-time\">\(visit.text("protected.title"))</a>"
  }

  /// What the programme of each team does next.
  private static func next(_ model: CalendarModel, _ visit: Visit) -> HTML {
    model.outlooks.sorted { $0.key < $1.key }.compactMap { team, outlook -> HTML? in
      guard let sentence = outlook.sentence(visit.text),
        let name = model.courses.first(where: { $0.cycle.team == team })?.team
      else { return nil }
      let mayRead = visit.actor.can(.read, .sampling, Ownership(team: team.rawValue))
      let title: HTML =
        mayRead
        ? "<a href=\"\(Path.programme(team))\" dir=\"auto\">\(name)</a>"
        : "<strong dir=\"auto\">\(name)</strong>"
      return "<p>\(title): \(sentence)</p>"
    }.joined()
  }
}

/// One cycle on the page of calendars.
private struct CourseView {
  let visit: Visit
  let course: Course
  let model: CalendarModel

  private var text: Text { visit.text }
  private var cycle: Cycle { course.cycle }

  var html: HTML {
    let title = CycleState.title(cycle, team: course.team, text)
    let heading: HTML =
      cycle.isOpen(to: visit.actor)
      ? "<a href=\"\(Path.cycle(cycle.id))\" dir=\"auto\">\(title)</a>"
      : "<span dir=\"auto\">\(title)</span>"
    return """
      <section class="card"><div class="card-header"><h2>\(heading)</h2>\(CycleState.badge(cycle, text))</div>\(mine)\(kept)\(steps(title))</section>
      """
  }

  /// The steps; of what is only planned folded, unless somebody has to do something for it now.
  private func steps(_ title: String) -> HTML {
    let table = CycleCalendarView(calendar: course.calendar, text: text).table(
      title, owing: owing)
    guard cycle.state == .draft, !model.revisions.contains(where: { $0.cycle == cycle.id }) else {
      return table
    }
    return """
      <details class="disclosure"><summary>\(text("cycle.part.steps"))</summary>\(table)</details>
      """
  }

  /// How much time is kept free for it, and how much of that was given up.
  private var kept: HTML {
    guard let tally = model.kept[cycle.id], tally.count > 0 else { return "" }
    return "<p class=\"is-small\">\(tally.sentence(text))</p>"
  }

  /// What the reader still owes, which concerns nobody else.
  private var mine: HTML {
    guard let debt = course.debts[visit.actor.person], cycle.state == .open else { return "" }
    let left = debt.ownLeft + debt.othersLeft
    let sentence =
      left == 0
      ? text("calendar.mine.none")
      : text(
        "calendar.mine", ["own": .integer(debt.ownLeft), "others": .integer(debt.othersLeft)])
    return "<p>\(sentence) <a href=\"\(Path.work)\">\(text("work.title"))</a></p>"
  }

  /// Names for whoever hands out the work, a number for everybody else.
  private func owing(_ entry: CycleCalendar.Entry) -> HTML {
    if entry.step == .agree { return revisions }
    guard entry.step == .reflect || entry.step == .review, entry.owing > 0 else { return "–" }
    guard visit.actor.can(.change, .sampling, Ownership(team: cycle.team.rawValue)),
      cycle.showsDebts
    else {
      let count = text("calendar.owing.count", ["count": .integer(entry.owing)])
      return "<span class=\"is-nowrap\">\(count)</span>"
    }
    let names = course.owing(entry.step).map { person -> HTML in
      "<li><bdi>\(course.names[person] ?? "–")</bdi></li>"
    }
    return "<ul>\(names)</ul>"
  }

  /// What is to be looked at again before this cycle opens, and by whom.
  private var revisions: HTML {
    let due = model.revisions.filter { $0.cycle == cycle.id }
    guard !due.isEmpty else { return "–" }
    let mayRead = visit.actor.can(.read, .sampling, Ownership(team: cycle.team.rawValue))
    let owners = text.list(model.leads[cycle.team] ?? [])
    let items = due.map { revision -> HTML in
      let name = RevisionName.of(revision.subject, text)
      let title: HTML =
        mayRead ? "<a href=\"\(Path.revision(revision.id))\">\(name)</a>" : "\(name)"
      let again: HTML =
        revision.postponements > 0
        ? " <span class=\"row-note\">\(text("revision.postponements", ["count": .integer(revision.postponements)]))</span>"
        : ""
      return "<li>\(title): <bdi>\(owners)</bdi>\(again)</li>"
    }
    return "<ul>\(items)</ul>"
  }
}
