internal import Kernel
internal import People
internal import Storage
internal import Web

/// Loud and quiet cases of some teams, side by side.
struct OverturnPicture: Sendable {
  let overturn: Overturn
  let look: SecondLook
  let rule: DisputeRule
  /// The criteria that were disputed, by their names.
  let criteria: [(id: Criterion.ID, name: String)]
  /// The teams the reader may look at, and the one that is chosen.
  let teams: [Team]
  let chosen: Team?

  /// How far back the page looks, in days.
  static let days = 366

  static func of(
    _ actor: Actor, team wanted: String?, now: Instant, zone: Zone, in db: any Connection
  ) throws -> OverturnPicture {
    let scope = actor.scope
    let teams = try Team.all(scope, in: db).filter {
      $0.isActive && actor.can(.read, .dispute, Ownership(team: $0.id.rawValue))
    }.sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
    let chosen = teams.first { $0.id.text == wanted }
    let shown = Set(chosen.map { [$0.id] } ?? teams.map(\.id))
    let first = now.advanced(bySeconds: -Int64(days) * 86_400)
    let cycles = try Cycle.all(scope, in: db).filter { cycle in
      shown.contains(cycle.team) && (cycle.sharedAt.map { $0 >= first } ?? false)
    }
    var shared: [Review] = []
    for cycle in cycles {
      shared += try Review.all(in: cycle.id, scope, in: db).filter { review in
        review.kind.counts && review.sharedAt != nil
      }
    }
    let disputes = try Dispute.all(of: shared.map(\.id), scope, in: db)
    let cards = try ScorecardVersion.find(Set(shared.map(\.scorecard)), scope: scope, in: db)
    return OverturnPicture(
      overturn: Overturn(
        cases: try disputes.map { try Overturn.Case($0, zone: zone, scope, in: db) },
        shared: shared.count),
      look: try SecondLook.of(cycles.map(\.id), scope, in: db),
      rule: try DisputeRule.current(scope, in: db),
      criteria: names(Set(disputes.flatMap { $0.points.map(\.criterion) }), in: cards.values),
      teams: teams, chosen: chosen)
  }

  private static func names(
    _ criteria: Set<Criterion.ID>, in cards: some Collection<ScorecardVersion>
  ) -> [(id: Criterion.ID, name: String)] {
    var names: [(id: Criterion.ID, name: String)] = []
    for card in cards.sorted(by: { $0.id > $1.id }) {
      for criterion in card.rubric.criteria
      where criteria.contains(criterion.id) && !names.contains(where: { $0.id == criterion.id }) {
        names.append((criterion.id, criterion.name))
      }
    }
    return names
  }
}

extension Overturn.Case {
  fileprivate init(
    _ dispute: Dispute, zone: Zone, _ scope: Scope, in db: any Connection
  ) throws {
    let raised = dispute.step(.raised)?.at
    let decided = dispute.step(.decided)?.at
    let snapshots = try Snapshot.all(of: dispute.review, scope, in: db)
      .filter { $0.dispute == dispute.id }
    let before = snapshots.first { $0.occasion == .disputed }?.score
    let after = snapshots.first { $0.occasion == .resolved }?.score
    var change: Double?
    if dispute.kind == .scores, let before, let after { change = after - before }
    var days: Double?
    if let raised, let decided { days = decided.seconds(since: raised) / 86_400 }
    self.init(
      kind: dispute.kind, state: dispute.state, outcome: dispute.outcome,
      month: zone.day(of: raised ?? Instant(milliseconds: 0)).startOfMonth, change: change,
      days: days,
      criteria: dispute.verdicts.compactMap { verdict in
        verdict.criterion.map { (criterion: $0, outcome: verdict.outcome) }
      })
  }
}
