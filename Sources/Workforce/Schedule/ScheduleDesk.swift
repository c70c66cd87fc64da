public import Kernel
public import People
internal import Staffing
public import Storage

/// Everything a team's week is planned from: people, contracts, wishes, absences, what is needed.
public struct ScheduleDesk: Sendable {
  public let team: Team
  public let monday: Day
  let zone: Zone
  let now: Instant
  /// The members of the team by name, with or without a contract.
  let members: [Person]
  /// Those who are rostered, in the order of their keys.
  let people: [Person]
  let contracts: [Person.ID: Contract]
  let absences: [Absence]
  let wishes: [Wish]
  public let need: WeekNeed
  /// The newest version; `nil` before there is any.
  public let newest: Schedule?
  public let published: Schedule?
  /// What was published of the weeks before that were asked for: one for the rest on Monday, more
  /// for fairness.
  let past: [Schedule]
  /// Time of the team's people that is kept free in this week.
  let kept: [ProtectedTime]
  let weekend: Weekend

  /// How far back burdens count, in weeks.
  public static let memory = 26

  /// Reads everything; `nil` when there is no such team.
  public init?(
    _ team: Team.ID, _ day: Day, weeksBack: Int = ScheduleDesk.memory, scope: Scope, now: Instant,
    in db: any Connection
  ) throws {
    guard let found = try Team.find(team, scope, in: db) else { return nil }
    let monday = Schedule.monday(of: day)
    let house = try Workspace.find(scope, in: db)
    let zone = house?.zone ?? .utc
    let homes = try Membership.all(scope, in: db)
    let active = try Person.all(scope, in: db).filter(\.isActive)
    let known = Set(active.filter { homes[$0.id] != nil }.map(\.id))
    let contracts = try Contract.all(on: monday.advanced(by: 6), scope, in: db)
      .filter { $0.value.terms.minutes > 0 && known.contains($0.key) }
    let members = active.filter { homes[$0.id]?.first == team }
    let queues = try StaffingQueue.current(scope, in: db)
    let need = WeekNeed(
      monday: monday,
      needs: try HalfHourNeed.week(of: queues.map(\.id), from: monday, in: zone, scope, db: db),
      queues: queues, contracts: contracts, members: Set(members.map(\.id)), zone: zone)
    self.team = found
    self.monday = monday
    self.zone = zone
    self.now = now
    self.members = members.sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
    people = members.filter { person in
      guard let terms = contracts[person.id]?.terms else { return false }
      return need.pools.contains { $0.isAnswered(by: terms) }
    }
    weekend = Weekend(house?.hours ?? .office, need.pools.flatMap(\.queues))
    self.contracts = contracts
    absences = try Absence.all(
      until: monday.advanced(by: 6), since: monday, scope, in: db
    ).filter { $0.state == .granted }
    wishes = try Wish.all(scope, in: db)
    self.need = need
    newest = try Schedule.newest(of: team, monday, scope, in: db)
    published = try Schedule.newest(of: team, monday, published: true, scope, in: db)
    past = try Schedule.published(
      from: monday.advanced(by: -7 * weeksBack), until: monday.advanced(by: -7), of: team, scope,
      in: db)
    let (from, until) = (
      zone.start(of: monday), zone.start(of: monday.advanced(by: 7))
    )
    let own = Set(members.map(\.id))
    kept = try ProtectedTime.kept(from: from, until: until, scope, in: db)
      .filter { own.contains($0.person) }
  }

  var today: Day { zone.day(of: now) }

  /// Whether there is still a day of the week to plan.
  var isAhead: Bool { today <= monday.advanced(by: 6) }

  /// Whether what people see is the newest version, so that small changes are shown at once.
  var isOnShow: Bool { newest != nil && newest?.id == published?.id }

  func name(of person: Person.ID) -> String { members.first { $0.id == person }?.name ?? "–" }

  /// Whether somebody is away on a day.
  func isAway(_ person: Person.ID, on day: Day) -> Bool {
    absences.contains { $0.person == person && $0.keepsAway(on: day) }
  }

  /// The wish of somebody for a day; one for the very day goes before one for every week.
  func wish(of person: Person.ID, on day: Day, at moment: Instant? = nil) -> Wish? {
    let own = wishes.filter {
      $0.person == person && $0.concerns(day) && $0.holds(at: moment ?? now)
    }
    return own.first { if case .day = $0.occasion { true } else { false } } ?? own.first
  }

  // MARK: The week as the library takes it

  /// Which piece of work a shift's queues are.
  func pool(of works: [StaffingQueue.ID]) -> Int? {
    need.pools.firstIndex { pool in pool.queues.contains { works.contains($0.id) } }
  }

  /// The shifts somebody may work within the opening hours of the week.
  func shifts(of person: Person.ID) -> [Shift] {
    contracts[person]?.terms.shifts(within: need.open ?? 0..<48) ?? []
  }

