internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// The teams, who belongs to them, and for admins the ways to change it.
struct TeamPages: Sendable {
  func add(to routes: Routes) {
    routes.get("/teams", allow: .read, .team) { try await list($0) }
    routes.post("/teams", allow: .create, .team) { try await create($0) }
    routes.get("/teams/{id}", allow: .read, .team) { try await show($0) }
    routes.post("/teams/{id}", allow: .change, .team) { try await change($0) }
    routes.post("/teams/{id}/members", allow: .change, .team) { try await members($0) }
  }

  private func list(
    _ visit: Visit, _ complaint: Complaint? = nil, typed: String = "", status: Status = .ok
  ) async throws -> Reply {
    let (actor, text) = (visit.actor, visit.text)
    let directory = try await visit.database.read { db in try Directory(for: actor, in: db) }
    let rows = directory.teams.map { team -> HTML in
      let closed: HTML =
        team.isActive ? "" : " <span class=\"badge\">\(text("team.closed"))</span>"
      return """
        <tr><th scope="row"><a class="row-link" href="\(Path.team(team.id))" dir="auto">\(team.name)</a>\(closed)</th>
        <td class="is-numeric">\(text.number(directory.members(of: team.id).count))</td>
        <td><bdi>\(text.list(directory.leads(of: team.id).map(\.name)))</bdi></td></tr>
        """
    }
    let table: HTML = """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("team.title"))">
      <table><thead><tr><th scope="col">\(text("team.name"))</th>
      <th scope="col" class="is-numeric">\(text("team.members"))</th>
      <th scope="col">\(text("team.leads"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
    let empty: HTML = """
      <div class="empty"><h2>\(text("team.empty"))</h2><p>\(text("team.empty.why"))</p></div>
      """
    let view = FormView(text, complaint)
    let form: HTML =
      actor.can(.create, .team)
      ? """
      <section class="card"><h2>\(text("team.new"))</h2>
      <form class="form" method="post" action="/teams">\(visit.csrf)\(view.summary)
      \(view.input("name", text("team.name"), value: typed, attributes: " required autocomplete=\"off\" dir=\"auto\""))
      <div class="form-actions"><button class="is-primary">\(text("team.new"))</button></div></form></section>
      """ : ""
    return visit.page(
      text("team.title"),
      """
      <p class="lede">\(text("team.lede", ["count": .integer(directory.teams.count)]))</p>
      \(directory.teams.isEmpty ? empty : table)\(form)
      """, status: status)
  }

  private func create(_ visit: Visit) async throws -> Reply {
    let name = try await visit.form()["name"]
    let (scope, world) = (visit.scope, visit.world)
    do {
      let team = try await visit.database.write { db in
        try Team.add(name: name, scope: scope, world: world, in: db)
      }
      return visit.redirect(to: Path.team(team.id), notice: visit.text("team.added"))
    } catch let error as PeopleError {
      return try await list(
        visit, error.complaint(visit.text), typed: name, status: .unprocessableContent)
    }
  }

  private func show(
    _ visit: Visit, _ complaint: Complaint? = nil, status: Status = .ok
  ) async throws -> Reply {
    let id: Team.ID = try visit.id("id")
    let actor = visit.actor
    let directory = try await visit.database.read { db in try Directory(for: actor, in: db) }
    guard let team = directory.team(id) else { throw Problem.notFound }
    let page = TeamPage(team: team, directory: directory)
    return visit.page(
      team.name, page.html(visit, FormView(visit.text, complaint)), status: status,
      isTitleTheirs: true)
  }

  private func change(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    return try await change(visit) { id, scope, world, db in
      try Team.change(
        id, name: form["name"], isActive: form.bool("active"), scope: scope, world: world,
        in: db)
    }
  }

  private func members(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let members = Set(form.all("member").compactMap { Person.ID(text: $0) })
    return try await change(visit) { id, scope, world, db in
      try Team.setMembers(members, of: id, scope: scope, world: world, in: db)
    }
  }

  private func change(
    _ visit: Visit,
    _ body: @escaping @Sendable (Team.ID, Scope, World, any Connection) throws -> Void
  ) async throws -> Reply {
    let id: Team.ID = try visit.id("id")
    let (scope, world) = (visit.scope, visit.world)
    do {
      try await visit.database.write { db in
        guard try Team.find(id, scope, in: db) != nil else { throw Problem.notFound }
        try body(id, scope, world, db)
      }
    } catch let error as PeopleError {
      return try await show(visit, error.complaint(visit.text), status: .unprocessableContent)
    }
    return visit.redirect(to: Path.team(id), notice: visit.text("team.saved"))
  }
}

/// One team and its members.
struct TeamPage {
  let team: Team
  let directory: Directory

  func html(_ visit: Visit, _ view: FormView) -> HTML {
    let text = visit.text
    let members = directory.members(of: team.id)
    let leads = text.list(directory.leads(of: team.id).map(\.name))
    let rows = members.map { person -> HTML in
      "<li><a href=\"\(Path.person(person.id))\" dir=\"auto\">\(person.name)</a></li>"
    }
    let list: HTML =
      members.isEmpty ? "<p>\(text("team.nobody"))</p>" : "<ul>\(rows)</ul>"
    return """
      <nav class="breadcrumb" aria-label="\(text("form.breadcrumb"))"><ol>\
      <li><a href="/teams">\(text("team.title"))</a></li><li><bdi>\(team.name)</bdi></li></ol></nav>
      <p class="lede">\(text("team.page.lede", ["count": .integer(members.count)]))</p>
      <dl class="facts"><div><dt>\(text("team.leads"))</dt><dd><bdi>\(leads.isEmpty ? "–" : leads)</bdi></dd></div></dl>
      \(visit.actor.can(.change, .team) ? changes(visit, view) : list)
      """
  }

  private func changes(_ visit: Visit, _ view: FormView) -> HTML {
    let text = visit.text
    let path = Path.team(team.id)
    let members = Set(directory.members(of: team.id).map(\.id))
    let choices = directory.persons.filter(\.isActive).map { person in
      Choice(
        value: person.id.text, label: person.name, isChosen: members.contains(person.id))
    }
    return """
      <section class="card"><h2>\(text("team.members"))</h2>
      <form class="form" method="post" action="\(path.appending("members"))">\(visit.csrf)
      \(view.choices("member", text("team.members.choose"), choices, isInline: true))
      <div class="form-actions"><button class="is-primary">\(text("form.save"))</button></div></form></section>
      <section class="card"><h2>\(text("team.change"))</h2>
      <form class="form" method="post" action="\(path)">\(visit.csrf)\(view.summary)
      \(view.input("name", text("team.name"), value: team.name, attributes: " required autocomplete=\"off\" dir=\"auto\""))
      \(view.tick("active", text("team.active"), isChosen: team.isActive, hint: text("team.active.hint")))
      <div class="form-actions"><button>\(text("form.save"))</button></div></form></section>
      """
  }
}
