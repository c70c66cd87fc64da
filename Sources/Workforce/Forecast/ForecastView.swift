internal import Kernel
internal import Markup
internal import Web

/// The forecast as a chart with two bands, as a table, and held against what came.
struct ForecastView: Sendable {
  let desk: QueueDesk
  let made: MadeForecast
  let days: Int
  let needs: [HalfHourNeed]
  /// What came today so far.
  let counted: [HalfHourVolume]
  let checks: [ForecastCheck]
  let special: [SpecialDay]

  private var text: Text { desk.text }
  private var direction: Direction {
    text.language.isRightToLeft ? .rightToLeft : .leftToRight
  }

  var page: HTML {
    """
    <p class="lede">\(lede)</p>
    \(cold)
    \(horizons)
    \(chart)
    \(marked)
    \(record)
    """
  }

  private var lede: String {
    let sum = needs.reduce(0) { $0 + $1.calls }
    return text(
      "forecast.lede",
      [
        "calls": .string(text.expectation(sum)), "days": .integer(days),
        "made": .string(text.clock(made.madeAt)),
      ])
  }

  private var cold: HTML {
    guard made.isCold else { return "" }
    return
      "<p class=\"notice is-warn\">\(text("forecast.cold", ["count": .integer(made.historyDays)]))</p>"
  }

  private var horizons: HTML {
    let links = [
      (1, text("forecast.horizon.day")), (7, text("forecast.horizon.week")),
      (28, text("forecast.horizon.month")),
    ].map { count, name -> HTML in
      let here: HTML = count == days ? " aria-current=\"true\"" : ""
      let path = Path.staffing(desk.queue.id, "forecast").query([("days", "\(count)")])
      return "<a class=\"chip\" href=\"\(path)\"\(here)>\(name)</a>"
    }
    return "<div class=\"chips\">\(links)</div>"
  }

  // MARK: The chart

  /// Half-hours of one day, or days.
  private var points: [FanChart.Point] { days == 1 ? halfHours : wholeDays }

  private var halfHours: [FanChart.Point] {
    let came = Dictionary(counted.map { ($0.start, $0.offered) }, uniquingKeysWith: { $1 })
    return needs.map { need in
      let (q, actual) = (need.quantiles, came[need.start])
      return point(
        OpenWeek.clock(HalfHour(need.start, in: desk.zone).slot), need.calls,
        q.lower...Swift.max(q.lower, q.upper), q.low...Swift.max(q.low, q.high), actual)
    }
  }

  /// The bands of a day: its level may be off, and each half-hour by luck beside it.
  private var wholeDays: [FanChart.Point] {
    let byDay = Dictionary(grouping: needs) { desk.zone.day(of: $0.start) }
    return byDay.keys.sorted().map { day in
      let own = byDay[day] ?? []
      let mean = own.reduce(0) { $0 + $1.calls }
      let wave = (own.first?.variation ?? 0.2) * mean
      let spread = (wave * wave + 1.2 * mean).squareRoot()
      func end(_ z: Double) -> Double { Swift.max(0, mean + z * spread) }
      return point(
        text.weekday(day) + ", " + text.day(day), mean, end(-0.674)...end(0.674),
        end(-1.282)...end(1.282), nil)
    }
  }

  private func point(
    _ label: String, _ mean: Double, _ inner: ClosedRange<Double>, _ outer: ClosedRange<Double>,
    _ actual: Double?
  ) -> FanChart.Point {
    func range(_ band: ClosedRange<Double>) -> String {
      "\(text.number(band.lowerBound, digits: 0))–\(text.number(band.upperBound, digits: 0))"
    }
    let came = days == 1 ? [actual.map { text.number($0, digits: 0) } ?? "–"] : []
    return FanChart.Point(
      label: label, middle: mean, inner: inner, outer: outer, actual: actual,
      cells: [text.expectation(mean), range(inner), range(outer)] + came)
  }

