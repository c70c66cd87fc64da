/// A course in the size of a word; the text beside it says the figures.
public struct Sparkline: Chart {
  public var caption: Caption
  public var points: [TimeSeries.Point]
  /// The ends of the scale; found from the values when not given.
  public var range: ClosedRange<Double>?

  /// Columns of the caption: period, value, n.
  public init(caption: Caption, points: [TimeSeries.Point], range: ClosedRange<Double>? = nil) {
    self.caption = caption
    self.points = points
    self.range = range
  }

  public var rows: [ChartRow] {
    points.map { point in
      ChartRow(
        label: point.label, link: point.link,
        cells: [point.reading.text, String(point.reading.count)])
    }
  }

  public func drawing(_ direction: Direction) -> HTML {
    var drawing = Drawing(width: 128, height: 32, direction: direction)
    let values = points.compactMap(\.reading.value)
    let lower = range?.lowerBound ?? values.min() ?? 0
    let upper = range?.upperBound ?? values.max() ?? 1
    let axis = Axis(lower, upper) { _ in "" }
    let x = { (index: Int) in 5 + 118 * Double(index) / Double(max(1, points.count - 1)) }
    let y = { (value: Double) in 27 - 22 * axis.share(of: value) }
    for run in points.indices.split(whereSeparator: { points[$0].reading.value == nil }) {
      drawing.polyline(
        run.compactMap { index in points[index].reading.value.map { (x(index), y($0)) } },
        "mark-line")
    }
    if let last = points.indices.last(where: { points[$0].reading.value != nil }),
      let value = points[last].reading.value
    {
      drawing.circle(
        x: x(last), y: y(value), radius: 4,
        points[last].reading.isThin ? "mark-point is-thin" : "mark-point")
    }
    return drawing.svg(caption, kind: "sparkline")
  }
}

/// One figure on its scale: interval and dot, beside the text that says them.
public struct EstimateBar: Sendable {
  public var reading: Reading
  public var axis: Axis

  public init(reading: Reading, axis: Axis) {
    self.reading = reading
    self.axis = axis
  }

  /// The picture; hidden from screen readers, because the text beside it says the same.
  public func drawing(_ direction: Direction) -> HTML {
    var drawing = Drawing(width: 112, height: 14, direction: direction)
    let place = { (value: Double) in 7 + 98 * axis.share(of: value) }
    let thin = reading.isThin ? " is-thin" : ""
    drawing.rectangle(x: 0, y: 5, width: 112, height: 4, "mark-track", rounded: 2)
    if let lower = reading.lower, let upper = reading.upper {
      drawing.line(from: (place(lower), 7), to: (place(upper), 7), "mark-interval\(thin)")
    }
    if let value = reading.value {
      drawing.circle(x: place(value), y: 7, radius: 5, "mark-point\(thin)")
    }
    return drawing.silent(kind: "estimate-bar")
  }
}
