internal import Kernel
internal import Markup
internal import People
internal import Web

extension Procedure.Kind {
  func name(_ text: Text) -> String {
    switch self {
    case .call: text("procedure.kind.call")
    case .problem: text("procedure.kind.problem")
    case .complaint: text("procedure.kind.complaint")
    case .other: text("procedure.kind.other")
    }
  }
}

/// All procedures, and how many people have read each.
struct ProcedureList {
  struct Model: Sendable {
    let procedures: [Procedure]
    let readers: Int
    let read: [Procedure.Revision.ID: Int]
    let own: [Procedure.Revision.ID: Instant]
  }

  let visit: Visit
  let model: Model

  private var text: Text { visit.text }
  private var mayChange: Bool { visit.actor.can(.change, .procedure) }
  private var mayRead: Bool { visit.actor.can(.use, .procedure) }

  private var shown: [Procedure] {
    model.procedures.filter { mayChange || $0.current != nil }
      .sorted { !$0.isRetired && $1.isRetired }
  }

  var html: HTML {
    guard !shown.isEmpty else { return empty }
    return """
      <p class="lede">\(lede)</p>
      \(visit.actor.can(.create, .procedure) ? newButton : nil)
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("procedure.title"))"><table>
      <thead><tr><th scope="col">\(text("procedure.name"))</th><th scope="col">\(text("procedure.kind"))</th><th scope="col">\(text("procedure.revision"))</th><th scope="col">\(text("procedure.readBy"))</th><th scope="col">\(text("procedure.state"))</th></tr></thead>
      <tbody>\(shown.map(row))</tbody></table></div>
      """
  }

  private var lede: String {
    let inForce = shown.filter { $0.current != nil && !$0.isRetired }
    guard mayRead else { return text("procedure.lede", ["count": .integer(inForce.count)]) }
    let owed = inForce.count { isOwed($0) }
    return text("procedure.lede", ["count": .integer(inForce.count)]) + " "
      + text("procedure.lede.owed", ["count": .integer(owed)])
  }

  private func isOwed(_ procedure: Procedure) -> Bool {
    guard mayRead, !procedure.isRetired, let current = procedure.current else { return false }
    return model.own[current.id] == nil
  }

  private var newButton: HTML {
    """
    <div class="page-actions"><a class="button is-primary" href="/procedures/new">\(text("procedure.new"))</a></div>
    """
  }

  private var empty: HTML {
    let action: HTML? =
      mayChange
      ? "<a class=\"button is-primary\" href=\"/procedures/new\">\(text("procedure.new"))</a>" : nil
    return """
      <div class="empty"><h2>\(text("procedure.empty"))</h2><p>\(text("procedure.empty.why"))</p>\(action)</div>
      """
  }

  private func row(_ procedure: Procedure) -> HTML {
    let current = procedure.current
    let read = current.map { revision in
      text(
        "procedure.readOf",
        [
          "read": .integer(model.read[revision.id] ?? 0), "count": .integer(model.readers),
        ])
    }
    return """
      <tr><th scope="row"><a class="row-link" href="\(Path.procedure(procedure.id))" dir="auto">\(ProcedurePages.shownTitle(procedure, text))</a></th>
      <td>\(procedure.kind.name(text))</td>
      <td class="is-nowrap">\(current.map { "\(text.number($0.number)), \(text.dayElement(text.zone.day(of: $0.publishedAt)))" as HTML })</td>
      <td class="is-nowrap">\(procedure.isRetired ? nil : read)</td>
      <td class="is-nowrap">\(state(procedure))</td></tr>
      """
  }

  private func state(_ procedure: Procedure) -> HTML {
    if procedure.isRetired { return "<span class=\"badge\">\(text("procedure.retired"))</span>" }
    var badges = HTML.empty
    if isOwed(procedure) {
      badges += "<span class=\"badge is-warn\">\(text("procedure.toRead"))</span> "
    } else if mayRead, procedure.current != nil {
      badges += "<span class=\"badge is-good\">\(text("procedure.read"))</span> "
    }
    if mayChange, procedure.draft != nil {
      badges += "<span class=\"badge is-active\">\(text("procedure.draft"))</span>"
    }
    return badges
  }
}

/// One procedure: what it says, one's own word, who has not read it yet, and its revisions.
struct ProcedureView {
  struct Model: Sendable {
    let procedure: Procedure
    let revisions: [Procedure.Revision]
    let readings: [Procedure.Reading]
    let own: [Procedure.Revision.ID: Instant]
    let names: [Person.ID: String]
    let links: Set<Criterion.ID>
    let cards: [ScorecardVersion]
  }

