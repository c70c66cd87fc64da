/// Collects the shapes of one SVG in user units; classes say what a shape means, never its colour.
struct Drawing {
  enum Anchor: String {
    case start, middle, end
  }

  let width: Double
  let height: Double
  let direction: Direction
  private(set) var shapes: HTML = .empty

  init(width: Double, height: Double, direction: Direction) {
    self.width = width
    self.height = height
    self.direction = direction
  }

  mutating func line(
    from start: (x: Double, y: Double), to end: (x: Double, y: Double), _ kind: String
  ) {
    shapes += """
      <line x1="\(x(start.x))" y1="\(number(start.y))" x2="\(x(end.x))" y2="\(number(end.y))" \
      class="\(kind)"/>
      """
  }

  mutating func rectangle(
    x left: Double, y: Double, width: Double, height: Double, _ kind: String,
    opacity: Double? = nil,
    rounded: Double = 0
  ) {
    let edge = direction == .leftToRight ? left : self.width - left - max(0, width)
    let strength = opacity.map { value -> HTML in " fill-opacity=\"\(precise(value))\"" }
    shapes += """
      <rect x="\(number(edge))" y="\(number(y))" width="\(number(max(0, width)))" \
      height="\(number(max(0, height)))" rx="\(number(rounded))" class="\(kind)"\(strength)/>
      """
  }

  mutating func circle(x: Double, y: Double, radius: Double, _ kind: String, name: String = "") {
    shapes += """
      <circle cx="\(self.x(x))" cy="\(number(y))" r="\(number(radius))" class="\(kind)">\
      \(tip(name))</circle>
      """
  }

  /// A diamond: what a signal looks like, so that its shape tells it apart.
  mutating func diamond(x: Double, y: Double, radius: Double, _ kind: String, name: String = "") {
    let corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
    shapes += "<polygon points=\"\(list(corners))\" class=\"\(kind)\">\(tip(name))</polygon>"
  }

  mutating func polyline(_ points: [(Double, Double)], _ kind: String) {
    guard points.count > 1 else { return }
    shapes += "<polyline points=\"\(list(points))\" class=\"\(kind)\"/>"
  }

  mutating func polygon(_ points: [(Double, Double)], _ kind: String) {
    guard points.count > 2 else { return }
    shapes += "<polygon points=\"\(list(points))\" class=\"\(kind)\"/>"
  }

  mutating func text(
    _ text: String, x: Double, y: Double, anchor: Anchor = .start, _ kind: String = "mark-text",
    limit: Int = 60
  ) {
    guard !text.isEmpty else { return }
    let shown = Self.shortened(text, to: limit)
    let place = inside(x, anchor, room: Self.room(for: shown))
    shapes += """
      <text x="\(self.x(place))" y="\(number(y))" text-anchor="\(anchor.rawValue)" class="\(kind)">\
      \(shown)</text>
      """
  }

  /// Where a text has to stand so that no part of it is cut off at the edges.
  private func inside(_ x: Double, _ anchor: Anchor, room: Double) -> Double {
    guard room < width else { return x }
    return switch anchor {
    case .start: min(x, width - room)
    case .middle: min(max(x, room / 2), width - room / 2)
    case .end: max(x, room)
    }
  }

  /// The finished picture with its name and description.
  func svg(_ caption: Caption, kind: String = "chart-drawing") -> HTML {
    """
    <svg class="\(kind)" viewBox="0 0 \(number(width)) \(number(height))" role="img" \
    direction="\(direction.rawValue)" \
    aria-labelledby="\(caption.id)-title \(caption.id)-summary" focusable="false">\
    <title id="\(caption.id)-title">\(caption.title)</title>\
    <desc id="\(caption.id)-summary">\(caption.summary)</desc>\
    \(shapes)</svg>
    """
  }

  /// The picture alone, for places where text beside it says the same.
  func silent(kind: String) -> HTML {
    """
    <svg class="\(kind)" viewBox="0 0 \(number(width)) \(number(height))" aria-hidden="true" \
    focusable="false">\(shapes)</svg>
    """
  }

  /// As many characters as take the room of `limit` ordinary ones.
  static func shortened(_ text: String, to limit: Int) -> String {
    guard columns(text) > limit else { return text }
    var (kept, used) = ("", 1)
    for character in text {
      used += columns(of: character)
      if used > limit { break }
      kept.append(character)
    }
    return (kept.isEmpty ? String(text.prefix(1)) : kept) + "…"
  }

  /// About how many units wide a text is drawn; Cyrillic letters are the widest of one column.
  static func room(for text: String) -> Double { Double(columns(text)) * 8 }

  private static func columns(_ text: String) -> Int {
    text.reduce(0) { $0 + columns(of: $1) }
  }

  /// Chinese, Japanese and Korean characters are twice as wide as others; marks of direction have
  /// no width.
  private static func columns(of character: Character) -> Int {
    let scalars = character.unicodeScalars
    if scalars.allSatisfy({ $0.properties.generalCategory == .format }) { return 0 }
    return scalars.contains { (0x2E80...0xFFDC).contains($0.value) } ? 2 : 1
  }

  private func x(_ value: Double) -> String {
    number(direction == .leftToRight ? value : width - value)
  }

  private func list(_ points: [(Double, Double)]) -> String {
    points.map { "\(x($0.0)),\(number($0.1))" }.joined(separator: " ")
  }

  private func tip(_ name: String) -> HTML {
    name.isEmpty ? .empty : "<title>\(name)</title>"
  }

  /// One decimal, never an exponent, never `nan` or `inf`.
  private func number(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let tenths = Int((min(1e6, max(-1e6, value)) * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
  }

  private func precise(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    return "\((min(1, max(0, value)) * 100).rounded() / 100)"
  }
}
