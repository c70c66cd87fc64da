internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// Writing, publishing and linking procedures.
enum ProcedureEditing {
  static func add(to routes: Routes) {
    routes.get("/procedures/new", allow: .create, .procedure, new)
    routes.post("/procedures", allow: .create, .procedure, create)
    routes.post("/procedures/{id}/drafts", allow: .change, .procedure, open)
    routes.get("/procedures/{id}/draft", allow: .change, .procedure) { visit in
      try await edit(visit)
    }
    routes.post("/procedures/{id}/draft", allow: .change, .procedure, save)
    routes.post("/procedures/{id}/draft/removal", allow: .change, .procedure, discard)
    routes.post("/procedures/{id}/criteria", allow: .change, .procedure, link)
    routes.post("/procedures/{id}/retirement", allow: .change, .procedure) { visit in
      try await retire(visit, true)
    }
    routes.post("/procedures/{id}/return", allow: .change, .procedure) { visit in
      try await retire(visit, false)
    }
  }

  // MARK: Beginning

  private static func new(_ visit: Visit) async throws -> Reply {
    let text = visit.text
    let kinds = Procedure.Kind.allCases.map { kind -> HTML in
      "<option value=\"\(kind.rawValue)\">\(kind.name(text))</option>"
    }
    return visit.page(
      text("procedure.new"),
      """
      \(breadcrumb(nil, text))
      <p class="lede">\(text("procedure.new.lede"))</p>
      <form class="form" method="post" action="/procedures">\(visit.csrf)
        <div class="field"><label for="title">\(text("procedure.name"))</label>
        <input id="title" name="title" required maxlength="120" dir="auto"></div>
        <div class="field"><label for="kind">\(text("procedure.kind"))</label>
        <select id="kind" name="kind">\(kinds)</select></div>
        <div class="form-actions"><button class="is-primary">\(text("procedure.create"))</button><a class="button is-quiet" href="/procedures">\(text("procedure.cancel"))</a></div>
      </form>
      """)
  }

  private static func create(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let kind = Procedure.Kind(rawValue: form["kind"]) ?? .other
    let (scope, world) = (visit.scope, visit.world)
    let body = template(kind, visit.text)
    do {
      let id = try await visit.database.write { db in
        try Procedure.create(
          kind, title: form["title"], body: body, scope: scope, world: world, in: db)
      }
      return visit.redirect(to: Path.procedure(id).appending("draft"))
    } catch let error as ProcedureError {
      throw error.problem
    }
  }

  /// What a page of that kind usually says, to write over.
  private static func template(_ kind: Procedure.Kind, _ text: Text) -> String {
    let parts = [
      text("procedure.template.when"), text("procedure.template.steps"),
      text("procedure.template.care"), text("procedure.template.help"),
    ]
    return parts.map { "# \($0)\n\n" }.joined(separator: "\n")
  }

  private static func open(_ visit: Visit) async throws -> Reply {
    let procedure = try await ProcedurePages.procedure(visit)
    let (scope, world) = (visit.scope, visit.world)
    try await visit.database.write { db in
      try Procedure.find(procedure.id, scope, in: db)?
        .openDraft(scope: scope, world: world, in: db)
    }
    return visit.redirect(to: Path.procedure(procedure.id).appending("draft"))
  }

  // MARK: Editing

  private static func edit(
    _ visit: Visit, sent: Form? = nil, problem: String? = nil, status: Status = .ok
  ) async throws -> Reply {
    let procedure = try await ProcedurePages.procedure(visit)
    let path = Path.procedure(procedure.id)
    guard let draft = procedure.draft else { return visit.redirect(to: path) }
    let view = ProcedureForm(
      visit: visit, procedure: procedure, title: sent?["title"] ?? draft.title,
      body: sent.map { ProcedureForm.body($0) } ?? draft.body, note: sent?["note"] ?? "",
      save: problem == nil ? draft.save : max(draft.save, sent?.int("save") ?? 0),
      isPreviewed: sent?["do"] == "preview", problem: problem)
    return visit.page(
      visit.text(
        "procedure.editing", ["title": .string(ProcedurePages.shownTitle(procedure, visit.text))]),
      view.html, status: status)
  }

  private static func save(_ visit: Visit) async throws -> Reply {
    let procedure = try await ProcedurePages.procedure(visit)
    let form = try await visit.form()
    let path = Path.procedure(procedure.id)
    let (scope, world) = (visit.scope, visit.world)
    let isPublishing = form["do"] == "publish"
    do {
      try await visit.database.write { db in
        try procedure.save(
          title: form["title"], body: ProcedureForm.body(form), over: form.int("save") ?? 0,
          scope: scope, world: world, in: db)
      }
      guard isPublishing else {
        if form["do"] == "preview" { return try await edit(visit, sent: form) }
        return visit.redirect(
          to: path.appending("draft"), notice: visit.text("procedure.notice.saved"))
      }
      try await visit.database.write { db in
        guard let saved = try Procedure.find(procedure.id, scope, in: db) else {
          throw ProcedureError.unknown
        }
        try saved.publish(note: form["note"], scope: scope, world: world, in: db)
      }
      return visit.redirect(to: path, notice: visit.text("procedure.notice.published"))
    } catch let error as ProcedureError {
      let problem = error.problem
      return try await edit(
        visit, sent: form, problem: visit.text(problem.key), status: problem.status)
    }
  }

