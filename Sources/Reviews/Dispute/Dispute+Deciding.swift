public import Kernel
internal import People
public import Storage
public import Web

extension Review {
  /// Whether the actor decides disputes about it: a lead of the team or an analyst who has neither
  /// written it nor is its subject.
  func isDecided(by actor: Actor) -> Bool {
    let ownership = ownership(for: actor)
    return actor.can(.change, .dispute, ownership)
      && actor.can(.create, .scoreChange, ownership)
  }
}

extension Dispute {
  /// Asks the reviewer for their view, without anybody learning who that is.
  public func ask(
    _ question: String, by actor: Actor, world: World, in db: any Connection
  ) throws {
    let scope = actor.scope
    let (dispute, review) = try open(for: actor, in: db)
    let question = String(question.trimmed.prefix(Dispute.longest))
    guard dispute.step(.asked) == nil,
      try Dispute.record(.asked, of: id, note: question, scope: scope, world: world, in: db)
    else { throw DisputeError.asked }
    try review.tellReviewer(
      "dispute.notice.asked", about: id, "asked", scope: scope, world: world, in: db)
    try Audit.record(
      .change, .dispute, object: id.rawValue, team: review.team.rawValue,
      "dispute.audit.asked", scope: scope, world: world, in: db)
  }

  /// The reviewer's view; who that is stays with ``Author``.
  public func answer(
    _ view: String, scope: Scope, world: World, in db: any Connection
  ) throws {
    let dispute = try Dispute.requireOpen(id, scope, in: db)
    guard let review = try Review.find(dispute.review, scope, in: db), review.isMine else {
      throw DisputeError.unknown
    }
    let view = String(view.trimmed.prefix(Dispute.longest))
    guard !view.isEmpty else { throw DisputeError.faulty([.init(nil, .reasonMissing)]) }
    guard let asked = dispute.step(.asked), dispute.step(.answered) == nil,
      try Dispute.record(.answered, of: id, note: view, scope: scope, world: world, in: db)
    else { throw DisputeError.notAsked }
    let cycle = try Cycle.require(review.cycle, scope, in: db)
    let quiet = try Author.quiet(world, in: cycle, scope, db: db)
    if let decider = asked.person {
      try Notice.tell(
        decider, "dispute.notice.answered", path: .dispute(id),
        occasion: "dispute.answered:\(id)", scope: scope, world: quiet, in: db)
    }
    try Notice.settle(
      "dispute.reviewer:\(id)", of: .init(rawValue: scope.person ?? 0), scope: scope,
      world: world, in: db)
    try Audit.record(
      .change, .dispute, object: id.rawValue, team: review.team.rawValue,
      "dispute.audit.answered", scope: Author.trace(scope, in: cycle), world: quiet, in: db)
  }

  /// Decides a dispute: each point as proposed, in part, or not, each with a reason.
  ///
  /// What is accepted becomes a new version of the score with its changed answers; what was handed
  /// in stays. Accepting that it was somebody else's conversation takes every review of it out of
  /// the person's results. Both are written in this transaction with a snapshot and a record.
  @discardableResult
  public func decide(
    _ verdicts: [Verdict], by actor: Actor, world: World, in db: any Connection
  ) throws -> Outcome {
    let scope = actor.scope
    let (dispute, review) = try open(for: actor, in: db)
    guard let card = try ScorecardVersion.find(review.scorecard, scope: scope, in: db),
      let content = try review.content(scope, in: db)
    else { throw DisputeError.unknown }
    let final = try dispute.checked(verdicts, card.rubric, content.answers)
    guard try Dispute.record(.decided, of: id, scope: scope, world: world, in: db) else {
      throw DisputeError.closed
    }
    try insert(final, scope: scope, world: world, in: db)
    let outcome = try require(scope, in: db).outcome ?? .refused
    if outcome != .refused {
      if kind == .scores {
        try review.correct(
          final, content, card.rubric, scope: scope, world: world, in: db)
      } else {
        try review.takeOut(scope: scope, world: world, in: db)
      }
    }
    try review.snapshot(.resolved, of: id, scope: scope, world: world, in: db)
    try tellOfDecision(outcome, review, scope: scope, world: world, in: db)
    try Audit.record(
      .change, .dispute, object: id.rawValue, team: review.team.rawValue,
      "dispute.audit.decided", scope: scope, world: world, in: db)
    return outcome
  }

  /// The dispute and its review, if it is open and the actor decides it.
  private func open(
    for actor: Actor, in db: any Connection
  ) throws -> (Dispute, Review) {
    let dispute = try Dispute.requireOpen(id, actor.scope, in: db)
    guard let review = try Review.find(dispute.review, actor.scope, in: db),
      review.isDecided(by: actor)
    else { throw DisputeError.notForYou }
    return (dispute, review)
  }

  private func require(_ scope: Scope, in db: any Connection) throws -> Dispute {
    guard let dispute = try Dispute.find(id, scope, in: db) else { throw DisputeError.unknown }
    return dispute
  }

  // MARK: Verdicts

  private func checked(
    _ verdicts: [Verdict], _ rubric: Rubric, _ answers: Answers
  ) throws -> [Verdict] {
    let asked: [Criterion.ID?] = kind == .person ? [nil] : points.map { $0.criterion }
    var final: [Verdict] = []
    var faults: [DisputeError.Fault] = []
    for criterion in asked {
      guard let verdict = verdicts.first(where: { $0.criterion == criterion }) else {
        faults.append(.init(criterion, .outcomeMissing))
        continue
      }
      let full = completed(verdict)
      if full.reason.isEmpty { faults.append(.init(criterion, .reasonMissing)) }
      if !fits(full, rubric, answers) { faults.append(.init(criterion, .option)) }
      final.append(full)
    }
    guard faults.isEmpty else { throw DisputeError.undecided(faults) }
    return final
  }

  /// The verdict with the option it leads to.
  private func completed(_ verdict: Verdict) -> Verdict {
    let proposed = points.first { $0.criterion == verdict.criterion }?.option
    let option =
      switch verdict.outcome {
      case .accepted: proposed
      case .partly: verdict.option
      case .refused: Criterion.Option.ID?.none
      }
    return Verdict(
      verdict.criterion, verdict.outcome, option: option,
      reason: String(verdict.reason.trimmed.prefix(Dispute.longest)))
  }

  /// Accepting in part means another option than the one that is there and than the proposed one.
  private func fits(_ verdict: Verdict, _ rubric: Rubric, _ answers: Answers) -> Bool {
    guard verdict.outcome == .partly else { return true }
    guard let id = verdict.criterion, let criterion = rubric.criterion(id),
      let point = points.first(where: { $0.criterion == id })
    else { return false }
    let now = answers[id]?.choice.flatMap(criterion.option(for:))?.id
    let isKnown = verdict.option.map { wanted in criterion.options.contains { $0.id == wanted } }
    return (isKnown ?? criterion.allowsNotApplicable) && verdict.option != now
      && verdict.option != point.option
  }

  private func insert(
    _ verdicts: [Verdict], scope: Scope, world: World, in db: any Connection
  ) throws {
    for verdict in verdicts {
      try db.execute(
        """
        INSERT INTO dispute_verdict
          (workspace_id, id, dispute_id, criterion_id, outcome, option_id, reason)
        VALUES
          (\(scope), \(world.key()), \(id), \(verdict.criterion), \(verdict.outcome),
           \(verdict.option), \(verdict.reason))
        """)
    }
  }
}
