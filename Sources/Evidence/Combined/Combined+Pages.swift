internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// Scores from people and machine together: of a team, of its criteria, and of a person.
struct CombinedPages: Sendable {
  let published: PublishedAnswers

  /// How many of the newest cycles can be looked at together.
  static let spans = [1, 3, 6, 12]
  private static let usualSpan = 6

  func add(to routes: Routes) {
    routes.get("/combined", allow: .read, .teamReport) { try await show($0) }
    routes.get("/combined/people/{id}", allow: .read, .personReport) { try await person($0) }
  }

  /// Which team's cycles, and how many.
  struct Look: Hashable, Sendable {
    let team: Actor.Team
    let span: Int

    var query: [(String, String?)] { [("team", team.text), ("cycles", "\(span)")] }
  }

  struct Model: Sendable {
    let look: Look
    let teams: [(id: Actor.Team, name: String)]
    let samples: [PublishedAnswers.Sample]
    let picture: CombinedPicture
    let names: [Actor.ID: String]
  }

  private func show(_ visit: Visit) async throws -> Reply {
    let model = try await model(visit) { team, _ in
      visit.actor.can(.read, .teamReport, Ownership(team: team.rawValue))
    }
    guard let model else {
      return visit.page(visit.text("combined.title"), CombinedView.empty(visit.text))
    }
    return visit.page(
      visit.text("combined.title"), CombinedView(visit: visit, model: model).html)
  }

  private func person(_ visit: Visit) async throws -> Reply {
    let id: Actor.ID = try visit.id("id")
    let model = try await model(visit, of: id) { team, pool in
      visit.actor.can(
        .read, .personReport, Ownership(person: id.rawValue, team: team.rawValue))
        && pool.contains { $0.person == id }
    }
    guard let model, let name = model.names[id] else { throw Problem.notFound }
    return visit.page(
      name, CombinedView(visit: visit, model: model, person: id).html, isTitleTheirs: true)
  }

  private func model(
    _ visit: Visit, of person: Actor.ID? = nil,
    where isAllowed: @escaping @Sendable (Actor.Team, [PublishedAnswers.Pooled]) -> Bool
  ) async throws -> Model? {
    let (scope, published) = (visit.scope, published)
    let asked: Actor.Team? = visit.query.id("team")
    let span = visit.query.int("cycles").flatMap { Self.spans.contains($0) ? $0 : nil }
    return try await visit.database.read { db -> Model? in
      let samples = try published.samples(scope, db)
      let pool = Dictionary(grouping: try published.pool(scope, db), by: \.sample)
      let teams = try Team.all(scope, in: db).filter { team in
        let own = samples.filter { $0.team == team.id }
        return !own.isEmpty && isAllowed(team.id, own.flatMap { pool[$0.id] ?? [] })
      }
      guard let team = teams.first(where: { $0.id == asked }) ?? teams.first else { return nil }
      let look = Look(team: team.id, span: span ?? Self.usualSpan)
      let own = samples.filter { $0.team == team.id }
      let chosen = own.filter { $0.scorecard == own.first?.scorecard }.prefix(look.span)
      let source = try Self.source(Array(chosen), pool, published, scope, in: db)
      let picture = CombinedPicture(source, of: person)
      let people = picture.people.map(\.id) + [person].compactMap(\.self)
      return Model(
        look: look, teams: teams.map { ($0.id, $0.name) }, samples: Array(chosen),
        picture: picture, names: try Person.names(of: people, scope, in: db))
    }
  }

  private static func source(
    _ samples: [PublishedAnswers.Sample], _ pool: [Int64: [PublishedAnswers.Pooled]],
    _ published: PublishedAnswers, _ scope: Scope, in db: any Connection
  ) throws -> CombinedPicture.Source {
    let criteria = try published.criteria(scope, db).filter {
      $0.scorecard == samples.first?.scorecard
    }
    let checks = try LearnedVersion.checks(scope, in: db)
    let levels = try LearnedVersion.newest(scope, in: db).mapValues { version in
      Trust(version.record, hasDrifted: checks[version.id]?.hasDrifted ?? false).level
    }
    return CombinedPicture.Source(
      criteria: criteria, levels: levels, pool: samples.flatMap { pool[$0.id] ?? [] },
      rated: try published.rated(samples.map(\.id), scope, db),
      machine: try MachineAnswer.expected(scope, in: db))
  }
}
