public import Kernel
public import Markup
public import People
internal import Storage
internal import Web

extension Path {
  /// The standing plan of a team.
  public static func programme(_ team: Team.ID) -> Path {
    ("/programmes" as Path).appending(team.text)
  }
}

/// The standing plans of the teams: agreeing on one, pausing it, one exception, the next steps.
enum ProgrammePages {
  static func add(to routes: Routes) {
    routes.get("/programmes", allow: .read, .sampling, list)
    routes.get("/programmes/{team}", allow: .read, .sampling) { visit in try await show(visit) }
    routes.get("/programmes/{team}/terms", allow: .change, .sampling) { visit in
      try await form(visit)
    }
    routes.post("/programmes/{team}", allow: .change, .sampling, agree)
    routes.post("/programmes/{team}/decisions", allow: .change, .sampling, decide)
    routes.post("/programmes/{team}/exception", allow: .change, .sampling, except)
  }

  private static func list(_ visit: Visit) async throws -> Reply {
    let (actor, today) = (visit.actor, visit.today)
    let desks = try await visit.database.read { db in
      try Team.all(actor.scope, in: db).filter {
        $0.isActive && actor.can(.read, .sampling, Ownership(team: $0.id.rawValue))
      }.map { try ProgrammeDesk.of($0.id, for: actor, today: today, in: db) }
    }
    return visit.page(
      visit.text("programme.list"), ProgrammeListView(visit: visit, desks: desks).html)
  }

  private static func desk(_ visit: Visit) async throws -> ProgrammeDesk {
    let id: Team.ID = try visit.id("team")
    let (actor, today) = (visit.actor, visit.today)
    return try await visit.database.read { db in
      try ProgrammeDesk.of(id, for: actor, today: today, in: db)
    }
  }

  private static func show(
    _ visit: Visit, problem: String? = nil, status: Status = .ok
  ) async throws -> Reply {
    let desk = try await desk(visit)
    if desk.programme == nil, desk.mayChange { return try await form(visit) }
    let view = ProgrammeView(visit: visit, desk: desk, problem: problem)
    return visit.page(view.title, view.html, status: status)
  }

  private static func form(
    _ visit: Visit, sent: Form? = nil, problems: [String] = [], status: Status = .ok
  ) async throws -> Reply {
    let desk = try await desk(visit)
    guard desk.mayChange else { throw Problem.notFound }
    let form = ProgrammeForm(visit: visit, desk: desk, sent: sent, problems: problems)
    let view = ProgrammeView(visit: visit, desk: desk, problem: nil)
    return visit.page(view.title, view.terms(form.html), status: status)
  }

  // MARK: Agreeing

  private static func agree(_ visit: Visit) async throws -> Reply {
    let sent = try await visit.form()
    let desk = try await desk(visit)
    guard desk.mayChange else { throw Problem.notFound }
    func again(_ problems: [String], _ status: Status = .unprocessableContent) async throws
      -> Reply
    {
      try await form(visit, sent: sent, problems: problems, status: status)
    }
    let text = visit.text
    let known = desk.programme?.terms
    guard let terms = ProgrammeForm.terms(sent, over: known, cards: desk.cards) else {
      return try await again([text("cycle.problem.fields")])
    }
    if ProgrammeForm.hasNoRoom(sent) { return try await again([text("programme.problem.room")]) }
    let (scope, world, version) = (visit.scope, visit.world, sent.int("version") ?? 0)
    do {
      try await visit.database.write { db in
        let programme = try Programme.agree(
          on: terms, for: desk.team.id, over: version, scope: scope, world: world, in: db)
        try programme.advance(scope: scope, world: world, in: db)
      }
      return visit.redirect(to: .programme(desk.team.id), notice: text("programme.agreed"))
    } catch ProgrammeError.faulty(let faults) {
      return try await again(faults.map { $0.sentence(text) })
    } catch CycleError.tooFewToHide {
      return try await again([text("cycle.problem.tooFew")])
    } catch is ProgrammeError {
      return try await again([text("programme.problem.stale")], .conflict)
    }
  }

  // MARK: Deciding

  private static func decide(_ visit: Visit) async throws -> Reply {
    let sent = try await visit.form()
    guard let kind = Programme.Event.Kind(rawValue: sent["decision"]) else {
      throw Problem(.unprocessableContent, "problem.malformed")
    }
    let (scope, world) = (visit.scope, visit.world)
    return try await change(visit) { programme, db in
      try programme.decide(kind, because: sent["note"], scope: scope, world: world, in: db)
      let current = try Programme.find(programme.id, scope, in: db)
      try current?.advance(scope: scope, world: world, in: db)
    }
  }

  private static func except(_ visit: Visit) async throws -> Reply {
    let sent = try await visit.form()
    guard let cycle: Cycle.ID = sent.id("cycle"), let reflect = sent.day("reflect"),
      let review = sent.day("review"), let share = sent.day("share"),
      let minimum = sent.int("minimum"), (1...20).contains(minimum)
    else {
      return try await show(
        visit, problem: visit.text("cycle.problem.fields"), status: .unprocessableContent)
    }
    let (scope, world) = (visit.scope, visit.world)
    return try await change(visit) { programme, db in
      try programme.except(
        cycle, because: sent["note"], scope: scope, world: world, in: db
      ) { plan in
        (plan.reflectBy, plan.reviewBy, plan.shareOn) = (reflect, review, share)
        plan.size = SampleSize(minimum: minimum, percent: plan.size.percent)
      }
    }
  }

  /// Changes the programme of the path and goes back to its page, or says why not.
  private static func change(
    _ visit: Visit, _ body: @escaping @Sendable (Programme, any Connection) throws -> Void
  ) async throws -> Reply {
    let desk = try await desk(visit)
    guard desk.mayChange, let id = desk.programme?.id else { throw Problem.notFound }
    let (scope, text) = (visit.scope, visit.text)
    do {
      try await visit.database.write { db in
        guard let programme = try Programme.find(id, scope, in: db) else {
          throw Problem.notFound
        }
        try body(programme, db)
      }
      return visit.redirect(to: .programme(desk.team.id), notice: text("programme.changed"))
    } catch let error as ProgrammeError {
      return try await show(visit, problem: error.message(text), status: .unprocessableContent)
    } catch CycleError.faulty(let faults) {
      let problem = faults.map { $0.sentence(text) }.joined(separator: " ")
      return try await show(visit, problem: problem, status: .unprocessableContent)
    } catch let error as CycleError {
      throw error.problem
    }
  }
}

extension ProgrammeError {
  /// What was refused and what to do.
  func message(_ text: Text) -> String {
    switch self {
    case .unknown, .stale, .state: text("programme.problem.stale")
    case .faulty(let faults): faults.map { $0.sentence(text) }.joined(separator: " ")
    case .noNote: text("programme.problem.note")
    case .nothingPlanned: text("programme.problem.nothing")
    }
  }
}

extension Finder {
  /// The page of standing plans.
  static let programmes: [Finder] = [
    .page("/programmes", "programme.list", allow: .read, .sampling)
  ]
}
