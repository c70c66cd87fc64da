internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// Cycles: their list, the plan of a new one, and the page on which one is opened and shared.
enum CyclePages {
  static func add(to routes: Routes) {
    routes.get("/cycles", allow: .read, .sampling, list)
    routes.get("/cycles/new", allow: .create, .sampling) { visit in try await form(visit) }
    routes.post("/cycles", allow: .create, .sampling, create)
    routes.post("/cycles/preview", allow: .create, .sampling, preview)
    routes.get("/cycles/{id}", allow: .read, .sampling, show)
    routes.get("/cycles/{id}/sample", allow: .read, .sampling, sample)
    routes.post("/cycles/{id}/opening", allow: .change, .sampling, open)
    routes.post("/cycles/{id}/sharing", allow: .change, .sampling, share)
    routes.post("/cycles/{id}/closing", allow: .change, .sampling, close)
    routes.post("/picks/{id}/replacement", allow: .change, .sampling, replace)
  }

  // MARK: List

  private static func list(_ visit: Visit) async throws -> Reply {
    let actor = visit.actor
    let (cycles, names) = try await visit.database.read { db in
      let teams = try Team.all(actor.scope, in: db)
      let rows = try Cycle.all(actor.scope, in: db).filter { $0.isOpen(to: actor) }.map { cycle in
        CycleRow(
          cycle: cycle,
          count: cycle.isSteered(by: actor)
            ? try Review.count(in: cycle.id, actor.scope, in: db) : nil)
      }
      return (rows, Dictionary(teams.map { ($0.id, $0.name) }, uniquingKeysWith: { a, _ in a }))
    }
    return visit.page(
      visit.text("cycle.list"), CycleListView(visit: visit, rows: cycles, teams: names).html)
  }

  // MARK: Planning

  private static func form(
    _ visit: Visit, sent: Form? = nil, faults: [Plan.Fault] = [], problem: String? = nil,
    showing plan: Plan? = nil, status: Status = .ok
  ) async throws -> Reply {
    let (actor, today) = (visit.actor, visit.today)
    let team: Team.ID? =
      sent?.id("team") ?? visit.query("team").flatMap { Team.ID(text: $0) }
    let planning = try await visit.database.read { db in
      try Planning.of(team, showing: plan, for: actor, today: today, in: db)
    }
    let view = CycleForm(
      visit: visit, planning: planning, sent: sent, faults: faults, problem: problem)
    return visit.page(visit.text("cycle.new"), view.html, status: status)
  }

  /// The form as it was sent, with what the plan would bring; nothing is kept.
  private static func preview(_ visit: Visit) async throws -> Reply {
    let sent = try await visit.form()
    guard let team: Team.ID = sent.id("team"), let plan = CycleForm.plan(sent) else {
      return try await form(
        visit, sent: sent, problem: visit.text("cycle.problem.fields"),
        status: .unprocessableContent)
    }
    try visit.require(.create, .sampling, Ownership(team: team.rawValue))
    let faults = plan.faults
    guard faults.isEmpty else {
      return try await form(visit, sent: sent, faults: faults, status: .unprocessableContent)
    }
    return try await form(visit, sent: sent, showing: plan)
  }

  private static func create(_ visit: Visit) async throws -> Reply {
    let sent = try await visit.form()
    let actor = visit.actor
    guard let team: Team.ID = sent.id("team"), let plan = CycleForm.plan(sent) else {
      return try await form(
        visit, sent: sent, problem: visit.text("cycle.problem.fields"),
        status: .unprocessableContent)
    }
    try visit.require(.create, .sampling, Ownership(team: team.rawValue))
    let world = visit.world
    do {
      let cycle = try await visit.database.write { db in
        guard try Team.find(team, actor.scope, in: db) != nil,
          try ScorecardVersion.find(plan.scorecard, scope: actor.scope, in: db) != nil
        else { throw CycleError.unknown }
        return try Cycle.plan(plan, for: team, scope: actor.scope, world: world, in: db)
      }
      return visit.redirect(to: .cycle(cycle.id), notice: visit.text("cycle.notice.planned"))
    } catch CycleError.faulty(let faults) {
      return try await form(visit, sent: sent, faults: faults, status: .unprocessableContent)
    } catch CycleError.tooFewToHide {
      return try await form(
        visit, sent: sent, problem: visit.text("cycle.problem.tooFew"),
        status: .unprocessableContent)
    } catch CycleError.exists {
      return try await form(
        visit, sent: sent, problem: visit.text("cycle.problem.exists"), status: .conflict)
    } catch let error as CycleError {
      throw error.problem
    }
  }

  // MARK: One cycle

  /// The whole of it for those who steer it, their own part for those who take part.
  private static func show(_ visit: Visit) async throws -> Reply {
    let id: Cycle.ID = try visit.id("id")
    let (actor, scope) = (visit.actor, visit.scope)
    let (today, zone) = (visit.today, visit.zone)
    let cycle = try await visit.database.read { db in try Cycle.find(id, scope, in: db) }
    guard let cycle, cycle.isOpen(to: actor) else { throw Problem.notFound }
    guard cycle.isSteered(by: actor) else {
      let part = try await visit.database.read { db in
        try Participation.of(actor, in: cycle, zone: zone, today: today, db: db)
      }
      let view = ParticipationView(visit: visit, part: part)
      return visit.page(view.title, view.html, isWide: true)
    }
    let round = try await visit.database.read { db in
      try Round.find(id, for: actor, today: today, in: db)
    }
    let view = CycleView(visit: visit, round: round)
    return visit.page(view.title, view.html, isWide: true)
  }

