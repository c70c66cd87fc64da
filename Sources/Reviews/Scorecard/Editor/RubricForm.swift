import Kernel
import Web

/// The editor's fields: how a submitted form becomes the next state of a draft.
///
/// Every button of the editor sends the whole form, so that no typed word is lost.
enum RubricForm {
  /// What the pressed button asks for beyond saving.
  enum Wish: Hashable, Sendable {
    case save, preview, publish
    case edit(RubricEdit)
  }

  static func wish(_ form: Form) -> Wish {
    let parts = form["do"].split(separator: ":").map(String.init)
    let section = parts.dropFirst().first.flatMap { Rubric.Section.ID(text: $0) }
    let criterion = parts.dropFirst().first.flatMap { Criterion.ID(text: $0) }
    let option = parts.dropFirst(2).first.flatMap { Criterion.Option.ID(text: $0) }
    switch (parts.first ?? "", section, criterion, option) {
    case ("preview", _, _, _): return .preview
    case ("publish", _, _, _): return .publish
    case ("add-section", _, _, _): return .edit(.addSection)
    case ("even-sections", _, _, _): return .edit(.evenSections)
    case ("remove-section", let id?, _, _): return .edit(.removeSection(id))
    case ("up-section", let id?, _, _): return .edit(.moveSection(id, by: -1))
    case ("down-section", let id?, _, _): return .edit(.moveSection(id, by: 1))
    case ("add-criterion", let id?, _, _): return .edit(.addCriterion(id))
    case ("even-criteria", let id?, _, _): return .edit(.evenCriteria(id))
    case ("remove-criterion", _, let id?, _): return .edit(.removeCriterion(id))
    case ("up-criterion", _, let id?, _): return .edit(.moveCriterion(id, by: -1))
    case ("down-criterion", _, let id?, _): return .edit(.moveCriterion(id, by: 1))
    case ("add-option", _, let id?, _): return .edit(.addOption(id))
    case ("remove-option", _, let id?, let option?): return .edit(.removeOption(id, option))
    case ("up-option", _, let id?, let option?): return .edit(.moveOption(id, option, by: 1))
    case ("down-option", _, let id?, let option?): return .edit(.moveOption(id, option, by: -1))
    default: return .save
    }
  }

  /// Takes over every field that was sent; changed weights rebalance the others.
  static func read(_ form: Form, into rubric: inout Rubric, key: () -> Int64) {
    if let name = form.optional("name") {
      rubric.name = clipped(name, 200)
      rubric.failsSection = form.bool("fails-section")
    }
    if let purpose = form.optional("purpose") { rubric.purpose = clipped(purpose, 1000) }
    if let language = Language(rawValue: form["language"]) { rubric.language = language.rawValue }
    var transfers: [(Criterion.ID, Rubric.Section.ID)] = []
    for index in rubric.sections.indices {
      let id = rubric.sections[index].id
      if let name = form.optional("section-\(id)-name") {
        rubric.sections[index].name = clipped(name, 200)
      }
      for place in rubric.sections[index].criteria.indices {
        let criterion = rubric.sections[index].criteria[place]
        rubric.sections[index].criteria[place] = read(form, criterion, rubric, key)
        let target: Rubric.Section.ID? = form.id("criterion-\(criterion.id)-section")
        if let target, target != id { transfers.append((criterion.id, target)) }
      }
      let shares = rubric.sections[index].criteria.map { ("criterion-\($0.id)-share", $0.share) }
      rubric.sections[index].setShares(read(form, shares: shares))
    }
    rubric.setShares(
      read(form, shares: rubric.sections.map { ("section-\($0.id)-share", $0.share) }))
    for (criterion, target) in transfers {
      rubric.apply(.transferCriterion(criterion, to: target), key: key)
    }
  }

  /// Shares after the fields that differ from what was shown were set.
  private static func read(_ form: Form, shares: [(field: String, share: Double)]) -> [Double] {
    let now = Shares(shares.map(\.share))
    var given: [Int: Double] = [:]
    for (index, entry) in shares.enumerated() {
      guard let sent = form.double(entry.field), sent >= 0, sent <= 100,
        abs(sent - (Double(percent(now[index])) ?? 0)) > 1e-9
      else { continue }
      given[index] = sent / 100
    }
    return given.isEmpty ? now.values : now.setting(given).values
  }

  private static func read(
    _ form: Form, _ old: Criterion, _ rubric: Rubric, _ key: () -> Int64
  ) -> Criterion {
    let field = "criterion-\(old.id)"
    guard let name = form.optional("\(field)-name") else { return old }
    var criterion = old
    criterion.name = clipped(name, 200)
    criterion.question = clipped(form["\(field)-question"], 1000)
    criterion.allowsNotApplicable = form.bool("\(field)-na")
    switch form["\(field)-measure"] {
    case "number": criterion.measure = .number(unit: clipped(form["\(field)-unit"], 40))
    case "choice": criterion.measure = .choice
    default: break
    }
    criterion.options = old.options.map { read(form, $0, of: criterion, key) }
    criterion.condition = condition(form, field, old, rubric)
    return criterion
  }

  private static func read(
    _ form: Form, _ old: Criterion.Option, of criterion: Criterion, _ key: () -> Int64
  ) -> Criterion.Option {
    let field = "option-\(old.id)"
    guard let label = form.optional("\(field)-label") else { return old }
    var option = old
    option.label = clipped(label, 100)
    option.anchor = clipped(form["\(field)-anchor"], 1000)
    option.value = form.double("\(field)-value").map { min(1, max(0, $0 / 100)) }
    option.isCritical = form.bool("\(field)-critical")
    option.isFatal = form.bool("\(field)-fatal")
    option.needsComment = form.bool("\(field)-comment")
    option.causes = causes(lines(form["\(field)-causes"]), old.causes, key)
    if case .number = criterion.measure {
      option.band = .init(
        from: form.double("\(field)-from"), below: form.double("\(field)-below"))
    } else {
      option.band = nil
    }
    return option
  }

  /// Ticked options of the named criterion; its worst option when none was ticked yet.
  private static func condition(
    _ form: Form, _ field: String, _ old: Criterion, _ rubric: Rubric
  ) -> Criterion.Condition? {
    guard let sent = form.optional("\(field)-condition") else { return old.condition }
    guard let id = Criterion.ID(text: sent), id != old.id, let other = rubric.criterion(id) else {
      return nil
    }
    let ticked = Set(
      form.all("\(field)-condition-option").compactMap { Criterion.Option.ID(text: $0) })
    let known = ticked.intersection(other.options.map(\.id))
    let chosen = known.isEmpty ? Set(other.options.prefix(1).map(\.id)) : known
    return chosen.isEmpty ? nil : .init(criterion: id, options: chosen)
  }

  /// Causes one a line; a cause keeps its key while its text stays, or its line does.
  private static func causes(
    _ lines: [String], _ old: [Criterion.Cause], _ key: () -> Int64
  ) -> [Criterion.Cause] {
    lines.enumerated().map { index, line in
      if let same = old.first(where: { $0.text == line }) { return same }
      if lines.count == old.count, !lines.contains(old[index].text) {
        return Criterion.Cause(id: old[index].id, text: line)
      }
      return Criterion.Cause(id: .init(rawValue: key()), text: line)
    }
  }

  private static func lines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { clipped(trimmed(String($0)), 200) }
      .filter { !$0.isEmpty }
      .reduce(into: []) { if !$0.contains($1), $0.count < 30 { $0.append($1) } }
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }

  private static func clipped(_ text: String, _ length: Int) -> String {
    String(text.prefix(length))
  }
}
