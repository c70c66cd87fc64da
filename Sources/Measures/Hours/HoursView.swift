internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Web

/// All opening hours and all promises, and what they mean for one mail.
struct HoursView {
  let visit: Visit
  let calendars: [OpeningCalendar]
  let policies: [ServicePolicy]
  let thresholds: RuleForm
  let places: HoursPages.Places

  private var text: Text { visit.text }
  private var mayChange: Bool { visit.actor.can(.change, .openingHours) }

  var page: HTML {
    let new: HTML? =
      visit.actor.can(.create, .openingHours)
      ? """
      <div class="page-actions"><a class="button is-primary" href="/hours/new">\(text("hours.new"))</a>
      <a class="button" href="/promises/new">\(text("promise.new"))</a></div>
      """ : nil
    return """
      <p class="lede">\(text("hours.lede"))</p>\(new)
      \(example)
      <section class="stack"><h2>\(text("hours.calendars"))</h2>\(calendarCards)</section>
      <section class="stack"><h2>\(text("promise.list"))</h2>
      <p class="is-soft">\(text("promise.lede"))</p>\(promises)</section>
      <section class="stack" id="thresholds"><h2>\(text("measure.rules"))</h2>
      \(mayChange ? thresholds.html : thresholds.facts)</section>
      """
  }

  // MARK: What they mean

  private var workspaceHours: Hours {
    calendars.first { $0.place == .workspace }?.hours
      ?? Hours(places.workspace?.hours ?? .office, zone: places.workspace?.zone ?? .utc)
  }

  private var example: HTML {
    let example = HoursForm.Example(visit.query)
    return """
      <h2>\(text("hours.example"))</h2>
      <form class="filter-bar" method="get" action="/hours">\(example.fields(FormView(text)))
      <button>\(text("hours.preview"))</button></form>
      <p class="notice" role="status">\(example.sentence(workspaceHours, text))</p>
      """
  }

  // MARK: Hours

  private var calendarCards: HTML {
    let hasOwn = calendars.contains { $0.place == .workspace }
    let standard: HTML? =
      hasOwn
      ? nil
      : """
      <section class="card"><div class="card-header"><h3>\(text("hours.standard"))</h3></div>
      <p>\(text("hours.standard.why"))</p>\(week(workspaceHours))</section>
      """
    return "<div class=\"cards\">\(standard)\(calendars.map(card))</div>"
  }

  private func card(_ calendar: OpeningCalendar) -> HTML {
    let hours = calendar.hours
    let now = visit.world.now()
    let isOpen = hours.isOpen(at: now)
    let badge = isOpen ? text("hours.open") : text("hours.closed")
    let next = isOpen ? nil : hours.nextOpening(after: now)
    let local = Text(visit.site.words, language: text.language, zone: hours.zone)
    let opens: HTML? = next.map { moment in
      "<p>\(text("hours.opens", ["moment": .string(local.clock(moment))]))</p>"
    }
    let edit: HTML? =
      mayChange
      ? """
      <div class="card-footer actions"><a class="button is-small" href="\(Path.hours(calendar.id))">\(text("hours.edit"))</a></div>
      """ : nil
    return """
      <section class="card"><div class="card-header"><h3 dir="auto">\(calendar.name)</h3>
      <span class="badge\(isOpen ? " is-good" : "")">\(badge)</span></div>
      <p>\(places.name(calendar.place, text)). \(text("hours.weekly", ["duration": .string(weekly(hours)), "zone": .string(hours.zone.name)]))</p>\(opens)
      \(week(hours))\(special(hours, from: hours.zone.day(of: now)))\(edit)</section>
      """
  }

  private func weekly(_ hours: Hours) -> String {
    let hours = hours.secondsOfWeek / 3600
    return text(
      "hours.count",
      ["hours": .string(text.number(hours, digits: hours.rounded() == hours ? 0 : 1))])
  }

