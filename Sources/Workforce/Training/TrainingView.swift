internal import Kernel
internal import Markup
internal import People
internal import Web

/// The sessions ahead and behind, and month by month what was gained and given up.
struct TrainingView {
  struct Model: Sendable {
    let today: Day
    let zone: Zone
    let pieces: [ProtectedTime]
    let sessions: [TrainingSession]
    let names: [Person.ID: String]
  }

  let visit: Visit
  let choice: TeamChoice
  let team: Team
  let model: Model

  private var text: Text { visit.text }
  private var mayPlace: Bool {
    visit.actor.can(.create, .training, Ownership(team: team.id.rawValue))
  }

  var html: HTML {
    let months = TrainingMonth.all(model.pieces, model.sessions, in: model.zone)
    let held = months.reduce(0) { $0 + $1.heldMinutes }
    let lost = months.reduce(0) { $0 + $1.lostMinutes }
    let price = months.reduce(0) { $0 + $1.price }
    let lede =
      months.isEmpty
      ? text("training.lede.none")
      : text(
        "training.lede",
        [
          "held": .string(text.hours(minutes: held)), "lost": .string(text.hours(minutes: lost)),
          "late": .string(text.number(price, digits: 0)), "months": .integer(months.count),
        ])
    let action: HTML =
      mayPlace
      ? """
      <div class="page-actions"><a class="button is-primary" href="\(Path.trainings.appending("new").query([("team", team.id.text)]))">\(text("training.new"))</a></div>
      """ : ""
    return """
      \(PlanningTab.training.html(visit, team.id))\(choice.chips(.trainings))
      <p class="lede">\(lede)</p>\(action)
      \(model.pieces.isEmpty ? empty : chart(months) + monthTable(months) + sessions)
      <details class="disclosure"><summary>\(text("training.how"))</summary><p>\(text("training.how.text"))</p></details>
      """
  }

  private var empty: HTML {
    """
    <div class="empty"><h2>\(text("training.empty"))</h2><p>\(text("training.empty.why"))</p></div>
    """
  }

  private func chart(_ months: [TrainingMonth]) -> HTML {
    let points = months.map { month -> TimeSeries.Point in
      let all = month.heldMinutes + month.lostMinutes
      let share = all > 0 ? Double(month.heldMinutes) / Double(all) : nil
      return TimeSeries.Point(
        label: text.month(month.month),
        reading: Reading(
          value: share, count: 99, text: share.map { text.percent($0) } ?? "–",
          intervalText: "\(text.hours(minutes: month.heldMinutes))/\(text.hours(minutes: all))"))
    }
    guard points.count > 1 else { return "" }
    let series = TimeSeries(
      caption: Caption(
        id: "kept", title: text("training.chart"), summary: text("training.chart.summary"),
        columns: [
          text("training.month"), text("training.share"), text("training.hoursOf"), "n",
        ], tableName: text("planning.table")),
      axis: Axis(0, 1) { text.percent($0) }, points: points)
    return series.figure(text.direction)
  }

  private func monthTable(_ months: [TrainingMonth]) -> HTML {
    let rows = months.reversed().map { month -> HTML in
      let causes = ProtectedTime.Cause.allCases.compactMap { cause -> String? in
        guard cause != .done, let minutes = month.lost[cause] else { return nil }
        return "\(TrainingWords.cause(cause, text)): \(text.hours(minutes: minutes))"
      }
      func held(_ purpose: ProtectedTime.Purpose) -> String {
        text.hours(minutes: month.held[purpose] ?? 0)
      }
      return """
        <tr><th scope="row">\(text.month(month.month))</th><td class="is-numeric"><bdi>\(held(.training))</bdi></td>
        <td class="is-numeric"><bdi>\(held(.coaching))</bdi></td><td class="is-numeric"><bdi>\(held(.review))</bdi></td>
        <td class="is-numeric"><bdi>\(text.number(month.price, digits: 1))</bdi></td>
        <td class="is-numeric"><bdi>\(text.hours(minutes: month.lostMinutes))</bdi><span class="row-note">\(causes.joined(separator: " · "))</span></td></tr>
        """
    }
    return """
      <section><h2>\(text("training.months"))</h2><div class="table-scroll" tabindex="0" role="region" aria-label="\(text("training.months"))">
      <table><thead><tr><th scope="col">\(text("training.month"))</th><th scope="col" class="is-numeric">\(text("training.hours.training"))</th>
      <th scope="col" class="is-numeric">\(text("training.hours.coaching"))</th><th scope="col" class="is-numeric">\(text("training.hours.review"))</th>
      <th scope="col" class="is-numeric">\(text("training.price"))</th><th scope="col" class="is-numeric">\(text("training.lost"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div></section>
      """
  }