  /// The week as a problem, with the Sunday before as its first day, so that Monday is rested.
  ///
  /// Locked shifts and free days of the version stay, and of fixed people everything.
  func problem(keeping version: Schedule? = nil, fixed: Set<Person.ID> = []) -> RosterProblem? {
    guard !need.isEmpty, !people.isEmpty else { return nil }
    let closed = [Int](repeating: -1, count: 48)
    let table = need.pools.map { pool in
      [closed]
        + (0..<7).map { day in
          need.isOpen(day) ? (0..<48).map { pool.people(day, $0) ?? 0 } : closed
        }
    }
    return RosterProblem(need: table, people: people.map { person($0.id, version, fixed) })
  }

  private func person(
    _ id: Person.ID, _ version: Schedule?, _ fixed: Set<Person.ID>
  ) -> RosterProblem.Person {
    let terms = contracts[id]?.terms
    var rules: [Int: RosterProblem.DayRule] = [:]
    let sunday = lastSunday(of: id)
    rules[0] = sunday ?? .lockedFree
    var (open, leave, locked) = (0, 0, 0)
    for index in 0..<7 {
      let day = monday.advanced(by: index)
      let mayWork = terms?.weekdays.contains(day.weekday) == true && need.isOpen(index)
      if mayWork, isAway(id, on: day) { leave += 1 }
      let rule = rule(id, day, mayWork: mayWork, version, fixed)
      switch rule {
      case .away, .lockedFree: break
      case .locked:
        locked += 1
        open += 1
      default: open += 1
      }
      rules[index + 1] = rule
    }
    let wanted = max(0, (terms?.days ?? 0) - leave)
    let days = max(locked, min(wanted, open)) + (sunday == nil ? 0 : 1)
    return RosterProblem.Person(
      workDays: days, shifts: shifts(of: id),
      skills: need.pools.indices.filter { index in
        terms.map { need.pools[index].isAnswered(by: $0) } ?? false
      }, days: rules, rest: terms?.rest)
  }

  private func rule(
    _ id: Person.ID, _ day: Day, mayWork: Bool, _ version: Schedule?, _ fixed: Set<Person.ID>
  ) -> RosterProblem.DayRule? {
    if isAway(id, on: day) { return .away }
    let duty = version?.duty(of: id, on: day)
    if let duty, duty.isLocked || fixed.contains(id), let skill = pool(of: duty.works) {
      return .locked(duty.shift, skill: skill)
    }
    if version?.freed.contains(Schedule.Place(person: id, day: day)) == true { return .lockedFree }
    guard mayWork else { return .away }
    return wish(of: id, on: day)?.rule
  }

  private func lastSunday(of person: Person.ID) -> RosterProblem.DayRule? {
    let sunday = monday.advanced(by: -1)
    guard let last = past.last, last.monday == monday.advanced(by: -7),
      let duty = last.duty(of: person, on: sunday)
    else { return nil }
    return .locked(duty.shift, skill: pool(of: duty.works) ?? 0)
  }

  /// A version as the library takes it, with the Sunday before as its first day.
  func roster(of version: Schedule?) -> Roster {
    Roster(
      duties: people.map { person -> [Roster.Duty?] in
        var before: Roster.Duty?
        if case .locked(let shift, let skill)? = lastSunday(of: person.id) {
          before = Roster.Duty(shift: shift, skill: skill)
        }
        return [before]
          + (0..<7).map { index in
            guard let duty = version?.duty(of: person.id, on: monday.advanced(by: index)) else {
              return nil
            }
            return Roster.Duty(shift: duty.shift, skill: pool(of: duty.works) ?? 0)
          }
      })
  }

  /// What the library made, as shifts of people; what was locked stays locked.
  func duties(of roster: Roster, keeping version: Schedule?) -> [Schedule.Duty] {
    zip(people, roster.duties).flatMap { person, days in
      days.enumerated().dropFirst().compactMap { index, duty -> Schedule.Duty? in
        guard let duty else { return nil }
        let day = monday.advanced(by: index - 1)
        let before = version?.duty(of: person.id, on: day)
        return self.duty(
          person.id, day, duty,
          isLocked: before?.isLocked == true && before?.shift == duty.shift)
      }
    }
  }

  func duty(
    _ person: Person.ID, _ day: Day, _ duty: Roster.Duty, isLocked: Bool
  ) -> Schedule.Duty {
    let works =
      need.pools.indices.contains(duty.skill) ? need.pools[duty.skill].queues.map(\.id) : []
    return Schedule.Duty(
      person: person, day: day, shift: duty.shift, works: works, isLocked: isLocked)
  }
}

extension WeekNeed.Pool {
  func isAnswered(by terms: Contract.Terms) -> Bool {
    queues.contains { terms.answers($0.id) }
  }
}
