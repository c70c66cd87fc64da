public import Conversations
public import People
public import Statistics

/// What the ratings of a closed session say: how far people agree, who is strict, what to discuss.
public struct CalibrationResult: Sendable {
  public let rubric: Rubric
  public let conversations: [Conversation.ID]
  /// Who rated anything, in the order of their keys; never in one of rank.
  public let raters: [Person.ID]
  public let criteria: [CriterionAgreement]
  /// How much of the spread of scores 0…100 is the conversations' own: ICC(2,1) where at least five
  /// conversations were rated by everybody, otherwise ICC(1,1) of those with equally many ratings.
  public let score: Estimate
  /// Whether ``score`` is that of a panel in which everybody rated everything.
  public let isPanel: Bool
  /// Who scores higher or lower than the others on the same conversations, in points.
  public let severity: Severity
  /// Criteria of conversations, the most disagreement first.
  public let discussions: [Discussion]

  /// The additive model's answer to "who is strict?".
  public struct Severity: Sendable {
    public let status: Estimate.Status
    /// Into how many unconnected groups the ratings fall.
    public let components: Int
    public let raters: [Person.ID: Rater]

    public struct Rater: Hashable, Sendable {
      /// Points above (mild) or below (strict) the group.
      public let leniency: Estimate
      public let adjustedP: Double?

      /// Whether it may be said aloud: after Benjamini and Hochberg, and with enough ratings.
      public var isFlagged: Bool {
        leniency.n >= Estimate.fewestToCompare && (adjustedP ?? 1) < 0.05
      }
    }
  }

  /// How differently one criterion of one conversation was rated.
  public struct Discussion: Hashable, Sendable {
    public let conversation: Conversation.ID
    public let criterion: Criterion.ID
    /// The mean distance of two ratings, 0…1.
    public let spread: Double
    public let ratings: Int
  }

  public init(_ session: Calibration, _ rubric: Rubric, ratings: [CalibrationRating]) {
    let given = ratings.filter { !$0.isPractice }
    let raters = Set(given.map(\.person)).sorted()
    let conversations = session.items.map(\.conversation)
    let byPlace = Dictionary(
      given.map { (Place(conversation: $0.conversation, person: $0.person), $0) },
      uniquingKeysWith: { first, _ in first })
    let rows = conversations.map { conversation in
      raters.map { byPlace[Place(conversation: conversation, person: $0)] }
    }
    self.rubric = rubric
    self.conversations = conversations
    self.raters = raters
    criteria = rubric.criteria.enumerated().map { index, criterion in
      CriterionAgreement(criterion, rows: rows, seed: session.seed &+ UInt64(index))
    }
    let scores = rows.map { row in row.map { $0?.score } }
    let panel = intraclassCorrelation(Ratings(scores)).agreement
    isPanel = panel.isComparable
    score = isPanel ? panel : Self.oneWay(scores)
    severity = Severity(given)
    discussions = Self.discussions(rubric, conversations, rows)
  }

  private struct Place: Hashable {
    let conversation: Conversation.ID
    let person: Person.ID
  }

  /// ICC(1,1) of the conversations that have the most usual number of scores, whoever gave them.
  ///
  /// Nobody rates their own work, so that a team seldom is a panel.
  private static func oneWay(_ rows: [[Double?]]) -> Estimate {
    let given = rows.map { $0.compactMap(\.self) }
    let sizes = Dictionary(grouping: given.filter { $0.count > 1 }, by: \.count)
    let usual = sizes.max { ($0.value.count, $0.key) < ($1.value.count, $1.key) }?.value ?? []
    return intraclassCorrelation(Ratings(usual.map { row in row.map { .some($0) } })).oneWay
  }

  /// Every pair with a disagreement, the largest first; then by weight, then as the page has them.
  private static func discussions(
    _ rubric: Rubric, _ conversations: [Conversation.ID], _ rows: [[CalibrationRating?]]
  ) -> [Discussion] {
    var found: [(discussion: Discussion, weight: Double, order: Int)] = []
    for (conversation, row) in zip(conversations, rows) {
      for criterion in rubric.criteria {
        let verdicts = row.compactMap { $0?.verdict(on: criterion.id) }
        guard let spread = spread(of: verdicts), spread > 0 else { continue }
        let discussion = Discussion(
          conversation: conversation, criterion: criterion.id, spread: spread,
          ratings: verdicts.count)
        found.append((discussion, rubric.weight(of: criterion.id), found.count))
      }
    }
    return found.sorted {
      ($0.discussion.spread, $0.weight, -$0.order) > ($1.discussion.spread, $1.weight, -$1.order)
    }.map(\.discussion)
  }

  /// The mean distance over all pairs; `nil` below two ratings.
  static func spread(of verdicts: [CalibrationRating.Verdict]) -> Double? {
    guard verdicts.count > 1 else { return nil }
    var (sum, pairs) = (0.0, 0)
    for first in verdicts.indices {
      for second in verdicts.indices where second > first {
        sum += verdicts[first].distance(to: verdicts[second])
        pairs += 1
      }
    }
    return sum / Double(pairs)
  }
}

extension CalibrationResult.Severity {
  /// Fits score = mean + conversation + leniency to ratings, which may come from many sessions.
  public init(_ ratings: [CalibrationRating]) {
    self.init(
      ratings.compactMap { rating in
        rating.score.map { (rating.conversation, rating.person, $0) }
      })
  }

  /// The same from plain scores; conversations only one person scored tell nothing and are left out.
  init(_ scores: [(conversation: Conversation.ID, person: Person.ID, score: Double)]) {
    let raters = Dictionary(grouping: scores, by: \.conversation)
      .mapValues { Set($0.map(\.person)).count }
    let shared = scores.filter { (raters[$0.conversation] ?? 0) > 1 }
    let people = Set(shared.map(\.person)).sorted()
    let items = Set(shared.map(\.conversation)).sorted()
    let places = Dictionary(uniqueKeysWithValues: people.enumerated().map { ($1, $0) })
    let numbers = Dictionary(uniqueKeysWithValues: items.enumerated().map { ($1, $0) })
    let fit = raterSeverity(
      shared.compactMap { entry in
        guard let item = numbers[entry.conversation], let rater = places[entry.person] else {
          return nil
        }
        return RatedScore(item: item, rater: rater, score: entry.score)
      })
    self.init(
      status: fit.status, components: fit.components,
      raters: fit.raters.reduce(into: [:]) { found, rater in
        guard people.indices.contains(rater.rater) else { return }
        found[people[rater.rater]] = Rater(leniency: rater.leniency, adjustedP: rater.adjustedP)
      })
  }
}
