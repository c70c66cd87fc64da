public import Conversations
public import Kernel
public import People
public import Storage
internal import Web

extension Workshop {
  /// Opens a workshop on a conversation and invites a group.
  ///
  /// - Throws: ``WorkshopError/ownConversation`` when whose conversation it is was invited,
  ///   ``WorkshopError/tooFew`` for fewer than two people.
  public static func open(
    on conversation: Conversation, with card: ScorecardVersion.ID, inviting people: [Person.ID],
    note: String = "", scope: Scope, world: World, in db: any Connection
  ) throws -> ID {
    let people = Array(Set(people)).sorted()
    let agent = conversation.credited ?? conversation.agent
    guard people.count > 1 else { throw WorkshopError.tooFew }
    guard !people.contains(where: { $0 == agent }) else { throw WorkshopError.ownConversation }
    let id: ID = world.id()
    try db.execute(
      """
      INSERT INTO workshop
        (workspace_id, id, conversation_id, scorecard_version_id, agent_id, team_id, note,
         opened_at, opened_by)
      VALUES
        (\(scope), \(id), \(conversation.id), \(card), \(agent), \(conversation.team),
         \(String(note.trimmed.prefix(500))), \(world.now()), \(scope.person))
      """)
    for person in people { try seat(person, in: id, scope, world, in: db) }
    try Audit.record(
      .create, .workshop, object: id.rawValue, team: conversation.team?.rawValue,
      "workshop.audit.opened", ["count": "\(people.count)"], scope: scope, world: world, in: db)
    return id
  }

  /// Invites more people while everybody still rates.
  public func invite(
    _ people: [Person.ID], scope: Scope, world: World, in db: any Connection
  ) throws {
    guard stage == .rating else { throw WorkshopError.stage }
    guard !people.contains(where: { $0 == agent }) else { throw WorkshopError.ownConversation }
    for person in Set(people).sorted() where seat(of: person) == nil {
      try Self.seat(person, in: id, scope, world, in: db)
    }
    try record(
      .change, "workshop.audit.invited", ["count": "\(people.count)"], scope, world, in: db)
  }