  private var sessions: HTML {
    let shown = model.sessions.filter { $0.day >= model.today.advanced(by: -62) }
    guard !shown.isEmpty else { return "" }
    let rows = shown.reversed().map(row)
    return """
      <section><h2>\(text("training.sessions"))</h2><div class="table-scroll" tabindex="0" role="region" aria-label="\(text("training.sessions"))">
      <table><thead><tr><th scope="col">\(text("training.subject"))</th><th scope="col">\(text("absence.when"))</th>
      <th scope="col">\(text("training.people"))</th><th scope="col" class="is-numeric">\(text("training.price"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div></section>
      """
  }

  private func row(_ session: TrainingSession) -> HTML {
    let pieces = model.pieces.filter {
      $0.occasion == session.id.rawValue && $0.purpose == session.purpose
    }
    let people = pieces.map { piece -> HTML in
      let name = model.names[piece.person] ?? "–"
      let mayOpen = visit.actor.can(.read, .protectedTime, piece.ownership)
      let label: HTML =
        mayOpen
        ? "<a href=\"\(Path.protectedTime(piece.id))\" dir=\"auto\">\(name)</a>"
        : "<bdi>\(name)</bdi>"
      let lost: HTML =
        piece.cancellation.map {
          " <span class=\"badge is-warn\">\(TrainingWords.cause($0.cause, text))</span>"
        } ?? ""
      return "<li>\(label)\(lost)</li>"
    }
    let price =
      session.price.map { TrainingWords.price($0, text) } ?? text("training.price.unknown")
    return """
      <tr><th scope="row"><bdi>\(session.subject)</bdi><span class="row-note">\(session.purpose == .coaching ? text("protected.purpose.coaching") : text("protected.purpose.training"))</span></th>
      <td>\(text.dayElement(session.day)) <bdi>\(ClockTime.text(session.second))</bdi>, \(text.duration(Double(session.minutes) * 60))</td>
      <td><ul class="stack is-tight">\(people)</ul></td><td class="is-numeric">\(price)</td></tr>
      """
  }
}

/// Who is to learn for how long, and the best times for it with their price.
struct TrainingForm {
  let visit: Visit
  let choice: TeamChoice
  let desk: ScheduleDesk
  let request: TrainingPages.Request
  let problem: TrainingError?

  private var text: Text { visit.text }
  private var back: Path { .trainings.query([("team", desk.team.id.text)]) }

  var html: HTML {
    let complaint: HTML? = problem.map {
      "<p class=\"notice is-bad\" role=\"alert\">\(TrainingWords.problem($0, text))</p>"
    }
    return """
      <nav class="breadcrumb" aria-label="\(text("form.breadcrumb"))"><ol><li><a href="\(back)">\(text("training.title"))</a></li><li><bdi>\(desk.team.name)</bdi></li></ol></nav>
      <p class="lede">\(text("training.new.lede"))</p>\(complaint)\(request.turns > 0 ? turns : offers)\(search)
      """
  }

  private var search: HTML {
    let view = FormView(text)
    let people = desk.people.sorted { $0.name.lowercased() < $1.name.lowercased() }.map { person in
      Choice(
        value: person.id.text, label: person.name,
        isChosen: request.people.contains(person.id))
    }
    let lengths = [1, 2, 3, 4].map { half in
      (value: String(half), label: text("contract.pause.minutes", ["count": .integer(half * 30)]))
    }
    let ways = (0...3).map { (value: String($0), label: TrainingWords.way($0, text)) }
    let today = Schedule.monday(of: desk.today)
    let weeks = (0..<5).map { today.advanced(by: 7 * $0) }
      .map { (value: $0.iso, label: ScheduleWords.week($0, text)) }
    return """
      <section class="card"><h2>\(text("training.search"))</h2>
      <form class="form" method="get" action="\(Path.trainings.appending("new"))"><input type="hidden" name="team" value="\(desk.team.id.text)">
      \(view.choices("person", text("training.people"), people, isInline: true))
      <div class="fields">\(view.select("length", text("training.length"), lengths, selected: String(request.length)))
      \(view.select("turns", text("training.turns"), ways, selected: String(request.turns)))
      \(view.select("week", text("schedule.week"), weeks, selected: desk.monday.iso))</div>
      <div class="form-actions"><button\(request.people.isEmpty ? " class=\"is-primary\"" : "")>\(text("training.search.do"))</button></div></form></section>
      """
  }

