internal import Kernel
internal import Markup
internal import Statistics
internal import Web

/// Three numbers side by side for each line, and what the third is worth.
struct CombinedView {
  let visit: Visit
  let model: CombinedPages.Model
  var person: Actor.ID?

  private var text: Text { visit.text }
  private var picture: CombinedPicture { model.picture }

  static func empty(_ text: Text) -> HTML {
    """
    <p class="lede">\(text("combined.lede"))</p>
    <div class="empty"><h2>\(text("combined.empty"))</h2><p>\(text("combined.empty.why"))</p></div>
    """
  }

  var html: HTML {
    """
    \(breadcrumb)<p class="lede">\(text("combined.lede"))</p>\(looks)
    <p>\(told)</p>\(plot)\(table)\(own)\(people)
    <details class="disclosure"><summary>\(text("combined.how"))</summary><p>\(text("combined.how.people"))</p><p>\(text("combined.how.machine"))</p><p>\(text("combined.how.both"))</p></details>
    """
  }

  private var breadcrumb: HTML? {
    guard person != nil else { return nil }
    let back = ("/combined" as Path).query(model.look.query)
    return """
      <nav class="breadcrumb" aria-label="\(text("learned.breadcrumb"))"><ol><li><a href="\(back)">\(text("combined.title"))</a></li><li><bdi>\(person.flatMap { model.names[$0] })</bdi></li></ol></nav>
      """
  }

  // MARK: What is looked at

  private var looks: HTML {
    let here: Path =
      person.map { ("/combined/people" as Path).appending($0.text) } ?? "/combined"
    let teams = model.teams.map { team -> HTML in
      let selected: HTML = team.id == model.look.team ? " selected" : ""
      return "<option value=\"\(team.id.text)\"\(selected)>\(team.name)</option>"
    }
    let spans = CombinedPages.spans.map { span -> HTML in
      let selected: HTML = span == model.look.span ? " selected" : ""
      return """
        <option value="\(span)"\(selected)>\(text("combined.span", ["count": .integer(span)]))</option>
        """
    }
    return """
      <form class="filter-bar" method="get" action="\(here)">
      <div class="field"><label for="team">\(text("combined.team"))</label><select id="team" name="team">\(teams)</select></div>
      <div class="field"><label for="cycles">\(text("combined.spans"))</label><select id="cycles" name="cycles">\(spans)</select></div>
      <button>\(text("combined.show"))</button></form>
      """
  }

  /// The whole in words.
  private var told: String {
    guard let line = picture.lines.first else { return "" }
    let found = line.estimate
    var values: [String: TextValue] = [
      "count": .integer(found.people.n), "read": .integer(picture.read),
      "pool": .integer(picture.pool), "worth": .integer(found.worth),
    ]
    guard picture.read > 0 else { return text("combined.told.unread", values) }
    guard found.both != nil, let correction = found.correction else {
      values["fewest"] = .integer(CombinedEstimate.fewest)
      return text("combined.told.few", values)
    }
    values["points"] = .string(text.number(abs(correction), digits: 1))
    let way =
      correction > 0 ? text("combined.told.hard", values) : text("combined.told.mild", values)
    let worth =
      found.worth > 0
      ? text("combined.told.worth", values) : text("combined.told.nothing", values)
    return way + " " + worth
  }

  // MARK: Numbers

  private func shown(_ value: Double) -> String { text.percent(value / 100) }

  private func cell(_ estimate: Estimate?, withInterval: Bool = true) -> HTML {
    guard let estimate, let value = estimate.value else {
      return "<span class=\"is-soft\">–</span>"
    }
    var interval: HTML?
    if withInterval, let lower = estimate.lower, let upper = estimate.upper {
      interval = """
        <span class="estimate-interval"><span class="visually-hidden">\(text("learned.interval"))</span> <bdi>\(text.number(lower, digits: 0))–\(text.number(upper, digits: 0))</bdi></span>
        """
    }
    let thin: HTML = estimate.isComparable ? "" : " is-thin"
    return """
      <span class="estimate\(thin)"><span class="estimate-value">\(shown(value))</span> \(interval)</span>
      """
  }

  private func worth(_ found: CombinedEstimate) -> String {
    guard found.both != nil else {
      return found.people.n < CombinedEstimate.fewest
        ? text("combined.needs", ["count": .integer(CombinedEstimate.fewest - found.people.n)])
        : text("combined.unread")
    }
    return found.worth > 0
      ? text("combined.worth", ["count": .integer(found.worth)]) : text("combined.worthless")
  }