  /// The week with equal days in a row told together.
  private func week(_ hours: Hours) -> HTML {
    let order = Weekday.week(text.language)
    var runs: [[Int]] = []
    for day in order {
      if let last = runs.last?.last, hours.week[last - 1] == hours.week[day - 1] {
        runs[runs.count - 1].append(day)
      } else {
        runs.append([day])
      }
    }
    let rows = runs.map { run -> HTML in
      let ends = [run.first, run.count > 1 ? run.last : nil].compactMap(\.self)
      let name = ends.map { Weekday.name($0, text) }.joined(separator: " – ")
      return "<div><dt>\(name)</dt><dd>\(stretches(hours.week[(run.first ?? 1) - 1]))</dd></div>"
    }
    return "<dl class=\"facts\">\(rows)</dl>"
  }

  private func stretches(_ openings: [Opening]) -> HTML {
    guard !openings.isEmpty else {
      return "<span class=\"is-soft\">\(text("hours.closed"))</span>"
    }
    let parts = openings.map { "<bdi class=\"is-nowrap\">\($0.text)</bdi>" as HTML }
    return parts.dropFirst().reduce(parts[0]) { "\($0), \($1)" }
  }

  private func special(_ hours: Hours, from today: Day) -> HTML? {
    let coming = hours.special.filter { $0.day >= today }
    guard !coming.isEmpty else { return nil }
    let items = coming.prefix(60).map { day -> HTML in
      let openings = text.list(day.openings.map(\.text))
      let shown = openings.isEmpty ? text("hours.closed") : openings
      return
        "<li>\(text.dayElement(day.day)): <bdi>\(shown)</bdi> <span dir=\"auto\">\(day.name)</span></li>"
    }
    return """
      <details class="disclosure"><summary>\(text("hours.special.coming", ["count": .integer(coming.count)]))</summary><ul>\(items)</ul></details>
      """
  }

  // MARK: Promises

  private var promises: HTML {
    guard !policies.isEmpty else {
      return "<div class=\"empty\"><p>\(text("promise.empty"))</p></div>"
    }
    let rows = policies.map { policy -> HTML in
      let name: HTML =
        mayChange
        ? "<a class=\"row-link\" href=\"\(Path.promise(policy.id))\" dir=\"auto\">\(policy.name)</a>"
        : "<span dir=\"auto\">\(policy.name)</span>"
      return """
        <tr><th scope="row">\(name)</th><td>\(policy.condition(text))</td>
        <td>\(target(policy.firstResponse))</td><td>\(target(policy.resolution))</td></tr>
        """
    }
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("promise.list"))"><table>
      <thead><tr><th scope="col">\(text("promise.name"))</th><th scope="col">\(text("promise.condition"))</th>
      <th scope="col">\(text("promise.firstResponse"))</th><th scope="col">\(text("promise.resolution"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }

  private func target(_ seconds: Int?) -> String {
    seconds.map { text("promise.within", ["duration": .string(text.businessTime($0))]) }
      ?? text("promise.none")
  }
}

extension ServicePolicy {
  /// To which conversations it speaks, in words.
  func condition(_ text: Text) -> HTML {
    let parts = [
      channel.map { text.channel(Channel(rawValue: $0)) },
      priority.map { text("promise.withPriority", ["name": .string($0)]) },
      tag.map { text("promise.withTag", ["name": .string($0)]) },
    ].compactMap(\.self)
    guard !parts.isEmpty else { return "\(text("promise.all"))" }
    return "<span dir=\"auto\">\(text.list(parts))</span>"
  }
}

extension Text {
  /// Business seconds in hours and minutes: a business day has no fixed length.
  func businessTime(_ seconds: Int) -> String {
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    let parts = [
      hours > 0 ? self("duration.hours", ["count": .integer(hours)]) : nil,
      minutes > 0 || hours == 0 ? self("duration.minutes", ["count": .integer(minutes)]) : nil,
    ]
    return parts.compactMap(\.self).joined(separator: " ")
  }
}
