import Kernel
import Markup
import Web

/// The fields of one criterion in the editor.
struct CriterionEditor {
  let criterion: Criterion
  let section: Rubric.Section
  let rubric: Rubric
  let share: Double
  let isFirst: Bool
  let isLast: Bool
  let text: Text

  private var id: String { criterion.id.text }
  private var field: String { "criterion-\(id)" }

  private var name: String {
    criterion.name.isEmpty ? text("criterion.unnamed") : criterion.name
  }

  var html: HTML {
    """
    <div class="stack" id="\(field)" tabindex="-1" role="group" aria-labelledby="\(field)-title">
      <h3 id="\(field)-title"><span dir="auto">\(name)</span> <span class="criterion-weight">\(text("scorecard.ofScore", ["share": .string(shortPercent(rubric.weight(of: criterion.id), text))]))</span></h3>
      <div class="editor-row">
        <div class="field">
          <label for="\(field)-name">\(text("criterion.name"))</label>
          <input id="\(field)-name" name="\(field)-name" value="\(criterion.name)" maxlength="200" dir="auto">
        </div>
        \(weightField("\(field)-share", share, text))
        <div></div>
        \(moveButtons("criterion", id, name: name, isFirst: isFirst, isLast: isLast, text))
        <div class="field is-full">
          <label for="\(field)-question">\(text("criterion.question"))</label>
          <input id="\(field)-question" name="\(field)-question" value="\(criterion.question)" maxlength="1000" dir="auto">
        </div>
      </div>
      \(measure)
      <div class="editor-anchors">\(options)</div>
      <div class="actions">
        <button class="is-small" name="do" value="add-option:\(id)"\("disabled", if: criterion.options.count >= Rubric.Limit.options)>\(text("criterion.addOption"))</button>
      </div>
      <label class="choice"><input type="checkbox" name="\(field)-na" value="1"\("checked", if: criterion.allowsNotApplicable)>
        <span>\(text("criterion.allowsNotApplicable"))</span></label>
      \(condition)
    </div>
    """
  }

  private var measure: HTML {
    var unit = ""
    var isNumber = false
    if case .number(let known) = criterion.measure {
      unit = known
      isNumber = true
    }
    let unitField: HTML = """
      <div class="field">
        <label for="\(field)-unit">\(text("criterion.unit"))</label>
        <input id="\(field)-unit" name="\(field)-unit" value="\(unit)" maxlength="40" dir="auto">
      </div>
      """
    return """
      <div class="fields">
        <div class="field">
          <label for="\(field)-measure">\(text("criterion.measure"))</label>
          <select id="\(field)-measure" name="\(field)-measure">
            <option value="choice"\("selected", if: !isNumber)>\(text("criterion.measure.choice", ["count": .integer(criterion.options.count)]))</option>
            <option value="number"\("selected", if: isNumber)>\(text("criterion.measure.number"))</option>
          </select>
        </div>
        \(isNumber ? unitField : nil)
        \(rubric.sections.count > 1 ? transfer : nil)
      </div>
      """
  }

  private var transfer: HTML {
    let sections = rubric.sections.enumerated().map { index, other -> HTML in
      let shown =
        other.name.isEmpty
        ? text("scorecard.sectionNumber", ["number": .integer(index + 1)]) : other.name
      return """
        <option value="\(other.id.text)"\("selected", if: other.id == section.id)>\(shown)</option>
        """
    }
    return """
      <div class="field">
        <label for="\(field)-section">\(text("criterion.section"))</label>
        <select id="\(field)-section" name="\(field)-section">\(sections)</select>
      </div>
      """
  }

  /// From the best to the worst, as the reviewer will see them.
  private var options: [HTML] {
    criterion.options.indices.reversed().map { index in
      OptionEditor(criterion: criterion, index: index, text: text).html
    }
  }

  private var condition: HTML? {
    let others = rubric.criteria.filter { $0.id != criterion.id && !$0.options.isEmpty }
    guard !others.isEmpty else { return nil }
    let choices = others.map { other -> HTML in
      """
      <option value="\(other.id.text)"\("selected", if: criterion.condition?.criterion == other.id)>\(other.name)</option>
      """
    }
    return """
      <details class="disclosure"\("open", if: criterion.condition != nil)><summary>\(text("criterion.condition"))</summary>
        <div class="stack">
          <div class="field">
            <label for="\(field)-condition">\(text("criterion.condition.criterion"))</label>
            <p class="hint" id="\(field)-condition-hint">\(text("criterion.condition.hint"))</p>
            <select id="\(field)-condition" name="\(field)-condition" aria-describedby="\(field)-condition-hint">
              <option value="">\(text("criterion.condition.always"))</option>
              \(choices)
            </select>
          </div>
          \(conditionOptions)
        </div>
      </details>
      """
  }

