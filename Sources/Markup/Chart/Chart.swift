/// A drawing made by the server from plain values, with the same values as a table.
public protocol Chart: Sendable {
  /// What the chart is called and says.
  var caption: Caption { get }
  /// The SVG, drawn for readers of the given direction.
  func drawing(_ direction: Direction) -> HTML
  /// The same for a telephone, where a chart has one of its own.
  func narrowDrawing(_ direction: Direction) -> HTML?
  /// The rows of the table: a heading for each row and its cells, all texts.
  var rows: [ChartRow] { get }
}

/// The words around a chart: they come from the page, in the reader's language.
public struct Caption: Sendable {
  /// Unique on the page; letters, digits and hyphens, anything else becomes a hyphen.
  public let id: String
  /// The name of the chart.
  public var title: String
  /// One sentence that says what the drawing shows, for those who do not see it.
  public var summary: String
  /// The headings of the table, the first one for the row headings.
  public var columns: [String]
  /// What opens the table, for example "Show as table".
  public var tableName: String
  /// Where the same rows are as CSV, and what that link is called.
  public var download: (path: Path, name: String)?
  /// Whether a heading above already says the title to those who see.
  public var isBelowItsTitle = false
  /// Whether the table is open from the start, as where it says more than the drawing.
  public var isTableOpen = false

  public init(
    id: String, title: String, summary: String, columns: [String], tableName: String,
    download: (path: Path, name: String)? = nil
  ) {
    self.id = String(
      id.unicodeScalars.map { scalar in
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
          ? Character(scalar) : "-"
      })
    self.title = title
    self.summary = summary
    self.columns = columns
    self.tableName = tableName
    self.download = download
  }
}

/// Which way the reader's language runs; drawings for right-to-left readers are mirrored.
public enum Direction: String, Sendable {
  case leftToRight = "ltr"
  case rightToLeft = "rtl"
}

/// One row of a chart's table.
public struct ChartRow: Sendable {
  public var label: String
  public var link: Path?
  public var cells: [String]

  public init(label: String, link: Path? = nil, cells: [String]) {
    self.label = label
    self.link = link
    self.cells = cells
  }
}

/// A figure with its uncertainty and the texts a page prints for it.
public struct Reading: Sendable {
  /// Nothing when the figure is not defined.
  public var value: Double?
  public var lower: Double?
  public var upper: Double?
  /// How many observations stand behind it.
  public var count: Int
  /// Whether everything was counted, so that few are no sample that could mislead.
  public var isComplete: Bool
  /// The value as the reader's language writes it.
  public var text: String
  /// The interval as the reader's language writes it.
  public var intervalText: String

  public init(
    value: Double?, lower: Double? = nil, upper: Double? = nil, count: Int, text: String,
    intervalText: String = "", isComplete: Bool = false
  ) {
    self.value = value.finite
    self.lower = lower.finite
    self.upper = upper.finite
    self.count = count
    self.text = text
    self.intervalText = intervalText
    self.isComplete = isComplete
  }

  /// Fewer than five observations: drawn without colour.
  public var isThin: Bool { count < 5 && !isComplete }
}

/// A line to compare with, such as a target or the team's value.
public struct Reference: Sendable {
  public var value: Double
  public var label: String

  public init(value: Double, label: String) {
    self.value = value
    self.label = label
  }
}

extension Chart {
  /// The whole figure: title, drawing, and the table behind a toggle.
  public func figure(_ direction: Direction) -> HTML {
    let look: HTML = caption.isBelowItsTitle ? " class=\"visually-hidden\"" : ""
    let narrow = narrowDrawing(direction)
    let only: HTML = narrow == nil ? "" : " is-for-wide"
    return """
      <figure class="chart" aria-labelledby="\(caption.id)-caption">
      <figcaption id="\(caption.id)-caption" dir="auto"\(look)>\(caption.title)</figcaption>
      <div class="chart-scroll\(only)" tabindex="0" role="group" aria-label="\(caption.title)">\
      \(drawing(direction))</div>\(narrow)
      \(table)
      </figure>
      """
  }

  public func narrowDrawing(_ direction: Direction) -> HTML? { nil }

  /// The same values as a table, inside a `<details>`.
  public var table: HTML {
    let headings = caption.columns.enumerated().map { column -> HTML in
      column.offset == 0
        ? "<th scope=\"col\">\(column.element)</th>"
        : "<th scope=\"col\" class=\"is-numeric\">\(column.element)</th>"
    }
    let download = caption.download.map { target -> HTML in
      "<p><a href=\"\(target.path)\" download>\(target.name)</a></p>"
    }
    return """
      <details class="chart-table"\(caption.isTableOpen ? " open" : "")><summary>\(caption.tableName)</summary>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(caption.title)">
      <table class="is-dense"><thead><tr>\(headings)</tr></thead>
      <tbody>\(rows.map(\.markup))</tbody></table></div>\(download)</details>
      """
  }
}

extension ChartRow {
  fileprivate var markup: HTML {
    let heading: HTML =
      link.map { "<a href=\"\($0)\" dir=\"auto\">\(label)</a>" } ?? "<bdi>\(label)</bdi>"
    let values = cells.map { cell -> HTML in
      "<td class=\"is-numeric\"><bdi>\(cell)</bdi></td>"
    }
    return "<tr><th scope=\"row\">\(heading)</th>\(values)</tr>"
  }
}

extension Double? {
  /// The number, unless it is infinite or not a number.
  var finite: Double? { flatMap { $0.isFinite ? $0 : nil } }
}
