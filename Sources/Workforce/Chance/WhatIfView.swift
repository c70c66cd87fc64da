internal import Kernel
internal import Markup
internal import Web

/// The chance of a day and of its week, four sliders, and the day half-hour by half-hour.
struct WhatIfView {
  let desk: QueueDesk
  /// The days of the week that are not over.
  let week: [DeskDay]
  let day: DeskDay
  /// What is lost of rostered hours, where that is known.
  let grossNeed: GrossNeed?
  let change: WhatIf
  private let before: Prospect
  private let after: Prospect
  private let weekAfter: WeekProspect?

  init(
    desk: QueueDesk, week: [DeskDay], day: DeskDay, grossNeed: GrossNeed?, change: WhatIf
  ) {
    self.desk = desk
    self.week = week
    self.day = day
    self.grossNeed = grossNeed
    self.change = change
    before = Prospect(day, chats: desk.chats)
    let isChanged = change != .nothing
    after = isChanged ? Prospect(day, change, chats: desk.chats) : before
    weekAfter = WeekProspect(week, change, chats: desk.chats)
  }

  private var text: Text { desk.text }
  private var isChanged: Bool { change != .nothing }

  var page: HTML {
    """
    <section><h2>\(text("need.chance", ["day": .string(text.weekday(day.day) + ", " + text.day(day.day))]))</h2>
    <p>\(whoIsThere)</p>
    <form class="filter-bar" method="get" action="\(Path.staffing(desk.queue.id))" data-enhance data-keep data-submit-on-change data-swap="#what-if">
    <input type="hidden" name="day" value="\(day.day.iso)">
    \(slider("more", -5...5, step: 1, value: change.more))
    \(slider("calls", -50...100, step: 5, value: percent(change.calls)))
    \(slider("handling", -50...100, step: 5, value: percent(change.handling)))
    \(slider("absence", 0...50, step: 1, value: Int(((change.absence ?? desk.queue.absence) * 100).rounded())))
    <button>\(text("need.try"))</button></form>
    \(results)</section>
    """
  }

  private var whoIsThere: String {
    guard day.isPlanned else { return text("need.staff.needed") }
    return text(desk.queue.kind == .letters ? "need.staff.idle" : "need.staff.planned")
  }

  var fragment: HTML {
    let shown = ["more", "calls", "handling", "absence"].map { output($0) }
    return results + shown.joined()
  }

  private func percent(_ factor: Double) -> Int { Int(((factor - 1) * 100).rounded()) }

  private func slider(_ name: String, _ range: ClosedRange<Int>, step: Int, value: Int) -> HTML {
    """
    <div class="field"><label for="\(name)">\(label(name))</label>\
    <input id="\(name)" name="\(name)" type="range" min="\(range.lowerBound)" max="\(range.upperBound)" step="\(step)" value="\(value)">\
    \(output(name))</div>
    """
  }

  private func label(_ name: String) -> String {
    switch name {
    case "more": text("need.slider.more")
    case "calls": text("need.slider.calls")
    case "handling": text("need.slider.handling")
    default: text("need.slider.absence")
    }
  }

  /// What the slider stands at, beside it.
  private func output(_ name: String) -> HTML {
    let value =
      switch name {
      case "more": signed(change.more)
      case "calls": signed(percent(change.calls)) + "%"
      case "handling": signed(percent(change.handling)) + "%"
      default: text.percent(change.absence ?? desk.queue.absence)
      }
    return "<output id=\"\(name)-shown\" for=\"\(name)\"><bdi>\(value)</bdi></output>"
  }

  private func signed(_ number: Int) -> String {
    number > 0 ? "+\(number)" : text.number(number)
  }

  // MARK: What follows

  private var results: HTML {
    """
    <div id="what-if" class="stack">
    <p role="status">\(sentence)</p>
    <div class="stats">\(dayStat)\(weekStat)\(lateStat)</div>
    \(care)
    \(table)</div>
    """
  }

  private var sentence: String {
    guard isChanged else {
      return text(
        before.late < 0.05 ? "need.sentence.none" : "need.sentence",
        [
          "chance": .string(text.chance(before.met)),
          "late": .string(text.number(before.late, digits: 1)),
        ])
    }
    return text(
      after.late <= before.late ? "need.sentence.better" : "need.sentence.worse",
      [
        "before": .string(text.chance(before.met)), "after": .string(text.chance(after.met)),
        "late": .string(text.number(abs(before.late - after.late), digits: 1)),
      ])
  }

  private func stat(_ label: String, _ value: String, _ note: String) -> HTML {
    """
    <div class="stat"><span class="stat-label">\(label)</span><span class="stat-value"><bdi>\(value)</bdi></span>\
    <span class="stat-note">\(note)</span></div>
    """
  }

