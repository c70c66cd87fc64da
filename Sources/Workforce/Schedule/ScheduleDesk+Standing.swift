internal import Kernel
internal import People
internal import Staffing
internal import Storage

extension ScheduleDesk {
  /// The week that illness, repairs and swaps are about: the one people see, else the draft.
  var standing: Schedule? { published ?? newest }

  /// The draft that lies over a week people see; `nil` where there is none.
  var draft: Schedule? { published != nil && !isOnShow ? newest : nil }

  /// Writes what a day brought at some places: people see it at once where they see the week, and a
  /// draft over it takes the same in, so that publishing the draft does not lose it.
  ///
  /// A draft that already has other plans for those people, which the change would break, stays as
  /// it is: it asks before it is published.
  @discardableResult
  func settle(
    _ duties: [Schedule.Duty], freed: Set<Schedule.Place>, at places: Set<Schedule.Place>,
    because cause: Schedule.Cause, scope: Scope, world: World, in db: any Connection
  ) throws -> Schedule.ID {
    let id = try write(
      duties, because: cause, freed: freed, publishes: published != nil, scope: scope,
      world: world, in: db)
    guard let draft else { return id }
    let next = carried(duties, freed, at: places, into: draft, because: cause)
    return try Schedule.write(
      next.duties, freed: next.freed, of: team.id, monday, over: draft.number + 1,
      because: draft.cause, seed: draft.seed, scope: scope, world: world, in: db)
  }

  private func carried(
    _ duties: [Schedule.Duty], _ freed: Set<Schedule.Place>, at places: Set<Schedule.Place>,
    into draft: Schedule, because cause: Schedule.Cause
  ) -> (duties: [Schedule.Duty], freed: Set<Schedule.Place>) {
    func isThere(_ duty: Schedule.Duty) -> Bool {
      places.contains(Schedule.Place(person: duty.person, day: duty.day))
    }
    let next = draft.duties.filter { !isThere($0) } + duties.filter(isThere)
    // Whoever is ill is ill; everything else must fit.
    if cause != .absence, (try? check(places, next)) == nil { return (draft.duties, draft.freed) }
    return (next, draft.freed.subtracting(places).union(freed.intersection(places)))
  }

  /// What repairs and swaps put into the week people see, and a draft would take out again; `shown`
  /// are the published versions of the week, the oldest first.
  func dropped(by draft: Schedule?, _ shown: [Schedule]) -> [Schedule.Place: Schedule.Cause] {
    guard let draft, let published else { return [:] }
    var found: [Schedule.Place: Schedule.Cause] = [:]
    for (before, after) in zip(shown, shown.dropFirst())
    where after.cause == .repaired || after.cause == .swapped {
      let places = Set(
        (before.duties + after.duties).map { Schedule.Place(person: $0.person, day: $0.day) })
      for place in places where !isAway(place.person, on: place.day) {
        func shift(_ version: Schedule) -> Shift? {
          version.duty(of: place.person, on: place.day)?.shift
        }
        let (then, now) = (shift(after), shift(published))
        guard shift(before) != then, now == then, shift(draft) != now else { continue }
        found[place] = after.cause
      }
    }
    return found
  }
}
