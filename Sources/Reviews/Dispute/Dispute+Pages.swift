internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// Disagreeing with a review, and deciding about it.
enum DisputePages {
  static func add(to routes: Routes) {
    routes.get("/disputes", allow: .read, .dispute, list)
    routes.get("/disputes/{id}", allow: .read, .dispute, show)
    routes.get("/reviews/{id}/dispute", allow: .create, .dispute, begin)
    routes.post("/reviews/{id}/dispute", allow: .create, .dispute, raise)
    routes.post("/disputes/{id}/withdrawal", allow: .create, .dispute, withdraw)
    routes.post("/disputes/{id}/question", allow: .change, .dispute, ask)
    routes.post("/disputes/{id}/view", allow: .create, .review, answer)
    routes.post("/disputes/{id}/decision", allow: .change, .dispute, decide)
  }

  private static func list(_ visit: Visit) async throws -> Reply {
    let (actor, now) = (visit.actor, visit.world.now())
    let list = try await visit.database.read { db in
      try DisputeList.of(actor, now: now, in: db)
    }
    return visit.page(
      visit.text("dispute.list"), DisputeListView(visit: visit, list: list).html)
  }

  // MARK: One dispute

  private static func desk(_ visit: Visit) async throws -> (Dispute, Desk) {
    let id: Dispute.ID = try visit.id("id")
    let (actor, today) = (visit.actor, visit.today)
    return try await visit.database.read { db in
      guard let dispute = try Dispute.find(id, actor.scope, in: db),
        let review = try Review.find(dispute.review, actor.scope, in: db),
        actor.can(.read, .dispute, review.ownership(for: actor))
      else { throw Problem.notFound }
      return (dispute, try Desk.find(dispute.review, for: actor, on: today, in: db))
    }
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let (dispute, desk) = try await desk(visit)
    return page(visit, DisputeView(visit: visit, desk: desk, dispute: dispute))
  }

  private static func page(
    _ visit: Visit, _ view: DisputeView, status: Status = .ok
  ) -> Reply {
    visit.page(
      DisputeView.title(view.desk, visit.text), view.html, status: status, isWide: true)
  }

  // MARK: Disagreeing

  private static func ownDesk(_ visit: Visit) async throws -> Desk {
    let id: Review.ID = try visit.id("id")
    let (actor, today) = (visit.actor, visit.today)
    let desk = try await visit.database.read { db in
      try Desk.find(id, for: actor, on: today, in: db)
    }
    try visit.require(.create, .dispute, desk.review.ownership(for: actor))
    return desk
  }

  private static func begin(_ visit: Visit) async throws -> Reply {
    let desk = try await ownDesk(visit)
    guard let right = desk.disagreement.right else { throw DisputeError.notShared.problem }
    if right.isUsed { throw DisputeError.disputed.problem }
    if right.isOver { throw DisputeError.windowOver.problem }
    if right.left == 0 { throw DisputeError.limitReached.problem }
    let kind = Dispute.Kind(rawValue: visit.query("kind") ?? "") ?? .scores
    return try await form(visit, desk, kind)
  }

