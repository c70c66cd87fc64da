internal import Kernel
internal import People
internal import Statistics
internal import Storage
internal import Web

/// What speaks for changing a scorecard or its examples: figures of criteria, never of people.
struct RevisionFindings: Sendable {
  /// What is known of one criterion.
  struct OfCriterion: Sendable {
    let criterion: Criterion
    /// How far people agreed on it in the newest calibration.
    let agreement: CriterionAgreement?
    /// Answers in reviews, and how many of them were "not applicable".
    let answers: Int
    let notApplicable: Int
    /// Points about it in disputes that were decided, and how many of those changed the answer.
    let contested: Int
    let upheld: Int

    /// A fifth of the answers.
    private static let manyNotApplicable = 0.2

    var notApplicableShare: Double? {
      answers > 0 ? Double(notApplicable) / Double(answers) : nil
    }
    /// Whether people agree too little on it.
    var agreesTooLittle: Bool { agreement?.decision == .calibrateMore }
    /// Whether it often does not apply, where there is enough to say so.
    var oftenDoesNotApply: Bool {
      answers >= Estimate.fewestToCompare
        && (notApplicableShare ?? 0) >= Self.manyNotApplicable
    }
    /// Whether disputes changed it often enough to ask whether its words can be read alike.
    var isOftenCorrected: Bool { upheld >= Estimate.fewestToCompare }
    var isNotable: Bool { agreesTooLittle || oftenDoesNotApply || isOftenCorrected }
  }

  /// An example with its age.
  struct OfBenchmark: Sendable {
    let benchmark: Benchmark
    let criterion: String
    let months: Int
    let label: String
    /// Whether scores of its version cannot be compared with those of today.
    let isOfOldVersion: Bool
    let isOld: Bool

    var isNotable: Bool { isOld || isOfOldVersion }
  }

  let card: ScorecardVersion?
  /// How many changes wait in the draft of the next version; `nil` without a draft.
  let pendingChanges: Int?
  let criteria: [OfCriterion]
  let benchmarks: [OfBenchmark]

  /// How far back reviews count, in days.
  private static let window: Int64 = 180

  /// What is known today, as far as the actor may see it.
  static func of(
    _ programme: Programme, for actor: Actor, at now: Instant, in db: any Connection
  ) throws -> RevisionFindings {
    let scope = actor.scope
    let card = try Scorecard.find(programme.terms.scorecard, scope: scope, in: db)
    guard let current = card?.current else {
      return RevisionFindings(card: nil, pendingChanges: nil, criteria: [], benchmarks: [])
    }
    let since = now.advanced(byDays: -window)
    let reviews = try reviews(of: programme.team, since: since, scope, in: db)
    let counts = try answers(of: reviews, scope, in: db)
    let disputes = try disputes(about: reviews, scope, in: db)
    let agreement = try agreement(on: current, of: programme.team, for: actor, in: db)
    return RevisionFindings(
      card: current, pendingChanges: card?.draft == nil ? nil : card?.pendingChanges.count,
      criteria: current.rubric.criteria.map { criterion in
        OfCriterion(
          criterion: criterion,
          agreement: agreement.first { $0.criterion.id == criterion.id },
          answers: counts[criterion.id]?.all ?? 0,
          notApplicable: counts[criterion.id]?.notApplicable ?? 0,
          contested: disputes[criterion.id]?.all ?? 0,
          upheld: disputes[criterion.id]?.upheld ?? 0)
      },
      benchmarks: actor.can(.read, .benchmark)
        ? try benchmarks(current, programme.terms.oldAfterMonths, at: now, scope, in: db) : [])
  }

  /// What was shared in a team since a moment and counts.
  private static func reviews(
    of team: Team.ID, since moment: Instant, _ scope: Scope, in db: any Connection
  ) throws -> [Review.ID] {
    try db.rows(
      """
      SELECT r.id
      FROM review AS r
      JOIN review_event AS e ON e.workspace_id = r.workspace_id AND e.review_id = r.id
        AND e.kind = 'shared'
      WHERE r.workspace_id = \(scope) AND r.team_id = \(team) AND \(Review.counts)
        AND e.at >= \(moment)
        AND NOT \(Review.has(.withdrawn))
      ORDER BY r.id
      """
    ).map { try $0.get("id") }
  }

  /// The answers of some reviews as they stand, corrections included.
  private static func answers(
    of reviews: [Review.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Criterion.ID: (all: Int, notApplicable: Int)] {
    var counts: [Criterion.ID: (all: Int, notApplicable: Int)] = [:]
    for answer in try StoredAnswer.all(of: reviews, scope, in: db).values.joined()
    where answer.state != .notAsked {
      counts[answer.criterion, default: (0, 0)].all += 1
      if answer.state == .notApplicable {
        counts[answer.criterion, default: (0, 0)].notApplicable += 1
      }
    }
    return counts
  }

  /// What was decided about the points of disputes, by criterion; in part is upheld too.
  private static func disputes(
    about reviews: [Review.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Criterion.ID: (all: Int, upheld: Int)] {
    var counts: [Criterion.ID: (all: Int, upheld: Int)] = [:]
    for verdict in try Dispute.all(of: reviews, scope, in: db).flatMap(\.verdicts) {
      guard let criterion = verdict.criterion else { continue }
      counts[criterion, default: (0, 0)].all += 1
      if verdict.outcome != .refused { counts[criterion, default: (0, 0)].upheld += 1 }
    }
    return counts
  }

  /// The newest closed calibration of the team with a version of that scorecard.
  private static func agreement(
    on card: ScorecardVersion, of team: Team.ID, for actor: Actor, in db: any Connection
  ) throws -> [CriterionAgreement] {
    for session in try Calibration.all(actor.scope, in: db)
    where session.isClosed && session.team == team && session.isVisible(to: actor) {
      guard
        let version = try ScorecardVersion.find(session.scorecard, scope: actor.scope, in: db),
        version.scorecard == card.scorecard
      else { continue }
      let ratings = try CalibrationRating.all(of: session.id, actor.scope, in: db)
      return CalibrationResult(session, version.rubric, ratings: ratings).criteria
    }
    return []
  }

  private static func benchmarks(
    _ card: ScorecardVersion, _ oldAfter: Int, at now: Instant, _ scope: Scope,
    in db: any Connection
  ) throws -> [OfBenchmark] {
    let all = try Benchmark.inForce(for: card.rubric.criteria.map(\.id), scope, in: db)
    let versions = try ScorecardVersion.find(
      Set(all.map(\.scorecard)), scope: scope, in: db)
    return all.map { benchmark in
      let months = max(0, Int(now.seconds(since: benchmark.keptAt) / 86_400 / 30.4375))
      let version = versions[benchmark.scorecard]
      return OfBenchmark(
        benchmark: benchmark,
        criterion: card.rubric.criterion(benchmark.criterion)?.name ?? "–", months: months,
        label: version?.label ?? "–",
        isOfOldVersion: version.map { !$0.scoresLike(card) } ?? false,
        isOld: months >= oldAfter)
    }
  }
}
