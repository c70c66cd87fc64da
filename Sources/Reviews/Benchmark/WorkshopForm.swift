internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// The form that opens a workshop: first the conversation, then the group.
struct WorkshopForm {
  struct Model: Sendable {
    let conversation: Conversation?
    let headline: Headline?
    let candidates: [WorkshopCandidate]
    let cards: [ScorecardVersion]
    let people: [Person]
  }

  let visit: Visit
  let model: Model
  let sent: Form?
  let problem: String?

  private var text: Text { visit.text }

  /// The conversation that a key, an address or a number of the source means, if it is readable.
  static func conversation(
    _ asked: String, for actor: Actor, in db: any Connection
  ) throws -> Conversation? {
    let last = asked.split { "/?#".contains($0) }.last.map(String.init) ?? ""
    if let id = Conversation.ID(text: last),
      let found = try Conversation.find(id, for: actor, in: db)
    {
      return found
    }
    guard !last.isEmpty else { return nil }
    let known: Conversation.ID? = try db.value(
      """
      SELECT id AS value FROM conversation
      WHERE workspace_id = \(actor.scope) AND external_id = \(last) AND deleted_at IS NULL
      ORDER BY id DESC
      LIMIT 1
      """)
    return try known.flatMap { try Conversation.find($0, for: actor, in: db) }
  }

  var html: HTML {
    """
    \(BenchmarkPages.breadcrumb(("/workshops", text("workshop.list")), text))
    <p class="lede">\(text("workshop.new.lede"))</p>
    \(problem.map { "<p class=\"notice is-bad\" role=\"alert\">\($0)</p>" as HTML })
    \(model.conversation.map(group) ?? choice)
    """
  }

  private var choice: HTML {
    """
    <form class="form" method="get" action="/workshops/new">
      <div class="field"><label for="conversation">\(text("workshop.conversation"))</label>
      <p class="hint" id="conversation-hint">\(text("workshop.conversation.hint"))</p>
      <input id="conversation" name="conversation" required dir="auto" aria-describedby="conversation-hint" value="\(sent?["conversation"] ?? visit.query("conversation"))"></div>
      <div class="form-actions"><button class="is-primary">\(text("workshop.conversation.choose"))</button></div>
    </form>
    \(candidates)
    """
  }

  private var candidates: HTML? {
    guard !model.candidates.isEmpty else { return nil }
    let rows = model.candidates.map { candidate -> HTML in
      let path = ("/workshops/new" as Path).query([("conversation", candidate.headline.id.text)])
      return """
        <tr><th scope="row"><a class="row-link" href="\(path)" dir="auto">\(candidate.headline.title(text))</a><span class="row-note">\(candidate.headline.note(text))</span></th>
        <td class="is-numeric">\(text.number(candidate.gap, digits: 0))</td></tr>
        """
    }
    return """
      <section class="stack"><h2>\(text("workshop.candidates"))</h2><p>\(text("workshop.candidates.why"))</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("workshop.candidates"))"><table>
      <thead><tr><th scope="col">\(text("workshop.conversation"))</th><th scope="col" class="is-numeric">\(text("workshop.gap"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div></section>
      """
  }

  private func group(_ conversation: Conversation) -> HTML {
    let cards = model.cards.map { card -> HTML in
      """
      <option value="\(card.id.text)"\("selected", if: sent?["card"] == card.id.text)>\(card.rubric.name) \(card.label)</option>
      """
    }
    let chosen = Set(sent?.all("person") ?? [])
    let people = model.people.map { person -> HTML in
      """
      <label class="choice"><input type="checkbox" name="person" value="\(person.id.text)"\
      \("checked", if: chosen.contains(person.id.text))> <span dir="auto">\(person.name)</span></label>
      """
    }
    let path = Conversation.path(conversation.id)
    return """
      <form class="form" method="post" action="/workshops">\(visit.csrf)
        <input type="hidden" name="conversation" value="\(conversation.id.text)">
        <p>\(text("workshop.conversation")): <a href="\(path)" dir="auto">\(model.headline?.title(text) ?? "–")</a>, \(model.headline?.note(text)). <a href="/workshops/new">\(text("workshop.conversation.other"))</a></p>
        <div class="field"><label for="card">\(text("workshop.card"))</label><select id="card" name="card">\(cards)</select></div>
        <fieldset class="field"><legend>\(text("workshop.group"))</legend><p class="hint">\(text("workshop.group.hint"))</p>
        <div class="choices is-inline">\(people)</div></fieldset>
        <div class="field"><label for="note">\(text("workshop.note")) <span class="optional">\(text("workshop.optional"))</span></label>
        <p class="hint" id="note-hint">\(text("workshop.note.hint"))</p>
        <input id="note" name="note" maxlength="500" dir="auto" value="\(sent?["note"])" aria-describedby="note-hint"></div>
        <div class="form-actions"><button class="is-primary">\(text("workshop.open"))</button><a class="button is-quiet" href="/workshops">\(text("workshop.back"))</a></div>
      </form>
      """
  }
}
