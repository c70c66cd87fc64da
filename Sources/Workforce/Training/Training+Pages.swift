internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// Where a team's learning fits, what it costs, and what was gained and given up.
enum TrainingPages {
  static func add(to routes: Routes) {
    routes.get("/training", allow: .read, .training) { visit in try await show(visit) }
    routes.get("/training/new", allow: .create, .training) { visit in try await new(visit) }
    routes.post("/training", allow: .create, .training, place)
  }

  /// How far back the months reach.
  private static let past = 184

  private static func show(_ visit: Visit) async throws -> Reply {
    let choice = try await TeamChoice(visit, .training)
    guard let team = choice.team else {
      return visit.page(
        visit.text("training.title"),
        PlanningTab.training.html(visit, nil) + TeamChoice.nothing(visit))
    }
    let (actor, world) = (visit.actor, visit.world)
    let model = try await visit.database.read { db in
      let scope = actor.scope
      let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
      let today = zone.day(of: world.now())
      let first = today.advanced(by: -past).startOfMonth
      let pieces = try ProtectedTime.all(
        from: zone.start(of: first), until: zone.start(of: today.advanced(by: 62)), of: team.id,
        scope, in: db)
      let sessions = try TrainingSession.all(of: team.id, since: first, scope, in: db)
      return TrainingView.Model(
        today: today, zone: zone,
        pieces: pieces, sessions: sessions,
        names: try Person.names(of: pieces.map(\.person), scope, in: db))
    }
    let view = TrainingView(visit: visit, choice: choice, team: team, model: model)
    return visit.page(visit.text("training.title"), view.html)
  }

  /// What was asked for: who, how long, when.
  struct Request: Sendable {
    var people: [Person.ID] = []
    var length = 2
    /// How many may learn at the same time; 0 for all of them together.
    var turns = 0
    var week: Day?
    var purpose = ProtectedTime.Purpose.training
    var subject = ""

    init(_ form: Form) {
      people = form.all("person").compactMap { Person.ID(text: $0) }
      length = form.int("length").flatMap { (1...6).contains($0) ? $0 : nil } ?? 2
      turns = form.int("turns").flatMap { (0...3).contains($0) ? $0 : nil } ?? 0
      week = form.day("week").map(Schedule.monday(of:))
      purpose = form["purpose"] == "coaching" ? .coaching : .training
      subject = String(form["subject"].prefix(200))
    }
  }

  private static func desks(
    _ visit: Visit, _ request: Request
  ) async throws -> (choice: TeamChoice, desk: ScheduleDesk)? {
    let choice = try await TeamChoice(visit, .training)
    let (actor, now) = (visit.actor, visit.world.now())
    guard let team = choice.team,
      actor.can(.create, .training, Ownership(team: team.id.rawValue))
    else { return nil }
    let desk = try await visit.database.read { db -> ScheduleDesk? in
      let zone = try Workspace.find(actor.scope, in: db)?.zone ?? .utc
      let day = request.week ?? zone.day(of: now)
      return try ScheduleDesk(
        team.id, day, weeksBack: 1, scope: actor.scope, now: now, in: db)
    }
    return desk.map { (choice, $0) }
  }

  private static func new(
    _ visit: Visit, request: Request? = nil, problem: TrainingError? = nil
  ) async throws -> Reply {
    let request = request ?? Request(visit.query)
    guard let (choice, desk) = try await desks(visit, request) else { throw Problem.notFound }
    let view = TrainingForm(
      visit: visit, choice: choice, desk: desk, request: request, problem: problem)
    return visit.page(
      visit.text("training.new"), view.html, status: problem == nil ? .ok : .unprocessableContent)
  }

  private static func place(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let request = Request(form)
    let (actor, world) = (visit.actor, visit.world)
    guard let team: Team.ID = form.id("team"),
      actor.can(.create, .training, Ownership(team: team.rawValue))
    else { throw Problem.notFound }
    if request.turns > 0 { return try await placeTurns(visit, form, request, team) }
    let parts = form["place"].split(separator: " ")
    guard parts.count == 2, let day = Day(iso: parts[0]), let start = Int(parts[1]) else {
      return try await new(visit, request: request, problem: .notFree)
    }
    do {
      try await visit.database.write { db in
        guard
          let desk = try ScheduleDesk(team, day, scope: actor.scope, now: world.now(), in: db)
        else { throw Problem.notFound }
        let offer = desk.offers(for: Set(request.people), length: request.length).first {
          $0.day == day && $0.start == start
        }
        guard let offer else { throw TrainingError.notFree }
        _ = try TrainingSession.place(
          offer, request.purpose, subject: request.subject, people: request.people, desk: desk,
          scope: actor.scope, world: world, in: db)
      }
      return visit.redirect(
        to: .trainings.query([("team", team.text)]), notice: visit.text("training.placed"))
    } catch let error as TrainingError {
      return try await new(visit, request: request, problem: error)
    }
  }

  /// Keeps a session for each person free, as long as the plan is still the one that was shown.
  private static func placeTurns(
    _ visit: Visit, _ form: Form, _ request: Request, _ team: Team.ID
  ) async throws -> Reply {
    let (actor, world) = (visit.actor, visit.world)
    let shown = form.all("turn")
    do {
      try await visit.database.write { db in
        guard let week = request.week,
          let desk = try ScheduleDesk(team, week, scope: actor.scope, now: world.now(), in: db)
        else { throw Problem.notFound }
        let plan = desk.sequence(
          for: Set(request.people), length: request.length, mostAtOnce: request.turns)
        guard let plan, plan.turns.map(\.field) == shown else { throw TrainingError.notFree }
        try TrainingSession.place(
          plan, request.purpose, subject: request.subject, desk: desk, scope: actor.scope,
          world: world, in: db)
      }
      return visit.redirect(
        to: .trainings.query([("team", team.text)]), notice: visit.text("training.placed"))
    } catch let error as TrainingError {
      return try await new(visit, request: request, problem: error)
    }
  }
}

extension TrainingSequence.Turn {
  /// As a field of a form holds it.
  var field: String { "\(person.text) \(day.iso) \(start)" }
}
