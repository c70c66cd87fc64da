internal import Kernel
internal import Markup
internal import People
internal import Web

/// The sessions the reader may see, the newest first.
struct CalibrationListView {
  let visit: Visit
  let lines: [CalibrationPages.Line]
  let teams: [Team.ID: String]

  private var text: Text { visit.text }

  var html: HTML {
    guard !lines.isEmpty else {
      return """
        <div class="empty"><h2>\(text("calibration.empty"))</h2><p>\(text("calibration.empty.why"))</p>\(action)</div>
        """
    }
    let toDo = lines.reduce(0) { $0 + $1.toDo }
    let lede =
      toDo > 0
      ? text("calibration.lede.todo", ["count": .integer(toDo)]) : text("calibration.lede.done")
    return """
      <p class="lede">\(lede) \(text("calibration.lede"))</p>
      <div class="page-actions">\(action)</div>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("calibration.title"))">
      <table><thead><tr><th scope="col">\(text("calibration.session"))</th><th scope="col">\(text("cycle.team"))</th>
      <th scope="col">\(text("work.state"))</th><th scope="col" class="is-numeric">\(text("calibration.ratings"))</th>
      <th scope="col">\(text("calibration.due"))</th></tr></thead><tbody>\(lines.map(row))</tbody></table></div>
      <p class="row"><a href="/calibrations/history">\(text("calibration.history"))</a> \(practice)</p>
      """
  }

  /// Practice is for those who rate.
  private var practice: HTML {
    visit.actor.can(.change, .calibration)
      ? "<a href=\"/practice\">\(text("practice.title"))</a>" : ""
  }

  private var action: HTML {
    guard visit.actor.can(.create, .calibration) else { return "" }
    return """
      <a class="button is-primary" href="/calibrations/new">\(text("calibration.new"))</a>
      """
  }

  private func row(_ line: CalibrationPages.Line) -> HTML {
    let session = line.session
    let note: HTML =
      line.toDo > 0
      ? "<span class=\"row-note\">\(text("calibration.yours", ["count": .integer(line.toDo)]))</span>"
      : ""
    let done = text(
      "cycle.of", ["done": .integer(line.given), "count": .integer(session.expected)])
    return """
      <tr><th scope="row"><a class="row-link" href="\(Path.calibration(session.id))" dir="auto">\(session.name)</a>\(note)</th>
      <td dir="auto">\(teams[session.team] ?? "–")</td><td>\(CalibrationState.badge(session, on: visit.today, text))</td>
      <td class="is-numeric">\(done)</td><td class="is-nowrap">\(text.dayElement(session.dueOn))</td></tr>
      """
  }
}

/// A session's state and baseline in words.
enum CalibrationState {
  static func badge(_ session: Calibration, on today: Day, _ text: Text) -> HTML {
    if session.isClosed {
      return "<span class=\"badge is-good\">\(text("calibration.state.closed"))</span>"
    }
    return session.isOverdue(on: today)
      ? "<span class=\"badge is-warn\">\(text("calibration.state.overdue"))</span>"
      : "<span class=\"badge is-active\">\(text("calibration.state.open"))</span>"
  }

  /// What the ratings are held against, as a sentence.
  static func baseline(_ desk: CalibrationDesk, _ text: Text) -> String {
    switch desk.session.baseline {
    case .expert(let person):
      text("calibration.baseline.is.expert", ["name": .string(desk.name(person))])
    case .consensus: text("calibration.baseline.is.consensus")
    case .mean: text("calibration.baseline.is.mean")
    }
  }

  static func breadcrumb(_ desk: CalibrationDesk, _ text: Text, here: HTML? = nil) -> HTML {
    let last: HTML =
      here.map { here in
        """
        <li><a href="\(Path.calibration(desk.session.id))" dir="auto">\(desk.session.name)</a></li><li>\(here)</li>
        """
      } ?? "<li><bdi>\(desk.session.name)</bdi></li>"
    return """
      <nav class="breadcrumb" aria-label="\(text("cycle.breadcrumb"))"><ol><li><a href="/calibrations">\(text("calibration.title"))</a></li>\(last)</ol></nav>
      """
  }
}
