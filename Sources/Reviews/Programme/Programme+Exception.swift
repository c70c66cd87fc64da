internal import Kernel
internal import People
internal import Storage
internal import Web

extension Programme {
  /// The planned cycles of its own that are not open yet, the earliest first.
  func drafts(_ scope: Scope, in db: any Connection) throws -> [ProgrammeCycle] {
    try cycles(scope, in: db).filter { $0.cycle.state == .draft }.reversed()
  }

  /// Lets the drafts follow the terms; a period that has begun keeps its end.
  func reviseDrafts(scope: Scope, world: World, in db: any Connection) throws {
    guard let version = try card(scope, in: db) else { return }
    let today = try Workspace.today(scope, world: world, in: db)
    for draft in try drafts(scope, in: db) where draft.exception == nil {
      let plan = draft.cycle.plan
      let hasBegun = plan.firstDay <= today
      let renewed = terms.plan(
        from: plan.firstDay, until: hasBegun ? plan.lastDay : nil, with: version.id)
      if renewed != plan {
        try draft.cycle.revise(renewed, scope: scope, world: world, in: db)
      }
    }
  }

  /// The newest published version of its scorecard, if that is in use.
  func card(_ scope: Scope, in db: any Connection) throws -> ScorecardVersion? {
    let card = try Scorecard.find(terms.scorecard, scope: scope, in: db)
    return card?.isArchived == false ? card?.current : nil
  }

  /// Gives the next cycle alone other days or another size, with the reason.
  func except(
    _ cycle: Cycle.ID, because note: String, scope: Scope, world: World,
    in db: any Connection, change: (inout Plan) -> Void
  ) throws {
    let note = String(note.trimmed.prefix(500))
    guard !note.isEmpty else { throw ProgrammeError.noNote }
    guard let draft = try drafts(scope, in: db).first(where: { $0.cycle.id == cycle }) else {
      throw ProgrammeError.nothingPlanned
    }
    var plan = draft.cycle.plan
    change(&plan)
    try draft.cycle.revise(plan, scope: scope, world: world, in: db)
    try db.execute(
      """
      INSERT INTO programme_exception (workspace_id, id, cycle_id, note, at, by_id)
      VALUES
        (\(scope), \(world.key()), \(cycle), \(note), \(world.now()), \(scope.person))
      """)
  }
}

extension Cycle {
  /// Gives a cycle that is not open yet another plan for the same period; its seed stays.
  ///
  /// - Throws: ``CycleError`` when the plan contradicts itself or the cycle is open.
  func revise(_ plan: Plan, scope: Scope, world: World, in db: any Connection) throws {
    var plan = plan
    plan.firstDay = self.plan.firstDay
    let faults = plan.faults
    guard faults.isEmpty else { throw CycleError.faulty(faults) }
    let changed = try db.execute(
      """
      UPDATE cycle SET \(plan.assignments)
      WHERE workspace_id = \(scope) AND id = \(id) AND opened_at IS NULL
      """)
    guard changed == 1 else { throw CycleError.state(try current(scope, in: db)) }
    try Audit.record(
      .change, .sampling, object: id.rawValue, team: team.rawValue, "cycle.audit.revised",
      ["from": plan.firstDay.iso, "to": plan.lastDay.iso], scope: scope, world: world, in: db)
  }
}
