public import Kernel
internal import Markup
internal import People
public import Storage
internal import Web

extension Review {
  /// Everybody who may decide disputes of its team; also its writer, who will read that it is for
  /// somebody else: leaving them out would name them.
  func deciders(_ scope: Scope, in db: any Connection) throws -> [Person.ID] {
    let ownership = Ownership(person: agent.rawValue, team: team.rawValue)
    return try Person.allowed(.change, .dispute, to: ownership, scope, in: db).map(\.id)
  }

  func tellOfDispute(
    _ dispute: Dispute.ID, by due: Day, scope: Scope, world: World, in db: any Connection
  ) throws {
    let name = try Person.find(agent, scope, in: db)?.name ?? "–"
    for person in try deciders(scope, in: db) {
      try Notice.tell(
        person, "dispute.notice.raised", ["name": .text(name), "day": .day(due)],
        path: .dispute(dispute), occasion: "dispute.open:\(dispute)", scope: scope,
        world: world, in: db)
    }
    try tellReviewer(
      "dispute.notice.reviewer", about: dispute, "raised", scope: scope, world: world, in: db)
  }

  /// Tells the reviewer, where the cycle names reviewers: elsewhere the notice itself would name
  /// them, and they find it among their work.
  func tellReviewer(
    _ summary: StaticString, about dispute: Dispute.ID, _ step: String, scope: Scope,
    world: World, in db: any Connection
  ) throws {
    guard let round = try Cycle.find(cycle, scope, in: db), round.plan.namesReviewers,
      let author = try Author.of([id], scope, in: db)[id]
    else { return }
    let name = try Person.find(agent, scope, in: db)?.name ?? "–"
    try Notice.tell(
      author, summary, ["name": .text(name)], path: .dispute(dispute),
      occasion: "dispute.reviewer:\(dispute):\(step)", scope: scope, world: world, in: db)
  }
}

extension Dispute {
  /// Tells the agent and the reviewer what was decided.
  func tellOfDecision(
    _ outcome: Outcome, _ review: Review, scope: Scope, world: World, in db: any Connection
  ) throws {
    try settle(review, scope: scope, world: world, in: db)
    let sentence: StaticString =
      switch outcome {
      case .accepted: "dispute.notice.accepted"
      case .partly: "dispute.notice.partly"
      case .refused: "dispute.notice.refused"
      }
    try Notice.tell(
      review.agent, sentence, path: .review(review.id), occasion: "dispute.decided:\(id)",
      scope: scope, world: world, in: db)
    try review.tellReviewer(
      "dispute.notice.decided", about: id, "decided", scope: scope, world: world, in: db)
  }

  /// Counts the news of it as read by those who no longer need it.
  func settle(
    _ review: Review, scope: Scope, world: World, in db: any Connection
  ) throws {
    for person in try review.deciders(scope, in: db) {
      try Notice.settle(
        "dispute.open:\(id)", of: person, scope: scope, world: world, in: db)
    }
  }

  /// Reminds those who decide before a dispute is due, on the day, and when it is late; one that
  /// nobody decided long after its day lapses.
  public static let reminding = JobKind("dispute.remind", every: .seconds(3600)) { run in
    let (scope, world) = (run.scope, run.world)
    let waiting = try await run.database.read { db in
      try Dispute.open(scope, in: db).map(\.id)
    }
    for id in waiting {
      try await run.database.write { db in
        // Read again: somebody may have decided it in between.
        guard let dispute = try find(id, scope, in: db), dispute.state == .open else { return }
        try dispute.remind(
          on: try Workspace.today(scope, world: world, in: db), scope: scope, world: world,
          in: db)
      }
    }
  }

  /// What is due about an open dispute on a day.
  public func remind(
    on today: Day, scope: Scope, world: World, in db: any Connection
  ) throws {
    guard let review = try Review.find(review, scope, in: db) else { return }
    guard today <= decideBy.advanced(by: Dispute.daysToLapse) else {
      return try lapse(review, scope: scope, world: world, in: db)
    }
    guard let reminder = Reminder(on: today, due: decideBy) else { return }
    let sentence: StaticString =
      switch reminder {
      case .soon: "dispute.notice.soon"
      case .today: "dispute.notice.today"
      case .late: "dispute.notice.late"
      }
    for person in try review.deciders(scope, in: db) {
      try Notice.tell(
        person, sentence, ["day": .day(decideBy)], path: .dispute(id),
        occasion: "dispute.open:\(id):\(reminder.rawValue)", scope: scope, world: world, in: db)
    }
  }

  private func lapse(
    _ review: Review, scope: Scope, world: World, in db: any Connection
  ) throws {
    guard try Dispute.record(.lapsed, of: id, scope: scope, world: world, in: db) else { return }
    try settle(review, scope: scope, world: world, in: db)
    try Notice.tell(
      review.agent, "dispute.notice.lapsed", path: .review(review.id),
      occasion: "dispute.lapsed:\(id)", scope: scope, world: world, in: db)
    try Audit.record(
      .change, .dispute, object: id.rawValue, team: review.team.rawValue,
      "dispute.audit.lapsed", scope: scope, world: world, in: db)
  }
}
