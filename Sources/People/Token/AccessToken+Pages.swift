internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// Making and ending the keys of one's programs; an admin ends those of others.
enum AccessTokenPages {
  static func add(to routes: Routes) {
    routes.get("/profile/tokens", allow: .read, .account) { try await show($0) }
    routes.post("/profile/tokens", allow: .change, .account, make)
    routes.post("/profile/tokens/{id}/end", allow: .change, .account) { visit in
      try await end(visit, of: visit.actor.person)
      return visit.redirect(to: "/profile/tokens", notice: visit.text("token.ended"))
    }
    routes.get("/people/{id}/tokens", allow: .change, .person) { visit in
      let person: Person.ID = try visit.id("id")
      return try await show(visit, of: person)
    }
    routes.post("/people/{id}/tokens/{token}/end", allow: .change, .person) { visit in
      let person: Person.ID = try visit.id("id")
      try await end(visit, of: person, named: "token")
      return visit.redirect(
        to: Path.person(person).appending("tokens"), notice: visit.text("token.ended"))
    }
  }

  private static func show(
    _ visit: Visit, of person: Person.ID? = nil, _ complaint: Complaint? = nil,
    status: Status = .ok
  ) async throws -> Reply {
    let (scope, now, id) = (visit.scope, visit.world.now(), person ?? visit.actor.person)
    let (found, tokens) = try await visit.database.read { db in
      (
        try Person.find(id, scope, in: db),
        try AccessToken.all(of: id, at: now, scope, in: db)
      )
    }
    guard let found else { throw Problem.notFound }
    let view = AccessTokenView(
      visit: visit, tokens: tokens, owner: person == nil ? nil : found,
      fields: FormView(visit.text, complaint))
    return visit.page(visit.text("token.title"), view.html, status: status)
  }

  private static func make(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let (actor, world) = (visit.actor, visit.world)
    do {
      guard let role = Role(rawValue: form["role"]) else {
        throw AccessToken.Refusal.roleNotHeld
      }
      let (name, days) = (form["name"], form.int("days") ?? 0)
      let secret = try await visit.database.write { db in
        try AccessToken.make(name, role, days: days, of: actor, world: world, in: db)
      }
      // Shown in this answer and nowhere else: a redirect would have to keep it on the way.
      return visit.page(
        visit.text("token.title"), AccessTokenView.made(secret, visit.siteAddress, visit.text))
    } catch let refusal as AccessToken.Refusal {
      return try await show(
        visit, refusal.complaint(visit.text), status: .unprocessableContent)
    }
  }

  private static func end(
    _ visit: Visit, of person: Person.ID, named name: String = "id"
  ) async throws {
    let id: AccessToken.ID = try visit.id(name)
    let (scope, world) = (visit.scope, visit.world)
    let isEnded = try await visit.database.write { db in
      try AccessToken.end(id, of: person, scope: scope, world: world, in: db)
    }
    guard isEnded else { throw Problem.notFound }
  }
}

extension AccessToken.Refusal {
  func complaint(_ text: Text) -> Complaint {
    let field: String? =
      switch self {
      case .nameMissing: "name"
      case .roleNotHeld: "role"
      case .lifetimeUnknown: "days"
      case .tooMany: nil
      }
    return Complaint(field: field, message: text("token.refusal.\(rawValue)"))
  }
}
