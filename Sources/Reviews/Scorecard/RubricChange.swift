import Web

/// One difference between two versions of a rubric.
struct RubricChange: Hashable, Sendable {
  let kind: Kind
  /// The name of what changed, as the newer version calls it.
  let subject: String
  var before = ""
  var after = ""

  enum Kind: String, Hashable, Sendable, CaseIterable {
    case sectionAdded, sectionRemoved, sectionShare
    case criterionAdded, criterionRemoved, criterionTransferred, criterionShare
    case criterionMeasure, criterionCondition, criterionNotApplicable
    case optionAdded, optionRemoved, optionValue, optionBand, optionCritical, optionFatal
    case failsSection
    case wording, order, causes, commentNeeded

    /// Whether the same answers may now give another score.
    var affectsScoring: Bool {
      switch self {
      case .wording, .order, .causes, .commentNeeded: false
      default: true
      }
    }
  }
}

extension Rubric {
  /// What is different in this rubric from an older one, in reading order.
  func changes(since old: Rubric) -> [RubricChange] {
    var changes: [RubricChange] = []
    changes.addWording(name, old.name, name)
    changes.addWording(name, old.purpose, purpose)
    changes.addWording(name, Self.languageName(old.language), Self.languageName(language))
    if old.failsSection != failsSection {
      changes.append(RubricChange(kind: .failsSection, subject: name))
    }
    changes += sectionChanges(since: old)
    for criterion in criteria {
      changes += criterionChanges(criterion, since: old)
    }
    for gone in old.criteria where criterion(gone.id) == nil {
      changes.append(RubricChange(kind: .criterionRemoved, subject: gone.name))
    }
    return changes
  }

  /// A language as its speakers call it.
  private static func languageName(_ code: String) -> String {
    Language(rawValue: code)?.ownName ?? code
  }

  private func sectionChanges(since old: Rubric) -> [RubricChange] {
    var changes: [RubricChange] = []
    let percentages = Shares(sections.map(\.share)).percentages
    let oldPercentages = Shares(old.sections.map(\.share)).percentages
    for (index, section) in sections.enumerated() {
      guard let before = old.sections.firstIndex(where: { $0.id == section.id }) else {
        changes.append(RubricChange(kind: .sectionAdded, subject: section.name))
        continue
      }
      changes.addWording(section.name, old.sections[before].name, section.name)
      if abs(old.sections[before].share - section.share) > 1e-9 {
        changes.append(
          RubricChange(
            kind: .sectionShare, subject: section.name, before: "\(oldPercentages[before])",
            after: "\(percentages[index])"))
      }
    }
    for gone in old.sections where !sections.contains(where: { $0.id == gone.id }) {
      changes.append(RubricChange(kind: .sectionRemoved, subject: gone.name))
    }
    changes.addOrder(name, old.sections.map(\.id), sections.map(\.id))
    for section in sections {
      guard let before = old.sections.first(where: { $0.id == section.id }) else { continue }
      changes.addOrder(section.name, before.criteria.map(\.id), section.criteria.map(\.id))
    }
    return changes
  }

  private func criterionChanges(_ criterion: Criterion, since old: Rubric) -> [RubricChange] {
    guard let before = old.criterion(criterion.id) else {
      return [RubricChange(kind: .criterionAdded, subject: criterion.name)]
    }
    var changes: [RubricChange] = []
    func add(_ kind: RubricChange.Kind, if condition: Bool) {
      if condition { changes.append(RubricChange(kind: kind, subject: criterion.name)) }
    }
    changes.addWording(criterion.name, before.name, criterion.name)
    changes.addWording(criterion.name, before.question, criterion.question)
    add(
      .criterionTransferred,
      if: section(of: criterion.id)?.id != old.section(of: criterion.id)?.id)
    if abs(before.share - criterion.share) > 1e-9 {
      changes.append(
        RubricChange(
          kind: .criterionShare, subject: criterion.name, before: percent(before.share),
          after: percent(criterion.share)))
    }
    switch (before.measure, criterion.measure) {
    case (.choice, .choice): break
    case (.number(let old), .number(let new)): changes.addWording(criterion.name, old, new)
    default: add(.criterionMeasure, if: true)
    }
    add(.criterionCondition, if: before.condition != criterion.condition)
    add(.criterionNotApplicable, if: before.allowsNotApplicable != criterion.allowsNotApplicable)
    return changes + criterion.optionChanges(since: before)
  }
}

extension Criterion {
  fileprivate func optionChanges(since old: Criterion) -> [RubricChange] {
    var changes: [RubricChange] = []
    let (values, oldValues) = (values, old.values)
    for (index, option) in options.enumerated() {
      let subject = "\(name): \(option.label)"
      guard let place = old.options.firstIndex(where: { $0.id == option.id }) else {
        changes.append(RubricChange(kind: .optionAdded, subject: subject))
        continue
      }
      let before = old.options[place]
      func add(_ kind: RubricChange.Kind, if condition: Bool) {
        if condition { changes.append(RubricChange(kind: kind, subject: subject)) }
      }
      changes.addWording(subject, before.label, option.label)
      changes.addWording(subject, before.anchor, option.anchor)
      if abs(oldValues[place] - values[index]) > 1e-9 {
        changes.append(
          RubricChange(
            kind: .optionValue, subject: subject, before: percent(oldValues[place]),
            after: percent(values[index])))
      }
      add(.optionBand, if: before.band != option.band)
      add(.optionCritical, if: before.isCritical != option.isCritical)
      add(.optionFatal, if: before.isFatal != option.isFatal)
      add(.commentNeeded, if: before.needsComment != option.needsComment)
      add(.causes, if: before.causes != option.causes)
    }
    for gone in old.options where !options.contains(where: { $0.id == gone.id }) {
      changes.append(RubricChange(kind: .optionRemoved, subject: "\(name): \(gone.label)"))
    }
    return changes
  }
}

/// A share in percent, with the decimals it needs.
func percent(_ share: Double) -> String {
  let tenths = (share * 1000).rounded()
  let whole = Int(tenths) / 10
  let rest = Int(tenths) % 10
  return rest == 0 ? "\(whole)" : "\(whole).\(rest)"
}

extension [RubricChange] {
  fileprivate mutating func addWording(_ subject: String, _ before: String, _ after: String) {
    guard before != after else { return }
    append(RubricChange(kind: .wording, subject: subject, before: before, after: after))
  }

  /// A different order of those that both hold.
  fileprivate mutating func addOrder<ID: Hashable>(
    _ subject: String, _ before: [ID], _ after: [ID]
  ) {
    let (old, new) = (Set(before), Set(after))
    guard before.filter(new.contains) != after.filter(old.contains) else { return }
    append(RubricChange(kind: .order, subject: subject))
  }

  var affectScoring: Bool { contains { $0.kind.affectsScoring } }
}
