import Markup
import Testing

@Suite struct ChartTests {
  @Test(arguments: Sample.allCases)
  func `labels cannot become markup`(sample: Sample) {
    let figure = sample.chart(label: "<img src=x onerror=\"alert(1)\">&'").figure(.leftToRight).text
    #expect(!figure.contains("<img"))
    #expect(!figure.contains("onerror=\""))
    #expect(figure.contains("&lt;img"))
  }

  @Test(arguments: Sample.allCases, [Double.nan, .infinity, -.infinity, 1e300, -1e300])
  func `coordinates are finite whatever the values are`(sample: Sample, value: Double) {
    let drawing = sample.chart(value: value).drawing(.rightToLeft).text.lowercased()
    #expect(!drawing.contains("nan"))
    #expect(!drawing.contains("inf"))
    #expect(!drawing.contains("e+"))
  }

  @Test(arguments: Sample.allCases)
  func `a drawing has a name and a description`(sample: Sample) {
    let drawing = sample.chart().drawing(.leftToRight).text
    #expect(drawing.contains("role=\"img\""))
    #expect(drawing.contains("aria-labelledby=\"sample-title sample-summary\""))
    #expect(drawing.contains("<title id=\"sample-title\">Title</title>"))
    #expect(drawing.contains("<desc id=\"sample-summary\">Summary</desc>"))
    #expect(!drawing.contains("style="))
    #expect(!drawing.contains("fill=\""))
  }

  @Test(arguments: Sample.allCases)
  func `no label is cut off at an edge`(sample: Sample) throws {
    let chart = sample.chart(label: "September 2026")
    for drawing in [chart.drawing(.leftToRight), chart.narrowDrawing(.leftToRight)] {
      guard let text = drawing?.text else { continue }
      let box = try #require(text.firstMatch(of: #/viewBox="0 0 ([0-9.]+) /#))
      let width = try #require(Double(box.1))
      let written = #/<text x="([-0-9.]+)"[^>]*text-anchor="(\w+)"[^>]*>([^<]*)</#
      for label in text.matches(of: written) {
        let x = try #require(Double(label.1))
        // Letters of this size are about seven units wide.
        let room = Double(label.3.count) * 7
        let left = label.2 == "start" ? x : label.2 == "end" ? x - room : x - room / 2
        #expect(left >= -0.1 && left + room <= width + 0.1, "\(label.3)")
      }
    }
  }

  @Test func `what was counted in full is drawn solid however little it is`() {
    #expect(Reading(value: 3, count: 3, text: "3").isThin)
    #expect(!Reading(value: 3, count: 3, text: "3", isComplete: true).isThin)
  }

  @Test func `wide characters count twice where a label is shortened`() {
    let drawing = Sample.intervals.chart(label: String(repeating: "星", count: 20))
      .drawing(.leftToRight).text
    #expect(drawing.contains(">" + String(repeating: "星", count: 12) + "…<"))
  }

  @Test func `marks of direction take no room in a label`() {
    let label = String(repeating: "\u{2066}n\u{2069}", count: 20)
    let drawing = Sample.intervals.chart(label: label).drawing(.rightToLeft).text
    #expect(drawing.contains(">\(label)<"))
  }

  @Test func `a remark is a numbered mark on the time axis and a cell of its row`() {
    let axis = Axis(0, 100) { "\(Int($0))" }
    let chart = ControlChart(
      caption: Sample.caption(5), axis: axis,
      points: (0..<4).map { index in
        ControlChart.Point(
          label: "\(index)", reading: Reading(value: 50, count: 20, text: "50"), centre: 50,
          lowerLimit: 40, upperLimit: 60, remark: index.isMultiple(of: 2) ? nil : "New <phones>")
      }, centreLabel: "usual")
    let drawing = chart.drawing(.leftToRight).text
    #expect(drawing.contains(">1</text>") && drawing.contains(">2</text>"))
    #expect(chart.rows.map(\.cells.last) == ["", "New <phones>", "", "New <phones>"])
    #expect(chart.table.text.contains("New &lt;phones&gt;"))
  }

  @Test func `a band is drawn wherever both ends are known, and a lone one as a line`() {
    func point(_ value: Double?, _ lower: Double?, _ upper: Double?) -> TimeSeries.Point {
      TimeSeries.Point(
        label: "a",
        reading: Reading(value: value, lower: lower, upper: upper, count: 9, text: "b"))
    }
    func chart(_ points: [TimeSeries.Point]) -> String {
      TimeSeries(
        caption: Sample.caption(4), axis: Axis(0, 100) { "\($0)" },
        points: points
      ).drawing(.leftToRight).text
    }
    let whole = point(50, 40, 60)
    let open = point(50, 40, nil)
    let none = point(nil, nil, nil)
    #expect(chart([whole, whole, open, whole, whole]).components(of: "mark-band") == 2)
    #expect(chart([whole, none, whole, whole]).components(of: "mark-band") == 1)
    #expect(chart([whole, none, whole, whole]).components(of: "mark-interval") == 1)
    #expect(!chart([open, open]).contains("mark-band"))
  }

  @Test func `a narrow chart with long names says the first and the last`() throws {
    let names = (1...8).map { "week \($0) of the autumn" }
    let reading = Reading(value: 50, lower: 40, upper: 60, count: 9, text: "b")
    let chart = TimeSeries(
      caption: Sample.caption(4), axis: Axis(0, 100) { "\($0)" },
      points: names.map { TimeSeries.Point(label: $0, reading: reading) })
    let narrow = try #require(chart.narrowDrawing(.leftToRight)).text
    let shown = names.filter { narrow.contains(">\($0)</text>") }
    #expect(shown == [names[0], names[7]])
  }

