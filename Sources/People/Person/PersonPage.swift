internal import Kernel
internal import Markup
internal import Web

/// One person: what is known, and for admins what can be changed.
struct PersonPage {
  let person: Person
  let directory: Directory
  let hasSecondStep: Bool

  /// Whether a reader sees more than names: addresses, roles, who may sign in.
  static func showsDetails(to actor: Actor) -> Bool {
    !actor.roles.isDisjoint(with: [.lead, .analyst, .admin, .auditor])
  }

  static func roleNames(of person: Person, _ directory: Directory, _ text: Text) -> HTML {
    let names = (directory.grants[person.id] ?? []).map { label($0, directory, text) }
    return "\(text.list(names))"
  }

  static func label(_ grant: Grant, _ directory: Directory, _ text: Text) -> String {
    guard grant.role == .lead else { return grant.role.name(text) }
    guard let team = grant.team else { return text("role.lead.all") }
    return text("role.lead.of", ["team": .string(directory.team(team)?.name ?? "–")])
  }

  static func state(_ person: Person, _ text: Text) -> HTML {
    if !person.isActive { return "<span class=\"badge\">\(text("people.badge.closed"))</span>" }
    return person.signsIn
      ? "<span class=\"badge is-good\">\(text("people.badge.signsIn"))</span>"
      : "<span class=\"badge is-plain\">\(text("people.badge.known"))</span>"
  }

  func html(_ visit: Visit, _ view: FormView) -> HTML {
    let text = visit.text
    let teams = text.list(directory.teamNames(of: person.id))
    let crumbs: HTML = """
      <nav class="breadcrumb" aria-label="\(text("form.breadcrumb"))"><ol>\
      <li><a href="/people">\(text("people.title"))</a></li><li><bdi>\(person.name)</bdi></li></ol></nav>
      """
    let details: HTML =
      Self.showsDetails(to: visit.actor)
      ? """
      <div><dt>\(text("person.email"))</dt><dd><bdi>\(person.email ?? "–")</bdi></dd></div>
      <div><dt>\(text("people.roles"))</dt><dd>\(Self.roleNames(of: person, directory, text))</dd></div>
      <div><dt>\(text("people.signIn"))</dt><dd>\(Self.state(person, text))</dd></div>
      <div><dt>\(text("people.since"))</dt><dd>\(text.moment(person.createdAt))</dd></div>
      """ : ""
    return """
      \(crumbs)\(view.summary)
      <dl class="facts"><div><dt>\(text("people.teams"))</dt><dd><bdi>\(teams.isEmpty ? "–" : teams)</bdi></dd></div>\(details)</dl>
      \(ways(visit))
      \(visit.actor.can(.change, .person) ? changes(visit, view) : "")
      """
  }

  /// Where this person's work can be read, for those who may.
  private func ways(_ visit: Visit) -> HTML? {
    let (actor, text) = (visit.actor, visit.text)
    func may(_ resource: Resource) -> Bool {
      let teams: [Team.ID?] = [nil] + (directory.memberships[person.id] ?? [])
      return teams.contains { team in
        actor.can(
          .read, resource, Ownership(person: person.id.rawValue, team: team?.rawValue))
      }
    }
    let said = ("/conversations" as Path).query([("agent", person.id.text)])
    let scores = ("/progress" as Path).appending(person.id.text)
    let links: [HTML] = [
      may(.conversation)
        ? "<a class=\"button\" href=\"\(said)\">\(text("people.conversations"))</a>" : "",
      may(.personReport)
        ? "<a class=\"button\" href=\"\(scores)\">\(text("people.progress"))</a>" : "",
      mayState(actor)
        ? "<a class=\"button\" href=\"\(("/skills/people" as Path).appending(person.id.text))\">\(text("people.skills"))</a>"
        : "",
    ].filter { !$0.isEmpty }
    return links.isEmpty ? nil : "<p class=\"actions\">\(links)</p>"
  }

  /// Whether the reader may state what this person reads and knows.
  private func mayState(_ actor: Actor) -> Bool {
    let teams: [Team.ID?] = [nil] + (directory.memberships[person.id] ?? [])
    return teams.count > 1
      && teams.contains { team in
        actor.can(
          .change, .skill, Ownership(person: person.id.rawValue, team: team?.rawValue))
      }
  }