  let visit: Visit
  let model: Model

  private var text: Text { visit.text }
  private var procedure: Procedure { model.procedure }
  private var path: Path { .procedure(procedure.id) }
  private var mayChange: Bool { visit.actor.can(.change, .procedure) }

  var page: HTML {
    """
    \(ProcedureEditing.breadcrumb(nil, text))
    <p class="lede">\(lede)</p>
    \(mayChange ? actions : nil)
    \(procedure.current.map(body))
    \(criteria)
    \(readers)
    \(history)
    """
  }

  private var lede: HTML {
    if procedure.isRetired { return "\(text("procedure.lede.retired"))" }
    guard let current = procedure.current else { return "\(text("procedure.lede.never"))" }
    let values: [String: TextValue] = [
      "number": .integer(current.number),
      "day": .string(text.day(text.zone.day(of: current.publishedAt))),
    ]
    return "\(text("procedure.lede.one", values)) <span dir=\"auto\">\(current.note)</span>"
  }

  private var actions: HTML {
    func button(_ step: String, _ label: String, _ style: String) -> HTML {
      """
      <form method="post" action="\(path.appending(step))">\(visit.csrf)<button class="\(style)">\(label)</button></form>
      """
    }
    if procedure.isRetired {
      return "<div class=\"page-actions\">\(button("return", text("procedure.return"), ""))</div>"
    }
    let edit: HTML =
      procedure.draft == nil
      ? button("drafts", text("procedure.edit"), "is-primary")
      : """
      <a class="button is-primary" href="\(path.appending("draft"))">\(text("procedure.continue"))</a>
      """
    return """
      <div class="page-actions">\(edit)\(button("retirement", text("procedure.retire"), "is-quiet"))</div>
      """
  }

  private func body(_ revision: Procedure.Revision) -> HTML {
    "<section class=\"card\">\(Prose(revision.body).html)\(word(revision))</section>"
  }

  /// One's own word below the text, where one has just read to the end.
  private func word(_ revision: Procedure.Revision) -> HTML? {
    guard visit.actor.can(.use, .procedure), !procedure.isRetired else { return nil }
    if let at = model.own[revision.id] {
      return """
        <p class="notice is-good">\(text("procedure.youRead")) \(text.moment(at))</p>
        """
    }
    let older = model.revisions.first { $0.id != revision.id && model.own[$0.id] != nil }
    return """
      <div class="card-footer stack">
      \(older.map { changes(revision, since: $0) })
      <form method="post" action="\(path.appending("acknowledgement"))">\(visit.csrf)
      <input type="hidden" name="revision" value="\(revision.id.text)">
      <button class="is-primary">\(text("procedure.acknowledge"))</button></form></div>
      """
  }

  private func changes(_ revision: Procedure.Revision, since older: Procedure.Revision) -> HTML {
    """
    <details class="disclosure"><summary>\(text("procedure.changedSince", ["number": .integer(older.number)]))</summary>
    \(ProcedureRevisionView.lines(revision.lines(since: older)))</details>
    """
  }

  // MARK: Criteria

  private var criteria: HTML? {
    let linked = model.cards.flatMap { card in
      card.rubric.criteria.filter { model.links.contains($0.id) }.map { chip($0, card) }
    }
    guard mayChange || !linked.isEmpty else { return nil }
    let list: HTML =
      linked.isEmpty
      ? "<p class=\"is-soft\">\(text("procedure.criteria.none"))</p>"
      : "<div class=\"chips\">\(linked)</div>"
    return """
      <section><h2>\(text("procedure.criteria"))</h2>\(list)\(mayChange ? linkForm : nil)</section>
      """
  }

  private func chip(_ criterion: Criterion, _ card: ScorecardVersion) -> HTML {
    let target = Path.scorecard(card.scorecard).fragment("criterion-\(criterion.id.text)")
    return "<a class=\"chip\" href=\"\(target)\" dir=\"auto\">\(criterion.name)</a>"
  }

  private var linkForm: HTML? {
    guard !model.cards.isEmpty else { return nil }
    let groups = model.cards.map { card -> HTML in
      let boxes = card.rubric.criteria.map { criterion -> HTML in
        """
        <label class="choice"><input type="checkbox" name="criterion" value="\(criterion.id.text)"\
        \("checked", if: model.links.contains(criterion.id))> <span dir="auto">\(criterion.name)</span></label>
        """
      }
      return """
        <fieldset class="field"><legend dir="auto">\(card.rubric.name)</legend><div class="choices is-inline">\(boxes)</div></fieldset>
        """
    }
    return """
      <details class="disclosure"><summary>\(text("procedure.criteria.change"))</summary>
      <form class="form" method="post" action="\(path.appending("criteria"))">\(visit.csrf)\(groups)
      <div class="form-actions"><button>\(text("procedure.criteria.save"))</button></div></form></details>
      """
  }

