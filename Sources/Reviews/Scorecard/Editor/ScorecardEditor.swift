import Kernel
import Markup
import Web

/// The editor of a draft: one form whose buttons all save what was typed.
struct ScorecardEditor {
  let draft: ScorecardDraft
  let path: Path
  let csrf: HTML
  let text: Text

  private var rubric: Rubric { draft.rubric }

  var html: HTML {
    """
    <form class="form is-wide editor" method="post" action="\(path.appending("draft"))">
      \(csrf)<input type="hidden" name="revision" value="\(draft.revision)">
      <div class="form-actions">
        <button class="is-primary" name="do" value="save">\(text("scorecard.save"))</button>
        <button name="do" value="preview">\(text("scorecard.saveAndPreview"))</button>
        <button name="do" value="publish">\(text("scorecard.saveAndPublish"))</button>
      </div>
      \(head)
      <p class="hint">\(text("scorecard.weight.hint"))</p>
      \(sections)
      <div class="actions">
        <button name="do" value="add-section">\(text("scorecard.addSection"))</button>
        \(rubric.sections.count > 1 ? evenSections : nil)
      </div>
      <div class="form-actions">
        <button class="is-primary" name="do" value="save">\(text("scorecard.save"))</button>
        <button name="do" value="preview">\(text("scorecard.saveAndPreview"))</button>
        <button name="do" value="publish">\(text("scorecard.saveAndPublish"))</button>
      </div>
    </form>
    """
  }

  private var evenSections: HTML {
    """
    <button class="is-quiet" name="do" value="even-sections">\(text("scorecard.evenWeights"))</button>
    """
  }

  private var head: HTML {
    let languages = Language.allCases.map { language -> HTML in
      """
      <option value="\(language.rawValue)"\("selected", if: language.rawValue == rubric.language)>\(language.ownName)</option>
      """
    }
    return """
      <section class="editor-section">
        <h2>\(text("scorecard.about"))</h2>
        <div class="field">
          <label for="name">\(text("scorecard.name"))</label>
          <input id="name" name="name" value="\(rubric.name)" maxlength="200" required dir="auto">
        </div>
        <div class="field">
          <label for="purpose">\(text("scorecard.purpose"))</label>
          <p class="hint" id="purpose-hint">\(text("scorecard.purpose.hint"))</p>
          <textarea id="purpose" name="purpose" rows="2" maxlength="1000" dir="auto" aria-describedby="purpose-hint">\(rubric.purpose)</textarea>
        </div>
        <div class="fields">
          <div class="field">
            <label for="language">\(text("scorecard.language"))</label>
            <select id="language" name="language">\(languages)</select>
          </div>
        </div>
        <label class="choice"><input type="checkbox" name="fails-section" value="1"\("checked", if: rubric.failsSection)>
          <span>\(text("scorecard.failsSection")) <span class="hint">\(text("scorecard.failsSection.hint"))</span></span></label>
      </section>
      """
  }

  private var sections: [HTML] {
    let shares = Shares(rubric.sections.map(\.share))
    return rubric.sections.enumerated().map { index, section in
      let id = section.id.text
      return """
        <section class="editor-section" id="section-\(id)" tabindex="-1">
          <h2><span dir="auto">\(title(section, index))</span></h2>
          <div class="editor-row">
            <div class="field">
              <label for="section-\(id)-name">\(text("scorecard.sectionName"))</label>
              <input id="section-\(id)-name" name="section-\(id)-name" value="\(section.name)" maxlength="200" dir="auto">
            </div>
            \(weight("section-\(id)-share", shares[index]))
            <div></div>
            \(moves("section", id, name: title(section, index), isFirst: index == 0, isLast: index == rubric.sections.count - 1))
          </div>
          \(criteria(of: section))
          <div class="actions">
            <button name="do" value="add-criterion:\(id)">\(text("scorecard.addCriterion"))</button>
            \(section.criteria.count > 1 ? evenCriteria(id) : nil)
          </div>
        </section>
        """
    }
  }

  private func title(_ section: Rubric.Section, _ index: Int) -> String {
    section.name.isEmpty
      ? text("scorecard.sectionNumber", ["number": .integer(index + 1)]) : section.name
  }

  private func evenCriteria(_ id: String) -> HTML {
    """
    <button class="is-quiet" name="do" value="even-criteria:\(id)">\(text("scorecard.evenWeights"))</button>
    """
  }

  private func criteria(of section: Rubric.Section) -> [HTML] {
    let shares = Shares(section.criteria.map(\.share))
    return section.criteria.enumerated().map { index, criterion in
      CriterionEditor(
        criterion: criterion, section: section, rubric: rubric, share: shares[index],
        isFirst: index == 0, isLast: index == section.criteria.count - 1, text: text
      ).html
    }
  }

  private func weight(_ field: String, _ share: Double) -> HTML {
    weightField(field, share, text)
  }

  private func moves(
    _ noun: String, _ id: String, name: String, isFirst: Bool, isLast: Bool
  ) -> HTML {
    moveButtons(noun, id, name: name, isFirst: isFirst, isLast: isLast, text)
  }
}

/// A share for reading, with a decimal only where it needs one.
func shortPercent(_ share: Double, _ text: Text) -> String {
  text.percent(share, digits: percent(share).contains(".") ? 1 : 0)
}

/// A share as a percentage that may be typed over.
func weightField(_ field: String, _ share: Double, _ text: Text) -> HTML {
  """
  <div class="field">
    <label for="\(field)">\(text("scorecard.weight"))</label>
    <input id="\(field)" name="\(field)" type="number" min="0" max="100" step="0.1" inputmode="decimal" value="\(percent(share))">
  </div>
  """
}

/// Up, down and remove, each naming what it moves for those who hear the page.
func moveButtons(
  _ noun: String, _ id: String, name: String, isFirst: Bool, isLast: Bool, _ text: Text
) -> HTML {
  let named: [String: TextValue] = ["name": .string(name)]
  return """
    <div class="actions">
      <button class="is-small" name="do" value="up-\(noun):\(id)" aria-label="\(text("scorecard.up.named", named))"\("disabled", if: isFirst)>\(text("scorecard.up"))</button>
      <button class="is-small" name="do" value="down-\(noun):\(id)" aria-label="\(text("scorecard.down.named", named))"\("disabled", if: isLast)>\(text("scorecard.down"))</button>
      <button class="is-small is-danger" name="do" value="remove-\(noun):\(id)" aria-label="\(text("scorecard.remove.named", named))">\(text("scorecard.remove"))</button>
    </div>
    """
}
