internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// Who is here, and for admins the ways to change it.
struct PersonPages: Sendable {
  let mill: PasswordMill

  func add(to routes: Routes) {
    routes.get("/people", allow: .read, .person) { try await list($0) }
    routes.get("/people/new", allow: .create, .person) { try await new($0) }
    routes.post("/people", allow: .create, .person) { try await create($0) }
    routes.get("/people/{id}", allow: .read, .person) { try await show($0) }
    routes.post("/people/{id}", allow: .change, .person) { try await rename($0) }
    routes.post("/people/{id}/roles", allow: .change, .person) { try await give($0) }
    routes.post("/people/{id}/roles/removal", allow: .change, .person) { try await take($0) }
    routes.post("/people/{id}/password", allow: .change, .person) { try await password($0) }
    routes.post("/people/{id}/belonging", allow: .change, .person) { try await belong($0) }
    routes.post("/people/{id}/second-step/removal", allow: .change, .person) {
      try await dropSecondStep($0)
    }
  }

  private func list(_ visit: Visit) async throws -> Reply {
    let actor = visit.actor
    let directory = try await visit.database.read { db in try Directory(for: actor, in: db) }
    let list = PersonList(
      directory: directory, query: visit.query("q") ?? "",
      team: visit.query.id("team"), state: visit.query("state") ?? "active")
    return visit.page(visit.text("people.title"), list.html(visit))
  }

  private func new(
    _ visit: Visit, _ form: Form = Form([]), _ complaint: Complaint? = nil,
    status: Status = .ok
  ) async throws -> Reply {
    let scope = visit.scope
    let teams = try await visit.database.read { db in
      try Team.all(scope, in: db).filter(\.isActive).sorted(by: \.name)
    }
    let page = PersonForm(teams: teams, typed: form)
    return visit.page(
      visit.text("people.new"), page.html(visit, FormView(visit.text, complaint)),
      status: status)
  }

  private func create(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let (scope, world) = (visit.scope, visit.world)
    let email = form["email"].isEmpty ? nil : form["email"]
    do {
      let initial = email == nil ? nil : InitialPassword.make(world)
      let hash: String? = if let initial { try await mill.hash(initial) } else { nil }
      let person = try await visit.database.write { db in
        try Person.add(
          name: form["name"], email: email, password: hash,
          grants: try Self.grants(form, scope, in: db),
          teams: try Self.teams(form, scope, in: db), scope: scope, world: world, in: db)
      }
      guard let initial else {
        return visit.redirect(to: Path.person(person.id), notice: visit.text("people.added"))
      }
      return handOver(visit, person, initial)
    } catch let error as PeopleError {
      return try await new(
        visit, form, error.complaint(visit.text), status: .unprocessableContent)
    } catch is PasswordMill.Busy {
      throw Problem.crowded
    }
  }

  /// The page that shows an initial password, the only time anybody sees it.
  private func handOver(_ visit: Visit, _ person: Person, _ password: String) -> Reply {
    let text = visit.text
    return visit.page(
      text("people.handOver.title"),
      """
      <p class="lede">\(text("people.handOver.lede", ["name": .string(person.name)]))</p>
      <dl class="facts">
      <div><dt>\(text("person.email"))</dt><dd><bdi>\(person.email ?? "")</bdi></dd></div>
      <div><dt>\(text("people.handOver.password"))</dt><dd><code><bdi>\(password)</bdi></code></dd></div>
      </dl>
      <p class="notice is-warn">\(text("people.handOver.once"))</p>
      <p class="actions"><a class="button is-primary" href="\(Path.person(person.id))">\(text("people.handOver.done"))</a>
      <a class="button" href="/people/new">\(text("people.handOver.next"))</a></p>
      """)
  }

  private func show(
    _ visit: Visit, _ complaint: Complaint? = nil, status: Status = .ok
  ) async throws -> Reply {
    let id: Person.ID = try visit.id("id")
    let actor = visit.actor
    let directory = try await visit.database.read { db in try Directory(for: actor, in: db) }
    guard let person = directory.persons.first(where: { $0.id == id }) else {
      throw Problem.notFound
    }
    let step = try await visit.database.read { db in
      try SecondStep.of(id, actor.scope, in: db)
    }
    let page = PersonPage(
      person: person, directory: directory, hasSecondStep: step?.isOn == true)
    return visit.page(
      person.name, page.html(visit, FormView(visit.text, complaint)), status: status,
      isTitleTheirs: true)
  }

