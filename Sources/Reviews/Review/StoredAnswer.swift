internal import Kernel
internal import Storage

/// One answer as it is kept: handed in with its review, or corrected after a dispute.
///
/// The tables of answers are read in this file alone, so that no page can miss a correction.
struct StoredAnswer: Hashable, Sendable {
  enum State: String, Hashable, Sendable, SQLConvertible {
    case scored, notApplicable, notAsked
  }

  let criterion: Criterion.ID
  let state: State
  let option: Criterion.Option.ID?
  /// What was counted or measured.
  let number: Double?
  /// 0…1; `nil` unless scored.
  let value: Double?
  let comment: String
  let causes: String

  /// The answer as the form of a review knows it; `nil` when it was not asked.
  var answer: Answer? {
    guard state != .notAsked else { return nil }
    let choice: Answer.Choice? =
      state == .scored
      ? number.map(Answer.Choice.number) ?? option.map(Answer.Choice.option) : .notApplicable
    return Answer(
      choice, comment: comment,
      causes: Set(causes.split(separator: " ").compactMap(Criterion.Cause.ID.init(text:))))
  }
}

extension StoredAnswer {
  /// The answers of some reviews as they stand, or as they stood with a version of the score.
  ///
  /// A correction takes the place of what it corrects (formula 9); version 1 is what was handed in.
  static func all(
    of reviews: [Review.ID], version: Int = .max, _ scope: Scope, in db: any Connection
  ) throws -> [Review.ID: [StoredAnswer]] {
    var found: [Review.ID: [StoredAnswer]] = [:]
    var rest = reviews[...]
    while !rest.isEmpty {
      let some = Array(rest.prefix(500))
      for (review, answer) in try handedIn(some, scope, in: db) {
        found[review, default: []].append(answer)
      }
      for (review, answer) in try corrected(some, version: version, scope, in: db) {
        let place = found[review]?.firstIndex { $0.criterion == answer.criterion }
        if let place { found[review]?[place] = answer } else { found[review]?.append(answer) }
      }
      rest = rest.dropFirst(500)
    }
    return found
  }

  private static func handedIn(
    _ reviews: [Review.ID], _ scope: Scope, in db: any Connection
  ) throws -> [(Review.ID, StoredAnswer)] {
    try db.rows(
      """
      SELECT review_id, criterion_id, state, option_id, number, value, comment, causes
      FROM review_answer
      WHERE workspace_id = \(scope) AND review_id IN (\(list: reviews))
      ORDER BY id
      """
    ).map { (try $0.get("review_id"), try StoredAnswer(row: $0)) }
  }

  private static func corrected(
    _ reviews: [Review.ID], version: Int, _ scope: Scope, in db: any Connection
  ) throws -> [(Review.ID, StoredAnswer)] {
    guard version > 1 else { return [] }
    return try db.rows(
      """
      SELECT review_id, criterion_id, state, option_id, number, value, comment, causes
      FROM answer_correction
      WHERE workspace_id = \(scope) AND review_id IN (\(list: reviews))
        AND version <= \(version)
      ORDER BY version, id
      """
    ).map { (try $0.get("review_id"), try StoredAnswer(row: $0)) }
  }

  private init(row: Row) throws {
    self.init(
      criterion: try row.get("criterion_id"), state: try row.get("state"),
      option: try row.get("option_id"), number: try row.get("number"),
      value: try row.get("value"), comment: try row.get("comment"),
      causes: try row.get("causes"))
  }
}

extension StoredAnswer {
  /// What is kept of the answers a score was computed from, in the order of the scorecard.
  static func all(of answers: Answers, _ score: Score) -> [StoredAnswer] {
    score.criteria.map { entry in
      let answer = answers[entry.criterion]
      var number: Double?
      if case .number(let value) = answer?.choice { number = value }
      let isAsked = entry.state != .notAsked
      let causes = isAsked ? (answer?.causes ?? []).sorted().map(\.text) : []
      return StoredAnswer(
        criterion: entry.criterion,
        state: entry.state == .scored ? .scored : isAsked ? .notApplicable : .notAsked,
        option: entry.option, number: entry.state == .scored ? number : nil, value: entry.value,
        comment: isAsked ? answer?.comment.trimmed ?? "" : "",
        causes: causes.joined(separator: " "))
    }
  }

  /// Keeps it as handed in with a review.
  func insert(
    into review: Review.ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO review_answer
        (workspace_id, id, review_id, criterion_id, state, option_id, number, value, comment,
         causes)
      VALUES
        (\(scope), \(world.key()), \(review), \(criterion), \(state), \(option), \(number),
         \(value), \(comment), \(causes))
      """)
  }

  /// Keeps it as what holds from a version of the score on.
  func correct(
    _ review: Review.ID, version: Int, scope: Scope, world: World, in db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO answer_correction
        (workspace_id, id, review_id, version, criterion_id, state, option_id, number, value,
         comment, causes)
      VALUES
        (\(scope), \(world.key()), \(review), \(version), \(criterion), \(state), \(option),
         \(number), \(value), \(comment), \(causes))
      """)
  }
}
