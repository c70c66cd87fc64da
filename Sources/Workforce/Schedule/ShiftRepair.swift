public import Kernel
public import People
internal import Staffing
internal import Statistics
public import Storage

/// Something that can be done when somebody is missing, and what it gains.
struct ShiftRepair: Sendable {
  /// What is asked of whom.
  let person: Person.ID
  let kind: RosterRepair.Kind
  /// What the person does that day instead.
  let duty: Schedule.Duty
  /// People who are no longer missing in some half-hour, counted half-hour by half-hour.
  let filled: Int
  /// The chance of the day to keep its promise with it, where that can be played.
  let chance: Double?
}

/// A day that lost somebody: its chance as it is, and what would help most.
struct RepairBoard: Sendable {
  let day: Day
  /// Half-hours of the day in which people are missing, and how many in all.
  let gaps: (halves: Int, people: Int)
  let chance: Double?
  let repairs: [ShiftRepair]
}

extension ScheduleDesk {
  /// How many proposals are shown.
  private static let shown = 5

  /// Says that somebody is away from a day on: their shifts of the week are taken out.
  ///
  /// The absence is an illness that asks nobody. Answers the version without the shifts.
  @discardableResult
  public func reportIll(
    _ person: Person.ID, from first: Day, until last: Day, scope: Scope, world: World,
    in db: any Connection
  ) throws -> Schedule.ID? {
    try Absence.ask(
      .sickness, from: first, until: last, person: person, team: team.id, today: today,
      scope: scope, world: world, in: db)
    guard let standing else { return nil }
    func isLost(_ duty: Schedule.Duty) -> Bool {
      duty.person == person && first <= duty.day && duty.day <= last
    }
    let lost = (standing.duties + (draft?.duties ?? [])).filter(isLost)
    guard !lost.isEmpty else { return nil }
    return try settle(
      standing.duties.filter { !isLost($0) }, freed: standing.freed,
      at: Set(lost.map { Schedule.Place(person: $0.person, day: $0.day) }), because: .absence,
      scope: scope, world: world, in: db)
  }

  /// What can be done about the gaps of a day, the best first.
  ///
  /// Nobody is asked whose shift is locked or who has time kept free that day: breaks and coaching
  /// are never the first to go.
  func repairs(on day: Day, isPlayed: Bool = true) -> RepairBoard? {
    let index = day.number - monday.number
    guard (0..<7).contains(index), let standing else { return nil }
    let coverage = coverage(of: standing)
    let protected = Set(
      kept.filter { zone.day(of: $0.from) == day && $0.cancellation == nil }.map(\.person))
    let isPast = day < today
    var found: [RosterRepair] = []
    if !isPast, let problem = problem(keeping: standing, fixed: protected) {
      let begun = day == today ? zone.secondOfDay(of: now) / 1_800 + 1 : 0
      found = roster(of: standing).repairs(problem, missing: [], on: index + 1, from: begun)
    }
    let before = gaps(coverage, index)
    let proposals = found.prefix(Self.shown).compactMap { repair -> ShiftRepair? in
      guard people.indices.contains(repair.person) else { return nil }
      let person = people[repair.person].id
      let duty = duty(person, day, repair.duty, isLocked: true)
      let after = self.coverage(of: replaced(standing, with: duty))
      return ShiftRepair(
        person: person, kind: repair.kind, duty: duty,
        filled: before.people - gaps(after, index).people,
        chance: isPlayed ? chance(after, index) : nil)
    }
    return RepairBoard(
      day: day, gaps: before, chance: isPlayed ? chance(coverage, index) : nil,
      repairs: proposals)
  }

  private func gaps(_ coverage: [Coverage], _ day: Int) -> (halves: Int, people: Int) {
    let missing = (0..<48).map { slot in
      coverage.reduce(0) { $0 + ($1.missing(day, slot) ?? 0) }
    }
    return (missing.count { $0 > 0 }, missing.reduce(0, +))
  }

  /// The chance that every piece of work keeps its promise that day; of the least likely one.
  func chance(_ coverage: [Coverage], _ day: Int) -> Double? {
    coverage.compactMap { $0.chance(day)?.met.value }.min()
  }

  private func replaced(_ version: Schedule, with duty: Schedule.Duty) -> Schedule {
    var changed = version
    changed.duties.removeAll { $0.person == duty.person && $0.day == duty.day }
    changed.duties.append(duty)
    return changed
  }

  /// Takes a proposal: the next version, shown at once where the week is on show.
  func take(
    _ person: Person.ID, _ kind: RosterRepair.Kind, on day: Day, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    guard let standing,
      let repair = repairs(on: day, isPlayed: false)?.repairs.first(where: {
        $0.person == person && $0.kind == kind
      })
    else { throw ScheduleError.stale }
    let changed = replaced(standing, with: repair.duty)
    let place = Schedule.Place(person: repair.person, day: day)
    try settle(
      changed.duties, freed: standing.freed.subtracting([place]), at: [place],
      because: .repaired, scope: scope, world: world, in: db)
  }

  /// Takes the best proposal of a day; answers whether there was one.
  @discardableResult
  public func takeBest(
    on day: Day, scope: Scope, world: World, in db: any Connection
  ) throws -> Bool {
    guard let best = repairs(on: day, isPlayed: false)?.repairs.first else { return false }
    try take(best.person, best.kind, on: day, scope: scope, world: world, in: db)
    return true
  }
}
