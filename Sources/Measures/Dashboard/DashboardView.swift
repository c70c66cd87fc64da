internal import Conversations
internal import Kernel
internal import Markup
internal import Statistics
internal import Web

/// A sentence first, then charts, then a table in which every number leads to what is behind it.
struct DashboardView {
  let visit: Visit
  let model: DashboardModel

  private var text: Text { visit.text }
  private var look: Look { model.ground.look }

  var html: HTML {
    """
    \(lede)\(LookForm(ground: model.ground, action: "/measures", text: text).html)
    \(FigureNotice.html(model.ground, text))\(content)
    """
  }

  private var content: HTML {
    guard model.now.contains(where: { $0.absence == nil }) else {
      return """
        <div class="empty"><h2>\(text("measure.empty"))</h2><p>\(text("measure.empty.why"))</p>\(emptyAction)</div>
        """
    }
    return "\(tiles)\(charts)\(arrivals)\(tables)\(foot)"
  }

  /// The way to the conversations, for those who may read any.
  private var emptyAction: HTML? {
    guard visit.actor.can(.read, .conversation) else { return nil }
    return "<a class=\"button\" href=\"/conversations\">\(text("measure.empty.action"))</a>"
  }

  // MARK: The sentence

  private var lede: HTML {
    var sentences: [String] = []
    let period = model.ground.period.shown(text)
    if let opened = model.reading(.volumeIn), let solved = model.reading(.volumeSolved),
      opened.absence == nil
    {
      sentences.append(
        text(
          "measure.lede.volume",
          [
            "period": .string(period), "opened": .integer(opened.numerator),
            "solved": .integer(solved.numerator),
          ]))
    }
    if let response = model.reading(.firstResponse), response.n >= Estimate.fewestToCompare {
      sentences.append(
        text(
          look.statistic == .ninetieth ? "measure.lede.response90" : "measure.lede.response",
          ["time": .string(response.shown(text))]))
    }
    if let once = model.reading(.firstContactResolution), once.n >= Estimate.fewestToCompare {
      sentences.append(
        text("measure.lede.contact", ["share": .string(once.shown(text))]))
    }
    if let arrivals = model.arrivals, let busiest = arrivals.busiest {
      sentences.append(
        text("measure.lede.busiest", ["day": .string(text("measure.weekday.\(busiest + 1)"))]))
    }
    guard !sentences.isEmpty else { return "" }
    return "<p class=\"lede\">\(sentences.joined(separator: " "))</p>"
  }

  // MARK: The few that matter first

  private static let first: [Metric] = [
    .firstContactResolution, .csat, .firstResponse, .serviceLevel, .resolutionTime, .backlog,
  ]

  private var tiles: HTML {
    let tiles = Self.first.compactMap { metric -> HTML? in
      guard let reading = model.reading(metric), reading.absence == nil else { return nil }
      return """
        <div class="stat"><span class="stat-label"><a href="\(Path.metric(metric, look))">\(metric.name(text))</a></span>
        <span class="stat-value">\(reading.html(text))</span>
        <span class="stat-note">\(since(reading))</span></div>
        """
    }
    return "<div class=\"stats\">\(tiles)</div>"
  }

  private func since(_ reading: Reading) -> HTML {
    guard let before = model.before[reading.metric.id], before.estimate.value != nil else {
      return ""
    }
    let development = Development(reading, since: before, among: model.before.count)
    return "\(text("measure.before")) \(development.html(text))"
  }

  // MARK: Charts

  private var charts: HTML {
    let charts = model.series.compactMap { readings -> HTML? in
      guard let metric = readings.first?.metric, readings.count > 1 else { return nil }
      return FigureChart(metric: metric, readings: readings, look: look, text: text).html
    }
    return "<section>\(charts)</section>"
  }

  private var arrivals: HTML {
    guard let arrivals = model.arrivals, arrivals.total > 0 else { return "" }
    return """
      <section><h2>\(text("measure.arrivals"))</h2><p>\(text("measure.arrivals.lede"))</p>
      \(ArrivalsChart(arrivals: arrivals, text: text).html)</section>
      """
  }

  // MARK: The table

  private static let groups: [(key: String, metrics: [Metric])] = [
    (
      "customer",
      [.firstContactResolution, .csat, .nps, .ces, .surveyResponse, .complaints]
    ),
    (
      "writing",
      [
        .firstResponse, .firstResponseInTime, .resolutionTime, .solutionInTime, .reopens,
        .ownership,
      ]
    ),
    (
      "calls",
      [.answerWait, .serviceLevel, .abandonment, .handleTime, .talkTime, .holdTime, .wrapTime]
    ),
    ("volume", [.volumeIn, .volumeSolved, .backlog]),
    ("time", [.occupancy, .shrinkage, .adherence]),
    ("quality", [.reviewScore, .callQuality, .writingQuality, .certificates, .certificatesHeld]),
  ]

  private var tables: HTML {
    let groups = Self.groups.map { group -> HTML in
      let rows = group.metrics.compactMap { model.reading($0) }.map(row)
      return """
        <tbody><tr><th scope="rowgroup" colspan="4">\(text("measure.group.\(group.key)"))</th></tr>\(rows)</tbody>
        """
    }
    return """
      <section><h2>\(text("measure.all"))</h2><p>\(text("measure.all.lede"))</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("measure.all"))">
      <table><thead><tr><th scope="col">\(text("measure.column.metric"))</th>
      <th scope="col">\(text("measure.column.value"))</th>
      <th scope="col">\(text("measure.column.before"))</th>
      <th scope="col">\(text("measure.column.behind"))</th></tr></thead>
      \(groups)</table></div></section>
      """
  }

  private func row(_ reading: Reading) -> HTML {
    let metric = reading.metric
    let before = model.before[metric.id].map { other in
      reading.absence == nil
        ? Development(reading, since: other, among: model.before.count).html(text) : ""
    }
    return """
      <tr><th scope="row"><a href="\(Path.metric(metric, look))">\(metric.name(text))</a></th>
      <td>\(reading.html(text))</td><td>\(before)</td>
      <td>\(Behind.link(reading, look, visit))</td></tr>
      """
  }

  private var foot: HTML {
    """
    \(ExportForm.html(look, model.ground.period, visit))
    <p class="is-soft is-small"><a href="/measures/metrics">\(text("measure.catalogue"))</a> · \
    <a href="\(("/measures/activity" as Path).query(look.items))">\(text("activity.title"))</a>\(rules)</p>
    """
  }

  private var rules: HTML {
    guard visit.actor.can(.read, .openingHours) else { return "" }
    return " · <a href=\"/hours#thresholds\">\(text("measure.rules"))</a>"
  }
}

/// What has to be known before the figures are read.
enum FigureNotice {
  static func html(_ ground: MeasurePages.Ground, _ text: Text) -> HTML {
    ground.isRenewing ? "<p class=\"notice\">\(text("measure.renewing"))</p>" : ""
  }
}
