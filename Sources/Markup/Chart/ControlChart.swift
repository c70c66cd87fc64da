/// Values in order with their centre and limits; signals are told by shape as well as colour.
///
/// The limits come from `Statistics`; this draws them.
public struct ControlChart: Chart {
  /// One value in order.
  public struct Point: Sendable {
    public var label: String
    public var link: Path?
    public var reading: Reading
    public var centre: Double
    public var lowerLimit: Double?
    public var upperLimit: Double?
    /// The rule that fired, in words; nothing when none did.
    public var signal: String?
    /// What is known to have happened then; drawn as a mark on the time axis.
    public var remark: String?

    public init(
      label: String, link: Path? = nil, reading: Reading, centre: Double,
      lowerLimit: Double?, upperLimit: Double?, signal: String? = nil, remark: String? = nil
    ) {
      self.label = label
      self.link = link
      self.reading = reading
      self.centre = centre
      self.lowerLimit = lowerLimit.finite
      self.upperLimit = upperLimit.finite
      self.signal = signal
      self.remark = remark
    }
  }

  public var caption: Caption
  public var axis: Axis
  public var points: [Point]
  public var centreLabel: String

  /// Columns of the caption: period, value, n, signal, and remark where there is one.
  public init(caption: Caption, axis: Axis, points: [Point], centreLabel: String) {
    self.caption = caption
    self.axis = axis
    self.points = points
    self.centreLabel = centreLabel
  }

  public var rows: [ChartRow] {
    let hasRemarks = points.contains { $0.remark != nil }
    return points.map { point in
      ChartRow(
        label: point.label, link: point.link,
        cells: [point.reading.text, String(point.reading.count), point.signal ?? ""]
          + (hasRemarks ? [point.remark ?? ""] : []))
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
    let plot = Plot(width: width, height: 270, columns: points.count, axis: axis)
    var drawing = Drawing(width: plot.width, height: plot.height, direction: direction)
    plot.frame(labels: points.map(\.label), on: &drawing)
    remarks(plot, on: &drawing)
    steps(points.map(\.upperLimit), "mark-limit", plot, on: &drawing)
    steps(points.map(\.lowerLimit), "mark-limit", plot, on: &drawing)
    steps(points.map { Optional($0.centre) }, "mark-reference", plot, on: &drawing)
    if points.contains(where: \.centre.isFinite) { plot.name(centreLabel, on: &drawing) }
    for run in points.indices.split(whereSeparator: { points[$0].reading.value == nil }) {
      drawing.polyline(
        run.compactMap { index in
          points[index].reading.value.map { (plot.x(index), plot.y($0)) }
        }, "mark-line")
    }
    for (index, point) in points.enumerated() {
      draw(point, index, plot, on: &drawing)
    }
    return drawing
  }

  /// A numbered mark for each remark, in the order of time.
  private func remarks(_ plot: Plot, on drawing: inout Drawing) {
    let marked = points.indices.filter { points[$0].remark != nil }
    for (number, index) in marked.enumerated() {
      let x = plot.x(index)
      drawing.line(from: (x, plot.top - 4), to: (x, plot.bottom), "mark-axis")
      drawing.text("\(number + 1)", x: x, y: plot.top - 7, anchor: .middle, "mark-text is-strong")
    }
  }

  private func draw(_ point: Point, _ index: Int, _ plot: Plot, on drawing: inout Drawing) {
    guard let value = point.reading.value else { return }
    let (x, y) = (plot.x(index), plot.y(value))
    let name = "\(point.label): \(point.reading.text)"
    if let signal = point.signal, !point.reading.isThin {
      drawing.diamond(x: x, y: y, radius: 7, "mark-point is-signal", name: "\(name). \(signal)")
    } else {
      let thin = point.reading.isThin ? " is-thin" : ""
      drawing.circle(x: x, y: y, radius: 4, "mark-point\(thin)", name: name)
    }
  }

  /// A limit as a stair, because it may change from point to point with n.
  private func steps(
    _ values: [Double?], _ kind: String, _ plot: Plot, on drawing: inout Drawing
  ) {
    let half = points.count > 1 ? (plot.x(1) - plot.x(0)) / 2 : 40
    var stair: [(Double, Double)] = []
    for (index, value) in values.enumerated() {
      if let value = value.finite {
        stair.append((max(plot.start, plot.x(index) - half), plot.y(value)))
        stair.append((min(plot.end, plot.x(index) + half), plot.y(value)))
      } else {
        drawing.polyline(stair, kind)
        stair = []
      }
    }
    drawing.polyline(stair, kind)
  }
}
