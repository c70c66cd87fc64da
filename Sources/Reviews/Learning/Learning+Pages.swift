internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// What somebody works on next: focus points, the plan, and whether it came to something.
enum LearningPages {
  static func add(to routes: Routes) {
    routes.get("/learning", allow: .change, .learning) { visit in
      try await show(visit, visit.actor.person)
    }
    routes.get("/learning/{person}", allow: .read, .learning) { visit in
      try await show(visit, try visit.id("person"))
    }
    routes.post("/learning/focus", allow: .change, .learning, choose)
    routes.post("/learning/focus/{focus}/removal", allow: .change, .learning, remove)
    routes.post("/learning/focus/{focus}/steps", allow: .change, .learning, plan)
    routes.post("/learning/focus/{focus}/outcomes", allow: .change, .learning, finish)
    routes.post("/learning/{person}/suggestions", allow: .create, .learning, suggest)
  }

  private static func show(_ visit: Visit, _ person: Person.ID) async throws -> Reply {
    let actor = visit.actor
    let model = try await visit.database.read { db in
      try LearningModel.of(person, for: actor, in: db)
    }
    let title =
      model.isOwn
      ? visit.text("learning.title")
      : visit.text("learning.of", ["name": .string(model.name)])
    return visit.page(title, LearningView(visit: visit, model: model).html)
  }

  // MARK: The agent's own

  private static func choose(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    guard let criterion: Criterion.ID = form.id("criterion"), let id: Cycle.ID = form.id("cycle")
    else { throw Problem.notFound }
    let origin = Focus.Origin(rawValue: form["origin"]) ?? .own
    let (actor, world) = (visit.actor, visit.world)
    try await changing(visit) { db in
      guard let cycle = try Cycle.find(id, actor.scope, in: db) else { throw FocusError.unknown }
      try Focus.choose(criterion, as: origin, in: cycle, by: actor, world: world, db: db)
    }
    return visit.redirect(to: "/learning", notice: visit.text("learning.notice.chosen"))
  }

  private static func remove(_ visit: Visit) async throws -> Reply {
    let id: Focus.ID = try visit.id("focus")
    let (actor, world) = (visit.actor, visit.world)
    try await changing(visit) { db in
      try Focus.own(id, for: actor, in: db).remove(by: actor, world: world, in: db)
    }
    return visit.redirect(to: "/learning", notice: visit.text("learning.notice.removed"))
  }

  private static func plan(_ visit: Visit) async throws -> Reply {
    let id: Focus.ID = try visit.id("focus")
    let form = try await visit.form()
    let (actor, world) = (visit.actor, visit.world)
    try await changing(visit) { db in
      try Focus.own(id, for: actor, in: db).plan(
        form["action"], owner: Focus.Step.Owner(rawValue: form["owner"]) ?? .agent,
        dueOn: form.day("due"), followUpOn: form.day("follow-up"), by: actor, world: world,
        in: db)
    }
    return visit.redirect(to: "/learning", notice: visit.text("learning.notice.planned"))
  }

  private static func finish(_ visit: Visit) async throws -> Reply {
    let id: Focus.ID = try visit.id("focus")
    let form = try await visit.form()
    guard let step: Focus.Step.ID = form.id("step"),
      let kind = Focus.Outcome.Kind(rawValue: form["outcome"])
    else { throw Problem.notFound }
    let (actor, world) = (visit.actor, visit.world)
    try await changing(visit) { db in
      try Focus.own(id, for: actor, in: db).finish(
        step, as: kind, note: form["note"], by: actor, world: world, in: db)
    }
    return visit.redirect(to: "/learning", notice: visit.text("learning.notice.finished"))
  }

  // MARK: The lead's word

  private static func suggest(_ visit: Visit) async throws -> Reply {
    let person: Person.ID = try visit.id("person")
    let form = try await visit.form()
    guard let criterion: Criterion.ID = form.id("criterion"), let id: Cycle.ID = form.id("cycle")
    else { throw Problem.notFound }
    let (actor, world) = (visit.actor, visit.world)
    try await changing(visit) { db in
      guard let cycle = try Cycle.find(id, actor.scope, in: db), person != actor.person,
        actor.can(
          .create, .learning,
          Ownership(person: person.rawValue, team: cycle.team.rawValue))
      else { throw FocusError.unknown }
      try Focus.suggest(
        criterion, to: person, because: form["note"], in: cycle, by: actor, world: world, db: db)
    }
    return visit.redirect(
      to: .learning(of: person), notice: visit.text("learning.notice.suggested"))
  }

  private static func changing(
    _ visit: Visit, _ change: @escaping @Sendable (any Connection) throws -> Void
  ) async throws {
    do {
      try await visit.database.write { db in try change(db) }
    } catch let error as FocusError {
      throw error.problem
    }
  }
}

extension FocusError {
  /// The refusal as the reader sees it.
  var problem: Problem {
    switch self {
    case .unknown, .unknownCriterion, .nothingShared: .notFound
    case .full: .conflict("learning.problem.full")
    case .chosen: .conflict("learning.problem.chosen")
    case .planned: .conflict("learning.problem.planned")
    case .finished: .conflict("learning.problem.finished")
    case .actionMissing: .invalid("learning.problem.action")
    case .daysMissing: .invalid("learning.problem.days")
    case .followsUpTooEarly: .invalid("learning.problem.followUp")
    case .noteMissing: .invalid("learning.problem.note")
    }
  }
}

extension Path {
  /// The page of what somebody works on.
  static func learning(of person: Person.ID) -> Path {
    ("/learning" as Path).appending(person.text)
  }
}
