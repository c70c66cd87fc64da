internal import Markup

extension Prose {
  /// The text as markup, built from its parts; headings begin at the second level.
  var html: HTML { "<div class=\"prose\">\(blocks.map(\.html))</div>" }
}

extension Prose.Block {
  fileprivate var html: HTML {
    switch self {
    case .heading(1, let spans): "<h2 dir=\"auto\">\(spans.map(\.html))</h2>"
    case .heading(2, let spans): "<h3 dir=\"auto\">\(spans.map(\.html))</h3>"
    case .heading(_, let spans): "<h4 dir=\"auto\">\(spans.map(\.html))</h4>"
    case .paragraph(let lines): "<p dir=\"auto\">\(Self.broken(lines))</p>"
    case .list(let isNumbered, let items):
      isNumbered
        ? "<ol dir=\"auto\">\(items.map(Self.item))</ol>"
        : "<ul dir=\"auto\">\(items.map(Self.item))</ul>"
    }
  }

  private static func broken(_ lines: [[Prose.Span]]) -> HTML {
    lines.enumerated().map { index, line -> HTML in
      index == 0 ? "\(line.map(\.html))" : "<br>\(line.map(\.html))"
    }.joined()
  }

  private static func item(_ spans: [Prose.Span]) -> HTML { "<li>\(spans.map(\.html))</li>" }
}

extension Prose.Span {
  fileprivate var html: HTML {
    switch self {
    case .text(let text): "\(text)"
    case .emphasis(let spans): "<em>\(spans.map(\.html))</em>"
    case .strong(let spans): "<strong>\(spans.map(\.html))</strong>"
    case .link(let spans, let address):
      "<a href=\"\(address)\" rel=\"noopener noreferrer nofollow\">\(spans.map(\.html))</a>"
    }
  }
}
