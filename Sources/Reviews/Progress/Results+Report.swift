internal import Kernel
internal import People
internal import Storage
public import Web

extension PublishedReviews {
  /// What shared reviews said of criteria, what people chose to work on, and the days of the cycles
  /// to come.
  public static let reviews = PublishedReviews(
    marks: { request, scope, db in try criterionMarks(request, scope, in: db) },
    plan: { focus, next, actor, text, db in
      (
        focus: try chosen(focus, actor, text, in: db),
        next: try dates(next, actor.scope, text, in: db)
      )
    })

  /// The criteria of the newest scorecard in use; those of earlier ones are left out.
  private static func criterionMarks(
    _ request: PublishedFigure.Request, _ scope: Scope, in db: any Connection
  ) throws -> CriterionMarks {
    let placed = try PlacedRating.all(request, scope, in: db)
    guard !placed.isEmpty,
      let newest = try Cycle.shared(request, scope, in: db)
        .max(by: { $0.plan.firstDay < $1.plan.firstDay })
    else { return CriterionMarks() }
    let card = try ScorecardVersion.find(newest.plan.scorecard, scope: scope, in: db)
    let criteria = card?.rubric.criteria ?? []
    let marks = placed.flatMap { one -> [CriterionMarks.Mark] in
      func mark(_ criterion: Int64?, _ value: Double) -> CriterionMarks.Mark {
        CriterionMarks.Mark(
          criterion: criterion, person: one.rated.agent,
          conversation: one.rated.conversation.rawValue, day: one.day, value: value,
          weight: one.weight)
      }
      return criteria.compactMap { criterion in
        one.rated.score(of: criterion.id).map { mark(criterion.id.rawValue, $0) }
      } + [one.rated.score.map { mark(nil, $0) }].compactMap(\.self)
    }
    return CriterionMarks(
      criteria.map { CriterionMarks.Criterion(id: $0.id.rawValue, name: $0.name) }, marks: marks)
  }

  /// What a person chose to work on; of a team or all, how many chose what, for who leads them.
  private static func chosen(
    _ request: PublishedFigure.Request, _ actor: Actor, _ text: Text, in db: any Connection
  ) throws -> [Line] {
    let zone = text.zone
    func isThen(_ focus: Focus) -> Bool {
      let chosen = zone.day(of: focus.chosenAt)
      let last = focus.steps.map(\.followUpOn).max() ?? chosen
      return chosen <= request.last && max(chosen, last) >= request.first
    }
    let names = try criterionNames(actor.scope, in: db)
    if let person = request.person {
      return try Focus.all(of: person, for: actor, in: db).filter(isThen).map { focus in
        Line(
          names[focus.criterion] ?? "–",
          note: focus.steps.map(\.action).joined(separator: " · "))
      }
    }
    let teams = try request.team.map { [$0] } ?? Team.all(actor.scope, in: db).map(\.id)
    let chosen = try teams.flatMap { team -> [Focus] in
      guard actor.can(.read, .learning, Ownership(team: team.rawValue)) else { return [] }
      return try Person.members(of: team, actor.scope, in: db)
        .flatMap { try Focus.all(of: $0.id, for: actor, in: db) }
        .filter { $0.team == team && isThen($0) }
    }
    let people = Dictionary(grouping: chosen, by: \.criterion).mapValues { Set($0.map(\.agent)) }
    return people.sorted { $0.key < $1.key }.map { criterion, people in
      Line(
        names[criterion] ?? "–",
        note: text("progress.report.people", ["count": .integer(people.count)])
      )
    }
  }

  private static func criterionNames(
    _ scope: Scope, in db: any Connection
  ) throws -> [Criterion.ID: String] {
    let cycles = try Cycle.all(scope, in: db)
    let cards = try ScorecardVersion.find(
      Set(cycles.map(\.plan.scorecard)), scope: scope, in: db)
    return cards.sorted { $0.key < $1.key }.reduce(into: [:]) { names, card in
      for criterion in card.value.rubric.criteria { names[criterion.id] = criterion.name }
    }
  }

  /// When something is due in the cycles of a team, of a person's teams, or of all.
  private static func dates(
    _ request: PublishedFigure.Request, _ scope: Scope, _ text: Text, in db: any Connection
  ) throws -> [Line] {
    let own = try request.person.map { try Membership.teams(of: $0, scope, in: db) }
    let teams = try Team.all(scope, in: db)
    return try Cycle.all(scope, in: db).filter { cycle in
      cycle.closedAt == nil && (request.team.map { $0 == cycle.team } ?? true)
        && (own?.contains(cycle.team) ?? true)
    }.flatMap { cycle -> [Line] in
      let values: [String: TextValue] = [
        "team": .string(teams.first { $0.id == cycle.team }?.name ?? "–")
      ]
      let plan = cycle.plan
      let all: [(title: String, day: Day)?] = [
        plan.asksSelfAssessment
          ? (text("calendar.event.reflect", values), plan.reflectBy) : nil,
        (text("calendar.event.review", values), plan.reviewBy),
        (text("calendar.event.share", values), plan.shareOn),
      ]
      return all.compactMap(\.self)
        .filter { request.first <= $0.day && $0.day <= request.last }
        .map { Line($0.title, day: $0.day) }
    }.sorted { ($0.day ?? request.last, $0.title) < ($1.day ?? request.last, $1.title) }
  }
}
