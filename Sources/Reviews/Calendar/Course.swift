internal import Kernel
internal import People
internal import Storage
internal import Web

/// A cycle on its way: its calendar, and what each person still owes.
struct Course: Sendable {
  let cycle: Cycle
  let team: String
  let calendar: CycleCalendar
  /// What each person was asked for and has handed in.
  let debts: [Person.ID: Debt]
  let names: [Person.ID: String]

  /// Where a cycle stands today.
  static func of(
    _ cycle: Cycle, in zone: Zone, on today: Day, _ scope: Scope, in db: any Connection
  ) throws -> Course {
    let reviews = try Review.all(in: cycle.id, scope, in: db)
    let debts = Debt.all(
      in: cycle, reviews, try Author.all(in: cycle.id, scope, in: db),
      try MoreTime.all(in: cycle.id, scope, in: db), on: today)
    return Course(
      cycle: cycle, team: try Team.find(cycle.team, scope, in: db)?.name ?? "–",
      calendar: CycleCalendar(
        cycle, in: zone, on: today, owingOwn: debts.values.count { $0.ownLeft > 0 },
        owingOthers: debts.values.count { $0.othersLeft > 0 }), debts: debts,
      names: try Person.names(of: debts.keys, scope, in: db))
  }

  /// Who owes something of a step, in the order of their names.
  func owing(_ step: CycleCalendar.Step) -> [Person.ID] {
    let people = debts.filter { (step == .reflect ? $0.value.ownLeft : $0.value.othersLeft) > 0 }
      .keys
    return people.sorted { (names[$0] ?? "–", $0) < (names[$1] ?? "–", $1) }
  }
}
