/// A dot with its interval for each person, criterion or period, in the order given.
///
/// The order is the page's and is never one of rank.
public struct IntervalPlot: Chart {
  /// One line of the plot.
  public struct Row: Sendable {
    public var label: String
    public var link: Path?
    public var reading: Reading
    /// Further cells of the table, after n.
    public var cells: [String]
    /// Where another number stands that this one is compared with, as a dashed mark.
    public var beside: Double?

    public init(label: String, link: Path? = nil, reading: Reading, cells: [String] = []) {
      self.label = label
      self.link = link
      self.reading = reading
      self.cells = cells
    }
  }

  public var caption: Caption
  public var axis: Axis
  public var lines: [Row]
  public var reference: Reference?

  /// Columns of the caption: label, value, interval, n, and those of further cells.
  public init(caption: Caption, axis: Axis, rows: [Row], reference: Reference? = nil) {
    self.caption = caption
    self.axis = axis
    lines = rows
    self.reference = reference
  }

  public var rows: [ChartRow] {
    lines.map { line in
      ChartRow(
        label: line.label, link: line.link,
        cells: [line.reading.text, line.reading.intervalText, String(line.reading.count)]
          + line.cells)
    }
  }

  public func drawing(_ direction: Direction) -> HTML {
    let top = reference == nil ? 8.0 : 26.0
    let pitch = 30.0
    let bottom = top + pitch * Double(lines.count)
    var drawing = Drawing(width: 640, height: bottom + 26, direction: direction)
    let start = 178.0
    let end = scaleEnd
    let place = { (value: Double) in start + (end - start) * axis.share(of: value) }

    for tick in axis.ticks {
      let x = place(tick.value)
      drawing.line(from: (x, top), to: (x, bottom), "mark-grid")
      drawing.text(tick.label, x: x, y: bottom + 17, anchor: .middle, "mark-text is-soft")
    }
    for (index, line) in lines.enumerated() {
      draw(line, at: top + pitch * (Double(index) + 0.5), place, on: &drawing)
    }
    if let reference, reference.value.isFinite {
      let x = place(reference.value)
      drawing.line(from: (x, top - 4), to: (x, bottom), "mark-reference")
      drawing.text(reference.label, x: x, y: top - 11, anchor: .middle, "mark-text is-soft")
    }
    return drawing.svg(caption)
  }

  /// On a telephone the words stand above each line, and the line has the whole width.
  public func narrowDrawing(_ direction: Direction) -> HTML? {
    let top = reference == nil ? 4.0 : 24.0
    let pitch = 50.0
    let bottom = top + pitch * Double(lines.count)
    var drawing = Drawing(width: 340, height: bottom + 24, direction: direction)
    let place = { (value: Double) in 20 + 300 * axis.share(of: value) }
    for tick in axis.ticks {
      let x = place(tick.value)
      drawing.line(from: (x, top), to: (x, bottom), "mark-grid")
      drawing.text(tick.label, x: x, y: bottom + 17, anchor: .middle, "mark-text is-soft")
    }
    for (index, line) in lines.enumerated() {
      let y = top + pitch * Double(index)
      drawing.text(line.label, x: 0, y: y + 16, limit: 20)
      drawing.text(
        "\(line.reading.text) · \(line.reading.precision)", x: 340, y: y + 16, anchor: .end,
        limit: 28)
      mark(line, at: y + 34, place, on: &drawing)
    }
    if let reference, reference.value.isFinite {
      let x = place(reference.value)
      // Only across the lines: the words between them stay readable.
      for index in lines.indices {
        let y = top + pitch * Double(index)
        drawing.line(from: (x, y + 23), to: (x, y + 45), "mark-reference")
      }
      drawing.text(reference.label, x: x, y: top - 10, anchor: .middle, "mark-text is-soft")
    }
    return drawing.silent(kind: "chart-drawing is-for-narrow")
  }

  /// Where the scale ends: earlier when figures such as "−0.08 −0.17…0.01" need more room.
  private var scaleEnd: Double {
    let longest = lines.map { $0.reading.text.count + $0.reading.intervalText.count }.max() ?? 0
    return longest > 12 ? 436 : 496
  }

  private func draw(
    _ line: Row, at y: Double, _ place: (Double) -> Double, on drawing: inout Drawing
  ) {
    let reading = line.reading
    drawing.text(line.label, x: 0, y: y + 4, limit: 26)
    mark(line, at: y, place, on: &drawing)
    drawing.text(reading.text, x: scaleEnd + 14, y: y + 4, "mark-text is-strong", limit: 9)
    drawing.text(
      reading.precision, x: 640, y: y + 4, anchor: .end, "mark-text is-soft", limit: 22)
  }

  /// The interval and the dot.
  private func mark(
    _ line: Row, at y: Double, _ place: (Double) -> Double, on drawing: inout Drawing
  ) {
    let reading = line.reading
    let thin = reading.isThin ? " is-thin" : ""
    if let beside = line.beside, beside.isFinite {
      let x = place(beside)
      drawing.line(from: (x, y - 11), to: (x, y + 11), "mark-reference")
    }
    if let lower = reading.lower, let upper = reading.upper {
      drawing.line(from: (place(lower), y), to: (place(upper), y), "mark-interval\(thin)")
    }
    if let value = reading.value {
      drawing.circle(x: place(value), y: y, radius: 6, "mark-point\(thin)", name: line.label)
    }
  }
}

extension Reading {
  /// The interval and how many it rests on, as beside a dot.
  fileprivate var precision: String {
    intervalText.isEmpty ? "n = \(count)" : "\(intervalText) · n = \(count)"
  }
}
