internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// Who got which unpleasant shifts over the months, for everybody of the team to see.
enum FairnessPages {
  static func add(to routes: Routes) {
    routes.get("/fairness", allow: .read, .roster, show)
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let choice = try await TeamChoice(visit, .roster)
    guard let team = choice.team else {
      return visit.page(
        visit.text("burden.title"),
        PlanningTab.fairness.html(visit, nil) + TeamChoice.nothing(visit))
    }
    let (scope, world) = (visit.scope, visit.world)
    let (fair, members, early) = try await visit.database.read { db in
      let house = try Workspace.find(scope, in: db)
      let today = (house?.zone ?? .utc).day(of: world.now())
      let schedules = try Schedule.published(
        from: today.advanced(by: -7 * ScheduleDesk.memory), until: today, of: team.id, scope,
        in: db)
      let worked = Set(schedules.flatMap(\.duties).flatMap(\.works))
      let queues = try StaffingQueue.current(scope, in: db).filter { worked.contains($0.id) }
      return (
        Fairness(
          schedules, wishes: try Wish.all(scope, in: db),
          weekend: Weekend(house?.hours ?? .office, queues)),
        try Person.members(of: team.id, scope, in: db),
        Set(
          try Contract.all(on: today, scope, in: db)
            .filter { $0.value.terms.latest <= Schedule.evening }.keys)
      )
    }
    let view = FairnessView(
      visit: visit, choice: choice, fair: fair, early: early,
      people: members.filter { fair.shares[$0.id] != nil }.sorted {
        ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id)
      })
    return visit.page(visit.text("burden.title"), view.html)
  }
}

/// Late shifts, weekends and wishes of everybody, by name and never by rank.
struct FairnessView {
  let visit: Visit
  let choice: TeamChoice
  let fair: Fairness
  /// Those whose hours end before a late shift does.
  let early: Set<Person.ID>
  let people: [Person]

  private var text: Text { visit.text }

  var html: HTML {
    let tabs = PlanningTab.fairness.html(visit, choice.team?.id) + choice.chips(.fairness)
    let late = fair.range(\.late, without: early) ?? 0...0
    guard let weekend = fair.range(\.weekend), !people.isEmpty else {
      return """
        \(tabs)<p class="lede">\(text("burden.lede.none"))</p>
        <div class="empty"><h2>\(text("burden.empty"))</h2><p>\(text("burden.empty.why"))</p></div>
        """
    }
    let lede = text(
      "burden.lede",
      [
        "weeks": .integer(fair.weeks), "late": .integer(late.lowerBound),
        "lateMost": .integer(late.upperBound), "weekend": .integer(weekend.lowerBound),
        "weekendMost": .integer(weekend.upperBound),
      ])
    return """
      \(tabs)<p class="lede">\(lede)</p>\(chart)\(table)
      <details class="disclosure"><summary>\(text("burden.how"))</summary><p>\(text("burden.how.text"))</p></details>
      """
  }

  private var chart: HTML {
    let bars = Bars(
      caption: Caption(
        id: "late", title: text("burden.chart"), summary: text("burden.chart.summary"),
        columns: [text("contract.person"), text("burden.share")],
        tableName: text("planning.table")),
      rows: people.map { person in
        let share = fair.shares[person.id] ?? Fairness.Share()
        let part = share.shifts > 0 ? Double(share.late) / Double(share.shifts) : 0
        return Bars.Row(
          label: person.name, value: part, text: text.percent(part), count: share.shifts)
      })
    return bars.figure(text.direction)
  }

  private var table: HTML {
    let rows = people.map { person -> HTML in
      let share = fair.shares[person.id] ?? Fairness.Share()
      let wishes =
        share.wishes == 0
        ? "–"
        : text(
          "burden.wishes.of",
          ["granted": .integer(share.granted), "count": .integer(share.wishes)])
      let note: HTML =
        early.contains(person.id)
        ? "<span class=\"row-note\">\(text("burden.noLate"))</span>" : ""
      return """
        <tr><th scope="row"><bdi>\(person.name)</bdi>\(note)</th><td class="is-numeric">\(share.shifts)</td>
        <td class="is-numeric"><bdi>\(text.hours(minutes: share.minutes))</bdi></td><td class="is-numeric">\(share.late)</td>
        <td class="is-numeric">\(share.weekend)</td><td class="is-numeric"><bdi>\(wishes)</bdi></td></tr>
        """
    }
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("burden.title"))">
      <table><thead><tr><th scope="col">\(text("contract.person"))</th><th scope="col" class="is-numeric">\(text("burden.shifts"))</th>
      <th scope="col" class="is-numeric">\(text("schedule.hours"))</th><th scope="col" class="is-numeric">\(text("burden.late"))</th>
      <th scope="col" class="is-numeric">\(text("burden.weekend"))</th><th scope="col" class="is-numeric">\(text("burden.wishes"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }
}
