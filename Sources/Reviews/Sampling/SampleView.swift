internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Web

/// The sample of a cycle, person by person: each pick with its reason, its chance, and who looks at it.
struct SampleView {
  let visit: Visit
  let round: Round

  private var text: Text { visit.text }
  private var cycle: Cycle { round.cycle }

  var html: HTML {
    let people = round.alphabetical(round.current.map(\.agent))
    return """
      <nav class="breadcrumb" aria-label="\(text("cycle.breadcrumb"))"><ol><li><a href="/cycles">\(text("cycle.list"))</a></li><li><a href="\(Path.cycle(cycle.id))">\(CycleState.title(cycle, team: round.team, text))</a></li><li>\(text("sample.title"))</li></ol></nav>
      <p class="lede">\(text("sample.lede", ["count": .integer(round.replaced.count)]))</p>
      \(people.map(section))\(replacements)
      """
  }

  private func section(_ person: Person.ID) -> HTML {
    let picks = round.current.filter { $0.agent == person }
    let name = round.names[person] ?? "–"
    let values: [String: TextValue] = [
      "count": .integer(picks.count), "pool": .integer(round.population[person] ?? 0),
    ]
    return """
      <section><h2><bdi>\(name)</bdi></h2><p class="is-soft">\(text("sample.person", values))</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(name)">
      <table class="is-dense"><thead><tr><th scope="col">\(text("work.conversation"))</th>
      <th scope="col">\(text("work.why"))</th>
      <th scope="col" class="is-numeric">\(text("sample.chance"))</th>
      <th scope="col">\(text("sample.reviews"))</th></tr></thead>
      <tbody>\(picks.map(row))</tbody></table></div></section>
      """
  }

  private func row(_ pick: Pick) -> HTML {
    let reviews = round.live.filter { $0.pick == pick.id }
    return """
      <tr><th scope="row">\(title(pick))<span class="row-note">\(round.headlines[pick.conversation]?.note(text))</span></th>
      <td class="is-small">\(stream(pick))\(pick.why(text))\(replace(pick, reviews))</td>
      <td class="is-numeric"><bdi>\(text.percent(round.chance(of: pick), digits: 1))</bdi></td>
      <td>\(PickReviewsView(visit: visit, round: round, pick: pick, reviews: reviews).html)</td></tr>
      """
  }

  private func stream(_ pick: Pick) -> HTML? {
    pick.isSuspicious
      ? "<span class=\"badge is-plain\">\(text("sampling.second"))</span> " : nil
  }

  private func title(_ pick: Pick) -> HTML {
    let name = round.headlines[pick.conversation]?.title(text) ?? "–"
    let path = ("/conversations" as Path).appending(pick.conversation.text)
    return "<a class=\"row-link\" href=\"\(path)\" dir=\"auto\">\(name)</a>"
  }

  private func replace(_ pick: Pick, _ reviews: [Review]) -> HTML? {
    guard round.mayChange, round.cycle.state == .open, pick.agent != visit.actor.person,
      // Where nobody is named, a form that is not there would tell that somebody was at work.
      reviews.allSatisfy({ $0.submittedAt == nil }) || !round.cycle.plan.namesReviewers
    else { return nil }
    let id = "replace-\(pick.id.text)"
    let path = ("/picks" as Path).appending(pick.id.text).appending("replacement")
    return """
      <details class="disclosure"><summary>\(text("review.skip"))</summary>
      <form class="form" method="post" action="\(path)">\(visit.csrf)
      <div class="field"><label for="\(id)">\(text("review.skip.reason"))</label>
      <input id="\(id)" name="reason" required maxlength="500" dir="auto"></div>
      <div class="form-actions"><button class="is-small">\(text("review.skip.do"))</button></div></form></details>
      """
  }

  private var replacements: HTML {
    guard !round.replaced.isEmpty else { return "" }
    let items = round.replaced.compactMap { pick -> HTML? in
      guard let replacement = pick.replacement else { return nil }
      return """
        <li>\(title(pick)) — <span dir="auto">\(replacement.reason)</span> (<bdi>\(round.names[pick.agent] ?? "–")</bdi>, \(cycle.shown(replacement.at, text)))</li>
        """
    }
    return """
      <section><h2>\(text("sample.replaced", ["count": .integer(round.replaced.count)]))</h2><ul>\(items)</ul></section>
      """
  }
}
