internal import Kernel
internal import Markup
internal import Web

/// The week as a heat map with its table, one day half-hour by half-hour, and what if.
struct NeedView {
  let desk: QueueDesk
  let day: Day
  let monday: Day
  let week: [DeskDay]
  let grossNeed: GrossNeed?
  let change: WhatIf

  var text: Text { desk.text }
  private var chosen: DeskDay? { week.first { $0.day == day } ?? week.first { $0.day >= day } }

  var page: HTML {
    """
    <p class="lede">\(lede)</p>
    <div class="page-actions">\(edit)</div>
    \(weekNavigation)
    \(heat)
    \(gross)
    \(chosen.map { whatIf($0).page } ?? "")
    \(NeedWordsView(desk: desk, calls: chosen?.calls ?? 0).html)
    """
  }

  /// What the script puts in place when a slider moves.
  var fragment: HTML {
    chosen.map { whatIf($0).fragment } ?? ""
  }

  private func whatIf(_ day: DeskDay) -> WhatIfView {
    WhatIfView(desk: desk, week: coming, day: day, grossNeed: grossNeed, change: change)
  }

  /// The days of the week that are not over.
  private var coming: [DeskDay] {
    let left = week.filter { $0.day >= desk.today }
    return left.isEmpty ? week : left
  }

  private var edit: HTML {
    guard desk.visit.actor.can(.change, .workload) else { return "" }
    return
      "<a class=\"button\" href=\"\(Path.staffing(desk.queue.id, "edit"))\">\(text("staffing.edit"))</a>"
  }

  private var lede: String {
    let hours = week.flatMap(\.slots).reduce(0) { $0 + $1.need } / 2
    let isThisWeek = (monday...monday.advanced(by: 6)).contains(desk.today)
    let values: [String: TextValue] = [
      "hours": .string(text.number(hours, digits: 0)),
      "calls": .string(text.expectation(week.reduce(0) { $0 + $1.calls })),
      "promise": .string(desk.queue.promiseText(text)), "day": .string(text.day(monday)),
    ]
    return text(isThisWeek && desk.today > monday ? "need.lede.rest" : "need.lede", values)
  }

  private var weekNavigation: HTML {
    func link(_ day: Day, _ name: String) -> HTML {
      let path = Path.staffing(desk.queue.id).query([("day", day.iso)])
      return "<a class=\"button is-small\" href=\"\(path)\">\(name)</a>"
    }
    return """
      <div class="row is-apart"><h2>\(text("need.week", ["day": .string(text.day(monday))]))</h2>\
      <nav class="row" aria-label="\(text("need.weeks"))">\(link(day.advanced(by: -7), text("need.before")))\
      \(link(day.advanced(by: 7), text("need.after")))</nav></div>
      """
  }

  // MARK: The week

  private var heat: HTML {
    let needed = week.flatMap { $0.slots.filter { $0.need > 0.005 } }
    let slots = Set(needed.map(\.half.slot)).sorted()
    guard !slots.isEmpty else { return "<p>\(text("need.noWeek"))</p>" }
    let days = (0..<7).map { monday.advanced(by: $0) }.filter { day in
      week.contains { $0.day == day }
    }
    let rows = slots.map { slot in
      HeatMap.Row(
        label: OpenWeek.clock(slot),
        cells: days.map { day in
          let found = week.first { $0.day == day }?.slots.first { $0.half.slot == slot }
          let need = found.flatMap { $0.need > 0.005 ? $0.need : nil }
          return HeatMap.Cell(
            value: need, text: need.map { text.number($0, digits: 1) } ?? "", count: 5)
        })
    }
    var caption = Caption(
      id: "need", title: text("need.heat"), summary: text("need.heat.summary"),
      columns: [text("staffing.column.time")] + days.map { text.weekday($0) },
      tableName: text("staffing.table"))
    caption.isBelowItsTitle = false
    let map = HeatMap(
      caption: caption, columns: days.map { text.weekday($0) }, rows: rows, showsFigures: true)
    let direction: Direction = text.language.isRightToLeft ? .rightToLeft : .leftToRight
    return map.figure(direction) + "<p class=\"is-small is-soft\">\(text("need.heat.note"))</p>"
      + dayLinks(days)
  }

  private func dayLinks(_ days: [Day]) -> HTML {
    let links = days.map { one -> HTML in
      let here: HTML = one == chosen?.day ? " aria-current=\"true\"" : ""
      let path = Path.staffing(desk.queue.id).query([("day", one.iso)])
      return "<a class=\"chip\" href=\"\(path)\"\(here)>\(text.weekday(one))</a>"
    }
    return "<div class=\"chips\">\(links)</div>"
  }
}

/// Every number of the page explained in words.
struct NeedWordsView {
  let desk: QueueDesk
  /// Contacts of the day whose chance is shown.
  let calls: Double

  private var text: Text { desk.text }

  var html: HTML {
    guard let made = desk.made else { return "" }
    return """
      <section class="card"><h2>\(text("need.words"))</h2><dl class="facts">
      \(fact("need.words.promise", desk.queue.promiseText(text), text("need.words.promise.how")))
      \(fact("need.words.handling", text.duration(made.handling.value), made.handling.sentence(text)))
      \(patience(made))\(concurrency(made))
      \(fact("need.words.occupancy", text.percent(desk.queue.mostOccupancy), text("need.words.occupancy.how")))
      \(fact("need.words.absence", text.percent(desk.queue.absence), text("need.words.absence.how")))
      </dl>
      <details class="disclosure"><summary>\(text("need.how"))</summary>\(how)</details></section>
      """
  }

  private var how: HTML {
    let kind =
      switch desk.queue.kind {
      case .calls: text("need.how.calls")
      case .chats: text("need.how.chats")
      case .letters: text("need.how.letters")
      }
    let chance =
      desk.queue.kind == .letters
      ? text("need.how.chance.letters")
      : text("need.how.chance", ["count": .integer(Prospect.plays(of: calls))])
    return "<p>\(kind)</p><p>\(text("need.how.fraction"))</p><p>\(chance)</p>"
  }

  private func fact(_ name: String, _ value: String, _ how: String) -> HTML {
    """
    <div><dt>\(text(name))</dt><dd><bdi>\(value)</bdi> <span class="is-small is-soft">\(how)</span></dd></div>
    """
  }

  private func patience(_ made: MadeForecast) -> HTML {
    guard let patience = made.patience else { return "" }
    return fact("need.words.patience", text.duration(patience.value), patience.sentence(text))
  }

  private func concurrency(_ made: MadeForecast) -> HTML {
    guard desk.queue.kind == .chats else { return "" }
    return fact(
      "need.words.concurrency", text.number(made.concurrency.value, digits: 1),
      made.concurrency.sentence(text))
  }
}

extension MadeForecast.Assumption {
  /// Where the number is from, in words.
  func sentence(_ text: Text) -> String {
    switch basis {
    case .written: return text("need.basis.written")
    case .usual: return text("need.basis.usual")
    case .measured:
      guard let lower, let upper else { return text("need.basis.measured") }
      return text(
        "need.basis.interval",
        ["lower": .string(text.duration(lower)), "upper": .string(text.duration(upper))])
    }
  }
}
