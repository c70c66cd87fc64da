internal import Kernel
internal import Markup
internal import Web

/// The form that takes somebody in.
struct PersonForm {
  let teams: [Team]
  let typed: Form

  func html(_ visit: Visit, _ view: FormView) -> HTML {
    let text = visit.text
    return """
      <p class="lede">\(text("people.new.lede"))</p>
      <form class="form" method="post" action="/people">\(visit.csrf)\(view.summary)
      \(view.input("name", text("person.name"), value: typed["name"], attributes: " required autocomplete=\"off\" dir=\"auto\""))
      \(view.input("email", text("person.email"), value: typed["email"], hint: text("people.email.hint"), isOptional: true, attributes: " autocomplete=\"off\" autocapitalize=\"none\" dir=\"auto\""))
      \(view.choices("role", text("people.roles"), roles(text)))
      \(view.choices("team", text("people.teams"), teamChoices, isInline: true))
      <div class="form-actions"><button class="is-primary">\(text("people.new.submit"))</button>
      <a class="button is-quiet" href="/people">\(text("form.cancel"))</a></div></form>
      """
  }

  private func roles(_ text: Text) -> [Choice] {
    Self.roles(teams: teams, text, chosen: Set(typed.all("role")))
  }

  private var teamChoices: [Choice] {
    let chosen = Set(typed.all("team"))
    return teams.map { team in
      Choice(value: team.id.text, label: team.name, isChosen: chosen.contains(team.id.text))
    }
  }

  /// Every role one can be given, a lead's once for each team and once for all.
  static func roles(teams: [Team], _ text: Text, chosen: Set<String>) -> [Choice] {
    Role.allCases.flatMap { role -> [Choice] in
      let whole = Choice(
        value: role.rawValue,
        label: role == .lead ? text("role.lead.all") : role.name(text),
        hint: role.purpose(text), isChosen: chosen.contains(role.rawValue))
      guard role == .lead else { return [whole] }
      return teams.map { team in
        let value = "lead:" + team.id.text
        return Choice(
          value: value, label: text("role.lead.of", ["team": .string(team.name)]),
          isChosen: chosen.contains(value))
      } + [whole]
    }
  }
}
