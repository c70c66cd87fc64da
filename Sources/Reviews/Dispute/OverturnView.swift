internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Web

/// Loud cases and quiet ones, beside each other.
struct OverturnView {
  let visit: Visit
  let picture: OverturnPicture

  private var text: Text { visit.text }
  private var overturn: Overturn { picture.overturn }
  private var look: SecondLook { picture.look }

  var html: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("cycle.breadcrumb"))"><ol><li><a href="/disputes">\(text("dispute.list"))</a></li><li>\(text("overturn.title"))</li></ol></nav>
    <p class="lede">\(lede)</p>\(teams)
    <section class="stack"><h2>\(text("overturn.loud"))</h2><p>\(loudLede)</p>\(loud)\(criteria)\(months)</section>
    <section class="stack"><h2>\(text("overturn.quiet"))</h2><p>\(quietLede)</p>\(quiet)
    <p class="is-soft is-small">\(text("overturn.quiet.how", ["margin": .integer(Int(SecondLook.margin))])) \(picture.rule.secondSentence(text))</p></section>
    """
  }

  private var lede: String {
    text(
      "overturn.lede",
      ["shared": .integer(overturn.shared), "count": .integer(overturn.stood.count)])
  }

  private var teams: HTML {
    guard picture.teams.count > 1 else { return "" }
    let path: Path = "/disputes/figures"
    let all: HTML = picture.chosen == nil ? " aria-current=\"true\"" : ""
    let links = picture.teams.map { team -> HTML in
      let current: HTML = team.id == picture.chosen?.id ? " aria-current=\"true\"" : ""
      return """
        <a class="chip" href="\(path.query([("team", team.id.text)]))"\(current) dir="auto">\(team.name)</a>
        """
    }
    return """
      <nav class="chips" aria-label="\(text("overturn.teams"))"><a class="chip" href="\(path)"\(all)>\(text("overturn.allTeams"))</a>\(links)</nav>
      """
  }

  private func stat(_ label: String, _ value: HTML, _ note: String) -> HTML {
    """
    <div class="stat"><span class="stat-label">\(label)</span>
    <span class="stat-value">\(value)</span><span class="stat-note">\(note)</span></div>
    """
  }

  // MARK: The loud cases

  private var loudLede: String {
    let count = overturn.count
    guard count.decided >= Estimate.fewestToCompare else {
      return text("overturn.few", ["count": .integer(count.decided)])
    }
    return text("overturn.loud.lede", values(of: count.overturned))
  }

  private var loud: HTML {
    guard !overturn.cases.isEmpty else { return "" }
    let count = overturn.count
    return """
      <div class="stats">
      \(stat(text("overturn.disputed"), overturn.disputed.html(text, scale: .share), text("overturn.disputed.note")))
      \(stat(text("dispute.state.accepted"), count.share(.accepted).html(text, scale: .share), text("overturn.accepted.note")))
      \(stat(text("dispute.state.partly"), count.share(.partly).html(text, scale: .share), text("overturn.partly.note")))
      \(stat(text("dispute.state.refused"), count.share(.refused).html(text, scale: .share), text("overturn.refused.note")))
      \(stat(text("overturn.change"), overturn.change.points(text), text("overturn.change.note")))
      \(stat(text("overturn.days"), overturn.days.days(text), text("overturn.days.note")))
      </div>
      <p class="is-soft">\(text("overturn.others", ["open": .integer(overturn.state(.open)), "withdrawn": .integer(overturn.state(.withdrawn)), "lapsed": .integer(overturn.state(.lapsed))]))</p>
      """
  }

  private var criteria: HTML {
    guard !picture.criteria.isEmpty else { return "" }
    let download = ("/disputes/figures/criteria.csv" as Path).query([
      ("team", picture.chosen?.id.text)
    ])
    return """
      <h3>\(text("overturn.criteria"))</h3><p>\(text("overturn.criteria.lede"))</p>
      \(picture.byCriterion(text).html(text, download: download))
      """
  }

  private var months: HTML {
    guard !overturn.months.isEmpty else { return "" }
    let rows = overturn.months.map { month -> HTML in
      let part = overturn.of(month)
      let count = part.count
      return """
        <tr><th scope="row">\(text.month(month))</th><td class="is-numeric">\(text.number(part.cases.count))</td>
        <td class="is-numeric">\(text.number(count.accepted))</td><td class="is-numeric">\(text.number(count.partly))</td>
        <td class="is-numeric">\(text.number(count.refused))</td><td class="is-numeric">\(text.number(part.state(.open)))</td>
        <td>\(count.decided == 0 ? "–" : count.overturned.html(text, scale: .share))</td></tr>
        """
    }
    return """
      <h3>\(text("overturn.months"))</h3>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("overturn.months"))">
      <table><thead><tr><th scope="col">\(text("overturn.month"))</th><th scope="col" class="is-numeric">\(text("overturn.raised"))</th>
      <th scope="col" class="is-numeric">\(text("dispute.state.accepted"))</th><th scope="col" class="is-numeric">\(text("dispute.state.partly"))</th>
      <th scope="col" class="is-numeric">\(text("dispute.state.refused"))</th><th scope="col" class="is-numeric">\(text("dispute.state.open"))</th>
      <th scope="col">\(text("overturn.overturned"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  // MARK: The quiet ones

  private var quietLede: String {
    guard look.isEnough else {
      return text("overturn.quiet.few", ["count": .integer(look.pairs.count)])
    }
    return text("overturn.quiet.lede", values(of: look.different))
  }

  private var quiet: HTML {
    let waiting = text(
      "overturn.quiet.drawn",
      [
        "drawn": .integer(look.drawn), "done": .integer(look.pairs.count),
        "waiting": .integer(look.waiting), "missed": .integer(look.missed),
        "free": .integer(look.unassigned),
        "disputed": .integer(look.disputed),
      ])
    guard look.isEnough else { return "<p class=\"is-soft\">\(waiting)</p>" }
    return """
      <div class="stats">
      \(stat(text("overturn.different"), look.different.html(text, scale: .share), text("overturn.different.note", ["margin": .integer(Int(SecondLook.margin))])))
      \(stat(text("overturn.gap"), look.gap.points(text), text("overturn.gap.note")))
      \(stat(text("overturn.differing"), look.differing.html(text), text("overturn.differing.note")))
      \(stat(text("overturn.flips"), look.flips.html(text, scale: .share), text("overturn.flips.note")))
      </div><p class="is-soft">\(waiting)</p>
      """
  }

  private func values(of estimate: Estimate) -> [String: TextValue] {
    func shown(_ value: Double?) -> TextValue { .string(value.map { text.percent($0) } ?? "–") }
    return [
      "share": shown(estimate.value), "lower": shown(estimate.lower),
      "upper": shown(estimate.upper), "count": .integer(estimate.n),
    ]
  }
}

extension OverturnPicture {
  /// The share of disputed answers that were changed, criterion by criterion.
  func byCriterion(_ text: Text) -> EstimateChart {
    let lines = criteria.map { criterion in
      EstimateChart.Line(
        label: criterion.name, estimate: overturn.count(of: criterion.id).overturned.inPercent)
    }
    return EstimateChart(
      id: "criteria", title: text("overturn.criteria"), lines: lines, isBelowItsTitle: true)
  }
}

extension Estimate {
  /// A share in 0…1 on the scale of scores.
  var inPercent: Estimate {
    Estimate(
      value: value.map { $0 * 100 }, lower: lower.map { $0 * 100 },
      upper: upper.map { $0 * 100 }, n: n, effectiveN: effectiveN, method: method,
      status: status, center: center.map { $0 * 100 }, confidence: confidence)
  }

  /// A number of points with its interval.
  fileprivate func points(_ text: Text) -> HTML {
    shown(text) { SelfGap.shown($0, text) }
  }

  /// A number of days with its interval, where there are enough for one.
  fileprivate func days(_ text: Text) -> HTML {
    shown(text) { text.number($0, digits: $0 < 10 ? 1 : 0) }
  }

  private func shown(_ text: Text, _ print: (Double) -> String) -> HTML {
    let count: HTML = """
      <span class="estimate-n">\(text("estimate.n", ["count": .integer(n)]))</span>
      """
    guard let value, status == .ok else {
      return """
        <span class="estimate is-thin"><span class="estimate-value">\(text("estimate.none"))</span> \(count)</span>
        """
    }
    var interval: HTML?
    if let lower, let upper {
      interval = """
        <span class="estimate-interval"><span class="visually-hidden">\(text("estimate.interval"))</span> <bdi>\(print(lower))–\(print(upper))</bdi></span> 
        """
    }
    let thin: HTML = isComparable ? "" : " is-thin"
    return """
      <span class="estimate\(thin)"><span class="estimate-value"><bdi>\(print(value))</bdi></span> \(interval)\(count)</span>
      """
  }
}
