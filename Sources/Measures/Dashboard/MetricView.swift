internal import Conversations
internal import Kernel
internal import Markup
internal import Statistics
internal import Web

/// A metric's own page: what it says now, what it is made of, what it tempts people to do.
struct MetricView {
  let visit: Visit
  let model: MetricModel

  private var text: Text { visit.text }
  private var metric: Metric { model.metric }
  private var look: Look { model.ground.look }

  var html: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("measure.breadcrumb"))"><ol>\
    <li><a href="\(("/measures" as Path).query(look.items))">\(text("measure.title"))</a></li>\
    <li>\(metric.name(text))</li></ol></nav>
    <p class="lede">\(metric.meaning(text)) \(sentence)</p>\(warning)
    \(LookForm(ground: model.ground, action: .metric(metric), text: text, hasStatistic: metric.kind == .quantile, hasClock: metric.hasClock).html)
    \(FigureNotice.html(model.ground, text))\(values)\(counted)\(unanswered)\(course)\(sides)\(definition)\(programs)
    """
  }

  private var sentence: String {
    let whose = model.ground.circle.name(look.subject, text)
    guard model.now.absence == nil else {
      return text("metric.absence.\(model.now.absence?.rawValue ?? "nothing")")
    }
    return text(
      "measure.sentence",
      [
        "whose": .string("\u{2068}\(whose)\u{2069}"), "value": .string(model.now.shown(text)),
        "period": .string(model.ground.period.shown(text)),
      ])
  }

  private var warning: HTML {
    guard metric.isTempting, let counter = metric.counter.flatMap(Metric.named) else { return "" }
    return """
      <aside class="notice is-warning" aria-label="\(text("measure.tempts"))"><p><strong>\(text("measure.tempts"))</strong>
      \(text("metric.tempts.\(metric.id)")) \(text("measure.tempts.counter"))
      <a href="\(Path.metric(counter, look))">\(counter.name(text))</a>.</p></aside>
      """
  }

  // MARK: Values

  private var values: HTML {
    guard model.now.absence == nil else { return "" }
    let before = model.before.map { before -> HTML in
      """
      <div class="stat"><span class="stat-label">\(before.period.shown(text))</span>
      <span class="stat-value">\(before.html(text))</span>
      <span class="stat-note">\(Development(model.now, since: before, among: 1).badge(text))</span></div>
      """
    }
    return """
      <div class="stats"><div class="stat"><span class="stat-label">\(model.ground.period.shown(text))</span>
      <span class="stat-value">\(model.now.html(text))</span>
      <span class="stat-note">\(made) \(Behind.link(model.now, look, visit))</span></div>\(before)</div>
      """
  }

  /// Numerator and denominator as numbers.
  private var made: String {
    switch metric.kind {
    case .share, .index:
      text(
        "measure.made",
        [
          "part": .string(text.number(model.now.numerator)),
          "whole": .string(text.number(model.now.denominator)),
        ])
    case .quantile, .mean, .count, .rate: ""
    }
  }

  private var counted: HTML {
    guard let counted = model.counted, counted.conversations > 0 else { return "" }
    return """
      <p>\(text("measure.counted", [
        "resolutions": .integer(counted.resolutions),
        "conversations": .integer(counted.conversations),
        "customers": .integer(counted.customers),
      ]))</p>
      """
  }

  /// Telephone systems count time-outs and empty queues as given up; both numbers are named.
  private var unanswered: HTML {
    guard let all = model.unanswered, all.offered > 0 else { return "" }
    return """
      <p>\(text("measure.unanswered", [
        "count": .integer(all.count), "offered": .integer(all.offered),
      ]))</p>
      """
  }

  private var course: HTML {
    guard model.series.contains(where: { $0.absence == nil }) else { return "" }
    return """
      <section><h2>\(text("measure.course"))</h2>
      \(FigureChart(metric: metric, readings: model.series, look: look, text: text, isBelowItsTitle: true).html)</section>
      """
  }

  // MARK: Side by side, by name

  private var sides: HTML {
    "\(plot("teams", text("measure.teams"), model.teams))\(plot("people", text("measure.people"), model.people))"
  }

  private func plot(_ id: String, _ title: String, _ lines: [(String, Reading)]) -> HTML {
    let told = lines.filter { $0.1.absence == nil }
    guard !told.isEmpty else { return "" }
    var caption = Caption(
      id: id, title: title,
      summary: text("measure.chart.summary", ["count": .integer(told.count)]),
      columns: [
        text("measure.chart.name"), text("measure.column.value"), text("measure.interval"),
        text("measure.chart.n"),
      ], tableName: text("measure.chart.table"),
      download: (
        Path.metric(metric).appending("people.csv").query(look.items),
        text("measure.chart.download")
      ))
    caption.isBelowItsTitle = true
    let ends = told.flatMap { _, reading in
      [reading.estimate.value, reading.estimate.lower, reading.estimate.upper].compactMap(\.self)
    }
    let scale = FigureScale(metric, covering: ends, text)
    let plot = IntervalPlot(
      caption: caption, axis: scale.axis,
      rows: told.map { name, reading in
        var other = look
        other.subject = reading.question.subject
        return IntervalPlot.Row(
          label: name, link: .metric(metric, other), reading: scale.drawn(reading))
      },
      reference: metric.kind == .count
        ? nil
        : model.now.estimate.value.map {
          Reference(value: scale.place($0), label: model.ground.circle.name(look.subject, text))
        })
    return """
      <section><h2>\(title)</h2><p>\(text("measure.sides.lede"))</p>
      \(plot.figure(text.language.isRightToLeft ? .rightToLeft : .leftToRight))</section>
      """
  }

  // MARK: What it is made of

  private var definition: HTML {
    let counter = metric.counter.flatMap(Metric.named)
    let rows: [(String, HTML)] = [
      (text("measure.numerator"), "\(text("metric.numerator.\(metric.id)"))"),
      (text("measure.denominator"), "\(text("metric.denominator.\(metric.id)"))"),
      (text("measure.kind"), "\(text("metric.kind.\(metric.kind.rawValue)"))"),
      (text("measure.clock"), "\(clock)"),
      (text("measure.date"), "\(text("metric.date.\(metric.date.rawValue)"))"),
      (text("measure.credit"), "\(text("metric.credit.\(metric.credit.rawValue)"))"),
      (text("measure.better"), "\(text("metric.better.\(metric.better.rawValue)"))"),
      (text("measure.tempts"), "\(text("metric.tempts.\(metric.id)"))"),
      (
        text("measure.counter"),
        counter.map { "<a href=\"\(Path.metric($0, look))\">\($0.name(text))</a>" } ?? ""
      ),
    ]
    let items = (rows + thresholds).map { "<div><dt>\($0)</dt><dd>\($1)</dd></div>" as HTML }
    return """
      <section><h2>\(text("measure.definition"))</h2><dl class="facts">\(items)</dl></section>
      """
  }

  private var clock: String {
    if metric == .firstResponseInTime || metric == .solutionInTime {
      return text("measure.clock.promise")
    }
    guard metric.kind == .quantile else { return text("measure.clock.none") }
    guard metric.hasClock else { return text("measure.clock.running") }
    return text("measure.clock.both")
  }

  /// The numbers a team decided, where the metric depends on them.
  private var thresholds: [(String, HTML)] {
    let rules = model.rules
    switch metric {
    case .serviceLevel:
      return [
        (text("measure.rule.answer"), "\(text.duration(rules.answerWithin))"),
        (text("measure.rule.short"), "\(text.duration(rules.shortAbandon))"),
      ]
    case .abandonment:
      return [(text("measure.rule.short"), "\(text.duration(rules.shortAbandon))")]
    case .firstContactResolution:
      return [
        (
          text("measure.rule.window"),
          "\(text("measure.days", ["count": .integer(rules.returnWithin)]))"
        ),
        (
          text("measure.rule.contact"),
          "\(text("measure.contact.\(rules.firstContact.rawValue)"))"
        ),
      ]
    case .firstResponseInTime:
      let targets = rules.respondWithin.sorted { $0.key < $1.key }.map { name, seconds -> HTML in
        "<li>\(text.channel(.init(rawValue: name))): \(text.duration(seconds))</li>"
      }
      return promises(\.firstResponse) + [(text("measure.rule.respond"), "<ul>\(targets)</ul>")]
    case .solutionInTime: return promises(\.resolution)
    default: return []
    }
  }

  /// The promises that decide, in the order in which they are tried, with the page that keeps them.
  private func promises(_ within: KeyPath<ServicePolicy, Int?>) -> [(String, HTML)] {
    let items = model.promises.compactMap { promise -> HTML? in
      promise[keyPath: within].map { seconds in
        """
        <li><span dir="auto">\(promise.name)</span> (\(promise.condition(text))): \(text("promise.within", ["duration": .string(text.businessTime(seconds))]))</li>
        """
      }
    }
    let list: HTML = items.isEmpty ? "" : "<ol>\(items)</ol>"
    let link: HTML =
      visit.actor.can(.read, .openingHours)
      ? "<a href=\"/hours\">\(text("hours.title"))</a>" : ""
    return [(text("promise.list"), "\(list)\(link)")]
  }

  private var programs: HTML {
    let path = ("/api/v1/measures" as Path).appending(metric.id).query(look.items)
    return """
      <p class="is-soft is-small">\(text("measure.programs")) <a href="\(path)"><code><bdi>\(path.text)</bdi></code></a></p>
      """
  }
}
