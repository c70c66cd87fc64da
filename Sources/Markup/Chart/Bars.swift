/// Bars side by side with their values; with a cumulative line they are a Pareto chart.
public struct Bars: Chart {
  /// One bar.
  public struct Row: Sendable {
    public var label: String
    public var link: Path?
    public var value: Double
    /// The value as the reader's language writes it.
    public var text: String
    /// How many observations stand behind it; below five the bar is an outline.
    public var count: Int

    public init(label: String, link: Path? = nil, value: Double, text: String, count: Int) {
      self.label = label
      self.link = link
      self.value = value.isFinite ? max(0, value) : 0
      self.text = text
      self.count = count
    }
  }

  public var caption: Caption
  public var bars: [Row]
  /// Writes the share of the first bars in the whole; draws the cumulative line when given.
  public var cumulative: (@Sendable (Double) -> String)?

  /// Columns of the caption: label, value, and the cumulative share when drawn.
  public init(
    caption: Caption, rows: [Row], cumulative: (@Sendable (Double) -> String)? = nil
  ) {
    self.caption = caption
    bars = rows
    self.cumulative = cumulative
  }

  public var rows: [ChartRow] {
    zip(bars, shares).map { bar, share in
      ChartRow(
        label: bar.label, link: bar.link, cells: [bar.text] + (cumulative.map { [$0(share)] } ?? [])
      )
    }
  }

  public func drawing(_ direction: Direction) -> HTML {
    canvas(direction, width: 640, start: 190).svg(caption)
  }

  /// On a telephone the same with fewer words.
  public func narrowDrawing(_ direction: Direction) -> HTML? {
    canvas(direction, width: 340, start: 112).silent(kind: "chart-drawing is-for-narrow")
  }

  private func canvas(_ direction: Direction, width: Double, start: Double) -> Drawing {
    let pitch = 30.0
    let top = 6.0
    var drawing = Drawing(
      width: width, height: top * 2 + pitch * Double(max(1, bars.count)), direction: direction)
    let end = width - (cumulative == nil ? 80 : 140)
    let most = max(bars.map(\.value).max() ?? 0, .leastNonzeroMagnitude)
    for (index, bar) in bars.enumerated() {
      let y = top + pitch * Double(index)
      let length = (end - start) * bar.value / most
      drawing.text(bar.label, x: 0, y: y + 19, limit: Int(start / 7))
      drawing.rectangle(
        x: start, y: y + 5, width: length, height: pitch - 10,
        bar.count < 5 ? "mark-bar is-thin" : "mark-bar", rounded: 3)
      drawing.text(bar.text, x: start + length + 8, y: y + 19, "mark-text is-strong", limit: 12)
    }
    if let cumulative {
      drawCumulative(cumulative, start: start, end: end, top: top, pitch: pitch, on: &drawing)
    }
    return drawing
  }

  private func drawCumulative(
    _ text: (Double) -> String, start: Double, end: Double, top: Double, pitch: Double,
    on drawing: inout Drawing
  ) {
    let points = shares.enumerated().map { index, share in
      (start + (end - start) * share, top + pitch * (Double(index) + 0.5))
    }
    drawing.polyline(points, "mark-line is-second")
    for (share, point) in zip(shares, points) {
      drawing.diamond(x: point.0, y: point.1, radius: 4, "mark-point is-second")
      drawing.text(
        text(share), x: drawing.width, y: point.1 + 4, anchor: .end, "mark-text is-soft", limit: 10)
    }
  }

  private var shares: [Double] {
    let total = bars.map(\.value).reduce(0, +)
    var sum = 0.0
    return bars.map { bar in
      sum += bar.value
      return total > 0 ? sum / total : 0
    }
  }
}
