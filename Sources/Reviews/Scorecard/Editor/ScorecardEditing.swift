import Kernel
import Markup
import Storage
import Web

/// What may be done to scorecards: create, edit, publish, copy, put away.
enum ScorecardEditing {
  static func add(to routes: Routes) {
    routes.get("/scorecards/new", allow: .create, .scorecard, new)
    routes.post("/scorecards", allow: .create, .scorecard, create)
    routes.post("/scorecards/{id}/drafts", allow: .change, .scorecard, open)
    routes.get("/scorecards/{id}/draft", allow: .change, .scorecard, edit)
    routes.post("/scorecards/{id}/draft", allow: .change, .scorecard, save)
    routes.post("/scorecards/{id}/draft/removal", allow: .change, .scorecard, discard)
    routes.get("/scorecards/{id}/publication", allow: .change, .scorecard, publication)
    routes.post("/scorecards/{id}/publication", allow: .change, .scorecard, publish)
    routes.post("/scorecards/{id}/copies", allow: .create, .scorecard, duplicate)
    routes.post("/scorecards/{id}/archive", allow: .change, .scorecard, archive)
    routes.post("/scorecards/{id}/restoration", allow: .change, .scorecard, restore)
  }

  /// The buttons of a scorecard's page for those who may change it.
  static func actions(_ scorecard: Scorecard, _ visit: Visit) -> HTML {
    let text = visit.text
    let path = Path.scorecard(scorecard.id)
    func button(_ step: String, _ label: String, _ style: String = "") -> HTML {
      """
      <form method="post" action="\(path.appending(step))">\(visit.csrf)<button class="\(style)">\(label)</button></form>
      """
    }
    let edit: HTML =
      scorecard.draft == nil
      ? button("drafts", text("scorecard.edit"), "is-primary")
      : """
      <a class="button is-primary" href="\(path.appending("draft"))">\(text("scorecard.continueDraft"))</a>
      """
    let archive =
      scorecard.isArchived
      ? button("restoration", text("scorecard.restore"))
      : button("archive", text("scorecard.archive"), "is-quiet")
    return """
      <div class="page-actions">
        \(edit)
        <a class="button" href="\(path.appending("preview"))">\(text("scorecard.preview"))</a>
        \(button("copies", text("scorecard.duplicate"), "is-quiet"))
        \(scorecard.current == nil ? nil : archive)
      </div>
      """
  }

  // MARK: Beginning

  @Sendable private static func new(_ visit: Visit) async throws -> Reply {
    let text = visit.text
    return visit.page(
      text("scorecard.new"),
      """
      \(ScorecardPages.breadcrumb([], text))
      <p class="lede">\(text("scorecard.new.lede"))</p>
      <form class="form" method="post" action="/scorecards">\(visit.csrf)
        <fieldset class="field"><legend>\(text("scorecard.template"))</legend>
          <div class="choices">
            <label class="choice"><input type="radio" name="template" value="standard" checked> <span>\(text("scorecard.template.standard")) <span class="hint">\(text("scorecard.template.standard.hint"))</span></span></label>
            <label class="choice"><input type="radio" name="template" value="empty"> <span>\(text("scorecard.template.empty"))</span></label>
          </div>
        </fieldset>
        <div class="field">
          <label for="name">\(text("scorecard.name"))</label>
          <input id="name" name="name" maxlength="200" dir="auto">
        </div>
        <div class="form-actions"><button class="is-primary">\(text("scorecard.create"))</button></div>
      </form>
      """)
  }

  @Sendable private static func create(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let (scope, world, language) = (visit.scope, visit.world, visit.text.language.rawValue)
    let name = String(form["name"].prefix(200))
    let isStandard = form["template"] != "empty"
    let firstSection = visit.text("scorecard.sectionNumber", ["number": 1])
    let id = try await visit.database.write { db in
      var rubric =
        isStandard
        ? Rubric.standard(language: language, key: world.key)
        : Rubric(
          name: name, language: language,
          sections: [.init(id: world.id(), name: firstSection)])
      if !name.isEmpty { rubric.name = name }
      return try Scorecard.create(rubric, scope: scope, world: world, in: db)
    }
    return visit.redirect(
      to: Path.scorecard(id).appending("draft"), notice: visit.text("scorecard.created"))
  }

  @Sendable private static func open(_ visit: Visit) async throws -> Reply {
    let id: Scorecard.ID = try visit.id("id")
    let (scope, world) = (visit.scope, visit.world)
    let draft = try await visit.database.write { db in
      try Scorecard.find(id, scope: scope, in: db)?.openDraft(scope: scope, world: world, in: db)
    }
    guard draft != nil else { throw Problem.notFound }
    return visit.redirect(to: Path.scorecard(id).appending("draft"))
  }

