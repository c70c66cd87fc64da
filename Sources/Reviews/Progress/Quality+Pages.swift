internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// What the shared reviews say about a team: for its lead, for analysts and auditors.
enum QualityPages {
  static func add(to routes: Routes) {
    routes.get("/quality", allow: .export, .teamReport, list)
    routes.get("/quality/{team}", allow: .export, .teamReport, show)
    routes.get("/quality/{team}/people.csv", allow: .export, .teamReport) { visit in
      try await picture(visit).byPerson(visit.text).file(visit)
    }
    routes.get("/quality/{team}/criteria.csv", allow: .export, .teamReport) { visit in
      try await picture(visit).byCriterion(visit.text).file(visit)
    }
  }

  private static func teams(_ actor: Actor, in db: any Connection) throws -> [Team] {
    try Team.all(actor.scope, in: db).filter {
      $0.isActive && actor.can(.export, .teamReport, Ownership(team: $0.id.rawValue))
    }.sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
  }

  private static func list(_ visit: Visit) async throws -> Reply {
    let (actor, text) = (visit.actor, visit.text)
    let (teams, newest) = try await visit.database.read { db in
      let teams = try Self.teams(actor, in: db)
      let newest = try teams.map { team in
        try Cycle.all(of: team.id, actor.scope, in: db).first { $0.sharedAt != nil }
      }
      return (teams, newest)
    }
    if let only = teams.first, teams.count == 1 {
      return visit.redirect(to: .quality(of: only.id))
    }
    guard !teams.isEmpty else {
      return visit.page(
        text("quality.title"),
        """
        <div class="empty"><h2>\(text("quality.noTeam"))</h2><p>\(text("quality.noTeam.why"))</p>
        <a class="button" href="/profile">\(text("quality.noTeam.action"))</a></div>
        """)
    }
    let cards = zip(teams, newest).map { team, cycle -> HTML in
      let state =
        cycle.map {
          text("quality.choose.newest", ["period": .string(CycleState.period($0, text))])
        } ?? text("quality.choose.none")
      return """
        <section class="card"><h2><a href="\(Path.quality(of: team.id))" dir="auto">\(team.name)</a></h2><p>\(state)</p></section>
        """
    }
    return visit.page(
      text("quality.title"),
      "<p class=\"lede\">\(text("quality.choose"))</p><div class=\"cards\">\(cards)</div>")
  }

  /// Everything the page of a team is made of.
  struct Picture: Sendable {
    let team: Team
    /// The shared cycles, the newest first.
    let cycles: [Cycle]
    let chosen: Cycle?
    let results: Results
    /// The results of the shared cycle before the chosen one.
    let earlier: Results?
    let criteria: [(id: Criterion.ID, name: String)]
    let names: [Person.ID: String]
    /// The cycle that runs now, with who owes what.
    let running: Round?
    let population: [Person.ID: Int]
    /// What is weak for all and what for some, over the cycles up to the chosen one.
    let needs: [TrainingNeed]
  }

  private static func picture(_ visit: Visit) async throws -> Picture {
    let id: Team.ID = try visit.id("team")
    let wanted = visit.query("cycle")
    let (actor, today) = (visit.actor, visit.today)
    try visit.require(.export, .teamReport, Ownership(team: id.rawValue))
    return try await visit.database.read { db in
      try Self.picture(of: id, wanted: wanted, for: actor, today: today, in: db)
    }
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let picture = try await picture(visit)
    return visit.page(
      visit.text("quality.of", ["team": .string(picture.team.name)]),
      QualityView(visit: visit, picture: picture).html)
  }

  private static func picture(
    of id: Team.ID, wanted: String?, for actor: Actor, today: Day, in db: any Connection
  ) throws -> Picture {
    let scope = actor.scope
    guard let team = try Team.find(id, scope, in: db) else { throw Problem.notFound }
    let all = try Cycle.all(of: id, scope, in: db)
    let shared = all.filter { $0.sharedAt != nil }
    let chosen = shared.first { $0.id.text == wanted } ?? shared.first
    let results = try Results.of(chosen.map { [$0.id] } ?? [], scope, in: db)
    let before = chosen.flatMap { chosen in
      shared.first { $0.plan.firstDay < chosen.plan.firstDay }
    }
    let window = shared.drop { $0.id != chosen?.id }.prefix(Contrast.window)
    let recent = try Results.of(window.map(\.id), scope, in: db)
    let criteria = try ProgressPages.criteria(of: chosen, scope, in: db)
    let running = try all.first { $0.state == .open }.map {
      try Round.find($0.id, for: actor, today: today, in: db)
    }
    return Picture(
      team: team, cycles: shared, chosen: chosen, results: results,
      earlier: try before.map { try Results.of([$0.id], scope, in: db) },
      criteria: criteria, names: try Person.names(of: recent.people, scope, in: db),
      running: running,
      population: try chosen.map { try FrameItem.counts(in: $0.id, scope, in: db) } ?? [:],
      needs: TrainingNeed.all(criteria.map(\.id), in: recent))
  }
}
