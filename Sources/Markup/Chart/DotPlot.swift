/// How a few people chose: a column for each choice, a dot for each person in it.
///
/// The dots carry no names; the reader's own is a diamond.
public struct DotPlot: Chart {
  /// One choice and how many took it.
  public struct Column: Sendable {
    public var label: String
    public var count: Int
    /// Whether one of them is the reader.
    public var holdsOwn: Bool

    public init(label: String, count: Int, holdsOwn: Bool = false) {
      self.label = label
      self.count = count
      self.holdsOwn = holdsOwn
    }
  }

  public var caption: Caption
  /// From the worst to the best, what does not apply at the end.
  public var columns: [Column]
  /// What the reader's own dot is called.
  public var ownName: String

  /// Columns of the caption: choice, count.
  public init(caption: Caption, columns: [Column], ownName: String) {
    self.caption = caption
    self.columns = columns
    self.ownName = ownName
  }

  public var rows: [ChartRow] {
    columns.map { ChartRow(label: $0.label, cells: [String($0.count)]) }
  }

  public func drawing(_ direction: Direction) -> HTML {
    let most = max(1, columns.map(\.count).max() ?? 1)
    let pitch = min(18, 126 / Double(most))
    let ground = 12 + pitch * Double(most)
    var drawing = Drawing(width: 480, height: ground + 30, direction: direction)
    let width = 480 / Double(max(1, columns.count))
    drawing.line(from: (0, ground), to: (480, ground), "mark-axis")
    for (index, column) in columns.enumerated() {
      let x = width * (Double(index) + 0.5)
      for place in 0..<column.count {
        let y = ground - pitch * (Double(place) + 0.5)
        if column.holdsOwn, place == 0 {
          drawing.diamond(x: x, y: y, radius: pitch * 0.45, "mark-point", name: ownName)
        } else {
          drawing.circle(x: x, y: y, radius: pitch * 0.36, "mark-point")
        }
      }
      drawing.text(
        column.label, x: x, y: ground + 18, anchor: .middle, "mark-text is-soft",
        limit: max(4, Int(width / 6.6)))
    }
    return drawing.svg(caption, kind: "chart-drawing is-narrow")
  }
}