  private func columns(_ found: CombinedEstimate) -> HTML {
    """
    <td class="is-nowrap">\(cell(found.people))</td><td class="is-numeric">\(text.number(found.people.n))</td>
    <td class="is-nowrap">\(cell(found.machine, withInterval: false))</td>
    <td class="is-nowrap">\(cell(found.both))</td><td class="is-small">\(worth(found))</td>
    """
  }

  private func head(_ first: String) -> HTML {
    """
    <thead><tr><th scope="col">\(first)</th><th scope="col">\(text("combined.people"))</th><th scope="col" class="is-numeric">\(text("combined.n"))</th>
    <th scope="col">\(text("combined.machine"))</th><th scope="col">\(text("combined.both"))</th><th scope="col">\(text("combined.gain"))</th></tr></thead>
    """
  }

  /// Its page tells more to whoever may read it.
  private func link(to criterion: PublishedAnswers.Criterion) -> HTML {
    guard visit.actor.can(.read, .learnedScore) else {
      return "<span dir=\"auto\">\(criterion.name)</span>"
    }
    return
      "<a class=\"row-link\" href=\"\(Path.learned(criterion.id))\" dir=\"auto\">\(criterion.name)</a>"
  }

  private var table: HTML {
    let rows = picture.lines.map { line -> HTML in
      let name: HTML =
        line.criterion.map { criterion -> HTML in
          "\(link(to: criterion)) \(line.level?.badge(text))"
        } ?? "\(text("combined.whole"))"
      return "<tr><th scope=\"row\">\(name)</th>\(columns(line.estimate))</tr>"
    }
    return """
      <section class="stack"><h2>\(text("combined.criteria"))</h2>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("combined.criteria"))"><table>\(head(text("learned.criterion")))<tbody>\(rows)</tbody></table></div></section>
      """
  }

  private var plot: HTML? {
    guard let found = picture.lines.first?.estimate, found.people.value != nil else { return nil }
    let caption = Caption(
      id: "combined", title: text("combined.plot"), summary: text("combined.plot.summary"),
      columns: [
        text("combined.source"), text("combined.value"), text("combined.interval"),
        text("combined.n"),
      ], tableName: text("combined.plot.table"))
    func row(_ name: String, _ estimate: Estimate, withInterval: Bool = true) -> IntervalPlot.Row {
      let (lower, upper) = withInterval ? (estimate.lower, estimate.upper) : (nil, nil)
      let interval: String =
        if let lower, let upper {
          text.number(lower, digits: 0) + "–" + text.number(upper, digits: 0)
        } else {
          ""
        }
      return IntervalPlot.Row(
        label: name,
        reading: Markup.Reading(
          value: estimate.value, lower: lower, upper: upper, count: estimate.n,
          text: estimate.value.map(shown) ?? "–", intervalText: interval))
    }
    let rows =
      [row(text("combined.people"), found.people)]
      + (found.machine.value == nil
        ? [] : [row(text("combined.machine"), found.machine, withInterval: false)])
      + (found.both.map { [row(text("combined.both"), $0)] } ?? [])
    return IntervalPlot(
      caption: caption, axis: Axis(0, 100) { text.percent($0 / 100) }, rows: rows
    ).figure(text.language.isRightToLeft ? .rightToLeft : .leftToRight)
  }

  // MARK: People

  /// The way to one's own page, for whoever's work is among it.
  private var own: HTML? {
    let me = visit.actor.person
    guard person == nil,
      visit.actor.can(
        .read, .personReport, Ownership(person: me.rawValue, team: model.look.team.rawValue)),
      picture.people.contains(where: { $0.id == me })
    else { return nil }
    return """
      <p><a class="button" href="\(path(of: me))">\(text("combined.own"))</a></p>
      """
  }

  private func path(of person: Actor.ID) -> Path {
    ("/combined/people" as Path).appending(person.text).query(model.look.query)
  }

  private var people: HTML? {
    let shown = picture.people.filter { one in
      one.id != visit.actor.person
        && visit.actor.can(
          .read, .personReport,
          Ownership(person: one.id.rawValue, team: model.look.team.rawValue))
    }.sorted { (model.names[$0.id] ?? "", $0.id) < (model.names[$1.id] ?? "", $1.id) }
    guard person == nil, !shown.isEmpty else { return nil }
    let rows = shown.map { one -> HTML in
      """
      <tr><th scope="row"><a class="row-link" href="\(path(of: one.id))" dir="auto">\(model.names[one.id] ?? "–")</a></th>\(columns(one.estimate))</tr>
      """
    }
    return """
      <section class="stack"><h2>\(text("combined.persons"))</h2>
      <p>\(text("combined.persons.about", ["fewest": .integer(CombinedEstimate.fewest), "count": .integer(picture.others)]))</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("combined.persons"))"><table>\(head(text("combined.person")))<tbody>\(rows)</tbody></table></div></section>
      """
  }
}
