internal import Kernel
internal import Markup
internal import People
internal import Web

/// The cycles of the teams the reader may see, the newest first.
struct CycleListView {
  let visit: Visit
  let rows: [CycleRow]
  let teams: [Team.ID: String]

  private var text: Text { visit.text }

  var html: HTML {
    let action: HTML =
      visit.actor.can(.create, .sampling)
      ? "<div class=\"page-actions\"><a class=\"button\" href=\"/programmes\">\(text("programme.list"))</a><a class=\"button is-primary\" href=\"/cycles/new\">\(text("cycle.new"))</a></div>"
      : ""
    guard !rows.isEmpty else {
      return """
        <div class="empty"><h2>\(text("cycle.empty"))</h2><p>\(text("cycle.empty.why"))</p>\(action)</div>
        """
    }
    let running = rows.count { $0.cycle.state == .open }
    let handedIn: HTML? =
      showsCounts ? "<th scope=\"col\" class=\"is-numeric\">\(text("cycle.handedIn"))</th>" : nil
    return """
      <p class="lede">\(text("cycle.lede", ["count": .integer(rows.count), "open": .integer(running)]))</p>\(action)
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("cycle.list"))">
      <table><thead><tr><th scope="col">\(text("cycle.period"))</th><th scope="col">\(text("cycle.team"))</th>
      <th scope="col">\(text("work.state"))</th>\(handedIn)
      <th scope="col">\(text("cycle.share"))</th></tr></thead><tbody>\(rows.map(row))</tbody></table></div>
      """
  }

  private var showsCounts: Bool { rows.contains { $0.count != nil } }

  private func count(_ row: CycleRow) -> String {
    guard let count = row.count, count.asked > 0 else { return "–" }
    return text("cycle.of", ["done": .integer(count.submitted), "count": .integer(count.asked)])
  }

  private func row(_ row: CycleRow) -> HTML {
    let cycle = row.cycle
    let done: HTML? = showsCounts ? "<td class=\"is-numeric\">\(count(row))</td>" : nil
    return """
      <tr><th scope="row"><a class="row-link" href="\(Path.cycle(cycle.id))">\(CycleState.period(cycle, text))</a></th>
      <td dir="auto">\(teams[cycle.team] ?? "–")</td><td>\(CycleState.badge(cycle, text))</td>
      \(done)<td class="is-nowrap">\(text.dayElement(cycle.dayOfSharing(in: visit.zone)))</td></tr>
      """
  }
}

/// A cycle's state and period in words.
enum CycleState {
  static func badge(_ cycle: Cycle, _ text: Text) -> HTML {
    switch cycle.state {
    case .draft: "<span class=\"badge\">\(text("cycle.state.draft"))</span>"
    case .open: "<span class=\"badge is-active\">\(text("cycle.state.open"))</span>"
    case .shared: "<span class=\"badge is-good\">\(text("cycle.state.shared"))</span>"
    case .closed: "<span class=\"badge\">\(text("cycle.state.closed"))</span>"
    }
  }

  /// The team and the period, as a cycle is called everywhere.
  static func title(_ cycle: Cycle, team: String, _ text: Text) -> String {
    text("cycle.title", ["period": .string(period(cycle, text)), "team": .string(team)])
  }

  /// The month, or the days when it is no whole month.
  static func period(_ cycle: Cycle, _ text: Text) -> String {
    let (first, last) = (cycle.plan.firstDay, cycle.plan.lastDay)
    if first == first.startOfMonth, last == first.startOfNextMonth.advanced(by: -1) {
      return text.month(first)
    }
    return text.day(first) + " – " + text.day(last)
  }
}