  @Test(arguments: Sample.allCases)
  func `the table has the same rows`(sample: Sample) {
    let chart = sample.chart(label: "Nora")
    let table = chart.table.text
    #expect(chart.rows.count == 3)
    #expect(table.components(of: "<th scope=\"row\">") == 3)
    #expect(table.contains("Nora"))
    #expect(chart.rows.allSatisfy { $0.cells.count == chart.caption.columns.count - 1 })
  }

  @Test(arguments: [Sample.intervals, .series, .bars, .heat, .control, .funnel])
  func `below five observations nothing is coloured`(sample: Sample) {
    #expect(sample.chart(count: 4).drawing(.leftToRight).text.contains("is-thin"))
    #expect(!sample.chart(count: 5).drawing(.leftToRight).text.contains("is-thin"))
  }

  @Test(arguments: [Sample.control, .funnel])
  func `a signal has its own shape, but not below five observations`(sample: Sample) {
    let signal = "points=\""
    #expect(sample.chart(count: 20).drawing(.leftToRight).text.contains("is-signal"))
    #expect(sample.chart(count: 20).drawing(.leftToRight).text.contains(signal))
    #expect(!sample.chart(count: 4).drawing(.leftToRight).text.contains("is-signal"))
  }

  @Test func `each person is one dot, and one's own has another shape`() {
    let drawing = Sample.dots.chart().drawing(.leftToRight).text
    #expect(drawing.components(of: "<circle") == 2)
    #expect(drawing.components(of: "<polygon") == 1)
  }

  @Test func `a drawing for right-to-left readers is mirrored`() {
    let bars = Sample.bars.chart(value: 10)
    #expect(bars.drawing(.leftToRight).text.contains("<text x=\"0\""))
    #expect(bars.drawing(.rightToLeft).text.contains("<text x=\"640\""))
    #expect(bars.drawing(.rightToLeft).text.contains("direction=\"rtl\""))
  }

  @Test func `an empty chart is still a picture with a table`() {
    let chart = Bars(caption: Sample.caption(3), rows: [])
    #expect(chart.figure(.leftToRight).text.contains("</svg>"))
    #expect(chart.rows.isEmpty)
  }

  @Test func `the cumulative share ends at the whole`() {
    let chart = Sample.bars.chart(value: 10)
    #expect(chart.rows.last?.cells.last == "100")
  }

  @Test func `an id keeps to letters, digits and hyphens`() {
    let caption = Caption(
      id: "a\" onload=\"x<ü1", title: "", summary: "", columns: [], tableName: "")
    #expect(caption.id == "a--onload--x--1")
  }

  @Test func `a scale has round marks inside its ends`() {
    let axis = Axis(0, 100, count: 5) { "\(Int($0))" }
    #expect(axis.ticks.map(\.label) == ["0", "20", "40", "60", "80", "100"])
    let around = Axis(covering: [71, 93], count: 4) { "\(Int($0))" }
    #expect(around.lower == 70)
    #expect(around.upper == 100)
    let none = Axis(covering: [.nan, .infinity]) { _ in "" }
    #expect(none.lower < none.upper)
    let point = Axis(3, 3) { _ in "" }
    #expect(point.upper == 4)
  }
}

/// One chart of each kind with three rows.
enum Sample: CaseIterable {
  case intervals, series, bars, heat, control, funnel, dots

  static func caption(_ columns: Int) -> Caption {
    Caption(
      id: "sample", title: "Title", summary: "Summary",
      columns: (0..<columns).map { "Column \($0)" }, tableName: "Table")
  }

  func chart(label: String = "Nora", value: Double = 50, count: Int = 20) -> any Chart {
    let axis = Axis(0, 100) { "\(Int($0)) %" }
    let reading = Reading(
      value: value, lower: value - 10, upper: value + 10, count: count, text: "50 %",
      intervalText: "40–60")
    let periods = (0..<3).map { _ in TimeSeries.Point(label: label, reading: reading) }
    return switch self {
    case .intervals:
      IntervalPlot(
        caption: Self.caption(4), axis: axis,
        rows: (0..<3).map { _ in IntervalPlot.Row(label: label, reading: reading) },
        reference: Reference(value: value, label: label))
    case .series:
      TimeSeries(
        caption: Self.caption(4), axis: axis, points: periods,
        reference: Reference(value: value, label: label))
    case .bars:
      Bars(
        caption: Self.caption(3),
        rows: (0..<3).map { _ in Bars.Row(label: label, value: value, text: "50", count: count) },
        cumulative: { "\(Int(($0 * 100).rounded()))" })
    case .heat:
      HeatMap(
        caption: Self.caption(2), columns: [label],
        rows: (0..<3).map { _ in
          HeatMap.Row(label: label, cells: [HeatMap.Cell(value: value, text: "50", count: count)])
        }, showsFigures: true)
    case .control:
      ControlChart(
        caption: Self.caption(4), axis: axis,
        points: (0..<3).map { _ in
          ControlChart.Point(
            label: label, reading: reading, centre: value, lowerLimit: value, upperLimit: value,
            signal: label)
        }, centreLabel: label)
    case .funnel:
      Funnel(
        caption: Self.caption(4), volume: axis, axis: axis,
        points: (0..<3).map { _ in Funnel.Point(label: label, reading: reading, signal: label) },
        centre: Reference(value: value, label: label),
        limits: [[Funnel.Limit(count: 1, lower: value, upper: value)]], volumeLabel: label)
    case .dots:
      DotPlot(
        caption: Self.caption(2),
        choices: (0..<3).map { DotPlot.Choice(label: label, count: $0, holdsOwn: $0 == 1) },
        ownName: label)
    }
  }
}

extension String {
  /// How often a text stands in this one.
  func components(of text: String) -> Int {
    var count = 0
    var rest = self[...]
    while let range = rest.firstRange(of: text) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
