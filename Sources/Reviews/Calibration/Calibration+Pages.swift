internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// Sessions: their list, the plan of a new one, the page of one, and what is decided in it.
enum CalibrationPages {
  static func add(to routes: Routes) {
    routes.get("/calibrations", allow: .read, .calibration, list)
    routes.get("/calibrations/new", allow: .create, .calibration) { visit in
      try await form(visit)
    }
    routes.post("/calibrations", allow: .create, .calibration, create)
    routes.get("/calibrations/history", allow: .read, .calibration, CalibrationHistory.show)
    routes.get("/calibrations/history.csv", allow: .read, .calibration, CalibrationHistory.csv)
    routes.get("/calibrations/{id}", allow: .read, .calibration, show)
    routes.get("/calibrations/{id}/agreement.csv", allow: .read, .calibration, csv)
    routes.post("/calibrations/{id}/closing", allow: .change, .calibration, close)
    routes.post("/calibrations/{id}/due", allow: .change, .calibration, extend)
    routes.post("/calibrations/{id}/notes", allow: .change, .calibration, note)
  }

  // MARK: List

  /// A line of the list.
  struct Line: Sendable {
    let session: Calibration
    let given: Int
    /// How many conversations the reader still has to rate.
    let toDo: Int
  }

  private static func list(_ visit: Visit) async throws -> Reply {
    let actor = visit.actor
    let (lines, teams) = try await visit.database.read { db in
      let sessions = try Calibration.all(actor.scope, in: db).filter { $0.isVisible(to: actor) }
      let lines = try sessions.map { session in
        let counts = try session.counts(actor.scope, in: db)
        let asked = session.isClosed ? 0 : session.items(for: actor.person).count
        return Line(
          session: session, given: counts.values.reduce(0, +),
          toDo: max(0, asked - (counts[actor.person] ?? 0)))
      }
      let teams = try Team.all(actor.scope, in: db).map { ($0.id, $0.name) }
      return (lines, Dictionary(teams, uniquingKeysWith: { first, _ in first }))
    }
    return visit.page(
      visit.text("calibration.title"),
      CalibrationListView(visit: visit, lines: lines, teams: teams).html)
  }

  // MARK: Planning

  private static func form(
    _ visit: Visit, sent: Form? = nil, faults: [CalibrationPlan.Fault] = [],
    problem: String? = nil, status: Status = .ok
  ) async throws -> Reply {
    let actor = visit.actor
    let choices = try await visit.database.read { db in
      try CalibrationForm.Choices.of(actor, in: db)
    }
    let view = CalibrationForm(
      visit: visit, choices: choices, sent: sent, faults: faults, problem: problem)
    return visit.page(visit.text("calibration.new"), view.html, status: status)
  }

  private static func create(_ visit: Visit) async throws -> Reply {
    let sent = try await visit.form()
    let (actor, world, today) = (visit.actor, visit.world, visit.today)
    guard let team: Team.ID = sent.id("team"), let plan = CalibrationForm.plan(sent) else {
      return try await form(
        visit, sent: sent, problem: visit.text("calibration.problem.fields"),
        status: .unprocessableContent)
    }
    try visit.require(.create, .calibration, Ownership(team: team.rawValue))
    do {
      let session = try await visit.database.write { db in
        guard try Team.find(team, actor.scope, in: db) != nil,
          try ScorecardVersion.find(plan.scorecard, scope: actor.scope, in: db) != nil
        else { throw CalibrationError.unknown }
        let (plan, unknown) = try CalibrationForm.resolved(plan, sent, actor, in: db)
        guard unknown.isEmpty else { throw CalibrationForm.Unknown(numbers: unknown) }
        return try Calibration.plan(
          plan, for: team, on: today, scope: actor.scope, world: world, in: db)
      }
      return visit.redirect(
        to: .calibration(session.id), notice: visit.text("calibration.notice.planned"))
    } catch CalibrationError.faulty(let faults) {
      return try await form(visit, sent: sent, faults: faults, status: .unprocessableContent)
    } catch CalibrationError.tooFewConversations(let found) {
      return try await form(
        visit, sent: sent,
        problem: visit.text("calibration.problem.tooFew", ["count": .integer(found)]),
        status: .unprocessableContent)
    } catch let unknown as CalibrationForm.Unknown {
      return try await form(
        visit, sent: sent,
        problem: visit.text(
          "calibration.problem.numbers",
          ["numbers": .string(visit.text.list(unknown.numbers))]),
        status: .unprocessableContent)
    } catch let error as CalibrationError {
      throw error.problem
    }
  }

  // MARK: One session

  private static func desk(_ visit: Visit) async throws -> CalibrationDesk {
    let id: Calibration.ID = try visit.id("id")
    let actor = visit.actor
    return try await visit.database.read { db in
      try CalibrationDesk.find(id, for: actor, in: db)
    }
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let desk = try await desk(visit)
    let body =
      desk.session.isClosed
      ? CalibrationResultView(visit: visit, desk: desk).html
      : CalibrationOpenView(visit: visit, desk: desk).html
    return visit.page(desk.session.name, body)
  }

  private static func csv(_ visit: Visit) async throws -> Reply {
    let desk = try await desk(visit)
    guard desk.session.isClosed else { throw Problem.notFound }
    let rows = CalibrationResultView(visit: visit, desk: desk).csv
    return visit.table(name: "agreement.csv") { chunk in
      try await chunk(rows)
    }
  }

  /// The session of the path, if the actor may decide in it.
  private static func led(_ visit: Visit) async throws -> Calibration {
    let desk = try await desk(visit)
    guard desk.leads else { throw Problem.notFound }
    return desk.session
  }

  private static func close(_ visit: Visit) async throws -> Reply {
    let session = try await led(visit)
    let reason = try await visit.form()["reason"]
    let (scope, world) = (visit.scope, visit.world)
    return try await refusing {
      try await visit.database.write { db in
        try session.close(reason: reason, scope: scope, world: world, in: db)
      }
      return visit.redirect(
        to: .calibration(session.id), notice: visit.text("calibration.notice.closed"))
    }
  }

  private static func extend(_ visit: Visit) async throws -> Reply {
    let session = try await led(visit)
    guard let day = try await visit.form().day("due") else {
      throw Problem.invalid("calibration.problem.fields")
    }
    let (scope, world) = (visit.scope, visit.world)
    return try await refusing {
      try await visit.database.write { db in
        try session.extend(to: day, scope: scope, world: world, in: db)
      }
      return visit.redirect(
        to: .calibration(session.id), notice: visit.text("calibration.notice.extended"))
    }
  }

  private static func note(_ visit: Visit) async throws -> Reply {
    let session = try await led(visit)
    let form = try await visit.form()
    let kind = Calibration.Note.Kind(rawValue: form["kind"]) ?? .discussion
    let (scope, world) = (visit.scope, visit.world)
    return try await refusing {
      try await visit.database.write { db in
        try session.note(form["body"], kind, scope: scope, world: world, in: db)
      }
      return visit.redirect(
        to: Path.calibration(session.id).fragment("notes"),
        notice: visit.text("calibration.notice.noted"))
    }
  }

  /// Turns a refusal into a page.
  static func refusing(_ body: () async throws -> Reply) async throws -> Reply {
    do {
      return try await body()
    } catch let error as CalibrationError {
      throw error.problem
    }
  }
}
