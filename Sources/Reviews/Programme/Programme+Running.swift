public import Kernel
internal import Markup
internal import People
public import Storage
internal import Web

extension Programme {
  /// Plans, opens and protects what is due for every running programme; twice is as good as once.
  ///
  /// Each is looked at again inside its own transaction, so that two nodes do nothing twice.
  public static let running = JobKind("programme.run", every: .seconds(900)) { run in
    let (scope, world) = (run.scope, run.world)
    let running = try await run.database.read { db in
      try all(scope, in: db).filter { $0.state == .running }
    }
    for programme in running {
      try await run.database.write { db in
        try find(programme.id, scope, in: db)?.advance(scope: scope, world: world, in: db)
      }
    }
  }

  /// Does what is due today: opens what can be opened, keeps time for those who review, and
  /// plans until one cycle lies ahead.
  public func advance(scope: Scope, world: World, in db: any Connection) throws {
    guard state == .running, try Team.find(team, scope, in: db)?.isActive == true else { return }
    // The program acts, whoever has just agreed on the terms.
    let scope = Scope(workspace: scope.workspace)
    let today = try Workspace.today(scope, world: world, in: db)
    for draft in try drafts(scope, in: db) where draft.cycle.plan.lastDay < today {
      try open(draft.cycle, on: today, scope: scope, world: world, in: db)
    }
    try planAhead(on: today, scope: scope, world: world, in: db)
    try protect(on: today, scope: scope, world: world, in: db)
    try remindOfRevisions(on: today, scope: scope, world: world, in: db)
  }

  // MARK: Opening

  /// Opens a cycle with the newest version of the scorecard, or tells the leads why not.
  private func open(
    _ cycle: Cycle, on today: Day, scope: Scope, world: World, in db: any Connection
  ) throws {
    if let obstacle = try Obstacle.of(cycle, in: self, on: today, scope, in: db) {
      return try tell(
        obstacle, of: cycle.id.text, scope: scope, world: world, in: db)
    }
    guard let card = try card(scope, in: db) else { return }
    let late = max(0, today.number - cycle.plan.lastDay.number - 1)
    var plan = cycle.plan.delayed(by: late)
    plan.scorecard = card.id
    if plan != cycle.plan { try cycle.revise(plan, scope: scope, world: world, in: db) }
    let opening = try Cycle.require(cycle.id, scope, in: db)
      .open(scope: scope, world: world, in: db)
    try tellOfOpening(
      cycle, plan, reviews: opening.reviews, scope: scope, world: world, in: db)
  }

  /// Tells everybody who was asked for something by when it is due, and the leads that it began.
  private func tellOfOpening(
    _ cycle: Cycle, _ plan: Plan, reviews: Int, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    let name = try Team.find(team, scope, in: db)?.name ?? "–"
    let writers = Set(try Author.all(in: cycle.id, scope, in: db).values)
    for person in writers.sorted() {
      try Notice.tell(
        person, "programme.notice.opened",
        ["team": .text(name), "day": .day(plan.reviewBy)], path: .work,
        occasion: "programme.opened:\(cycle.id)", scope: scope, world: world, in: db)
    }
    for lead in try Hands.of(team, scope, in: db).leads {
      for obstacle in Obstacle.allCases {
        try Notice.settle(
          "programme.stuck:\(cycle.id):\(obstacle.rawValue)", of: lead, scope: scope,
          world: world, in: db)
      }
      try Notice.tell(
        lead, "programme.notice.running",
        ["team": .text(name), "count": .number(reviews), "day": .day(plan.shareOn)],
        path: .cycle(cycle.id), occasion: "programme.running:\(cycle.id)", scope: scope,
        world: world, in: db)
    }
  }

  /// Tells the leads what stands in the way; of the same thing once.
  private func tell(
    _ obstacle: Obstacle, of occasion: String, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    let name = try Team.find(team, scope, in: db)?.name ?? "–"
    for lead in try Hands.of(team, scope, in: db).leads {
      try Notice.tell(
        lead, obstacle.notice, ["team": .text(name)], path: .programme(team),
        occasion: "programme.stuck:\(occasion):\(obstacle.rawValue)", scope: scope,
        world: world, in: db)
    }
  }

  // MARK: Planning

  /// Plans period after period until one has not begun, so that its seed is promised early.
  private func planAhead(
    on today: Day, scope: Scope, world: World, in db: any Connection
  ) throws {
    var planned = try Cycle.all(of: team, scope, in: db).map(\.plan)
    while planned.allSatisfy({ $0.firstDay <= today }) {
      let period = terms.nextPeriod(after: planned.map(\.lastDay).max(), on: today)
      guard let card = try card(scope, in: db) else {
        return try tell(
          .noCard, of: period.lowerBound.iso, scope: scope, world: world, in: db)
      }
      let plan = terms.plan(from: period.lowerBound, until: period.upperBound, with: card.id)
      do {
        try add(
          Cycle.plan(plan, for: team, scope: scope, world: world, in: db), scope: scope,
          world: world, in: db)
      } catch CycleError.tooFewToHide {
        return try tell(
          .tooFew, of: period.lowerBound.iso, scope: scope, world: world, in: db)
      } catch CycleError.exists {
        // Somebody planned that period at the same moment; it is theirs.
        return
      }
      planned.append(plan)
    }
  }

  /// Takes over what the team had planned by hand and what is not over yet.
  func adoptDrafts(scope: Scope, world: World, in db: any Connection) throws {
    let today = try Workspace.today(scope, world: world, in: db)
    let own = Set(try cycles(scope, in: db).map(\.cycle.id))
    let planned = try Cycle.all(of: team, scope, in: db).filter { cycle in
      cycle.state == .draft && !own.contains(cycle.id) && cycle.plan.lastDay >= today
        && cycle.plan.firstDay >= terms.startsOn
    }
    for cycle in planned.reversed() { try add(cycle, scope: scope, world: world, in: db) }
  }

  private func add(
    _ cycle: Cycle, scope: Scope, world: World, in db: any Connection
  ) throws {
    let position = (try cycles(scope, in: db).first?.position ?? 0) + 1
    try db.execute(
      """
      INSERT INTO programme_cycle (workspace_id, id, programme_id, cycle_id, position)
      VALUES (\(scope), \(world.key()), \(id), \(cycle.id), \(position))
      """)
    try proposeRevisions(for: cycle, position, scope: scope, world: world, in: db)
  }
}
