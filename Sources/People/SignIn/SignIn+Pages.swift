internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// Coming in and going out.
struct SignInPages: Sendable {
  let mill: PasswordMill
  let limits: Session.Limits

  func add(to routes: Routes) {
    routes.open("GET", "/") { try await root($0) }
    routes.open("GET", "/sign-in") { try await show($0) }
    routes.open("POST", "/sign-in") { try await signIn($0) }
    routes.post("/sign-out", allow: .change, .account) { try await signOut($0) }
  }

  /// The front page: where the reader's work begins.
  private func root(_ visit: Visit) async throws -> Reply {
    guard let actor = visit.visitor else { return visit.redirect(to: "/sign-in") }
    let first = visit.site.navigation.first { actor.can($0.action, $0.resource) }
    return visit.redirect(to: first?.path ?? "/profile")
  }

  private func show(_ visit: Visit) async throws -> Reply {
    if visit.visitor != nil { return visit.redirect(to: "/") }
    if try await visit.database.read(FirstRun.isDue) { return visit.redirect(to: "/welcome") }
    return page(visit, next: visit.query("next"))
  }

  private func signIn(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let email = form["email"]
    let next = form.optional("next")
    let password = form.fields.first { $0.name == "password" }?.value ?? ""
    let outcome = try await SignIn(
      world: visit.world, database: visit.database, mill: mill, limits: limits
    ).attempt(
      email: email, password: password, code: form["code"], address: visit.address,
      browser: visit.header("User-Agent") ?? "")
    switch outcome {
    case .signedIn(let token):
      var reply = visit.redirect(to: next.flatMap { Path(local: $0) } ?? "/")
      reply.add(
        cookie: visit.site.cookie(session: token, maxAge: Int(limits.absolute)))
      return reply
    case .refused:
      let complaint = Complaint(field: "email", message: visit.text("signIn.refused"))
      return page(
        visit, next: next, email: email, complaint, status: .unprocessableContent)
    case .codeMissing:
      let complaint = Complaint(field: "code", message: visit.text("step.needed"))
      return page(
        visit, next: next, email: email, complaint, status: .unprocessableContent)
    case .codeWrong:
      return page(
        visit, next: next, email: email, PeopleError.codeWrong.complaint(visit.text),
        status: .unprocessableContent)
    case .tooMany(let seconds):
      let message = visit.text(
        "signIn.tooMany", ["wait": .string(visit.text.duration(Double(seconds)))])
      var reply = page(
        visit, next: next, email: email, Complaint(field: nil, message: message),
        status: .tooManyRequests)
      reply.set(header: "Retry-After", String(seconds))
      return reply
    }
  }

  private func signOut(_ visit: Visit) async throws -> Reply {
    try await Session.end(token: visit.sessionToken ?? "", visit.database)
    var reply = visit.redirect(to: "/sign-in", notice: visit.text("signIn.goodbye"))
    reply.add(cookie: visit.site.cookie(session: "", maxAge: 0))
    return reply
  }

  private func page(
    _ visit: Visit, next: String?, email: String = "", _ complaint: Complaint? = nil,
    status: Status = .ok
  ) -> Reply {
    let (text, view) = (visit.text, FormView(visit.text, complaint))
    let after: HTML = next.map { "<input type=\"hidden\" name=\"next\" value=\"\($0)\">" } ?? ""
    return visit.page(
      text("signIn.title"),
      """
      <p class="lede">\(text("signIn.lede"))</p>
      <form class="form" method="post" action="/sign-in">\(view.summary)\(after)
      \(view.input(
        "email", text("signIn.email"), value: email,
        attributes: " autocomplete=\"username\" autocapitalize=\"none\" required dir=\"auto\""))
      \(view.input(
        "password", text("signIn.password"), type: "password",
        attributes: " autocomplete=\"current-password\" required"))
      \(code(view))
      <div class="form-actions"><button class="is-primary">\(text("signIn.submit"))</button></div>
      </form>
      <p class="is-soft">\(text("signIn.forgotten"))</p>
      """, status: status, isPlain: true)
  }

  /// Where the code of a second step goes; out of the way of everybody who has none.
  private func code(_ view: FormView) -> HTML {
    let text = view.text
    let field = view.input(
      "code", text("step.signIn"), hint: text("step.signIn.hint"), isOptional: true,
      attributes: " autocomplete=\"one-time-code\" autocapitalize=\"none\" maxlength=\"20\"")
    if view.complaint?.field == "code" { return field }
    return "<details><summary>\(text("step.have"))</summary>\(field)</details>"
  }
}
