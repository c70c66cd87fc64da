internal import Conversations
internal import Kernel
internal import People
internal import Storage
internal import Web

/// What the form of a new cycle is made of.
struct Planning: Sendable {
  /// The teams the reader may plan for, by name, and the one that is chosen.
  let teams: [Team]
  let team: Team?
  let cards: [ScorecardVersion]
  let signals: [Signal]
  /// What each purpose would ask of the chosen team in the usual period.
  let suggestions: [Suggestion]
  /// What a plan would bring, where one is to be looked at.
  let preview: SamplePreview?

  static func of(
    _ wanted: Team.ID?, showing plan: Plan?, for actor: Actor, today: Day,
    in db: any Connection
  ) throws -> Planning {
    let scope = actor.scope
    let teams = try Team.all(scope, in: db).filter {
      $0.isActive && actor.can(.create, .sampling, Ownership(team: $0.id.rawValue))
    }
    let cards = try Scorecard.published(scope, in: db)
    let team = teams.first { $0.id == wanted } ?? teams.first
    let usual = plan ?? cards.first.map { Self.usual(today, $0.id) }
    let looked = try usual.flatMap { usual in
      try team.map { try SamplePreview.of(usual, for: $0.id, scope, in: db) }
    }
    return Planning(
      teams: teams, team: team, cards: cards, signals: try Signal.all(scope, in: db),
      suggestions: looked.map(suggestions) ?? [], preview: plan == nil ? nil : looked)
  }

  /// The month before this one, as it is usually planned.
  static func usual(_ today: Day, _ card: ScorecardVersion.ID) -> Plan {
    Plan.monthly(from: today.startOfMonth.advanced(by: -1).startOfMonth, scorecard: card)
  }

  private static func suggestions(_ looked: SamplePreview) -> [Suggestion] {
    let shares = looked.allotment.shares
    guard !shares.isEmpty else { return [] }
    return SamplingRule.Purpose.allCases.map {
      Suggestion(
        $0, people: shares.count, conversations: shares.reduce(0) { $0 + $1.population },
        looked.experience)
    }
  }
}
