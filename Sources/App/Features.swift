internal import Conversations
internal import Evidence
internal import Kernel
internal import Measures
internal import People
internal import Reviews
internal import Storage
internal import Web
internal import Workforce

extension Feature {
  /// Whoever keeps figures of conversations, told of each change in its transaction.
  static let watches: [ConversationWatch] = [.measures, .evidence, .adherence]

  /// The product's table of contents.
  static func all(
    _ world: World, cost: PasswordCost = .standard, limits: Session.Limits = .standard,
    claim: ClaimCode? = nil, post: Post? = nil
  ) -> [Feature] {
    let features: [Feature] = [
      .people(
        mill: PasswordMill(world: world, cost: cost), limits: limits, claim: claim,
        openings: [.standardScorecard], post: post),
      .conversations(asides: [.evidence, Pick.aside], glosses: [.evidence]),
      .imports(holds: [Review.importHold, Workshop.importHold], watches: watches),
      .purpose,
      .procedures,
      .benchmarks,
      .scorecards,
      .reviews(beside: [.learned(PublishedAnswers.reviews)]),
      .calibration,
      .reviewers,
      .measures(PublishedFigure.all),
      .hours,
      .goals(PublishedFigure.all) { scope, db in
        try Purpose.current(scope, in: db)?.purpose.sentence
      },
      .baselines(PublishedFigure.all),
      .comparisons(PublishedFigure.all),
      .reports(PublishedFigure.all, reviews: .reviews),
      .workforce,
      .schedules,
      .evidence,
      .learned(PublishedAnswers.reviews),
      .health,
      .demo,
    ]
    guard let post else { return features }
    return features + [.post(post, words: features.reduce(Words.frame) { $0 + $1.words })]
  }
}

extension PublishedFigure {
  /// What the capabilities hand over of their own.
  static let all = reviews + [adherence]
}

extension Migration {
  /// Every step of every schema, in the order of the features.
  static let every: [Migration] = Job.migrations + Feature.all(.live).flatMap(\.migrations)
}
