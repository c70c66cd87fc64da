/// A figure over time with its interval as a band; periods without a value leave a gap.
public struct TimeSeries: Chart {
  /// One period.
  public struct Point: Sendable {
    public var label: String
    public var link: Path?
    public var reading: Reading

    public init(label: String, link: Path? = nil, reading: Reading) {
      self.label = label
      self.link = link
      self.reading = reading
    }
  }

  public var caption: Caption
  public var axis: Axis
  public var points: [Point]
  public var reference: Reference?

  /// Columns of the caption: period, value, interval, n.
  public init(caption: Caption, axis: Axis, points: [Point], reference: Reference? = nil) {
    self.caption = caption
    self.axis = axis
    self.points = points
    self.reference = reference
  }

  public var rows: [ChartRow] {
    points.map { point in
      ChartRow(
        label: point.label, link: point.link,
        cells: [point.reading.text, point.reading.intervalText, String(point.reading.count)])
    }
  }

  public func drawing(_ direction: Direction) -> HTML {
    canvas(direction, width: 640).svg(caption)
  }

  /// On a telephone the same with fewer words.
  public func narrowDrawing(_ direction: Direction) -> HTML? {
    canvas(direction, width: 340).silent(kind: "chart-drawing is-for-narrow")
  }

  private func canvas(_ direction: Direction, width: Double) -> Drawing {
    let plot = Plot(width: width, height: 260, columns: points.count, axis: axis)
    var drawing = Drawing(width: plot.width, height: plot.height, direction: direction)
    plot.frame(labels: points.map(\.label), on: &drawing)
    for run in runs { draw(bandOf: run, plot, on: &drawing) }
    for run in runs { drawing.polyline(run.compactMap { place($0, \.value, plot) }, "mark-line") }
    plot.draw(reference, on: &drawing)
    for (index, point) in points.enumerated() {
      guard let (x, y) = place(index, \.value, plot) else { continue }
      drawing.circle(
        x: x, y: y, radius: 4, point.reading.isThin ? "mark-point is-thin" : "mark-point",
        name: "\(point.label): \(point.reading.text)")
    }
    return drawing
  }

  /// A band wherever neighbours know both ends, a line up and down where one stands alone.
  private func draw(bandOf run: [Int], _ plot: Plot, on drawing: inout Drawing) {
    let pieces = run.split {
      points[$0].reading.lower == nil || points[$0].reading.upper == nil
    }
    for piece in pieces {
      let upper = piece.compactMap { place($0, \.upper, plot) }
      let lower = piece.compactMap { place($0, \.lower, plot) }
      if piece.count == 1, let index = piece.first, let upper = upper.first,
        let lower = lower.first
      {
        let thin = points[index].reading.isThin ? " is-thin" : ""
        drawing.line(from: lower, to: upper, "mark-interval\(thin)")
      } else {
        drawing.polygon(upper + lower.reversed(), "mark-band")
      }
    }
  }

  /// Neighbouring periods that have a value.
  private var runs: [[Int]] {
    points.indices.split { points[$0].reading.value == nil }.map(Array.init)
  }

  private func place(
    _ index: Int, _ part: KeyPath<Reading, Double?>, _ plot: Plot
  ) -> (Double, Double)? {
    points[index].reading[keyPath: part].map { (plot.x(index), plot.y($0)) }
  }
}

/// The ground of a chart over time: columns of equal width above labels, marks at the start.
struct Plot {
  let width: Double
  let height: Double
  let columns: Int
  let axis: Axis
  /// Wide enough for the longest mark.
  var start: Double {
    max(52, 16 + (axis.ticks.map { Drawing.room(for: $0.label) }.max() ?? 0))
  }
  let top = 24.0

  var end: Double { width - 16 }
  var bottom: Double { height - 30 }

  func x(_ index: Int) -> Double {
    columns > 1
      ? start + 12 + (end - start - 24) * Double(index) / Double(columns - 1)
      : (start + end) / 2
  }

  func y(_ value: Double) -> Double {
    bottom - (bottom - top) * axis.share(of: value)
  }

  /// Grid, marks and as many labels as fit.
  func frame(labels: [String], on drawing: inout Drawing) {
    for tick in axis.ticks {
      drawing.line(from: (start, y(tick.value)), to: (end, y(tick.value)), "mark-grid")
      drawing.text(
        tick.label, x: start - 8, y: y(tick.value) + 4, anchor: .end, "mark-text is-soft",
        limit: 16)
    }
    drawing.line(from: (start, bottom), to: (end, bottom), "mark-axis")
    let widest = labels.map { Drawing.room(for: $0) }.max() ?? 1
    let room = max(1, Int((end - start) / (widest + 10)))
    if room == 1, labels.count > 1, let first = labels.first, let last = labels.last,
      2 * widest + 10 <= width - 8
    {
      // Too narrow for names under their points: the first and the last say what lies between.
      drawing.text(first, x: 4, y: height - 10, anchor: .start, "mark-text is-soft")
      drawing.text(last, x: width - 4, y: height - 10, anchor: .end, "mark-text is-soft")
      return
    }
    let every = max(1, (labels.count + room - 1) / room)
    for index in stride(from: 0, to: labels.count, by: every) {
      drawing.text(
        labels[index], x: x(index), y: height - 10, anchor: .middle, "mark-text is-soft")
    }
  }

  func draw(_ reference: Reference?, on drawing: inout Drawing) {
    guard let reference, reference.value.isFinite else { return }
    let y = y(reference.value)
    drawing.line(from: (start, y), to: (end, y), "mark-reference")
    name(reference.label, on: &drawing)
  }

  /// What the dashed line is called, above the plot, where no point can lie under the words.
  func name(_ reference: String, on drawing: inout Drawing) {
    let y = top - 10
    drawing.line(from: (start, y), to: (start + 22, y), "mark-reference")
    drawing.text(reference, x: start + 28, y: y + 4, anchor: .start, "mark-text is-soft")
  }
}
