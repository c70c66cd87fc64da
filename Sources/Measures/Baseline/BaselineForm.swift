internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Web

/// A baseline before it is locked.
struct BaselineForm: Sendable {
  var title = ""
  var aim = ""
  var metric = Metric.firstContactResolution.id
  var statistic = Question.Statistic.median
  var clock = Question.Clock.calendar
  var months = 3
  var margin = ""
  var step = ""

  init(_ visit: Visit, _ aims: Aims) {
    self.init(visit.query)
    let choices = aims.choices(visit.actor, .create, .baseline)
    let wanted = Goal.Aim(text: aim)
    aim = (wanted.flatMap { choices.contains($0) ? $0 : nil } ?? choices.first)?.text ?? ""
  }

  init(_ form: Form) {
    title = String(form["title"].prefix(120))
    aim = form["aim"]
    metric = Metric.named(form["metric"])?.id ?? metric
    statistic = Question.Statistic(rawValue: form["statistic"]) ?? .median
    clock = Question.Clock(rawValue: form["clock"]) ?? .calendar
    months = form.int("months").flatMap { Baseline.looks.contains($0) ? $0 : nil } ?? 3
    margin = String(form["margin"].prefix(20))
    step = form["do"]
  }

  /// The last whole months before the running one.
  func period(today: Day) -> Period { .lastMonths(months, before: today) }

  func question(_ metric: Metric, _ aim: Goal.Aim) -> Question {
    Question(
      metric, of: aim.subject, statistic: metric.kind == .quantile ? statistic : .median,
      clock: metric.hasClock ? clock : .calendar)
  }

  /// In the metric's own unit: points of a share are typed as per cent, times as minutes.
  func margin(_ metric: Metric) -> Double {
    let typed = Form([("margin", margin)]).double("margin") ?? 0
    return switch metric.unit {
    case .share: typed / 100
    case .seconds: typed * 60
    case .count, .points, .score: typed
    }
  }
}

/// The form, with what would be locked beneath.
struct BaselineFormView {
  let visit: Visit
  let aims: Aims
  let typed: BaselineForm
  let preview: Baseline?
  let fields: FormView

  private var text: Text { visit.text }

  var html: HTML {
    let choices = aims.choices(visit.actor, .create, .baseline).map {
      (value: $0.text, label: aims.name($0, text))
    }
    let metrics = Baseline.metrics.map { (value: $0.id, label: $0.name(text)) }
    let months = Baseline.looks.map {
      (value: "\($0)", label: text("baseline.lastMonths", ["count": .integer($0)]))
    }
    return """
      <nav class="breadcrumb" aria-label="\(text("form.breadcrumb"))"><ol><li><a href="/baselines">\(text("baseline.title"))</a></li></ol></nav>
      <p class="lede">\(text("baseline.form.lede"))</p>
      <form class="form" method="post" action="/baselines/new">\(visit.csrf)\(fields.summary)
      \(fields.input("title", text("baseline.name"), value: typed.title, hint: text("baseline.name.hint"), attributes: " maxlength=\"120\" dir=\"auto\""))
      <div class="fields">
      \(fields.select("aim", text("baseline.aim"), choices, selected: typed.aim))
      \(fields.select("metric", text("target.metric"), metrics, selected: typed.metric))
      \(quantile)
      \(fields.select("months", text("baseline.months"), months, selected: "\(typed.months)", hint: text("baseline.months.hint")))
      \(fields.input("margin", text("baseline.margin"), value: typed.margin, hint: text("baseline.margin.hint"), isOptional: true, attributes: " inputmode=\"decimal\""))
      </div>
      \(shown)
      <div class="form-actions"><button class="is-primary" name="do" value="lock">\(text("baseline.lock"))</button>
      <button name="do" value="look">\(text("baseline.look"))</button>
      <a class="button is-quiet" href="/baselines">\(text("form.cancel"))</a></div></form>
      """
  }

  private var quantile: HTML? {
    guard let metric = Metric.named(typed.metric), metric.kind == .quantile else { return nil }
    let statistics = Question.Statistic.allCases.map {
      (value: $0.rawValue, label: text("target.statistic.\($0.rawValue)"))
    }
    let clocks = Question.Clock.allCases.map {
      (value: $0.rawValue, label: text("target.clock.\($0.rawValue)"))
    }
    return """
      \(fields.select("statistic", text("target.statistic"), statistics, selected: typed.statistic.rawValue))
      \(fields.select("clock", text("target.clock"), clocks, selected: typed.clock.rawValue))
      """
  }

  /// The figures as they stand now, so that nobody locks a surprise.
  private var shown: HTML? {
    guard let preview else { return nil }
    let estimate = preview.estimate
    let period = BaselineView.days(preview.period, text)
    guard let value = estimate.value, estimate.isComparable else {
      return
        "<p class=\"notice is-warn\" role=\"status\">\(text("baseline.preview.none", ["period": .string(period)]))</p>"
    }
    let sentence = text(
      "baseline.preview",
      [
        "metric": .string(preview.metric.name(text)), "period": .string(period),
        "value": .string(preview.metric.written(value, text)),
        "interval": .string(preview.metric.interval(estimate, text) ?? "–"),
        "count": .integer(estimate.n),
      ])
    return "<p class=\"notice\" role=\"status\">\(sentence)</p>"
  }
}
