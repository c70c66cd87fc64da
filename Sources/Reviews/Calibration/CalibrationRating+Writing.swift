public import Conversations
public import Kernel
internal import People
public import Storage
internal import Web

extension Calibration {
  /// Why somebody rates: in the session, or afterwards to practise.
  public enum Purpose: String, Hashable, Sendable {
    case session, practice
  }

  /// A draft of a rating as it was last saved.
  func savedDraft(
    on conversation: Conversation.ID, by person: Person.ID, _ scope: Scope,
    in db: any Connection
  ) throws -> Review.SavedDraft? {
    try db.row(
      """
      SELECT version, content, seconds, saved_at
      FROM calibration_draft
      WHERE workspace_id = \(scope) AND calibration_id = \(id)
        AND conversation_id = \(conversation) AND person_id = \(person)
      """
    ).map { row in
      Review.SavedDraft(
        draft: try ReviewDraft(encoded: try row.get("content")), version: try row.get("version"),
        seconds: try row.get("seconds"), savedAt: try row.get("saved_at"))
    }
  }

  /// Saves a draft over the version it was made from, 0 for the first; returns the new version.
  @discardableResult
  public func save(
    _ answers: Answers, on conversation: Conversation.ID, for purpose: Purpose = .session,
    over version: Int, seconds: Int, scope: Scope, world: World, in db: any Connection
  ) throws -> Int {
    let person = try writer(on: conversation, for: purpose, scope, in: db)
    let content = try ReviewDraft(answers: answers).encoded()
    let seconds = min(86_400, max(0, seconds))
    let changed =
      version == 0
      ? try db.execute(
        """
        INSERT INTO calibration_draft
          (workspace_id, id, calibration_id, conversation_id, person_id, version, content,
           seconds, saved_at)
        VALUES
          (\(scope), \(world.key()), \(id), \(conversation), \(person), 1, \(content),
           \(seconds), \(world.now()))
        ON CONFLICT (workspace_id, calibration_id, conversation_id, person_id) DO NOTHING
        """)
      : try db.execute(
        """
        UPDATE calibration_draft
        SET version = version + 1, content = \(content), seconds = \(seconds),
          saved_at = \(world.now())
        WHERE workspace_id = \(scope) AND calibration_id = \(id)
          AND conversation_id = \(conversation) AND person_id = \(person)
          AND version = \(version)
        """)
    guard changed == 1 else {
      let saved = try savedDraft(on: conversation, by: person, scope, in: db)
      throw CalibrationError.stale(version: saved?.version ?? 0)
    }
    return version + 1
  }

  /// Hands a rating in; it stays as it is from then on.
  @discardableResult
  public func rate(
    _ conversation: Conversation.ID, _ answers: Answers, for purpose: Purpose = .session,
    seconds: Int, scope: Scope, world: World, in db: any Connection
  ) throws -> Score {
    let person = try writer(on: conversation, for: purpose, scope, in: db)
    guard let card = try ScorecardVersion.find(scorecard, scope: scope, in: db) else {
      throw CalibrationError.unknown
    }
    let problems = card.rubric.problems(in: answers)
    guard problems.isEmpty else { throw CalibrationError.incomplete(problems) }
    let score = Scoring.score(answers, card.rubric)
    let rating: CalibrationRating.ID = world.id()
    let inserted = try db.execute(
      """
      INSERT INTO calibration_rating
        (workspace_id, id, calibration_id, conversation_id, person_id, purpose, formula, value,
         is_fatal, is_critical, seconds, at)
      VALUES
        (\(scope), \(rating), \(id), \(conversation), \(person), \(purpose.rawValue),
         \(Scoring.formula), \(score.value), \(score.isFatal), \(score.isCritical),
         \(min(86_400, max(0, seconds))), \(world.now()))
      ON CONFLICT (workspace_id, calibration_id, conversation_id, person_id) DO NOTHING
      """)
    guard inserted == 1 else { throw CalibrationError.alreadyRated }
    try insert(answers, score, of: rating, scope: scope, world: world, in: db)
    try db.execute(
      """
      DELETE FROM calibration_draft
      WHERE workspace_id = \(scope) AND calibration_id = \(id)
        AND conversation_id = \(conversation) AND person_id = \(person)
      """)
    try Audit.record(
      .change, .calibration, object: id.rawValue, team: team.rawValue,
      purpose == .practice ? "practice.audit.rated" : "calibration.audit.rated",
      scope: scope, world: world, in: db)
    return score
  }

  /// The acting person, if they may rate that conversation now.
  private func writer(
    on conversation: Conversation.ID, for purpose: Purpose, _ scope: Scope,
    in db: any Connection
  ) throws -> Person.ID {
    guard let person = scope.person.map(Person.ID.init(rawValue:)),
      let item = items.first(where: { $0.conversation == conversation }), item.agent != person
    else { throw CalibrationError.notAsked }
    let current = try Calibration.require(id, scope, in: db)
    switch purpose {
    case .session:
      guard participants.contains(person) else { throw CalibrationError.notAsked }
      guard !current.isClosed else { throw CalibrationError.closed }
    case .practice:
      guard current.isClosed, opensPractice else { throw CalibrationError.open }
    }
    let rated = try CalibrationRating.find(
      by: person, on: conversation, in: id, scope, in: db)
    guard rated == nil else { throw CalibrationError.alreadyRated }
    return person
  }

  private func insert(
    _ answers: Answers, _ score: Score, of rating: CalibrationRating.ID, scope: Scope,
    world: World, in db: any Connection
  ) throws {
    for entry in score.criteria {
      let answer = answers[entry.criterion]
      var number: Double?
      if case .number(let value) = answer?.choice { number = value }
      let isScored = entry.state == .scored
      let state = isScored ? "scored" : entry.state == .notAsked ? "notAsked" : "notApplicable"
      try db.execute(
        """
        INSERT INTO calibration_answer
          (workspace_id, id, rating_id, criterion_id, state, option_id, number, value, comment)
        VALUES
          (\(scope), \(world.key()), \(rating), \(entry.criterion), \(state), \(entry.option),
           \(isScored ? number : nil), \(entry.value),
           \(entry.state == .notAsked ? "" : answer?.comment.trimmed ?? ""))
        """)
    }
  }

  // MARK: Pointing at words

  /// Points at a message while rating.
  public func remark(
    _ body: String, on message: Message.ID, in conversation: Conversation.ID, quote: String = "",
    about criterion: Criterion.ID? = nil, scope: Scope, world: World, in db: any Connection
  ) throws {
    let person = try writer(on: conversation, for: .session, scope, in: db)
    let body = String(body.trimmed.prefix(Comment.longest))
    let quote = String(quote.trimmed.prefix(500))
    guard !body.isEmpty || !quote.isEmpty else { throw CalibrationError.wordsMissing }
    try db.execute(
      """
      INSERT INTO calibration_remark
        (workspace_id, id, calibration_id, conversation_id, person_id, message_id, criterion_id,
         quote, body, written_at)
      VALUES
        (\(scope), \(world.key()), \(id), \(conversation), \(person), \(message), \(criterion),
         \(quote), \(body), \(world.now()))
      """)
  }

  /// Takes a remark back while the rating is not handed in.
  public func remove(
    _ remark: CalibrationRemark.ID, in conversation: Conversation.ID, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    let person = try writer(on: conversation, for: .session, scope, in: db)
    try db.execute(
      """
      UPDATE calibration_remark SET removed_at = \(world.now())
      WHERE workspace_id = \(scope) AND calibration_id = \(id) AND id = \(remark)
        AND person_id = \(person)
      """)
  }
}
