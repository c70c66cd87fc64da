internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// The settings of the workspace: its name, language, zone and hours.
struct WorkspacePages: Sendable {
  func add(to routes: Routes) {
    routes.get("/settings", allow: .read, .settings) { visit in
      guard let workspace = try await workspace(visit) else { throw Problem.notFound }
      return try await page(visit, WorkspaceForm(workspace))
    }
    routes.post("/settings", allow: .change, .settings) { try await save($0) }
  }

  private func workspace(_ visit: Visit) async throws -> Workspace? {
    let scope = visit.scope
    return try await visit.database.read { db in try Workspace.find(scope, in: db) }
  }

  private func save(_ visit: Visit) async throws -> Reply {
    let typed = WorkspaceForm(try await visit.form())
    let (scope, world) = (visit.scope, visit.world)
    do {
      let (zone, hours) = try typed.checked()
      try await visit.database.write { db in
        guard var workspace = try Workspace.find(scope, in: db) else { throw Problem.notFound }
        workspace.name = Person.tidied(typed.workspace) ?? workspace.name
        workspace.zone = zone
        workspace.language = typed.language
        workspace.hours = hours
        try workspace.save(in: db)
        try Audit.record(
          .change, .settings, "audit.settingsChanged", ["workspace": workspace.name],
          scope: scope, world: world, in: db)
      }
    } catch let complaint as FormComplaint {
      return try await page(
        visit, typed, complaint.complaint(visit.text), status: .unprocessableContent)
    }
    return visit.redirect(to: "/settings", notice: visit.text("settings.saved"))
  }

  private func page(
    _ visit: Visit, _ typed: WorkspaceForm, _ complaint: Complaint? = nil,
    status: Status = .ok
  ) async throws -> Reply {
    let (text, view, scope) = (visit.text, FormView(visit.text, complaint), visit.scope)
    let isStepAsked = try await visit.database.read { db in
      try SecondStep.isAsked(scope, in: db)
    }
    let button: HTML =
      visit.actor.can(.change, .settings)
      ? """
      <div class="form-actions"><button class="is-primary">\(text("form.save"))</button></div>
      """ : "<p class=\"notice\">\(text("settings.readOnly"))</p>"
    return visit.page(
      text("settings.title"),
      """
      <p class="lede">\(text("settings.lede"))</p>
      <form class="form" method="post" action="/settings">\(visit.csrf)\(view.summary)
      \(typed.fields(view))\(button)</form>
      <section class="card"><h2>\(text("step.title"))</h2>
      <form class="form" method="post" action="/settings/second-step">\(visit.csrf)
      \(view.tick("asked", text("step.ask"), isChosen: isStepAsked, hint: text("step.ask.hint")))
      \(button)</form></section>
      <p><a href="/letters">\(text("letter.title"))</a></p>
      """, status: status)
  }
}
