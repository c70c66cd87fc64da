/// Something that keeps a rubric from being published.
struct RubricFlaw: Hashable, Sendable {
  let place: RubricPlace
  let rule: Rule

  enum Rule: String, Hashable, Sendable, CaseIterable {
    case nameMissing, noCriteria, sectionEmpty, sectionNameMissing
    case criterionNameMissing, criterionNameTwice
    case optionsTooFew, optionLabelMissing, optionLabelTwice
    /// The worst must be 0, the best 1, and no option better than the next.
    case valuesOutOfOrder
    /// Numbers fall into no band or into two.
    case bandsIncomplete
    case conditionUnknown, conditionCircle
  }
}

/// Where in a rubric something was found.
enum RubricPlace: Hashable, Sendable {
  case scorecard
  case section(Rubric.Section.ID)
  case criterion(Criterion.ID)
}

extension Rubric {
  /// Everything that must be repaired before the rubric can be published.
  var flaws: [RubricFlaw] {
    var found: [RubricFlaw] = []
    func add(_ rule: RubricFlaw.Rule, _ place: RubricPlace, if condition: Bool) {
      if condition { found.append(RubricFlaw(place: place, rule: rule)) }
    }
    add(.nameMissing, .scorecard, if: name.isBlank)
    add(.noCriteria, .scorecard, if: criteria.isEmpty)
    var names: Set<String> = []
    for section in sections {
      add(.sectionNameMissing, .section(section.id), if: section.name.isBlank)
      add(.sectionEmpty, .section(section.id), if: section.criteria.isEmpty)
      for criterion in section.criteria {
        let isNew = names.insert(criterion.name.lowercased()).inserted
        add(.criterionNameTwice, .criterion(criterion.id), if: !criterion.name.isBlank && !isNew)
        found += criterion.flaws.map { RubricFlaw(place: .criterion(criterion.id), rule: $0) }
      }
    }
    return found + conditionFlaws
  }

  private var conditionFlaws: [RubricFlaw] {
    let byID = Dictionary(criteria.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return criteria.compactMap { criterion in
      guard let condition = criterion.condition else { return nil }
      let place = RubricPlace.criterion(criterion.id)
      guard let other = byID[condition.criterion], !condition.options.isEmpty,
        condition.options.isSubset(of: other.options.map(\.id))
      else { return RubricFlaw(place: place, rule: .conditionUnknown) }
      var seen: Set<Criterion.ID> = [criterion.id]
      var next: Criterion? = other
      while let current = next {
        guard seen.insert(current.id).inserted else {
          return RubricFlaw(place: place, rule: .conditionCircle)
        }
        next = current.condition.flatMap { byID[$0.criterion] }
      }
      return nil
    }
  }
}

extension Criterion {
  var flaws: [RubricFlaw.Rule] {
    var found: [RubricFlaw.Rule] = []
    if name.isBlank { found.append(.criterionNameMissing) }
    if options.count < 2 { found.append(.optionsTooFew) }
    if options.contains(where: \.label.isBlank) { found.append(.optionLabelMissing) }
    let labels = options.map { $0.label.lowercased() }.filter { !$0.isBlank }
    if Set(labels).count < labels.count { found.append(.optionLabelTwice) }
    let values = values
    let isOrdered = zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }
    if options.count > 1, !isOrdered || values.first != 0 || values.last != 1 {
      found.append(.valuesOutOfOrder)
    }
    if case .number = measure, !hasCompleteBands { found.append(.bandsIncomplete) }
    return found
  }

  /// Whether every number falls into exactly one band.
  private var hasCompleteBands: Bool {
    let bands = options.compactMap(\.band)
      .sorted { ($0.from ?? -.infinity) < ($1.from ?? -.infinity) }
    guard bands.count == options.count, let first = bands.first, let last = bands.last else {
      return false
    }
    // Counts and amounts begin at 0, so the lowest band may say so.
    guard first.from ?? 0 <= 0, last.below == nil else { return false }
    return zip(bands, bands.dropFirst()).allSatisfy { lower, upper in
      lower.below != nil && lower.below == upper.from
        && (lower.from ?? -.infinity) < (upper.from ?? 0)
    }
  }
}

extension String {
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
