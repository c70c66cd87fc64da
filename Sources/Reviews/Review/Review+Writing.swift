public import Kernel
internal import People
public import Storage
internal import Web

extension Review {
  /// A draft as it was last saved.
  public struct SavedDraft: Hashable, Sendable {
    public let draft: ReviewDraft
    /// Counts the saves, so that two windows cannot write over each other unnoticed.
    public let version: Int
    /// How long the reviewer has looked at it.
    public let seconds: Int
    public let savedAt: Instant
  }

  /// The draft, if something was saved.
  public func savedDraft(_ scope: Scope, in db: any Connection) throws -> SavedDraft? {
    try db.row(
      """
      SELECT version, content, seconds, saved_at
      FROM review_draft
      WHERE workspace_id = \(scope) AND review_id = \(id)
      """
    ).map { row in
      SavedDraft(
        draft: try ReviewDraft(encoded: try row.get("content")), version: try row.get("version"),
        seconds: try row.get("seconds"), savedAt: try row.get("saved_at"))
    }
  }

  /// Saves a draft over the version it was made from, 0 for the first.
  ///
  /// - Returns: the new version.
  /// - Throws: ``ReviewError/stale(version:)`` when another window saved in between; nothing is
  ///   written then.
  @discardableResult
  public func save(
    _ draft: ReviewDraft, over version: Int, seconds: Int, scope: Scope, world: World,
    in db: any Connection
  ) throws -> Int {
    try requireWritable(scope, in: db)
    try requireReviewer(scope, in: db)
    let content = try draft.encoded()
    let seconds = min(86_400, max(0, seconds))
    let changed =
      version == 0
      ? try db.execute(
        """
        INSERT INTO review_draft
          (workspace_id, id, review_id, version, content, seconds, saved_at)
        VALUES (\(scope), \(world.key()), \(id), 1, \(content), \(seconds), \(world.now()))
        ON CONFLICT (workspace_id, review_id) DO NOTHING
        """)
      : try db.execute(
        """
        UPDATE review_draft
        SET version = version + 1, content = \(content), seconds = \(seconds),
          saved_at = \(world.now())
        WHERE workspace_id = \(scope) AND review_id = \(id) AND version = \(version)
        """)
    guard changed == 1 else {
      throw ReviewError.stale(version: try savedDraft(scope, in: db)?.version ?? 0)
    }
    try record(.started, scope: scope, world: world, in: db)
    return version + 1
  }

  /// Hands a review in: its answers, its score and its feedback stay as they are from then on.
  ///
  /// The version is the saved one the draft was made from, `nil` when that does not matter. An
  /// incomplete or stale draft, or one whose time has passed, is refused by a ``ReviewError``.
  @discardableResult
  public func submit(
    _ draft: ReviewDraft, over version: Int? = nil, seconds: Int, scope: Scope, world: World,
    in db: any Connection
  ) throws -> Score {
    let cycle = try requireWritable(scope, in: db)
    try requireReviewer(scope, in: db)
    guard let card = try ScorecardVersion.find(scorecard, scope: scope, in: db) else {
      throw ReviewError.unknown
    }
    let flaws = draft.flaws(card.rubric, kind: kind)
    guard flaws.isEmpty else { throw ReviewError.incomplete(flaws) }
    let saved = try savedDraft(scope, in: db)?.version ?? 0
    if let version, version != saved { throw ReviewError.stale(version: saved) }
    guard try record(.submitted, scope: scope, world: world, in: db) else {
      throw ReviewError.submitted
    }
    try record(.started, scope: scope, world: world, in: db)
    let score = Scoring.score(draft.answers, card.rubric)
    try insert(score, version: 1, seconds: seconds, scope: scope, world: world, in: db)
    for answer in StoredAnswer.all(of: draft.answers, score) {
      try answer.insert(into: id, scope: scope, world: world, in: db)
    }
    try insert(draft.feedback, scope: scope, world: world, in: db)
    try db.execute(
      "DELETE FROM review_draft WHERE workspace_id = \(scope) AND review_id = \(id)")
    if cycle.state == .shared, kind.counts {
      try cycle.shareHandedIn(
        scope: Author.trace(scope, in: cycle),
        world: try Author.quiet(world, in: cycle, scope, db: db), in: db)
    }
    try recordSubmission(to: cycle, scope: scope, world: world, in: db)
    return score
  }

