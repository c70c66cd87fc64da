internal import Conversations
internal import Markup
internal import Statistics
internal import Web

/// Estimates as dots with their intervals, as a table and as CSV; the order is the page's and
/// never one of rank.
struct EstimateChart {
  /// One line of the chart.
  struct Line {
    let label: String
    var link: Path?
    let estimate: Estimate
    /// What stands in the further columns.
    var cells: [Cell] = []
  }

  /// A further cell: as a reader sees it, and as a program reads it.
  struct Cell {
    let shown: String
    let bare: String
  }

  let id: String
  let title: String
  let lines: [Line]
  /// The headings of the further columns.
  var columns: [String] = []
  var reference: (value: Double, label: String)?
  /// Whether a heading of the page is the title already.
  var isBelowItsTitle = false

  /// The drawing with its table, and a link to the same rows as CSV.
  func html(_ text: Text, download: Path) -> HTML {
    var caption = Caption(
      id: id, title: title, summary: text("chart.summary", ["count": .integer(lines.count)]),
      columns: [
        text("chart.label"), text("chart.value"), text("chart.interval"), text("chart.n"),
      ] + columns, tableName: text("chart.table"), download: (download, text("chart.download")))
    caption.isBelowItsTitle = isBelowItsTitle
    caption.isTableOpen = !columns.isEmpty
    let plot = IntervalPlot(
      caption: caption, axis: Axis(0, 100) { text.percent($0 / 100) },
      rows: lines.map { line in
        IntervalPlot.Row(
          label: line.label, link: line.link, reading: line.estimate.reading(text),
          cells: line.cells.map(\.shown))
      },
      reference: reference.map { Reference(value: $0.value, label: $0.label) })
    return plot.figure(text.language.isRightToLeft ? .rightToLeft : .leftToRight)
  }

  /// The same rows for a spreadsheet: percentages as plain numbers, an undefined one empty.
  func csv(_ text: Text) -> [String] {
    let head =
      [
        text("chart.label"), text("chart.value"), text("chart.lower"), text("chart.upper"),
        text("chart.n"),
      ] + columns
    return [CSVWriter.line(head)]
      + lines.map { line in
        let one = line.estimate
        let bounds = [one.value, one.lower, one.upper].map { bound in
          one.value == nil ? "" : bound.map { Self.bare($0) } ?? ""
        }
        return CSVWriter.line([line.label] + bounds + [String(one.n)] + line.cells.map(\.bare))
      }
  }

  /// The rows as a file to keep.
  func file(_ visit: Visit) -> Reply {
    let lines = csv(visit.text)
    return visit.table(name: "\(id).csv") { write in
      for line in lines { try await write(line) }
    }
  }

  /// A percentage with one decimal and a point, whatever the language.
  static func bare(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
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

  /// A share in a further column: the percentage with its interval.
  func shareCell(_ text: Text) -> EstimateChart.Cell {
    guard let value, let lower, let upper, status == .ok else {
      return EstimateChart.Cell(shown: "–", bare: "")
    }
    let scale = EstimateScale.share
    return EstimateChart.Cell(
      shown: "\(scale.shown(value, text)) (\(scale.bare(lower, text))–\(scale.bare(upper, text)))",
      bare: EstimateChart.bare(value * 100))
  }
}
