public import Conversations
public import Kernel
public import Storage

/// A remark on one message, with the words it is about; evidence when it names a criterion.
public struct Comment: Hashable, Sendable {
  /// The key of a comment.
  public typealias ID = Identifier<Comment>

  public let id: ID
  public let review: Review.ID
  public let message: Message.ID?
  public let criterion: Criterion.ID?
  public let quote: String
  public let body: String
  public let writtenAt: Instant

  static let longest = 4000
}

extension Comment {
  /// The comments of a review, in the order they were written.
  public static func all(
    of review: Review.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Comment] {
    try db.rows(
      """
      SELECT id, review_id, message_id, criterion_id, quote, body, written_at
      FROM review_comment
      WHERE workspace_id = \(scope) AND review_id = \(review) AND removed_at IS NULL
      ORDER BY id
      """
    ).map { row in
      Comment(
        id: try row.get("id"), review: try row.get("review_id"),
        message: try row.get("message_id"), criterion: try row.get("criterion_id"),
        quote: try row.get("quote"), body: try row.get("body"),
        writtenAt: try row.get("written_at"))
    }
  }
}

extension Review {
  /// Adds a remark on a message while the review is being written.
  @discardableResult
  public func comment(
    _ body: String, on message: Message.ID?, quote: String = "",
    about criterion: Criterion.ID? = nil, scope: Scope, world: World, in db: any Connection
  ) throws -> Comment.ID {
    try requireWritable(scope, in: db)
    try requireReviewer(scope, in: db)
    let body = String(body.trimmed.prefix(Comment.longest))
    let quote = String(quote.trimmed.prefix(500))
    guard !body.isEmpty || !quote.isEmpty else { throw ReviewError.commentEmpty }
    let comment: Comment.ID = world.id()
    try db.execute(
      """
      INSERT INTO review_comment
        (workspace_id, id, review_id, message_id, criterion_id, quote, body, written_at)
      VALUES
        (\(scope), \(comment), \(id), \(message), \(criterion), \(quote), \(body),
         \(world.now()))
      """)
    try record(.started, scope: scope, world: world, in: db)
    return comment
  }

  /// Takes a remark back while the review is being written.
  public func remove(
    _ comment: Comment.ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    try requireWritable(scope, in: db)
    try requireReviewer(scope, in: db)
    try db.execute(
      """
      UPDATE review_comment SET removed_at = \(world.now())
      WHERE workspace_id = \(scope) AND review_id = \(id) AND id = \(comment)
      """)
  }
}
