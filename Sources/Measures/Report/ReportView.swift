internal import Kernel
internal import Markup
internal import Statistics
internal import Web

/// The report on a page and on paper: what happened, what really changed, what is shared and what
/// is personal, how goals stand, what was worked on and what comes next.
struct ReportView {
  let model: ReportModel
  let text: Text
  /// Whether its words lead anywhere; a file that stands alone leads nowhere.
  let hasLinks: Bool

  private var sentences: ReportSentences { ReportSentences(model: model, text: text) }
  private var charts: ReportCharts { ReportCharts(model: model, text: text, hasLinks: hasLinks) }

  var html: HTML {
    "<p class=\"lede\">\(sentences.lede)</p>\(notices)\(model.isEmpty ? empty : content)"
  }

  private var notices: HTML {
    model.isRunning ? "<p class=\"notice\">\(text("report.running"))</p>" : ""
  }

  private var empty: HTML {
    """
    <div class="empty"><h2>\(text("report.empty"))</h2><p>\(text("report.empty.why"))</p></div>\(goals)\(plans)
    """
  }

  private var content: HTML {
    "\(changes)\(weaknesses)\(weekdays)\(figures)\(goals)\(plans)\(how)"
  }

  // MARK: What really changed

  private var changes: HTML {
    let claims = sentences.changes
    let explained = model.report.explained.map { "<p>\(sentences.explained($0))</p>" as HTML }
    let list: HTML =
      claims.isEmpty
      ? "<p>\(text("report.changes.none"))</p>"
      : "<ul class=\"stack\">\(claims.map(line))</ul>"
    return """
      <section class="stack"><h2>\(text("report.changes"))</h2>\(list)\(explained)\(hasNewFigure ? charts.courses : [])</section>
      """
  }

  /// Whether the charts show what changed, and not what customers feel first.
  private var hasNewFigure: Bool {
    model.claims.contains { if case .figure = $0.matter { true } else { false } }
  }

  private func line(_ claim: Report.Claim) -> HTML {
    let badge: HTML? = sentences.isGood(claim).map { isGood in
      isGood
        ? "<span class=\"badge is-good\">\(text("measure.verdict.better"))</span> "
        : "<span class=\"badge is-bad\">\(text("measure.verdict.worse"))</span> "
    }
    return "<li>\(badge)\(sentences.sentence(claim))</li>"
  }

  // MARK: Shared or personal

  private var weaknesses: HTML? {
    guard !model.marks.marks.isEmpty, let newest = model.marks.newest else { return nil }
    let claims = sentences.weaknesses
    let list: HTML =
      claims.isEmpty
      ? "<p>\(text("report.weaknesses.none"))</p>"
      : "<ul class=\"stack\">\(claims.map { "<li>\(sentences.sentence($0))</li>" as HTML })</ul>"
    let until = text("report.weaknesses.until", ["month": .string(text.month(newest))])
    return """
      <section class="stack"><h2>\(text("report.weaknesses"))</h2>\(list)
      \(charts.criteria)<p class="is-soft is-small">\(until)</p></section>
      """
  }

  private var weekdays: HTML? {
    guard model.weekdays.contains(where: { $0 > 0 }) else { return nil }
    return """
      <section class="stack"><h2>\(text("report.weekdays"))</h2><p>\(text("report.weekdays.lede"))</p>
      \(charts.weekdays)</section>
      """
  }

  // MARK: What happened

  private var figures: HTML {
    let rows = model.rows.map { row -> HTML in
      let metric = row.now.metric
      let name: HTML =
        hasLinks
        ? "<a href=\"\(Path.metric(metric, look))\">\(metric.name(text))</a>"
        : "\(metric.name(text))"
      return """
        <tr><th scope="row">\(name)</th><td>\(row.now.html(text))</td>
        <td class="is-numeric"><bdi>\(row.before.shown(text))</bdi></td>\
        <td class="is-numeric"><bdi>\(halfYear(row))</bdi></td></tr>
        """
    }
    return """
      <section class="stack"><h2>\(text("report.figures"))</h2><p>\(text("report.figures.lede"))</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("report.figures"))">
      <table><thead><tr><th scope="col">\(text("measure.column.metric"))</th>
      <th scope="col">\(text.month(model.month.first))</th>
      <th scope="col" class="is-numeric">\(text("report.before.month"))</th>
      <th scope="col" class="is-numeric">\(text("report.before.halfYear"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>\(hasNewFigure ? [] : charts.courses)</section>
      """
  }