  /// Notes that a review was handed in: where nobody is named neither by whom nor which, because the
  /// order of the record would tell the one who knows the other.
  private func recordSubmission(
    to cycle: Cycle, scope: Scope, world: World, in db: any Connection
  ) throws {
    guard kind != .`self`, !cycle.plan.namesReviewers else {
      return try Audit.record(
        .create, .review, object: id.rawValue, team: team.rawValue, "review.audit.submitted",
        ["version": "1"], scope: scope, world: world, in: db)
    }
    try Audit.record(
      .create, .review, object: cycle.id.rawValue, team: team.rawValue, "review.audit.submitted",
      scope: Author.trace(scope, in: cycle),
      world: try Author.quiet(world, in: cycle, scope, db: db), in: db)
  }

  /// The agent's word that a shared review was read, with a comment if they like.
  public func acknowledge(
    comment: String = "", scope: Scope, world: World, in db: any Connection
  ) throws {
    guard kind.counts, scope.person == agent.rawValue else { throw ReviewError.notYours }
    guard sharedAt != nil else { throw ReviewError.notShared }
    guard withdrawnAt == nil else { throw ReviewError.withdrawn }
    let comment = String(comment.trimmed.prefix(4000))
    guard
      try record(.acknowledged, note: comment, scope: scope, world: world, in: db)
    else { throw ReviewError.acknowledged }
    try snapshot(.acknowledged, scope: scope, world: world, in: db)
    try tellOfAcknowledgement(scope: scope, world: world, in: db)
    try Audit.record(
      .create, .acknowledgement, object: id.rawValue, team: team.rawValue,
      "review.audit.acknowledged", scope: scope, world: world, in: db)
  }

  /// What somebody noted with an event, such as the comment of an acknowledgement.
  func note(of event: Event, _ scope: Scope, in db: any Connection) throws -> String? {
    try db.value(
      """
      SELECT note AS value FROM review_event
      WHERE workspace_id = \(scope) AND review_id = \(id) AND kind = \(event.rawValue)
      """)
  }

  /// Refuses unless the review still takes words; returns its cycle.
  @discardableResult
  func requireWritable(_ scope: Scope, in db: any Connection) throws -> Cycle {
    guard submittedAt == nil else { throw ReviewError.submitted }
    guard withdrawnAt == nil else { throw ReviewError.withdrawn }
    let cycle = try Cycle.require(cycle, scope, in: db)
    guard cycle.state == .open || cycle.state == .shared else { throw ReviewError.closed }
    if kind == .`self`, cycle.state == .shared { throw ReviewError.tooLateForOwnView }
    return cycle
  }

  /// Refuses unless the acting person is the one who writes this review.
  func requireReviewer(_ scope: Scope, in db: any Connection) throws {
    guard try Author.isActing(scope, in: id, db: db) else { throw ReviewError.notYours }
  }
}

extension Review {
  /// Keeps a version of the score; the first is the one it was handed in with.
  func insert(
    _ score: Score, version: Int, seconds: Int, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO review_score
        (workspace_id, id, review_id, version, formula, value, underlying, is_fatal,
         is_critical, seconds, at)
      VALUES
        (\(scope), \(world.key()), \(id), \(version), \(Scoring.formula), \(score.value),
         \(score.underlyingScore), \(score.isFatal), \(score.isCritical),
         \(min(86_400, max(0, seconds))), \(world.now()))
      """)
  }

  private func insert(
    _ feedback: [Feedback], scope: Scope, world: World, in db: any Connection
  ) throws {
    for (position, entry) in feedback.filter({ !$0.isEmpty }).enumerated() {
      try db.execute(
        """
        INSERT INTO feedback
          (workspace_id, id, review_id, position, kind, did, effect, next_step)
        VALUES
          (\(scope), \(world.key()), \(id), \(position), \(entry.kind.rawValue),
           \(entry.did.trimmed), \(entry.effect.trimmed), \(entry.nextStep.trimmed))
        """)
    }
  }
}
