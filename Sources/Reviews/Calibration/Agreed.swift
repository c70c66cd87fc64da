public import Conversations
public import Kernel
public import People

/// What a session's baseline says about one conversation, criterion by criterion.
public struct Agreed: Hashable, Sendable {
  /// The baseline's rating of each criterion it has one for.
  public let verdicts: [Criterion.ID: CalibrationRating.Verdict]
  /// Why, in the group's or the expert's words, where they were written down.
  public let reasons: [Criterion.ID: String]

  public init(
    verdicts: [Criterion.ID: CalibrationRating.Verdict], reasons: [Criterion.ID: String] = [:]
  ) {
    self.verdicts = verdicts
    self.reasons = reasons
  }

  /// How well a rating fits, 0…1: one minus the distances, each by its criterion's share of the score.
  ///
  /// Totals are not compared: two ratings can add up alike and say different things.
  /// `nil` where no criterion has a baseline and a rating.
  public func alignment(of rating: CalibrationRating, _ rubric: Rubric) -> Double? {
    var (total, distance) = (0.0, 0.0)
    for criterion in rubric.criteria {
      guard let own = rating.verdict(on: criterion.id), let agreed = verdicts[criterion.id]
      else { continue }
      let weight = rubric.weight(of: criterion.id)
      total += weight
      distance += weight * own.distance(to: agreed)
    }
    return total > 0 ? max(0, min(1, 1 - distance / total)) : nil
  }
}

extension Calibration {
  /// One agreed rating of a criterion, after the group has talked.
  public struct Consensus: Hashable, Sendable {
    public let conversation: Conversation.ID
    public let criterion: Criterion.ID
    public let verdict: CalibrationRating.Verdict
    public let option: Criterion.Option.ID?
    public let reason: String
    public let person: Person.ID
    public let at: Instant
  }

  /// What a conversation's ratings are held against; a consensus that was written down comes first.
  ///
  /// A person is never compared with themselves: the expert's own ratings have no baseline, and
  /// the mean is that of the others.
  public func agreed(
    on conversation: Conversation.ID, for person: Person.ID?, ratings: [CalibrationRating],
    consensus: [Consensus], _ rubric: Rubric
  ) -> Agreed {
    let mine = ratings.filter { $0.conversation == conversation && !$0.isPractice }
    let written = consensus.filter { $0.conversation == conversation }
    var verdicts = base(for: person, mine, rubric)
    var reasons: [Criterion.ID: String] = [:]
    if let expert, let rating = mine.first(where: { $0.person == expert }) {
      for (criterion, answer) in rating.answers.entries where !answer.comment.isEmpty {
        reasons[criterion] = answer.comment
      }
    }
    for entry in written {
      verdicts[entry.criterion] = entry.verdict
      reasons[entry.criterion] = entry.reason
    }
    return Agreed(verdicts: verdicts, reasons: reasons)
  }

  private func base(
    for person: Person.ID?, _ ratings: [CalibrationRating], _ rubric: Rubric
  ) -> [Criterion.ID: CalibrationRating.Verdict] {
    let sources: [CalibrationRating]
    switch baseline {
    case .consensus: return [:]
    case .expert(let expert):
      sources = expert == person ? [] : ratings.filter { $0.person == expert }
    case .mean: sources = ratings.filter { $0.person != person }
    }
    return rubric.criteria.reduce(into: [:]) { found, criterion in
      let verdicts = sources.compactMap { $0.verdict(on: criterion.id) }
      found[criterion.id] = Self.mean(of: verdicts)
    }
  }

  /// The mean of the values; "not applicable" when more than half say so.
  static func mean(of verdicts: [CalibrationRating.Verdict]) -> CalibrationRating.Verdict? {
    let values = verdicts.compactMap { verdict -> Double? in
      if case .value(let value) = verdict { value } else { nil }
    }
    guard !verdicts.isEmpty else { return nil }
    if values.count * 2 < verdicts.count || values.isEmpty { return .notApplicable }
    return .value(values.reduce(0, +) / Double(values.count))
  }
}
