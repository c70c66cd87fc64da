internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Web

/// Every baseline the reader may see.
struct BaselineListView {
  let visit: Visit
  let baselines: [Baseline]
  let aims: Aims

  private var text: Text { visit.text }

  var page: HTML {
    let new: HTML? =
      visit.actor.can(.create, .baseline)
      ? "<div class=\"page-actions\"><a class=\"button is-primary\" href=\"/baselines/new\">\(text("baseline.new"))</a></div>"
      : nil
    guard !baselines.isEmpty else {
      return """
        <p class="lede">\(text("baseline.lede"))</p>\(new)
        <div class="empty"><h2>\(text("baseline.empty"))</h2><p>\(text("baseline.empty.why"))</p></div>
        """
    }
    let rows = baselines.map { baseline -> HTML in
      let metric = baseline.metric
      return """
        <tr><th scope="row"><a class="row-link" href="\(Path.baseline(baseline.id))" dir="auto">\(baseline.title)</a></th>
        <td dir="auto">\(aims.name(baseline.aim, text))</td><td>\(metric.name(text))</td>
        <td>\(BaselineView.days(baseline.period, text))</td>
        <td class="is-numeric"><bdi>\(baseline.estimate.value.map { metric.written($0, text) } ?? "–")</bdi></td></tr>
        """
    }
    return """
      <p class="lede">\(text("baseline.lede"))</p>\(new)
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("baseline.title"))"><table>
      <thead><tr><th scope="col">\(text("baseline.name"))</th><th scope="col">\(text("baseline.aim"))</th>
      <th scope="col">\(text("target.metric"))</th><th scope="col">\(text("baseline.months"))</th>
      <th scope="col" class="is-numeric">\(text("target.value"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }
}

/// One baseline: what was locked, and what became of it after one, three and six months.
struct BaselineView {
  struct Model: Sendable {
    let baseline: Baseline
    let aims: Aims
    let today: Day
    let looks: [Baseline.Look]
    let months: [Reading]
  }

  let visit: Visit
  let model: Model

  private var text: Text { visit.text }
  private var baseline: Baseline { model.baseline }
  private var metric: Metric { baseline.metric }

  /// The months of a period in words.
  static func days(_ period: Period, _ text: Text) -> String {
    period.wholeMonths == 1
      ? text.month(period.first) : "\(text.month(period.first)) – \(text.month(period.last))"
  }

  var page: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("form.breadcrumb"))"><ol><li><a href="/baselines">\(text("baseline.title"))</a></li></ol></nav>
    <p class="lede">\(lede)</p>
    \(locked)
    <section class="stack"><h2>\(text("baseline.looks"))</h2>\(looks)</section>
    \(chart)
    <details class="disclosure"><summary>\(text("baseline.how"))</summary><p>\(text("baseline.how.text"))</p></details>
    """
  }

  // MARK: In a sentence

  /// The latest look says how it stands.
  private var lede: String {
    guard let last = model.looks.last else {
      let first = baseline.window(months: Baseline.looks[0]).last.advanced(by: 1)
      return text("baseline.lede.waiting", ["day": .string(text.day(first))])
    }
    return sentence(last.comparison)
  }

  private func sentence(_ look: BaselineComparison) -> String {
    let told = look.isHiddenByMix ? look.atSameMix ?? look.change : look.change
    let (lower, upper) = (told.lower, told.upper)
    let values: [String: TextValue] = [
      "count": .integer(look.months),
      "change": .string(told.value.map { metric.writtenDifference($0, text) } ?? "–"),
      "lower": .string(lower.map { metric.writtenDifference($0, text) } ?? "–"),
      "upper": .string(upper.map { metric.writtenDifference($0, text) } ?? "–"),
    ]
    return switch (look.verdict, look.doubt) {
    case (.signal(let direction, _), _):
      text(isBetter(direction) ? "baseline.better" : "baseline.worse", values)
        + (look.isHiddenByMix ? " " + text("baseline.hidden") : "")
    case (.equivalent, _): text("baseline.equivalent", values)
    case (.inconclusive, .season?): text("baseline.doubt.season", values)
    case (.inconclusive, .mix?): text("baseline.doubt.mix", values)
    case (.inconclusive, nil): text("baseline.inconclusive", values)
    case (.notEnoughData, _): text("baseline.notEnough", values)
    }
  }

  /// Whether a change in that direction is good; where neither is, higher counts as such.
  private func isBetter(_ direction: Verdict.Direction) -> Bool {
    metric.better == .lower ? direction == .lower : direction == .higher
  }

  // MARK: What was locked

  private var locked: HTML {
    let estimate = baseline.estimate
    let who = model.aims.name(baseline.lockedBy)
    let by: HTML = who.map { ", <span dir=\"auto\">\($0)</span>" } ?? ""
    let margin: HTML? =
      baseline.margin > 0
      ? "<div><dt>\(text("baseline.margin"))</dt><dd><bdi>\(metric.writtenDifference(baseline.margin, text))</bdi></dd></div>"
      : nil
    return """
      <dl class="facts card">
      <div><dt>\(text("baseline.aim"))</dt><dd dir="auto">\(model.aims.name(baseline.aim, text))</dd></div>
      <div><dt>\(metric.name(text))</dt><dd><bdi>\(estimate.value.map { metric.written($0, text) } ?? "–")</bdi> (<bdi>\(metric.interval(estimate, text) ?? "–")</bdi>, n = \(estimate.n))</dd></div>
      <div><dt>\(text("baseline.months"))</dt><dd>\(Self.days(baseline.period, text))</dd></div>\(margin)
      <div><dt>\(text("baseline.lockedAt"))</dt><dd>\(text.moment(baseline.lockedAt))\(by)</dd></div>
      <div><dt>\(text("baseline.formula"))</dt><dd>\(baseline.formula)</dd></div></dl>
      """
  }

