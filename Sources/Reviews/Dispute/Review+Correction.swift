internal import Kernel
internal import People
internal import Storage
internal import Web

extension Review {
  /// Writes a new version of the score with the answers that changed; nothing is written over.
  func correct(
    _ verdicts: [Dispute.Verdict], _ content: Content, _ rubric: Rubric, scope: Scope,
    world: World, in db: any Connection
  ) throws {
    let answers = content.answers.corrected(by: verdicts, rubric)
    let score = Scoring.score(answers, rubric)
    let version = content.score.version + 1
    let before = try StoredAnswer.all(of: [id], scope, in: db)[id] ?? []
    for answer in StoredAnswer.all(of: answers, score) where !before.contains(answer) {
      try answer.correct(id, version: version, scope: scope, world: world, in: db)
    }
    try insert(
      score, version: version, seconds: content.score.seconds, scope: scope, world: world,
      in: db)
    try Audit.record(
      .create, .scoreChange, object: id.rawValue, team: team.rawValue,
      "dispute.audit.corrected", ["version": String(version)], scope: scope, world: world,
      in: db)
  }

  /// Takes every review of a conversation out of the results of somebody whose it was not.
  ///
  /// Nothing is deleted and nothing moves to another person: that it came to light hung on a
  /// complaint, so nobody knows the chance with which it would have come up for them.
  func takeOut(scope: Scope, world: World, in db: any Connection) throws {
    for review in try Review.all(of: pick, scope, in: db) where review.withdrawnAt == nil {
      try review.record(.withdrawn, scope: scope, world: world, in: db)
    }
    try Audit.record(
      .change, .review, object: id.rawValue, team: team.rawValue, "dispute.audit.takenOut",
      scope: scope, world: world, in: db)
  }
}

extension Answers {
  /// The answers as they are after some verdicts; the reviewer's own words stay.
  ///
  /// A criterion that is asked only now has no answer and is left out of the score.
  func corrected(by verdicts: [Dispute.Verdict], _ rubric: Rubric) -> Answers {
    var answers = self
    for verdict in verdicts where verdict.outcome != .refused {
      guard let id = verdict.criterion, let criterion = rubric.criterion(id) else { continue }
      let option = criterion.options.first { $0.id == verdict.option }
      let causes = Set((option?.causes ?? []).map(\.id))
      var answer = answers[id] ?? Answer()
      answer.choice = option.map { .option($0.id) } ?? .notApplicable
      answer.causes.formIntersection(causes)
      answers[id] = answer
    }
    return answers
  }
}