  // MARK: Editing

  @Sendable private static func edit(_ visit: Visit) async throws -> Reply {
    let scorecard = try await ScorecardPages.scorecard(visit)
    let path = Path.scorecard(scorecard.id)
    guard let draft = scorecard.draft else { return visit.redirect(to: path) }
    let text = visit.text
    let lede =
      scorecard.current.map { text("scorecard.draft.lede", ["version": .string($0.label)]) }
      ?? text("scorecard.draft.first")
    return visit.page(
      text("scorecard.editing", ["name": .string(ScorecardPages.shownName(scorecard, text))]),
      """
      \(ScorecardPages.breadcrumb([(path, ScorecardPages.shownName(scorecard, text))], text))
      <p class="lede">\(lede)</p>
      \(RubricFindings(rubric: draft.rubric, text: text).html)
      \(ScorecardEditor(draft: draft, path: path, csrf: visit.csrf, text: text).html)
      <form method="post" action="\(path.appending("draft").appending("removal"))">\(visit.csrf)
        <button class="is-danger is-quiet" data-confirm="\(text("scorecard.discard.confirm"))">\(text("scorecard.discard"))</button>
      </form>
      """, isWide: true)
  }

  @Sendable private static func save(_ visit: Visit) async throws -> Reply {
    let id: Scorecard.ID = try visit.id("id")
    let form = try await visit.form()
    let (scope, world) = (visit.scope, visit.world)
    let revision = form.int("revision")
    let wish = RubricForm.wish(form)
    let place: String?
    do {
      place = try await visit.database.write { db in
        guard let draft = try Scorecard.find(id, scope: scope, in: db)?.draft else {
          throw Problem.notFound
        }
        guard draft.revision == revision else { throw ScorecardError.stale }
        var rubric = draft.rubric
        RubricForm.read(form, into: &rubric, key: world.key)
        let before = rubric
        if case .edit(let edit) = wish { rubric.apply(edit, key: world.key) }
        try draft.save(rubric, scope: scope, world: world, in: db)
        guard case .edit(let edit) = wish else { return nil }
        return edit.place(in: rubric, before: before)
      }
    } catch ScorecardError.stale {
      throw Problem.conflict("scorecard.stale")
    }
    let path = Path.scorecard(id)
    let saved = visit.text("scorecard.saved")
    switch wish {
    case .preview: return visit.redirect(to: path.appending("preview"), notice: saved)
    case .publish: return visit.redirect(to: path.appending("publication"))
    case .save: return visit.redirect(to: path.appending("draft"), notice: saved)
    case .edit:
      return visit.redirect(
        to: place.map { path.appending("draft").fragment($0) } ?? path.appending("draft"))
    }
  }

  @Sendable private static func discard(_ visit: Visit) async throws -> Reply {
    let id: Scorecard.ID = try visit.id("id")
    let (scope, world) = (visit.scope, visit.world)
    let isGone = try await visit.database.write { db in
      guard let scorecard = try Scorecard.find(id, scope: scope, in: db), scorecard.draft != nil
      else { throw Problem.notFound }
      try scorecard.discardDraft(scope: scope, world: world, in: db)
      return scorecard.current == nil
    }
    return visit.redirect(
      to: isGone ? "/scorecards" : Path.scorecard(id), notice: visit.text("scorecard.discarded"))
  }

  // MARK: Publishing

  @Sendable private static func publication(_ visit: Visit) async throws -> Reply {
    let scorecard = try await ScorecardPages.scorecard(visit)
    let path = Path.scorecard(scorecard.id)
    guard let draft = scorecard.draft else { return visit.redirect(to: path) }
    let text = visit.text
    let changes = scorecard.pendingChanges
    let isReady = draft.rubric.flaws.isEmpty && (scorecard.current == nil || !changes.isEmpty)
    return visit.page(
      text("scorecard.publish.title", ["name": .string(draft.rubric.name)]),
      """
      \(ScorecardPages.breadcrumb([(path, ScorecardPages.shownName(scorecard, text))], text))
      <p class="lede">\(publicationLede(scorecard, changes, text))</p>
      \(RubricFindings(rubric: draft.rubric, text: text, page: path.appending("draft")).html)
      \(summary(scorecard, changes, text))
      <form class="form" method="post" action="\(path.appending("publication"))">\(visit.csrf)
        <input type="hidden" name="revision" value="\(draft.revision)">
        <div class="field">
          <label for="note">\(text("scorecard.note")) <span class="optional">\(text("criterion.optional"))</span></label>
          <textarea id="note" name="note" rows="2" maxlength="1000" dir="auto"></textarea>
        </div>
        <div class="form-actions">
          <button class="is-primary"\("disabled", if: !isReady)>\(text("scorecard.publish"))</button>
          <a class="button is-quiet" href="\(path.appending("draft"))">\(text("scorecard.backToDraft"))</a>
        </div>
      </form>
      """)
  }

