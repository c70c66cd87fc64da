internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Web

/// The first step: which number says that the goal is reached.
struct MetricChoiceView {
  let visit: Visit
  let goal: Goal

  var html: HTML {
    let text = visit.text
    let action = Path.goal(goal.id).appending("targets").appending("new")
    let options = Metric.all.filter {
      $0.better != .between && $0.better != .neither || $0.kind == .count
    }
    .map { (value: $0.id, label: $0.name(text)) }
    return """
      \(TargetFormView.breadcrumb(goal, text))
      <p class="lede">\(text("target.choose.lede"))</p>
      <form class="form" method="get" action="\(action)">
      \(FormView(text).select("metric", text("target.metric"), options, selected: Metric.firstContactResolution.id, hint: text("target.metric.hint")))
      <div class="form-actions"><button class="is-primary">\(text("target.choose"))</button>
      <a class="button is-quiet" href="\(Path.goal(goal.id))">\(text("form.cancel"))</a></div></form>
      """
  }
}

/// The second step: the value, with what the past says about it.
struct TargetFormView {
  let visit: Visit
  let goal: Goal
  let typed: TargetForm
  /// What was typed; `nil` while there is no value.
  let target: Target?
  let readings: [Reading]
  let today: Day
  let fields: FormView

  private var text: Text { visit.text }
  private var metric: Metric { typed.metric }

