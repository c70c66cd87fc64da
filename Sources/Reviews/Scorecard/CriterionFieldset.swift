import Kernel
import Markup
import Web

/// One criterion of the rating form.
struct CriterionFieldset {
  let criterion: Criterion
  let percentage: Int
  let answer: Answer?
  let problem: AnswerProblem.Kind?
  let isAsked: Bool
  let rubric: Rubric
  let text: Text
  let beside: HTML

  private var id: String { criterion.id.text }

  var html: HTML {
    """
    <fieldset class="criterion" id="criterion-\(id)" tabindex="-1"\(describedBy)>
      <legend><span dir="auto">\(criterion.name.isBlank ? text("criterion.unnamed") : criterion.name)</span>\(marks) <span class="criterion-weight">\(text.percent(Double(percentage) / 100))</span></legend>
      \(Self.condition(of: criterion, isAsked: isAsked, rubric, text))
      \(criterion.question.isEmpty ? nil : question)
      \(beside)
      \(error)
      \(scale)
      \(causes)
      \(comment)
    </fieldset>
    """
  }

  private var question: HTML { "<p class=\"hint\" dir=\"auto\">\(criterion.question)</p>" }

  private var describedBy: HTML {
    problem == nil ? .empty : " aria-describedby=\"criterion-\(id)-error\""
  }

  private var error: HTML? {
    problem.map {
      "<p class=\"error\" id=\"criterion-\(id)-error\">\(ScorecardForm.sentence($0, text))</p>"
    }
  }

  /// Words beside the name for what an option of this criterion may do.
  private var marks: HTML {
    var marks = HTML.empty
    if criterion.options.contains(where: \.isCritical) {
      marks += " <span class=\"mark is-critical\">\(text("criterion.critical"))</span>"
    }
    if criterion.options.contains(where: \.isFatal) {
      marks += " <span class=\"mark is-fatal\">\(text("criterion.fatal"))</span>"
    }
    return marks
  }

  /// When the criterion is asked and whether it is now; replaced while the reviewer answers.
  static func condition(
    of criterion: Criterion, isAsked: Bool, _ rubric: Rubric, _ text: Text
  ) -> HTML? {
    guard let sentence = rubric.sentence(of: criterion.condition, text) else { return nil }
    let notAsked: HTML? =
      isAsked ? nil : " <strong>\(text("criterion.notAskedNow"))</strong>"
    let mark: HTML? = " data-not-asked"
    return """
      <p class="hint criterion-condition" id="criterion-\(criterion.id.text)-condition"\(isAsked ? nil : mark)>\(sentence)\(notAsked)</p>
      """
  }

  private var scale: HTML {
    switch criterion.measure {
    case .choice: choices
    case .number(let unit): number(unit)
    }
  }

  private var choices: HTML {
    let isPlain = criterion.options.allSatisfy(\.anchor.isEmpty)
    let options = criterion.options.enumerated().reversed().map { index, option in
      radio(
        value: option.id.text, isChosen: answer?.choice == .option(option.id),
        key: pick(index), label: label(option, index), anchor: option.anchor,
        consequence: consequence(of: option))
    }
    return """
      <div class="scale\(isPlain ? " is-row" : "")">\(options)\(notApplicable)</div>
      """
  }

  /// The name of an option; its number while a draft has none yet.
  private func label(_ option: Criterion.Option, _ index: Int) -> String {
    option.label.isBlank
      ? text("criterion.optionNumber", ["number": .integer(index + 1)]) : option.label
  }

  private func pick(_ index: Int) -> String? {
    if criterion.options.count == 2 { return index == 0 ? "n" : "y" }
    return index < 9 ? "\(index + 1)" : nil
  }

  private func consequence(of option: Criterion.Option) -> String? {
    if option.isFatal { return text("criterion.fatalHint") }
    if option.isCritical { return text("criterion.criticalHint") }
    return option.needsComment ? text("criterion.commentHint") : nil
  }

  private var notApplicable: HTML? {
    guard criterion.allowsNotApplicable else { return nil }
    return radio(
      value: "na", isChosen: answer?.choice == .notApplicable, key: "x",
      label: text("criterion.notApplicable"), anchor: "", consequence: nil)
  }

