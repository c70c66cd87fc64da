/// A grid of figures, such as half-hours by weekday; strength of one colour, the figures on demand.
public struct HeatMap: Chart {
  /// One field of the grid.
  public struct Cell: Sendable {
    public var value: Double?
    public var text: String
    public var count: Int

    public init(value: Double?, text: String, count: Int) {
      self.value = value.finite
      self.text = text
      self.count = count
    }
  }

  /// One line of the grid, with as many cells as there are columns.
  public struct Row: Sendable {
    public var label: String
    public var cells: [Cell]

    public init(label: String, cells: [Cell]) {
      self.label = label
      self.cells = cells
    }
  }

  public var caption: Caption
  public var columns: [String]
  public var lines: [Row]
  public var showsFigures: Bool

  /// Columns of the caption: the corner, then the grid's own columns.
  public init(caption: Caption, columns: [String], rows: [Row], showsFigures: Bool = false) {
    self.caption = caption
    self.columns = columns
    lines = rows
    self.showsFigures = showsFigures
  }

  public var rows: [ChartRow] {
    lines.map { ChartRow(label: $0.label, cells: $0.cells.map(\.text)) }
  }

  public func drawing(_ direction: Direction) -> HTML {
    let start = 84.0
    let top = 24.0
    let width = columns.isEmpty ? 20 : max(14, min(80, (760 - start) / Double(columns.count)))
    let pitch = 24.0
    var drawing = Drawing(
      width: start + width * Double(columns.count) + 2,
      height: top + pitch * Double(lines.count) + 4,
      direction: direction)
    let longest = Double(min(columns.map(\.count).max() ?? 1, 10)) * 7 + 8
    let every = max(1, Int((longest / width).rounded(.up)))
    for index in stride(from: 0, to: columns.count, by: every) {
      drawing.text(
        columns[index], x: start + width * Double(index) + 1, y: top - 8, "mark-text is-soft",
        limit: 10)
    }
    let most = lines.flatMap(\.cells).compactMap(\.value).max() ?? 0
    for (index, line) in lines.enumerated() {
      let y = top + pitch * Double(index)
      drawing.text(line.label, x: 0, y: y + 16, limit: 11)
      for (column, cell) in line.cells.prefix(columns.count).enumerated() {
        draw(
          cell, x: start + width * Double(column), y: y, width: width, height: pitch, most: most,
          on: &drawing)
      }
    }
    return drawing.svg(caption)
  }

  private func draw(
    _ cell: Cell, x: Double, y: Double, width: Double, height: Double, most: Double,
    on drawing: inout Drawing
  ) {
    // Five steps are as many as eyes tell apart in one colour.
    let step = cell.value.map { most > 0 ? (5 * max(0, $0) / most).rounded(.up) : 0 } ?? 0
    let kind =
      if cell.value == nil { "mark-cell is-empty" } else if cell.count < 5 {
        "mark-cell is-thin"
      } else { "mark-cell" }
    drawing.rectangle(
      x: x, y: y, width: width, height: height, kind, opacity: 0.06 + 0.18 * step, rounded: 2)
    if showsFigures, cell.value != nil {
      let isInverse = step >= 4 && cell.count >= 5
      drawing.text(
        cell.text, x: x + width / 2, y: y + 16, anchor: .middle,
        isInverse ? "mark-cell-text is-inverse" : "mark-cell-text", limit: 6)
    }
  }
}
