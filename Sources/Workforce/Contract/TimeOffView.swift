internal import Kernel
internal import Markup
internal import People
internal import Web

/// Days off: how many are away when, what one asked for oneself, and what waits for a decision.
struct TimeOffView {
  /// A day with and without somebody who asks to be away.
  struct Forecast: Sendable {
    let absence: Absence.ID
    let day: Day
    /// Rostered people who could come that day, with whoever asks.
    let coming: Int
    /// Whether whoever asks has a shift then.
    let isPlanned: Bool
    /// The chance of the day to keep its promise with and without them, where it can be played.
    let before: Double?
    let after: Double?
  }

  struct Model: Sendable {
    let today: Day
    let home: Team.ID?
    let own: [Absence]
    let team: [Absence]
    let away: [Absence]
    let members: [Person]
    let rostered: Int
    let wishes: [Wish]
    let forecasts: [Forecast]
    let weeks: Int
  }

  let visit: Visit
  let choice: TeamChoice
  let model: Model
  let problem: WishError?

  private var text: Text { visit.text }

  private var decides: Bool {
    choice.team.map { visit.actor.can(.change, .workWish, Ownership(team: $0.id.rawValue)) }
      ?? false
  }

  var html: HTML {
    let complaint: HTML? = problem.map {
      "<p class=\"notice is-bad\" role=\"alert\">\($0.message(text))</p>"
    }
    let waiting = model.team.filter { $0.state == .asked }
    let lede = text(
      "absence.lede",
      ["count": .integer(model.rostered), "waiting": .integer(decides ? waiting.count : 0)])
    let mayAsk = visit.actor.can(.create, .workWish)
    return """
      \(PlanningTab.timeOff.html(visit, choice.team?.id))\(choice.chips(.timeOff))
      <p class="lede">\(lede)</p>\(complaint)
      \(decides ? decisions(waiting) : nil)\(calendar)
      \(model.home != nil && mayAsk ? ownSection : nil)\(wishSection)
      \(mayAsk ? asking : nil)\(decides ? others : nil)
      """
  }

  // MARK: To be decided

  private func decisions(_ waiting: [Absence]) -> HTML {
    guard !waiting.isEmpty else { return "" }
    let rows = waiting.map { absence -> HTML in
      let name = model.members.first { $0.id == absence.person }?.name ?? "–"
      let path = Path.timeOff.appending(absence.id.text).appending("decision")
      let isOwn = absence.person == visit.actor.person
      let form: HTML =
        isOwn
        ? ""
        : """
        <form class="form" method="post" action="\(path)">\(visit.csrf)
        <div class="field"><label for="note-\(absence.id.text)">\(text("absence.note")) <span class="optional">\(text("form.optional"))</span></label><input id="note-\(absence.id.text)" name="note" maxlength="200" dir="auto"></div>
        <div class="form-actions"><button class="is-primary" name="state" value="granted">\(text("absence.grant"))</button>
        <button name="state" value="refused">\(text("absence.refuse"))</button></div></form>
        """
      return """
        <li class="card"><h3><bdi>\(name)</bdi>: \(span(absence))</h3>
        <p class="is-soft">\(text("absence.askedAt")) \(text.moment(absence.askedAt))</p>
        \(outlook(absence))\(form)</li>
        """
    }
    return """
      <section><h2>\(text("absence.waiting"))</h2><p>\(text("absence.rule"))</p><ol class="cards">\(rows)</ol></section>
      """
  }

  private func outlook(_ absence: Absence) -> HTML {
    let lines = model.forecasts.filter { $0.absence == absence.id }.map { day -> HTML in
      let values: [String: TextValue] = [
        "day": .string(text.day(day.day)), "count": .integer(max(0, day.coming - 1)),
      ]
      guard day.isPlanned else { return "<li>\(text("absence.day.free", values))</li>" }
      guard let before = day.before, let after = day.after else {
        return "<li>\(text("absence.day.shift", values))</li>"
      }
      let chances: [String: TextValue] = [
        "before": .integer(Int((before * 100).rounded())),
        "after": .integer(Int((after * 100).rounded())),
      ]
      return "<li>\(text("absence.day.chance", values.merging(chances) { $1 }))</li>"
    }
    return lines.isEmpty ? "" : "<ul>\(lines)</ul>"
  }