  private static func form(
    _ visit: Visit, _ desk: Desk, _ kind: Dispute.Kind, sent: Form? = nil,
    faults: [DisputeError.Fault] = [], status: Status = .ok
  ) async throws -> Reply {
    let scope = visit.scope
    let team = desk.review.team
    let people = try await visit.database.read { db in
      try Person.members(of: team, scope, in: db)
    }
    let view = DisputeForm(
      visit: visit, desk: desk, kind: kind,
      colleagues: people.filter { $0.id != desk.review.agent }.map { ($0.id, $0.name) }
        .sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) },
      sent: sent, faults: faults)
    return visit.page(
      visit.text("dispute.begin"), view.html, status: status, isWide: true)
  }

  private static func raise(_ visit: Visit) async throws -> Reply {
    let desk = try await ownDesk(visit)
    let sent = try await visit.form()
    let claim = DisputeForm.claim(sent, desk)
    let (scope, world) = (visit.scope, visit.world)
    do {
      let dispute = try await visit.database.write { db in
        try Dispute.raise(claim, about: desk.review.id, scope: scope, world: world, in: db)
      }
      return visit.redirect(
        to: .dispute(dispute.id),
        notice: visit.text(
          "dispute.notice.sent", ["day": .string(visit.text.day(dispute.decideBy))]))
    } catch DisputeError.faulty(let faults) {
      return try await form(
        visit, desk, claim.kind, sent: sent, faults: faults, status: .unprocessableContent)
    } catch DisputeError.nothingDisputed {
      return try await form(
        visit, desk, claim.kind, sent: sent, faults: [.init(nil, .proposalMissing)],
        status: .unprocessableContent)
    } catch let error as DisputeError {
      throw error.problem
    }
  }

  private static func withdraw(_ visit: Visit) async throws -> Reply {
    let (dispute, desk) = try await desk(visit)
    let (scope, world) = (visit.scope, visit.world)
    try await changing(visit) { db in
      try dispute.withdraw(scope: scope, world: world, in: db)
    }
    return visit.redirect(
      to: .review(desk.review.id), notice: visit.text("dispute.notice.withdrawn"))
  }

  // MARK: The reviewer's view and the decision

  private static func ask(_ visit: Visit) async throws -> Reply {
    let (dispute, _) = try await desk(visit)
    let question = try await visit.form()["question"]
    let (actor, world) = (visit.actor, visit.world)
    try await changing(visit) { db in
      try dispute.ask(question, by: actor, world: world, in: db)
    }
    return visit.redirect(
      to: .dispute(dispute.id), notice: visit.text("dispute.notice.question"))
  }

  private static func answer(_ visit: Visit) async throws -> Reply {
    let (dispute, _) = try await desk(visit)
    let view = try await visit.form()["view"]
    let (scope, world) = (visit.scope, visit.world)
    try await changing(visit) { db in
      try dispute.answer(view, scope: scope, world: world, in: db)
    }
    return visit.redirect(
      to: .dispute(dispute.id), notice: visit.text("dispute.notice.view"))
  }

  private static func decide(_ visit: Visit) async throws -> Reply {
    let (dispute, desk) = try await desk(visit)
    let sent = try await visit.form()
    let (actor, world) = (visit.actor, visit.world)
    let verdicts = DecisionForm.verdicts(sent, dispute)
    do {
      _ = try await visit.database.write { db in
        try dispute.decide(verdicts, by: actor, world: world, in: db)
      }
    } catch DisputeError.undecided(let faults) {
      return page(
        visit,
        DisputeView(visit: visit, desk: desk, dispute: dispute, sent: sent, faults: faults),
        status: .unprocessableContent)
    } catch let error as DisputeError {
      throw error.problem
    }
    return visit.redirect(
      to: .dispute(dispute.id), notice: visit.text("dispute.notice.done"))
  }

  private static func changing(
    _ visit: Visit, _ change: @escaping @Sendable (any Connection) throws -> Void
  ) async throws {
    do {
      try await visit.database.write { db in try change(db) }
    } catch let error as DisputeError {
      throw error.problem
    }
  }
}

extension DisputeError {
  /// The refusal as the reader sees it.
  var problem: Problem {
    switch self {
    case .unknown, .notYours: .notFound
    case .notForYou: .conflict("dispute.problem.notForYou")
    case .notShared: .conflict("review.problem.notShared")
    case .windowOver: .conflict("dispute.problem.over")
    case .limitReached: .conflict("dispute.problem.limit")
    case .disputed: .conflict("dispute.problem.disputed")
    case .closed: .conflict("dispute.problem.closed")
    case .notAsked: .conflict("dispute.problem.notAsked")
    case .asked: .conflict("dispute.problem.asked")
    case .nothingDisputed, .faulty, .undecided: .invalid("dispute.problem.incomplete")
    }
  }
}

extension Path {
  /// The page of a dispute.
  static func dispute(_ id: Dispute.ID) -> Path { ("/disputes" as Path).appending(id.text) }
}
