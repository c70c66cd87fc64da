internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// Who reviews what, once a cycle runs: one more, given back, passed on, asked by name.
enum AssignmentPages {
  static func add(to routes: Routes) {
    routes.post("/cycles/{id}/reviews", allow: .create, .review, take)
    routes.post("/cycles/{id}/goal", allow: .create, .review, aim)
    routes.post("/cycles/{id}/handovers", allow: .change, .assignment, pass)
    routes.post("/cycles/{id}/extensions", allow: .change, .assignment, lengthen)
    routes.post("/reviews/{id}/handover", allow: .create, .review, giveBack)
    routes.post("/picks/{id}/reviews", allow: .create, .assignment, ask)
  }

  // MARK: One's own work

  private static func take(_ visit: Visit) async throws -> Reply {
    let id: Cycle.ID = try visit.id("id")
    let (actor, world) = (visit.actor, visit.world)
    return try await refusing(visit) {
      let pick = try await visit.database.write { db in
        try Cycle.require(id, actor.scope, in: db).takeOneMore(
          for: actor.person, scope: actor.scope, world: world, in: db)
      }
      let review = try await visit.database.read { db in
        try Review.all(of: pick, actor.scope, in: db).first { $0.isMine && $0.isOpen }
      }
      return visit.redirect(
        to: review.map { Path.review($0.id) } ?? .work, notice: visit.text("handover.notice.taken"))
    }
  }

  private static func aim(_ visit: Visit) async throws -> Reply {
    let id: Cycle.ID = try visit.id("id")
    let form = try await visit.form()
    let (actor, world) = (visit.actor, visit.world)
    guard let reviews = form.int("reviews"), let due = form.day("due") else {
      throw Problem.invalid("reviewGoal.problem")
    }
    return try await refusing(visit) {
      try await visit.database.write { db in
        let cycle = try Cycle.require(id, actor.scope, in: db)
        guard try Hands.of(cycle.team, actor.scope, in: db).peers.contains(actor.person) else {
          throw HandoverError.notAReviewer
        }
        try ReviewGoal(reviews: reviews, dueOn: min(due, cycle.plan.shareOn)).keep(
          of: actor.person, in: id, scope: actor.scope, world: world, db: db)
      }
      return visit.redirect(to: .work, notice: visit.text("reviewGoal.notice"))
    }
  }

  private static func giveBack(_ visit: Visit) async throws -> Reply {
    let id: Review.ID = try visit.id("id")
    let reason = try await visit.form()["reason"]
    let (scope, world) = (visit.scope, visit.world)
    return try await refusing(visit) {
      let outcome = try await visit.database.write { db in
        guard let review = try Review.find(id, scope, in: db), review.isMine else {
          throw Problem.notFound
        }
        return try review.giveBack(reason: reason, scope: scope, world: world, in: db)
      }
      return visit.redirect(
        to: .work,
        notice: visit.text(
          outcome.waiting > 0 ? "handover.notice.returnedWaiting" : "handover.notice.returned"))
    }
  }

  // MARK: The team's work

  private static func pass(_ visit: Visit) async throws -> Reply {
    let id: Cycle.ID = try visit.id("id")
    guard let person: Person.ID = try await visit.form().id("person") else {
      throw Problem.notFound
    }
    let (actor, world) = (visit.actor, visit.world)
    return try await refusing(visit) {
      let outcome = try await visit.database.write { db in
        let cycle = try Cycle.require(id, actor.scope, in: db)
        let ownership = Ownership(person: person.rawValue, team: cycle.team.rawValue)
        guard actor.can(.change, .assignment, ownership) else { throw Problem.notFound }
        return try cycle.passOn(from: person, scope: actor.scope, world: world, in: db)
      }
      return visit.redirect(
        to: .cycle(id),
        notice: visit.text(
          "handover.notice.passed",
          ["count": .integer(outcome.given), "waiting": .integer(outcome.waiting)]))
    }
  }

  private static func lengthen(_ visit: Visit) async throws -> Reply {
    let id: Cycle.ID = try visit.id("id")
    let form = try await visit.form()
    guard let person: Person.ID = form.id("person") else { throw Problem.notFound }
    let (due, reason) = (form.day("due"), form["reason"])
    let (actor, world) = (visit.actor, visit.world)
    let text = visit.text
    return try await refusing(visit) {
      do {
        try await visit.database.write { db in
          let cycle = try Cycle.require(id, actor.scope, in: db)
          let ownership = Ownership(person: person.rawValue, team: cycle.team.rawValue)
          guard actor.can(.change, .assignment, ownership) else { throw Problem.notFound }
          guard let due else { throw Problem.invalid("moreTime.problem.noDay") }
          try cycle.giveMoreTime(
            to: person, until: due, because: reason, scope: actor.scope, world: world, in: db)
        }
      } catch let error as MoreTimeError {
        throw error.problem(text)
      }
      return visit.redirect(to: .cycle(id), notice: text("moreTime.notice.given"))
    }
  }

  private static func ask(_ visit: Visit) async throws -> Reply {
    let id: Pick.ID = try visit.id("id")
    guard let person: Person.ID = try await visit.form().id("person") else {
      throw Problem.notFound
    }
    let (actor, world) = (visit.actor, visit.world)
    return try await refusing(visit) {
      let cycle = try await visit.database.write { db in
        guard let pick = try Pick.find(id, actor.scope, in: db),
          let cycle = try Cycle.find(pick.cycle, actor.scope, in: db),
          try cycle.helpers(for: actor, in: db).contains(person),
          actor.can(
            .create, .assignment,
            Ownership(person: pick.agent.rawValue, team: cycle.team.rawValue))
        else { throw Problem.notFound }
        try cycle.ask(person, about: pick, scope: actor.scope, world: world, in: db)
        return cycle.id
      }
      return visit.redirect(to: .sample(of: cycle), notice: visit.text("handover.notice.asked"))
    }
  }

  /// Turns a refusal into a page.
  private static func refusing(
    _ visit: Visit, _ body: () async throws -> Reply
  ) async throws -> Reply {
    do {
      return try await body()
    } catch let error as HandoverError {
      throw error.problem
    } catch let error as CycleError {
      throw error.problem
    } catch let error as ReviewError {
      throw error.problem
    }
  }
}

extension HandoverError {
  /// The refusal as the reader sees it.
  var problem: Problem {
    switch self {
    case .reasonMissing: .invalid("handover.problem.reason")
    case .notAReviewer: .conflict("handover.problem.reviewer")
    case .noneLeft: .conflict("handover.problem.none")
    case .mayNotReview: .conflict("handover.problem.may")
    }
  }
}

extension MoreTimeError {
  /// The refusal as the reader sees it.
  fileprivate func problem(_ text: Text) -> Problem {
    switch self {
    case .reasonMissing: .invalid("moreTime.problem.reason")
    case .nothingLeft: .conflict("moreTime.problem.none")
    case .day(let latest):
      .invalid("moreTime.problem.day", ["day": .string(text.day(latest))])
    }
  }
}

extension Finder {
  /// The pages of languages and skills, conflicts and rotation.
  static let assignment: [Finder] = [
    .page(.skills, "skill.title", allow: .read, .skill),
    .page("/conflicts", "conflict.title", allow: .read, .conflict),
    .page("/rotation", "rotation.title", allow: .export, .teamReport),
  ]
}