  private var chart: HTML {
    let points = points
    guard !points.isEmpty else { return "<p>\(text("need.noWeek"))</p>" }
    let ends = points.flatMap { [$0.outer?.upperBound, $0.actual].compactMap(\.self) }
    let axis = Axis(covering: ends, includesZero: true) { text.number($0, digits: 0) }
    let columns =
      [
        text(days == 1 ? "staffing.column.time" : "forecast.column.day"),
        text("staffing.column.expected"), text("forecast.column.half"),
        text("forecast.column.most"),
      ] + (days == 1 ? [text("forecast.column.came")] : [])
    let caption = Caption(
      id: "forecast", title: text("forecast.chart"), summary: text("forecast.chart.summary"),
      columns: columns, tableName: text("staffing.table"))
    return FanChart(caption: caption, axis: axis, points: points).figure(direction)
      + "<p class=\"is-small is-soft\">\(text("forecast.bands"))</p>"
  }

  // MARK: Days unlike others

  private var marked: HTML {
    let last = desk.today.advanced(by: days)
    let near = special.filter { $0.day >= desk.today && $0.day < last }
    let items = near.map { day -> HTML in
      """
      <li>\(text.dayElement(day.day)): <bdi>\(day.word)</bdi></li>
      """
    }
    let calendar: HTML =
      made.calendar.map { name in
        "<p>\(text("forecast.calendar", ["name": .string(calendarName(name))]))</p>"
      } ?? ""
    guard !items.isEmpty || !calendar.isEmpty else { return "" }
    let list: HTML = items.isEmpty ? "" : "<ul>\(items)</ul>"
    return "<section><h2>\(text("forecast.special"))</h2>\(calendar)\(list)</section>"
  }

  private func calendarName(_ word: String) -> String {
    switch word {
    case "jewish": text("forecast.calendar.jewish")
    case "unitedStates": text("forecast.calendar.unitedStates")
    case "russian": text("forecast.calendar.russian")
    default: text("forecast.calendar.western")
    }
  }

  // MARK: How good it was

  private var record: HTML {
    guard let record = made.record else {
      return """
        <section><h2>\(text("forecast.record"))</h2><p>\(text("forecast.record.none"))</p></section>
        """
    }
    return """
      <section><h2>\(text("forecast.record"))</h2>
      <p>\(verdict(record))</p>
      <div class="stats">\(stat("forecast.record.ours", record.error, "forecast.record.ours.note"))
      \(stat("forecast.record.plain", record.plainError, "forecast.record.plain.note"))
      \(stat("forecast.record.luck", record.luck, "forecast.record.luck.note"))
      \(stat("forecast.record.inside", record.inside, "forecast.record.inside.note"))</div>
      \(past)</section>
      """
  }

  private func verdict(_ record: MadeForecast.Record) -> String {
    let values: [String: TextValue] = [
      "error": .string(text.percent(record.error)),
      "plain": .string(text.percent(record.plainError)),
      "luck": .string(text.percent(record.luck)), "days": .integer(record.days),
    ]
    if record.error > record.plainError * 1.02 { return text("forecast.verdict.worse", values) }
    return record.error < record.plainError * 0.98
      ? text("forecast.verdict.better", values) : text("forecast.verdict.same", values)
  }

  private func stat(_ name: String, _ share: Double, _ note: String) -> HTML {
    """
    <div class="stat"><span class="stat-label">\(text(name))</span><span class="stat-value"><bdi>\(text.percent(share))</bdi></span>\
    <span class="stat-note">\(text(note))</span></div>
    """
  }

  /// The last four weeks, day by day.
  private var past: HTML {
    let points = checks.map { check in
      FanChart.Point(
        label: text.day(check.day), middle: check.expected, inner: nil, outer: nil,
        actual: check.counted,
        cells: [
          text.number(check.expected, digits: 0), text.number(check.counted, digits: 0),
          text.percent(check.counted > 0 ? check.missed / check.counted : 0),
          text.percent(check.counted > 0 ? check.plainMissed / check.counted : 0),
        ])
    }
    let ends = points.flatMap { [$0.middle, $0.actual].compactMap(\.self) }
    let caption = Caption(
      id: "record", title: text("forecast.past"), summary: text("forecast.past.summary"),
      columns: [
        text("forecast.column.day"), text("staffing.column.expected"), text("forecast.column.came"),
        text("forecast.column.error"), text("forecast.column.plain"),
      ], tableName: text("staffing.table"))
    return FanChart(
      caption: caption,
      axis: Axis(covering: ends, includesZero: true) { text.number($0, digits: 0) }, points: points
    ).figure(direction)
  }
}
