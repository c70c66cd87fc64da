internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Web

/// One cycle: where it stands, what comes next, how the sample was drawn, who owes what.
struct CycleView {
  let visit: Visit
  let round: Round

  private var text: Text { visit.text }
  private var cycle: Cycle { round.cycle }
  private var plan: Plan { round.cycle.plan }

  var title: String { CycleState.title(cycle, team: round.team, text) }

  var html: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("cycle.breadcrumb"))"><ol><li><a href="/cycles">\(text("cycle.list"))</a></li><li>\(CycleState.period(cycle, text))</li></ol></nav>
    <p class="lede">\(lede) \(CycleState.badge(cycle, text))</p>
    \(strip)\(remarks)\(action)\(additions)\(CyclePlanView(visit: visit, cycle: cycle, card: round.card).html)\(preview)\(BalanceView(visit: visit, round: round).html)\(owed)\(SampleView(visit: visit, round: round).html)
    """
  }

  private var strip: HTML {
    CycleCalendarView(calendar: round.calendar(on: visit.today, in: visit.zone), text: text).strip
  }

  private var lede: String {
    let others = round.live.filter(\.kind.counts)
    let values: [String: TextValue] = [
      "picks": .integer(round.current.count), "pool": .integer(cycle.poolSize ?? 0),
      "done": .integer(others.count { $0.submittedAt != nil }), "count": .integer(others.count),
    ]
    return cycle.state == .draft ? text("cycle.lede.draft") : text("cycle.lede.one", values)
  }

  private var remarks: HTML {
    cycle.remarks.map { "<p class=\"notice is-warn\">\($0.sentence(text))</p>" as HTML }.joined()
  }

  // MARK: The next step

  private var action: HTML {
    guard round.mayChange else { return "" }
    return switch cycle.state {
    case .draft:
      step(text("cycle.open.title"), openingWhy, "opening", text("cycle.open"))
    case .open: share
    case .shared:
      step(text("cycle.close.title"), closingWhy, "closing", text("cycle.close"))
    case .closed: ""
    }
  }

  /// What opening means, and when it happens by itself.
  private var openingWhy: String {
    let why = text("cycle.open.why")
    guard let day = round.opensOn else { return why }
    return text("cycle.open.auto", ["day": .string(text.day(day))]) + " " + why
  }

  /// What closing means, and when it happens by itself.
  private var closingWhy: String {
    let day = cycle.lastDay(in: visit.zone).map { text.day($0) } ?? "–"
    return text("cycle.close.why") + " " + text("cycle.close.auto", ["day": .string(day)])
  }

  private func step(_ title: String, _ why: String, _ verb: String, _ name: String) -> HTML {
    """
    <section class="card"><h2>\(title)</h2><p>\(why)</p>
    <form method="post" action="\(Path.cycle(cycle.id).appending(verb))">\(visit.csrf)
    <div class="form-actions"><button class="is-primary" data-confirm="\(why)">\(name)</button></div></form></section>
    """
  }

  private var share: HTML {
    let isEarly = visit.today < plan.shareOn
    let reason: HTML =
      isEarly
      ? """
      <div class="field"><label for="reason">\(text("cycle.share.reason"))</label>
      <p class="hint" id="reason-hint">\(text("cycle.share.early"))</p>
      <input id="reason" name="reason" required maxlength="500" dir="auto" aria-describedby="reason-hint"></div>
      """ : ""
    let waiting = round.live.count { $0.kind.counts && $0.submittedAt == nil }
    let missing: HTML =
      waiting > 0
      ? "<p>\(text("cycle.share.missing", ["count": .integer(waiting)]))</p>" : ""
    return """
      <section class="card"><h2>\(text("cycle.share.title"))</h2><p>\(text("cycle.share.why")) \(text("cycle.share.auto"))</p>\(missing)
      <form class="form" method="post" action="\(Path.cycle(cycle.id).appending("sharing"))">\(visit.csrf)\(reason)
      <div class="form-actions"><button class="is-primary">\(text("cycle.share.do"))</button></div></form></section>
      """
  }

  private var additions: HTML? {
    guard round.mayChange, cycle.state == .open, plan.sampling.topUp > 0 else { return nil }
    let path = Path.cycle(cycle.id).appending("additions")
    return """
      <section class="card"><h2>\(text("sampling.topUp.title"))</h2>
      <p>\(text("sampling.topUp.card", ["count": .integer(plan.sampling.topUp)]))</p>
      <p><a class="button" href="\(path)">\(text("sampling.topUp.open"))</a></p></section>
      """
  }

  private var preview: HTML? {
    round.preview.map { SamplePreviewView(preview: $0, text: text).html }
  }

  private var owed: HTML {
    guard cycle.state == .open || cycle.state == .shared, !round.live.isEmpty else { return "" }
    return DebtView(visit: visit, round: round).html
  }
}

/// Who still owes what, by name.
struct DebtView {
  let visit: Visit
  let round: Round

  private var text: Text { visit.text }

  var html: HTML {
    // Once shared, whose number changes would tell who wrote what came last.
    if round.cycle.state == .shared, !round.cycle.plan.namesReviewers { return "" }
    let rows = round.alphabetical(round.debts.keys).map { person -> HTML in
      let debt = round.debts[person] ?? Debt()
      let late: HTML =
        debt.overdue > 0
        ? "<span class=\"badge is-bad\">\(text("cycle.owed.late", ["count": .integer(debt.overdue)]))</span>"
        : "–"
      return """
        <tr><th scope="row"><bdi>\(round.names[person] ?? "–")</bdi></th>
        <td class="is-numeric">\(share(debt.ownDone, debt.own))</td>
        <td class="is-numeric">\(share(debt.othersDone, debt.others))</td><td>\(late)\(until(person, debt))</td>\(relief(person, debt))</tr>
        """
    }
    let heading: HTML? = mayRelieve ? "<th scope=\"col\">\(text("cycle.owed.relief"))</th>" : nil
    return """
      <section><h2>\(text("cycle.owed"))</h2>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("cycle.owed"))">
      <table><thead><tr><th scope="col">\(text("cycle.person"))</th>
      <th scope="col" class="is-numeric">\(text("cycle.owed.own"))</th>
      <th scope="col" class="is-numeric">\(text("cycle.owed.others"))</th>
      <th scope="col">\(text("review.state.overdue"))</th>\(heading)</tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }

  private var mayRelieve: Bool {
    visit.actor.can(.change, .assignment, Ownership(team: round.cycle.team.rawValue))
  }

  /// What a lead can do for somebody who cannot: pass on what is left, or give more time.
  private func relief(_ person: Person.ID, _ debt: Debt) -> HTML? {
    guard mayRelieve else { return nil }
    return """
      <td>\(PassingForm.html(person, debt, round, visit))\(MoreTimeForm.html(person, debt, round, visit))</td>
      """
  }

  /// The day somebody was given, with the reason, as long as it matters.
  private func until(_ person: Person.ID, _ debt: Debt) -> HTML? {
    guard debt.othersLeft > debt.secondLeft, let more = round.moreTime[person] else { return nil }
    return """
      <span class="row-note">\(text("moreTime.given", ["day": .string(text.day(more.dueOn))])) <span dir="auto">\(more.reason)</span></span>
      """
  }

  private func share(_ done: Int, _ count: Int) -> String {
    count == 0 ? "–" : text("cycle.of", ["done": .integer(done), "count": .integer(count)])
  }
}
