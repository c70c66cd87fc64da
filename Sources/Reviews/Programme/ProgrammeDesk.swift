internal import Conversations
internal import Kernel
internal import People
internal import Storage
internal import Web

/// Everything the page of a team's programme is made of.
struct ProgrammeDesk: Sendable {
  let team: Team
  /// `nil` before the team has agreed on one.
  let programme: Programme?
  let cycles: [ProgrammeCycle]
  /// All cycles of the team, the programme's own or not, that are not closed.
  let current: [Cycle]
  let revisions: [Revision]
  /// What stands in the way today of what is due.
  let obstacle: Obstacle?
  /// The scorecards in use, with their newest version.
  let cards: [ScorecardVersion]
  /// The signals that may flag a conversation.
  let signals: [Signal]
  let names: [Person.ID: String]
  /// What was kept free for reviews in the team's last cycles.
  let tally: ProtectedTally
  /// The day after the last planned period, where a new programme may begin.
  let firstFree: Day?
  let zone: Zone
  let hours: WorkingHours
  let today: Day
  let mayChange: Bool

  /// The earliest planned cycle of its own that is not open yet.
  var next: ProgrammeCycle? { cycles.last { $0.cycle.state == .draft } }

  var outlook: Outlook {
    Outlook(current, isRunning: programme?.state == .running, on: today, in: zone)
  }

  /// The desk of a team, if the actor may read its plans.
  static func of(
    _ id: Team.ID, for actor: Actor, today: Day, in db: any Connection
  ) throws -> ProgrammeDesk {
    let scope = actor.scope
    let ownership = Ownership(team: id.rawValue)
    guard let team = try Team.find(id, scope, in: db), actor.can(.read, .sampling, ownership)
    else { throw Problem.notFound }
    let workspace = try Workspace.find(scope, in: db)
    let programme = try Programme.of(id, scope, in: db)
    let all = try Cycle.all(of: id, scope, in: db)
    let cycles = try programme?.cycles(scope, in: db) ?? []
    let due = cycles.last { $0.cycle.state == .draft && $0.cycle.plan.lastDay < today }
    let kept = try all.prefix(12).flatMap {
      try ProtectedTime.all(for: .review, $0.id.rawValue, scope, in: db)
    }
    let people = programme.map { $0.events.compactMap(\.by) + [$0.agreedBy].compactMap(\.self) }
    return ProgrammeDesk(
      team: team, programme: programme, cycles: cycles,
      current: all.filter { $0.state != .closed },
      revisions: try programme.map { try Revision.all(of: $0.id, scope, in: db) } ?? [],
      obstacle: try obstacle(due, programme, on: today, scope, in: db),
      cards: try Scorecard.published(scope, in: db), signals: try Signal.all(scope, in: db),
      names: try Person.names(of: people ?? [], scope, in: db), tally: ProtectedTally(kept),
      firstFree: all.map(\.plan.lastDay).max()?.advanced(by: 1),
      zone: workspace?.zone ?? .utc, hours: workspace?.hours ?? .office, today: today,
      mayChange: actor.can(.change, .sampling, ownership))
  }

  private static func obstacle(
    _ due: ProgrammeCycle?, _ programme: Programme?, on today: Day, _ scope: Scope,
    in db: any Connection
  ) throws -> Obstacle? {
    guard let programme, programme.state == .running else { return nil }
    if let due, let found = try Obstacle.of(due.cycle, in: programme, on: today, scope, in: db) {
      return found
    }
    return try programme.card(scope, in: db) == nil ? .noCard : nil
  }
}
