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
    \(strip)\(remarks)\(action)\(additions)\(facts)\(rule)\(preview)\(BalanceView(visit: visit, round: round).html)\(owed)\(SampleView(visit: visit, round: round).html)
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

  // MARK: The plan

  private var facts: HTML {
    func fact(_ name: String, _ value: HTML) -> HTML {
      "<div><dt>\(name)</dt><dd>\(value)</dd></div>"
    }
    let card: HTML =
      round.card.map {
        "<a href=\"\(Path.scorecardVersion($0))\" dir=\"auto\">\($0.rubric.name) · \($0.label)</a>"
      } ?? "–"
    let early: HTML =
      cycle.shareReason.map { fact(text("cycle.share.reason"), "<span dir=\"auto\">\($0)</span>") }
      ?? ""
    return """
      <section class="card"><h2>\(text("cycle.plan.title"))</h2><dl class="facts">
      \(fact(text("cycle.period"), "<bdi>\(text.day(plan.firstDay)) – \(text.day(plan.lastDay))</bdi>"))
      \(fact(text("cycle.scorecard"), card))
      \(fact(text("cycle.reflect"), text.dayElement(plan.reflectBy)))
      \(fact(text("cycle.review"), text.dayElement(plan.reviewBy)))
      \(fact(text("cycle.share"), text.dayElement(plan.shareOn)))\(early)
      \(fact(text("cycle.each"), "\(text.number(plan.reviewsPerConversation))"))\(plan.expertPercent > 0 ? fact(text("cycle.experts"), "\(text.percent(Double(plan.expertPercent) / 100))") : "")
      </dl>
      <p class="is-small">\(text(plan.namesReviewers ? "cycle.named.on" : "cycle.named.off"))</p>
      <p class="is-small">\(text(plan.asksSelfAssessment ? "cycle.self.on" : "cycle.self.off"))</p></section>
      """
  }

  /// How the sample comes about, in words anybody in the team can check.
  private var rule: HTML {
    let line: Drawing.Line = cycle.openedAt == nil ? .reasons : cycle.line
    let sentences = SamplingSentences.all(of: plan, line: line, text) + [text("cycle.rule.pairs")]
    let seed: HTML =
      cycle.openedAt == nil
      ? ""
      : """
      <div><dt>\(text("cycle.seed"))</dt><dd><code><bdi>\(String(cycle.seed))</bdi></code></dd></div>
      <div><dt>\(text("cycle.digest"))</dt><dd><code><bdi>\(cycle.poolDigest)</bdi></code></dd></div>
      """
    return """
      <details class="disclosure"><summary>\(text("cycle.rule"))</summary>
      <div class="stack"><ul>\(sentences.map { "<li>\($0)</li>" as HTML })</ul>\(fairness)
      <dl class="facts"><div><dt>\(text("cycle.commitment"))</dt><dd><code><bdi>\(cycle.commitment)</bdi></code></dd></div>\(seed)</dl>
      <p class="is-soft is-small">\(text("cycle.rule.check"))</p></div></details>
      """
  }

  /// The way to the page that shows what the choice did to the score.
  private var fairness: HTML? {
    let ownership = Ownership(team: cycle.team.rawValue)
    guard cycle.openedAt != nil, visit.actor.can(.export, .teamReport, ownership) else {
      return nil
    }
    let path = Path.cycle(cycle.id).appending("fairness")
    return "<p><a class=\"button\" href=\"\(path)\">\(text("fairness.title"))</a></p>"
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
        <td class="is-numeric">\(share(debt.othersDone, debt.others))</td><td>\(late)\(PassingForm.html(person, debt, round, visit))</td></tr>
        """
    }
    return """
      <section><h2>\(text("cycle.owed"))</h2>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("cycle.owed"))">
      <table><thead><tr><th scope="col">\(text("cycle.person"))</th>
      <th scope="col" class="is-numeric">\(text("cycle.owed.own"))</th>
      <th scope="col" class="is-numeric">\(text("cycle.owed.others"))</th>
      <th scope="col">\(text("review.state.overdue"))</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }

  private func share(_ done: Int, _ count: Int) -> String {
    count == 0 ? "–" : text("cycle.of", ["done": .integer(done), "count": .integer(count)])
  }
}
