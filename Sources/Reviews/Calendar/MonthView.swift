internal import Kernel
internal import Markup
internal import People
internal import Web

/// A month as a calendar: a grid where there is room, a list of its days on a telephone.
struct MonthView {
  /// Something that stands on a day.
  struct Entry {
    enum Kind: String {
      /// A step of a cycle that concerns the whole team.
      case step
      /// What the reader has to do or has kept free.
      case own
      case cancelled
    }

    let day: Day
    let kind: Kind
    let title: HTML
    let path: Path?
  }

  let visit: Visit
  /// The first day of the month.
  let first: Day
  let entries: [Entry]

  private var text: Text { visit.text }
  private var next: Day { first.startOfNextMonth }

  var html: HTML {
    let week = Weekday.week(text.language)
    let gaps = week.firstIndex(of: first.weekday) ?? 0
    let byDay = Dictionary(grouping: entries, by: \.day)
    let heads = week.map { "<span>\(Weekday.name($0, text))</span>" as HTML }
    let length = next.number - first.number
    let rest = (7 - (gaps + length) % 7) % 7
    let days = (first.number..<next.number).map { number -> HTML in
      let day = Day(number: number)
      return html(of: day, byDay[day] ?? [])
    }
    let isEmpty = !entries.contains { (first..<next).contains($0.day) }
    let nothing: HTML =
      isEmpty ? "<p class=\"month-nothing\">\(text("calendar.month.empty"))</p>" : ""
    return """
      <section class="month"><div class="row is-apart"><h2>\(text.month(first))</h2>
      <nav class="row" aria-label="\(text("calendar.months"))">\(link(first.advanced(by: -1), text("calendar.before")))\(link(next, text("calendar.after")))</nav></div>
      <div class="month-week" aria-hidden="true">\(heads)</div>
      <ol class="month-days">\(blanks(gaps))\(days)\(blanks(rest))</ol>\(nothing)</section>
      """
  }

  /// The places of the first and the last week that belong to other months.
  private func blanks(_ count: Int) -> [HTML] {
    Array(repeating: "<li class=\"month-gap\" aria-hidden=\"true\"></li>", count: count)
  }

  private func link(_ day: Day, _ name: String) -> HTML {
    let path = ("/calendar" as Path).query([("month", String(day.iso.prefix(7)))])
    return """
      <a class="button is-small" href="\(path)">\(name)<span class="visually-hidden">: \(text.month(day))</span></a>
      """
  }

  private func html(of day: Day, _ entries: [Entry]) -> HTML {
    let isToday = day == visit.today
    let classes: HTML =
      "month-day\(entries.isEmpty ? " is-empty" : "")\(isToday ? " is-today" : "")"
    let items = entries.map { entry -> HTML in
      let title: HTML =
        entry.path.map { "<a href=\"\($0)\">\(entry.title)</a>" } ?? entry.title
      let cancelled: HTML =
        entry.kind == .cancelled
        ? "<span class=\"visually-hidden\">\(text("calendar.cancelled")): </span>" : ""
      return "<li class=\"is-\(entry.kind.rawValue)\">\(cancelled)\(title)</li>"
    }
    let list: HTML = items.isEmpty ? "" : "<ul>\(items)</ul>"
    let current: HTML = isToday ? " aria-current=\"date\"" : ""
    return """
      <li class="\(classes)"\(current)><time datetime="\(day.iso)"><span class="month-number">\(day.civil.day)</span>\
      <span class="month-name">\(Weekday.name(day.weekday, text)), <bdi>\(text.day(day))</bdi></span></time>\(list)</li>
      """
  }
}
