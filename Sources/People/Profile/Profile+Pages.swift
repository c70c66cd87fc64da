internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// One's own name, language, look, password and sessions.
struct ProfilePages: Sendable {
  let mill: PasswordMill
  let limits: Session.Limits
  let post: Post?

  func add(to routes: Routes) {
    routes.get("/profile", allow: .read, .account) { try await show($0) }
    routes.post("/profile", allow: .change, .account) { try await save($0) }
    routes.post("/profile/password", allow: .change, .account) { try await newPassword($0) }
    routes.post("/profile/sessions/{id}/end", allow: .change, .account) { try await end($0) }
  }

  private func show(
    _ visit: Visit, _ complaint: Complaint? = nil, status: Status = .ok
  ) async throws -> Reply {
    let (actor, now, limits, post) = (visit.actor, visit.world.now(), limits, post)
    let token = visit.sessionToken.flatMap { Token(text: $0) }
    let view = try await visit.database.read { db -> ProfileView in
      guard let person = try Person.find(actor.person, actor.scope, in: db),
        let workspace = try Workspace.find(actor.scope, in: db)
      else { throw Problem.notFound }
      return ProfileView(
        person: person, workspace: workspace,
        sessions: try Session.open(of: person.id, at: now, limits: limits, actor.scope, in: db),
        current: try token.flatMap { try Session.key(of: $0, actor.scope, in: db) },
        teams: try Team.all(actor.scope, in: db),
        mail: try MailChoice(of: person, post, actor.scope, in: db),
        topics: Set(
          try NoticeTopic.allCases.filter {
            try $0.isWanted(by: person.id, actor.scope, in: db)
          }),
        hasSecondStep: try SecondStep.of(person.id, actor.scope, in: db)?.isOn == true,
        feed: try CalendarFeed.of(person.id, actor.scope, in: db))
    }
    return visit.page(
      visit.text("profile.title"), view.html(visit, FormView(visit.text, complaint)),
      status: status)
  }

  private func save(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let (actor, world) = (visit.actor, visit.world)
    guard let name = Person.tidied(form["name"]) else {
      return try await show(
        visit, PeopleError.nameMissing.complaint(visit.text), status: .unprocessableContent)
    }
    let language = Language(rawValue: form["language"])
    try await visit.database.write { db in
      guard var person = try Person.find(actor.person, actor.scope, in: db) else {
        throw Problem.notFound
      }
      person.name = name
      person.language = language?.rawValue
      person.zone = Zone(name: form["zone"])
      person.theme = Theme(rawValue: form["theme"]) ?? .system
      person.shortcutsOn = form.bool("shortcuts")
      try person.save(actor.scope, in: db)
      if form.bool("mailOffered") {
        try Notice.choose(
          mail: form.bool("mail"), actor.person, scope: actor.scope, world: world, in: db)
      }
      if form.bool("topicsOffered") {
        for topic in NoticeTopic.allCases {
          try topic.choose(
            form.bool(topic.field), by: actor.person, scope: actor.scope, world: world, in: db)
        }
      }
    }
    let text = Text(visit.site.words, language: language ?? visit.text.language)
    return visit.redirect(to: "/profile", notice: text("profile.saved"))
  }

  private func newPassword(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let (actor, world, limits) = (visit.actor, visit.world, limits)
    func typed(_ name: String) -> String { form.fields.first { $0.name == name }?.value ?? "" }
    do {
      try await SignIn(world: world, database: visit.database, mill: mill, limits: limits)
        .confirm(actor, password: typed("current"), address: visit.address)
      let person = try await visit.database.read { db in
        try Person.find(actor.person, actor.scope, in: db)
      }
      if let refusal = PasswordRule.refusal(
        of: typed("password"), name: actor.name, email: person?.email)
      {
        throw refusal
      }
      let hash = try await mill.hash(typed("password"))
      let browser = visit.header("User-Agent") ?? ""
      let token = try await visit.database.write { db in
        try Person.setPassword(hash, of: actor.person, scope: actor.scope, world: world, in: db)
        return try Session.open(
          actor.person, browser: browser, limits: limits, scope: actor.scope, world: world,
          in: db)
      }
      var reply = visit.redirect(to: "/profile", notice: visit.text("profile.password.saved"))
      reply.add(
        cookie: visit.site.cookie(session: token.text, maxAge: Int(limits.absolute)))
      return reply
    } catch let error as PeopleError {
      return try await show(visit, error.complaint(visit.text), status: .unprocessableContent)
    } catch is PasswordMill.Busy {
      throw Problem.crowded
    }
  }

  private func end(_ visit: Visit) async throws -> Reply {
    let id: Session.ID = try visit.id("id")
    let actor = visit.actor
    let ended = try await visit.database.write { db in
      try Session.end(id, of: actor.person, actor.scope, in: db)
    }
    guard ended else { throw Problem.notFound }
    return visit.redirect(to: "/profile", notice: visit.text("profile.session.ended"))
  }
}