  private func radio(
    value: String, isChosen: Bool, key: String?, label: String, anchor: String,
    consequence: String?
  ) -> HTML {
    let anchorHTML: HTML? =
      anchor.isEmpty ? nil : "<span class=\"scale-anchor\" dir=\"auto\">\(anchor)</span>"
    let keyHTML: HTML? = key.map { "<kbd aria-hidden=\"true\">\($0)</kbd>" }
    let pickHTML: HTML? = key.map { " data-pick=\"\($0)\"" }
    let note: HTML? = consequence.map { "<span class=\"scale-anchor\"><em>\($0)</em></span>" }
    return """
      <label class="scale-option\(value == "na" ? " is-na" : "")">\
      <input type="radio" name="rating-\(id)" value="\(value)"\(pickHTML)\("checked", if: isChosen)\
      \(invalid)><span class="scale-label" dir="auto">\(label)</span>\(keyHTML)\(anchorHTML)\(note)</label>
      """
  }

  private var invalid: HTML? {
    problem == nil ? nil : " aria-invalid=\"true\" aria-describedby=\"criterion-\(id)-error\""
  }

  private func number(_ unit: String) -> HTML {
    var shown = ""
    if case .number(let value)? = answer?.choice {
      shown = value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }
    let bands = criterion.options.reversed().map { option -> HTML in
      """
      <li><span class="scale-label" dir="auto">\(option.label)</span> \
      <bdi>\(option.band?.sentence(text))</bdi> <span class="scale-anchor" dir="auto">\(option.anchor)</span></li>
      """
    }
    return """
      <div class="field">
        <label for="number-\(id)">\(text("criterion.number")) <span class="optional" dir="auto">\(unit)</span></label>
        <input id="number-\(id)" name="number-\(id)" type="number" step="any" inputmode="decimal" value="\(shown)"\(invalid)>
        <ul class="is-small">\(bands)</ul>
      </div>
      \(notApplicable.map { "<div class=\"scale\">\($0)</div>" })
      """
  }

  private var causes: HTML? {
    let causes = criterion.distinctCauses
    guard !causes.isEmpty else { return nil }
    let texts = Set(
      criterion.options.flatMap(\.causes).filter { answer?.causes.contains($0.id) ?? false }
        .map(\.text))
    let boxes = causes.map { cause -> HTML in
      """
      <label class="choice"><input type="checkbox" name="cause-\(id)" value="\(cause.id.text)"\
      \("checked", if: texts.contains(cause.text))> <span dir="auto">\(cause.text)</span></label>
      """
    }
    return """
      <details class="disclosure"\("open", if: !texts.isEmpty)><summary>\(text("criterion.causes"))</summary>
        <div class="choices" role="group" aria-label="\(text("criterion.causes"))">\(boxes)</div>
      </details>
      """
  }

  private var comment: HTML {
    """
    <div class="field">
      <label for="comment-\(id)">\(text("criterion.comment")) <span class="optional">\(text("criterion.optional"))</span></label>
      <textarea id="comment-\(id)" name="comment-\(id)" rows="2" dir="auto" maxlength="4000">\(answer?.comment)</textarea>
    </div>
    """
  }
}

extension Rubric {
  /// When a criterion is asked, in words; `nil` when it always is.
  func sentence(of condition: Criterion.Condition?, _ text: Text) -> String? {
    guard let condition, let other = criterion(condition.criterion) else { return nil }
    // From the best answer down, as the scale shows them.
    let labels = other.options.reversed().filter { condition.options.contains($0.id) }
    return text(
      "criterion.askedOnlyIf",
      ["name": .string(other.name), "options": .string(text.list(quoting: labels.map(\.label)))])
  }
}

extension Criterion.Band {
  /// "from 1 to below 5", in words.
  func sentence(_ text: Text) -> String {
    func number(_ value: Double) -> String {
      text.number(value, digits: value == value.rounded() ? 0 : 2)
    }
    return switch (from, below) {
    case (let from?, let below?):
      text(
        "criterion.band.between", ["from": .string(number(from)), "below": .string(number(below))])
    case (let from?, nil): text("criterion.band.from", ["from": .string(number(from))])
    case (nil, let below?): text("criterion.band.below", ["below": .string(number(below))])
    case (nil, nil): text("criterion.band.any")
    }
  }
}
