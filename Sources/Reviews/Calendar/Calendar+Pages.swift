internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// The cycles that run, as calendars the whole team sees.
enum CalendarPages {
  static func add(to routes: Routes) {
    routes.get("/calendar", allow: .read, .account, show)
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let (actor, today, text) = (visit.actor, visit.today, visit.text)
    let courses = try await visit.database.read { db in
      try Course.all(for: actor, on: today, in: db)
    }
    guard !courses.isEmpty else {
      return visit.page(
        text("calendar.title"),
        """
        <p class="lede">\(text("calendar.lede"))</p>
        <div class="empty"><h2>\(text("calendar.empty"))</h2><p>\(text("calendar.empty.why"))</p>
        <a class="button" href="/">\(text("calendar.empty.action"))</a></div>
        """)
    }
    return visit.page(
      text("calendar.title"),
      """
      <p class="lede">\(text("calendar.lede"))</p>
      \(courses.map { CourseView(visit: visit, course: $0).html })
      """)
  }
}

/// One cycle on the page of calendars.
private struct CourseView {
  let visit: Visit
  let course: Course

  private var text: Text { visit.text }
  private var cycle: Cycle { course.cycle }

  var html: HTML {
    let title = CycleState.title(cycle, team: course.team, text)
    let ownership = Ownership(team: cycle.team.rawValue)
    let heading: HTML =
      visit.actor.can(.read, .sampling, ownership)
      ? "<a href=\"\(Path.cycle(cycle.id))\" dir=\"auto\">\(title)</a>"
      : "<span dir=\"auto\">\(title)</span>"
    return """
      <section class="card"><h2>\(heading)</h2>\(mine)
      \(CycleCalendarView(calendar: course.calendar, text: text).table(title, owing: owing))</section>
      """
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
    guard entry.step == .reflect || entry.step == .review, entry.owing > 0 else { return "–" }
    guard visit.actor.can(.change, .sampling, Ownership(team: cycle.team.rawValue)) else {
      return "\(text("calendar.owing.count", ["count": .integer(entry.owing)]))"
    }
    let names = course.owing(entry.step).map { person -> HTML in
      "<li><bdi>\(course.names[person] ?? "–")</bdi></li>"
    }
    return "<ul>\(names)</ul>"
  }
}