  private var conditionOptions: HTML? {
    guard let condition = criterion.condition,
      let other = rubric.criterion(condition.criterion)
    else { return nil }
    let boxes = other.options.reversed().map { option -> HTML in
      """
      <label class="choice"><input type="checkbox" name="\(field)-condition-option" value="\(option.id.text)"\
      \("checked", if: condition.options.contains(option.id))> <span dir="auto">\(option.label)</span></label>
      """
    }
    return """
      <fieldset class="field"><legend>\(text("criterion.condition.options"))</legend>
        <div class="choices is-inline">\(boxes)</div>
      </fieldset>
      """
  }
}

/// The fields of one option in the editor.
struct OptionEditor {
  let criterion: Criterion
  let index: Int
  let text: Text

  private var option: Criterion.Option { criterion.options[index] }
  private var field: String { "option-\(option.id)" }
  private var target: String { "\(criterion.id):\(option.id)" }

  private var name: String {
    option.label.isEmpty
      ? text("criterion.optionNumber", ["number": .integer(index + 1)]) : option.label
  }

  private var hasMore: Bool {
    option.isCritical || option.isFatal || option.needsComment || !option.causes.isEmpty
      || option.value != nil
  }

  var html: HTML {
    """
    <div class="card stack is-tight" role="group" aria-label="\(name)">
      <div class="field">
        <label for="\(field)-label">\(text("criterion.option"))</label>
        <input id="\(field)-label" name="\(field)-label" value="\(option.label)" maxlength="100" dir="auto">
      </div>
      <div class="field">
        <label for="\(field)-anchor">\(text("criterion.anchor"))</label>
        <textarea id="\(field)-anchor" name="\(field)-anchor" rows="3" maxlength="1000" dir="auto">\(option.anchor)</textarea>
      </div>
      \(band)
      <details class="disclosure"><summary>\(text("criterion.consequences"))\(hasMore ? marks : nil)</summary>
        <div class="stack is-tight">\(more)</div>
      </details>
      \(moves)
    </div>
    """
  }

  /// What is set behind the disclosure, so that nobody has to open it to know.
  private var marks: HTML {
    var parts: [String] = []
    if option.isFatal { parts.append(text("criterion.fatal")) }
    if option.isCritical { parts.append(text("criterion.critical")) }
    if option.needsComment { parts.append(text("criterion.commentShort")) }
    if !option.causes.isEmpty {
      parts.append(text("criterion.causeCount", ["count": .integer(option.causes.count)]))
    }
    return parts.isEmpty
      ? .empty : " <span class=\"is-soft\">(\(text.list(parts)))</span>"
  }

  private var band: HTML? {
    guard case .number = criterion.measure else { return nil }
    func shown(_ value: Double?) -> String {
      value.map { $0 == $0.rounded() && abs($0) < 1e15 ? "\(Int($0))" : "\($0)" } ?? ""
    }
    return """
      <div class="fields">
        <div class="field">
          <label for="\(field)-from">\(text("criterion.from"))</label>
          <input id="\(field)-from" name="\(field)-from" type="number" step="any" value="\(shown(option.band?.from))">
        </div>
        <div class="field">
          <label for="\(field)-below">\(text("criterion.below"))</label>
          <input id="\(field)-below" name="\(field)-below" type="number" step="any" value="\(shown(option.band?.below))">
        </div>
      </div>
      """
  }

  private var more: HTML {
    """
    <div class="field">
      <label for="\(field)-value">\(text("criterion.value"))</label>
      <p class="hint" id="\(field)-value-hint">\(text("criterion.value.hint", ["share": .string(shortPercent(criterion.values[index], text))]))</p>
      <input id="\(field)-value" name="\(field)-value" type="number" min="0" max="100" step="0.1" value="\(option.value.map(percent) ?? "")" aria-describedby="\(field)-value-hint">
    </div>
    <div class="choices">
      \(box("comment", option.needsComment, text("criterion.needsComment")))
      \(box("critical", option.isCritical, text("criterion.isCritical")))
      \(box("fatal", option.isFatal, text("criterion.isFatal")))
    </div>
    <div class="field">
      <label for="\(field)-causes">\(text("criterion.causesField"))</label>
      <textarea id="\(field)-causes" name="\(field)-causes" rows="3" dir="auto">\(option.causes.map(\.text).joined(separator: "\n"))</textarea>
    </div>
    """
  }

  private func box(_ name: String, _ isOn: Bool, _ label: String) -> HTML {
    """
    <label class="choice"><input type="checkbox" name="\(field)-\(name)" value="1"\("checked", if: isOn)> <span>\(label)</span></label>
    """
  }

  private var moves: HTML {
    let isBest = index == criterion.options.count - 1
    return moveButtons("option", target, name: name, isFirst: isBest, isLast: index == 0, text)
  }
}
