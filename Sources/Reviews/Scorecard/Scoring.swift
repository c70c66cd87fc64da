/// How answers become a score: formulas 1 to 8.
public enum Scoring {
  /// The number of this set of formulas; a score keeps the one it was computed with.
  public static let formula = 1

  /// The score of some answers; criteria without an answer yet are left out, as "so far".
  public static func score(_ answers: Answers, _ rubric: Rubric) -> Score {
    let asked = rubric.asked(answers)
    let outer = Shares(rubric.sections.map(\.share))
    var sections = rubric.sections.enumerated().map { index, section in
      sectionScore(
        section, share: outer[index], answers: answers, asked: asked,
        failsSection: rubric.failsSection)
    }
    let total = sections.reduce(0) { $1.value == nil ? $0 : $0 + $1.share }
    for index in sections.indices where sections[index].value != nil && total > 0 {
      sections[index].effectiveShare = sections[index].share / total
    }
    let underlying = total > 0 ? weighted(sections) : nil
    let criteria = sections.flatMap(\.criteria)
    let isFatal = criteria.contains(where: \.isFatal)
    return Score(
      value: isFatal ? 0 : underlying, underlyingScore: underlying, isFatal: isFatal,
      isCritical: criteria.contains(where: \.isCritical), sections: sections)
  }

  /// 100 · Σ weight · value over the sections that apply, kept inside 0…100.
  private static func weighted(_ sections: [SectionScore]) -> Double {
    let sum = sections.reduce(0) { $0 + $1.effectiveShare * ($1.value ?? 0) }
    return min(100, max(0, sum))
  }

  private static func sectionScore(
    _ section: Rubric.Section, share: Double, answers: Answers, asked: Set<Criterion.ID>,
    failsSection: Bool
  ) -> SectionScore {
    let inner = Shares(section.criteria.map(\.share))
    var criteria = section.criteria.enumerated().map { index, criterion in
      criterionScore(
        criterion, share: inner[index], answer: answers[criterion.id],
        isAsked: asked.contains(criterion.id))
    }
    let total = criteria.reduce(0) { $1.value == nil ? $0 : $0 + $1.share }
    for index in criteria.indices where criteria[index].value != nil && total > 0 {
      criteria[index].effectiveShare = criteria[index].share / total
    }
    let isFailed = failsSection && criteria.contains(where: \.isCritical)
    let mean = criteria.reduce(0) { $0 + $1.effectiveShare * ($1.value ?? 0) }
    let value = isFailed ? 0 : total > 0 ? min(100, max(0, mean * 100)) : nil
    return SectionScore(
      section: section.id, value: share > 0 ? value : nil, share: share, effectiveShare: 0,
      isFailed: isFailed, criteria: criteria)
  }

  private static func criterionScore(
    _ criterion: Criterion, share: Double, answer: Answer?, isAsked: Bool
  ) -> CriterionScore {
    var score = CriterionScore(criterion: criterion.id, state: .notAsked, share: share)
    guard isAsked else { return score }
    guard let choice = answer?.choice else {
      score.state = .unanswered
      return score
    }
    guard let option = criterion.option(for: choice), let value = criterion.value(of: option.id)
    else {
      score.state = choice == .notApplicable ? .notApplicable : .unanswered
      return score
    }
    score.state = .scored
    score.option = option.id
    score.value = min(1, max(0, value))
    score.isCritical = option.isCritical
    score.isFatal = option.isFatal
    return score
  }
}

/// The score of one review and how it came about.
public struct Score: Hashable, Sendable {
  /// 0…100; `nil` when nothing applies, which is neither 0 nor 100.
  public let value: Double?
  /// What the score would be without the fatal option.
  public let underlyingScore: Double?
  /// Whether a fatal option set the score to 0.
  public let isFatal: Bool
  /// Whether the review counts as a critical fail in the critical-free rate.
  public let isCritical: Bool
  public let sections: [SectionScore]

  /// The criteria of all sections, in the order in which they are asked.
  public var criteria: [CriterionScore] { sections.flatMap(\.criteria) }

  /// How many criteria are asked and have no answer yet.
  public var unanswered: Int { criteria.count { $0.state == .unanswered } }

  /// How many criteria are asked.
  public var asked: Int { criteria.count { $0.state != .notAsked } }
}

/// What one section contributes to a score.
public struct SectionScore: Hashable, Sendable {
  public let section: Rubric.Section.ID
  /// 0…100; `nil` when none of its criteria applies.
  public let value: Double?
  /// The share the scorecard gives it.
  public let share: Double
  /// The share after those of sections that do not apply were handed on; 0 when it does not apply.
  public internal(set) var effectiveShare: Double
  /// Whether a critical option set the section to 0.
  public let isFailed: Bool
  public let criteria: [CriterionScore]
}

/// What one criterion contributes to its section.
public struct CriterionScore: Hashable, Sendable {
  public let criterion: Criterion.ID
  public internal(set) var state: State
  public internal(set) var option: Criterion.Option.ID?
  /// 0…1; `nil` unless scored.
  public internal(set) var value: Double?
  /// The share of its section the scorecard gives it.
  public let share: Double
  /// The share of its section after those that do not apply were handed on.
  public internal(set) var effectiveShare: Double = 0
  public internal(set) var isCritical = false
  public internal(set) var isFatal = false

  init(criterion: Criterion.ID, state: State, share: Double) {
    self.criterion = criterion
    self.state = state
    self.share = share
  }

  public enum State: String, Hashable, Sendable, CaseIterable {
    case scored, notApplicable
    /// Its condition did not hold; counts like "not applicable".
    case notAsked
    case unanswered
  }
}
