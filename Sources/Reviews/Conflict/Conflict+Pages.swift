internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// Who should not look at whose work: stated by a person or their lead, never shown to the other.
enum ConflictPages {
  static func add(to routes: Routes) {
    routes.get("/conflicts", allow: .read, .conflict) { visit in try await show(visit) }
    routes.post("/conflicts", allow: .create, .conflict, state)
    routes.post("/conflicts/{id}/withdrawal", allow: .remove, .conflict, withdraw)
  }

  /// Everything the page is made of.
  struct Model: Sendable {
    let conflicts: [Conflict]
    let names: [Person.ID: String]
    /// Whom one may name: colleagues of one's teams; for an expert everybody.
    let colleagues: [Person]
    /// The members of the teams one leads; empty for whoever leads none.
    let led: [Person]
  }

  private static func model(
    for actor: Actor, in db: any Connection
  ) throws -> Model {
    let scope = actor.scope
    let teams = try Membership.all(scope, in: db)
    let people = try Person.all(scope, in: db).filter(\.isActive)
    let leads = Set(
      try Team.all(scope, in: db).flatMap { try Hands.of($0.id, scope, in: db).leads })
    let isExpert = actor.roles.contains(.analyst)
    let led = people.filter { person in mayPair(actor, person.id, teams) }
    let near = people.filter { person in
      person.id != actor.person
        && (isExpert
          ? teams[person.id] != nil
          : !actor.teams.isDisjoint(with: teams[person.id] ?? [])
            || leads.contains(person.id) || led.contains { $0.id == person.id })
    }
    let known = try Conflict.all(scope, in: db).filter { $0.isKnown(to: actor, teams: teams) }
    let keys = known.flatMap { [$0.one, $0.other, $0.statedBy] }
    return Model(
      conflicts: known, names: try Person.names(of: keys, scope, in: db),
      colleagues: near.sorted { $0.name.lowercased() < $1.name.lowercased() },
      led: led.sorted { $0.name.lowercased() < $1.name.lowercased() })
  }

  /// Whether the actor may state something about that person as their lead.
  private static func mayPair(
    _ actor: Actor, _ person: Person.ID, _ teams: [Person.ID: [Team.ID]]
  ) -> Bool {
    person != actor.person
      && (teams[person] ?? []).contains {
        actor.can(.create, .conflict, Ownership(team: $0.rawValue))
      }
  }

  private static func show(
    _ visit: Visit, problem: String? = nil, status: Status = .ok
  ) async throws -> Reply {
    let actor = visit.actor
    let model = try await visit.database.read { db in try Self.model(for: actor, in: db) }
    let view = ConflictView(visit: visit, model: model, problem: problem)
    return visit.page(visit.text("conflict.title"), view.html, status: status)
  }

  private static func state(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let (actor, world) = (visit.actor, visit.world)
    guard let other: Person.ID = form.id("other") else {
      return try await show(
        visit, problem: visit.text("conflict.problem.person"), status: .unprocessableContent)
    }
    let one: Person.ID = form.id("one") ?? actor.person
    do {
      try await visit.database.write { db in
        let model = try Self.model(for: actor, in: db)
        let isOwn = one == actor.person && model.colleagues.contains { $0.id == other }
        let isLed =
          model.led.contains { $0.id == one } && model.led.contains { $0.id == other }
        guard isOwn || isLed else { throw Problem.notFound }
        try Conflict.state(
          between: one, and: other, note: form["note"], scope: actor.scope, world: world, in: db)
      }
      return visit.redirect(to: "/conflicts", notice: visit.text("conflict.notice.stated"))
    } catch ConflictError.samePerson {
      return try await show(
        visit, problem: visit.text("conflict.problem.same"), status: .unprocessableContent)
    }
  }

  private static func withdraw(_ visit: Visit) async throws -> Reply {
    let id: Conflict.ID = try visit.id("id")
    let (actor, world) = (visit.actor, visit.world)
    try await visit.database.write { db in
      let model = try Self.model(for: actor, in: db)
      guard let conflict = model.conflicts.first(where: { $0.id == id && $0.mayEnd(actor) })
      else {
        throw Problem.notFound
      }
      try conflict.withdraw(scope: actor.scope, world: world, in: db)
    }
    return visit.redirect(to: "/conflicts", notice: visit.text("conflict.notice.withdrawn"))
  }
}

