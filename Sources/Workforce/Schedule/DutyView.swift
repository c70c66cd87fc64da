internal import Kernel
internal import Markup
internal import People
internal import Staffing
internal import Web

/// One person's day: why it is as it is, and the ways to change it.
struct DutyView {
  let visit: Visit
  let desk: ScheduleDesk
  let place: Schedule.Place
  let problem: String?

  private var text: Text { visit.text }
  private var week: Path { .schedule(desk.team.id, desk.monday) }
  private var path: Path {
    week.appending("duties").appending(place.person.text).appending(place.day.iso)
  }
  private var duty: Schedule.Duty? { desk.newest?.duty(of: place.person, on: place.day) }

  var html: HTML {
    let complaint: HTML? = problem.map {
      "<p class=\"notice is-bad\" role=\"alert\">\($0)</p>"
    }
    let day = "\(Weekday.name(place.day.weekday, text)), \(text.day(place.day))"
    let sentence =
      duty.map {
        text(
          "duty.lede",
          ["day": .string(day), "span": .string(text.span($0.shift.start, $0.shift.end))])
      } ?? text("duty.lede.free", ["day": .string(day)])
    return """
      <nav class="breadcrumb" aria-label="\(text("form.breadcrumb"))"><ol><li><a href="\(Path.schedules.query([("team", desk.team.id.text)]))">\(text("schedule.title"))</a></li><li><a href="\(week)">\(ScheduleWords.week(desk.monday, text))</a></li></ol></nav>
      <p class="lede">\(sentence)</p>\(complaint)
      <section class="card"><h2>\(text("duty.why"))</h2><ul>\(reasons.map { "<li>\($0)</li>" as HTML })</ul></section>
      \(place.day >= desk.today ? forms : nil)
      """
  }

  // MARK: Why

  private var reasons: [String] {
    var lines: [String] = []
    if let duty {
      lines.append(need(of: duty))
      if !duty.shift.pauses.isEmpty, let first = duty.shift.pauses.first {
        lines.append(
          text(
            "duty.pause",
            [
              "span": .string(
                text.span(
                  duty.shift.start + first,
                  duty.shift.start + first + duty.shift.pauses.count))
            ]))
      }
    }
    if let wish = desk.wish(of: place.person, on: place.day) {
      let isGranted = wish.isGranted(by: duty?.shift)
      let kind = WishName.of(wish.kind, text)
      lines.append(
        isGranted
          ? text("duty.wish.granted", ["wish": .string(kind)])
          : text("duty.wish.refused", ["wish": .string(kind)]))
    }
    let fair = Fairness(desk.past, wishes: desk.wishes, weekend: desk.weekend)
    if let own = fair.shares[place.person], let range = fair.range(\.late) {
      lines.append(
        text(
          "duty.late",
          [
            "count": .integer(own.late), "least": .integer(range.lowerBound),
            "most": .integer(range.upperBound), "weeks": .integer(fair.weeks),
          ]))
    }
    let isLocked =
      duty?.isLocked == true || desk.newest?.freed.contains(place) == true
    if isLocked { lines.append(text("duty.isLocked")) }
    return lines
  }

  /// How many half-hours would lack somebody without this shift.
  private func need(of duty: Schedule.Duty) -> String {
    let index = place.day.number - desk.monday.number
    guard let pool = desk.pool(of: duty.works) else { return text("duty.need.none") }
    let coverage = desk.coverage(of: desk.newest)[pool]
    let short = duty.shift.desk.count { slot in
      guard slot < 48, let need = coverage.pool.people(index, slot) else { return false }
      return coverage.people[index][slot] <= need && need > 0
    }
    return short == 0
      ? text("duty.need.none")
      : text(
        "duty.need",
        ["count": .integer(short), "name": .string("\u{2068}\(coverage.pool.name)\u{2069}")])
  }

  // MARK: Changes

  private var forms: HTML {
    let view = FormView(text)
    let starts = Set(desk.shifts(of: place.person).map(\.start)).sorted()
      .map { (value: String($0), label: text.clock(slot: $0)) }
    let current = duty.map { String($0.shift.start) } ?? starts.first?.value ?? ""
    let move: HTML =
      starts.isEmpty
      ? ""
      : """
      <section class="card"><h2>\(text(duty == nil ? "duty.add" : "duty.move"))</h2>
      <form class="form" method="post" action="\(path)">\(visit.csrf)<input type="hidden" name="do" value="shift">
      \(view.select("start", text("duty.start"), starts, selected: current, hint: text("duty.start.hint")))
      <div class="form-actions"><button class="is-primary">\(text("form.save"))</button></div></form></section>
      """
    let isLocked = duty?.isLocked == true || desk.newest?.freed.contains(place) == true
    let free: HTML =
      duty == nil
      ? "" : "<button name=\"do\" value=\"free\">\(text("duty.free"))</button>"
    return """
      \(move)\(exchange(view))
      <form class="actions" method="post" action="\(path)">\(visit.csrf)\(free)
      <button name="do" value="\(isLocked ? "unlock" : "lock")">\(text(isLocked ? "duty.unlock" : "duty.lock"))</button></form>
      """
  }