  private func levels(_ low: Double?, _ middle: Double?, _ high: Double?) -> String {
    guard let low, let middle, let high else { return "" }
    return text(
      "need.levels",
      [
        "low": .string(text.percent(low)), "middle": .string(text.percent(middle)),
        "high": .string(text.percent(high)),
      ])
  }

  private var dayStat: HTML {
    stat(
      text("need.stat.day"), text.chance(after.met), levels(after.low, after.middle, after.high))
  }

  private var weekStat: HTML {
    guard let weekAfter else { return "" }
    return stat(
      text("need.stat.week", ["count": .integer(weekAfter.days)]), text.chance(weekAfter.met),
      levels(weekAfter.low, weekAfter.middle, weekAfter.high) + " "
        + text(
          "need.stat.days",
          [
            "met": .string(text.number(weekAfter.daysMet, digits: 1)),
            "count": .integer(weekAfter.days),
          ]))
  }

  private var lateStat: HTML {
    stat(
      text("need.stat.late"), text.number(after.late, digits: 1),
      text(
        desk.queue.kind == .letters ? "need.stat.ofAll" : "need.stat.of",
        [
          "offered": .string(text.expectation(after.offered)),
          "abandoned": .string(text.number(after.abandoned, digits: 1)),
        ]))
  }

  /// Too busy for too long is told like a missed promise.
  private var care: HTML {
    let changed = day.with(change)
    guard let hard = Today.hardStretch(changed, chats: desk.chats) else { return "" }
    return """
      <p class="notice is-warn">\(text(
        "need.care",
        [
          "from": .string(OpenWeek.clock(changed.slots[hard.lowerBound].half.slot)),
          "until": .string(OpenWeek.clock(changed.slots[hard.upperBound].half.slot + 1)),
          "cap": .string(text.percent(desk.queue.mostOccupancy)),
        ]))</p>
      """
  }

  private var table: HTML {
    let changed = day.with(change)
    // Letters also come at night, when nobody is there to be told of.
    let shown = changed.slots.indices.filter {
      desk.queue.kind != .letters || changed.slots[$0].isOpen
    }
    let rows = shown.map { index -> HTML in
      let (slot, play) = (changed.slots[index], after.slots[index])
      let busy = changed.occupancy(of: slot, chats: desk.chats).map { text.percent($0) } ?? "–"
      let gross: HTML =
        grossNeed.map {
          "<td class=\"is-numeric\">\(text.number($0.rostered(slot.need), digits: 1))</td>"
        } ?? ""
      let weak: HTML =
        play.isWeak ? " <span class=\"badge is-warn\">\(text("need.weak"))</span>" : ""
      let last: HTML =
        desk.queue.kind == .letters
        ? "<td class=\"is-numeric\">\(text.number(play.waiting, digits: 1))</td>"
        : """
        <td class="is-numeric">\(text.chance(play.met ?? 0))</td><td class="is-numeric">\(text.number(play.late, digits: 1))</td>
        """
      return """
        <tr><th scope="row"><bdi>\(OpenWeek.clock(slot.half.slot))</bdi>\(weak)</th><td class="is-numeric">\(text.expectation(slot.calls))</td>\
        <td class="is-numeric">\(text.number(slot.need, digits: 1))</td>\(gross)<td class="is-numeric">\(there(slot))</td>\
        \(last)<td class="is-numeric">\(busy)</td></tr>
        """
    }
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("need.table"))"><table class="is-dense is-grid">
      <thead><tr><th scope="col">\(text("staffing.column.time"))</th><th scope="col" class="is-numeric">\(text("staffing.column.expected"))</th>\
      <th scope="col" class="is-numeric">\(text("need.column.need"))</th>\(grossHeading)<th scope="col" class="is-numeric">\(text("need.column.there"))</th>\(headings)\
      <th scope="col" class="is-numeric">\(text("need.column.busy"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  private func there(_ slot: DeskDay.Slot) -> String {
    slot.idle > 0 ? text.number(slot.there, digits: 1) : text.number(slot.staff)
  }

  private var grossHeading: HTML {
    grossNeed == nil
      ? "" : "<th scope=\"col\" class=\"is-numeric\">\(text("need.column.gross"))</th>"
  }

  private var headings: HTML {
    desk.queue.kind == .letters
      ? "<th scope=\"col\" class=\"is-numeric\">\(text("need.column.waiting"))</th>"
      : """
      <th scope="col" class="is-numeric">\(text("staffing.column.chance"))</th><th scope="col" class="is-numeric">\(text("need.column.late"))</th>
      """
  }
}
