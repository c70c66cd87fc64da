public import Kernel
internal import People
internal import Staffing
public import Storage

extension ScheduleDesk {
  /// Plans the week from a seed; locked shifts and free days stay.
  ///
  /// Of three rosters the one is taken that covers best and shares late shifts and weekends best
  /// over the last months. So many small changes are tried for each; `nil` for as many as people need.
  public func made(seed: UInt64, rounds: Int? = nil) throws(ScheduleError) -> [Schedule.Duty] {
    guard let problem = problem(keeping: newest) else { throw .nothingToPlan }
    let rounds = rounds ?? min(500_000, max(40_000, people.count * 10_000))
    let burden = Roster.Burden(lateFrom: Schedule.evening + 1, weekend: weekend.days)
    let before = Fairness(past, wishes: wishes, weekend: weekend)
    let candidates = (0..<3).map { turn in
      Roster.make(problem, seed: seed &+ turn, rounds: rounds, burden: burden)
    }
    let best = candidates.min { price($0, problem, before) < price($1, problem, before) }
    return best.map { duties(of: $0, keeping: newest) } ?? []
  }

  private func price(_ roster: Roster, _ problem: RosterProblem, _ before: Fairness) -> Double {
    let shares = roster.shares(
      problem, lateFrom: Schedule.evening + 1, weekend: weekend.days)
    let burdens = zip(people, shares).map { person, share -> Double in
      let past = before.shares[person.id]
      let late = Double(share.late + (past?.late ?? 0))
      let weekend = Double(share.weekend + (past?.weekend ?? 0))
      return late * late + weekend * weekend
    }
    let refused = shares.reduce(0) { $0 + $1.wishes - $1.granted }
    let spread = burdens.reduce(0, +) / Double(max(1, burdens.count))
    return roster.cost(problem) + 3 * Double(refused) + spread / 2
  }

  /// Plans the week and writes it as the next version.
  @discardableResult
  public func write(
    _ duties: [Schedule.Duty], because cause: Schedule.Cause, seed: UInt64? = nil,
    freed: Set<Schedule.Place>? = nil, publishes: Bool = false, scope: Scope, world: World,
    in db: any Connection
  ) throws -> Schedule.ID {
    let id = try Schedule.write(
      duties, freed: freed ?? newest?.freed ?? [], of: team.id, monday,
      over: newest?.number ?? 0, because: cause, seed: seed.map { Int64(bitPattern: $0) },
      scope: scope, world: world, in: db)
    if publishes { try Schedule.publish(id, scope: scope, world: world, in: db) }
    return id
  }

  // MARK: Changes by hand

  /// A change by hand.
  public enum Change: Hashable, Sendable {
    /// Somebody works from another half-hour on, or comes in on a free day.
    case shift(Schedule.Place, start: Int)
    /// Somebody has the day off, and it stays so.
    case free(Schedule.Place)
    /// What is there stays when the week is planned anew, or does not.
    case lock(Schedule.Place, Bool)
    /// Two people exchange what they have on two days, which may be the same.
    case exchange(Schedule.Place, Schedule.Place)
  }

  /// The shifts and free days of the newest version after a change by hand.
  public func after(
    _ change: Change
  ) throws(ScheduleError) -> (duties: [Schedule.Duty], freed: Set<Schedule.Place>) {
    try after(change, of: newest)
  }

  /// The shifts and free days of a version after a change by hand.
  func after(
    _ change: Change, of version: Schedule?
  ) throws(ScheduleError) -> (duties: [Schedule.Duty], freed: Set<Schedule.Place>) {
    var duties = version?.duties ?? []
    var freed = version?.freed ?? []
    func index(_ place: Schedule.Place) -> Int? {
      duties.firstIndex { $0.person == place.person && $0.day == place.day }
    }
    switch change {
    case .shift(let place, let start):
      guard !isAway(place.person, on: place.day) else { throw .away }
      let new = try shift(of: place, start: start, in: version)
      if let old = index(place) { duties.remove(at: old) }
      freed.remove(place)
      duties.append(new)
      try check([place], duties)
    case .free(let place):
      if let old = index(place) { duties.remove(at: old) }
      freed.insert(place)
      try check([place], duties)
    case .lock(let place, let isLocked):
      if let own = index(place) {
        duties[own].isLocked = isLocked
      } else if isLocked {
        freed.insert(place)
      } else {
        freed.remove(place)
      }
    case .exchange(let one, let other):
      duties = try exchanged(one, other, in: version)
      freed.subtract([one, other])
      try check(
        Set(
          [one, other].flatMap { place in
            [one.person, other.person].map { Schedule.Place(person: $0, day: place.day) }
          }), duties)
    }
    return (duties, freed)
  }

