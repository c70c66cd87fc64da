internal import Kernel
internal import People
internal import Storage
internal import Web

/// A cycle as somebody sees it who takes part in it: its course, its rule, and their own part.
///
/// Of colleagues it holds numbers, and names only of those who wrote about the reader's own work in
/// a shared cycle that names reviewers.
struct Participation: Sendable {
  let cycle: Cycle
  let team: String
  let card: ScorecardVersion?
  let calendar: CycleCalendar
  /// What the reader was asked for and has handed in; `nil` when nothing.
  let debt: Debt?
  let moreTime: MoreTime?
  /// The next time that is kept free for the reader's reviews of this cycle.
  let kept: ProtectedTime?
  /// How many reviews of the reader's own work were asked for.
  let asked: Int
  /// Those of them that can be read.
  let received: [Review]
  /// Who wrote those, in the order of names; empty where nobody is named.
  let reviewers: [String]

  static func of(
    _ actor: Actor, in cycle: Cycle, zone: Zone, today: Day, db: any Connection
  ) throws -> Participation {
    let (person, scope) = (actor.person, actor.scope)
    let course = try Course.of(cycle, in: zone, on: today, scope, in: db)
    let about = try Review.all(in: cycle.id, scope, in: db).filter {
      $0.agent == person && $0.kind.counts && $0.withdrawnAt == nil
    }
    let received = about.filter { $0.sharedAt != nil }
    let authors = try Author.known(to: actor, of: received, in: db)
    let names = try Person.names(of: authors.values, scope, in: db)
    return Participation(
      cycle: cycle, team: course.team,
      card: try ScorecardVersion.find(cycle.plan.scorecard, scope: scope, in: db),
      calendar: course.calendar, debt: course.debts[person],
      moreTime: try MoreTime.all(in: cycle.id, scope, in: db)[person],
      kept: try ProtectedTime.all(of: person, since: zone.start(of: today), scope, in: db)
        .first {
          $0.cancellation == nil && $0.purpose == .review && $0.occasion == cycle.id.rawValue
        },
      asked: about.count, received: received,
      reviewers: Set(authors.values).compactMap { names[$0] }.sorted())
  }
}
