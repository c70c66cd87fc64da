internal import Kernel
internal import Markup
internal import People
internal import Staffing
internal import Web

/// The weeks of a team, before and ahead, and where each stands.
struct ScheduleList {
  let visit: Visit
  let choice: TeamChoice
  let today: Day
  let versions: [Schedule]

  private var text: Text { visit.text }

  func html(of team: Team) -> HTML {
    let monday = Schedule.monday(of: today)
    let mayChange = visit.actor.can(.change, .roster, Ownership(team: team.id.rawValue))
    let weeks = (-4...6).map { monday.advanced(by: 7 * $0) }
    let rows = weeks.compactMap { week -> HTML? in
      let own = versions.filter { $0.monday == week }
      let isPublic = own.contains { $0.publishedAt != nil }
      guard mayChange || isPublic else { return nil }
      let now: HTML =
        week == monday
        ? "<span class=\"row-note\">\(text("schedule.week.now"))</span>" : ""
      return """
        <tr><th scope="row"><a class="row-link" href="\(Path.schedule(team.id, week))">\(ScheduleWords.week(week, text))</a>\(now)</th>
        <td>\(state(own))</td></tr>
        """
    }
    let ahead = weeks.filter { $0 >= monday }.count { week in
      versions.contains { $0.monday == week && $0.publishedAt != nil }
    }
    let table: HTML =
      rows.isEmpty
      ? """
      <div class="empty"><h2>\(text("schedule.empty"))</h2><p>\(text("schedule.empty.why"))</p></div>
      """
      : """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("schedule.title"))">
      <table><thead><tr><th scope="col">\(text("schedule.week"))</th><th scope="col">\(text("schedule.state"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
    return """
      \(PlanningTab.schedules.html(visit, team.id))\(choice.chips(.schedules))
      <p class="lede">\(text("schedule.lede", ["count": .integer(ahead)]))</p>\(table)
      """
  }

  private func state(_ own: [Schedule]) -> HTML {
    guard let last = own.last else {
      return "<span class=\"badge is-plain\">\(text("schedule.state.none"))</span>"
    }
    let shown = own.last { $0.publishedAt != nil }
    guard let shown else {
      return "<span class=\"badge\">\(text("schedule.state.draft"))</span>"
    }
    let badge: HTML = "<span class=\"badge is-good\">\(text("schedule.state.published"))</span>"
    return shown.id == last.id
      ? badge : badge + " <span class=\"badge is-warn\">\(text("schedule.state.changed"))</span>"
  }
}

/// One week of a team: how it covers what is needed, who works when, and what can be done.
struct ScheduleView {
  let visit: Visit
  let desk: ScheduleDesk
  let versions: [Schedule]
  /// The published versions with their shifts, where a draft lies over them.
  let shown: [Schedule]
  let swaps: [ShiftSwap]
  let problem: String?

  private var text: Text { visit.text }
  private var path: Path { .schedule(desk.team.id, desk.monday) }
  private var mayChange: Bool {
    visit.actor.can(.change, .roster, Ownership(team: desk.team.id.rawValue))
  }
  /// Members see what is published, those who plan the newest version.
  private var version: Schedule? { mayChange ? desk.newest : desk.published }

  var title: String { ScheduleWords.week(desk.monday, text) }

  var html: HTML {
    let complaint: HTML? = problem.map {
      "<p class=\"notice is-bad\" role=\"alert\">\($0)</p>"
    }
    let coverage = desk.coverage(of: version)
    return """
      <nav class="breadcrumb" aria-label="\(text("form.breadcrumb"))"><ol><li><a href="\(Path.schedules.query([("team", desk.team.id.text)]))">\(text("schedule.title"))</a></li><li><bdi>\(desk.team.name)</bdi></li></ol></nav>
      <p class="lede">\(lede(coverage))</p>\(neighbours)\(complaint)\(mayChange ? draft : nil)
      \(mayChange ? planning : nil)
      \(version == nil ? nil : charts(coverage))
      \(version.map(table))\(mayChange ? waiting : nil)
      \(mayChange && version != nil ? illness : nil)\(mayChange ? history : nil)
      """
  }

  private func lede(_ coverage: [Coverage]) -> String {
    guard let version else {
      return mayChange ? text("schedule.lede.none") : text("schedule.lede.unpublished")
    }
    let halves = coverage.reduce(0) { $0 + $1.gaps.halves }
    let values: [String: TextValue] = [
      "shifts": .integer(version.duties.count),
      "people": .integer(Set(version.duties.map(\.person)).count), "halves": .integer(halves),
      "open": .integer(coverage.reduce(0) { $0 + $1.open }),
    ]
    if desk.need.isEmpty { return text("schedule.lede.noNeed", values) }
    return halves == 0 ? text("schedule.lede.covered", values) : text("schedule.lede.gaps", values)
  }

  private var neighbours: HTML {
    let (before, after) = (
      Path.schedule(desk.team.id, desk.monday.advanced(by: -7)),
      Path.schedule(desk.team.id, desk.monday.advanced(by: 7))
    )
    return """
      <nav class="row" aria-label="\(text("schedule.weeks"))"><a class="button is-small" href="\(before)" rel="prev">\(text("schedule.before"))</a>\
      <a class="button is-small" href="\(after)" rel="next">\(text("schedule.after"))</a></nav>
      """
  }

  private var draft: HTML? {
    guard let newest = desk.newest, !desk.isOnShow else { return nil }
    return DraftView(visit: visit, desk: desk, newest: newest, shown: shown).html
  }

  // MARK: Planning

  private var planning: HTML {
    guard desk.isAhead else { return "" }
    if desk.people.isEmpty {
      return """
        <div class="empty"><h2>\(text("schedule.nobody"))</h2><p>\(text("schedule.nobody.why"))</p>
        <a class="button" href="\(Path.contracts.query([("team", desk.team.id.text)]))">\(text("contract.title"))</a></div>
        """
    }
    if desk.need.isEmpty {
      let link: HTML =
        visit.actor.can(.read, .workload)
        ? "<a class=\"button\" href=\"/staffing\">\(text("schedule.noNeed.open"))</a>" : ""
      return """
        <div class="empty"><h2>\(text("schedule.noNeed"))</h2><p>\(text("schedule.noNeed.why"))</p>\(link)</div>
        """
    }
    let view = FormView(text)
    let seed = desk.newest?.seed ?? Int64(desk.monday.number)
    let isNew = desk.newest == nil
    let primary: HTML = isNew ? " class=\"is-primary\"" : ""
    return """
      <details class="disclosure"\("open", if: isNew)><summary>\(text(isNew ? "schedule.make" : "schedule.make.again"))</summary>
      <p>\(text("schedule.make.how"))</p>
      <form class="form" method="post" action="\(path.appending("making"))">\(visit.csrf)
      \(view.input("seed", text("schedule.seed"), type: "number", value: String(seed), hint: text("schedule.seed.hint")))
      <div class="form-actions"><button\(primary)>\(text("schedule.make"))</button></div></form></details>
      """
  }

  // MARK: The cover

  private func charts(_ coverage: [Coverage]) -> HTML {
    let figures = coverage.enumerated().filter { $0.element.open > 0 }.map { index, cover in
      CoverageChart(text: text, monday: desk.monday, coverage: cover, id: "cover-\(index)").html
    }
    return figures.isEmpty
      ? ""
      : "<section><h2>\(text("coverage.title"))</h2><p>\(text("coverage.lede"))</p>\(figures)</section>"
  }

  // MARK: Who works when

  private func table(_ version: Schedule) -> HTML {
    let head = version.days.map { day -> HTML in
      "<th scope=\"col\">\(Weekday.name(day.weekday, text)) <span class=\"row-note\"><bdi>\(text.shortDay(day))</bdi></span></th>"
    }
    let rows = desk.members.filter { person in
      desk.contracts[person.id] != nil || version.duties.contains { $0.person == person.id }
    }.map { person -> HTML in
      let own = version.duties.filter { $0.person == person.id }
      let cells = version.days.map { cell(person, $0, version) }
      return """
        <tr><th scope="row"><bdi>\(person.name)</bdi></th>\(cells)
        <td class="is-numeric"><bdi>\(text.hours(minutes: own.reduce(0) { $0 + $1.paid * 30 }))</bdi></td></tr>
        """
    }
    return """
      <section><h2>\(text("schedule.who"))</h2><p>\(text("schedule.who.lede"))</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("schedule.who"))">
      <table class="is-dense"><thead><tr><th scope="col">\(text("contract.person"))</th>\(head)
      <th scope="col" class="is-numeric">\(text("schedule.hours"))</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }

  private func cell(_ person: Person, _ day: Day, _ version: Schedule) -> HTML {
    let duty = version.duty(of: person.id, on: day)
    let isAway = desk.isAway(person.id, on: day)
    let mayOpen =
      mayChange && day >= desk.today && !isAway
      && desk.people.contains { $0.id == person.id }
    let target = path.appending("duties").appending(person.id.text).appending(day.iso)
    let words =
      duty.map { text.span($0.shift.start, $0.shift.end) }
      ?? (isAway ? text("schedule.away") : text("schedule.free"))
    let label: HTML =
      mayOpen
      ? "<a class=\"is-nowrap\" href=\"\(target)\"><bdi>\(words)</bdi></a>"
      : "<bdi class=\"is-nowrap\">\(words)</bdi>"
    var notes: [String] = []
    if desk.need.pools.count > 1, let duty, let pool = desk.pool(of: duty.works) {
      notes.append(desk.need.pools[pool].name)
    }
    if mayChange,
      duty?.isLocked == true
        || version.freed.contains(Schedule.Place(person: person.id, day: day))
    {
      notes.append(text("schedule.locked"))
    }
    for piece in desk.kept
    where piece.person == person.id && desk.zone.day(of: piece.from) == day {
      notes.append(
        "\(piece.purposeName(text)) \(ClockTime.text(desk.zone.secondOfDay(of: piece.from)))")
    }
    let note: HTML =
      notes.isEmpty
      ? "" : "<span class=\"row-note\" dir=\"auto\">\(notes.joined(separator: " · "))</span>"
    return "<td>\(label)\(note)</td>"
  }

  // MARK: What waits, who is ill, what was

  private var waiting: HTML {
    guard !swaps.isEmpty else { return "" }
    let rows = swaps.map { swap -> HTML in
      let sentence = SwapWords.sentence(swap, desk, text)
      guard swap.state == .agreed, visit.actor.can(.change, .workWish, swap.ownership) else {
        return
          "<li class=\"card\"><p>\(sentence)</p><p class=\"is-soft\">\(SwapWords.state(swap.state, text))</p></li>"
      }
      let target = ("/swaps" as Path).appending(swap.id.text).appending("decision")
      return """
        <li class="card"><p>\(sentence)</p><p class="is-soft">\(SwapWords.state(swap.state, text))</p>
        <form class="actions" method="post" action="\(target)">\(visit.csrf)<button class="is-primary" name="answer" value="yes">\(text("swap.approve"))</button>
        <button name="answer" value="no">\(text("swap.refuse"))</button></form></li>
        """
    }
    return "<section><h2>\(text("swap.title"))</h2><ul class=\"cards\">\(rows)</ul></section>"
  }

  private var illness: HTML {
    guard desk.isAhead else { return "" }
    let view = FormView(text)
    let people = desk.members.filter { person in
      version?.duties.contains { $0.person == person.id } == true
    }.map { (value: $0.id.text, label: $0.name) }
    guard let first = people.first else { return "" }
    let day = max(desk.today, desk.monday)
    let limits: HTML = " required"
    return """
      <section class="card"><h2>\(text("schedule.ill"))</h2><p class="hint">\(text("schedule.ill.hint"))</p>
      <form class="form" method="post" action="\(path.appending("illness"))">\(visit.csrf)<div class="fields">
      \(view.select("person", text("absence.who"), people, selected: first.value))
      \(view.input("from", text("absence.from"), type: "date", value: day.iso, attributes: limits))
      \(view.input("until", text("absence.until"), type: "date", value: day.iso, attributes: limits))
      </div><div class="form-actions"><button>\(text("schedule.ill.do"))</button>
      <a class="button is-quiet" href="\(path.appending("repairs").query([("day", day.iso)]))">\(text("schedule.repair.open"))</a></div></form></section>
      """
  }

  private var history: HTML {
    guard !versions.isEmpty else { return "" }
    let rows = versions.reversed().map { version -> HTML in
      let shown: HTML =
        version.publishedAt == nil
        ? "" : " <span class=\"badge is-good\">\(text("schedule.state.published"))</span>"
      return """
        <li class="is-done">\(text("schedule.version", ["number": .integer(version.number), "cause": .string(ScheduleWords.cause(version.cause, text))]))\(shown)<br>\(text.moment(version.at))</li>
        """
    }
    return """
      <details class="disclosure"><summary>\(text("schedule.versions", ["count": .integer(versions.count)]))</summary><ol class="timeline">\(rows)</ol></details>
      """
  }
}

