internal import Kernel
internal import Markup
internal import Statistics
internal import Web

/// The drawings of a report.
struct ReportCharts {
  let model: ReportModel
  let text: Text
  let hasLinks: Bool

  private var direction: Direction {
    text.language.isRightToLeft ? .rightToLeft : .leftToRight
  }

  /// Month by month: what changed, or what customers feel first.
  var courses: [HTML] {
    model.series.compactMap { readings in
      guard let metric = readings.first?.metric else { return nil }
      let caption = Caption(
        id: "report-\(metric.id)", title: metric.name(text),
        summary: text("measure.chart.summary", ["count": .integer(readings.count)]),
        columns: [
          text("measure.chart.period"), text("measure.column.value"), text("measure.interval"),
          text("measure.chart.n"),
        ], tableName: text("measure.chart.table"))
      let shown = readings.flatMap { reading -> [Double] in
        guard let value = reading.estimate.value else { return [] }
        return [value, reading.estimate.lower ?? value, reading.estimate.upper ?? value]
      }
      let scale = FigureScale(metric, covering: shown, text)
      return TimeSeries(
        caption: caption, axis: scale.axis,
        points: readings.map { reading in
          TimeSeries.Point(
            label: text.shortMonth(reading.period.first), reading: scale.drawn(reading))
        }
      ).figure(direction)
    }
  }

  /// Each criterion of the last three months; of a person, beside everybody's.
  var criteria: HTML? {
    guard let newest = model.marks.newest else { return nil }
    let month = Period(.month, holding: newest)
    let first = ReportReader.month(month, minus: PersonalFindings.recentMonths - 1).first
    let recent = model.marks.marks.filter { $0.day >= first }
    func estimate(_ marks: [CriterionMarks.Mark]) -> Estimate {
      hajekMeanInterval(
        marks.map(\.value),
        inclusionProbabilities: marks.map { min(1, 1 / max(1, $0.weight)) })
    }
    let rows = model.marks.criteria.map { criterion -> IntervalPlot.Row in
      let all = recent.filter { $0.criterion == criterion.id }
      var own = all
      if case .person(let person) = model.subject { own = all.filter { $0.person == person } }
      let found = estimate(own)
      var row = IntervalPlot.Row(label: criterion.name, reading: drawn(found))
      if case .person = model.subject { row.beside = estimate(all).value }
      return row
    }
    guard rows.contains(where: { $0.reading.count > 0 }) else { return nil }
    var isPerson = false
    if case .person = model.subject { isPerson = true }
    let legend: HTML? =
      isPerson ? "<p class=\"is-soft\">\(text("report.criteria.beside"))</p>" : nil
    let plot = IntervalPlot(
      caption: Caption(
        id: "report-criteria", title: text("report.criteria"),
        summary: text(isPerson ? "report.criteria.beside" : "report.criteria.summary"),
        columns: [
          text("report.criterion"), text("measure.column.value"), text("measure.interval"),
          text("measure.chart.n"),
        ], tableName: text("measure.chart.table")),
      axis: Axis(0, 100) { text.number($0, digits: 0) }, rows: rows)
    return "\(legend)\(plot.figure(direction))"
  }

  private func drawn(_ estimate: Estimate) -> Markup.Reading {
    let ends = [estimate.lower, estimate.upper].compactMap(\.self)
      .map { text.number($0, digits: 0) }
    return Markup.Reading(
      value: estimate.value, lower: estimate.lower, upper: estimate.upper, count: estimate.n,
      text: estimate.value.map { text.number($0, digits: 0) } ?? "–",
      intervalText: ends.joined(separator: "–"))
  }

  /// How many come on each day of the week.
  var weekdays: HTML {
    Bars(
      caption: Caption(
        id: "report-weekdays", title: text("report.weekdays.chart"),
        summary: text("report.weekdays.summary"),
        columns: [text("measure.arrivals.day"), text("report.weekdays.count")],
        tableName: text("measure.chart.table")),
      rows: model.weekdays.indices.map { day in
        Bars.Row(
          label: text("measure.weekday.short.\(day + 1)"), value: model.weekdays[day],
          text: text.number(model.weekdays[day], digits: model.weekdays[day] < 10 ? 1 : 0),
          count: 99)
      }
    ).figure(direction)
  }
}

extension Text {
  /// A month without its year.
  fileprivate func shortMonth(_ day: Day) -> String {
    let year = String(day.civil.year)
    return language == .zhHans
      ? month(day).replacing("\(year)年", with: "") : month(day).replacing(" \(year)", with: "")
  }
}
