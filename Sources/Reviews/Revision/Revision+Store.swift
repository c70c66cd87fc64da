public import Kernel
internal import People
public import Storage
internal import Web

extension Revision {
  init(row: Row) throws {
    let subject: String = try row.get("subject")
    let kind: String? = try row.get("kind")
    self.init(
      id: try row.get("id"), programme: try row.get("programme_id"),
      team: try row.get("team_id"), cycle: try row.get("cycle_id"),
      position: try row.get("position"), subject: Subject(rawValue: subject) ?? .scorecard,
      postponements: try row.get("postponements"), dueOn: try row.get("last_day"),
      createdAt: try row.get("created_at"),
      decision: try kind.flatMap(Decision.Kind.init(rawValue:)).map {
        Decision(
          kind: $0, note: try row.get("note"), at: try row.get("at"), by: try row.get("by_id"))
      })
  }

  private static func fetch(
    _ condition: SQL, _ scope: Scope, in db: any Connection
  ) throws -> [Revision] {
    try db.rows(
      """
      SELECT r.id, r.programme_id, cycle.team_id, r.cycle_id, r.position, r.subject,
        r.postponements, cycle.last_day, r.created_at, d.kind, d.note, d.at, d.by_id
      FROM revision AS r
      JOIN cycle ON cycle.workspace_id = r.workspace_id AND cycle.id = r.cycle_id
      LEFT JOIN revision_decision AS d
        ON d.workspace_id = r.workspace_id AND d.revision_id = r.id
      WHERE r.workspace_id = \(scope) AND \(condition)
      ORDER BY r.position DESC, r.subject DESC
      """
    ).map(Revision.init(row:))
  }

  static func find(_ id: ID, _ scope: Scope, in db: any Connection) throws -> Revision? {
    try fetch("r.id = \(id)", scope, in: db).first
  }

  /// All of a programme, the newest first.
  public static func all(
    of programme: Programme.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Revision] {
    try fetch("r.programme_id = \(programme)", scope, in: db)
  }

  /// Those of some cycles, and what is still undecided from before.
  static func waiting(
    for teams: [Team.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Revision] {
    try fetch("cycle.team_id IN (\(list: teams)) AND d.id IS NULL", scope, in: db)
  }

  static func insert(
    _ subject: Subject, for cycle: Cycle.ID, _ position: Int, of programme: Programme.ID,
    postponements: Int, scope: Scope, world: World, in db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO revision
        (workspace_id, id, programme_id, cycle_id, position, subject, postponements, created_at)
      VALUES
        (\(scope), \(world.key()), \(programme), \(cycle), \(position), \(subject.rawValue),
         \(postponements), \(world.now()))
      ON CONFLICT (workspace_id, cycle_id, subject) DO NOTHING
      """)
  }

  // MARK: Deciding

  /// Says what came of it, in a sentence; what is postponed waits for the next cycle.
  ///
  /// - Throws: ``RevisionError`` without words, a second time, or when nothing new was published.
  public func decide(
    _ kind: Decision.Kind, because note: String, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    let note = String(note.trimmed.prefix(500))
    guard !note.isEmpty else { throw RevisionError.noNote }
    guard let programme = try Programme.find(programme, scope, in: db) else {
      throw RevisionError.unknown
    }
    if subject == .scorecard, kind == .revised {
      let published = try programme.card(scope, in: db)?.publishedAt
      guard let published, published >= createdAt else { throw RevisionError.nothingPublished }
    }
    let added = try db.execute(
      """
      INSERT INTO revision_decision (workspace_id, id, revision_id, kind, note, at, by_id)
      VALUES
        (\(scope), \(world.key()), \(id), \(kind.rawValue), \(note), \(world.now()),
         \(scope.person))
      ON CONFLICT (workspace_id, revision_id) DO NOTHING
      """)
    guard added == 1 else { throw RevisionError.decided }
    try Audit.record(
      .change, .sampling, object: cycle.rawValue, team: team.rawValue, audit(of: kind),
      scope: scope, world: world, in: db)
    for lead in try Hands.of(team, scope, in: db).leads {
      try Notice.settle("revision:\(id)", of: lead, scope: scope, world: world, in: db)
    }
    let later = try programme.drafts(scope, in: db).first { $0.position > position }
    if kind == .postponed, let later {
      try Revision.insert(
        subject, for: later.cycle.id, later.position, of: programme.id,
        postponements: postponements + 1, scope: scope, world: world, in: db)
    }
  }

  private func audit(of kind: Decision.Kind) -> StaticString {
    switch kind {
    case .revised: "revision.audit.revised"
    case .kept: "revision.audit.kept"
    case .postponed: "revision.audit.postponed"
    }
  }
}

extension Programme {
  /// Puts what is due on the list of a cycle that was just planned.
  func proposeRevisions(
    for cycle: Cycle, _ position: Int, scope: Scope, world: World, in db: any Connection
  ) throws {
    let earlier = try Revision.all(of: id, scope, in: db)
    for subject in Revision.Subject.allCases {
      let (isDue, postponements) = Revision.isDue(
        at: position, every: terms.every(subject),
        after: earlier.filter { $0.subject == subject })
      guard isDue else { continue }
      try Revision.insert(
        subject, for: cycle.id, position, of: id, postponements: postponements, scope: scope,
        world: world, in: db)
    }
  }

  /// Reminds the leads of what is undecided: before its day, on it and after it.
  func remindOfRevisions(
    on today: Day, scope: Scope, world: World, in db: any Connection
  ) throws {
    let waiting = try Revision.all(of: id, scope, in: db).filter { $0.decision == nil }
    guard !waiting.isEmpty else { return }
    let name = try Team.find(team, scope, in: db)?.name ?? "–"
    let leads = try Hands.of(team, scope, in: db).leads
    for revision in waiting {
      guard let reminder = Reminder(on: today, due: revision.dueOn) else { continue }
      let sentence: StaticString =
        switch (revision.subject, reminder) {
        case (.scorecard, .late): "revision.remind.scorecard.late"
        case (.scorecard, .soon), (.scorecard, .today): "revision.remind.scorecard"
        case (.benchmarks, .late): "revision.remind.benchmarks.late"
        case (.benchmarks, .soon), (.benchmarks, .today): "revision.remind.benchmarks"
        }
      for lead in leads {
        try Notice.tell(
          lead, sentence, ["team": .text(name), "day": .day(revision.dueOn)],
          path: .revision(revision.id), occasion: "revision:\(revision.id):\(reminder.rawValue)",
          scope: scope, world: world, in: db)
      }
    }
  }
}