  private static func seat(
    _ person: Person.ID, in workshop: ID, _ scope: Scope, _ world: World, in db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO workshop_seat
        (workspace_id, id, workshop_id, person_id, invited_at, invited_by)
      VALUES
        (\(scope), \(world.key()), \(workshop), \(person), \(world.now()), \(scope.person))
      ON CONFLICT (workspace_id, workshop_id, person_id) DO NOTHING
      """)
  }

  // MARK: Rating alone

  /// Keeps what a person has chosen so far.
  public func save(
    _ answers: Answers, of person: Person.ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    try requireSeat(person)
    let content = try ReviewDraft(answers: answers).encoded()
    try db.execute(
      """
      INSERT INTO workshop_draft
        (workspace_id, id, workshop_id, person_id, content, saved_at)
      VALUES (\(scope), \(world.key()), \(id), \(person), \(content), \(world.now()))
      ON CONFLICT (workspace_id, workshop_id, person_id)
      DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at
      """)
  }

  /// Hands in a person's ratings for good; once all are in, the discussion begins.
  public func handIn(
    _ answers: Answers, of person: Person.ID, by rubric: Rubric, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    try requireSeat(person)
    let problems = rubric.problems(in: answers)
    guard problems.isEmpty else { throw WorkshopError.incomplete(problems) }
    let submission = world.key()
    do {
      try db.execute(
        """
        INSERT INTO workshop_submission (workspace_id, id, workshop_id, person_id, at)
        VALUES (\(scope), \(submission), \(id), \(person), \(world.now()))
        """)
    } catch StorageError.constraint {
      throw WorkshopError.handedIn
    }
    let asked = rubric.asked(answers)
    for criterion in rubric.criteria where asked.contains(criterion.id) {
      guard let answer = answers[criterion.id], let choice = answer.choice else { continue }
      let option = criterion.option(for: choice)?.id
      let number: Double? = if case .number(let value) = choice { value } else { nil }
      try db.execute(
        """
        INSERT INTO workshop_rating
          (workspace_id, id, submission_id, criterion_id, state, option_id, number, comment)
        VALUES
          (\(scope), \(world.key()), \(submission), \(criterion.id),
           \(option == nil ? "notApplicable" : "rated"), \(option), \(number),
           \(String(answer.comment.trimmed.prefix(4000))))
        """)
    }
    try db.execute(
      """
      DELETE FROM workshop_draft
      WHERE workspace_id = \(scope) AND workshop_id = \(id) AND person_id = \(person)
      """)
    try record(.use, "workshop.audit.handedIn", [:], scope, world, in: db)
  }

  private func requireSeat(_ person: Person.ID) throws {
    guard stage == .rating else { throw WorkshopError.stage }
    guard let seat = seat(of: person), person != agent else { throw WorkshopError.notInvited }
    guard seat.handedInAt == nil else { throw WorkshopError.handedIn }
  }

  // MARK: Talking and agreeing

  /// Ends the rating, also when not everybody has handed in; the spread is shown from now on.
  public func discuss(scope: Scope, world: World, in db: any Connection) throws {
    guard stage == .rating else { throw WorkshopError.stage }
    guard handedIn > 1 else { throw WorkshopError.tooFew }
    try mark(.discussing, scope, world, in: db)
    try record(.change, "workshop.audit.discussing", [:], scope, world, in: db)
  }

  /// Writes down what the group agreed on for one criterion; the last word counts.
  public func agree(
    _ agreement: Agreement, by rubric: Rubric, messages: [Message], scope: Scope, world: World,
    in db: any Connection
  ) throws {
    guard stage == .discussing else { throw WorkshopError.stage }
    guard let criterion = rubric.criterion(agreement.criterion) else { throw WorkshopError.unknown }
    if let option = agreement.option {
      guard criterion.options.contains(where: { $0.id == option }) else {
        throw WorkshopError.noOption
      }
    } else if !criterion.allowsNotApplicable {
      throw WorkshopError.noOption
    }
    let why = String(agreement.why.trimmed.prefix(1000))
    let isKept = agreement.isKept && agreement.option != nil
    guard !isKept || !why.isEmpty else { throw WorkshopError.noWhy }
    guard agreement.evidence.fits(messages) else { throw WorkshopError.quote }
    try db.execute(
      """
      INSERT INTO workshop_agreement
        (workspace_id, id, workshop_id, criterion_id, option_id, discussion, message_id, quote,
         why, is_kept, at, by_id)
      VALUES
        (\(scope), \(world.key()), \(id), \(agreement.criterion), \(agreement.option),
         \(String(agreement.discussion.trimmed.prefix(4000))), \(agreement.evidence.message),
         \(String(agreement.evidence.quote.prefix(1000))), \(why), \(isKept), \(world.now()),
         \(scope.person))
      """)
  }

  /// Ends the workshop and keeps the agreed examples.
  @discardableResult
  public func close(
    scope: Scope, world: World, in db: any Connection
  ) throws -> [Benchmark.ID] {
    guard stage == .discussing else { throw WorkshopError.stage }
    let agreements = try agreements(scope, in: db).values.sorted { $0.criterion < $1.criterion }
    guard !agreements.isEmpty else { throw WorkshopError.nothingAgreed }
    try mark(.closed, scope, world, in: db)
    let kept = try agreements.filter(\.isKept).compactMap { agreement -> Benchmark.ID? in
      guard let option = agreement.option else { return nil }
      let benchmark = Benchmark(
        id: world.id(), workshop: id, scorecard: scorecard, criterion: agreement.criterion,
        option: option, conversation: conversation, evidence: agreement.evidence,
        why: agreement.why, discussion: agreement.discussion, keptAt: world.now(),
        keptBy: scope.person.map(Person.ID.init(rawValue:)), retirement: nil)
      try benchmark.insert(scope, in: db)
      return benchmark.id
    }
    try record(.change, "workshop.audit.closed", ["count": "\(kept.count)"], scope, world, in: db)
    return kept
  }

  /// Ends it without a result.
  public func cancel(scope: Scope, world: World, in db: any Connection) throws {
    guard stage == .rating || stage == .discussing else { throw WorkshopError.stage }
    try mark(.cancelled, scope, world, in: db)
    try record(.change, "workshop.audit.cancelled", [:], scope, world, in: db)
  }

  private func mark(
    _ stage: Stage, _ scope: Scope, _ world: World, in db: any Connection
  ) throws {
    do {
      try db.execute(
        """
        INSERT INTO workshop_event (workspace_id, id, workshop_id, kind, at, person_id)
        VALUES (\(scope), \(world.key()), \(id), \(stage.rawValue), \(world.now()), \(scope.person))
        """)
    } catch StorageError.constraint {
      throw WorkshopError.stage
    }
  }

  private func record(
    _ action: Action, _ summary: StaticString, _ details: [String: String], _ scope: Scope,
    _ world: World, in db: any Connection
  ) throws {
    try Audit.record(
      action, .workshop, object: id.rawValue, team: team?.rawValue, summary, details,
      scope: scope, world: world, in: db)
  }
}
