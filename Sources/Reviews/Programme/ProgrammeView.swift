internal import Kernel
internal import Markup
internal import People
internal import Web

/// The standing plans of the teams, each with what happens next.
struct ProgrammeListView {
  let visit: Visit
  let desks: [ProgrammeDesk]

  private var text: Text { visit.text }

  var html: HTML {
    guard !desks.isEmpty else {
      return """
        <p class="lede">\(text("programme.list.lede"))</p>
        <div class="empty"><h2>\(text("programme.list.empty"))</h2><p>\(text("programme.list.empty.why"))</p></div>
        """
    }
    let rows = desks.map { desk -> HTML in
      let next = desk.outlook.sentence(text) ?? "–"
      return """
        <tr><th scope="row"><a class="row-link" href="\(Path.programme(desk.team.id))" dir="auto">\(desk.team.name)</a></th>
        <td>\(ProgrammeState.badge(desk.programme, text))</td><td>\(next)</td></tr>
        """
    }
    return """
      <p class="lede">\(text("programme.list.lede"))</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("programme.list"))">
      <table><thead><tr><th scope="col">\(text("cycle.team"))</th><th scope="col">\(text("work.state"))</th>
      <th scope="col">\(text("programme.next"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }
}

/// A programme's state in words.
enum ProgrammeState {
  static func badge(_ programme: Programme?, _ text: Text) -> HTML {
    switch programme?.state {
    case .running: "<span class=\"badge is-active\">\(text("programme.state.running"))</span>"
    case .paused: "<span class=\"badge is-warn\">\(text("programme.state.paused"))</span>"
    case .ended: "<span class=\"badge\">\(text("programme.state.ended"))</span>"
    case nil: "<span class=\"badge\">\(text("programme.state.none"))</span>"
    }
  }
}

/// The standing plan of one team: what happens next, what was agreed, what is to be decided.
struct ProgrammeView {
  let visit: Visit
  let desk: ProgrammeDesk
  let problem: String?

  private var text: Text { visit.text }

  var title: String {
    text("programme.title", ["team": .string("\u{2068}\(desk.team.name)\u{2069}")])
  }

  private var breadcrumb: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("cycle.breadcrumb"))"><ol><li><a href="/programmes">\(text("programme.list"))</a></li><li><bdi>\(desk.team.name)</bdi></li></ol></nav>
    """
  }

  /// The page on which the terms are agreed.
  func terms(_ form: HTML) -> HTML {
    """
    \(breadcrumb)<p class="lede">\(text("programme.terms.lede"))</p>\(form)
    """
  }

  var html: HTML {
    let complaint: HTML? = problem.map {
      "<p class=\"notice is-bad\" role=\"alert\">\($0)</p>"
    }
    guard let programme = desk.programme else {
      return """
        \(breadcrumb)<div class="empty"><h2>\(text("programme.none"))</h2><p>\(text("programme.none.why"))</p></div>
        """
    }
    return """
      \(breadcrumb)<p class="lede">\(lede(programme)) \(ProgrammeState.badge(programme, text))</p>
      \(complaint)\(obstacle)\(ahead)\(agreed(programme))\(revisions)\(exception)\(decisions(programme))
      """
  }

  private func lede(_ programme: Programme) -> String {
    switch programme.state {
    case .running: desk.outlook.sentence(text) ?? text("programme.next.nothing")
    case .paused: text("programme.paused.lede")
    case .ended: text("programme.ended.lede")
    }
  }

  private var obstacle: HTML {
    guard let obstacle = desk.obstacle else { return "" }
    return "<p class=\"notice is-warn\" role=\"status\">\(obstacle.sentence(text))</p>"
  }

  // MARK: What happens

