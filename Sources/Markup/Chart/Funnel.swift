/// Values against their volume with limits that narrow: difference without a ranking.
public struct Funnel: Chart {
  /// One person, team or criterion.
  public struct Point: Sendable {
    public var label: String
    public var link: Path?
    public var reading: Reading
    /// Why it is a signal, in words; nothing when it lies inside the limits.
    public var signal: String?

    public init(label: String, link: Path? = nil, reading: Reading, signal: String? = nil) {
      self.label = label
      self.link = link
      self.reading = reading
      self.signal = signal
    }
  }

  /// The limits at one volume.
  public struct Limit: Sendable {
    public var count: Double
    public var lower: Double
    public var upper: Double

    public init(count: Double, lower: Double, upper: Double) {
      self.count = count
      self.lower = lower
      self.upper = upper
    }
  }

  public var caption: Caption
  public var volume: Axis
  public var axis: Axis
  public var points: [Point]
  public var centre: Reference
  /// Inner and outer limits, each in order of volume.
  public var limits: [[Limit]]
  /// What the volume counts, written under the scale.
  public var volumeLabel: String

  /// Columns of the caption: label, value, n, signal.
  public init(
    caption: Caption, volume: Axis, axis: Axis, points: [Point], centre: Reference,
    limits: [[Limit]], volumeLabel: String
  ) {
    self.caption = caption
    self.volume = volume
    self.axis = axis
    self.points = points
    self.centre = centre
    self.limits = limits
    self.volumeLabel = volumeLabel
  }

  public var rows: [ChartRow] {
    points.map { point in
      ChartRow(
        label: point.label, link: point.link,
        cells: [point.reading.text, String(point.reading.count), point.signal ?? ""])
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
    let plot = Plot(width: width, height: 330, columns: 0, axis: axis)
    let bottom = plot.height - 46
    var drawing = Drawing(width: plot.width, height: plot.height, direction: direction)
    let x = { (count: Double) in
      plot.start + (plot.end - plot.start) * volume.share(of: count)
    }
    let y = { (value: Double) in bottom - (bottom - plot.top) * axis.share(of: value) }
    for tick in axis.ticks {
      drawing.line(from: (plot.start, y(tick.value)), to: (plot.end, y(tick.value)), "mark-grid")
      drawing.text(
        tick.label, x: plot.start - 8, y: y(tick.value) + 4, anchor: .end, "mark-text is-soft",
        limit: 16)
    }
    for tick in volume.ticks {
      drawing.text(
        tick.label, x: x(tick.value), y: bottom + 18, anchor: .middle, "mark-text is-soft", limit: 8
      )
    }
    drawing.line(from: (plot.start, bottom), to: (plot.end, bottom), "mark-axis")
    drawing.text(
      volumeLabel, x: (plot.start + plot.end) / 2, y: plot.height - 8, anchor: .middle,
      "mark-text is-soft")
    for curve in limits {
      drawing.polyline(curve.map { (x($0.count), y($0.lower)) }, "mark-limit")
      drawing.polyline(curve.map { (x($0.count), y($0.upper)) }, "mark-limit")
    }
    if centre.value.isFinite {
      drawing.line(
        from: (plot.start, y(centre.value)), to: (plot.end, y(centre.value)), "mark-reference")
      plot.name(centre.label, on: &drawing)
    }
    for point in points {
      draw(point, x, y, on: &drawing)
    }
    return drawing
  }

  private func draw(
    _ point: Point, _ x: (Double) -> Double, _ y: (Double) -> Double, on drawing: inout Drawing
  ) {
    guard let value = point.reading.value else { return }
    let place = (x: x(Double(point.reading.count)), y: y(value))
    let name = "\(point.label): \(point.reading.text), n = \(point.reading.count)"
    if let signal = point.signal, !point.reading.isThin {
      drawing.diamond(
        x: place.x, y: place.y, radius: 7, "mark-point is-signal", name: "\(name). \(signal)")
      drawing.text(point.label, x: place.x, y: place.y - 12, anchor: .middle, limit: 20)
    } else {
      let thin = point.reading.isThin ? " is-thin" : ""
      drawing.circle(x: place.x, y: place.y, radius: 5, "mark-point\(thin)", name: name)
    }
  }
}