  private func span(_ absence: Absence) -> HTML {
    absence.first == absence.last
      ? text.dayElement(absence.first)
      : "\(text.dayElement(absence.first)) – \(text.dayElement(absence.last))"
  }

  // MARK: How many are away

  private var calendar: HTML {
    guard model.rostered > 0 else { return "" }
    let monday = Schedule.monday(of: model.today)
    let rows = (0..<model.weeks).map { week -> HeatMap.Row in
      let first = monday.advanced(by: 7 * week)
      return HeatMap.Row(
        label: text.shortDay(first),
        cells: (0..<7).map { index in
          let day = first.advanced(by: index)
          let away = Set(model.away.filter { $0.keepsAway(on: day) }.map(\.person)).count
          let asked = model.away.count { $0.state == .asked && $0.overlaps(day, day) }
          return HeatMap.Cell(
            value: Double(away), text: asked > 0 ? "\(away)+\(asked)" : "\(away)", count: 99)
        })
    }
    let title = text("absence.calendar")
    let map = HeatMap(
      caption: Caption(
        id: "away", title: title, summary: text("absence.calendar.summary"),
        columns: [text("absence.week")] + (1...7).map { Weekday.name($0, text) },
        tableName: text("planning.table")),
      columns: (1...7).map { Weekday.name($0, text) }, rows: rows, showsFigures: true)
    return """
      <section><h2>\(title)</h2><p>\(text("absence.calendar.summary"))</p>\(figure(map))</section>
      """
  }

  private func figure(_ map: HeatMap) -> HTML {
    var shown = map
    shown.caption.isBelowItsTitle = true
    return shown.figure(text.direction)
  }

  // MARK: One's own

  private var ownSection: HTML {
    let rows = model.own.map { absence -> HTML in
      let isOpen = absence.state == .asked || absence.state == .granted
      let path = Path.timeOff.appending(absence.id.text).appending("withdrawal")
      let back: HTML =
        isOpen && absence.last >= model.today && absence.kind != .sickness
        ? """
        <form class="inline-form" method="post" action="\(path)">\(visit.csrf)<button class="is-small">\(text("absence.withdraw"))</button></form>
        """ : ""
      return """
        <tr><th scope="row">\(span(absence))</th><td>\(kind(absence.kind))</td>
        <td>\(badge(absence.state))<span class="row-note" dir="auto">\(absence.note)</span></td><td>\(back)</td></tr>
        """
    }
    guard !rows.isEmpty else { return "" }
    return """
      <section><h2>\(text("absence.own"))</h2><div class="table-scroll" tabindex="0" role="region" aria-label="\(text("absence.own"))">
      <table><thead><tr><th scope="col">\(text("absence.when"))</th><th scope="col">\(text("absence.kind"))</th>
      <th scope="col">\(text("absence.state"))</th><th scope="col"><span class="visually-hidden">\(text("absence.withdraw"))</span></th></tr></thead>
      <tbody>\(rows)</tbody></table></div></section>
      """
  }

  private func kind(_ kind: Absence.Kind) -> String {
    switch kind {
    case .leave: text("absence.kind.leave")
    case .sickness: text("absence.kind.sickness")
    case .other: text("absence.kind.other")
    }
  }

  private func badge(_ state: Absence.State) -> HTML {
    switch state {
    case .asked: "<span class=\"badge is-active\">\(text("absence.state.asked"))</span>"
    case .granted: "<span class=\"badge is-good\">\(text("absence.state.granted"))</span>"
    case .refused: "<span class=\"badge is-warn\">\(text("absence.state.refused"))</span>"
    case .withdrawn: "<span class=\"badge is-plain\">\(text("absence.state.withdrawn"))</span>"
    }
  }

