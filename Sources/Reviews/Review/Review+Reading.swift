public import Kernel
public import Storage

extension Review {
  /// What was handed in, as anybody who may see it reads it.
  public struct Content: Hashable, Sendable {
    public let answers: Answers
    /// The value of each scored criterion, 0…1.
    public let values: [Criterion.ID: Double]
    public let feedback: [Feedback]
    public let score: StoredScore
  }

  /// A score as it was computed and kept.
  public struct StoredScore: Hashable, Sendable {
    /// Counts the scores of one review; a correction adds one.
    public let version: Int
    /// The set of formulas it was computed with.
    public let formula: Int
    /// 0…100; `nil` when nothing applied.
    public let value: Double?
    public let underlying: Double?
    public let isFatal: Bool
    public let isCritical: Bool
    public let seconds: Int
  }

  /// What was handed in, with its corrections; `nil` before.
  ///
  /// With a version it is what held when the score had that version.
  public func content(
    version: Int? = nil, _ scope: Scope, in db: any Connection
  ) throws -> Content? {
    let scores = try StoredScore.all(of: id, scope, in: db)
    guard let score = scores.last(where: { $0.version == version ?? $0.version }) else {
      return nil
    }
    let found = try StoredAnswer.all(of: [id], version: score.version, scope, in: db)
    var answers = Answers()
    var values: [Criterion.ID: Double] = [:]
    for stored in found[id] ?? [] {
      answers[stored.criterion] = stored.answer
      values[stored.criterion] = stored.value
    }
    return Content(
      answers: answers, values: values, feedback: try Feedback.all(of: id, scope, in: db),
      score: score)
  }
}

extension Review.StoredScore {
  init(row: Row) throws {
    self.init(
      version: try row.get("version"), formula: try row.get("formula"),
      value: try row.get("value"), underlying: try row.get("underlying"),
      isFatal: try row.get("is_fatal"), isCritical: try row.get("is_critical"),
      seconds: try row.get("seconds"))
  }

  /// The condition that a row of `review_score AS score` is the newest of its review.
  static let isNewest: SQL =
    """
    NOT EXISTS (
      SELECT 1 FROM review_score AS newer
      WHERE newer.workspace_id = score.workspace_id
        AND newer.review_id = score.review_id AND newer.version > score.version)
    """

  /// The newest score of each review that has one.
  static func newest(
    of reviews: [Review.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Review.ID: Self] {
    try all(of: reviews, scope, in: db).compactMapValues(\.last)
  }

  /// The score each review was handed in with, before any correction.
  static func first(
    of reviews: [Review.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Review.ID: Self] {
    try all(of: reviews, scope, in: db).compactMapValues(\.first)
  }

  /// The scores of one review, the one it was handed in with first.
  static func all(
    of review: Review.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Self] {
    try all(of: [review], scope, in: db)[review] ?? []
  }

  private static func all(
    of reviews: [Review.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Review.ID: [Self]] {
    let rows = try db.rows(
      """
      SELECT review_id, version, formula, value, underlying, is_fatal, is_critical, seconds
      FROM review_score
      WHERE workspace_id = \(scope) AND review_id IN (\(list: reviews))
      ORDER BY review_id, version
      """)
    return try rows.reduce(into: [:]) {
      $0[try $1.get("review_id"), default: []].append(try Self(row: $1))
    }
  }
}

extension Feedback {
  /// The feedback of a review, in the order it was written.
  static func all(
    of review: Review.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Feedback] {
    try db.rows(
      """
      SELECT kind, did, effect, next_step
      FROM feedback
      WHERE workspace_id = \(scope) AND review_id = \(review)
      ORDER BY position
      """
    ).map { row in
      let kind: String = try row.get("kind")
      return Feedback(
        kind == Kind.praise.rawValue ? .praise : .correction, did: try row.get("did"),
        effect: try row.get("effect"), nextStep: try row.get("next_step"))
    }
  }
}