  private func rename(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let email = form["email"].isEmpty ? nil : form["email"]
    return try await change(visit, notice: visit.text("people.saved")) { id, scope, world, db in
      try Person.rename(
        id, to: form["name"], email: email, scope: scope, world: world, in: db)
    }
  }

  private func give(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    return try await change(visit, notice: visit.text("people.role.given")) {
      id, scope, world, db in
      for grant in try Self.grants(form, scope, in: db) {
        try grant.give(to: id, scope: scope, world: world, in: db)
      }
    }
  }

  private func take(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    return try await change(visit, notice: visit.text("people.role.taken")) {
      id, scope, world, db in
      for grant in try Self.grants(form, scope, in: db) {
        try grant.take(from: id, scope: scope, world: world, in: db)
      }
    }
  }

  private func belong(_ visit: Visit) async throws -> Reply {
    let active = try await visit.form().bool("active")
    let notice = active ? visit.text("people.returned") : visit.text("people.closed")
    return try await change(visit, notice: notice) { id, scope, world, db in
      try Person.setActive(active, id, scope: scope, world: world, in: db)
    }
  }

  private func dropSecondStep(_ visit: Visit) async throws -> Reply {
    try await change(visit, notice: visit.text("step.dropped")) { id, scope, world, db in
      try Person.dropSecondStep(of: id, scope: scope, world: world, in: db)
    }
  }

  private func password(_ visit: Visit) async throws -> Reply {
    let id: Person.ID = try visit.id("id")
    let (scope, world) = (visit.scope, visit.world)
    let initial = InitialPassword.make(world)
    do {
      let hash = try await mill.hash(initial)
      let person = try await visit.database.write { db -> Person in
        try Person.setPassword(hash, of: id, scope: scope, world: world, in: db)
        guard let person = try Person.find(id, scope, in: db) else { throw Problem.notFound }
        return person
      }
      return handOver(visit, person, initial)
    } catch PeopleError.unknownPerson {
      throw Problem.notFound
    } catch let error as PeopleError {
      return try await show(visit, error.complaint(visit.text), status: .unprocessableContent)
    } catch is PasswordMill.Busy {
      throw Problem.crowded
    }
  }

  private func change(
    _ visit: Visit, notice: String,
    _ body: @escaping @Sendable (Person.ID, Scope, World, any Connection) throws -> Void
  ) async throws -> Reply {
    let id: Person.ID = try visit.id("id")
    let (scope, world) = (visit.scope, visit.world)
    do {
      try await visit.database.write { db in
        guard try Person.find(id, scope, in: db) != nil else { throw Problem.notFound }
        try body(id, scope, world, db)
      }
    } catch let error as PeopleError {
      return try await show(visit, error.complaint(visit.text), status: .unprocessableContent)
    }
    return visit.redirect(to: Path.person(id), notice: notice)
  }

  /// The roles of a form, such as `analyst` or `lead:` and the key of a team.
  private static func grants(
    _ form: Form, _ scope: Scope, in db: any Connection
  ) throws -> [Grant] {
    try form.all("role").map { value in
      let parts = value.split(separator: ":", maxSplits: 1)
      guard let role = parts.first.flatMap({ Role(rawValue: String($0)) }) else {
        throw Problem.notFound
      }
      guard parts.count == 2 else { return Grant(role) }
      guard role == .lead, let team = Team.ID(text: parts[1]),
        try Team.find(team, scope, in: db) != nil
      else { throw PeopleError.unknownTeam }
      return Grant(role, team: team)
    }
  }

  private static func teams(
    _ form: Form, _ scope: Scope, in db: any Connection
  ) throws -> [Team.ID] {
    try form.all("team").map { value in
      guard let team = Team.ID(text: value), try Team.find(team, scope, in: db) != nil else {
        throw PeopleError.unknownTeam
      }
      return team
    }
  }
}

extension Path {
  /// The page of a person.
  static func person(_ id: Person.ID) -> Path { ("/people" as Path).appending(id.text) }

  /// The page of a team.
  static func team(_ id: Team.ID) -> Path { ("/teams" as Path).appending(id.text) }
}
