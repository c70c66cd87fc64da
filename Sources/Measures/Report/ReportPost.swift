internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// Tells people of the report of the month that is over, on the first working day after it.
///
/// It is a notice, and so one line of the day's letter for who wants mail. Each report is told once,
/// however often the job runs.
struct ReportPost: Sendable {
  let published: [PublishedFigure]
  let reviews: PublishedReviews

  var job: JobKind {
    JobKind("report.post", every: .seconds(3600)) { run in
      let (scope, world) = (run.scope, run.world)
      let due = try await run.database.read { db in
        try Self.month(at: world.now(), scope, in: db)
      }
      guard let due else { return }
      let people = try await run.database.read { db in
        try Person.all(scope, in: db).filter { $0.isActive && $0.signsIn }
      }
      for person in people {
        let letters = try await run.database.read { db in
          try news(for: person, due, at: world.now(), scope, in: db)
        }
        guard !letters.isEmpty else { continue }
        try await run.database.write { db in
          for letter in letters {
            try Notice.tell(
              person.id, letter.summary, letter.details, path: letter.path,
              occasion: letter.occasion, scope: scope, world: world, in: db)
          }
        }
      }
    }
  }

  // MARK: When

  /// The month to tell of: the one before, from its first working day on, as soon as the doors open.
  ///
  /// Who was not running on that day catches up within a week; later it is no news.
  static func month(
    at now: Instant, _ scope: Scope, in db: any Connection
  ) throws -> (month: Period, today: Day)? {
    guard let workspace = try Workspace.find(scope, in: db) else { return nil }
    let hours = try OpeningCalendars(scope, in: db).hours(team: nil, queue: nil, at: now)
    let today = workspace.zone.day(of: now)
    guard let first = firstWorkingDay(of: today, hours),
      (0...patience).contains(today.number - first.number),
      workspace.zone.secondOfDay(of: now)
        >= (hours.openings(on: first).map(\.from).min() ?? 0) * 60
    else { return nil }
    return (Period(.month, holding: today).previous, today)
  }

  private static let patience = 6

  /// The first day of a month on which the doors open.
  static func firstWorkingDay(of day: Day, _ hours: Hours) -> Day? {
    let month = Period(.month, holding: day)
    return (month.first.number...month.last.number).lazy.map(Day.init(number:))
      .first { !hours.openings(on: $0).isEmpty }
  }

  // MARK: To whom

  private struct Letter: Sendable {
    let summary: StaticString
    let details: [String: Notice.Value]
    let path: Path
    let occasion: String
  }

  /// Whose reports somebody is told of: their own, the teams they lead, the centre for who looks
  /// after the quality of all.
  static func subjects(of actor: Actor, _ circle: ReaderCircle) -> [Subject] {
    let own: [Subject] = actor.teams.isEmpty ? [] : [.person(actor.person)]
    let teams = circle.teams.filter { actor.leadsAllTeams || actor.teamsLed.contains($0.id) }
    let isForAll = actor.roles.contains(.analyst) || actor.leadsAllTeams
    return (own + teams.map { .team($0.id) } + (isForAll ? [.centre] : []))
      .filter(circle.includes)
  }

  private func news(
    for person: Person, _ due: (month: Period, today: Day), at now: Instant, _ scope: Scope,
    in db: any Connection
  ) throws -> [Letter] {
    guard try NoticeTopic.report.isWanted(by: person.id, scope, in: db) else { return [] }
    let actor = Actor(
      person: person.id, name: person.name, workspace: scope.workspace,
      grants: try Grant.of(person.id, scope, in: db),
      teams: Set(try Membership.teams(of: person.id, scope, in: db)))
    let circle = try ReaderCircle.read(actor, in: db)
    let text = Text(.none, language: .en)
    let reader = ReportReader(
      readings: Readings(scope: scope, now: now, published: published), reviews: reviews,
      circle: circle, text: text, today: due.today)
    return try Self.subjects(of: actor, circle).compactMap { subject in
      let occasion = "report:\(ReportPages.name(of: due.month)):\(subject.name)"
      guard try !Notice.isTold(person.id, occasion: occasion, scope, in: db) else { return nil }
      let model = try reader.model(of: subject, in: due.month, from: db)
      guard !model.isEmpty else { return nil }
      return Self.letter(model, occasion)
    }
  }

  /// What is told: how much can be said, never what; that stays in Attune.
  private static func letter(_ model: ReportModel, _ occasion: String) -> Letter {
    var details: [String: Notice.Value] = [
      "month": .month(model.month.first), "count": .number(model.claims.count),
    ]
    let summary: StaticString
    if case .centre = model.subject {
      summary = model.claims.isEmpty ? "report.notice.centre.none" : "report.notice.centre.some"
    } else {
      details["whose"] = .text(model.name)
      summary = model.claims.isEmpty ? "report.notice.none" : "report.notice.some"
    }
    return Letter(
      summary: summary, details: details, path: .report(model.subject, model.month),
      occasion: occasion)
  }
}