  /// The shift of the contract that begins then; its pause lies where the cover needs it least.
  private func shift(
    of place: Schedule.Place, start: Int, in version: Schedule?
  ) throws(ScheduleError) -> Schedule.Duty {
    guard let row = people.firstIndex(where: { $0.id == place.person }),
      let problem = problem(keeping: version)
    else { throw .unknown }
    let old = version?.duty(of: place.person, on: place.day)
    let column = place.day.number - monday.number + 1
    let skill = old.flatMap { pool(of: $0.works) } ?? problem.people[row].skills.first ?? 0
    let choices = shifts(of: place.person).filter { $0.start == start }
    let roster = roster(of: version).without(row, on: column)
    func cost(_ shift: Shift) -> Double {
      var duties = roster.duties
      guard duties.indices.contains(row), duties[row].indices.contains(column) else { return 0 }
      duties[row][column] = Roster.Duty(shift: shift, skill: skill)
      return Roster(duties: duties).cost(problem)
    }
    guard let best = choices.min(by: { cost($0) < cost($1) }) else { throw .contract }
    return duty(
      place.person, place.day, Roster.Duty(shift: best, skill: skill), isLocked: true)
  }

  private func exchanged(
    _ one: Schedule.Place, _ other: Schedule.Place, in version: Schedule?
  ) throws(ScheduleError) -> [Schedule.Duty] {
    guard let first = version?.duty(of: one.person, on: one.day),
      let second = version?.duty(of: other.person, on: other.day)
    else { throw .noShift }
    var duties = (version?.duties ?? []).filter { $0 != first && $0 != second }
    for (duty, person) in [(first, other.person), (second, one.person)] {
      guard !isAway(person, on: duty.day) else { throw .away }
      guard let terms = contracts[person]?.terms,
        pool(of: duty.works).map({ index in
          need.pools[index].isAnswered(by: terms)
        }) == true
      else { throw .contract }
      let isTaken = duties.contains { $0.person == person && $0.day == duty.day }
      guard !isTaken else { throw .noShift }
      duties.append(
        Schedule.Duty(
          person: person, day: duty.day, shift: duty.shift, works: duty.works, isLocked: true))
    }
    return duties
  }

  /// Refuses shifts without the rest before or after them, or over time that is kept free.
  func check(
    _ places: Set<Schedule.Place>, _ duties: [Schedule.Duty]
  ) throws(ScheduleError) {
    let before = past.last?.duties.filter { $0.day == monday.advanced(by: -1) } ?? []
    for place in places {
      func shift(_ day: Day) -> Shift? {
        (duties + before).first { $0.person == place.person && $0.day == day }?.shift
      }
      let rest = contracts[place.person]?.terms.rest ?? 22
      let kept = kept.filter {
        $0.person == place.person && zone.day(of: $0.from) == place.day
      }
      guard let own = shift(place.day) else {
        guard kept.isEmpty else { throw .kept }
        continue
      }
      let isOutside = kept.contains { piece in
        zone.secondOfDay(of: piece.from) < own.start * 1_800
          || own.end * 1_800 < zone.secondOfDay(of: piece.from) + piece.minutes * 60
      }
      guard !isOutside else { throw .kept }
      if let earlier = shift(place.day.advanced(by: -1)), 48 + own.start - earlier.end < rest {
        throw .rest
      }
      if let later = shift(place.day.advanced(by: 1)), 48 + later.start - own.end < rest {
        throw .rest
      }
    }
  }
}
