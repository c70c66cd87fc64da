internal import Kernel
internal import Markup
internal import People
internal import Web

/// A goal as it is typed.
struct GoalForm: Sendable {
  var id: Goal.ID?
  var number = 0
  var title = ""
  var why = ""
  var aim = ""
  var owner: Person.ID?

  /// A new goal for the first of those the reader may choose, or the one of the address.
  init(_ visit: Visit, _ aims: Aims) {
    let choices = aims.choices(visit.actor, .create, .goal)
    let wanted = visit.query("aim").flatMap(Goal.Aim.init(text:))
    aim = (wanted.flatMap { choices.contains($0) ? $0 : nil } ?? choices.first)?.text ?? ""
    owner = visit.actor.person
  }

  init(_ goal: Goal) {
    id = goal.id
    number = goal.number
    title = goal.title
    why = goal.why
    aim = goal.aim.text
    owner = goal.owner
  }

  init(_ form: Form, old: Goal?) {
    id = old?.id
    number = form.int("number") ?? 0
    title = String(form["title"].prefix(Goal.longestTitle))
    why = String(form["why"].prefix(Goal.longestWhy))
    aim = old?.aim.text ?? form["aim"]
    owner = form.id("owner")
  }

  func page(_ visit: Visit, _ aims: Aims, _ view: FormView) -> HTML {
    let text = visit.text
    let path: Path = id.map { Path.goal($0).appending("edit") } ?? "/goals/new"
    let back: Path = id.map { .goal($0) } ?? "/goals"
    let choices = aims.choices(visit.actor, .create, .goal).map {
      (value: $0.text, label: aims.name($0, text))
    }
    let whose: HTML? =
      id == nil
      ? view.select("aim", text("goal.aim"), choices, selected: aim, hint: text("goal.aim.hint"))
      : nil
    return """
      <nav class="breadcrumb" aria-label="\(text("form.breadcrumb"))"><ol><li><a href="/goals">\(text("goal.title"))</a></li></ol></nav>
      <p class="lede">\(text("goal.form.lede"))</p>
      <form class="form" method="post" action="\(path)">\(visit.csrf)\(view.summary)
      <input type="hidden" name="number" value="\(number)">
      \(view.input("title", text("goal.sentence"), value: title, hint: text("goal.sentence.hint"), attributes: " maxlength=\"120\" dir=\"auto\""))
      <div class="field"><label for="why">\(text("goal.why")) <span class="optional">\(text("form.optional"))</span></label>
      <p class="hint" id="why-hint">\(text("goal.why.hint"))</p>
      <textarea id="why" name="why" rows="3" maxlength="600" dir="auto" aria-describedby="why-hint">\(why)</textarea></div>
      \(whose)
      \(view.select("owner", text("goal.owner"), owners(aims, text), selected: owner?.text ?? "", hint: text("goal.owner.hint")))
      <div class="form-actions"><button class="is-primary">\(text("form.save"))</button>
      <a class="button is-quiet" href="\(back)">\(text("form.cancel"))</a></div></form>
      """
  }

  private func owners(_ aims: Aims, _ text: Text) -> [(value: String, label: String)] {
    [(value: "", label: text("goal.owner.none"))]
      + aims.people.filter { $0.isActive && ($0.signsIn || $0.id == owner) }
      .sorted { $0.name < $1.name }.map { (value: $0.id.text, label: $0.name) }
  }
}
