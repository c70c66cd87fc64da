public import Kernel
public import People
public import Storage
import Web

extension WorkspaceOpening {
  /// A new workspace has a scorecard to begin with, in its language.
  public static let standardScorecard = WorkspaceOpening { workspace, world, db in
    try Scorecard.createStandard(
      language: workspace.language, scope: workspace.scope, world: world, in: db)
  }
}

extension Scorecard {
  /// Creates and publishes the ready-made scorecard, unless the workspace has one already.
  ///
  /// It stands under the workspace's own key, so that two who come at once cannot both make one.
  @discardableResult
  public static func createStandard(
    language: String, scope: Scope, world: World, in db: any Connection
  ) throws -> ScorecardVersion? {
    let existing = try db.row(
      "SELECT id FROM scorecard WHERE workspace_id = \(scope) LIMIT 1")
    guard existing == nil else { return nil }
    let rubric = Rubric.standard(language: language, key: world.key)
    let id = try create(
      rubric, under: ID(rawValue: scope.workspace.rawValue), scope: scope, world: world, in: db)
    return try find(id, scope: scope, in: db)?.publish(
      note: "", scope: scope, world: world, in: db)
  }

  /// Creates a scorecard with a first draft.
  static func create(
    _ rubric: Rubric, under id: ID? = nil, scope: Scope, world: World, in db: any Connection
  ) throws -> ID {
    let id = id ?? world.id()
    try insert(id, scope: scope, world: world, in: db)
    try ScorecardDraft.insert(rubric, of: id, scope: scope, world: world, in: db)
    try Audit.record(
      .create, .scorecard, object: id.rawValue, "scorecard.audit.created",
      ["name": rubric.name], scope: scope, world: world, in: db)
    return id
  }

  /// The draft, forked from the newest version when there is none yet.
  func openDraft(scope: Scope, world: World, in db: any Connection) throws -> ScorecardDraft? {
    if let draft { return draft }
    guard let current else { return nil }
    try ScorecardDraft.insert(current.rubric, of: id, scope: scope, world: world, in: db)
    return try ScorecardDraft.all(of: id, scope: scope, in: db)[id]
  }

  /// What the draft would change.
  var pendingChanges: [RubricChange] {
    guard let draft, let current else { return [] }
    return draft.rubric.changes(since: current.rubric)
  }

  /// Turns the draft into the next version: a new edition if scores may differ, else new wording.
  ///
  /// - Throws: ``ScorecardError`` when there is no draft, or it is incomplete or changes nothing.
  func publish(note: String, scope: Scope, world: World, in db: any Connection) throws
    -> ScorecardVersion
  {
    guard let draft, draft.rubric.flaws.isEmpty else { throw ScorecardError.incomplete }
    let changes = pendingChanges
    if current != nil, changes.isEmpty { throw ScorecardError.unchanged }
    let isNewEdition = current == nil || changes.affectScoring
    let version = ScorecardVersion(
      id: world.id(), scorecard: id,
      edition: (current?.edition ?? 0) + (isNewEdition ? 1 : 0),
      wording: isNewEdition ? 0 : (current?.wording ?? 0) + 1, rubric: draft.rubric, note: note,
      publishedAt: world.now(), publishedBy: scope.person.map { .init(rawValue: $0) })
    try version.insert(scope: scope, world: world, in: db)
    try ScorecardDraft.remove(of: id, scope: scope, in: db)
    try Audit.record(
      .change, .scorecard, object: id.rawValue, "scorecard.audit.published",
      ["name": version.rubric.name, "version": version.label], scope: scope, world: world, in: db)
    return version
  }

  /// Throws the draft away; a scorecard that was never published goes with it.
  func discardDraft(scope: Scope, world: World, in db: any Connection) throws {
    if current == nil {
      try remove(scope: scope, in: db)
    } else {
      try ScorecardDraft.remove(of: id, scope: scope, in: db)
    }
    try Audit.record(
      .remove, .scorecard, object: id.rawValue, "scorecard.audit.discarded", ["name": name],
      scope: scope, world: world, in: db)
  }

  /// A new scorecard whose draft is a copy with keys of its own.
  func duplicate(named name: String, scope: Scope, world: World, in db: any Connection) throws
    -> ID?
  {
    guard var copy = (current?.rubric ?? draft?.rubric)?.rekeyed(world.key) else { return nil }
    copy.name = name
    return try Scorecard.create(copy, scope: scope, world: world, in: db)
  }

  /// Takes it out of what new reviews may use, or puts it back.
  func archive(_ isArchived: Bool, scope: Scope, world: World, in db: any Connection) throws {
    try setArchived(isArchived ? world.now() : nil, scope: scope, in: db)
    if isArchived {
      try Audit.record(
        .change, .scorecard, object: id.rawValue, "scorecard.audit.archived", ["name": name],
        scope: scope, world: world, in: db)
    } else {
      try Audit.record(
        .change, .scorecard, object: id.rawValue, "scorecard.audit.restored", ["name": name],
        scope: scope, world: world, in: db)
    }
  }
}

extension Rubric {
  /// The same rubric with fresh keys, its conditions pointing to the copies.
  func rekeyed(_ key: () -> Int64) -> Rubric {
    var criteria: [Criterion.ID: Criterion.ID] = [:]
    var options: [Criterion.Option.ID: Criterion.Option.ID] = [:]
    for criterion in self.criteria {
      criteria[criterion.id] = .init(rawValue: key())
      for option in criterion.options { options[option.id] = .init(rawValue: key()) }
    }
    var copy = self
    copy.sections = sections.map { section in
      Section(
        id: .init(rawValue: key()), name: section.name, share: section.share,
        criteria: section.criteria.map { $0.rekeyed(criteria, options, key) })
    }
    return copy
  }
}

extension Criterion {
  fileprivate func rekeyed(
    _ criteria: [ID: ID], _ options: [Option.ID: Option.ID], _ key: () -> Int64
  ) -> Criterion {
    Criterion(
      id: criteria[id] ?? id, name: name, question: question, share: share, measure: measure,
      options: self.options.map { option in
        Option(
          id: options[option.id] ?? option.id, label: option.label, anchor: option.anchor,
          value: option.value, band: option.band, isCritical: option.isCritical,
          isFatal: option.isFatal, needsComment: option.needsComment,
          causes: option.causes.map { Cause(id: .init(rawValue: key()), text: $0.text) })
      },
      allowsNotApplicable: allowsNotApplicable,
      condition: condition.flatMap { condition in
        criteria[condition.criterion].map {
          Condition(
            criterion: $0, options: Set(condition.options.compactMap { options[$0] }))
        }
      })
  }
}