  private var ahead: HTML {
    guard !desk.outlook.entries.isEmpty else { return "" }
    let rows = desk.outlook.entries.map { entry -> HTML in
      let cycle = entry.cycle
      return """
        <tr><td class="is-nowrap">\(text.dayElement(entry.day))</td><th scope="row">\(entry.name(text))</th>
        <td><a href="\(Path.cycle(cycle.id))">\(CycleState.period(cycle, text))</a></td></tr>
        """
    }
    return """
      <section><h2>\(text("programme.ahead"))</h2>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("programme.ahead"))">
      <table><thead><tr><th scope="col">\(text("calendar.days"))</th><th scope="col">\(text("programme.what"))</th>
      <th scope="col">\(text("cycle.period"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      <p><a href="/calendar">\(text("calendar.title"))</a></p></section>
      """
  }

  // MARK: What was agreed

  private func agreed(_ programme: Programme) -> HTML {
    let terms = programme.terms
    func fact(_ name: String, _ value: String) -> HTML {
      "<div><dt>\(name)</dt><dd>\(value)</dd></div>"
    }
    let change: HTML =
      desk.mayChange && programme.state != .ended
      ? "<div class=\"card-footer actions\"><a class=\"button\" href=\"\(Path.programme(desk.team.id).appending("terms"))\">\(text("programme.change"))</a></div>"
      : ""
    let card = desk.cards.first { $0.scorecard == terms.scorecard }
    let days = text(
      "programme.days",
      [
        "reflect": .integer(terms.reflectAfter), "review": .integer(terms.reviewAfter),
        "share": .integer(terms.shareAfter), "learn": .integer(terms.rules.daysToLearn),
      ])
    let by = programme.agreedBy.flatMap { desk.names[$0] } ?? "–"
    return """
      <section class="card"><h2>\(text("programme.terms"))</h2><dl class="facts">
      \(fact(text("programme.rhythm"), terms.rhythm.name(text)))
      \(fact(text("cycle.scorecard"), card.map { text("programme.newest", ["name": .string($0.rubric.name)]) } ?? "–"))
      \(fact(text("cycle.each"), text.number(terms.rules.reviewsPerConversation)))
      \(fact(text("programme.scorecardEvery"), every(terms.scorecardEvery)))
      \(fact(text("programme.benchmarksEvery"), every(terms.benchmarksEvery)))</dl>
      <ul>\(SamplingSentences.all(of: terms.rules, text).map { "<li>\($0)</li>" as HTML })</ul>
      <p>\(days)</p><p>\(protection(terms.reviewingHours))</p>
      <p class="is-small">\(text(terms.rules.namesReviewers ? "cycle.named.on" : "cycle.named.off"))</p>
      <p class="is-soft is-small">\(text("programme.version", ["count": .integer(programme.version)])) <bdi>\(by)</bdi>, \(text.moment(programme.agreedAt))</p>
      \(change)</section>
      """
  }

  private func every(_ count: Int?) -> String {
    count.map { text("programme.every", ["count": .integer($0)]) } ?? text("programme.never")
  }

  private func protection(_ hours: ProtectedHours?) -> String {
    guard let hours else { return text("programme.protect.none") }
    let days = text.list(
      Weekday.week(text.language).filter(hours.days.contains).map { Weekday.name($0, text) })
    let sentence = text(
      "programme.protect.what",
      [
        "minutes": .integer(hours.minutes), "days": .string(days),
        "from": .string(ClockTime.text(hours.from)),
        "until": .string(ClockTime.text(hours.until)),
      ])
    return desk.tally.count > 0 ? sentence + " " + desk.tally.sentence(text) : sentence
  }

