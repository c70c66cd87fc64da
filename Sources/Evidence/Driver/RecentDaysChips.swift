internal import Kernel
internal import Markup
internal import Statistics
internal import Web

/// The spans of days a page can look at, as chips.
struct RecentDaysChips {
  let span: RecentDays
  let path: Path
  let text: Text

  var html: HTML {
    let links = RecentDays.choices.map { days -> HTML in
      let current: HTML = days == span.days ? " aria-current=\"true\"" : ""
      return """
        <a class="chip" href="\(path.query([("period", "\(days)d")]))"\(current)>\(text("driver.days", ["count": .integer(days)]))</a>
        """
    }
    return "<nav class=\"chips\" aria-label=\"\(text("driver.period"))\">\(links)</nav>"
  }
}

extension Text {
  var direction: Direction { language.isRightToLeft ? .rightToLeft : .leftToRight }
}

extension Estimate {
  /// A share in 0…1 as a chart prints it.
  func shareReading(_ text: Text) -> Reading {
    var interval = ""
    if value != nil, let lower, let upper {
      interval =
        text.number(lower * 100, digits: 0) + "–" + text.number(upper * 100, digits: 0)
    }
    return Reading(
      value: value, lower: value == nil ? nil : lower, upper: value == nil ? nil : upper, count: n,
      text: value.map { text.percent($0) } ?? "–", intervalText: interval)
  }

  /// A difference of shares in percentage points, with its interval.
  func points(_ text: Text) -> String {
    guard let value, let lower, let upper else { return "–" }
    func shown(_ share: Double) -> String { text.number(share * 100, digits: 0) }
    return "\(shown(value)) (\(shown(lower))…\(shown(upper)))"
  }
}
