import Statistics

extension Roster {
  /// What counts as a burden, so that burdens can be shared.
  public struct Burden: Hashable, Sendable {
    /// A shift that ends at this interval or later is late.
    public let lateFrom: Int
    /// Days that are a weekend.
    public let weekend: Set<Int>

    public init(lateFrom: Int, weekend: Set<Int> = []) {
      self.lateFrom = lateFrom
      self.weekend = weekend
    }
  }

  /// Makes a roster: first the cover and the wishes, then a fair share of burdens.
  ///
  /// Burdens are shared by exchanging duties of one day between two people, which leaves the cover
  /// as it is.
  /// - Parameters:
  ///   - problem: need, people and rules.
  ///   - seed: the same seed gives the same roster.
  ///   - rounds: small changes that are tried.
  ///   - wishCost: what a refused wish costs against one person too many in an interval.
  ///   - burden: what is shared; `nil` to leave it to chance.
  /// - Returns: a roster without faults, unless contracts cannot be kept at all.
  public static func make(
    _ problem: RosterProblem, seed: UInt64 = 1, rounds: Int = 1_000_000, wishCost: Double = 3,
    burden: Burden? = nil
  ) -> Roster {
    var chance = SplitMix64(seed: seed)
    var search = RosterSearch(problem, wishCost: Swift.max(0, wishCost))
    search.begin()
    let rounds = Swift.max(0, Swift.min(rounds, 1_000_000_000))
    search.anneal(rounds: rounds, from: 12, to: 0.4, chance: &chance)
    var roster = search.roster
    if let burden { roster.share(burden, problem, chance: &chance) }
    return roster
  }

  /// Exchanges duties as long as that evens out burdens and grants wishes.
  private mutating func share(
    _ burden: Burden, _ problem: RosterProblem, chance: inout SplitMix64
  ) {
    let people = problem.people.count
    guard people > 1, problem.days > 0 else { return }
    for _ in 0..<Swift.min(200_000, people * people * problem.days * 4) {
      let (one, other) = (chance.below(people), chance.below(people))
      let (day, second) = (chance.below(problem.days), chance.below(problem.days))
      guard one != other else { continue }
      let before = weight(one, burden, problem) + weight(other, burden, problem)
      let kept = (duties[one], duties[other])
      exchange(one, other, day)
      // A free day against a working one needs a second exchange to keep the contract.
      if (kept.0[day] == nil) != (kept.1[day] == nil) { exchange(one, other, second) }
      let after = weight(one, burden, problem) + weight(other, burden, problem)
      guard after < before, isKept(one, kept.0, problem), isKept(other, kept.1, problem) else {
        (duties[one], duties[other]) = kept
        continue
      }
    }
  }

  private mutating func exchange(_ one: Int, _ other: Int, _ day: Int) {
    (duties[one][day], duties[other][day]) = (duties[other][day], duties[one][day])
  }

  /// Squares, so that three late shifts for one weigh more than one for each of three.
  private func weight(_ person: Int, _ burden: Burden, _ problem: RosterProblem) -> Double {
    let own = duties[person]
    let late = Double(own.count { ($0?.shift.end ?? 0) >= burden.lateFrom })
    let weekend = Double(burden.weekend.count { own.indices.contains($0) && own[$0] != nil })
    let refused = problem.people[person].days.count { day, rule in
      own.indices.contains(day) && !rule.isGranted(by: own[day])
    }
    return late * late + weekend * weekend + 4 * Double(refused)
  }

  /// Whether everything that must hold still holds for a person whose duties changed.
  private func isKept(_ person: Int, _ before: [Duty?], _ problem: RosterProblem) -> Bool {
    let (own, rules) = (duties[person], problem.people[person])
    let rest = problem.rest(of: person)
    guard own.count(where: { $0 != nil }) == before.count(where: { $0 != nil }) else {
      return false
    }
    for day in own.indices {
      if own[day] != before[day] {
        if let rule = rules.days[day], !rule.isWish { return false }
        if let duty = own[day],
          !rules.shifts.contains(duty.shift) || !rules.skills.contains(duty.skill)
        {
          return false
        }
      }
      guard day > 0, let earlier = own[day - 1], let now = own[day] else { continue }
      if problem.slots + now.shift.start - earlier.shift.end < rest { return false }
    }
    return true
  }
}