  // MARK: Looks

  private var looks: HTML {
    let cards = Baseline.looks.map { months -> HTML in
      guard let look = model.looks.first(where: { $0.comparison.months == months }) else {
        let day = baseline.window(months: months).last.advanced(by: 1)
        return """
          <section class="card"><h3>\(text("baseline.after", ["count": .integer(months)]))</h3>
          <p class="is-soft">\(text("baseline.comes", ["day": .string(text.day(day))]))</p></section>
          """
      }
      return card(look)
    }
    return "<div class=\"cards\">\(cards)</div>"
  }

  private func card(_ look: Baseline.Look) -> HTML {
    let comparison = look.comparison
    let later = comparison.later
    return """
      <section class="card"><div class="card-header"><h3>\(text("baseline.after", ["count": .integer(comparison.months)]))</h3>\(badge(comparison))</div>
      <p>\(sentence(comparison))</p>
      <dl class="facts">
      <div><dt>\(Self.days(comparison.period, text))</dt><dd><bdi>\(later.value.map { metric.written($0, text) } ?? "–")</bdi> (<bdi>\(metric.interval(later, text) ?? "–")</bdi>, n = \(later.n))</dd></div>
      \(difference("baseline.change", comparison.change))
      \(difference("baseline.beyondSeason", comparison.beyondSeason))
      \(difference("baseline.atSameMix", comparison.atSameMix))</dl>
      \(noSeason(comparison))
      \(shifts(look.mix))</section>
      """
  }

  private func noSeason(_ look: BaselineComparison) -> HTML? {
    guard look.beyondSeason == nil else { return nil }
    return "<p class=\"is-soft is-small\">\(text("baseline.noSeason"))</p>"
  }

  private func badge(_ look: BaselineComparison) -> HTML {
    switch look.verdict {
    case .signal(let direction, _):
      isBetter(direction)
        ? "<span class=\"badge is-good\">\(text("baseline.verdict.better"))</span>"
        : "<span class=\"badge is-warn\">\(text("baseline.verdict.worse"))</span>"
    case .equivalent: "<span class=\"badge\">\(text("baseline.verdict.equivalent"))</span>"
    case .inconclusive: "<span class=\"badge\">\(text("baseline.verdict.inconclusive"))</span>"
    case .notEnoughData:
      "<span class=\"badge is-thin\">\(text("baseline.verdict.notEnough"))</span>"
    }
  }

  private func difference(_ key: String, _ estimate: Estimate?) -> HTML? {
    guard let estimate, let value = estimate.value, let lower = estimate.lower,
      let upper = estimate.upper
    else { return nil }
    return """
      <div><dt>\(text(key))</dt><dd><bdi>\(metric.writtenDifference(value, text))</bdi> (<bdi>\(metric.writtenDifference(lower, text))</bdi> … <bdi>\(metric.writtenDifference(upper, text))</bdi>)</dd></div>
      """
  }

  /// In what the conversations are of another kind than they were.
  private func shifts(_ mix: CaseMix) -> HTML {
    let lines = CaseMix.Dimension.allCases.compactMap { dimension -> HTML? in
      guard let distance = baseline.mix.distance(dimension, to: mix),
        distance >= CaseMix.notable,
        let shift = baseline.mix.largestShift(dimension, to: mix)
      else { return nil }
      let sentence = text(
        "baseline.shift",
        [
          "kind": .string(text("baseline.mix.\(dimension.rawValue)")),
          "name": .string(name(shift.value, dimension)),
          "before": .string(text.percent(shift.before)),
          "after": .string(text.percent(shift.after)),
        ])
      return "<li>\(sentence)</li>"
    }
    guard !lines.isEmpty else {
      return "<p class=\"is-soft is-small\">\(text("baseline.sameMix"))</p>"
    }
    return
      "<p class=\"is-small\">\(text("baseline.otherMix"))</p><ul class=\"is-small\">\(lines)</ul>"
  }

  private func name(_ value: String, _ dimension: CaseMix.Dimension) -> String {
    if value.isEmpty { return text("baseline.untold") }
    return switch dimension {
    case .channel: text.channel(Channel(rawValue: value))
    case .hour: text("baseline.hour.\(value)")
    case .reason, .language: value
    }
  }

  // MARK: Month by month

  private var chart: HTML? {
    guard let value = baseline.estimate.value,
      model.months.count(where: { $0.estimate.value != nil }) >= 2
    else { return nil }
    let ends = model.months.flatMap {
      [$0.estimate.lower, $0.estimate.upper, $0.estimate.value]
    }.compactMap(\.self).map(metric.clipped)
    let series = TimeSeries(
      caption: Caption(
        id: "months", title: text("baseline.chart"),
        summary: text("baseline.chart.summary", ["value": .string(metric.written(value, text))]),
        columns: [
          text("target.period"), text("target.value"), text("target.interval"),
          text("target.count"),
        ], tableName: text("target.chart.table")),
      axis: Axis(covering: ends + [value]) { metric.written($0, text) },
      points: model.months.map { reading in
        TimeSeries.Point(
          label: text.month(reading.period.first), reading: metric.drawn(reading, text))
      },
      reference: Reference(
        value: value,
        label: text("baseline.line", ["value": .string(metric.written(value, text))])))
    return series.figure(text.language.isRightToLeft ? .rightToLeft : .leftToRight)
  }
}
