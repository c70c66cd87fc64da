internal import Conversations
public import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Storage
public import Web

extension Feature {
  /// People beside their team, and figures with the limits of their own ups and downs.
  public static func comparisons(_ published: [PublishedFigure] = []) -> Feature {
    Feature(
      "comparisons", migrations: [Migration("process-1", ProcessNote.schema)],
      words: comparisonWords,
      navigation: [
        NavigationItem("/side-by-side", "side.navigation", allow: .export, .teamReport, rank: 28),
        NavigationItem("/process", "process.navigation", allow: .read, .teamReport, rank: 29),
      ],
      routes: { routes in
        TeamPicturePages(published: published).add(to: routes)
        ProcessPages(published: published).add(to: routes)
      })
  }
}

/// The people of a team in one figure, by name.
struct TeamPicturePages: Sendable {
  let published: [PublishedFigure]

  func add(to routes: Routes) {
    routes.get("/side-by-side", allow: .export, .teamReport, show)
  }

  private func show(_ visit: Visit) async throws -> Reply {
    let aims = try await Aims(visit)
    let actor = visit.actor
    let teams = aims.teams.filter { team in
      team.isActive && actor.can(.export, .teamReport, Ownership(team: team.id.rawValue))
    }.sorted { $0.name < $1.name }
    let wanted: Team.ID? = visit.query.id("team")
    guard let team = wanted.map({ id in teams.first { $0.id == id } }) ?? teams.first else {
      throw Problem.notFound
    }
    let metric =
      visit.query("metric").flatMap(Metric.named).flatMap {
        TeamPictureView.metrics.contains($0) ? $0 : nil
      }
      ?? .firstContactResolution
    let months = visit.query.int("months").flatMap { [1, 3, 6].contains($0) ? $0 : nil } ?? 3
    let (scope, now) = (visit.scope, visit.world.now())
    let members = aims.people.filter { person in
      person.isActive && (aims.circles.teams[person.id] ?? []).contains(team.id)
        && aims.circles.allow(actor, .read, .personReport, .person(person.id))
    }.sorted { $0.name < $1.name }
    let model = try await visit.database.read { [published] db in
      let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
      let readings = Readings(scope: scope, now: now, published: published)
      let period = Period.lastMonths(months, before: zone.day(of: now))
      return try TeamPictureView.Model(
        team: team, teams: teams, metric: metric, months: months, period: period,
        members: members, scope: scope, readings: readings, zone: zone, in: db)
    }
    let view = TeamPictureView(visit: visit, model: model)
    return visit.page(visit.text("side.title"), view.page)
  }
}

extension Period {
  /// The last whole months before the running one.
  public static func lastMonths(_ count: Int, before today: Day) -> Period {
    let last = today.startOfMonth.advanced(by: -1)
    let first = (1..<max(1, count)).reduce(last.startOfMonth) { day, _ in
      day.advanced(by: -1).startOfMonth
    }
    return Period(first: first, last: last)
  }
}

extension TeamPictureView.Model {
  init(
    team: Team, teams: [Team], metric: Metric, months: Int, period: Period, members: [Person],
    scope: Scope, readings: Readings, zone: Zone, in db: any Connection
  ) throws {
    self.team = team
    self.teams = teams
    self.metric = metric
    self.months = months
    self.period = period
    let whole = Question(metric, of: .team(team.id))
    teamNow = try readings.reading(whole, over: period, from: db)
    let teamBefore = try readings.reading(whole, over: period.previous, from: db)
    // The whole team and each person in it, from one look.
    let strata = try Strata.read(
      for: [whole], in: period, of: .team(team.id), zone: zone, scope, from: db
    ) { $0.person }
    let mix = strata.values.reduce(into: Strata()) { $0.add($1) }.mix
    let entries = try members.map { person in
      let question = Question(metric, of: .person(person.id))
      return TeamPicture.Entry(
        name: person.name, now: try readings.reading(question, over: period, from: db),
        before: try readings.reading(question, over: period.previous, from: db),
        atTeamMix: strata[person.id]?.standardised(question, to: mix))
    }
    // Who leads the team or is new to it has no figures, and no line.
    let seen = entries.indices.filter { entries[$0].now.n > 0 || entries[$0].before.n > 0 }
    picture = TeamPicture(seen.map { entries[$0] }, teamBefore: teamBefore)
    people = seen.map { members[$0].id }
  }
}
