/// What is expected over time, in two bands of chance, with what came where it is known.
public struct FanChart: Chart {
  /// One period.
  public struct Point: Sendable {
    public var label: String
    /// What is expected; nothing leaves a gap.
    public var middle: Double?
    /// The ends of the inner and of the outer band.
    public var inner: ClosedRange<Double>?
    public var outer: ClosedRange<Double>?
    /// What came, where it is known.
    public var actual: Double?
    /// The cells of the table.
    public var cells: [String]

    public init(
      label: String, middle: Double?, inner: ClosedRange<Double>?, outer: ClosedRange<Double>?,
      actual: Double? = nil, cells: [String]
    ) {
      self.label = label
      self.middle = middle.finite
      self.inner = inner
      self.outer = outer
      self.actual = actual.finite
      self.cells = cells
    }
  }

  public var caption: Caption
  public var axis: Axis
  public var points: [Point]

  public init(caption: Caption, axis: Axis, points: [Point]) {
    self.caption = caption
    self.axis = axis
    self.points = points
  }

  public var rows: [ChartRow] { points.map { ChartRow(label: $0.label, cells: $0.cells) } }

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
    for run in points.indices.split(whereSeparator: { points[$0].middle == nil }) {
      band(Array(run), \.outer, plot, on: &drawing)
      band(Array(run), \.inner, plot, on: &drawing)
      drawing.polyline(
        run.compactMap { index in points[index].middle.map { (plot.x(index), plot.y($0)) } },
        "mark-line")
    }
    for (index, point) in points.enumerated() {
      guard let actual = point.actual else { continue }
      drawing.circle(
        x: plot.x(index), y: plot.y(actual), radius: 3, "mark-point is-second",
        name: "\(point.label): \(point.cells.last ?? "")")
    }
    return drawing
  }

  private func band(
    _ run: [Int], _ part: KeyPath<Point, ClosedRange<Double>?>, _ plot: Plot,
    on drawing: inout Drawing
  ) {
    let known = run.filter { points[$0][keyPath: part] != nil }
    let upper = known.compactMap { index in
      points[index][keyPath: part].map { (plot.x(index), plot.y($0.upperBound)) }
    }
    let lower = known.compactMap { index in
      points[index][keyPath: part].map { (plot.x(index), plot.y($0.lowerBound)) }
    }
    drawing.polygon(upper + lower.reversed(), "mark-band")
  }
}
