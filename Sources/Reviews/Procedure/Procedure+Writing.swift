public import Kernel
internal import People
public import Storage
internal import Web

extension Procedure {
  /// Begins a procedure with an empty draft.
  public static func create(
    _ kind: Kind, title: String, body: String = "", scope: Scope, world: World,
    in db: any Connection
  ) throws -> ID {
    let title = try Wording(title, body).title
    let id: ID = world.id()
    try db.execute(
      """
      INSERT INTO procedure (workspace_id, id, kind, created_at, created_by)
      VALUES (\(scope), \(id), \(kind), \(world.now()), \(scope.person))
      """)
    let procedure = Procedure(
      id: id, kind: kind, createdAt: world.now(), retiredAt: nil, current: nil, draft: nil)
    try procedure.insertDraft(title: title, body: body, scope, world, in: db)
    try procedure.record(.create, "procedure.audit.created", title, scope, world, in: db)
    return id
  }

  /// Begins the next revision from the published one, unless somebody already has.
  public func openDraft(scope: Scope, world: World, in db: any Connection) throws {
    guard draft == nil, let current else { return }
    try insertDraft(title: current.title, body: current.body, scope, world, in: db)
  }

  /// Writes a draft over the save it was made from.
  ///
  /// - Throws: ``ProcedureError/stale`` when that is no longer the newest.
  public func save(
    title: String, body: String, over save: Int, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    guard body.count <= Self.longestBody else { throw ProcedureError.tooLong }
    let changed = try db.execute(
      """
      UPDATE procedure_draft
      SET title = \(String(title.trimmed.prefix(Self.longestTitle))), body = \(body),
        save = save + 1, saved_at = \(world.now()), saved_by = \(scope.person)
      WHERE workspace_id = \(scope) AND procedure_id = \(id) AND save = \(save)
      """)
    guard changed == 1 else { throw ProcedureError.stale }
  }

  /// Takes the draft back; a procedure that was never published goes with it.
  public func discard(scope: Scope, world: World, in db: any Connection) throws {
    try removeDraft(scope, in: db)
    guard current == nil else { return }
    try db.execute(
      "UPDATE procedure SET retired_at = \(world.now()) WHERE workspace_id = \(scope) AND id = \(id)"
    )
    try record(.change, "procedure.audit.retired", title, scope, world, in: db)
  }

  /// Makes the draft the next revision, which everybody is then asked to read.
  ///
  /// Who publishes has read it.
  @discardableResult
  public func publish(
    note: String, scope: Scope, world: World, in db: any Connection
  ) throws -> Revision {
    guard !isRetired else { throw ProcedureError.retired }
    guard let draft else { throw ProcedureError.stale }
    let wording = try Wording(draft.title, draft.body)
    guard !wording.body.isEmpty else { throw ProcedureError.noBody }
    guard wording.title != current?.title || wording.body != current?.body else {
      throw ProcedureError.unchanged
    }
    let revision = Revision(
      id: world.id(), procedure: id, number: (current?.number ?? 0) + 1, title: wording.title,
      body: wording.body, note: String(note.trimmed.prefix(500)), publishedAt: world.now(),
      publishedBy: scope.person.map(Person.ID.init(rawValue:)))
    do {
      try revision.insert(scope, in: db)
    } catch StorageError.constraint {
      throw ProcedureError.stale
    }
    try removeDraft(scope, in: db)
    try record(
      .change, "procedure.audit.published", revision.title, number: revision.number, scope, world,
      in: db)
    if let publisher = revision.publishedBy {
      try revision.acknowledge(by: publisher, scope: scope, world: world, in: db)
    }
    return revision
  }

  /// Sets which criteria the procedure helps with; each change is a row of its own.
  public func link(
    to criteria: Set<Criterion.ID>, scope: Scope, world: World, in db: any Connection
  ) throws {
    let old = try Procedure.links(scope, in: db)[id] ?? []
    let changes =
      criteria.subtracting(old).map { ($0, true) } + old.subtracting(criteria).map { ($0, false) }
    guard !changes.isEmpty else { return }
    for (criterion, isLinked) in changes.sorted(by: { $0.0 < $1.0 }) {
      try db.execute(
        """
        INSERT INTO procedure_criterion
          (workspace_id, id, procedure_id, criterion_id, is_linked, at, by_id)
        VALUES
          (\(scope), \(world.key()), \(id), \(criterion), \(isLinked), \(world.now()),
           \(scope.person))
        """)
    }
    try record(.change, "procedure.audit.linked", title, scope, world, in: db)
  }

  /// Says that the procedure no longer holds, or that it holds again.
  public func retire(
    _ isRetired: Bool, scope: Scope, world: World, in db: any Connection
  ) throws {
    let at = isRetired ? world.now() : nil
    try db.execute(
      "UPDATE procedure SET retired_at = \(at) WHERE workspace_id = \(scope) AND id = \(id)")
    if isRetired {
      try record(.change, "procedure.audit.retired", title, scope, world, in: db)
    } else {
      try record(.change, "procedure.audit.returned", title, scope, world, in: db)
    }
  }

  private func record(
    _ action: Action, _ summary: StaticString, _ title: String, number: Int? = nil,
    _ scope: Scope, _ world: World, in db: any Connection
  ) throws {
    var details = ["title": title]
    details["number"] = number.map { "\($0)" }
    try Audit.record(
      action, .procedure, object: id.rawValue, summary, details, scope: scope, world: world,
      in: db)
  }

  /// A title and a text that may be published.
  private struct Wording {
    let title: String
    let body: String

    init(_ title: String, _ body: String) throws {
      self.title = String(title.trimmed.prefix(Procedure.longestTitle))
      self.body = body.trimmed
      guard !self.title.isEmpty else { throw ProcedureError.noTitle }
      guard self.body.count <= Procedure.longestBody else { throw ProcedureError.tooLong }
    }
  }
}
