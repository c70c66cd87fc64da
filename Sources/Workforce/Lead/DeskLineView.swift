internal import Kernel
internal import Markup
internal import Web

/// One queue's day in words: its chance, its weak half-hours, and what can still be done.
struct DeskLineView {
  let visit: Visit
  let line: DeskView.Line

  private var text: Text { visit.text }

  var html: HTML {
    """
    <section class="card"><div class="card-header"><h2 dir="auto"><a href="\(Path.staffing(line.queue.id))">\(line.queue.name)</a></h2>\(badge)</div>
    \(line.today.map(day) ?? closed)
    \(carried)\(tomorrow)</section>
    """
  }

  private var badge: HTML {
    guard let chance = line.chance else { return "" }
    if line.isLost { return "<span class=\"badge is-warn\">\(text("desk.badge.lost"))</span>" }
    if chance < 0.5 { return "<span class=\"badge is-bad\">\(text("desk.badge.burns"))</span>" }
    return chance < 0.75
      ? "<span class=\"badge is-warn\">\(text("desk.badge.watch"))</span>"
      : "<span class=\"badge is-good\">\(text("desk.badge.calm"))</span>"
  }

  private var closed: HTML {
    line.hasForecast
      ? "<p>\(text("desk.closed"))</p>"
      : """
      <p>\(text("staffing.empty.forecast")). \(text("staffing.empty.forecast.how"))</p>
      """
  }

  private func day(_ today: Today) -> HTML {
    """
    <p>\(chance(today))</p>
    \(soFar(today))\(care(today))\(weak(today))\(repairs(today))
    """
  }

  // MARK: The chance

  private func chance(_ today: Today) -> String {
    guard let rest = today.rest else { return text("desk.over") }
    let values: [String: TextValue] = [
      "promise": .string(line.queue.promiseText(text)), "chance": .string(text.chance(rest.met)),
    ]
    let promise =
      if today.neededShare <= 0 {
        text("desk.safe", values)
      } else if line.isLost {
        text("desk.lost", values)
      } else {
        text("desk.chance", values)
      }
    return promise + " " + late(rest.late)
  }

  private func late(_ count: Double) -> String {
    count < 0.05
      ? text("desk.late.none")
      : text("desk.late", ["late": .string(text.number(count, digits: 1))])
  }

  /// What came against what was expected, and only a large change of the chance.
  private func soFar(_ today: Today) -> HTML {
    guard let soFar = today.soFar else { return "<p>\(text("desk.nothingYet"))</p>" }
    let before = today.desk.slots.dropFirst(today.now).reduce(0) { $0 + $1.calls }
    let after = today.expected.dropFirst(today.now).reduce(0, +)
    let counts = text(
      "desk.soFar",
      [
        "counted": .string(text.number(soFar.counted, digits: 0)),
        "expected": .string(text.expectation(soFar.expected)),
        "rest": .string(text.expectation(after)), "before": .string(text.expectation(before)),
      ])
    guard let morning = line.morning, let chance = line.chance, abs(chance - morning.met) >= 0.1
    else { return "<p>\(counts)</p>" }
    let change = text(
      "desk.changed",
      ["before": .string(text.chance(morning.met)), "after": .string(text.chance(chance))])
    return "<p>\(counts)</p><p class=\"notice\">\(change)</p>"
  }

  private func care(_ today: Today) -> HTML {
    guard let hard = today.hardStretch else { return "" }
    let slots = today.desk.slots
    let sentence = text(
      "need.care",
      [
        "from": .string(OpenWeek.clock(slots[hard.lowerBound].half.slot)),
        "until": .string(OpenWeek.clock(slots[hard.upperBound].half.slot + 1)),
        "cap": .string(text.percent(line.queue.mostOccupancy)),
      ])
    return "<p class=\"notice is-warn\">\(sentence)</p>"
  }

  // MARK: Weak half-hours and what to do

  private func span(_ slot: Int) -> String { "\(OpenWeek.clock(slot))–\(OpenWeek.clock(slot + 1))" }

  private func weak(_ today: Today) -> HTML {
    guard let rest = today.rest, !today.weakest.isEmpty else { return "" }
    let ranked = today.weakest.sorted {
      rest.slots[$0 - today.now].late > rest.slots[$1 - today.now].late
    }
    let items = ranked.map { index -> HTML in
      let slot = today.desk.slots[index]
      let sentence = text(
        "desk.weak.item",
        [
          "late": .string(text.number(rest.slots[index - today.now].late, digits: 1)),
          "there": .integer(slot.staff), "need": .string(text.number(slot.need, digits: 1)),
        ])
      return "<li><strong><bdi>\(span(slot.half.slot))</bdi></strong> \(sentence)</li>"
    }
    return "<h3>\(text("desk.weak"))</h3><ol>\(items)</ol>"
  }

  private func repairs(_ today: Today) -> HTML {
    guard !today.repairs.isEmpty else {
      return today.rest == nil ? "" : "<p>\(text("desk.todo.none"))</p>"
    }
    let items = today.repairs.map { repair -> HTML in
      let places = repair.places.map { $0 + today.now }
      let first = places.first.map { OpenWeek.clock(today.desk.slots[$0].half.slot) } ?? ""
      let gain = text(
        "desk.gain",
        [
          "inTime": .string(text.number(repair.inTime, digits: 1)),
          "points": .integer(Int((repair.chance * 100).rounded())), "until": .string(first),
        ])
      return "<li>\(sentence(repair, today)) <span class=\"is-soft\">\(gain)</span></li>"
    }
    return "<h3>\(text("desk.todo"))</h3><ol>\(items)</ol>"
  }

  private func sentence(_ repair: Repair, _ today: Today) -> String {
    func times(_ places: [Int]) -> String {
      text.list(places.map { span(today.desk.slots[$0 + today.now].half.slot) })
    }
    return switch repair.kind {
    case .allDay: text("desk.todo.allDay")
    case .weakest: text("desk.todo.weakest", ["times": .string(times(repair.places))])
    case .moved:
      text(
        "desk.todo.moved",
        ["times": .string(times(repair.places)), "from": .string(times(repair.from))])
    }
  }

  // MARK: Before and after today

  private var carried: HTML {
    guard let carried = line.carried else { return "" }
    let sentence = text(
      "desk.carried",
      [
        "count": .integer(carried.waiting), "before": .integer(carried.fromBefore),
        "late": .integer(carried.late),
      ])
    return "<p>\(sentence)</p>"
  }

  private var tomorrow: HTML {
    guard let next = line.next else { return "" }
    let sentence = text(
      "desk.next",
      [
        "day": .string(text.weekday(next.day)), "chance": .string(text.chance(next.met)),
        "more": .string(text.chance(next.metWithOneMore)),
      ])
    return "<p class=\"is-soft\">\(sentence)</p>"
  }
}
