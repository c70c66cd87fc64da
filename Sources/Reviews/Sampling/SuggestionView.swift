internal import Kernel
internal import Markup
internal import People
internal import Web

/// What each purpose would ask of a team, with what it buys, to be taken over with one press.
struct SuggestionView {
  let team: Team.ID
  let suggestions: [Suggestion]
  let text: Text

  var html: HTML {
    """
    <section class="card"><h2>\(text("sampling.suggestion"))</h2>
    <p>\(text("sampling.suggestion.lede"))</p>
    <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("sampling.suggestion"))">
    <table class="is-dense"><thead><tr><th scope="col">\(text("sampling.purpose"))</th>
    <th scope="col" class="is-numeric">\(text("sampling.suggestion.each"))</th>
    <th scope="col" class="is-numeric">\(text("sampling.suggestion.total"))</th>
    <th scope="col" class="is-numeric">\(text("sampling.suggestion.team"))</th>
    <th scope="col" class="is-numeric">\(text("sampling.suggestion.person"))</th></tr></thead>
    <tbody>\(suggestions.map(row))</tbody></table></div>
    <p class="is-soft is-small">\(text("sampling.suggestion.how"))</p></section>
    """
  }

  private func row(_ one: Suggestion) -> HTML {
    let path = ("/cycles/new" as Path).query([
      ("team", team.text), ("purpose", one.purpose.rawValue),
    ])
    return """
      <tr><th scope="row"><a class="row-link" href="\(path)">\(SamplingFields.name(of: one.purpose, text))</a></th>
      <td class="is-numeric">\(text.number(one.average))</td>
      <td class="is-numeric">\(text.number(one.total))</td>
      <td class="is-numeric"><bdi>\(points(one.team))</bdi></td>
      <td class="is-numeric"><bdi>\(points(one.person))</bdi></td></tr>
      """
  }

  private func points(_ width: Double?) -> String {
    width.map { "±" + text.number($0, digits: 0) } ?? "–"
  }
}