  /// Six months at once; of what is counted, the mean of a month, since the first that is known.
  private func halfYear(_ row: ReportModel.Row) -> String {
    let metric = row.halfYear.metric
    guard metric.kind == .count, let value = row.halfYear.estimate.value, row.monthsKnown > 0 else {
      return row.halfYear.shown(text)
    }
    let mean = text.number(value / Double(row.monthsKnown), digits: 0)
    return text(
      row.monthsKnown < 6 ? "report.aMonth.since" : "report.aMonth",
      ["value": .string(mean), "count": .integer(row.monthsKnown)])
  }

  private var look: Look {
    var look = Look(Form([]), standard: model.subject)
    look.span = .between(model.month.first, model.month.last)
    return look
  }

  // MARK: Goals

  private var goals: HTML? {
    guard !model.goals.isEmpty else { return nil }
    let lines = model.goals.map { goal -> HTML in
      let title: HTML =
        hasLinks
        ? "<a href=\"\(Path.goal(goal.goal))\" dir=\"auto\">\(goal.title)</a>"
        : "<bdi>\(goal.title)</bdi>"
      return """
        <section class="card"><h3>\(title)</h3><p><strong>\(goal.course.target.sentence(text))</strong></p>
        \(judged(goal))\(pace(goal))</section>
        """
    }
    return "<section class=\"stack\"><h2>\(text("report.goals"))</h2>\(lines)</section>"
  }

  private func judged(_ goal: ReportModel.GoalLine) -> HTML {
    let target = goal.course.target
    guard !goal.judged.isEmpty else { return "<p>\(text("report.goals.notOver"))</p>" }
    let items = goal.judged.map { one -> HTML in
      """
      <li>\(one.reading.period.name(target.unit, text)): \(one.reading.html(text)) \
      <span class="badge\(badge(one))">\(text("target.verdict.\(one.verdict.rawValue)"))</span></li>
      """
    }
    return "<ul class=\"stack is-tight\">\(items)</ul>"
  }

  private func badge(_ judged: GoalCourse.Judged) -> HTML {
    guard !judged.reading.isThin else { return "" }
    return switch judged.verdict {
    case .met: " is-good"
    case .missed: " is-warn"
    case .metByLuck, .missedNarrowly, .unknown: ""
    }
  }

  /// Where a period stands that was not over at the end of the month.
  private func pace(_ goal: ReportModel.GoalLine) -> HTML? {
    guard let running = goal.course.course.running,
      running.reading.period.first <= model.month.last, running.elapsed < 1
    else { return nil }
    return CourseView(text: text, course: goal.course).sentences
  }

  // MARK: What was worked on, what comes

  private var plans: HTML {
    """
    <section class="stack"><h2>\(text("report.focus"))</h2>\(lines(model.focus, text("report.focus.none")))</section>
    <section class="stack"><h2>\(text("report.next"))</h2>\(lines(model.next, text("report.next.none")))</section>
    """
  }

  private func lines(_ lines: [PublishedReviews.Line], _ none: String) -> HTML {
    guard !lines.isEmpty else { return "<p class=\"is-soft\">\(none)</p>" }
    // The same step chosen in two cycles is one thing that was worked on.
    var once: [PublishedReviews.Line] = []
    for line in lines where !once.contains(line) { once.append(line) }
    let items = once.map { line -> HTML in
      let day: HTML? = line.day.map { "\(text.dayElement($0)) · " }
      let note: HTML? = line.note.isEmpty ? nil : " · <bdi>\(line.note)</bdi>"
      return "<li>\(day)<bdi>\(line.title)</bdi>\(note)</li>"
    }
    return "<ul>\(items)</ul>"
  }

  // MARK: How it was decided

  private var how: HTML {
    let values: [String: TextValue] = [
      "count": .integer(model.report.tested),
      "level": .string(text.percent(Report.level)),
    ]
    return """
      <section class="stack is-small"><h2>\(text("report.how"))</h2>
      <p>\(text("report.how.tests", values))</p><p>\(text("report.how.weeks"))</p>
      <p>\(text("report.how.people"))</p></section>
      """
  }
}
