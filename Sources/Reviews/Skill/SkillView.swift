internal import Kernel
internal import Markup
internal import People
internal import Web

/// What one reads and knows oneself, what the team does, and which conversations need what.
struct SkillView {
  let visit: Visit
  let model: SkillPages.Model
  let problem: String?
  let typed: String

  private var text: Text { visit.text }
  private var mayName: Bool { visit.actor.can(.create, .skill) }
  private var own: Person? {
    model.people.first { $0.person.id == visit.actor.person && $0.isOpen }?.person
  }

  var html: HTML {
    """
    <p class="lede">\(text("skill.lede"))</p>\(PlanFields.summary([problem].compactMap(\.self), text))
    \(own.map(ownForm))\(team)\(mayName ? list : nil)
    """
  }

  /// The same form for somebody else, by their lead.
  func page(of person: Person) -> HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("cycle.breadcrumb"))"><ol><li><a href="/skills">\(text("skill.title"))</a></li><li><bdi>\(person.name)</bdi></li></ol></nav>
    <p class="lede">\(text("skill.of.lede"))</p>\(form(person))
    """
  }

  private func ownForm(_ person: Person) -> HTML {
    let conflicts: HTML =
      visit.actor.can(.create, .conflict)
      ? "<p><a href=\"/conflicts\">\(text("conflict.way"))</a></p>" : ""
    return """
      <section class="card"><h2>\(text("skill.own"))</h2>\(form(person))\(conflicts)</section>
      """
  }

  private func form(_ person: Person) -> HTML {
    let stated = model.strengths[person.id] ?? Strengths()
    let others = stated.languages.filter { tag in !Tongue.common.contains { $0.tag == tag } }
    let tags = Tongue.common.map(\.tag) + others.sorted()
    let languages = tags.map { tag in
      box("language", tag, Tongue.name(of: tag), isOn: stated.languages.contains(tag))
    }
    let skills = model.active.map { skill in
      box(
        "skill", skill.id.text, skill.name, isOn: stated.skills.contains(skill.id),
        hint: text.list(skill.reasons + skill.queues))
    }
    let list: HTML =
      skills.isEmpty
      ? "<p class=\"hint\">\(text("skill.none"))</p>" : "<div class=\"choices\">\(skills)</div>"
    return """
      <form class="form" method="post" action="\(Path.skills(of: person.id))">\(visit.csrf)
      <fieldset class="field"><legend>\(text("skill.languages"))</legend><p class="hint">\(text("skill.languages.hint"))</p>
      <div class="choices is-inline">\(languages)</div></fieldset>
      <fieldset class="field"><legend>\(text("skill.skills"))</legend>\(list)</fieldset>
      <div class="form-actions"><button class="is-primary">\(text("skill.save"))</button></div></form>
      """
  }

  private func box(
    _ name: String, _ value: String, _ label: String, isOn: Bool, hint: String = ""
  ) -> HTML {
    let note: HTML = hint.isEmpty ? "" : " <span class=\"hint\" dir=\"auto\">\(hint)</span>"
    return """
      <label class="choice"><input type="checkbox" name="\(name)" value="\(value)"\("checked", if: isOn)> <span><span dir="auto">\(label)</span>\(note)</span></label>
      """
  }

  // MARK: The team

  private var team: HTML {
    let others = model.people.filter { $0.person.id != visit.actor.person }
    guard !others.isEmpty else { return "" }
    return """
      <section><h2>\(text("skill.team"))</h2><p>\(text("skill.team.lede"))</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("skill.team"))">
      <table><thead><tr><th scope="col">\(text("cycle.person"))</th><th scope="col">\(text("skill.languages"))</th>
      <th scope="col">\(text("skill.skills"))</th></tr></thead><tbody>\(others.map(row))</tbody></table></div></section>
      """
  }

  private func row(_ entry: (person: Person, isOpen: Bool)) -> HTML {
    let stated = model.strengths[entry.person.id] ?? Strengths()
    let name: HTML =
      entry.isOpen
      ? "<a class=\"row-link\" href=\"\(Path.skills(of: entry.person.id))\" dir=\"auto\">\(entry.person.name)</a>"
      : "<span dir=\"auto\">\(entry.person.name)</span>"
    let languages = stated.languages.map(Tongue.name).sorted()
      .map { "<span class=\"badge is-plain\" dir=\"auto\">\($0)</span> " as HTML }
    let skills = model.active.filter { stated.skills.contains($0.id) }
      .map { "<span class=\"badge is-plain\" dir=\"auto\">\($0.name)</span> " as HTML }
    return """
      <tr><th scope="row">\(name)</th>
      <td>\(languages.isEmpty ? "<span class=\"is-soft\">\(text("skill.guessed"))</span>" : languages.joined())</td>
      <td>\(skills.isEmpty ? "–" : skills.joined())</td></tr>
      """
  }

  // MARK: The list of skills

  private var list: HTML {
    let cards = model.skills.map(card)
    return """
      <section><h2>\(text("skill.list"))</h2><p>\(text("skill.list.lede"))</p>\(cards)
      <section class="card"><h3>\(text("skill.new"))</h3>
      <form class="form" method="post" action="/skills">\(visit.csrf)
      <div class="field"><label for="name">\(text("skill.name"))</label>
      <input id="name" name="name" required maxlength="\(Skill.longestName)" dir="auto" value="\(typed)"></div>
      \(needs("new", [], []))
      <div class="form-actions"><button>\(text("skill.add"))</button></div></form></section></section>
      """
  }

  private func card(_ skill: Skill) -> HTML {
    let people = model.people.filter {
      (model.strengths[$0.person.id] ?? Strengths()).skills.contains(skill.id)
    }
    let state: HTML =
      skill.isRetired ? "<span class=\"badge\">\(text("skill.retired"))</span>" : ""
    let words = skill.reasons + skill.queues
    let needs: HTML =
      words.isEmpty
      ? "\(text("skill.unused"))"
      : "\(text("skill.needed")) <bdi>\(text.list(words))</bdi>"
    return """
      <section class="card"><div class="card-header"><h3 dir="auto">\(skill.name)</h3>\(state)</div>
      <p>\(text("skill.people", ["count": .integer(people.count)])) \(needs)</p>
      <details class="disclosure"><summary>\(text("skill.change"))</summary>
      <form class="form" method="post" action="\(Path.skills.appending(skill.id.text))">\(visit.csrf)
      \(self.needs(skill.id.text, skill.reasons, skill.queues))
      <label class="choice"><input type="checkbox" name="retired" value="1"\("checked", if: skill.isRetired)> <span>\(text("skill.retire"))</span></label>
      <div class="form-actions"><button>\(text("skill.save"))</button></div></form></details></section>
      """
  }

  private func needs(_ id: String, _ reasons: [String], _ queues: [String]) -> HTML {
    """
    <div class="fields">\(lines("reasons", id, text("skill.reasons"), reasons, known: model.reasons))
    \(lines("queues", id, text("skill.queues"), queues, known: model.queues))</div>
    """
  }

  private func lines(
    _ name: String, _ id: String, _ label: String, _ words: [String], known: [String]
  ) -> HTML {
    let field = "\(name)-\(id)"
    let hint: HTML =
      known.isEmpty
      ? "\(text("skill.lines"))"
      : "\(text("skill.lines")) \(text("skill.known")) <bdi>\(text.list(known.prefix(12)))</bdi>"
    return """
      <div class="field"><label for="\(field)">\(label) <span class="optional">\(text("feedback.optional"))</span></label>
      <p class="hint" id="\(field)-hint">\(hint)</p>
      <textarea id="\(field)" name="\(name)" rows="3" dir="auto" aria-describedby="\(field)-hint">\(words.joined(separator: "\n"))</textarea></div>
      """
  }
}