  private var offers: HTML {
    guard !request.people.isEmpty else { return "" }
    let found = ScheduleDesk.best(
      desk.offers(for: Set(request.people), length: request.length), count: 3)
    guard let first = found.first else {
      return """
        <div class="empty"><h2>\(text("training.none"))</h2><p>\(text("training.none.why"))</p></div>
        """
    }
    let cards = found.map { offer -> HTML in
      """
      <label class="choice"><input type="radio" name="place" value="\(offer.day.iso) \(offer.start)"\("checked", if: offer == first)> <span>\(when(offer)) <span class="hint">\(price(offer))</span></span></label>
      """
    }
    return placing(
      "<fieldset class=\"field\"><legend>\(text("training.when"))</legend><div class=\"choices\">\(cards)</div></fieldset>"
    )
  }

  /// A session for each of them, and the way to keep them all free.
  private var turns: HTML {
    guard !request.people.isEmpty else { return "" }
    let found = desk.sequence(
      for: Set(request.people), length: request.length, mostAtOnce: request.turns)
    guard let found else {
      return """
        <div class="empty"><h2>\(text("training.none"))</h2><p>\(text("training.turns.none"))</p></div>
        """
    }
    let price = found.price.map { TrainingWords.price($0, text) } ?? text("training.price.unknown")
    let items = found.turns.map { turn -> HTML in
      """
      <li><bdi>\(desk.name(of: turn.person))</bdi>: \(when(turn.day, turn.start, found.length))<input type="hidden" name="turn" value="\(turn.field)"></li>
      """
    }
    return placing(
      "<p>\(text("training.turns.found", ["price": .string(price)]))</p><ol>\(items)</ol>")
  }

  /// The form around what was found: what it is about, and the button that keeps it free.
  private func placing(_ found: HTML) -> HTML {
    let view = FormView(text)
    let hidden = request.people.map { person -> HTML in
      "<input type=\"hidden\" name=\"person\" value=\"\(person.text)\">"
    }
    let purposes = [
      (value: "training", label: text("protected.purpose.training")),
      (value: "coaching", label: text("protected.purpose.coaching")),
    ]
    return """
      <section class="card"><h2>\(text("training.offers"))</h2>
      <form class="form" method="post" action="\(Path.trainings)">\(visit.csrf)<input type="hidden" name="team" value="\(desk.team.id.text)">
      <input type="hidden" name="turns" value="\(request.turns)"><input type="hidden" name="length" value="\(request.length)"><input type="hidden" name="week" value="\(desk.monday.iso)">\(hidden)
      \(found)
      <div class="fields">\(view.input("subject", text("training.subject"), value: request.subject, hint: text("training.subject.hint"), attributes: " required maxlength=\"200\" dir=\"auto\""))
      \(view.select("purpose", text("training.purpose"), purposes, selected: request.purpose.rawValue))</div>
      <div class="form-actions"><button class="is-primary">\(text("training.place"))</button></div></form></section>
      """
  }

  private func when(_ offer: TrainingOffer) -> HTML {
    when(offer.day, offer.start, offer.length)
  }

  private func when(_ day: Day, _ start: Int, _ length: Int) -> HTML {
    """
    \(Weekday.name(day.weekday, text)), \(text.dayElement(day)), <bdi>\(text.span(start, start + length))</bdi>
    """
  }

  private func price(_ offer: TrainingOffer) -> String {
    guard let price = offer.price else { return text("training.price.unknown") }
    let late = TrainingWords.price(price, text)
    guard let levels = offer.levels else { return late }
    return late + " "
      + text(
        "training.price.levels",
        [
          "before": .string(text.percent(levels.before, digits: 1)),
          "after": .string(text.percent(levels.after, digits: 1)),
        ])
  }
}

/// What is said about training.
enum TrainingWords {
  static func price(_ price: Double, _ text: Text) -> String {
    price < 0.05
      ? text("training.price.none")
      : text("training.price.late", ["late": .string(text.number(price, digits: 1))])
  }

  /// All together, or so many at once.
  static func way(_ mostAtOnce: Int, _ text: Text) -> String {
    mostAtOnce == 0
      ? text("training.turns.together")
      : text("training.turns.atOnce", ["count": .integer(mostAtOnce)])
  }

  static func cause(_ cause: ProtectedTime.Cause, _ text: Text) -> String {
    switch cause {
    case .volume: text("protected.cause.volume")
    case .absence: text("protected.cause.absence")
    case .done: text("protected.cause.done")
    case .other: text("protected.cause.other")
    }
  }

  static func problem(_ problem: TrainingError, _ text: Text) -> String {
    switch problem {
    case .subjectMissing: text("training.error.subject")
    case .nobody: text("training.error.nobody")
    case .notFree: text("training.error.notFree")
    }
  }
}
