/// Who works when.
public struct Roster: Hashable, Sendable {
  /// One person on one day.
  public struct Duty: Hashable, Sendable {
    public let shift: Shift
    /// The skill that is used.
    public let skill: Int

    public init(shift: Shift, skill: Int = 0) {
      self.shift = shift
      self.skill = skill
    }
  }

  /// By person and day; `nil` is free.
  public internal(set) var duties: [[Duty?]]

  public init(duties: [[Duty?]]) {
    self.duties = duties
  }

  /// People at the desk, by skill, day and interval.
  public func cover(_ problem: RosterProblem) -> [[[Int]]] {
    var cover = problem.need.map { $0.map { $0.map { _ in 0 } } }
    for person in duties {
      for (day, duty) in person.enumerated() {
        guard let duty, cover.indices.contains(duty.skill) else { continue }
        for slot in duty.shift.desk {
          let (later, place) = (day + slot / problem.slots, slot % problem.slots)
          guard cover[duty.skill].indices.contains(later), place >= 0 else { continue }
          cover[duty.skill][later][place] += 1
        }
      }
    }
    return cover
  }

  /// What the cover costs against the need.
  public func cost(_ problem: RosterProblem) -> Double {
    var sum = 0.0
    for (have, want) in zip(cover(problem).joined().joined(), problem.need.joined().joined())
    where want >= 0 { sum += problem.cost.cost(of: have - want) }
    return sum
  }

  /// What is wrong with it: rests too short, days too many or too few, locked parts that moved.
  public func faults(_ problem: RosterProblem) -> [Fault] {
    problem.people.indices.flatMap { person -> [Fault] in
      guard duties.indices.contains(person), duties[person].count == problem.days else {
        return [.days(person: person)]
      }
      let own = duties[person]
      var faults =
        own.count { $0 != nil } == problem.people[person].workDays
        ? [] : [Fault.days(person: person)]
      for day in own.indices {
        if !isAllowed(own[day], problem.people[person], day) {
          faults.append(.notAllowed(person: person, day: day))
        }
        guard day > 0, let before = own[day - 1], let now = own[day] else { continue }
        if problem.slots + now.shift.start - before.shift.end < problem.rest(of: person) {
          faults.append(.rest(person: person, day: day))
        }
      }
      return faults
    }
  }

  /// A rule that a roster breaks.
  public enum Fault: Hashable, Sendable {
    case days(person: Int)
    case rest(person: Int, day: Int)
    case notAllowed(person: Int, day: Int)
  }

  private func isAllowed(_ duty: Duty?, _ person: RosterProblem.Person, _ day: Int) -> Bool {
    switch person.days[day] {
    case .away, .lockedFree: return duty == nil
    case .locked(let shift, let skill): return duty == Duty(shift: shift, skill: skill)
    default: break
    }
    guard let duty else { return true }
    return person.shifts.contains(duty.shift) && person.skills.contains(duty.skill)
  }

  /// What each person got, for everybody to see.
  public func shares(_ problem: RosterProblem, lateFrom: Int, weekend: Set<Int>) -> [Share] {
    zip(duties, problem.people).map { own, person in
      let worked = own.indices.filter { own[$0] != nil }
      let wishes = person.days.filter { $0.value.isWish }
      return Share(
        days: worked.count,
        late: worked.count { (own[$0]?.shift.end ?? 0) >= lateFrom },
        weekend: worked.count { weekend.contains($0) }, wishes: wishes.count,
        granted: wishes.count { wish in
          own.indices.contains(wish.key) && wish.value.isGranted(by: own[wish.key])
        })
    }
  }

  /// The burdens and the wishes of one person.
  public struct Share: Hashable, Sendable {
    public let days: Int
    /// Shifts that end late.
    public let late: Int
    /// Days on a weekend.
    public let weekend: Int
    public let wishes: Int
    public let granted: Int
  }
}

extension RosterProblem.DayRule {
  /// Whether it may be refused.
  var isWish: Bool {
    switch self {
    case .wishesFree, .wishesStart, .wishesStartAfter: true
    case .away, .locked, .lockedFree: false
    }
  }

  /// Whether a duty, or a free day, is what was wished; `true` of what is no wish.
  func isGranted(by duty: Roster.Duty?) -> Bool {
    switch self {
    case .wishesFree: duty == nil
    case .wishesStart(let before): duty.map { $0.shift.start <= before } ?? true
    case .wishesStartAfter(let after): duty.map { $0.shift.start >= after } ?? true
    case .away, .locked, .lockedFree: true
    }
  }
}
