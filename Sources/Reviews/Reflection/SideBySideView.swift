internal import Kernel
internal import Markup
internal import Web

/// Own answers beside colleagues', as a table over the cycle and one per conversation.
struct SideBySideView {
  let sides: SideBySide
  let text: Text

  var html: HTML {
    """
    <section class="stack"><h2>\(text("sides.criteria"))</h2>
    <p>\(text("sides.criteria.lede", ["count": .integer(sides.seen.count)]))</p>
    \(criteria)</section>
    <section class="stack"><h2>\(text("sides.conversations"))</h2>
    \(sides.seen.map(conversation))</section>
    """
  }

  // MARK: Over the whole cycle

  private var criteria: HTML {
    let rows = sides.card.rubric.criteria.map { criterion -> HTML in
      let pairs = sides.pairs(criterion.id)
      let own = SideBySide.mean(pairs.map(\.own))
      let others = SideBySide.mean(pairs.map(\.others))
      let isKnown = !pairs.isEmpty
      let words =
        isKnown ? sentence(SideBySide.Difference(own, others)) : text("sides.nothing")
      return """
        <tr><th scope="row" dir="auto">\(criterion.name)</th>
        <td class="is-numeric">\(isKnown ? text.percent(own / 100) : "–")</td>
        <td class="is-numeric">\(isKnown ? text.percent(others / 100) : "–")</td>
        <td>\(words)</td><td class="is-numeric">\(text.number(pairs.count))</td></tr>
        """
    }
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("sides.criteria"))">
      <table><thead><tr><th scope="col">\(text("sides.criterion"))</th>
      <th scope="col" class="is-numeric">\(text("sides.mine"))</th>
      <th scope="col" class="is-numeric">\(text("sides.theirs"))</th>
      <th scope="col">\(text("sides.difference"))</th>
      <th scope="col" class="is-numeric">\(text("chart.n"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      <p class="is-soft is-small">\(text("sides.few"))</p>
      """
  }

  // MARK: One conversation

  private func conversation(_ seen: SideBySide.Seen) -> HTML {
    let rows = sides.card.rubric.criteria.compactMap { row($0, seen) }
    let links = seen.others.map { other -> HTML in
      "<a href=\"\(Path.review(other.id))\">\(text("sides.open"))</a> "
    }
    return """
      <details class="disclosure"><summary dir="auto">\(seen.headline?.title(text) ?? "–")</summary>
      <p class="is-soft is-small">\(seen.headline?.note(text)) \(links)</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(seen.headline?.title(text) ?? "–")">
      <table><thead><tr><th scope="col">\(text("sides.criterion"))</th>
      <th scope="col">\(text("sides.mine"))</th><th scope="col">\(text("sides.theirs"))</th>
      <th scope="col">\(text("sides.difference"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div></details>
      """
  }

  private func row(_ criterion: Criterion, _ seen: SideBySide.Seen) -> HTML? {
    let theirs = seen.others.compactMap { $0.content.answers[criterion.id] }
    let mine = seen.own?.answers[criterion.id]
    guard mine != nil || !theirs.isEmpty else { return nil }
    return """
      <tr><th scope="row" dir="auto">\(criterion.name)</th>
      <td>\(mine.map { answer($0, criterion) } ?? "–")</td>
      <td>\(theirs.map { answer($0, criterion) })</td>
      <td>\(sentence(seen.difference(criterion.id)))</td></tr>
      """
  }

  private func answer(_ answer: Answer, _ criterion: Criterion) -> HTML {
    let label =
      answer.choice.flatMap(criterion.option(for:))?.label ?? text("criterion.notApplicable")
    let comment: HTML? =
      answer.comment.isEmpty
      ? nil : "<span class=\"row-note\" dir=\"auto\">\(answer.comment)</span>"
    return "<p><strong dir=\"auto\">\(label)</strong>\(comment)</p>"
  }

  // MARK: Words

  private func sentence(_ difference: SideBySide.Difference) -> String {
    switch difference {
    case .same: text("sides.same")
    case .higher(let points): text("sides.higher", ["count": .integer(Int(points.rounded()))])
    case .lower(let points): text("sides.lower", ["count": .integer(Int(points.rounded()))])
    case .onlyMine: text("sides.onlyMine")
    case .onlyTheirs: text("sides.onlyTheirs")
    case .neither: text("sides.neither")
    case .noOwnView: text("sides.noOwnView")
    }
  }
}
