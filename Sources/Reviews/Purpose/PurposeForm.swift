internal import Kernel
internal import Markup
internal import Web

/// The form in which the team writes its purpose; every button keeps what was typed.
struct PurposeForm {
  let visit: Visit
  let purpose: Purpose
  let note: String
  /// The version that is written over.
  let number: Int
  let cards: [ScorecardVersion]
  let faults: [Purpose.Fault]
  let problem: String?

  private var text: Text { visit.text }

  /// What the form brought; criteria that it did not offer stay with their value.
  static func read(_ form: Form, old: Purpose?, cards: [ScorecardVersion]) -> Purpose {
    let offered = Set(cards.flatMap { $0.rubric.criteria.map(\.id) })
    let ids = form.all("value").compactMap { Purpose.Value.ID(text: $0) }
    let values = ids.prefix(2 * Purpose.mostValues).map { id -> Purpose.Value in
      let ticked = form.all("criterion-\(id)").compactMap { Criterion.ID(text: $0) }
      let before = old?.values.first { $0.id == id }?.criteria ?? []
      return Purpose.Value(
        id: id, name: form["name-\(id)"], meaning: form["meaning-\(id)"],
        criteria: offered.intersection(ticked).union(before.subtracting(offered)))
    }
    return Purpose(sentence: form["sentence"], values: values)
  }

  var html: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("purpose.breadcrumb"))"><ol><li><a href="/purpose">\(text("purpose.title"))</a></li></ol></nav>
    <p class="lede">\(text("purpose.edit.lede"))</p>
    \(summary)
    <form class="form editor" method="post" action="/purpose/draft">\(visit.csrf)
      <input type="hidden" name="number" value="\(number)">
      <button class="visually-hidden" name="do" value="save" tabindex="-1" aria-hidden="true">\(text("purpose.save"))</button>
      <div class="field">
        <label for="sentence">\(text("purpose.sentence"))</label>
        <p class="hint" id="sentence-hint">\(text("purpose.sentence.hint"))</p>
        <textarea id="sentence" name="sentence" rows="2" maxlength="400" dir="auto" aria-describedby="sentence-hint">\(purpose.sentence)</textarea>
      </div>
      \(purpose.values.enumerated().map { value($1, $0) })
      <div class="actions"><button name="do" value="add">\(text("purpose.value.add"))</button></div>
      <div class="field">
        <label for="note">\(text("purpose.note")) <span class="optional">\(text("purpose.optional"))</span></label>
        <p class="hint" id="note-hint">\(text("purpose.note.hint"))</p>
        <input id="note" name="note" maxlength="500" dir="auto" value="\(note)" aria-describedby="note-hint">
      </div>
      <div class="form-actions"><button class="is-primary" name="do" value="save">\(text("purpose.save"))</button><a class="button is-quiet" href="/purpose">\(text("purpose.cancel"))</a></div>
    </form>
    """
  }

  private var summary: HTML? {
    if let problem { return "<p class=\"notice is-bad\" role=\"alert\">\(problem)</p>" }
    guard !faults.isEmpty else { return nil }
    let items = faults.map { fault -> HTML in
      let (field, sentence) = line(fault)
      return "<li><a href=\"#\(field)\">\(sentence)</a></li>"
    }
    return """
      <div class="error-summary" role="alert" tabindex="-1"><h2>\(text("purpose.problem"))</h2><ul>\(items)</ul></div>
      """
  }

  private func line(_ fault: Purpose.Fault) -> (field: String, sentence: String) {
    switch fault {
    case .noSentence: ("sentence", text("purpose.fault.noSentence"))
    case .longSentence:
      (
        "sentence",
        text("purpose.fault.longSentence", ["count": .integer(Purpose.longestSentence)])
      )
    case .noValues: ("sentence", text("purpose.fault.noValues"))
    case .tooManyValues:
      ("sentence", text("purpose.fault.tooManyValues", ["count": .integer(Purpose.mostValues)]))
    case .unnamed(let id): ("name-\(id)", text("purpose.fault.unnamed"))
    case .twice(let id): ("name-\(id)", text("purpose.fault.twice"))
    }
  }

  private func value(_ value: Purpose.Value, _ place: Int) -> HTML {
    let id = value.id.text
    let up: HTML? =
      place == 0
      ? nil
      : "<button class=\"is-small\" name=\"do\" value=\"up:\(id)\">\(text("purpose.value.up"))</button>"
    return """
      <fieldset class="editor-section"><legend class="visually-hidden">\(text("purpose.value.number", ["number": .integer(place + 1)]))</legend>
        <input type="hidden" name="value" value="\(id)">
        <div class="fields">
          <div class="field"><label for="name-\(id)">\(text("purpose.value.number", ["number": .integer(place + 1)]))</label>
          <input id="name-\(id)" name="name-\(id)" maxlength="80" dir="auto" value="\(value.name)"></div>
          <div class="field"><label for="meaning-\(id)">\(text("purpose.value.meaning"))</label>
          <textarea id="meaning-\(id)" name="meaning-\(id)" rows="2" maxlength="500" dir="auto">\(value.meaning)</textarea></div>
        </div>
        \(cards.map { criteria(of: $0, for: value) })
        <div class="actions">\(up)<button class="is-small is-danger" name="do" value="remove:\(id)">\(text("purpose.value.remove"))</button></div>
      </fieldset>
      """
  }

  private func criteria(of card: ScorecardVersion, for value: Purpose.Value) -> HTML {
    let boxes = card.rubric.criteria.map { criterion -> HTML in
      """
      <label class="choice"><input type="checkbox" name="criterion-\(value.id.text)" value="\(criterion.id.text)"\
      \("checked", if: value.criteria.contains(criterion.id))> <span dir="auto">\(criterion.name)</span></label>
      """
    }
    return """
      <fieldset class="field"><legend>\(text("purpose.value.criteria", ["name": .string(card.rubric.name)]))</legend>
      <div class="choices is-inline">\(boxes)</div></fieldset>
      """
  }
}