  /// What was drawn, for those who steer it and may read whose work it is.
  private static func sample(_ visit: Visit) async throws -> Reply {
    let id: Cycle.ID = try visit.id("id")
    let (actor, today) = (visit.actor, visit.today)
    let round = try await visit.database.read { db in
      try Round.find(id, for: actor, today: today, in: db)
    }
    guard !round.picks.isEmpty else { throw Problem.notFound }
    return visit.page(
      visit.text("sample.title"), SampleView(visit: visit, round: round).html, isWide: true)
  }

  /// The cycle of the path, if the actor may change it.
  static func changeable(_ visit: Visit) async throws -> Cycle {
    let id: Cycle.ID = try visit.id("id")
    let scope = visit.scope
    let cycle = try await visit.database.read { db in try Cycle.find(id, scope, in: db) }
    guard let cycle else { throw Problem.notFound }
    try visit.require(.change, .sampling, Ownership(team: cycle.team.rawValue))
    return cycle
  }

  private static func open(_ visit: Visit) async throws -> Reply {
    let cycle = try await changeable(visit)
    let (scope, world) = (visit.scope, visit.world)
    return try await refusing {
      let opening = try await visit.database.write { db in
        try cycle.open(scope: scope, world: world, in: db)
      }
      return visit.redirect(
        to: .cycle(cycle.id),
        notice: visit.text(
          "cycle.notice.opened",
          ["count": .integer(opening.picks), "pool": .integer(opening.poolSize)]))
    }
  }

  private static func share(_ visit: Visit) async throws -> Reply {
    let cycle = try await changeable(visit)
    let reason = String(try await visit.form()["reason"].prefix(500))
    let (scope, world) = (visit.scope, visit.world)
    return try await refusing {
      let count = try await visit.database.write { db in
        try cycle.share(
          reason: reason, on: Workspace.today(scope, world: world, in: db), scope: scope,
          world: world, in: db)
      }
      return visit.redirect(
        to: .cycle(cycle.id),
        notice: visit.text("cycle.notice.shared", ["count": .integer(count)]))
    }
  }

  private static func close(_ visit: Visit) async throws -> Reply {
    let cycle = try await changeable(visit)
    let (scope, world) = (visit.scope, visit.world)
    return try await refusing {
      try await visit.database.write { db in
        try cycle.close(scope: scope, world: world, in: db)
      }
      return visit.redirect(to: .cycle(cycle.id), notice: visit.text("cycle.notice.closed"))
    }
  }

  private static func replace(_ visit: Visit) async throws -> Reply {
    let id: Pick.ID = try visit.id("id")
    let reason = String(try await visit.form()["reason"].prefix(500))
    let (actor, world) = (visit.actor, visit.world)
    return try await refusing {
      let cycle = try await visit.database.write { db in
        guard let pick = try Pick.find(id, actor.scope, in: db),
          let cycle = try Cycle.find(pick.cycle, actor.scope, in: db),
          actor.can(.change, .sampling, Ownership(team: cycle.team.rawValue)),
          pick.agent != actor.person
        else { throw Problem.notFound }
        _ = try pick.replace(reason: reason, scope: actor.scope, world: world, in: db)
        return cycle.id
      }
      return visit.redirect(
        to: .sample(of: cycle), notice: visit.text("review.notice.replaced"))
    }
  }

  /// Turns a refusal of the cycle into a page.
  private static func refusing(_ body: () async throws -> Reply) async throws -> Reply {
    do {
      return try await body()
    } catch let error as CycleError {
      throw error.problem
    }
  }
}

/// A line of the list of cycles.
struct CycleRow: Sendable {
  let cycle: Cycle
  /// How much is handed in, for those who steer it.
  let count: Review.Count?
}

extension Cycle {
  /// Whether the actor reads its whole page: plan, sample, and who owes what.
  func isSteered(by actor: Actor) -> Bool {
    actor.can(.read, .sampling, Ownership(team: team.rawValue))
  }

  /// Whether the actor may open its page; whoever takes part sees their own part of it.
  func isOpen(to actor: Actor) -> Bool {
    let seat = actor.teams.contains(team) ? actor.person.rawValue : nil
    return actor.can(.read, .sampling, Ownership(team: team.rawValue, assignedTo: seat))
  }
}

extension Review {
  /// How many reviews a cycle asks for, without withdrawn ones and one's own views.
  struct Count: Hashable, Sendable {
    let asked: Int
    let submitted: Int
  }

  static func count(
    in cycle: Cycle.ID, _ scope: Scope, in db: any Connection
  ) throws -> Count {
    let row = try db.row(
      """
      SELECT COUNT(*) AS asked, COUNT(submitted.id) AS submitted
      FROM review AS r
      LEFT JOIN review_event AS submitted ON submitted.workspace_id = r.workspace_id
        AND submitted.review_id = r.id AND submitted.kind = 'submitted'
      WHERE r.workspace_id = \(scope) AND r.cycle_id = \(cycle) AND \(Review.counts)
        AND NOT \(Review.has(.withdrawn))
      """)
    return Count(
      asked: try row?.get("asked") ?? 0, submitted: try row?.get("submitted") ?? 0)
  }
}