  private static func summary(
    _ scorecard: Scorecard, _ changes: [RubricChange], _ text: Text
  ) -> HTML? {
    guard let current = scorecard.current, !changes.isEmpty else { return nil }
    let title = text("scorecard.changedSince", ["version": .string(current.label)])
    return """
      <section class="card stack"><h2>\(title)</h2>\(changeList(changes, text))</section>
      """
  }

  private static func publicationLede(
    _ scorecard: Scorecard, _ changes: [RubricChange], _ text: Text
  ) -> String {
    guard let current = scorecard.current else { return text("scorecard.publish.first") }
    if changes.isEmpty { return text("scorecard.publish.unchanged") }
    return changes.affectScoring
      ? text("scorecard.publish.scoring", ["version": .string("\(current.edition + 1)")])
      : text(
        "scorecard.publish.wording",
        ["version": .string("\(current.edition).\(current.wording + 1)")])
  }

  @Sendable private static func publish(_ visit: Visit) async throws -> Reply {
    let id: Scorecard.ID = try visit.id("id")
    let form = try await visit.form()
    let (scope, world) = (visit.scope, visit.world)
    let note = String(form["note"].prefix(1000))
    let revision = form.int("revision")
    do {
      let version = try await visit.database.write { db in
        guard let scorecard = try Scorecard.find(id, scope: scope, in: db) else {
          throw Problem.notFound
        }
        guard scorecard.draft?.revision == revision else { throw ScorecardError.stale }
        return try scorecard.publish(note: note, scope: scope, world: world, in: db)
      }
      return visit.redirect(
        to: .scorecard(id),
        notice: visit.text("scorecard.published", ["version": .string(version.label)]))
    } catch ScorecardError.stale {
      throw Problem.conflict("scorecard.stale")
    } catch ScorecardError.incomplete {
      throw Problem.invalid("scorecard.incomplete")
    } catch ScorecardError.unchanged {
      throw Problem.invalid("scorecard.publish.unchanged")
    }
  }

  // MARK: Copies and the archive

  @Sendable private static func duplicate(_ visit: Visit) async throws -> Reply {
    let scorecard = try await ScorecardPages.scorecard(visit)
    let (scope, world) = (visit.scope, visit.world)
    let name = visit.text("scorecard.copyOf", ["name": .string(scorecard.name)])
    let copy = try await visit.database.write { db in
      try scorecard.duplicate(named: name, scope: scope, world: world, in: db)
    }
    guard let copy else { throw Problem.notFound }
    return visit.redirect(
      to: Path.scorecard(copy).appending("draft"), notice: visit.text("scorecard.created"))
  }

  @Sendable private static func archive(_ visit: Visit) async throws -> Reply {
    try await setArchived(true, visit, notice: visit.text("scorecard.archivedNotice"))
  }

  @Sendable private static func restore(_ visit: Visit) async throws -> Reply {
    try await setArchived(false, visit, notice: visit.text("scorecard.restoredNotice"))
  }

  private static func setArchived(_ isArchived: Bool, _ visit: Visit, notice: String)
    async throws -> Reply
  {
    let scorecard = try await ScorecardPages.scorecard(visit)
    let (scope, world) = (visit.scope, visit.world)
    try await visit.database.write { db in
      try scorecard.archive(isArchived, scope: scope, world: world, in: db)
    }
    return visit.redirect(to: .scorecard(scorecard.id), notice: notice)
  }
}

extension RubricEdit {
  /// The id of the element on the page where the change happened: what is new, else where it was.
  fileprivate func place(in rubric: Rubric, before: Rubric) -> String? {
    switch self {
    case .evenSections, .removeSection: nil
    case .addSection: rubric.sections.last.map { "section-\($0.id)" }
    case .addCriterion(let id):
      rubric.sections.first { $0.id == id }?.criteria.last.map { "criterion-\($0.id)" }
    case .moveSection(let id, _), .evenCriteria(let id): "section-\(id)"
    case .removeCriterion(let id): before.section(of: id).map { "section-\($0.id)" }
    case .moveCriterion(let id, _), .transferCriterion(let id, _), .addOption(let id),
      .removeOption(let id, _), .moveOption(let id, _, _):
      "criterion-\(id)"
    }
  }
}
