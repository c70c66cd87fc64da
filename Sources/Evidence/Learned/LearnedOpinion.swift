internal import Kernel
internal import Storage

/// What somebody says of an answer of the machine, without who says it.
///
/// It hangs on the review, because who wrote that is for nobody here to know.
struct LearnedOpinion: Hashable, Sendable {
  let review: Int64
  let criterion: Int64
  let version: LearnedVersion.ID
  /// Whether the writer of the review speaks, or its reader.
  let isByWriter: Bool
  let isRight: Bool
  let note: String

  static let longest = 500

  func insert(_ scope: Scope, world: World, in db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO learned_opinion
        (workspace_id, id, review_id, criterion_id, version_id, by_writer, is_right, note,
         given_at)
      VALUES
        (\(scope), \(world.key()), \(review), \(criterion), \(version), \(isByWriter),
         \(isRight), \(note), \(world.now()))
      """)
  }

  private init(_ row: Row) throws {
    self.init(
      review: try row.get("review_id"), criterion: try row.get("criterion_id"),
      version: try row.get("version_id"), isByWriter: try row.get("by_writer"),
      isRight: try row.get("is_right"), note: try row.get("note"))
  }

  init(
    review: Int64, criterion: Int64, version: LearnedVersion.ID, isByWriter: Bool, isRight: Bool,
    note: String
  ) {
    self.review = review
    self.criterion = criterion
    self.version = version
    self.isByWriter = isByWriter
    self.isRight = isRight
    self.note = note
  }

  /// The last word of each side about a criterion of a review.
  static func all(
    in review: Int64, isByWriter: Bool, _ scope: Scope, in db: any Connection
  ) throws -> [Int64: LearnedOpinion] {
    try db.rows(
      """
      SELECT review_id, criterion_id, version_id, by_writer, is_right, note FROM learned_opinion
      WHERE workspace_id = \(scope) AND review_id = \(review) AND by_writer = \(isByWriter)
      ORDER BY id
      """
    ).reduce(into: [:]) { found, row in
      let one = try LearnedOpinion(row)
      found[one.criterion] = one
    }
  }

  /// How many last words there are about each version, and how many agree.
  static func counts(
    _ scope: Scope, in db: any Connection
  ) throws -> [LearnedVersion.ID: LearnedCriterion.Opinions] {
    try db.rows(
      """
      SELECT o.version_id, o.is_right FROM learned_opinion AS o
      WHERE o.workspace_id = \(scope) AND NOT EXISTS (
        SELECT 1 FROM learned_opinion AS n
        WHERE n.workspace_id = o.workspace_id AND n.review_id = o.review_id
          AND n.criterion_id = o.criterion_id AND n.by_writer = o.by_writer AND n.id > o.id)
      """
    ).reduce(into: [:]) { found, row in
      let version: LearnedVersion.ID = try row.get("version_id")
      found[version, default: LearnedCriterion.Opinions()].judged += 1
      if try row.get("is_right") {
        found[version, default: LearnedCriterion.Opinions()].right += 1
      }
    }
  }

  /// Why people disagreed with a version, the newest first.
  static func notes(
    of version: LearnedVersion.ID, _ scope: Scope, in db: any Connection
  ) throws -> [String] {
    try db.rows(
      """
      SELECT note FROM learned_opinion
      WHERE workspace_id = \(scope) AND version_id = \(version) AND is_right = 0 AND note <> ''
      ORDER BY id DESC LIMIT 20
      """
    ).map { try $0.get("note") }
  }
}
