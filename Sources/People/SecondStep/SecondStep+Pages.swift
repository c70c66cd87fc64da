internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// Setting up one's own second step, and switching it off.
struct SecondStepPages: Sendable {
  let mill: PasswordMill
  let limits: Session.Limits

  func add(to routes: Routes) {
    routes.get("/profile/second-step", allow: .read, .account) { try await show($0) }
    routes.post("/profile/second-step", allow: .change, .account) { try await begin($0) }
    routes.post("/profile/second-step/confirmation", allow: .change, .account) {
      try await confirm($0)
    }
    routes.post("/profile/second-step/removal", allow: .change, .account) {
      try await remove($0)
    }
    routes.post("/settings/second-step", allow: .change, .settings) { try await ask($0) }
  }

  private func show(
    _ visit: Visit, _ complaint: Complaint? = nil, status: Status = .ok
  ) async throws -> Reply {
    let actor = visit.actor
    let (step, person) = try await visit.database.read { db in
      (
        try SecondStep.of(actor.person, actor.scope, in: db),
        try Person.find(actor.person, actor.scope, in: db)
      )
    }
    let view = SecondStepView(step: step, mail: person?.email ?? "")
    return visit.page(
      visit.text("step.title"), view.html(visit, FormView(visit.text, complaint)), status: status)
  }

  private func begin(_ visit: Visit) async throws -> Reply {
    try await knowing(visit) { actor, world, db in
      try SecondStep.begin(actor.person, scope: actor.scope, world: world, in: db)
    }
  }

  private func remove(_ visit: Visit) async throws -> Reply {
    try await knowing(visit, notice: visit.text("step.off.done")) { actor, world, db in
      try SecondStep.remove(actor.person, scope: actor.scope, world: world, in: db)
    }
  }

  /// Does it for somebody who types their password once more.
  private func knowing(
    _ visit: Visit, notice: String? = nil,
    _ body: @escaping @Sendable (Actor, World, any Connection) throws -> Void
  ) async throws -> Reply {
    let (actor, world) = (visit.actor, visit.world)
    let typed = try await visit.form().fields.first { $0.name == "current" }?.value ?? ""
    do {
      try await SignIn(world: world, database: visit.database, mill: mill, limits: limits)
        .confirm(actor, password: typed, address: visit.address)
    } catch let error as PeopleError {
      return try await show(visit, error.complaint(visit.text), status: .unprocessableContent)
    } catch is PasswordMill.Busy {
      throw Problem.crowded
    }
    try await visit.database.write { db in try body(actor, world, db) }
    return visit.redirect(to: "/profile/second-step", notice: notice)
  }

  /// Asks the roles that see or change most for a second step, or no longer.
  private func ask(_ visit: Visit) async throws -> Reply {
    let isAsked = try await visit.form().bool("asked")
    let (scope, world) = (visit.scope, visit.world)
    try await visit.database.write { db in
      try SecondStep.ask(isAsked, scope: scope, world: world, in: db)
    }
    return visit.redirect(to: "/settings", notice: visit.text("settings.saved"))
  }

  private func confirm(_ visit: Visit) async throws -> Reply {
    let (actor, world, text) = (visit.actor, visit.world, visit.text)
    let code = try await visit.form()["code"]
    do {
      let codes = try await visit.database.write { db in
        try SecondStep.confirm(
          actor.person, code: code, scope: actor.scope, world: world, in: db)
      }
      let items = codes.map { "<li><code><bdi>\($0)</bdi></code></li>" as HTML }
      return visit.page(
        text("step.codes.title"),
        """
        <p class="lede">\(text("step.codes.lede"))</p>
        <section class="card"><ul>\(items)</ul></section>
        <p class="actions"><a class="button is-primary" href="/profile/second-step">\(text("step.codes.done"))</a></p>
        """)
    } catch let error as PeopleError {
      return try await show(visit, error.complaint(text), status: .unprocessableContent)
    }
  }
}

/// What the page of one's second step shows: how to begin, the key, or that it is on.
struct SecondStepView: Sendable {
  let step: SecondStep?
  let mail: String

  func html(_ visit: Visit, _ view: FormView) -> HTML {
    let text = visit.text
    let back: HTML = """
      <nav class="breadcrumb" aria-label="\(text("form.breadcrumb"))"><ol>\
      <li><a href="/profile">\(text("profile.title"))</a></li>\
      <li aria-current="page">\(text("step.title"))</li></ol></nav>
      """
    guard let step else { return back + off(visit, view) }
    guard let since = step.confirmedAt else { return back + pending(step, visit, view) }
    let left = text("step.left", ["count": .integer(step.recoveryLeft)])
    return back + """
      <p class="lede">\(text("step.on", ["day": .string(text.day(text.zone.day(of: since)))])) \(left)</p>
      <section class="card"><h2>\(text("step.off"))</h2><p>\(text("step.off.effect"))</p>
      \(passwordForm("/profile/second-step/removal", text("step.off"), visit, view, isDanger: true))</section>
      """
  }

  private func off(_ visit: Visit, _ view: FormView) -> HTML {
    let text = visit.text
    return """
      <p class="lede">\(text("step.lede"))</p>
      <section class="card"><h2>\(text("step.setUp"))</h2><p>\(text("step.need"))</p>
      \(passwordForm("/profile/second-step", text("step.setUp"), visit, view))</section>
      """
  }

  private func pending(_ step: SecondStep, _ visit: Visit, _ view: FormView) -> HTML {
    let text = visit.text
    let key = OneTimeCode.base32(step.secret)
    let groups = stride(from: 0, to: key.count, by: 4).map { start in
      String(key.dropFirst(start).prefix(4))
    }.joined(separator: " ")
    // The address of an app on the same device; every part of it is percent-encoded.
    let account = Path.root.appending("Attune:" + mail)
      .query([("secret", key), ("issuer", "Attune")])
    return """
      <p class="lede">\(text("step.key.lede"))</p>
      <section class="card"><h2>\(text("step.key"))</h2>
      <p><code><bdi>\(groups)</bdi></code></p>
      <p><a href="otpauth://totp\(account)">\(text("step.open"))</a></p></section>
      <section class="card"><h2>\(text("step.confirm"))</h2>
      <form class="form" method="post" action="/profile/second-step/confirmation">\(visit.csrf)\(view.summary)
      \(view.input(
        "code", text("step.code"), hint: text("step.code.hint"),
        attributes: " required autocomplete=\"one-time-code\" inputmode=\"numeric\" maxlength=\"12\""))
      <div class="form-actions"><button class="is-primary">\(text("step.confirm"))</button></div></form></section>
      """
  }

  private func passwordForm(
    _ action: Path, _ label: String, _ visit: Visit, _ view: FormView, isDanger: Bool = false
  ) -> HTML {
    """
    <form class="form" method="post" action="\(action)">\(visit.csrf)\(view.summary)
    <input type="hidden" name="username" value="\(mail)" autocomplete="username">
    \(view.input("current", visit.text("profile.password.current"), type: "password", attributes: " required autocomplete=\"current-password\""))
    <div class="form-actions"><button class="\(isDanger ? "is-danger" : "is-primary")">\(label)</button></div></form>
    """
  }
}
