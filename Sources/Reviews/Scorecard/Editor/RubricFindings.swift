import Kernel
import Markup
import Web

/// What the check and the remarks found, in plain words, each with a link to its place.
struct RubricFindings {
  let rubric: Rubric
  let text: Text
  /// The page that has the places; `nil` where they are on this one.
  var page: Path?

  var html: HTML {
    let found = repairs + remarks
    return found.isEmpty ? found : "<div class=\"stack\">\(found)</div>"
  }

  /// What must be repaired before publishing.
  private var repairs: HTML {
    let flaws = rubric.flaws
    guard !flaws.isEmpty else { return .empty }
    let items = flaws.map { item($0.place, sentence(of: $0)) }
    return """
      <section class="notice is-bad" aria-label="\(text("scorecard.repairs"))">
        <h2>\(text("scorecard.repairs"))</h2>
        <ul>\(items)</ul>
      </section>
      """
  }

  private var remarks: HTML {
    let advice = rubric.advice
    guard !advice.isEmpty else { return .empty }
    let items = advice.map { item($0.place, sentence(of: $0)) }
    return """
      <section class="notice is-warn" aria-label="\(text("scorecard.remarks"))">
        <h2>\(text("scorecard.remarks"))</h2>
        <p>\(text("scorecard.remarks.hint"))</p>
        <ul>\(items)</ul>
      </section>
      """
  }

  private func item(_ place: RubricPlace, _ sentence: String) -> HTML {
    switch place {
    case .scorecard: "<li>\(sentence)</li>"
    case .section(let id):
      "<li><a href=\"\(link("section-\(id.text)"))\"><bdi>\(name(place))</bdi></a>: \(sentence)</li>"
    case .criterion(let id):
      "<li><a href=\"\(link("criterion-\(id.text)"))\"><bdi>\(name(place))</bdi></a>: \(sentence)</li>"
    }
  }

  private func link(_ id: String) -> String { page?.fragment(id).text ?? "#" + id }

  private func name(_ place: RubricPlace) -> String {
    switch place {
    case .scorecard: return rubric.name
    case .section(let id):
      let name = rubric.sections.first { $0.id == id }?.name ?? ""
      return name.isBlank ? text("scorecard.unnamedSection") : name
    case .criterion(let id):
      let name = rubric.criterion(id)?.name ?? ""
      return name.isBlank ? text("criterion.unnamed") : name
    }
  }

  private func sentence(of flaw: RubricFlaw) -> String {
    switch flaw.rule {
    case .nameMissing: text("scorecard.flaw.nameMissing")
    case .noCriteria: text("scorecard.flaw.noCriteria")
    case .sectionEmpty: text("scorecard.flaw.sectionEmpty")
    case .sectionNameMissing: text("scorecard.flaw.sectionNameMissing")
    case .criterionNameMissing: text("scorecard.flaw.criterionNameMissing")
    case .criterionNameTwice: text("scorecard.flaw.criterionNameTwice")
    case .optionsTooFew: text("scorecard.flaw.optionsTooFew")
    case .optionLabelMissing: text("scorecard.flaw.optionLabelMissing")
    case .optionLabelTwice: text("scorecard.flaw.optionLabelTwice")
    case .valuesOutOfOrder: text("scorecard.flaw.valuesOutOfOrder")
    case .bandsIncomplete: text("scorecard.flaw.bandsIncomplete")
    case .conditionUnknown: text("scorecard.flaw.conditionUnknown")
    case .conditionCircle: text("scorecard.flaw.conditionCircle")
    }
  }

  private func sentence(of advice: RubricAdvice) -> String {
    let quoted = text.list(quoting: advice.words)
    let words: [String: TextValue] = ["words": .string(quoted)]
    return switch advice.rule {
    case .doubleBarrelled: text("scorecard.advice.doubleBarrelled", words)
    case .vague: text("scorecard.advice.vague", words)
    case .manyCriteria:
      text("scorecard.advice.manyCriteria", ["count": .integer(rubric.criteria.count)])
    case .anchorMissing: text("scorecard.advice.anchorMissing", words)
    case .anchorTwice: text("scorecard.advice.anchorTwice")
    case .notApplicableMissing: text("scorecard.advice.notApplicableMissing", words)
    case .consequenceUnexplained: text("scorecard.advice.consequenceUnexplained", words)
    case .tinyWeight: text("scorecard.advice.tinyWeight")
    }
  }
}

extension RubricChange {
  /// The change in words.
  func sentence(_ text: Text) -> HTML {
    let name = subject.isBlank ? text("scorecard.unnamedPart") : subject
    let values: [String: TextValue] = [
      "name": .string(name), "before": .string(before), "after": .string(after),
    ]
    switch kind {
    case .sectionAdded: return "\(text("scorecard.change.sectionAdded", values))"
    case .sectionRemoved: return "\(text("scorecard.change.sectionRemoved", values))"
    case .sectionShare: return "\(text("scorecard.change.share", values))"
    case .criterionAdded: return "\(text("scorecard.change.criterionAdded", values))"
    case .criterionRemoved: return "\(text("scorecard.change.criterionRemoved", values))"
    case .criterionTransferred: return "\(text("scorecard.change.criterionTransferred", values))"
    case .criterionShare: return "\(text("scorecard.change.share", values))"
    case .criterionMeasure: return "\(text("scorecard.change.criterionMeasure", values))"
    case .criterionCondition: return "\(text("scorecard.change.criterionCondition", values))"
    case .criterionNotApplicable: return "\(text("scorecard.change.notApplicable", values))"
    case .optionAdded: return "\(text("scorecard.change.optionAdded", values))"
    case .optionRemoved: return "\(text("scorecard.change.optionRemoved", values))"
    case .optionValue: return "\(text("scorecard.change.optionValue", values))"
    case .optionBand: return "\(text("scorecard.change.optionBand", values))"
    case .optionCritical: return "\(text("scorecard.change.optionCritical", values))"
    case .optionFatal: return "\(text("scorecard.change.optionFatal", values))"
    case .failsSection: return "\(text("scorecard.change.failsSection"))"
    case .order: return "\(text("scorecard.change.order", values))"
    case .causes: return "\(text("scorecard.change.causes", values))"
    case .commentNeeded: return "\(text("scorecard.change.commentNeeded", values))"
    case .wording:
      let old: HTML? = before.isEmpty ? nil : "<del dir=\"auto\">\(before)</del> "
      return """
        \(text("scorecard.change.wording", values)) \(old)<ins dir="auto">\(after)</ins>
        """
    }
  }
}

/// A list of changes: those that affect scores first.
func changeList(_ changes: [RubricChange], _ text: Text) -> HTML {
  func list(_ changes: [RubricChange]) -> [HTML] {
    changes.map { "<li>\($0.sentence(text))</li>" }
  }
  let scoring = changes.filter(\.kind.affectsScoring)
  let wording = changes.filter { !$0.kind.affectsScoring }
  var html = HTML.empty
  if !scoring.isEmpty {
    html += "<h3>\(text("scorecard.changes.scoring"))</h3><ul>\(list(scoring))</ul>"
  }
  if !wording.isEmpty {
    html += "<h3>\(text("scorecard.changes.wording"))</h3><ul>\(list(wording))</ul>"
  }
  return html
}
