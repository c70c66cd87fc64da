internal import Kernel
internal import Markup
internal import People
internal import Web

/// The thread from the purpose over its values to the criteria, and how it came to be.
struct PurposeView {
  let visit: Visit
  let model: PurposePages.Model

  private var text: Text { visit.text }
  private var mayChange: Bool { visit.actor.can(.change, .purpose) }

  var page: HTML {
    guard let current = model.current else { return empty }
    return """
      <p class="lede">\(text("purpose.lede"))</p>
      \(mayChange ? editButton : nil)
      \(thread(current.purpose))
      \(loose(current.purpose))
      \(history)
      """
  }

  /// An older version, as it stood.
  func page(of version: PurposeVersion) -> HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("purpose.breadcrumb"))"><ol><li><a href="/purpose">\(text("purpose.title"))</a></li></ol></nav>
    <p class="lede">\(text("purpose.version.lede", ["day": .string(text.day(text.zone.day(of: version.writtenAt)))])) <span dir="auto">\(version.note)</span></p>
    \(thread(version.purpose))
    """
  }

  private var editButton: HTML {
    """
    <div class="page-actions"><a class="button is-primary" href="/purpose/draft">\(text("purpose.edit"))</a></div>
    """
  }

  private var empty: HTML {
    let action: HTML? =
      mayChange
      ? "<a class=\"button is-primary\" href=\"/purpose/draft\">\(text("purpose.empty.action"))</a>"
      : nil
    return """
      <div class="empty"><h2>\(text("purpose.empty"))</h2>
      <p>\(mayChange ? text("purpose.empty.why") : text("purpose.empty.ask"))</p>\(action)</div>
      """
  }

  // MARK: The thread

  private func thread(_ purpose: Purpose) -> HTML {
    """
    <section class="thread">
      <p class="thread-purpose" dir="auto">\(purpose.sentence)</p>
      <ul class="thread-values">\(purpose.values.map(value))</ul>
    </section>
    """
  }

  private func value(_ value: Purpose.Value) -> HTML {
    let meaning: HTML? =
      value.meaning.isEmpty ? nil : "<p dir=\"auto\">\(value.meaning)</p>"
    let links = model.cards.flatMap { card in
      card.rubric.criteria.filter { value.criteria.contains($0.id) }.map { link($0, on: card) }
    }
    let criteria: HTML =
      links.isEmpty
      ? "<p class=\"is-soft\">\(text("purpose.value.none"))</p>"
      : """
      <p class="is-soft is-small">\(text("purpose.value.seenIn"))</p><ul class="chips">\(links)</ul>
      """
    return """
      <li class="card" id="value-\(value.id.text)"><h2 dir="auto">\(value.name)</h2>\(meaning)\(criteria)</li>
      """
  }

  private func link(_ criterion: Criterion, on card: ScorecardVersion) -> HTML {
    let path = Path.scorecard(card.scorecard).fragment("criterion-\(criterion.id.text)")
    return "<li><a class=\"chip\" href=\"\(path)\" dir=\"auto\">\(criterion.name)</a></li>"
  }

  /// The criteria of scorecards in use that hang from nothing.
  private func loose(_ purpose: Purpose) -> HTML? {
    let names = model.cards.flatMap { card in
      card.rubric.criteria.filter { purpose.values(of: $0.id).isEmpty }.map(\.name)
    }
    guard !names.isEmpty, !model.cards.isEmpty else { return nil }
    let sentence = text(
      "purpose.loose",
      ["count": .integer(names.count), "names": .string(text.list(names))])
    return "<p class=\"notice\">\(sentence)</p>"
  }

  // MARK: How it came to be

  private var history: HTML {
    let items = model.history.enumerated().map { index, version -> HTML in
      let older = model.history.dropFirst(index + 1).first
      let by = version.writtenBy.flatMap { model.names[$0] } ?? text("purpose.byProgram")
      let note: HTML? =
        version.note.isEmpty ? nil : "<p dir=\"auto\">\(version.note)</p>"
      let changed = older.flatMap { changes(version.purpose.changes(since: $0.purpose)) }
      let path = ("/purpose/versions" as Path).appending(version.id.text)
      return """
        <li class="is-done"><a href="\(path)"><strong>\(text("purpose.version", ["number": .integer(version.number)]))</strong></a>, <bdi>\(by)</bdi>, \(text.moment(version.writtenAt))\(note)\(changed)</li>
        """
    }
    return """
      <section class="stack"><h2>\(text("purpose.history"))</h2><ol class="timeline">\(items)</ol></section>
      """
  }

  private func changes(_ changes: [PurposeChange]) -> HTML? {
    guard !changes.isEmpty else { return nil }
    return "<ul class=\"is-small\">\(changes.map { "<li>\(line($0))</li>" as HTML })</ul>"
  }

  private func line(_ change: PurposeChange) -> HTML {
    switch change {
    case .sentence(let old, let new):
      "\(text("purpose.change.sentence")) <del dir=\"auto\">\(old)</del> <ins dir=\"auto\">\(new)</ins>"
    case .added(let name): "\(text("purpose.change.added", ["name": .string(name)]))"
    case .removed(let name): "\(text("purpose.change.removed", ["name": .string(name)]))"
    case .renamed(let old, let new):
      "\(text("purpose.change.renamed", ["old": .string(old), "new": .string(new)]))"
    case .meaning(let name): "\(text("purpose.change.meaning", ["name": .string(name)]))"
    case .order: "\(text("purpose.change.order"))"
    case .gained(let name, let count):
      "\(text("purpose.change.gained", ["name": .string(name), "count": .integer(count)]))"
    case .lost(let name, let count):
      "\(text("purpose.change.lost", ["name": .string(name), "count": .integer(count)]))"
    }
  }
}