  private func changes(_ visit: Visit, _ view: FormView) -> HTML {
    let text = visit.text
    let path = Path.person(person.id)
    return """
      <section class="card"><h2>\(text("people.change"))</h2>
      <form class="form" method="post" action="\(path)">\(visit.csrf)
      \(view.input("name", text("person.name"), value: person.name, attributes: " required autocomplete=\"off\" dir=\"auto\""))
      \(view.input("email", text("person.email"), value: person.email ?? "", hint: text("people.email.hint"), isOptional: !person.signsIn, attributes: " autocomplete=\"off\" autocapitalize=\"none\" dir=\"auto\""))
      <div class="form-actions"><button class="is-primary">\(text("form.save"))</button></div></form></section>
      \(visit.actor.person == person.id ? ownNote(text) : roles(visit, view) + access(visit))
      """
  }

  private func ownNote(_ text: Text) -> HTML {
    "<p class=\"notice\">\(text("people.own"))</p>"
  }

  private func roles(_ visit: Visit, _ view: FormView) -> HTML {
    let text = visit.text
    let path = Path.person(person.id).appending("roles")
    let held = directory.grants[person.id] ?? []
    let rows = held.map { grant -> HTML in
      """
      <li class="row is-apart"><span><strong>\(Self.label(grant, directory, text))</strong> \
      <span class="is-soft">\(grant.role.purpose(text))</span></span>
      <form class="inline-form" method="post" action="\(path.appending("removal"))">\(visit.csrf)\
      <input type="hidden" name="role" value="\(Self.value(grant))">\
      <button class="is-small">\(text("people.role.take"))</button></form></li>
      """
    }
    let free = PersonForm.roles(teams: directory.teams.filter(\.isActive), text, chosen: [])
      .filter { choice in !held.contains { Self.value($0) == choice.value } }
      .map { (value: $0.value, label: $0.label) }
    return """
      <section class="card"><h2>\(text("people.roles"))</h2>
      <p>\(text("people.roles.lede"))</p><ul class="stack is-tight">\(rows)</ul>
      <form class="form" method="post" action="\(path)">\(visit.csrf)
      \(view.select("role", text("people.role.add"), free, selected: ""))
      <div class="form-actions"><button>\(text("people.role.give"))</button></div></form></section>
      """
  }

  static func value(_ grant: Grant) -> String {
    grant.team.map { "lead:" + $0.text } ?? grant.role.rawValue
  }

  private func access(_ visit: Visit) -> HTML {
    let text = visit.text
    let path = Path.person(person.id)
    let active: HTML = person.isActive ? "0" : "1"
    let belonging = person.isActive ? text("people.close") : text("people.return")
    let effect = person.isActive ? text("people.close.effect") : text("people.return.effect")
    let password: HTML =
      person.email == nil
      ? "<p>\(text("people.password.noEmail"))</p>"
      : """
      <p>\(text("people.password.effect"))</p>
      <form method="post" action="\(path.appending("password"))">\(visit.csrf)\
      <button>\(text("people.password.make"))</button></form>
      """
    return """
      <section class="card"><h2>\(text("people.access"))</h2><div class="stack">\(password)\(secondStep(visit))
      <p><a href="\(path.appending("tokens"))">\(text("token.title"))</a></p>
      <p>\(effect)</p>
      <form method="post" action="\(path.appending("belonging"))">\(visit.csrf)\
      <input type="hidden" name="active" value="\(active)">\
      <button class="\(person.isActive ? "is-danger" : "is-quiet")">\(belonging)</button></form></div></section>
      """
  }

  private func secondStep(_ visit: Visit) -> HTML {
    guard hasSecondStep else { return "" }
    let action = Path.person(person.id).appending("second-step").appending("removal")
    return """
      <p>\(visit.text("step.drop.effect"))</p>
      <form method="post" action="\(action)">\(visit.csrf)<button>\(visit.text("step.off"))</button></form>
      """
  }
}
