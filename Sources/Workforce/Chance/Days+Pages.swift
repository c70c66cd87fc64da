internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// The coming four weeks: what one more buys, and whether people may be away.
enum DaysPages {
  static func add(to routes: Routes) {
    routes.get("/staffing/queues/{id}/days", allow: .read, .workload, show)
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let desk = try await QueueDesk(visit)
    guard desk.made != nil else { return desk.page("days", desk.nothingYet) }
    let (scope, id, today) = (visit.scope, desk.queue.id, desk.today)
    let days = try await visit.database.read { db in
      try DayProspect.all(of: id, from: today, scope, in: db)
    }
    return desk.page("days", DaysView(desk: desk, days: days).page)
  }
}

/// A line for each of the coming days.
struct DaysView {
  let desk: QueueDesk
  let days: [DayProspect]

  private var text: Text { desk.text }

  var page: HTML {
    """
    <p class="lede">\(text("days.lede"))</p>
    \(asked)
    \(weeks)
    <p class="is-small is-soft">\(text("days.rule"))</p>
    """
  }

  /// Week by week: the one at hand is open, the others say what is worst in them.
  private var weeks: [HTML] {
    let groups = Dictionary(grouping: days) { Schedule.monday(of: $0.day) }
    let first = groups.keys.min()
    return groups.keys.sorted().map { monday in
      let own = groups[monday] ?? []
      return """
        <details class="disclosure"\("open", if: monday == first)><summary>\(summary(monday, own))</summary>\(table(monday, own))</details>
        """
    }
  }

  private func summary(_ monday: Day, _ days: [DayProspect]) -> String {
    let worst = days.min { ($0.met, $0.day) < ($1.met, $1.day) }
    let values: [String: TextValue] = [
      "week": .string(text.day(monday)),
      "day": .string(worst.map { text.weekday($0.day) } ?? ""),
      "chance": .string(text.chance(worst?.met ?? 0)),
      "count": .integer(days.count { $0.metWithOneAway >= 0.7 }), "days": .integer(days.count),
    ]
    return text("days.week", values)
  }

  private func table(_ monday: Day, _ days: [DayProspect]) -> HTML {
    """
    <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("days.week.table", ["week": .string(text.day(monday))]))"><table class="is-dense is-grid">
    <thead><tr><th scope="col">\(text("staffing.day"))</th><th scope="col" class="is-numeric">\(text("staffing.column.expected"))</th>\
    <th scope="col" class="is-numeric">\(text("days.column.now"))</th><th scope="col" class="is-numeric">\(text("days.column.more"))</th>\
    <th scope="col" class="is-numeric">\(text("days.column.saved"))</th><th scope="col" class="is-numeric">\(text("days.column.one"))</th>\
    <th scope="col" class="is-numeric">\(text("days.column.two"))</th><th scope="col">\(text("days.column.answer"))</th></tr></thead>
    <tbody>\(days.map(row))</tbody></table></div>
    """
  }

  /// The question for one day, answered in a sentence.
  private var asked: HTML {
    let day = desk.visit.query("day").flatMap { Day(iso: $0) }
    let found = days.first { $0.day == day }
    let answer: HTML =
      found.map { one in
        let values: [String: TextValue] = [
          "day": .string(text.weekday(one.day) + ", " + text.day(one.day)),
          "now": .string(text.chance(one.met)), "one": .string(text.chance(one.metWithOneAway)),
          "two": .string(text.chance(one.metWithTwoAway)), "answer": .string(verdict(one)),
        ]
        return "<p class=\"notice\" role=\"status\">\(text("days.answer", values))</p>"
      } ?? ""
    return """
      <form class="filter-bar" method="get" action="\(Path.staffing(desk.queue.id, "days"))"><div class="field"><label for="day">\(text("days.ask"))</label>\
      <input id="day" name="day" type="date" value="\((day ?? desk.today).iso)"></div><button>\(text("staffing.show"))</button></form>
      \(answer)
      """
  }

  /// Two may be away where the promise stays more likely than not, and at least nearly as likely.
  private func verdict(_ day: DayProspect) -> String {
    if day.metWithTwoAway >= 0.7 { return text("days.verdict.two") }
    return day.metWithOneAway >= 0.7 ? text("days.verdict.one") : text("days.verdict.none")
  }

  /// A chance in a column of chances, in 100.
  private func hundredths(_ share: Double) -> String { text.number(Int((share * 100).rounded())) }

  private func row(_ day: DayProspect) -> HTML {
    let link = Path.staffing(desk.queue.id).query([("day", day.day.iso)])
    return """
      <tr><th scope="row"><a class="row-link" href="\(link)">\(text.weekday(day.day)), \(text.day(day.day))</a></th>\
      <td class="is-numeric">\(text.expectation(day.offered))</td><td class="is-numeric"><strong>\(hundredths(day.met))</strong></td>\
      <td class="is-numeric">\(hundredths(day.metWithOneMore))</td><td class="is-numeric">\(text.number(Swift.max(0, day.late - day.lateWithOneMore), digits: 1))</td>\
      <td class="is-numeric">\(hundredths(day.metWithOneAway))</td><td class="is-numeric">\(hundredths(day.metWithTwoAway))</td><td>\(verdict(day))</td></tr>
      """
  }
}