  private func exchange(_ view: FormView) -> HTML {
    guard duty != nil else { return "" }
    let others = (desk.newest?.duties ?? []).filter {
      $0.person != place.person && $0.day >= desk.today
    }.sorted { ($0.day, $0.shift.start, $0.person) < ($1.day, $1.shift.start, $1.person) }
      .map { other in
        (
          value: "\(other.person.text) \(other.day.iso)",
          label:
            "\(Weekday.name(other.day.weekday, text)) \(text.span(other.shift.start, other.shift.end)) · \(desk.name(of: other.person))"
        )
      }
    guard let first = others.first else { return "" }
    return """
      <section class="card"><h2>\(text("duty.exchange"))</h2>
      <form class="form" method="post" action="\(path)">\(visit.csrf)<input type="hidden" name="do" value="exchange">
      \(view.select("other", text("duty.exchange.with"), others, selected: first.value, hint: text("duty.exchange.hint")))
      <div class="form-actions"><button>\(text("duty.exchange"))</button></div></form></section>
      """
  }
}

/// What can be done about a day that lost somebody.
struct RepairView {
  let visit: Visit
  let desk: ScheduleDesk
  let board: RepairBoard
  let problem: String?

  private var text: Text { visit.text }
  private var week: Path { .schedule(desk.team.id, desk.monday) }

  var html: HTML {
    let complaint: HTML? = problem.map {
      "<p class=\"notice is-bad\" role=\"alert\">\($0)</p>"
    }
    return """
      <nav class="breadcrumb" aria-label="\(text("form.breadcrumb"))"><ol><li><a href="\(week)">\(ScheduleWords.week(desk.monday, text))</a></li></ol></nav>
      <p class="lede">\(lede)</p>\(complaint)\(days)
      \(board.repairs.isEmpty ? empty : proposals)
      <details class="disclosure"><summary>\(text("schedule.repair.how"))</summary><p>\(text("schedule.repair.how.text"))</p></details>
      """
  }

  private var lede: String {
    let values: [String: TextValue] = [
      "day": .string("\(Weekday.name(board.day.weekday, text)), \(text.day(board.day))"),
      "halves": .integer(board.gaps.halves),
      "chance": .integer(Int(((board.chance ?? 0) * 100).rounded())),
    ]
    guard board.gaps.halves > 0 else { return text("schedule.repair.full", values) }
    return board.chance == nil
      ? text("schedule.repair.gaps", values) : text("schedule.repair.chance", values)
  }

  private var days: HTML {
    let links = (0..<7).map { desk.monday.advanced(by: $0) }.filter { $0 >= desk.today }
      .map { day -> HTML in
        let current: HTML = day == board.day ? " aria-current=\"true\"" : ""
        let target = week.appending("repairs").query([("day", day.iso)])
        return """
          <a class="chip" href="\(target)"\(current)>\(Weekday.name(day.weekday, text))</a>
          """
      }
    return links.count < 2 ? "" : "<div class=\"chips\">\(links)</div>"
  }

  private var empty: HTML {
    """
    <div class="empty"><h2>\(text("schedule.repair.none"))</h2><p>\(text("schedule.repair.none.why"))</p></div>
    """
  }

  private var proposals: HTML {
    let cards = board.repairs.map { repair -> HTML in
      let name = desk.name(of: repair.person)
      let chance: HTML =
        repair.chance.map { value in
          """
          <p>\(text("schedule.repair.after", ["chance": .integer(Int((value * 100).rounded()))]))</p>
          """
        } ?? ""
      return """
        <li class="card"><h3>\(sentence(repair, name))</h3>
        <p>\(text("schedule.repair.fills", ["count": .integer(repair.filled)]))</p>\(chance)
        <form method="post" action="\(week.appending("repairs"))">\(visit.csrf)<input type="hidden" name="person" value="\(repair.person.text)">
        <input type="hidden" name="day" value="\(board.day.iso)"><input type="hidden" name="kind" value="\(repair.kind.rawValue)">
        <button class="is-primary">\(text("schedule.repair.take"))</button></form></li>
        """
    }
    return
      "<section><h2>\(text("schedule.repair.proposals"))</h2><ol class=\"cards\">\(cards)</ol></section>"
  }

  private func sentence(_ repair: ShiftRepair, _ name: String) -> String {
    let shift = repair.duty.shift
    let pause = shift.pauses.first.map { shift.start + $0 } ?? shift.start
    let values: [String: TextValue] = [
      "name": .string("\u{2068}\(name)\u{2069}"),
      "span": .string(text.span(shift.start, shift.end)),
      "pause": .string(text.clock(slot: pause)),
    ]
    switch repair.kind {
    case .movedPause: return text("schedule.repair.pause", values)
    case .movedShift: return text("schedule.repair.shift", values)
    case .otherSkill: return text("schedule.repair.work", values)
    case .extraDay: return text("schedule.repair.day", values)
    }
  }
}