  private var asking: HTML {
    guard model.home != nil || decides else { return "" }
    let view = FormView(text)
    let own: [(value: String, label: String)] =
      model.home == nil ? [] : [(visit.actor.person.text, text("absence.me"))]
    let people =
      own
      + (decides
        ? model.members.filter { $0.id != visit.actor.person }.map { ($0.id.text, $0.name) } : [])
    guard !people.isEmpty else { return "" }
    let kinds = Absence.Kind.allCases.map { (value: $0.rawValue, label: kind($0)) }
    let who: HTML =
      people.count > 1
      ? view.select("person", text("absence.who"), people, selected: people[0].value)
      : "<input type=\"hidden\" name=\"person\" value=\"\(people[0].value)\">"
    return """
      <section class="card"><h2>\(text("absence.ask"))</h2><p class="hint">\(text("absence.ask.hint"))</p>
      <form class="form" method="post" action="/time-off">\(visit.csrf)<div class="fields">
      \(who)\(view.select("kind", text("absence.kind"), kinds, selected: "leave"))
      \(view.input("from", text("absence.from"), type: "date", attributes: " required"))
      \(view.input("until", text("absence.until"), type: "date", attributes: " required"))
      </div><div class="form-actions"><button class="is-primary">\(text("absence.ask"))</button></div></form></section>
      """
  }

  /// What the others have, for those who decide.
  private var others: HTML {
    let shown = model.team.filter { $0.state != .asked && $0.state != .withdrawn }
    guard !shown.isEmpty else { return "" }
    let rows = shown.map { absence -> HTML in
      """
      <tr><th scope="row"><bdi>\(model.members.first { $0.id == absence.person }?.name ?? "–")</bdi></th>
      <td>\(span(absence))</td><td>\(kind(absence.kind))</td><td>\(badge(absence.state))</td></tr>
      """
    }
    return """
      <section><h2>\(text("absence.others"))</h2><div class="table-scroll" tabindex="0" role="region" aria-label="\(text("absence.others"))">
      <table><thead><tr><th scope="col">\(text("contract.person"))</th><th scope="col">\(text("absence.when"))</th>
      <th scope="col">\(text("absence.kind"))</th><th scope="col">\(text("absence.state"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div></section>
      """
  }

  // MARK: Wishes

  private var wishSection: HTML {
    guard model.home != nil,
      visit.actor.can(.create, .workWish, Ownership(person: visit.actor.person.rawValue))
    else { return "" }
    let view = FormView(text)
    let kinds = Wish.Kind.allCases.map { (value: $0.rawValue, label: WishName.of($0, text)) }
    let weekdays =
      [(value: "0", label: text("wish.oneDay"))]
      + Weekday.week(text.language).map {
        (value: String($0), label: text("wish.every", ["day": .string(Weekday.name($0, text))]))
      }
    let rows = model.wishes.map { wish -> HTML in
      """
      <li class="row">\(WishName.sentence(wish, text)) <form class="inline-form" method="post" action="/wishes/\(wish.id.text)/end">\(visit.csrf)<button class="is-small">\(text("wish.end"))</button></form></li>
      """
    }
    let list: HTML =
      rows.isEmpty ? "<p>\(text("wish.none"))</p>" : "<ul class=\"stack\">\(rows)</ul>"
    return """
      <section class="card"><h2>\(text("wish.title"))</h2><p class="hint">\(text("wish.hint"))</p>\(list)
      <form class="form" method="post" action="/wishes">\(visit.csrf)<div class="fields">
      \(view.select("kind", text("wish.what"), kinds, selected: "free"))
      \(view.select("weekday", text("wish.when"), weekdays, selected: "0"))
      \(view.input("day", text("wish.day"), type: "date", isOptional: true))
      </div><div class="form-actions"><button>\(text("wish.make"))</button></div></form></section>
      """
  }
}

/// Wishes in words.
enum WishName {
  static func of(_ kind: Wish.Kind, _ text: Text) -> String {
    switch kind {
    case .free: text("wish.kind.free")
    case .early: text("wish.kind.early")
    case .late: text("wish.kind.late")
    }
  }

  static func sentence(_ wish: Wish, _ text: Text) -> String {
    let when =
      switch wish.occasion {
      case .weekday(let day): text("wish.every", ["day": .string(Weekday.name(day, text))])
      case .day(let day): text.day(day)
      }
    return "\(when): \(of(wish.kind, text))"
  }
}