  private var revisions: HTML {
    guard !desk.revisions.isEmpty else { return "" }
    let postponed = desk.revisions.count { $0.decision?.kind == .postponed }
    let rows = desk.revisions.prefix(12).map { revision -> HTML in
      let note: HTML =
        revision.decision.map { "<span class=\"row-note\" dir=\"auto\">\($0.note)</span>" } ?? ""
      return """
        <tr><th scope="row"><a class="row-link" href="\(Path.revision(revision.id))">\(RevisionName.of(revision.subject, text))</a></th>
        <td class="is-nowrap">\(text.dayElement(revision.dueOn))</td>
        <td>\(RevisionName.badge(revision, on: visit.today, text))\(note)</td></tr>
        """
    }
    return """
      <section><h2>\(text("revision.list"))</h2><p>\(text("revision.list.lede", ["count": .integer(postponed)]))</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("revision.list"))">
      <table><thead><tr><th scope="col">\(text("revision.subject"))</th><th scope="col">\(text("revision.due"))</th>
      <th scope="col">\(text("work.state"))</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }

  // MARK: Deciding

  private var exception: HTML {
    guard desk.mayChange, let next = desk.next, desk.programme?.state != .ended else { return "" }
    let plan = next.cycle.plan
    let before: HTML =
      next.exception.map {
        "<p class=\"notice\">\(text("programme.exception.is")) <span dir=\"auto\">\($0)</span></p>"
      } ?? ""
    func date(_ name: String, _ label: String, _ day: Day) -> HTML {
      """
      <div class="field"><label for="\(name)">\(label)</label><input id="\(name)" name="\(name)" type="date" required value="\(day.iso)"></div>
      """
    }
    let period = CycleState.period(next.cycle, text)
    return """
      <details class="disclosure"><summary>\(text("programme.exception", ["period": .string(period)]))</summary>
      <p>\(text("programme.exception.why"))</p>\(before)
      <form class="form" method="post" action="\(Path.programme(desk.team.id).appending("exception"))">\(visit.csrf)
      <input type="hidden" name="cycle" value="\(next.cycle.id.text)">
      <div class="fields">\(date("reflect", text("cycle.reflect"), plan.reflectBy))\(date("review", text("cycle.review"), plan.reviewBy))\(date("share", text("cycle.share"), plan.shareOn))
      <div class="field"><label for="minimum">\(text("cycle.minimum"))</label><input id="minimum" name="minimum" type="number" min="1" max="20" required value="\(plan.size.minimum)"></div></div>
      <div class="field"><label for="exception-note">\(text("programme.note"))</label><input id="exception-note" name="note" required maxlength="500" dir="auto"></div>
      <div class="form-actions"><button>\(text("programme.exception.do"))</button></div></form></details>
      """
  }

  private func decisions(_ programme: Programme) -> HTML {
    let history: HTML =
      programme.events.count > 1
      ? "<ul>\(programme.events.reversed().map(event))</ul>" : ""
    guard desk.mayChange else { return history }
    let choices: [(Programme.Event.Kind, String)] =
      switch programme.state {
      case .running:
        [(.paused, text("programme.pause")), (.ended, text("programme.end"))]
      case .paused:
        [(.resumed, text("programme.resume")), (.ended, text("programme.end"))]
      case .ended: [(.started, text("programme.restart"))]
      }
    let buttons = choices.map { kind, name -> HTML in
      "<button name=\"decision\" value=\"\(kind.rawValue)\">\(name)</button>"
    }
    return """
      <details class="disclosure"><summary>\(text("programme.decide"))</summary><p>\(text("programme.decide.why"))</p>
      <form class="form" method="post" action="\(Path.programme(desk.team.id).appending("decisions"))">\(visit.csrf)
      <div class="field"><label for="decision-note">\(text("programme.note"))</label><input id="decision-note" name="note" maxlength="500" dir="auto"></div>
      <div class="form-actions">\(buttons)</div></form>\(history)</details>
      """
  }

  private func event(_ event: Programme.Event) -> HTML {
    let name = event.by.flatMap { desk.names[$0] } ?? "–"
    let what =
      switch event.kind {
      case .started: text("programme.event.started")
      case .paused: text("programme.event.paused")
      case .resumed: text("programme.event.resumed")
      case .ended: text("programme.event.ended")
      }
    return """
      <li>\(text.moment(event.at)) – \(what) (<bdi>\(name)</bdi>) <span dir="auto">\(event.note)</span></li>
      """
  }
}

extension Outlook.Entry {
  /// What happens, without the day.
  func name(_ text: Text) -> String {
    switch happening {
    case .opens: text("programme.what.opens")
    case .ownDue: text("programme.what.ownDue")
    case .reviewsDue: text("programme.what.reviewsDue")
    case .shares: text("programme.what.shares")
    case .closes: text("programme.what.closes")
    case .plans: text("programme.what.plans")
    }
  }
}