  private static func discard(_ visit: Visit) async throws -> Reply {
    let procedure = try await ProcedurePages.procedure(visit)
    let (scope, world) = (visit.scope, visit.world)
    try await visit.database.write { db in
      try procedure.discard(scope: scope, world: world, in: db)
    }
    return visit.redirect(
      to: procedure.current == nil ? "/procedures" : .procedure(procedure.id),
      notice: visit.text("procedure.notice.discarded"))
  }

  // MARK: Linking and retiring

  private static func link(_ visit: Visit) async throws -> Reply {
    let procedure = try await ProcedurePages.procedure(visit)
    let ticked = Set(try await visit.form().all("criterion").compactMap { Criterion.ID(text: $0) })
    let (scope, world) = (visit.scope, visit.world)
    try await visit.database.write { db in
      let offered = Set(
        try Scorecard.published(scope, in: db).flatMap { $0.rubric.criteria.map(\.id) })
      let old = try Procedure.links(scope, in: db)[procedure.id] ?? []
      try procedure.link(
        to: ticked.intersection(offered).union(old.subtracting(offered)), scope: scope,
        world: world, in: db)
    }
    return visit.redirect(
      to: .procedure(procedure.id), notice: visit.text("procedure.notice.linked"))
  }

  private static func retire(_ visit: Visit, _ isRetired: Bool) async throws -> Reply {
    let procedure = try await ProcedurePages.procedure(visit)
    let (scope, world) = (visit.scope, visit.world)
    if procedure.isRetired != isRetired {
      try await visit.database.write { db in
        try procedure.retire(isRetired, scope: scope, world: world, in: db)
      }
    }
    return visit.redirect(
      to: .procedure(procedure.id),
      notice: isRetired
        ? visit.text("procedure.notice.retired") : visit.text("procedure.notice.returned"))
  }

  static func breadcrumb(_ procedure: (path: Path, title: String)?, _ text: Text) -> HTML {
    let step: HTML? = procedure.map {
      "<li><a href=\"\($0.path)\" dir=\"auto\">\($0.title)</a></li>"
    }
    return """
      <nav class="breadcrumb" aria-label="\(text("procedure.breadcrumb"))"><ol><li><a href="/procedures">\(text("procedure.title"))</a></li>\(step)</ol></nav>
      """
  }
}

/// The form in which the next revision is written.
struct ProcedureForm {
  let visit: Visit
  let procedure: Procedure
  let title: String
  let body: String
  let note: String
  let save: Int
  let isPreviewed: Bool
  let problem: String?

  private var text: Text { visit.text }
  private var path: Path { .procedure(procedure.id) }

  /// The text as it was typed, with one kind of line end.
  static func body(_ form: Form) -> String {
    form["body"].split(omittingEmptySubsequences: false) {
      $0 == "\r\n" || $0 == "\r" || $0 == "\n"
    }
    .joined(separator: "\n")
  }

  var html: HTML {
    let lede =
      procedure.current.map {
        text("procedure.edit.lede", ["number": .integer($0.number + 1)])
      } ?? text("procedure.edit.first")
    return """
      \(ProcedureEditing.breadcrumb(crumb, text))
      <p class="lede">\(lede)</p>
      \(problem.map { "<p class=\"notice is-bad\" role=\"alert\">\($0)</p>" as HTML })
      <form class="form" method="post" action="\(path.appending("draft"))">\(visit.csrf)
        <input type="hidden" name="save" value="\(save)">
        <div class="field"><label for="title">\(text("procedure.name"))</label>
        <input id="title" name="title" required maxlength="120" dir="auto" value="\(title)"></div>
        <div class="field"><label for="body">\(text("procedure.body"))</label>
        <p class="hint" id="body-hint">\(text("procedure.body.hint"))</p>
        <textarea id="body" name="body" rows="18" maxlength="\(Procedure.longestBody)" dir="auto" aria-describedby="body-hint">\(body)</textarea></div>
        <details class="disclosure"><summary>\(text("procedure.signs"))</summary>
        <dl class="facts"><div><dt><code dir="ltr"># …</code></dt><dd>\(text("procedure.signs.heading"))</dd></div>
        <div><dt><code dir="ltr">- …</code></dt><dd>\(text("procedure.signs.list"))</dd></div>
        <div><dt><code dir="ltr">1. …</code></dt><dd>\(text("procedure.signs.steps"))</dd></div>
        <div><dt><code dir="ltr">**…**</code></dt><dd>\(text("procedure.signs.strong"))</dd></div>
        <div><dt><code dir="ltr">[…](https://…)</code></dt><dd>\(text("procedure.signs.link"))</dd></div></dl></details>
        <div class="form-actions"><button name="do" value="save" data-key="Control+s" data-key-label="\(text("procedure.save"))">\(text("procedure.save"))</button>
        <button name="do" value="preview">\(text("procedure.preview"))</button></div>
        <div class="field"><label for="note">\(text("procedure.note"))</label>
        <p class="hint" id="note-hint">\(text("procedure.note.hint"))</p>
        <input id="note" name="note" maxlength="500" dir="auto" value="\(note)" aria-describedby="note-hint"></div>
        <div class="form-actions"><button class="is-primary" name="do" value="publish">\(text("procedure.publish"))</button></div>
      </form>
      \(isPreviewed ? preview : nil)
      <form method="post" action="\(path.appending("draft").appending("removal"))" data-confirm="\(text("procedure.discard.sure"))">\(visit.csrf)<button class="is-quiet">\(text("procedure.discard"))</button></form>
      """
  }

  private var crumb: (path: Path, title: String)? {
    procedure.current.map { (path, $0.title) }
  }

  private var preview: HTML {
    """
    <section class="card" aria-label="\(text("procedure.preview"))">\(Prose(body).html)</section>
    """
  }
}
