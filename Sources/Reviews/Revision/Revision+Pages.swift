internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

extension Path {
  /// The page on which a revision is prepared and decided.
  static func revision(_ id: Revision.ID) -> Path { ("/revisions" as Path).appending(id.text) }
}

/// Looking at the scorecard or the benchmarks again: what speaks for it, and the decision.
enum RevisionPages {
  static func add(to routes: Routes) {
    routes.get("/revisions/{id}", allow: .read, .sampling) { visit in try await show(visit) }
    routes.post("/revisions/{id}/decision", allow: .change, .sampling, decide)
  }

  private static func show(
    _ visit: Visit, problem: String? = nil, status: Status = .ok
  ) async throws -> Reply {
    let id: Revision.ID = try visit.id("id")
    let (actor, now) = (visit.actor, visit.world.now())
    let view = try await visit.database.read { db in
      guard let revision = try Revision.find(id, actor.scope, in: db),
        actor.can(.read, .sampling, Ownership(team: revision.team.rawValue)),
        let programme = try Programme.find(revision.programme, actor.scope, in: db)
      else { throw Problem.notFound }
      let leads = try Hands.of(revision.team, actor.scope, in: db).leads
      let decided = revision.decision?.by.map { [$0] } ?? []
      return RevisionView(
        visit: visit, revision: revision,
        team: try Team.find(revision.team, actor.scope, in: db)?.name ?? "–",
        findings: try RevisionFindings.of(programme, for: actor, at: now, in: db),
        leads: leads, names: try Person.names(of: leads + decided, actor.scope, in: db),
        problem: problem)
    }
    return visit.page(view.title, view.html, status: status)
  }

  private static func decide(_ visit: Visit) async throws -> Reply {
    let id: Revision.ID = try visit.id("id")
    let form = try await visit.form()
    let (actor, world) = (visit.actor, visit.world)
    guard let kind = Revision.Decision.Kind(rawValue: form["decision"]) else {
      throw Problem(.unprocessableContent, "problem.malformed")
    }
    do {
      let team = try await visit.database.write { db in
        guard let revision = try Revision.find(id, actor.scope, in: db),
          actor.can(.change, .sampling, Ownership(team: revision.team.rawValue))
        else { throw Problem.notFound }
        try revision.decide(
          kind, because: form["note"], scope: actor.scope, world: world, in: db)
        return revision.team
      }
      return visit.redirect(to: .programme(team), notice: visit.text("revision.decided"))
    } catch let error as RevisionError {
      return try await show(
        visit, problem: error.message(visit.text), status: .unprocessableContent)
    }
  }
}

extension RevisionError {
  /// What was refused and what to do.
  func message(_ text: Text) -> String {
    switch self {
    case .unknown, .decided: text("revision.problem.decided")
    case .noNote: text("revision.problem.note")
    case .nothingPublished: text("revision.problem.unpublished")
    }
  }
}
