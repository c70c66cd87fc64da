internal import Kernel
internal import Markup
internal import Staffing
internal import Web

/// All queues of a day: their chances, and all work in one picture, rounded once.
struct StaffingListView {
  /// One queue.
  struct Line: Sendable {
    let queue: StaffingQueue
    let made: MadeForecast?
    let desk: DeskDay?
    let prospects: [DayProspect]
  }

  struct Model: Sendable {
    let day: Day
    let today: Day
    let lines: [Line]
  }

  let visit: Visit
  let model: Model

  private var text: Text { visit.text }

  var page: HTML {
    guard !model.lines.isEmpty else { return empty }
    return """
      <p class="lede">\(text("staffing.lede"))</p>
      \(actions)
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("staffing.title"))"><table>
      <thead><tr><th scope="col">\(text("staffing.column.queue"))</th><th scope="col">\(text("staffing.column.promise"))</th>\
      <th scope="col" class="is-numeric">\(text("staffing.column.expected"))</th><th scope="col">\(text("staffing.column.chance"))</th>\
      <th scope="col">\(text("staffing.column.week"))</th></tr></thead>
      <tbody>\(model.lines.map(row))</tbody></table></div>
      \(picture)\(PlanningTab.questions(visit))
      """
  }

  private var actions: HTML {
    let new: HTML =
      visit.actor.can(.create, .workload)
      ? """
      <a class="button is-primary" href="/staffing/queues/new">\(text("staffing.new"))</a>
      <a class="button" href="/staffing/intervals/new">\(text("volume.upload"))</a>
      """ : ""
    return """
      <div class="page-actions">\(new)<a class="button" href="/staffing/special-days">\(text("special.title"))</a></div>
      """
  }

  private var empty: HTML {
    let new: HTML =
      visit.actor.can(.create, .workload)
      ? "<a class=\"button is-primary\" href=\"/staffing/queues/new\">\(text("staffing.new"))</a>"
      : ""
    return """
      <p class="lede">\(text("staffing.lede"))</p>
      <div class="empty"><h2>\(text("staffing.empty"))</h2><p>\(text("staffing.empty.how"))</p>\(new)</div>
      """
  }

  private func row(_ line: Line) -> HTML {
    let prospect = line.prospects.first { $0.day == model.day }
    let chance: HTML = prospect.map { "<bdi>\(text.chance($0.met))</bdi>" } ?? "–"
    let week = line.prospects.filter { $0.day < model.day.advanced(by: 7) && $0.day >= model.day }
    let weak = week.filter { $0.met < 0.5 }
    let weekText =
      week.isEmpty
      ? "–"
      : weak.isEmpty
        ? text("staffing.week.fine") : text.list(weak.map { text.weekday($0.day) })
    let expected = line.desk.map { text.expectation($0.calls) } ?? "–"
    return """
      <tr><th scope="row"><a class="row-link" href="\(Path.staffing(line.queue.id))" dir="auto">\(line.queue.name)</a>\
      <span class="row-note">\(line.queue.kind.name(text))</span></th>\
      <td>\(line.queue.promiseText(text))</td><td class="is-numeric">\(expected)</td><td>\(chance)</td><td>\(weekText)</td></tr>
      """
  }

  // MARK: All work in one picture

  /// One half-hour of all queues.
  private struct Sum {
    var live = 0.0
    var letters = 0.0
    var idle = 0.0
    var staff = 0
    /// Whether a roster says of every queue who is there.
    var isWhole = true
  }

  private var sums: [(slot: Int, sum: Sum)] {
    var sums: [Int: Sum] = [:]
    for line in model.lines {
      for slot in line.desk?.slots ?? [] {
        var sum = sums[slot.half.slot] ?? Sum()
        if line.queue.kind == .letters {
          sum.letters += slot.need
        } else {
          sum.live += slot.need
          let chats =
            line.queue.kind == .chats ? Swift.max(1, line.made?.concurrency.value ?? 1) : 1
          let busy = slot.calls * slot.handling / HalfHourNeed.length / chats
          sum.idle += idleAgents(
            staff: Swift.max(slot.need, Double(slot.staff)), busy: busy,
            mostOccupancy: line.queue.mostOccupancy)
        }
        if line.desk?.isPlanned == true {
          sum.staff += slot.staff
        } else if slot.need > 0 {
          sum.isWhole = false
        }
        sums[slot.half.slot] = sum
      }
    }
    return sums.keys.sorted().map { ($0, sums[$0] ?? Sum()) }
      .filter { $0.sum.live + $0.sum.letters > 0.05 }
  }

  private var picture: HTML {
    let sums = sums
    guard !sums.isEmpty else { return "" }
    let rows = sums.map { slot, sum -> HTML in
      let left = Swift.max(0, sum.letters - sum.idle)
      let all = Need.whole(of: [Need(agents: sum.live + left)].compactMap(\.self))
      let planned = sum.staff > 0 ? text.number(sum.staff) : "–"
      let gap: HTML =
        sum.isWhole && sum.staff < all
        ? "<span class=\"badge is-warn\">\(text("staffing.gap", ["count": .integer(all - sum.staff)]))</span>"
        : ""
      return """
        <tr><th scope="row"><bdi>\(OpenWeek.clock(slot))</bdi></th><td class="is-numeric">\(text.number(sum.live, digits: 1))</td>\
        <td class="is-numeric">\(text.number(sum.letters, digits: 1))</td><td class="is-numeric">\(text.number(Swift.min(sum.idle, sum.letters), digits: 1))</td>\
        <td class="is-numeric"><strong>\(text.number(all))</strong></td><td class="is-numeric">\(planned) \(gap)</td></tr>
        """
    }
    return """
      <section><h2>\(text("staffing.picture", ["day": .string(text.day(model.day))]))</h2>
      <p>\(text("staffing.picture.lede"))</p>
      <form class="filter-bar" method="get" action="/staffing"><div class="field"><label for="day">\(text("staffing.day"))</label><input id="day" name="day" type="date" value="\(model.day.iso)"></div><button>\(text("staffing.show"))</button></form>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("staffing.picture.name"))"><table class="is-dense is-grid">
      <thead><tr><th scope="col">\(text("staffing.column.time"))</th><th scope="col" class="is-numeric">\(text("staffing.column.live"))</th>\
      <th scope="col" class="is-numeric">\(text("staffing.column.letters"))</th><th scope="col" class="is-numeric">\(text("staffing.column.idle"))</th>\
      <th scope="col" class="is-numeric">\(text("staffing.column.people"))</th><th scope="col" class="is-numeric">\(text("staffing.column.planned"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div></section>
      """
  }
}

extension StaffingQueue {
  /// What is promised, in words, such as `80% within 20 s`.
  func promiseText(_ text: Text) -> String {
    text(
      kind == .letters ? "staffing.promise.letters" : "staffing.promise.live",
      ["share": .string(text.percent(share)), "time": .string(text.duration(target))])
  }
}