  static func breadcrumb(_ goal: Goal, _ text: Text) -> HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("form.breadcrumb"))"><ol><li><a href="/goals">\(text("goal.title"))</a></li><li><a href="\(Path.goal(goal.id))" dir="auto">\(goal.title)</a></li></ol></nav>
    """
  }

  var html: HTML {
    let base = Path.goal(goal.id).appending("targets")
    let path = base.appending(typed.id?.text ?? "new")
    let save: HTML? =
      target == nil
      ? nil
      : "<button class=\"is-primary\" name=\"do\" value=\"save\">\(text("target.set"))</button>"
    let look: HTML = target == nil ? " class=\"is-primary\"" : ""
    return """
      \(Self.breadcrumb(goal, text))
      <p class="lede">\(text("target.form.lede", ["metric": .string(metric.name(text))]))</p>
      \(warning)
      <form class="form" method="post" action="\(path)">\(visit.csrf)\(fields.summary)
      <input type="hidden" name="metric" value="\(metric.id)"><input type="hidden" name="number" value="\(typed.number)">
      \(inputs)
      <div class="form-actions">\(save)<button name="do" value="look"\(look)>\(text("target.look"))</button>
      <a class="button is-quiet" href="\(Path.goal(goal.id))">\(text("form.cancel"))</a></div></form>
      \(past)
      """
  }

  private var warning: HTML? {
    guard metric.isTempting, let counter = metric.counter.flatMap(Metric.named) else { return nil }
    let sentence = text("target.tempting", ["counter": .string(counter.name(text))])
    return "<p class=\"notice is-warn\">\(sentence)</p>"
  }

  // MARK: Fields

  private var inputs: HTML {
    let comparisons = Target.Comparison.allCases.map {
      (value: $0.rawValue, label: text("target.comparison.\($0.rawValue)"))
    }
    let units = Target.units.map { (value: $0.rawValue, label: text(Target.each($0))) }
    return """
      <div class="fields">
      \(statistic)\(clock)
      \(fields.select("comparison", text("target.comparison"), comparisons, selected: typed.comparison.rawValue))
      \(fields.input("value", valueLabel, value: typed.value, attributes: " inputmode=\"decimal\" required"))
      \(timeUnit)
      \(fields.select("unit", text("target.unit"), units, selected: typed.unit.rawValue))
      </div>
      """
  }

  private var valueLabel: String {
    switch metric.unit {
    case .share: text("target.value.percent")
    case .points: text("target.value.points")
    case .score: text("target.value.score")
    case .seconds, .count: text("target.value.plain")
    }
  }

  private var timeUnit: HTML? {
    guard metric.unit == .seconds else { return nil }
    let options = TargetForm.TimeUnit.allCases.map {
      (value: $0.rawValue, label: text("target.time.\($0.rawValue)"))
    }
    return fields.select(
      "time-unit", text("target.time"), options, selected: typed.timeUnit.rawValue)
  }

  private var statistic: HTML? {
    guard metric.kind == .quantile else { return nil }
    let options = Question.Statistic.allCases.map {
      (value: $0.rawValue, label: text("target.statistic.\($0.rawValue)"))
    }
    return fields.select(
      "statistic", text("target.statistic"), options, selected: typed.statistic.rawValue)
  }

  private var clock: HTML? {
    guard metric.hasClock else { return nil }
    let options = Question.Clock.allCases.map {
      (value: $0.rawValue, label: text("target.clock.\($0.rawValue)"))
    }
    return fields.select("clock", text("target.clock"), options, selected: typed.clock.rawValue)
  }

  // MARK: The past

  private var finished: [Reading] {
    Array(readings.filter { $0.period.last < today }.suffix(12))
  }

  private var past: HTML {
    guard let target else {
      let hint = finished.contains { $0.estimate.value != nil } ? suggestion : nil
      return """
        <section class="stack"><h2>\(text("outlook.title"))</h2>\(hint)
        \(chart(typed.blank(goal, today: today), hasLine: false))</section>
        """
    }
    let outlook = Outlook(target, past: finished)
    let isFinding: HTML =
      outlook.finding == .outOfReach || outlook.finding == .alreadyMet ? " is-warn" : ""
    return """
      <section class="stack" aria-live="polite"><h2>\(text("outlook.title"))</h2>
      <p class="notice\(isFinding)" role="status">\(finding(outlook, target))</p>
      \(sentences(outlook, target).map { "<p>\($0)</p>" as HTML })
      \(chart(target, hasLine: true))</section>
      """
  }

  private func chart(_ target: Target, hasLine: Bool) -> HTML {
    TargetChart(
      text: text, target: target, readings: finished, id: "past", hasLine: hasLine
    ).figure
      ?? "<p class=\"is-soft\">\(text("outlook.nothing"))</p>"
  }

  /// Which values the past would reach, before one is typed.
  private var suggestion: HTML? {
    let blank = typed.blank(goal, today: today)
    let outlook = Outlook(blank, past: finished)
    return levels(outlook, blank).map { "<p>\($0)</p>" }
  }

  private func finding(_ outlook: Outlook, _ target: Target) -> String {
    let chance = outlook.chance.map { AttainmentChance.Reach.words($0, text) } ?? ""
    let values: [String: TextValue] = ["chance": .string(chance)]
    return switch outlook.finding {
    case .alreadyMet: text("outlook.alreadyMet", values)
    case .withinReach: text("outlook.withinReach", values)
    case .outOfReach: text("outlook.outOfReach", values)
    case .unknown: text("outlook.unknown")
    }
  }

  private func sentences(_ outlook: Outlook, _ target: Target) -> [String] {
    let reached = text(
      "outlook.reached",
      [
        "reached": .integer(outlook.reached),
        "periods": .string(Target.periods(outlook.periods, target.unit, text)),
      ])
    let trend = outlook.trend.map { trend in
      text(trend == .rising ? "outlook.rising" : "outlook.falling")
    }
    return [outlook.periods > 0 ? reached : nil, levels(outlook, target), trend]
      .compactMap(\.self)
  }

  private func levels(_ outlook: Outlook, _ target: Target) -> String? {
    guard let half = outlook.targetAt50, let eighty = outlook.targetAt80 else { return nil }
    let metric = target.metric
    return text(
      target.comparison == .atLeast ? "outlook.levels" : "outlook.levelsAtMost",
      [
        "half": .string(metric.written(metric.clipped(half), text)),
        "eighty": .string(metric.written(metric.clipped(eighty), text)),
      ])
  }
}