  // MARK: Readers

  /// The number for everybody; names only of those whose figures the reader may see.
  private var readers: HTML? {
    guard procedure.current != nil, !procedure.isRetired, !model.readings.isEmpty else {
      return nil
    }
    let done = model.readings.count { $0.at != nil }
    let known = model.readings.filter { mayName($0) }
    let waiting = known.filter { $0.at == nil }
    let read = known.filter { $0.at != nil }
    let sentence = text(
      "procedure.readers.sentence",
      ["read": .integer(done), "count": .integer(model.readings.count)])
    return """
      <section class="card"><h2>\(text("procedure.readers"))</h2>
      <div class="progress"><label for="readers">\(sentence)</label>
      <progress id="readers" max="\(model.readings.count)" value="\(done)"></progress></div>
      \(list(text("procedure.readers.waiting"), waiting))
      \(list(text("procedure.readers.done"), read))</section>
      """
  }

  private func mayName(_ reading: Procedure.Reading) -> Bool {
    let person = reading.person.rawValue
    let owners =
      [Ownership(person: person)]
      + reading.teams.map { Ownership(person: person, team: $0.rawValue) }
    return visit.actor.can(.read, .personReport)
      && owners.contains { visit.actor.can(.read, .personReport, $0) }
      && reading.person != visit.actor.person
  }

  private func list(_ title: String, _ readings: [Procedure.Reading]) -> HTML? {
    guard !readings.isEmpty else { return nil }
    let items = readings.sorted { $0.name < $1.name }.map { reading -> HTML in
      let at: HTML? = reading.at.map { ", \(text.moment($0))" }
      return "<li><span dir=\"auto\">\(reading.name)</span>\(at)</li>"
    }
    return "<h3>\(title)</h3><ul class=\"is-small\">\(items)</ul>"
  }

  private var history: HTML? {
    guard !model.revisions.isEmpty else { return nil }
    let items = model.revisions.map { revision -> HTML in
      let by = revision.publishedBy.flatMap { model.names[$0] } ?? "–"
      let note: HTML? = revision.note.isEmpty ? nil : "<p dir=\"auto\">\(revision.note)</p>"
      let target = path.appending("revisions").appending(revision.id.text)
      return """
        <li class="is-done"><a href="\(target)"><strong>\(text("procedure.revisionNamed", ["number": .integer(revision.number)]))</strong></a>, <bdi>\(by)</bdi>, \(text.moment(revision.publishedAt))\(note)</li>
        """
    }
    return """
      <section class="stack"><h2>\(text("procedure.history"))</h2><ol class="timeline">\(items)</ol></section>
      """
  }
}

/// One revision as it was published, and what it changed.
struct ProcedureRevisionView {
  let text: Text
  let procedure: Procedure
  let revision: Procedure.Revision
  let older: Procedure.Revision?

  var html: HTML {
    let isNewest = procedure.current?.id == revision.id
    let day = text.day(text.zone.day(of: revision.publishedAt))
    return """
      \(ProcedureEditing.breadcrumb((.procedure(procedure.id), procedure.title), text))
      <p class="lede">\(text("procedure.revision.lede", ["day": .string(day)])) <span dir="auto">\(revision.note)</span></p>
      \(isNewest ? nil : "<p class=\"notice\"><a href=\"\(Path.procedure(procedure.id))\">\(text("procedure.revision.newer"))</a></p>" as HTML)
      \(older.map(changes))
      <section class="card">\(Prose(revision.body).html)</section>
      """
  }

  private func changes(_ older: Procedure.Revision) -> HTML {
    """
    <details class="disclosure"><summary>\(text("procedure.changedSince", ["number": .integer(older.number)]))</summary>
    \(Self.lines(revision.lines(since: older)))</details>
    """
  }

  /// The lines of two revisions, with what came and went marked.
  static func lines(_ lines: [Procedure.Revision.Line]) -> HTML {
    let items = lines.map { line -> HTML in
      switch line {
      case .kept(let line): "<p dir=\"auto\">\(line)</p>"
      case .added(let line): "<p dir=\"auto\"><ins>\(line)</ins></p>"
      case .removed(let line): "<p dir=\"auto\"><del>\(line)</del></p>"
      }
    }
    return "<div class=\"card is-quiet is-small\">\(items)</div>"
  }
}
