internal import Kernel
internal import Markup
internal import People
internal import Storage
public import Web

extension Feature {
  /// How things are done: written down, published revision by revision, read by everybody.
  public static let procedures = Feature(
    "procedures", words: procedureWords,
    navigation: [
      NavigationItem("/procedures", "procedure.navigation", allow: .read, .procedure, rank: 42)
    ],
    routes: { routes in
      ProcedurePages.add(to: routes)
      ProcedureEditing.add(to: routes)
    }, finders: Finder.procedures)
}

extension Path {
  /// The page of a procedure.
  static func procedure(_ id: Procedure.ID) -> Path {
    ("/procedures" as Path).appending(id.text)
  }
}

/// What can be read about procedures, and the word that one has read them.
enum ProcedurePages {
  static func add(to routes: Routes) {
    routes.get("/procedures", allow: .read, .procedure, list)
    routes.get("/procedures/{id}", allow: .read, .procedure, show)
    routes.get("/procedures/{id}/revisions/{revision}", allow: .read, .procedure, revision)
    routes.post("/procedures/{id}/acknowledgement", allow: .use, .procedure, acknowledge)
  }

  static func procedure(_ visit: Visit) async throws -> Procedure {
    let id: Procedure.ID = try visit.id("id")
    let scope = visit.scope
    let found = try await visit.database.read { db in try Procedure.find(id, scope, in: db) }
    // Before its first revision only those who write it know of it.
    guard let found, found.current != nil || visit.actor.can(.change, .procedure) else {
      throw Problem.notFound
    }
    return found
  }

  // MARK: List

  private static func list(_ visit: Visit) async throws -> Reply {
    let actor = visit.actor
    let model = try await visit.database.read { db in
      let (readers, read) = try Procedure.counts(actor.scope, in: db)
      return ProcedureList.Model(
        procedures: try Procedure.all(actor.scope, in: db), readers: readers, read: read,
        own: try Procedure.acknowledged(by: actor.person, actor.scope, in: db))
    }
    return visit.page(
      visit.text("procedure.title"), ProcedureList(visit: visit, model: model).html)
  }

  // MARK: One

  private static func show(_ visit: Visit) async throws -> Reply {
    let procedure = try await procedure(visit)
    let (actor, id) = (visit.actor, procedure.id)
    let model = try await visit.database.read { db in
      let revisions = try Procedure.Revision.all(of: id, actor.scope, in: db)
      return ProcedureView.Model(
        procedure: procedure, revisions: revisions,
        readings: try procedure.current?.readings(actor.scope, in: db) ?? [],
        own: try Procedure.acknowledged(by: actor.person, actor.scope, in: db),
        names: try Person.names(of: revisions.compactMap(\.publishedBy), actor.scope, in: db),
        links: try Procedure.links(actor.scope, in: db)[id] ?? [],
        cards: try Scorecard.published(actor.scope, in: db))
    }
    return visit.page(
      shownTitle(procedure, visit.text), ProcedureView(visit: visit, model: model).page)
  }

  static func shownTitle(_ procedure: Procedure, _ text: Text) -> String {
    procedure.title.isBlank ? text("procedure.unnamed") : procedure.title
  }

  private static func revision(_ visit: Visit) async throws -> Reply {
    let procedure = try await procedure(visit)
    let key: Procedure.Revision.ID = try visit.id("revision")
    let scope = visit.scope
    let all = try await visit.database.read { db in
      try Procedure.Revision.all(of: procedure.id, scope, in: db)
    }
    guard let index = all.firstIndex(where: { $0.id == key }) else { throw Problem.notFound }
    let older = all.dropFirst(index + 1).first
    let title = visit.text(
      "procedure.revisionOf",
      ["title": .string(all[index].title), "number": .integer(all[index].number)])
    return visit.page(
      title,
      ProcedureRevisionView(
        text: visit.text, procedure: procedure, revision: all[index], older: older
      ).html)
  }

  private static func acknowledge(_ visit: Visit) async throws -> Reply {
    let procedure = try await procedure(visit)
    let key: Procedure.Revision.ID? = try await visit.form().id("revision")
    guard let current = procedure.current, !procedure.isRetired else { throw Problem.notFound }
    guard key == current.id else { throw Problem.conflict("procedure.problem.superseded") }
    let (actor, world) = (visit.actor, visit.world)
    let owed = try await visit.database.write { db in
      try current.acknowledge(by: actor.person, scope: actor.scope, world: world, in: db)
      return try Procedure.owed(by: actor, in: db)
    }
    return visit.redirect(
      to: owed.first.map { .procedure($0.procedure) } ?? .procedure(procedure.id),
      notice: owed.isEmpty
        ? visit.text("procedure.notice.read")
        : visit.text("procedure.notice.readNext", ["count": .integer(owed.count)]))
  }
}

extension ProcedureError {
  /// The refusal as the reader sees it.
  var problem: Problem {
    switch self {
    case .unknown: .notFound
    case .stale: .conflict("procedure.problem.stale")
    case .noTitle: .invalid("procedure.problem.noTitle")
    case .noBody: .invalid("procedure.problem.noBody")
    case .tooLong: .invalid("procedure.problem.tooLong")
    case .unchanged: .conflict("procedure.problem.unchanged")
    case .superseded: .conflict("procedure.problem.superseded")
    case .retired: .conflict("procedure.problem.retired")
    }
  }
}
