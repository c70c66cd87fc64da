internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Web

/// The control chart with its rules in words, and the remarks of the team.
struct ProcessView {
  struct Model: Sendable {
    let asked: ProcessPages.Asked
    let notes: [ProcessNote]
    let today: Day
    let course: ProcessCourse
  }

  let visit: Visit
  let model: Model
  let fields: FormView

  /// How many periods are shown at most.
  static let periods = 36

  private var text: Text { visit.text }
  private var asked: ProcessPages.Asked { model.asked }
  private var metric: Metric { asked.metric }

  var page: HTML {
    """
    <p class="lede">\(lede)</p>\(choice)
    \(chart)
    \(signals)
    <details class="disclosure"><summary>\(text("process.how"))</summary><p>\(text("process.how.\(model.course.kind.rawValue)"))</p><p>\(text("process.rules"))</p></details>
    \(notes)
    """
  }

  // MARK: In a sentence

  private var lede: String {
    let course = model.course
    let known = course.points.filter { $0.reading.estimate.value != nil }
    let values: [String: TextValue] = [
      "metric": .string(metric.name(text)), "aim": .string(asked.aims.name(asked.aim, text)),
      "count": .integer(course.signals.count), "points": .integer(known.count),
    ]
    if known.isEmpty { return text("process.lede.none", values) }
    if course.maturity == .tooEarly { return text("process.lede.early", values) }
    return text(course.signals.isEmpty ? "process.lede.steady" : "process.lede.signals", values)
  }

  private var choice: HTML {
    let aims = asked.choices.map { (value: $0.text, label: asked.aims.name($0, text)) }
    let metrics = Metric.all.map { (value: $0.id, label: $0.name(text)) }
    let units = [Period.Unit.week, .month].map {
      (value: $0.rawValue, label: text(Target.each($0)))
    }
    return """
      <form class="filter-bar" method="get" action="/process">
      \(fields.select("aim", text("baseline.aim"), aims, selected: asked.aim.text))
      \(fields.select("metric", text("target.metric"), metrics, selected: metric.id))
      \(fields.select("unit", text("target.unit"), units, selected: asked.unit.rawValue))
      <button>\(text("process.show"))</button></form>
      """
  }

  // MARK: The chart

  private var chart: HTML {
    let points = model.course.points
    guard points.count(where: { $0.reading.estimate.value != nil }) >= 2 else {
      return "<div class=\"empty\"><p>\(text("process.empty"))</p></div>"
    }
    let ends = points.flatMap {
      [$0.reading.estimate.value, $0.lower, $0.upper]
    }.compactMap(\.self).map(metric.clipped)
    let scale = FigureScale(metric, covering: ends, text, startsAtZero: false)
    let chart = ControlChart(
      caption: Caption(
        id: "process", title: metric.name(text), summary: lede,
        columns: [
          text("target.period"), text("target.value"), text("target.count"),
          text("process.signal"),
        ] + (remarks.isEmpty ? [] : [text("process.notes")]), tableName: text("target.chart.table")),
      axis: scale.axis,
      points: points.map { point in
        ControlChart.Point(
          label: point.reading.period.name(asked.unit, text),
          reading: scale.drawn(point.reading), centre: point.centre.map(scale.place) ?? .nan,
          lowerLimit: point.lower.map(metric.clipped).map(scale.place),
          upperLimit: point.upper.map(metric.clipped).map(scale.place),
          signal: point.signal.map { text("process.rule.\($0.rawValue)") },
          remark: remarks[point.reading.period])
      }, centreLabel: text("process.centre"))
    return chart.figure(text.language.isRightToLeft ? .rightToLeft : .leftToRight)
  }

  /// What was written down of each period that is shown, numbered as in the drawing by their order.
  private var remarks: [Period: String] {
    var found: [Period: String] = [:]
    for point in model.course.points {
      let period = point.reading.period
      let notes = model.notes.filter { period.contains($0.day) }.map(\.text)
      if !notes.isEmpty { found[period] = notes.joined(separator: " · ") }
    }
    return found
  }

  private var signals: HTML? {
    let found = model.course.signals
    guard !found.isEmpty else { return nil }
    let items = found.map { point -> HTML in
      let rule = point.signal.map { text("process.rule.\($0.rawValue)") } ?? ""
      return "<li><strong>\(point.reading.period.name(asked.unit, text))</strong>: \(rule)</li>"
    }
    return """
      <section class="stack is-tight"><h2>\(text("process.signals"))</h2><ul>\(items)</ul><p class="is-soft">\(text("process.signals.next"))</p></section>
      """
  }

  // MARK: Remarks

  private var notes: HTML {
    let marked = remarks.keys.sorted { $0.first < $1.first }
    let items = model.notes.reversed().map { note -> HTML in
      let badge: HTML? =
        note.isShift ? " <span class=\"badge\">\(text("process.shift"))</span>" : nil
      // The number its mark has in the drawing.
      let place = marked.firstIndex { $0.contains(note.day) }
      let number: HTML? = place.map { "<strong>\($0 + 1)</strong> · " }
      return """
        <li>\(number)\(text.dayElement(note.day)): <span dir="auto">\(note.text)</span>\(badge)</li>
        """
    }
    let list: HTML =
      items.isEmpty ? "<p class=\"is-soft\">\(text("process.notes.none"))</p>" : "<ul>\(items)</ul>"
    return "<section class=\"card\"><h2>\(text("process.notes"))</h2>\(list)\(form)</section>"
  }

  private var form: HTML? {
    guard asked.aims.circles.allow(visit.actor, .change, .goal, asked.aim) else { return nil }
    let today = model.today.iso
    return """
      <form class="form" method="post" action="/process/notes">\(visit.csrf)\(fields.summary)
      <input type="hidden" name="metric" value="\(metric.id)"><input type="hidden" name="aim" value="\(asked.aim.text)"><input type="hidden" name="unit" value="\(asked.unit.rawValue)">
      <div class="fields">
      \(fields.input("note", text("process.note"), hint: text("process.note.hint"), attributes: " maxlength=\"200\" dir=\"auto\" required"))
      \(fields.input("day", text("process.day"), type: "date", value: today, attributes: " max=\"\(today)\" required"))
      </div>
      \(fields.tick("shift", text("process.isShift"), isChosen: false, hint: text("process.isShift.hint")))
      <div class="form-actions"><button>\(text("process.write"))</button></div></form>
      """
  }
}
