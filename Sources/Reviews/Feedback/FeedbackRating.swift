public import Kernel
internal import People
public import Storage
internal import Statistics
internal import Web

/// What the receiver of feedback says about its usefulness; the newest word counts.
public enum FeedbackRating: String, Hashable, Sendable, CaseIterable {
  case useful, partly, not

  static let schema: [SQL] = [
    """
    CREATE TABLE feedback_rating (
      \(.key),
      review_id INTEGER NOT NULL,
      feedback_id INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number > 0),
      rating TEXT NOT NULL CHECK (rating IN ('useful', 'partly', 'not')),
      word TEXT NOT NULL,
      at INTEGER NOT NULL,
      UNIQUE (workspace_id, feedback_id, number),
      \(.reference(column: "review_id", table: "review")),
      \(.reference(column: "feedback_id", table: "feedback"))
    ) \(.strict)
    """,
    "CREATE INDEX feedback_rating_review ON feedback_rating (workspace_id, review_id)",
    "\(.appendOnly("feedback_rating"))",
  ]

  /// Below this many ratings the giver learns nothing, so that nobody's word can be guessed.
  static let fewestToShow = 3

  /// The newest rating of each piece of feedback of some reviews, in no telling order.
  private static func newest(
    of reviews: [Review.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Row] {
    guard !reviews.isEmpty else { return [] }
    return try db.rows(
      """
      SELECT f.position, f.kind, n.rating, n.word
      FROM feedback_rating AS n
      JOIN feedback AS f ON f.workspace_id = n.workspace_id AND f.id = n.feedback_id
      WHERE n.workspace_id = \(scope) AND n.review_id IN (\(list: reviews))
        AND NOT EXISTS (
          SELECT 1 FROM feedback_rating AS later
          WHERE later.workspace_id = n.workspace_id AND later.feedback_id = n.feedback_id
            AND later.number > n.number)
      ORDER BY n.word, n.rating
      """)
  }

  /// What the receiver of a review said about each place of its feedback.
  static func given(
    in review: Review.ID, _ scope: Scope, db: any Connection
  ) throws -> [Int: (rating: FeedbackRating, word: String)] {
    try newest(of: [review], scope, in: db).reduce(into: [:]) { found, row in
      let rating: String = try row.get("rating")
      guard let known = FeedbackRating(rawValue: rating) else { return }
      found[try row.get("position")] = (known, try row.get("word"))
    }
  }

  /// The ratings and words that the giver of some reviews may know: none below three.
  static func known(
    of reviews: [Review.ID], _ scope: Scope, in db: any Connection
  ) throws -> (ratings: [FeedbackRating], words: [String]) {
    let rows = try newest(of: reviews, scope, in: db)
    guard rows.count >= fewestToShow else { return ([], []) }
    let ratings = try rows.compactMap { row -> FeedbackRating? in
      let rating: String = try row.get("rating")
      return FeedbackRating(rawValue: rating)
    }
    let words = try rows.map { row -> String in try row.get("word") }.filter { !$0.isEmpty }
    return (ratings, words)
  }
}

extension Review {
  /// Says how useful a piece of feedback is; only the person it is for, and only once shared.
  public func rate(
    _ position: Int, as rating: FeedbackRating, word: String, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    guard scope.person == agent.rawValue, kind != .`self` else { throw ReviewError.notYours }
    guard sharedAt != nil else { throw ReviewError.notShared }
    let added = try db.execute(
      """
      INSERT INTO feedback_rating
        (workspace_id, id, review_id, feedback_id, number, rating, word, at)
      SELECT f.workspace_id, \(world.key()), f.review_id, f.id,
        1 + (SELECT COUNT(*) FROM feedback_rating AS n
          WHERE n.workspace_id = f.workspace_id AND n.feedback_id = f.id),
        \(rating.rawValue), \(String(word.trimmed.prefix(500))), \(world.now())
      FROM feedback AS f
      WHERE f.workspace_id = \(scope) AND f.review_id = \(id) AND f.position = \(position)
      """)
    guard added == 1 else { throw ReviewError.unknown }
  }
}

/// How somebody's own feedback lands: what they praise and correct, and what was found useful.
struct FeedbackBalance: Sendable {
  let praise: Int
  let corrections: Int
  let ratings: [FeedbackRating]
  let words: [String]

  /// The share of praise in all feedback given, with Wilson's interval.
  var praiseShare: Estimate { wilsonInterval(successes: praise, of: praise + corrections) }

  /// The share of rated feedback found useful (partly does not count), with Wilson's interval.
  var useful: Estimate {
    wilsonInterval(successes: ratings.count { $0 == .useful }, of: ratings.count)
  }

  /// The acting person's balance over the shared reviews they wrote.
  static func own(_ actor: Actor, in db: any Connection) throws -> FeedbackBalance {
    let scope = actor.scope
    let cycles = try Cycle.all(scope, in: db).filter { $0.sharedAt != nil }.prefix(24).map(\.id)
    let reviews = try Review.asked(of: actor.person, in: cycles, scope, in: db).filter {
      $0.kind != .`self` && $0.sharedAt != nil
    }.map(\.id)
    return try of(reviews, scope, in: db)
  }

  /// The balance over some reviews of one writer; of ratings and words nothing below three.
  static func of(
    _ reviews: [Review.ID], _ scope: Scope, in db: any Connection
  ) throws -> FeedbackBalance {
    let kinds = try db.rows(
      """
      SELECT kind, COUNT(*) AS pieces FROM feedback
      WHERE workspace_id = \(scope) AND review_id IN (\(list: reviews))
      GROUP BY kind
      """
    ).reduce(into: [String: Int]()) { $0[try $1.get("kind")] = try $1.get("pieces") }
    let known = try FeedbackRating.known(of: reviews, scope, in: db)
    return FeedbackBalance(
      praise: kinds["praise"] ?? 0, corrections: kinds["correction"] ?? 0,
      ratings: known.ratings, words: known.words)
  }
}
