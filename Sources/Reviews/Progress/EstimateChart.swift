internal import Markup
internal import Statistics
internal import Web

/// Estimates as dots with their intervals; the order is the page's and never one of rank.
enum EstimateChart {
  /// One line of the chart.
  struct Line {
    let label: String
    var link: Path?
    let estimate: Estimate
  }

  static func html(
    id: String, title: String, lines: [Line], reference: (value: Double, label: String)? = nil,
    _ text: Text
  ) -> HTML {
    let plot = IntervalPlot(
      caption: Caption(
        id: id, title: title, summary: text("chart.summary", ["count": .integer(lines.count)]),
        columns: [
          text("chart.label"), text("chart.value"), text("chart.interval"), text("chart.n"),
        ], tableName: text("chart.table")),
      axis: Axis(0, 100) { text.percent($0 / 100) },
      rows: lines.map { line in
        IntervalPlot.Row(label: line.label, link: line.link, reading: line.estimate.reading(text))
      },
      reference: reference.map { Reference(value: $0.value, label: $0.label) })
    return plot.figure(text.language.isRightToLeft ? .rightToLeft : .leftToRight)
  }
}

extension Estimate {
  /// The estimate as a chart prints it.
  fileprivate func reading(_ text: Text) -> Reading {
    let shown = value.map { text.percent($0 / 100) } ?? text("estimate.none")
    let interval: String =
      if value != nil, let lower, let upper {
        text.number(lower, digits: 0) + "–" + text.number(upper, digits: 0)
      } else {
        ""
      }
    return Reading(
      value: value, lower: value == nil ? nil : lower, upper: value == nil ? nil : upper,
      count: n, text: shown, intervalText: interval)
  }
}
