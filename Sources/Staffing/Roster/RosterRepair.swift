/// A change that helps when somebody is missing.
public struct RosterRepair: Hashable, Sendable {
  /// Who does something else.
  public let person: Int
  public let kind: Kind
  /// What the person does that day instead.
  public let duty: Roster.Duty
  /// What the cover costs less, in the units of ``CoverCost``.
  public let gain: Double

  /// How much a repair asks of somebody, the least first.
  public enum Kind: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// A pause moves within the shift.
    case movedPause
    /// The shift begins earlier or later.
    case movedShift
    /// The shift goes to other work.
    case otherSkill
    /// Somebody comes in on a free day.
    case extraDay

    public static func < (one: Kind, other: Kind) -> Bool { one.rawValue < other.rawValue }
  }
}

extension Roster {
  /// The same without one person's duty.
  public func without(_ person: Int, on day: Int) -> Roster {
    var left = self
    guard duties.indices.contains(person), duties[person].indices.contains(day) else { return self }
    left.duties[person][day] = nil
    return left
  }

  /// The same with a repair.
  public func with(_ repair: RosterRepair, on day: Int) -> Roster {
    var changed = self
    guard duties.indices.contains(repair.person), duties[repair.person].indices.contains(day) else {
      return self
    }
    changed.duties[repair.person][day] = repair.duty
    return changed
  }

  /// What can be done when somebody is missing on a day, best first.
  ///
  /// One change a person: the best of each kind. What is locked stays, everybody's rest is kept, and
  /// whoever is away is left alone. Of equal gains the one that asks least comes first.
  /// - Parameters:
  ///   - problem: need, people and rules.
  ///   - missing: people who do not come.
  ///   - day: the day.
  ///   - now: the first interval that can still change; shifts that began before keep their start.
  /// - Returns: single changes; after taking one, ask again for the next.
  public func repairs(
    _ problem: RosterProblem, missing: Set<Int>, on day: Int, from now: Int = 0
  ) -> [RosterRepair] {
    guard (0..<problem.days).contains(day) else { return [] }
    var left = self
    for person in missing { left = left.without(person, on: day) }
    let shapes = RosterShapes(problem)
    let cover = RosterCover(problem, shapes)
    for own in left.duties {
      for (day, duty) in own.enumerated() where day < problem.days {
        guard let duty, let shape = shapes.place(of: duty.shift),
          problem.need.indices.contains(duty.skill)
        else { continue }
        _ = cover.add(shape, skill: Int32(duty.skill), day: day)
      }
    }
    var found = [RosterRepair]()
    for person in problem.people.indices
    where !missing.contains(person) && left.duties.indices.contains(person) {
      found += left.repairs(problem, person, day, now, shapes, cover)
    }
    return found.sorted {
      ($1.gain, $0.kind.rawValue, $0.person) < ($0.gain, $1.kind.rawValue, $1.person)
    }
  }

  private func repairs(
    _ problem: RosterProblem, _ person: Int, _ day: Int, _ now: Int, _ shapes: RosterShapes,
    _ cover: RosterCover
  ) -> [RosterRepair] {
    let rules = problem.people[person]
    if let rule = rules.days[day], !rule.isWish { return [] }
    let old = duties[person][day]
    var price = 0.0
    if let old, let shape = shapes.place(of: old.shift) {
      price = cover.remove(shape, skill: Int32(old.skill), day: day)
      defer { _ = cover.add(shape, skill: Int32(old.skill), day: day) }
      return best(problem, person, day, now, shapes, cover, price)
    }
    return best(problem, person, day, now, shapes, cover, price)
  }

  private func best(
    _ problem: RosterProblem, _ person: Int, _ day: Int, _ now: Int, _ shapes: RosterShapes,
    _ cover: RosterCover, _ price: Double
  ) -> [RosterRepair] {
    let (old, rules) = (duties[person][day], problem.people[person])
    var best = [RosterRepair.Kind: RosterRepair]()
    for shape in shapes.choices[person] {
      let shift = shapes.shifts[Int(shape)]
      guard isPossible(shift, instead: old?.shift, from: now), rests(problem, person, day, shift)
      else { continue }
      for skill in rules.skills {
        let duty = Duty(shift: shift, skill: skill)
        guard duty != old else { continue }
        let gain = -price - cover.add(shape, skill: Int32(skill), day: day)
        _ = cover.remove(shape, skill: Int32(skill), day: day)
        guard gain > 1e-9 else { continue }
        let kind = Self.kind(from: old, to: duty)
        guard gain > best[kind]?.gain ?? 0 else { continue }
        best[kind] = RosterRepair(person: person, kind: kind, duty: duty, gain: gain)
      }
    }
    return RosterRepair.Kind.allCases.compactMap { best[$0] }
  }

  private static func kind(from old: Duty?, to new: Duty) -> RosterRepair.Kind {
    guard let old else { return .extraDay }
    if old.skill != new.skill { return .otherSkill }
    return old.shift.start == new.shift.start && old.shift.length == new.shift.length
      ? .movedPause : .movedShift
  }

  /// What has begun cannot begin otherwise, and a pause that was taken was taken.
  private func isPossible(_ shift: Shift, instead old: Shift?, from now: Int) -> Bool {
    guard let old else { return shift.start >= now }
    guard old.start < now else { return shift.start >= now }
    func past(_ shift: Shift) -> [Int] { shift.pauses.map { $0 + shift.start }.filter { $0 < now } }
    return shift.start == old.start && past(shift) == past(old)
  }

  private func rests(_ problem: RosterProblem, _ person: Int, _ day: Int, _ shift: Shift) -> Bool {
    let (own, rest) = (duties[person], problem.rest(of: person))
    if day > 0, let before = own[day - 1],
      problem.slots + shift.start - before.shift.end < rest
    {
      return false
    }
    if day + 1 < own.count, let after = own[day + 1],
      problem.slots + after.shift.start - shift.end < rest
    {
      return false
    }
    return true
  }
}
