internal import Kernel
internal import Markup
internal import Web

/// The list of people: a search, a team, who is still here.
struct PersonList {
  let directory: Directory
  let query: String
  let team: Team.ID?
  let state: String

  private static let most = 500

  private var found: [Person] {
    let wanted = query.lowercased()
    return directory.persons.filter { person in
      (state == "all" || person.isActive == (state != "closed"))
        && (team == nil || directory.memberships[person.id]?.contains { $0 == team } == true)
        && (wanted.isEmpty || person.name.lowercased().contains(wanted)
          || person.email?.contains(wanted) == true)
    }
  }

  func html(_ visit: Visit) -> HTML {
    let (text, found) = (visit.text, found)
    let add: HTML =
      visit.actor.can(.create, .person)
      ? """
      <div class="page-actions"><a class="button is-primary" href="/people/new">\(text("people.new"))</a></div>
      """ : ""
    return """
      <p class="lede">\(text("people.lede", ["count": .integer(found.count)]))</p>\(add)
      \(filter(text))
      \(found.isEmpty ? empty(text) : table(visit, Array(found.prefix(Self.most))))
      """
  }

  private func filter(_ text: Text) -> HTML {
    let view = FormView(text)
    let teams =
      [(value: "", label: text("people.allTeams"))]
      + directory.teams.map { (value: $0.id.text, label: $0.name) }
    let states = [
      (value: "active", label: text("people.state.active")),
      (value: "closed", label: text("people.state.closed")),
      (value: "all", label: text("people.state.all")),
    ]
    return """
      <form class="filter-bar" method="get" action="/people" role="search">
      <div class="field is-search"><label for="q">\(text("people.search"))</label>\
      <input id="q" name="q" type="search" value="\(query)" dir="auto" data-key="/" data-key-label="\(text("people.search"))"></div>
      \(view.select("team", text("team.name"), teams, selected: team?.text ?? ""))
      \(view.select("state", text("people.state"), states, selected: state))
      <button>\(text("form.filter"))</button></form>
      """
  }

  private func empty(_ text: Text) -> HTML {
    """
    <div class="empty"><h2>\(text("people.empty"))</h2><p>\(text("people.empty.why"))</p>
    <a class="button" href="/people?state=all">\(text("people.empty.all"))</a></div>
    """
  }

  private func table(_ visit: Visit, _ persons: [Person]) -> HTML {
    let text = visit.text
    let showsRoles = PersonPage.showsDetails(to: visit.actor)
    let rows = persons.map { person -> HTML in
      let roles: HTML =
        showsRoles
        ? "<td>\(PersonPage.roleNames(of: person, directory, text))</td><td>\(PersonPage.state(person, text))</td>"
        : ""
      return """
        <tr><th scope="row"><a class="row-link" href="\(Path.person(person.id))" dir="auto">\(person.name)</a></th>
        <td><bdi>\(text.list(directory.teamNames(of: person.id)))</bdi></td>\(roles)</tr>
        """
    }
    let heads: HTML =
      showsRoles
      ? "<th scope=\"col\">\(text("people.roles"))</th><th scope=\"col\">\(text("people.signIn"))</th>"
      : ""
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("people.title"))">
      <table><thead><tr><th scope="col">\(text("person.name"))</th>
      <th scope="col">\(text("people.teams"))</th>\(heads)</tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }
}
