internal import Kernel
internal import Markup
internal import People
internal import Web

/// The people of a team with what was agreed with them.
struct ContractList {
  struct Model: Sendable {
    let people: [Person]
    let contracts: [Person.ID: Contract]
    let queues: [StaffingQueue]
    let today: Day
  }

  let visit: Visit
  let choice: TeamChoice
  let model: Model

  private var text: Text { visit.text }

  var html: HTML {
    let known = model.people.compactMap { model.contracts[$0.id]?.terms }.filter { $0.minutes > 0 }
    let lede = text(
      "contract.lede",
      [
        "count": .integer(known.count),
        "hours": .string(text.hours(minutes: known.reduce(0) { $0 + $1.minutes })),
        "people": .integer(model.people.count),
      ])
    return """
      \(PlanningTab.contracts.html(visit, choice.team?.id))\(choice.chips(.contracts))
      <p class="lede">\(lede)</p>\(model.people.isEmpty ? empty : table)
      <details class="disclosure"><summary>\(text("contract.how"))</summary><p>\(text("contract.how.text"))</p></details>
      """
  }

  private var empty: HTML {
    """
    <div class="empty"><h2>\(text("contract.empty"))</h2><p>\(text("contract.empty.why"))</p></div>
    """
  }

  private var table: HTML {
    let rows = model.people.map(row)
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("contract.title"))">
      <table><thead><tr><th scope="col">\(text("contract.person"))</th>
      <th scope="col" class="is-numeric">\(text("contract.hours"))</th>
      <th scope="col">\(text("contract.days"))</th><th scope="col">\(text("contract.between"))</th>
      <th scope="col">\(text("contract.works"))</th><th scope="col">\(text("contract.from"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }

  private func row(_ person: Person) -> HTML {
    let mayChange = visit.actor.can(
      .change, .contract,
      Ownership(person: person.id.rawValue, team: choice.team?.id.rawValue))
    let path = Path.contracts.appending(person.id.text)
    let name: HTML =
      mayChange
      ? "<a class=\"row-link\" href=\"\(path)\" dir=\"auto\">\(person.name)</a>"
      : "<bdi>\(person.name)</bdi>"
    guard let terms = model.contracts[person.id]?.terms, terms.minutes > 0 else {
      return """
        <tr><th scope="row">\(name)</th><td class="is-numeric">–</td>
        <td colspan="4"><span class="badge is-plain">\(text("contract.none"))</span></td></tr>
        """
    }
    let works = terms.works.compactMap { id in model.queues.first { $0.id == id }?.name }
    let queues: HTML =
      terms.works.isEmpty
      ? "\(text("contract.works.all"))" : "<bdi>\(text.list(works))</bdi>"
    return """
      <tr><th scope="row">\(name)</th><td class="is-numeric"><bdi>\(text.hours(minutes: terms.minutes))</bdi></td>
      <td>\(text("contract.days.of", ["count": .integer(terms.days), "days": .string(weekdays(terms))]))</td>
      <td><bdi>\(text.span(terms.earliest, terms.latest))</bdi></td><td>\(queues)</td>
      <td>\(text.dayElement(terms.from))</td></tr>
      """
  }

  private func weekdays(_ terms: Contract.Terms) -> String {
    text.list(
      Weekday.week(text.language).filter(terms.weekdays.contains).map { Weekday.name($0, text) })
  }
}

/// The form of one person's terms, with the versions before.
struct ContractFormView {
  let visit: Visit
  let person: Person
  let team: Team.ID?
  let form: ContractForm
  let history: [Contract]
  let queues: [StaffingQueue]
  let error: ContractError?

  private var text: Text { visit.text }

  private var complaint: Complaint? {
    switch error {
    case nil: nil
    case .unknownPerson: Complaint(field: nil, message: text("contract.error.person"))
    case .minutes: Complaint(field: "hours", message: text("contract.error.minutes"))
    case .days: Complaint(field: "days", message: text("contract.error.days"))
    case .hours: Complaint(field: "latest", message: text("contract.error.hours"))
    case .rest: Complaint(field: "rest", message: text("contract.error.rest"))
    case .stale: Complaint(field: nil, message: text("contract.error.stale"))
    }
  }

  var html: HTML {
    let view = FormView(text, complaint)
    let back = Path.contracts.query([("team", team?.text)])
    let weekdays = Weekday.week(text.language).map { day in
      Choice(
        value: String(day), label: Weekday.name(day, text),
        isChosen: form.weekdays.contains(String(day)))
    }
    let pauses = (0...4).map { half in
      (value: String(half), label: text("contract.pause.minutes", ["count": .integer(half * 30)]))
    }
    let works = queues.map { queue in
      Choice(
        value: queue.id.text, label: queue.name, isChosen: form.works.contains(queue.id.text))
    }
    let queueField: HTML =
      works.isEmpty
      ? ""
      : view.choices(
        "work", text("contract.works"), works, isInline: true, hint: text("contract.works.hint"))
    return """
      <nav class="breadcrumb" aria-label="\(text("form.breadcrumb"))"><ol><li><a href="\(back)">\(text("contract.title"))</a></li></ol></nav>
      <p class="lede">\(text("contract.form.lede"))</p>
      <form class="form" method="post" action="\(Path.contracts.appending(person.id.text))">\(visit.csrf)\(view.summary)
      <input type="hidden" name="number" value="\(form.number)">
      <div class="fields">
      \(view.input("from", text("contract.from"), type: "date", value: form.from, attributes: " required"))
      \(view.input("hours", text("contract.hours"), type: "number", value: form.hours, hint: text("contract.hours.hint"), attributes: " required min=\"0\" max=\"60\" step=\"0.25\""))
      \(view.input("days", text("contract.days.week"), type: "number", value: form.days, attributes: " required min=\"1\" max=\"7\""))
      </div>
      \(view.choices("weekday", text("contract.weekdays"), weekdays, isInline: true))
      <div class="fields">
      \(view.input("earliest", text("contract.earliest"), type: "time", value: form.earliest, attributes: " required step=\"1800\""))
      \(view.input("latest", text("contract.latest"), type: "time", value: form.latest, hint: text("contract.latest.hint"), attributes: " required step=\"1800\""))
      \(view.select("pause", text("contract.pause"), pauses, selected: form.pause))
      \(view.input("rest", text("contract.rest"), type: "number", value: form.rest, hint: text("contract.rest.hint"), attributes: " required min=\"0\" max=\"24\" step=\"0.5\""))
      </div>\(queueField)
      <div class="form-actions"><button class="is-primary">\(text("form.save"))</button>
      <a class="button is-quiet" href="\(back)">\(text("form.cancel"))</a></div></form>\(versions)
      """
  }

  private var versions: HTML {
    guard !history.isEmpty else { return "" }
    let rows = history.map { version -> HTML in
      """
      <li>\(text("contract.version", ["number": .integer(version.number), "hours": .string(text.hours(minutes: version.terms.minutes)), "count": .integer(version.terms.days)])) \(text.dayElement(version.terms.from))</li>
      """
    }
    return """
      <details class="disclosure"><summary>\(text("contract.versions"))</summary><ul>\(rows)</ul></details>
      """
  }
}
