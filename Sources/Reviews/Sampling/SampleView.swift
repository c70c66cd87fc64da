internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Web

/// The sample of a cycle: each pick with its reason, its chance, and who looks at it.
struct SampleView {
  let visit: Visit
  let round: Round

  private var text: Text { visit.text }

  var html: HTML {
    guard !round.picks.isEmpty else { return "" }
    let people = round.alphabetical(round.current.map(\.agent))
    return """
      <section><h2>\(text("sample.title"))</h2>
      <p>\(text("sample.lede", ["count": .integer(round.replaced.count)]))</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("sample.title"))">
      <table class="is-dense"><thead><tr><th scope="col">\(text("work.conversation"))</th>
      <th scope="col">\(text("work.whose"))</th><th scope="col">\(text("work.why"))</th>
      <th scope="col" class="is-numeric">\(text("sample.chance"))</th>
      <th scope="col">\(text("sample.reviews"))</th></tr></thead>
      <tbody>\(people.flatMap(rows))</tbody></table></div>\(replacements)</section>
      """
  }

  private func rows(of person: Person.ID) -> [HTML] {
    round.current.filter { $0.agent == person }.map(row)
  }

  private func row(_ pick: Pick) -> HTML {
    let reviews = round.live.filter { $0.pick == pick.id }
    return """
      <tr><th scope="row">\(title(pick))<span class="row-note">\(round.headlines[pick.conversation]?.note(text))</span></th>
      <td dir="auto">\(round.names[pick.agent] ?? "–")</td>
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
        <li>\(title(pick)) — <span dir="auto">\(replacement.reason)</span> (<bdi>\(round.names[pick.agent] ?? "–")</bdi>, \(text.moment(replacement.at)))</li>
        """
    }
    return """
      <h3>\(text("sample.replaced", ["count": .integer(round.replaced.count)]))</h3><ul>\(items)</ul>
      """
  }
}
