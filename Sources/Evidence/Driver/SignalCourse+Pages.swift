internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Storage
internal import Web

/// How the share of a signal went, for those who read the reports of a team.
enum SignalCoursePages {
  static let path: Path = "/evidence/course"

  static func add(to routes: Routes) {
    routes.get("/evidence/course", allow: .export, .teamReport, show)
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let wanted = visit.query("signal")
    let (actor, today, zone) = (visit.actor, visit.today, visit.zone)
    let (names, chosen, course) = try await visit.database.read { db in
      let names = try Signal.all(actor.scope, in: db).filter { $0.unit == .share }.map(\.name)
      guard let chosen = names.first(where: { $0 == wanted }) ?? names.first else {
        return (names, "", SignalCourse([], today: today))
      }
      return (
        names, chosen,
        try SignalCourse.of(chosen, today: today, zone: zone, for: actor, in: db)
      )
    }
    return visit.page(
      visit.text("course.title"),
      SignalCourseView(names: names, chosen: chosen, course: course, text: visit.text).html)
  }
}

/// One signal over the weeks: a sentence, the others as chips, and a chart that leads to each week.
struct SignalCourseView {
  let names: [String]
  let chosen: String
  let course: SignalCourse
  let text: Text

  var html: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("evidence.breadcrumb"))"><ol><li><a href="/evidence">\(text("evidence.title"))</a></li><li>\(text("course.title"))</li></ol></nav>
    \(content)
    """
  }

  private var content: HTML {
    guard !names.isEmpty else {
      return """
        <div class="empty"><h2>\(text("course.none"))</h2><p>\(text("course.none.why"))</p></div>
        """
    }
    return """
      <p class="lede">\(lede)</p>\(chips)\(chart)
      <p class="is-soft is-small">\(text("course.how"))</p>
      """
  }

  private var lede: String {
    let name: TextValue = .string(Signal.name(chosen, text))
    let change = course.change
    guard change.isComparable, let value = change.value, let lower = change.lower,
      let upper = change.upper
    else { return text("course.lede.few", ["signal": name]) }
    guard lower > 0 || upper < 0 else { return text("course.lede.alike", ["signal": name]) }
    return text(
      value > 0 ? "course.lede.more" : "course.lede.fewer",
      [
        "signal": name, "size": .string(text.number(abs(value) * 100, digits: 0)),
        "lower": .string(text.number(min(abs(lower), abs(upper)) * 100, digits: 0)),
        "upper": .string(text.number(max(abs(lower), abs(upper)) * 100, digits: 0)),
      ])
  }

  private var chips: HTML {
    let links = names.map { name -> HTML in
      let current: HTML = name == chosen ? " aria-current=\"true\"" : ""
      return """
        <a class="chip" href="\(SignalCoursePages.path.query([("signal", name)]))"\(current) dir="auto">\(Signal.name(name, text))</a>
        """
    }
    return "<nav class=\"chips\" aria-label=\"\(text("course.signals"))\">\(links)</nav>"
  }

  private var chart: HTML {
    let points = course.weeks.map { week in
      TimeSeries.Point(
        label: text.day(week.first),
        link: ("/conversations" as Path).query([
          ("from", week.first.iso), ("to", week.last.iso), ("signal", chosen),
        ]), reading: week.share.shareReading(text))
    }
    let most = points.compactMap(\.reading.upper).max() ?? 1
    let caption = Caption(
      id: "course", title: Signal.name(chosen, text), summary: text("course.summary"),
      columns: [
        text("course.week"), text("course.share"), text("driver.interval"),
        text("driver.conversations"),
      ], tableName: text("driver.table"))
    return TimeSeries(
      caption: caption, axis: Axis(covering: [0, most], count: 4) { text.percent($0) },
      points: points
    ).figure(text.direction)
  }
}
