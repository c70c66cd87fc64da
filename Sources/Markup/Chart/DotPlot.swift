/// How a few people chose: a line for each choice, a dot for each person on it.
///
/// The dots carry no names; the reader's own is a diamond.
public struct DotPlot: Chart {
  /// One choice and how many took it.
  public struct Choice: Sendable {
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
  /// In the order of the scale as it is shown beside.
  public var choices: [Choice]
  /// What the reader's own dot is called.
  public var ownName: String

  /// Columns of the caption: choice, count.
  public init(caption: Caption, choices: [Choice], ownName: String) {
    self.caption = caption
    self.choices = choices
    self.ownName = ownName
  }

  public var rows: [ChartRow] {
    choices.map { ChartRow(label: $0.label, cells: [String($0.count)]) }
  }

  public func drawing(_ direction: Direction) -> HTML {
    let most = max(1, choices.map(\.count).max() ?? 1)
    let (top, height, start) = (6.0, 26.0, 168.0)
    let pitch = min(18, 150 / Double(most))
    let bottom = top + height * Double(choices.count)
    var drawing = Drawing(width: 344, height: bottom + 6, direction: direction)
    drawing.line(from: (start - 8, top), to: (start - 8, bottom), "mark-axis")
    for (index, choice) in choices.enumerated() {
      let y = top + height * (Double(index) + 0.5)
      drawing.text(choice.label, x: 0, y: y + 4, limit: 23)
      for place in 0..<choice.count {
        let x = start + pitch * (Double(place) + 0.5)
        if choice.holdsOwn, place == 0 {
          drawing.diamond(x: x, y: y, radius: pitch * 0.45, "mark-point", name: ownName)
        } else {
          drawing.circle(x: x, y: y, radius: pitch * 0.36, "mark-point")
        }
      }
      guard choice.count > 0 else { continue }
      drawing.text(
        String(choice.count), x: start + pitch * Double(choice.count) + 6, y: y + 4,
        "mark-text is-soft")
    }
    return drawing.svg(caption, kind: "chart-drawing is-narrow")
  }
}
