/// What a reviewer answered to one criterion.
public struct Answer: Hashable, Sendable {
  /// `nil` while nothing is chosen; a comment may already be written.
  public var choice: Choice?
  public var comment: String
  public var causes: Set<Criterion.Cause.ID>

  public init(
    _ choice: Choice? = nil, comment: String = "", causes: Set<Criterion.Cause.ID> = []
  ) {
    self.choice = choice
    self.comment = comment
    self.causes = causes
  }

  public enum Choice: Hashable, Sendable {
    case option(Criterion.Option.ID)
    /// What was counted or measured; its band is the option.
    case number(Double)
    case notApplicable
  }
}

/// The answers of one review, by criterion.
public struct Answers: Hashable, Sendable {
  public var entries: [Criterion.ID: Answer]

  public init(_ entries: [Criterion.ID: Answer] = [:]) {
    self.entries = entries
  }

  public subscript(_ criterion: Criterion.ID) -> Answer? {
    get { entries[criterion] }
    set { entries[criterion] = newValue }
  }
}

extension Rubric {
  /// The criteria that are asked, given what was answered so far.
  ///
  /// A condition holds only on a criterion that is itself asked; a circle of conditions is never
  /// asked.
  public func asked(_ answers: Answers) -> Set<Criterion.ID> {
    let byID = Dictionary(criteria.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var known: [Criterion.ID: Bool] = [:]
    func isAsked(_ criterion: Criterion) -> Bool {
      if let answer = known[criterion.id] { return answer }
      known[criterion.id] = false
      let holds =
        criterion.condition.map { condition in
          guard let other = byID[condition.criterion], isAsked(other),
            let choice = answers[other.id]?.choice, let option = other.option(for: choice)
          else { return false }
          return condition.options.contains(option.id)
        } ?? true
      known[criterion.id] = holds
      return holds
    }
    return Set(criteria.filter(isAsked).map(\.id))
  }

  /// What keeps the answers from being submitted, in the order of the criteria.
  public func problems(in answers: Answers) -> [AnswerProblem] {
    let asked = asked(answers)
    return criteria.filter { asked.contains($0.id) }.compactMap { criterion in
      criterion.problem(in: answers[criterion.id]).map {
        AnswerProblem(criterion: criterion.id, kind: $0)
      }
    }
  }
}

/// A criterion whose answer is missing or does not fit.
public struct AnswerProblem: Hashable, Sendable {
  public let criterion: Criterion.ID
  public let kind: Kind

  public init(criterion: Criterion.ID, kind: Kind) {
    self.criterion = criterion
    self.kind = kind
  }

  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case missing
    /// The chosen option asks for a comment.
    case commentNeeded
    case notApplicableNotAllowed
    /// The option is not one of this version's.
    case unknownOption
    /// The text is not a number, or lies in no band.
    case numberOutside
  }
}

extension Criterion {
  func problem(in answer: Answer?) -> AnswerProblem.Kind? {
    guard let answer, let choice = answer.choice else { return .missing }
    if choice == .notApplicable { return allowsNotApplicable ? nil : .notApplicableNotAllowed }
    guard let option = option(for: choice) else {
      if case .number = choice { return .numberOutside }
      return .unknownOption
    }
    let isSilent = answer.comment.allSatisfy(\.isWhitespace)
    return option.needsComment && isSilent ? .commentNeeded : nil
  }
}
