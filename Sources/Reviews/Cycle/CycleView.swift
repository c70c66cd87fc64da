internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Web

/// One cycle: where it stands, what comes next, who owes what; the rest folded or a link away.
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
    \(strip)\(CycleSummary(visit: visit, round: round).html)\(step)\(DebtView(visit: visit, round: round).html)\(ways)\(preview)
    <section class="stack">\(remarks)\(agreed)\(BalanceView(visit: visit, round: round).html)</section>
    """
  }

  private var strip: HTML {
    CycleCalendarView(calendar: round.calendar(on: visit.today, in: visit.zone), text: text).strip
  }

  private var lede: String {
    let values: [String: TextValue] = [
      "picks": .integer(round.current.count), "pool": .integer(cycle.poolSize ?? 0),
      "done": .integer(round.handedIn), "count": .integer(round.asked),
    ]
    return cycle.state == .draft ? text("cycle.lede.draft") : text("cycle.lede.one", values)
  }

  // MARK: The next step

  private var step: HTML {
    guard round.mayChange else { return "" }
    return switch cycle.state {
    case .draft: step(text("cycle.open.title"), openingWhy, "opening", text("cycle.open"))
    case .open: SharingStep(visit: visit, round: round).html
    case .shared: step(text("cycle.close.title"), closingWhy, "closing", text("cycle.close"))
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
    let why = text("cycle.close.why") + " " + text("cycle.close.auto", ["day": .string(day)])
    guard !plan.namesReviewers else { return why }
    let few: [String: TextValue] = ["few": .integer(Author.fewestToHide)]
    return why + " " + text("cycle.named.late", few) + " " + text("cycle.named.unread")
  }

  private func step(_ title: String, _ why: String, _ verb: String, _ name: String) -> HTML {
    """
    <section class="card"><h2>\(title)</h2><p>\(why)</p>
    <form method="post" action="\(Path.cycle(cycle.id).appending(verb))">\(visit.csrf)
    <div class="form-actions"><button class="is-primary" data-confirm="\(why)">\(name)</button></div></form></section>
    """
  }

  // MARK: Ways on

  /// The pages that hold the rest, each with a sentence of what is there.
  private var ways: HTML {
    guard cycle.state != .draft else { return "" }
    let path = Path.cycle(cycle.id)
    let ownership = Ownership(team: cycle.team.rawValue)
    var cards: [HTML] = []
    if !round.picks.isEmpty {
      let values: [String: TextValue] = [
        "count": .integer(round.current.count),
        "people": .integer(Set(round.current.map(\.agent)).count),
      ]
      let change = round.mayChange && cycle.state == .open ? " " + text("sample.way.change") : ""
      cards.append(
        way(.sample(of: cycle.id), text("sample.title"), text("sample.way", values) + change))
    }
    if round.mayChange, cycle.state == .open, plan.sampling.topUp > 0 {
      cards.append(
        way(
          path.appending("additions"), text("sampling.topUp.title"),
          text("sampling.topUp.card", ["count": .integer(plan.sampling.topUp)])))
    }
    if visit.actor.can(.export, .teamReport, ownership) {
      cards.append(
        way(path.appending("fairness"), text("fairness.title"), text("fairness.way")))
    }
    return cards.isEmpty ? "" : "<div class=\"cards\">\(cards)</div>"
  }

  private func way(_ path: Path, _ title: String, _ sentence: String) -> HTML {
    """
    <section class="card"><h2><a href="\(path)">\(title)</a></h2><p>\(sentence)</p></section>
    """
  }

  // MARK: Folded

  /// What the rule of assignment could not do when the cycle was opened.
  private var remarks: HTML? {
    guard !cycle.remarks.isEmpty else { return nil }
    let items = cycle.remarks.map { "<li>\($0.sentence(text))</li>" as HTML }
    return """
      <details class="disclosure"><summary>\(text("cycle.remarks", ["count": .integer(items.count)]))</summary><ul>\(items)</ul></details>
      """
  }

  private var agreed: HTML {
    let plan = CyclePlanView(visit: visit, cycle: cycle, card: round.card)
    guard cycle.state != .draft else { return plan.html }
    return """
      <details class="disclosure"><summary>\(text("cycle.agreed"))</summary><div class="stack">\(plan.html)</div></details>
      """
  }

  private var preview: HTML? {
    round.preview.map { SamplePreviewView(preview: $0, text: text).html }
  }
}

/// Sharing as the next step: at hand when its day has come or nothing more is to come, folded before.
private struct SharingStep {
  let visit: Visit
  let round: Round

  private var text: Text { visit.text }
  private var plan: Plan { round.cycle.plan }
  private var isEarly: Bool { visit.today < plan.shareOn }
  private var waiting: Int { round.asked - round.handedIn }

  var html: HTML {
    guard isEarly, waiting > 0 else {
      return """
        <section class="card"><h2>\(text("cycle.share.title"))</h2><p>\(text("cycle.share.why")) \(text("cycle.share.auto"))</p>\(missing)\(form(isPrimary: true))</section>
        """
    }
    let values: [String: TextValue] = [
      "count": .integer(waiting), "day": .string(text.day(plan.shareOn)),
    ]
    return """
      <section class="card"><h2>\(text("cycle.next"))</h2><p>\(text("cycle.next.wait", values))</p>
      <p class="actions"><a class="button is-primary" href="#owed">\(text("cycle.next.owed"))</a></p>
      <details class="disclosure"><summary>\(text("cycle.share.before"))</summary>
      <div class="stack"><p>\(text("cycle.share.why"))</p>\(missing)\(form(isPrimary: false))</div></details></section>
      """
  }

  private var missing: HTML? {
    guard waiting > 0 else { return nil }
    let late =
      plan.namesReviewers
      ? text("cycle.share.late")
      : text("cycle.named.late", ["few": .integer(Author.fewestToHide)])
    return "<p>\(text("cycle.share.missing", ["count": .integer(waiting)])) \(late)</p>"
  }

  private func form(isPrimary: Bool) -> HTML {
    let reason: HTML =
      isEarly
      ? """
      <div class="field"><label for="reason">\(text("cycle.share.reason"))</label>
      <p class="hint" id="reason-hint">\(text("cycle.share.early"))</p>
      <input id="reason" name="reason" required maxlength="500" dir="auto" aria-describedby="reason-hint"></div>
      """ : ""
    let look: HTML = isPrimary ? " class=\"is-primary\"" : ""
    return """
      <form class="form" method="post" action="\(Path.cycle(round.cycle.id).appending("sharing"))">\(visit.csrf)\(reason)
      <div class="form-actions"><button\(look)>\(text("cycle.share.do"))</button></div></form>
      """
  }
}
