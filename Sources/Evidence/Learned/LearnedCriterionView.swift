internal import Kernel
internal import Linguistics
internal import Markup
internal import Web

/// What was learned of one criterion: agreement, where it holds, which words decide, its history.
struct LearnedCriterionView {
  struct Model: Sendable {
    let one: LearnedCriterion
    let versions: [LearnedVersion]
    let words: DecidingWords
    /// How many conversations it has read.
    let read: Int
    let notes: [String]
  }

  let visit: Visit
  let model: Model

  private var text: Text { visit.text }

  var html: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("learned.breadcrumb"))"><ol><li><a href="/learned">\(text("learned.title"))</a></li><li><bdi>\(model.one.criterion.name)</bdi></li></ol></nav>
    <p class="lede">\(model.one.trust.level.badge(text)) \(text("learned.level.\(model.one.trust.level.rawValue).about")) \(model.one.trust.why(text))</p>
    \(model.one.version.map(learned))
    """
  }

  private func learned(_ version: LearnedVersion) -> HTML {
    let record = version.record
    return """
      <section class="stack"><h2>\(text("learned.agreement"))</h2><p>\(summary(version))</p>
      <dl class="facts">\(fact(text("learned.byPeople"), record.byPeople.kappa))\(fact(text("learned.byTime"), record.byTime.kappa))
      \(fact(text("learned.between"), record.byPeople.between))\(fact(text("learned.gwet"), record.byPeople.gwet))\(fact(text("learned.auc"), record.byPeople.auc))
      <div><dt>\(text("learned.calibration"))</dt><dd>\(text("learned.calibration.about", ["value": .string(text.percent(record.byPeople.calibrationError))]))</dd></div>
      <div><dt>\(text("learned.bar"))</dt><dd>\(text("learned.bar.about", ["bar": .string(text.number(Trust.bar(between: record.byPeople.between), digits: 2)), "least": .string(text.number(Trust.leastToSuggest, digits: 2))]))</dd></div>
      <div><dt>\(text("learned.drift"))</dt><dd>\(drift)</dd></div></dl></section>
      <section class="stack"><h2>\(text("learned.groups"))</h2><p>\(text("learned.groups.about", ["count": .integer(Trust.fewestInGroup)]))</p>\(groups(record))</section>
      \(words)\(opinions)\(history)
      """
  }

  private func fact(_ name: String, _ value: MachineAgreement.Bounded?) -> HTML {
    "<div><dt>\(name)</dt><dd>\(value.html(text))</dd></div>"
  }

  private func summary(_ version: LearnedVersion) -> String {
    let record = version.record
    return text(
      "learned.summary",
      [
        "number": .integer(version.number), "count": .integer(record.conversations),
        "ratings": .integer(record.ratings), "people": .integer(record.parts.count),
        "answered": .string(share(record.byPeople)), "read": .integer(model.read),
        "day": .string(text.clock(version.learnedAt)),
      ])
  }

  private func share(_ agreement: MachineAgreement) -> String {
    text.percent(Double(agreement.answered) / Double(max(1, agreement.conversations)))
  }

  private var drift: String {
    guard let check = model.one.check, let difference = check.difference else {
      return text("learned.drift.none")
    }
    let values: [String: TextValue] = [
      "count": .integer(check.conversations),
      "points": .string(text.number(difference * 100, digits: 1)),
    ]
    return check.hasDrifted
      ? text("learned.drift.yes", values) : text("learned.drift.no", values)
  }

  private func groups(_ record: LearnedRecord) -> HTML {
    let rows = record.groups.map { group -> HTML in
      let level = min(
        model.one.trust.level,
        Trust.level(of: group.agreement, bar: Trust.bar(between: record.byPeople.between)))
      return """
        <tr><th scope="row">\(name(group))</th><td class="is-numeric">\(text.number(group.agreement.conversations))</td>
        <td class="is-numeric">\(share(group.agreement))</td><td class="is-nowrap">\(group.agreement.kappa.html(text))</td>
        <td class="is-nowrap">\(group.agreement.gwet.html(text))</td><td class="is-nowrap">\(group.agreement.auc.html(text))</td><td>\(level.badge(text))</td></tr>
        """
    }
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("learned.groups"))"><table>
      <thead><tr><th scope="col">\(text("learned.group"))</th><th scope="col" class="is-numeric">\(text("learned.conversations"))</th>
      <th scope="col" class="is-numeric">\(text("learned.answered"))</th><th scope="col">\(text("learned.kappa"))</th>
      <th scope="col">\(text("learned.gwet"))</th><th scope="col">\(text("learned.auc"))</th><th scope="col">\(text("learned.state"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }

  private func name(_ group: LearnedRecord.Group) -> String {
    switch group.kind {
    case .channel:
      text.has("channel.\(group.name)") ? text("channel.\(group.name)") : group.name
    case .language:
      group.name.isEmpty
        ? text("learned.language.unknown")
        : Language(rawValue: group.name)?.ownName ?? group.name
    }
  }

  private var words: HTML {
    guard !model.words.better.isEmpty || !model.words.worse.isEmpty else {
      return """
        <section class="stack"><h2>\(text("learned.words"))</h2><p class="is-soft">\(text("learned.words.none", ["count": .integer(DecidingWords.fewest)]))</p></section>
        """
    }
    return """
      <section class="stack"><h2>\(text("learned.words"))</h2><p>\(text("learned.words.about", ["count": .integer(DecidingWords.fewest)]))</p>
      <div class="columns"><div><h3>\(text("learned.words.better"))</h3>\(list(model.words.better))</div>
      <div><h3>\(text("learned.words.worse"))</h3>\(list(model.words.worse))</div></div></section>
      """
  }

  private func list(_ entries: [DecidingWords.Entry]) -> HTML {
    let items = entries.map { entry -> HTML in
      let kind = entry.reason.kind.flatMap(Sighting.Kind.named)
      let name: HTML =
        kind.map { "<a href=\"\(Path.evidence($0))\">\($0.name(text))</a>" }
        ?? "<bdi>\(text.list(quoting: [entry.reason.words]))</bdi>"
      return "<li>\(name) <span class=\"count\">\(text.number(entry.conversations))</span></li>"
    }
    return items.isEmpty ? "<p class=\"is-soft\">–</p>" : "<ul>\(items)</ul>"
  }

  private var opinions: HTML? {
    let found = model.one.opinions
    guard found.judged > 0 else { return nil }
    let notes: HTML? =
      model.notes.isEmpty
      ? nil : "<ul>\(model.notes.map { "<li><bdi>\($0)</bdi></li>" as HTML })</ul>"
    return """
      <section class="stack"><h2>\(text("learned.opinions"))</h2><p>\(text("learned.opinions.count", ["count": .integer(found.judged), "right": .integer(found.right)]))</p>\(notes)</section>
      """
  }

  private var history: HTML {
    let rows = model.versions.map { version -> HTML in
      """
      <tr><th scope="row">\(text.number(version.number))</th><td>\(text.moment(version.learnedAt))</td>
      <td class="is-numeric">\(text.number(version.record.conversations))</td>
      <td class="is-nowrap">\(version.record.byPeople.kappa.html(text))</td><td>\(Trust(version.record, hasDrifted: false).level.badge(text))</td></tr>
      """
    }
    return """
      <section class="stack"><h2>\(text("learned.history"))</h2>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("learned.history"))"><table>
      <thead><tr><th scope="col">\(text("learned.version"))</th><th scope="col">\(text("learned.at"))</th>
      <th scope="col" class="is-numeric">\(text("learned.conversations"))</th><th scope="col">\(text("learned.kappa"))</th>
      <th scope="col">\(text("learned.state.then"))</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }
}