/// What is said about weeks.
enum ScheduleWords {
  static func week(_ monday: Day, _ text: Text) -> String {
    text("schedule.week.of", ["day": .string(text.day(monday))])
  }

  static func cause(_ cause: Schedule.Cause, _ text: Text) -> String {
    switch cause {
    case .made: text("schedule.cause.made")
    case .changed: text("schedule.cause.changed")
    case .absence: text("schedule.cause.absence")
    case .repaired: text("schedule.cause.repaired")
    case .swapped: text("schedule.cause.swapped")
    }
  }
}

/// What is said about exchanges.
enum SwapWords {
  static func sentence(_ swap: ShiftSwap, _ desk: ScheduleDesk, _ text: Text) -> String {
    func shift(_ place: Schedule.Place, _ now: Schedule.Place) -> String {
      // After the exchange the shift is the other's.
      let duty =
        desk.published?.duty(of: place.person, on: place.day)
        ?? desk.published?.duty(of: now.person, on: place.day)
      let day = "\(Weekday.name(place.day.weekday, text)), \(text.day(place.day))"
      return duty.map { "\(day), \(text.span($0.shift.start, $0.shift.end))" } ?? day
    }
    return text(
      "swap.sentence",
      [
        "asker": .string("\u{2068}\(desk.name(of: swap.asker.person))\u{2069}"),
        "other": .string("\u{2068}\(desk.name(of: swap.other.person))\u{2069}"),
        "day": .string("\u{2068}\(shift(swap.asker, swap.other))\u{2069}"),
        "for": .string("\u{2068}\(shift(swap.other, swap.asker))\u{2069}"),
      ])
  }

  static func state(_ state: ShiftSwap.State, _ text: Text) -> String {
    switch state {
    case .asked: text("swap.state.asked")
    case .agreed: text("swap.state.agreed")
    case .declined: text("swap.state.declined")
    case .approved: text("swap.state.approved")
    case .refused: text("swap.state.refused")
    case .withdrawn: text("swap.state.withdrawn")
    }
  }
}
