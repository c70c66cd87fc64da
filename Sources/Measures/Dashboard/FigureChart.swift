internal import Kernel
internal import Markup
internal import Statistics
internal import Web

/// A metric over time; each point leads to its own period.
struct FigureChart {
  let metric: Metric
  let readings: [Reading]
  let look: Look
  let text: Text
  var isBelowItsTitle = false

  var html: HTML {
    var caption = Caption(
      id: "chart-\(metric.id)", title: metric.name(text),
      summary: text("measure.chart.summary", ["count": .integer(readings.count)]),
      columns: [
        text("measure.chart.period"), text("measure.column.value"), text("measure.interval"),
        text("measure.chart.n"),
      ], tableName: text("measure.chart.table"),
      download: (
        Path.metric(metric).appending("series.csv").query(look.items),
        text("measure.chart.download")
      ))
    caption.isBelowItsTitle = isBelowItsTitle
    let shown = readings.flatMap { reading -> [Double] in
      guard let value = reading.estimate.value else { return [] }
      // An interval that is open at one end is not drawn.
      guard let lower = reading.estimate.lower, let upper = reading.estimate.upper else {
        return [value]
      }
      return [value, lower, upper]
    }
    let scale = FigureScale(metric, covering: shown, text)
    let chart = TimeSeries(
      caption: caption, axis: scale.axis,
      points: readings.map { reading in
        TimeSeries.Point(
          label: label(reading.period), link: link(reading.period),
          reading: scale.drawn(reading))
      })
    return chart.figure(text.language.isRightToLeft ? .rightToLeft : .leftToRight)
  }

  private func label(_ period: Period) -> String {
    period.wholeMonths == 1 ? text.month(period.first) : text.shortDay(period.first)
  }

  private func link(_ period: Period) -> Path {
    var look = look
    look.span = .between(period.first, period.last)
    return .metric(metric, look)
  }
}

/// The scale of a chart: times in minutes, hours or days, so that its marks are round.
struct FigureScale {
  let axis: Axis
  private let metric: Metric
  private let text: Text
  private let unit: Double
  private static let units: [(Double, String)] = [
    (86_400, "duration.days"), (3600, "duration.hours"), (60, "duration.minutes"),
    (1, "duration.seconds"),
  ]

  /// With `startsAtZero` what is not a share or a score is drawn from zero on.
  init(_ metric: Metric, covering values: [Double], _ text: Text, startsAtZero: Bool = true) {
    self.metric = metric
    self.text = text
    let most = values.max() ?? 0
    let (unit, key) = Self.units.first { $0.0 * 2 <= most } ?? (1, "duration.seconds")
    guard metric.unit == .seconds else {
      self.unit = 1
      // Marks closer than a point of each other would be written alike.
      let isNarrow = metric.unit == .share && most - (values.min() ?? most) < 0.04
      axis = Axis(
        covering: values,
        includesZero: startsAtZero && metric.unit != .share && metric.unit != .score, count: 4
      ) { value in
        isNarrow ? text.percent(value, digits: 1) : metric.written(value, text)
      }
      return
    }
    self.unit = unit
    axis = Axis(covering: values.map { $0 / unit }, includesZero: startsAtZero, count: 4) { value in
      let digits = value == value.rounded() ? 0 : 1
      return text(key, ["count": .string(text.number(value, digits: digits))])
    }
  }

  func place(_ value: Double) -> Double { value / unit }

  /// A reading where the scale has it.
  func drawn(_ reading: Reading) -> Markup.Reading {
    var mark = metric.drawn(reading, text)
    mark.value = mark.value.map(place)
    mark.lower = mark.lower.map(place)
    mark.upper = mark.upper.map(place)
    mark.intervalText = interval(reading) ?? mark.intervalText
    return mark
  }

  /// The interval without its unit standing twice: beside a dot there is little room.
  private func interval(_ reading: Reading) -> String? {
    let estimate = reading.estimate
    guard estimate.value != nil, let lower = estimate.lower, let upper = estimate.upper else {
      return nil
    }
    func bare(_ factor: Double, digits: Int) -> String {
      text.number(lower * factor, digits: digits) + "–"
        + text.number(upper * factor, digits: digits)
    }
    switch metric.unit {
    case .share: return bare(100, digits: 0)
    case .score, .points: return bare(1, digits: 0)
    case .seconds: return span(lower, upper)
    case .count: return nil
    }
  }

  /// Two times, each in one unit, which stands once where it is the same: `39 s–55 m`, `4.1–36 m`.
  private func span(_ lower: Double, _ upper: Double) -> String {
    let ends = [lower, upper].map { seconds -> (number: String, key: String) in
      let (unit, key) = Self.units.first { $0.0 <= seconds } ?? (1, "duration.seconds")
      let value = seconds / unit
      return (text.number(value, digits: value < 9.95 && unit > 1 ? 1 : 0), key)
    }
    func written(_ number: String, _ key: String) -> String {
      text(key, ["count": .string(number)])
    }
    return ends[0].key == ends[1].key
      ? written(ends[0].number + "–" + ends[1].number, ends[0].key)
      : ends.map { written($0.number, $0.key) }.joined(separator: "–")
  }
}

/// Half-hours by weekday.
struct ArrivalsChart {
  let arrivals: Arrivals
  let text: Text

  var html: HTML {
    let active = (0..<48).filter { half in arrivals.counts.contains { $0[half] > 0 } }
    let first = active.first.map { $0 - $0 % 2 } ?? 0
    let last = active.last.map { $0 | 1 } ?? 47
    let halves = Array(first...max(first, last))
    let names = halves.map { ($0 / 2 < 10 ? "0" : "") + "\($0 / 2):" + ($0 % 2 == 0 ? "00" : "30") }
    var caption = Caption(
      id: "arrivals", title: text("measure.arrivals"),
      summary: text("measure.arrivals.summary"),
      columns: [text("measure.arrivals.day")] + names, tableName: text("measure.chart.table"))
    caption.isBelowItsTitle = true
    let rows = (0..<7).map { weekday in
      HeatMap.Row(
        label: text("measure.weekday.short.\(weekday + 1)"),
        cells: halves.map { half in
          let count = arrivals.counts[weekday][half]
          let days = arrivals.days[weekday]
          let mean = days > 0 ? Double(count) / Double(days) : 0
          return HeatMap.Cell(
            value: days > 0 ? mean : nil, text: text.number(mean, digits: 1),
            count: max(count, 5))
        })
    }
    return HeatMap(caption: caption, columns: names, rows: rows)
      .figure(text.language.isRightToLeft ? .rightToLeft : .leftToRight)
  }
}
