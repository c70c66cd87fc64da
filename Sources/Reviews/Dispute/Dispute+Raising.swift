internal import Conversations
public import Kernel
public import People
public import Storage
internal import Web

extension Dispute {
  /// What an agent sends.
  public struct Claim: Hashable, Sendable {
    public let kind: Kind
    public let statement: String
    /// Whose conversation it was, as far as the agent knows.
    public let claimed: Person.ID?
    public let points: [Point]

    /// Disagreement with the answers to some criteria.
    public static func scores(_ points: [Point], statement: String = "") -> Claim {
      Claim(kind: .scores, statement: statement, claimed: nil, points: points)
    }

    /// The word that it was somebody else's conversation.
    public static func person(_ claimed: Person.ID?, because statement: String) -> Claim {
      Claim(kind: .person, statement: statement, claimed: claimed, points: [])
    }
  }

  /// Raises a dispute in the name of the acting person, whose work was reviewed.
  ///
  /// - Throws: ``DisputeError`` when the window is over, the limit is reached, or a point is faulty.
  @discardableResult
  public static func raise(
    _ claim: Claim, about id: Review.ID, scope: Scope, world: World, in db: any Connection
  ) throws -> Dispute {
    guard let review = try Review.find(id, scope, in: db) else { throw DisputeError.unknown }
    guard scope.person == review.agent.rawValue else { throw DisputeError.notYours }
    let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
    let today = zone.day(of: world.now())
    try requireRight(review, on: today, in: zone, scope, db: db)
    let claim = try checked(claim, about: review, scope, in: db)
    let rule = try DisputeRule.current(scope, in: db)
    let key: ID = world.id()
    let decideBy = today.advanced(by: rule.decideDays)
    try db.execute(
      """
      INSERT INTO dispute
        (workspace_id, id, review_id, kind, statement, claimed_id, decide_by, raised_at)
      VALUES
        (\(scope), \(key), \(review.id), \(claim.kind), \(claim.statement), \(claim.claimed),
         \(decideBy), \(world.now()))
      """)
    try insert(claim.points, into: key, scope: scope, world: world, in: db)
    try record(.raised, of: key, scope: scope, world: world, in: db)
    try review.snapshot(.disputed, of: key, scope: scope, world: world, in: db)
    // A look at a review that is disputed now says nothing about those nobody disputes.
    try SecondReview.takeBack(of: review, scope: scope, world: world, in: db)
    try review.tellOfDispute(key, by: decideBy, scope: scope, world: world, in: db)
    try Audit.record(
      .create, .dispute, object: key.rawValue, team: review.team.rawValue,
      "dispute.audit.raised", scope: scope, world: world, in: db)
    guard let dispute = try find(key, scope, in: db) else { throw DisputeError.unknown }
    return dispute
  }

  /// Takes a dispute back before it is decided; the review may be disputed again while its window
  /// is open.
  public func withdraw(scope: Scope, world: World, in db: any Connection) throws {
    let dispute = try Dispute.requireOpen(id, scope, in: db)
    guard let review = try Review.find(dispute.review, scope, in: db),
      scope.person == review.agent.rawValue
    else { throw DisputeError.notYours }
    guard try Dispute.record(.withdrawn, of: id, scope: scope, world: world, in: db) else {
      throw DisputeError.closed
    }
    try settle(review, scope: scope, world: world, in: db)
    try Audit.record(
      .change, .dispute, object: id.rawValue, team: review.team.rawValue,
      "dispute.audit.withdrawn", scope: scope, world: world, in: db)
  }

  private static func requireRight(
    _ review: Review, on today: Day, in zone: Zone, _ scope: Scope, db: any Connection
  ) throws {
    guard let right = try DisputeRight.of(review, on: today, in: zone, scope, db: db) else {
      throw DisputeError.notShared
    }
    if right.isUsed { throw DisputeError.disputed }
    if right.isOver { throw DisputeError.windowOver }
    if right.left == 0 { throw DisputeError.limitReached }
  }

  private static func insert(
    _ points: [Point], into dispute: ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    for (position, point) in points.enumerated() {
      try db.execute(
        """
        INSERT INTO dispute_point
          (workspace_id, id, dispute_id, position, criterion_id, option_id, reason, message_id,
           quote)
        VALUES
          (\(scope), \(world.key()), \(dispute), \(position), \(point.criterion),
           \(point.option), \(point.reason), \(point.message), \(point.quote))
        """)
    }
  }
}

// MARK: What can be disputed

extension Dispute {
  /// The claim without blanks; every fault of it is thrown at once.
  private static func checked(
    _ claim: Claim, about review: Review, _ scope: Scope, in db: any Connection
  ) throws -> Claim {
    let statement = String(claim.statement.trimmed.prefix(longest))
    guard claim.kind == .scores else {
      guard !statement.isEmpty else {
        throw DisputeError.faulty([.init(nil, .reasonMissing)])
      }
      let claimed = try claim.claimed.flatMap { person in
        person == review.agent ? nil : try Person.find(person, scope, in: db)?.id
      }
      return .person(claimed, because: statement)
    }
    guard let content = try review.content(scope, in: db),
      let card = try ScorecardVersion.find(review.scorecard, scope: scope, in: db)
    else { throw DisputeError.unknown }
    guard !claim.points.isEmpty else { throw DisputeError.nothingDisputed }
    let messages = try Message.all(of: review.conversation, scope: scope, in: db)
    let points = claim.points.map { $0.tidied(messages) }
    let faults = points.compactMap { point in
      point.fault(card.rubric, content.answers, messages).map {
        DisputeError.Fault(point.criterion, $0)
      }
    }
    guard faults.isEmpty else { throw DisputeError.faulty(faults) }
    return .scores(points, statement: statement)
  }
}

extension Dispute.Point {
  /// Without blanks; a message without chosen words is quoted by its beginning.
  fileprivate func tidied(_ messages: [Message]) -> Self {
    let known = messages.first { $0.id == message }
    let words = quote.trimmed
    return Self(
      criterion, option: option, reason: String(reason.trimmed.prefix(Dispute.longest)),
      message: known?.id,
      quote: known.map { words.isEmpty ? String($0.text.trimmed.prefix(300)) : words } ?? "")
  }

  fileprivate func fault(
    _ rubric: Rubric, _ answers: Answers, _ messages: [Message]
  ) -> DisputeError.Fault.Kind? {
    guard let criterion = rubric.criterion(criterion), let given = answers[criterion.id] else {
      return .option
    }
    let now = given.choice.flatMap(criterion.option(for:))?.id
    let isKnown = option.map { id in criterion.options.contains { $0.id == id } }
    guard isKnown ?? criterion.allowsNotApplicable, option != now else { return .option }
    if reason.isEmpty { return .reasonMissing }
    guard let message = messages.first(where: { $0.id == message }) else { return nil }
    return message.text.singleSpaced.contains(quote.singleSpaced) ? nil : .quote
  }
}

extension String {
  /// The words with one blank between them, so that a quote survives a broken line.
  var singleSpaced: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