/// One's own statements, those of the teams one leads, and the forms for new ones.
struct ConflictView {
  let visit: Visit
  let model: ConflictPages.Model
  let problem: String?

  private var text: Text { visit.text }

  var html: HTML {
    let own = model.conflicts.filter { $0.isOwn && $0.one == visit.actor.person }
    let others = model.conflicts.filter { !($0.isOwn && $0.one == visit.actor.person) }
    return """
      <p class="lede">\(text("conflict.lede"))</p>\(PlanFields.summary([problem].compactMap(\.self), text))
      <section class="card"><h2>\(text("conflict.own"))</h2>\(own.isEmpty ? "<p>\(text("conflict.own.none"))</p>" : list(own))
      \(model.colleagues.isEmpty ? "" : ownForm)</section>
      \(model.led.count < 2 && others.isEmpty ? "" : pairs(others))
      """
  }

  private var ownForm: HTML {
    """
    <form class="form" method="post" action="/conflicts">\(visit.csrf)
    \(person("other", "own-other", text("conflict.notAbout"), model.colleagues))\(note("own-note"))
    <div class="form-actions"><button class="is-primary">\(text("conflict.state"))</button></div></form>
    """
  }

  private func pairs(_ others: [Conflict]) -> HTML {
    let form: HTML =
      model.led.count < 2
      ? ""
      : """
      <form class="form" method="post" action="/conflicts">\(visit.csrf)
      <div class="fields">\(person("one", "pair-one", text("conflict.one"), model.led))\(person("other", "pair-other", text("conflict.other"), model.led))</div>\(note("pair-note"))
      <div class="form-actions"><button>\(text("conflict.state.pair"))</button></div></form>
      """
    return """
      <section class="card"><h2>\(text("conflict.team"))</h2><p>\(text("conflict.team.lede"))</p>
      \(others.isEmpty ? "<p>\(text("conflict.team.none"))</p>" : list(others))\(form)</section>
      """
  }

  private func list(_ conflicts: [Conflict]) -> HTML {
    let rows = conflicts.map { conflict -> HTML in
      let names = [conflict.one, conflict.other].map { model.names[$0] ?? "–" }
      let who: HTML =
        conflict.isOwn
        ? "\(text("conflict.byThemselves"))" : "<bdi>\(model.names[conflict.statedBy] ?? "–")</bdi>"
      return """
        <tr><th scope="row"><bdi>\(names[0])</bdi> – <bdi>\(names[1])</bdi></th>
        <td dir="auto">\(conflict.note.isEmpty ? "–" : conflict.note)</td><td>\(who)</td>
        <td>\(conflict.mayEnd(visit.actor) ? end(conflict) : "")</td></tr>
        """
    }
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("conflict.title"))">
      <table><thead><tr><th scope="col">\(text("conflict.pair"))</th><th scope="col">\(text("conflict.note"))</th>
      <th scope="col">\(text("conflict.by"))</th><th scope="col"><span class="visually-hidden">\(text("conflict.withdraw"))</span></th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  private func end(_ conflict: Conflict) -> HTML {
    let path = ("/conflicts" as Path).appending(conflict.id.text).appending("withdrawal")
    return """
      <form class="inline-form" method="post" action="\(path)">\(visit.csrf)<button class="is-small">\(text("conflict.withdraw"))</button></form>
      """
  }

  private func person(_ name: String, _ id: String, _ label: String, _ people: [Person]) -> HTML {
    let options = people.map { "<option value=\"\($0.id.text)\">\($0.name)</option>" as HTML }
    return """
      <div class="field"><label for="\(id)">\(label)</label>
      <select id="\(id)" name="\(name)" required><option value="">\(text("conflict.choose"))</option>\(options)</select></div>
      """
  }

  private func note(_ id: String) -> HTML {
    """
    <div class="field"><label for="\(id)">\(text("conflict.note")) <span class="optional">\(text("feedback.optional"))</span></label>
    <p class="hint" id="\(id)-hint">\(text("conflict.note.hint"))</p>
    <input id="\(id)" name="note" maxlength="500" dir="auto" aria-describedby="\(id)-hint"></div>
    """
  }
}
