public import Kernel
public import Storage

/// A review's answers and score as they were at one moment; it never moves again.
public struct Snapshot: Hashable, Sendable {
  /// When it was taken.
  public enum Occasion: String, Hashable, Sendable, CaseIterable, SQLConvertible {
    case acknowledged, disputed, resolved
  }

  public let occasion: Occasion
  public let dispute: Dispute.ID?
  /// The version of the score that held.
  public let version: Int
  /// 0…100; `nil` when nothing applied.
  public let score: Double?
  public let answers: Answers
  public let at: Instant
}

extension Snapshot {
  /// The snapshots of a review in the order they were taken.
  public static func all(
    of review: Review.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Snapshot] {
    try db.rows(
      """
      SELECT occasion, dispute_id, score_version, score, answers, at
      FROM review_snapshot
      WHERE workspace_id = \(scope) AND review_id = \(review)
      ORDER BY at, id
      """
    ).map { row in
      Snapshot(
        occasion: try row.get("occasion"), dispute: try row.get("dispute_id"),
        version: try row.get("score_version"), score: try row.get("score"),
        answers: try ReviewDraft(encoded: try row.get("answers")).answers,
        at: try row.get("at"))
    }
  }
}

extension Review {
  /// Keeps the answers and the score as they are now.
  func snapshot(
    _ occasion: Snapshot.Occasion, of dispute: Dispute.ID? = nil, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    guard let content = try content(scope, in: db) else { return }
    try db.execute(
      """
      INSERT INTO review_snapshot
        (workspace_id, id, review_id, dispute_id, occasion, score_version, score, answers, at)
      VALUES
        (\(scope), \(world.key()), \(id), \(dispute), \(occasion), \(content.score.version),
         \(content.score.value), \(try ReviewDraft(answers: content.answers).encoded()),
         \(world.now()))
      """)
  }
}
