internal import Kernel
internal import Markup
internal import People
internal import Web

/// Who still owes what, by name; who owes nothing is told in one line.
struct DebtView {
  let visit: Visit
  let round: Round

  private var text: Text { visit.text }

  var html: HTML {
    guard round.cycle.showsDebts, !round.debts.isEmpty else { return "" }
    return """
      <section id="owed"><h2>\(text("cycle.owed"))</h2>\(table)\(done)</section>
      """
  }

  private var table: HTML {
    let owing = round.debts.filter { $0.value.isOwing(in: round.cycle) }
    guard !owing.isEmpty else { return "<p>\(text("cycle.owed.none"))</p>" }
    let rows = round.alphabetical(owing.keys).map { row($0, owing[$0] ?? Debt()) }
    let heading: HTML? = mayRelieve ? "<th scope=\"col\">\(text("cycle.owed.relief"))</th>" : nil
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("cycle.owed"))">
      <table><thead><tr><th scope="col">\(text("cycle.person"))</th>
      <th scope="col" class="is-numeric">\(text("cycle.owed.own"))</th>
      <th scope="col" class="is-numeric">\(text("cycle.owed.others"))</th>
      <th scope="col">\(text("review.state.overdue"))</th>\(heading)</tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  private func row(_ person: Person.ID, _ debt: Debt) -> HTML {
    let late: HTML =
      debt.overdue > 0
      ? "<span class=\"badge is-bad\">\(text("cycle.owed.late", ["count": .integer(debt.overdue)]))</span>"
      : "–"
    return """
      <tr><th scope="row"><bdi>\(round.names[person] ?? "–")</bdi></th>
      <td class="is-numeric">\(share(debt.ownDone, debt.own))</td>
      <td class="is-numeric">\(share(debt.othersDone, debt.others))</td><td>\(late)\(until(person))</td>\(relief(person, debt))</tr>
      """
  }

  private var done: HTML? {
    let people = round.alphabetical(
      round.debts.filter { !$0.value.isOwing(in: round.cycle) }.keys)
    guard !people.isEmpty else { return nil }
    let names = people.map { "<li><bdi>\(round.names[$0] ?? "–")</bdi></li>" as HTML }
    return """
      <details class="disclosure"><summary>\(text("cycle.owed.done", ["count": .integer(people.count)]))</summary><ul>\(names)</ul></details>
      """
  }

  private var mayRelieve: Bool {
    visit.actor.can(.change, .assignment, Ownership(team: round.cycle.team.rawValue))
  }

  /// What a lead can do for somebody who cannot: pass on what is left, or give more time.
  private func relief(_ person: Person.ID, _ debt: Debt) -> HTML? {
    guard mayRelieve else { return nil }
    return """
      <td>\(PassingForm.html(person, debt, round, visit))\(MoreTimeForm.html(person, debt, round, visit))</td>
      """
  }

  /// The day somebody was given, with the reason.
  private func until(_ person: Person.ID) -> HTML? {
    guard let more = round.moreTime[person] else { return nil }
    return """
      <span class="row-note">\(text("moreTime.given", ["day": .string(text.day(more.dueOn))])) <span dir="auto">\(more.why(text))</span></span>
      """
  }

  private func share(_ done: Int, _ count: Int) -> String {
    count == 0 ? "–" : text("cycle.of", ["done": .integer(done), "count": .integer(count)])
  }
}
