internal import Conversations
internal import Kernel
internal import People
internal import Statistics
internal import Storage
internal import Web

extension Reviewer {
  /// How far back the pages look, in days.
  static let days = 180

  /// One person's reviewing, as far as the actor may know which reviews are theirs.
  ///
  /// In a cycle that names nobody only the person, and whoever the matrix lets, learns that.
  static func of(
    _ person: Person.ID, for actor: Actor, now: Instant, in db: any Connection
  ) throws -> Reviewer {
    let scope = actor.scope
    let cycles = try shared(since: now, scope, in: db)
    let asked = try Review.asked(of: person, in: cycles, scope, in: db).filter {
      $0.submittedAt != nil && $0.sharedAt != nil && $0.kind.counts
    }
    let known = try Author.known(to: actor, of: asked, in: db)
    let reviews = asked.filter { known[$0.id] != nil }
    let balance = try FeedbackBalance.of(reviews.map(\.id), scope, in: db)
    return Reviewer(
      person: person, work: try work(of: reviews, scope, in: db),
      selfGaps: person == actor.person ? try selfGaps(of: person, cycles, scope, in: db) : [],
      useful: (balance.ratings.count { $0 == .useful }, balance.ratings.count),
      feedback: (balance.praise, balance.corrections),
      record: try TrackRecord.of(person, scope, in: db),
      history: try Standing.history(of: person, scope, in: db))
  }

  private static func shared(
    since now: Instant, _ scope: Scope, in db: any Connection
  ) throws -> [Cycle.ID] {
    let first = now.advanced(bySeconds: -Int64(days) * 86_400)
    return try Cycle.all(scope, in: db).filter { cycle in
      cycle.sharedAt.map { $0 >= first } ?? false
    }.map(\.id)
  }

  /// What the reviewer handed in, not what others made of it after a dispute: these figures are
  /// about the reviewer, and stand beside what is held true of the conversations now.
  private static func work(
    of reviews: [Review], _ scope: Scope, in db: any Connection
  ) throws -> [Work] {
    guard !reviews.isEmpty else { return [] }
    let scores = try Review.StoredScore.first(of: reviews.map(\.id), scope, in: db)
    let answers = try answers(of: reviews.map(\.id), scope, in: db)
    let cards = try ScorecardVersion.find(Set(reviews.map(\.scorecard)), scope: scope, in: db)
    let others = try given(on: reviews.map(\.conversation), scope, in: db)
    return reviews.compactMap { review in
      guard let score = scores[review.id], let rubric = cards[review.scorecard]?.rubric else {
        return nil
      }
      let own = answers[review.id] ?? Answers()
      let na = own.entries.filter { $0.value.choice == .notApplicable }.map(\.key)
      func hardened(_ step: Int) -> Double? {
        na.isEmpty
          ? score.value : Scoring.score(own.hardened(every: step, rubric), rubric).value
      }
      let rest = (others[review.conversation] ?? []).filter { $0.review != review.id }
        .map(\.score)
      return Work(
        conversation: review.conversation, score: score.value, seconds: score.seconds,
        worst: hardened(1), half: hardened(2), asked: own.entries.keys.sorted(),
        notApplicable: na.sorted(),
        others: rest.isEmpty ? nil : rest.reduce(0, +) / Double(rest.count))
    }
  }

  private static func answers(
    of reviews: [Review.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Review.ID: Answers] {
    try StoredAnswer.all(of: reviews, version: 1, scope, in: db).mapValues { stored in
      stored.reduce(into: Answers()) { $0[$1.criterion] = $1.answer }
    }
  }

  private struct Given {
    let review: Review.ID
    let score: Double
  }

  /// The shared scores of some conversations, whoever gave them; own views are none.
  private static func given(
    on conversations: [Conversation.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Conversation.ID: [Given]] {
    let rows = try db.rows(
      """
      SELECT r.conversation_id, r.id, score.value
      FROM review AS r
      JOIN review_score AS score
        ON score.workspace_id = r.workspace_id AND score.review_id = r.id
      WHERE r.workspace_id = \(scope) AND \(Review.counts) AND score.value IS NOT NULL
        AND r.conversation_id IN (\(list: Array(Set(conversations))))
        AND \(Review.has(.shared))
        AND NOT \(Review.has(.withdrawn))
        AND \(Review.StoredScore.isNewest)
      """)
    return try rows.reduce(into: [:]) { found, row in
      found[try row.get("conversation_id"), default: []].append(
        Given(review: try row.get("id"), score: try row.get("value")))
    }
  }

  /// One's own view minus the mean of the others', for each conversation that has both.
  private static func selfGaps(
    of person: Person.ID, _ cycles: [Cycle.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Double] {
    let own = try Review.asked(of: person, in: cycles, scope, in: db).filter {
      $0.kind == .`self` && $0.submittedAt != nil
    }
    let scores = try Review.StoredScore.newest(of: own.map(\.id), scope, in: db)
    let others = try given(on: own.map(\.conversation), scope, in: db)
    return own.compactMap { review in
      guard let mine = scores[review.id]?.value, let theirs = others[review.conversation],
        !theirs.isEmpty
      else { return nil }
      return mine - theirs.map(\.score).reduce(0, +) / Double(theirs.count)
    }
  }

  // MARK: Severity

  /// Who of a team scores strictly or mildly, from its calibrations and from conversations that
  /// several people reviewed, as far as the actor may know by whom.
  static func severity(
    of team: Team.ID, for actor: Actor, now: Instant, in db: any Connection
  ) throws -> CalibrationResult.Severity {
    let scope = actor.scope
    let first = now.advanced(bySeconds: -Int64(days) * 86_400)
    var scores: [(conversation: Conversation.ID, person: Person.ID, score: Double)] = []
    for session in try Calibration.all(scope, in: db)
    where session.team == team && (session.closedAt.map { $0 >= first } ?? false) {
      for rating in try CalibrationRating.all(of: session.id, scope, in: db) {
        if let score = rating.score { scores.append((rating.conversation, rating.person, score)) }
      }
    }
    let cycles = try Cycle.all(of: team, scope, in: db).filter { cycle in
      cycle.sharedAt.map { $0 >= first } ?? false
    }
    for cycle in cycles {
      let reviews = try Review.all(in: cycle.id, scope, in: db).filter {
        $0.kind.counts && $0.sharedAt != nil && $0.withdrawnAt == nil
      }
      let known = try Author.known(to: actor, of: reviews, in: db)
      let stored = try Review.StoredScore.first(of: reviews.map(\.id), scope, in: db)
      for review in reviews {
        guard let person = known[review.id], let score = stored[review.id]?.value else { continue }
        scores.append((review.conversation, person, score))
      }
    }
    return CalibrationResult.Severity(scores)
  }
}
