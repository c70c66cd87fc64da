internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Storage
internal import Web

extension Path {
  /// The reviewers of the teams one leads.
  static let reviewers: Path = "/reviewers"

  /// What is known about one person's reviewing.
  static func reviewer(_ person: Person.ID) -> Path { reviewers.appending(person.text) }
}

/// How reviewing itself is going: a page for each reviewer, and one for a team; never a ranking.
enum ReviewerPages {
  static func add(to routes: Routes) {
    routes.get("/reviewers", allow: .export, .teamReport, list)
    routes.get("/reviewers/{person}", allow: .read, .personReport, show)
  }

  /// One team with its reviewers, by name.
  struct Panel: Sendable {
    let team: Team
    let reviewers: [Reviewer]
    let names: [Person.ID: String]
    let severity: CalibrationResult.Severity
  }

  private static func list(_ visit: Visit) async throws -> Reply {
    let (actor, now, wanted) = (visit.actor, visit.world.now(), visit.query("team"))
    let (teams, panel) = try await visit.database.read { db in
      let teams = try Team.all(actor.scope, in: db).filter {
        $0.isActive && actor.can(.export, .teamReport, Ownership(team: $0.id.rawValue))
      }.sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
      let chosen = teams.first { $0.id.text == wanted } ?? teams.first
      return (teams, try chosen.map { try Self.panel(of: $0, for: actor, now: now, in: db) })
    }
    return visit.page(
      visit.text("reviewer.title"),
      ReviewerListView(visit: visit, teams: teams, panel: panel).html, isWide: true)
  }

  private static func panel(
    of team: Team, for actor: Actor, now: Instant, in db: any Connection
  ) throws -> Panel {
    let hands = try Hands.of(team.id, actor.scope, in: db)
    let names = try Person.names(of: hands.peers + hands.leads, actor.scope, in: db)
    let people = names.keys.sorted {
      ((names[$0] ?? "").lowercased(), $0) < ((names[$1] ?? "").lowercased(), $1)
    }
    let severity = try Reviewer.severity(of: team.id, for: actor, now: now, in: db)
    // Experts score here too, and have a name.
    let raters = try Person.names(of: severity.raters.keys, actor.scope, in: db)
    return Panel(
      team: team,
      reviewers: try people.map { try Reviewer.of($0, for: actor, now: now, in: db) },
      names: names.merging(raters) { name, _ in name }, severity: severity)
  }

  // MARK: One reviewer

  /// What the page of one reviewer is made of.
  struct Portrait: Sendable {
    let name: String
    let isOwn: Bool
    let reviewer: Reviewer
    /// Their leniency against the first of their teams that knows one.
    let leniency: CalibrationResult.Severity.Rater?
    /// The share of "not applicable" of all reviewers of their teams together, by criterion.
    let peers: [Criterion.ID: Estimate]
    let criteria: [(id: Criterion.ID, name: String)]
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let person: Person.ID = try visit.id("person")
    let (actor, now) = (visit.actor, visit.world.now())
    let portrait = try await visit.database.read { db in
      try Self.portrait(of: person, for: actor, now: now, in: db)
    }
    let title =
      portrait.isOwn
      ? visit.text("reviewer.title.own")
      : visit.text("reviewer.of", ["name": .string(portrait.name)])
    return visit.page(title, ReviewerView(visit: visit, portrait: portrait).html)
  }

  private static func portrait(
    of person: Person.ID, for actor: Actor, now: Instant, in db: any Connection
  ) throws -> Portrait {
    let scope = actor.scope
    guard let name = try Person.names(of: [person], scope, in: db)[person] else {
      throw Problem.notFound
    }
    let teams = try Membership.teams(of: person, scope, in: db)
    let mayRead =
      actor.can(.read, .personReport, Ownership(person: person.rawValue))
      || teams.contains {
        actor.can(.read, .personReport, Ownership(person: person.rawValue, team: $0.rawValue))
      }
    guard mayRead else { throw Problem.notFound }
    let reviewer = try Reviewer.of(person, for: actor, now: now, in: db)
    let severities = try teams.map {
      try Reviewer.severity(of: $0, for: actor, now: now, in: db)
    }
    var asked: [Criterion.ID: (na: Int, of: Int)] = [:]
    for team in teams where person != actor.person {
      for peer in try Hands.of(team, scope, in: db).peers where peer != person {
        for work in try Reviewer.of(peer, for: actor, now: now, in: db).work {
          for criterion in work.asked { asked[criterion, default: (0, 0)].of += 1 }
          for criterion in work.notApplicable { asked[criterion, default: (0, 0)].na += 1 }
        }
      }
    }
    let cycle = try Cycle.all(scope, in: db).first {
      teams.contains($0.team) && $0.sharedAt != nil
    }
    return Portrait(
      name: name, isOwn: person == actor.person, reviewer: reviewer,
      leniency: severities.compactMap { $0.raters[person] }.first,
      peers: asked.mapValues { wilsonInterval(successes: $0.na, of: $0.of) },
      criteria: try ProgressPages.criteria(of: cycle, scope, in: db))
  }
}
