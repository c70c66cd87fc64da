internal import Kernel
internal import Markup
internal import Web

/// What the profile page shows.
struct ProfileView: Sendable {
  let person: Person
  let workspace: Workspace
  let sessions: [Session]
  let current: Session.ID?
  let teams: [Team]
  let mail: MailChoice
  /// What the person is told of regularly.
  let topics: Set<NoticeTopic>
  let hasSecondStep: Bool
  let feed: CalendarFeed?

  func html(_ visit: Visit, _ view: FormView) -> HTML {
    let text = visit.text
    return """
      <p class="lede">\(text("profile.lede"))</p>
      <section class="card"><h2>\(text("profile.settings"))</h2>
      <form class="form" method="post" action="/profile">\(visit.csrf)\(isAboutPassword(view) ? "" : view.summary)
      \(view.input("name", text("person.name"), value: person.name, attributes: " required autocomplete=\"name\" dir=\"auto\""))
      <div class="fields">\(view.select("language", text("profile.language"), languages(text), selected: person.language ?? ""))
      \(view.select("zone", text("workspace.zone"), zones(text), selected: person.zone?.name ?? ""))</div>
      \(view.choices("theme", text("profile.theme"), themes(text), isSingle: true, isInline: true))
      \(view.tick("shortcuts", text("profile.shortcuts"), isChosen: person.shortcutsOn, hint: text("profile.shortcuts.hint")))
      \(mail.field(view))
      \(NoticeTopic.fields(topics, view))
      <div class="form-actions"><button class="is-primary">\(text("form.save"))</button></div>
      </form></section>
      \(CalendarFeedView.section(feed, visit))\(roles(visit))
      <section class="card"><h2>\(text("profile.password"))</h2>
      <form class="form" method="post" action="/profile/password">\(visit.csrf)\(isAboutPassword(view) ? view.summary : "")
      <input type="hidden" name="username" value="\(person.email ?? "")" autocomplete="username">
      \(view.input("current", text("profile.password.current"), type: "password", attributes: " required autocomplete=\"current-password\""))
      \(view.input("password", text("profile.password.new"), type: "password", hint: text("password.hint"), attributes: " required autocomplete=\"new-password\" minlength=\"12\""))
      <p class="hint">\(text("profile.password.effect"))</p>
      <div class="form-actions"><button>\(text("profile.password.change"))</button></div>
      </form></section>
      <section class="card"><h2>\(text("step.title"))</h2><p>\(text("step.lede"))</p>
      <p><a class="button" href="/profile/second-step">\(hasSecondStep ? text("step.manage") : text("step.setUp"))</a></p></section>
      \(AccessTokenView.section(text))
      \(sessionTable(visit))
      """
  }

  /// Whether what is wrong belongs to the form of the password, not to the one above.
  private func isAboutPassword(_ view: FormView) -> Bool {
    ["current", "password"].contains(view.complaint?.field)
  }

  private func languages(_ text: Text) -> [(value: String, label: String)] {
    let own = Language(rawValue: workspace.language)?.ownName ?? workspace.language
    return [("", text("profile.asWorkspace", ["value": .string(own)]))] + Offer.languages
  }

  private func zones(_ text: Text) -> [(value: String, label: String)] {
    [("", text("profile.asWorkspace", ["value": .string(workspace.zone.name)]))] + Offer.zones
  }

  private func themes(_ text: Text) -> [Choice] {
    Theme.allCases.map { theme in
      Choice(value: theme.rawValue, label: theme.name(text), isChosen: theme == person.theme)
    }
  }

  private func roles(_ visit: Visit) -> HTML {
    let text = visit.text
    let items = visit.actor.grants.map { grant -> HTML in
      let team = grant.team.flatMap { id in teams.first { $0.id == id }?.name }
      let name: HTML = team.map { " <bdi>\($0)</bdi>" } ?? ""
      return """
        <li><strong>\(grant.role.name(text))</strong>\(name): \(grant.role.purpose(text))</li>
        """
    }
    return """
      <section class="card"><h2>\(text("profile.roles"))</h2><ul>\(items)</ul>
      <p><a href="/access">\(text("profile.roles.more"))</a></p></section>
      """
  }

  private func sessionTable(_ visit: Visit) -> HTML {
    let text = visit.text
    let rows = sessions.map { session -> HTML in
      let isHere = session.id == current
      let end: HTML =
        isHere
        ? "<span class=\"badge is-active\">\(text("profile.session.this"))</span>"
        : """
        <form class="inline-form" method="post" action="\(path(session))">\(visit.csrf)\
        <button class="is-small">\(text("profile.session.end"))</button></form>
        """
      return """
        <tr><th scope="row"><bdi>\(Browser.name(session.browser) ?? text("profile.session.unknown"))</bdi></th>
        <td>\(text.moment(session.createdAt))</td><td>\(text.moment(session.seenAt))</td>
        <td>\(end)</td></tr>
        """
    }
    return """
      <section><h2>\(text("profile.sessions"))</h2>
      <p>\(text("profile.sessions.lede"))</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("profile.sessions"))">
      <table><thead><tr><th scope="col">\(text("profile.session.browser"))</th>
      <th scope="col">\(text("profile.session.since"))</th>
      <th scope="col">\(text("profile.session.seen"))</th>
      <th scope="col"><span class="visually-hidden">\(text("profile.session.end"))</span></th></tr></thead>
      <tbody>\(rows)</tbody></table></div></section>
      """
  }

  private func path(_ session: Session) -> Path {
    ("/profile/sessions" as Path).appending(session.id.text).appending("end")
  }
}

/// Which browser a session was opened with, as far as it says.
enum Browser {
  /// For example `Firefox · Linux`; `nil` when nothing is recognised.
  static func name(_ agent: String) -> String? {
    let browsers = [
      ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"),
      ("Safari", "Safari"),
    ]
    let systems = [
      ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iPadOS"), ("Windows", "Windows"),
      ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ]
    let parts = [browsers, systems].compactMap { names in
      names.first { agent.contains($0.0) }?.1
    }
    return parts.isEmpty ? nil : parts.joined(separator: " · ")
  }
}
