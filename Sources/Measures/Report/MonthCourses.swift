internal import Statistics
internal import Web

/// Everybody's months in one criterion, and whose work is not what it was.
///
/// When somebody's work changed is not known beforehand: the three newest months, the four and the
/// five are each held against those before, and the surest of them counts for what it is worth
/// among all three (a union bound, with most weight on three months).
struct MonthCourses {
  private let criterion: Int64?
  private let courses: [Course]

  /// How many of the newest months are held against those before, and with which part of the level.
  private static let splits: [(months: Int, weight: Double)] = [(3, 0.6), (4, 0.2), (5, 0.2)]

  init(_ criterion: Int64?, _ table: MarkTable) {
    self.criterion = criterion
    courses = table.people.map {
      Course($0, table.months($0, criterion, count: PersonalFindings.allMonths))
    }
  }

  /// What may be said of those who are asked about.
  func changes(_ isAskedAbout: (Actor.ID) -> Bool) -> [Candidate] {
    let found = Self.splits.map { split in
      (split: split, changes: changes(since: split.months, isAskedAbout))
    }
    return courses.compactMap { course -> Candidate? in
      let own = found.compactMap { split, changes in
        changes[course.person].map { (split.weight, $0) }
      }
      // Where there is one way only to part the months, it has the whole level.
      let whole = own.reduce(0) { $0 + $1.0 }
      return own.map { weight, candidate in candidate.among(whole / weight) }
        .min { $0.p < $1.p }
    }
  }

  private func changes(
    since months: Int, _ isAskedAbout: (Actor.ID) -> Bool
  ) -> [Actor.ID: Candidate] {
    let parted = courses.map { $0.parted(at: months) }
    let all = parted.reduce(Spread()) { $0 + $1.spread }
    var found: [Actor.ID: Candidate] = [:]
    for own in parted where isAskedAbout(own.person) && own.isEnough {
      // Learned from everybody else, so that a change does not hide itself.
      guard let spread = MonthSpread(all - own.spread) else { continue }
      found[own.person] = candidate(own, spread, since: months)
    }
    return found
  }

  private func candidate(
    _ own: Parted, _ spread: MonthSpread, since months: Int
  ) -> Candidate? {
    let (now, before) = (spread.mean(own.recent), spread.mean(own.past))
    let change = now.mean - before.mean
    let error = (now.variance + before.variance).squareRoot()
    guard let p = studentTTwoSidedP(change / error, degreesOfFreedom: spread.degreesOfFreedom),
      let t = studentTQuantile(0.975, degreesOfFreedom: spread.degreesOfFreedom)
    else { return nil }
    return Candidate(
      .personalChange(own.person, criterion), now: now.mean, before: before.mean,
      effect: Estimate(
        value: change, lower: change - t * error, upper: change + t * error,
        n: own.recent.reduce(0) { $0 + $1.count }, method: .randomEffects),
      p: spread.hangsOnOne(own) ? 1 : p, months: months)
  }
}

/// The months of one person, the newest first.
private struct Course {
  let person: Actor.ID
  private let months: [Lot]

  init(_ person: Actor.ID, _ months: [Lot]) {
    self.person = person
    self.months = months
  }

  func parted(at border: Int) -> Parted {
    Parted(
      person: person, recent: months.prefix(border).filter { $0.count > 0 },
      past: months.dropFirst(border).filter { $0.count > 0 },
      hasNewest: months.first.map { $0.count > 0 } ?? false)
  }
}

/// The newest months of a person and those before, without those that have nothing.
private struct Parted {
  let person: Actor.ID
  let recent: [Lot]
  let past: [Lot]
  let hasNewest: Bool

  var isEnough: Bool {
    hasNewest
      && [recent, past].allSatisfy { lots in
        lots.count > 1 && lots.reduce(0) { $0 + $1.count } >= Estimate.fewestToCompare
      }
  }

  var spread: Spread { Spread(recent) + Spread(past) }
}

/// Sums that tell how much days and months of the same person differ.
private struct Spread {
  /// Of days around the mean of their month.
  private(set) var daySquares = 0.0
  private(set) var dayFreedom = 0.0
  /// Of months around the mean of their group, weighted by their days.
  private(set) var monthSquares = 0.0
  private(set) var monthFreedom = 0.0
  /// The weight of months, less what their mean took of it.
  private(set) var scale = 0.0

  init() {}

  /// One group of months in which nothing changed.
  init(_ lots: [Lot]) {
    for lot in lots where lot.count > 1 {
      daySquares += lot.squares
      dayFreedom += Double(lot.count - 1)
    }
    guard lots.count > 1 else { return }
    var (weight, squared, sum) = (0.0, 0.0, 0.0)
    for lot in lots {
      weight += lot.effectiveN
      squared += lot.effectiveN * lot.effectiveN
      sum += lot.effectiveN * lot.mean
    }
    let mean = sum / weight
    for lot in lots {
      monthSquares += lot.effectiveN * (lot.mean - mean) * (lot.mean - mean)
    }
    monthFreedom = Double(lots.count - 1)
    scale = weight - squared / weight
  }

  static func + (one: Spread, other: Spread) -> Spread { one.adding(other, 1) }

  static func - (one: Spread, other: Spread) -> Spread { one.adding(other, -1) }

  private func adding(_ other: Spread, _ sign: Double) -> Spread {
    var sum = self
    sum.daySquares += sign * other.daySquares
    sum.dayFreedom += sign * other.dayFreedom
    sum.monthSquares += sign * other.monthSquares
    sum.monthFreedom += sign * other.monthFreedom
    sum.scale += sign * other.scale
    return sum
  }
}

/// How much the months of one person differ beyond the days in them, through other reviewers and other
/// customers.
private struct MonthSpread {
  let within: Double
  /// Between months (DerSimonian and Laird 1986, over all groups of months).
  let between: Double
  let degreesOfFreedom: Double

  init?(_ sums: Spread) {
    guard sums.dayFreedom >= 8, sums.monthFreedom >= 4, sums.scale > 0,
      sums.daySquares > 1e-9
    else { return nil }
    within = sums.daySquares / sums.dayFreedom
    between = max(0, (sums.monthSquares - within * sums.monthFreedom) / sums.scale)
    degreesOfFreedom = min(sums.monthFreedom, sums.dayFreedom)
  }

  func mean(_ lots: [Lot]) -> (mean: Double, variance: Double) {
    var (sum, weighted) = (0.0, 0.0)
    for lot in lots {
      let weight = 1 / (within / lot.effectiveN + between)
      sum += weight
      weighted += weight * lot.mean
    }
    return (weighted / sum, 1 / sum)
  }

  /// Whether the change is gone without its most extreme month, on either side: less than half of it
  /// is left, or what is left may well be chance.
  func hangsOnOne(_ parted: Parted) -> Bool {
    let (now, before) = (mean(parted.recent), mean(parted.past))
    let change = now.mean - before.mean
    func isLost(_ now: (mean: Double, variance: Double), _ before: (mean: Double, variance: Double))
      -> Bool
    {
      let left = now.mean - before.mean
      let p = studentTTwoSidedP(
        left / (now.variance + before.variance).squareRoot(), degreesOfFreedom: degreesOfFreedom)
      return left * change <= 0 || abs(left) < abs(change) / 2 || (p ?? 1) > 0.01
    }
    return isLost(mean(parted.recent.without { ($0.mean - before.mean) * change }), before)
      || isLost(now, mean(parted.past.without { (now.mean - $0.mean) * change }))
  }
}

extension [Lot] {
  /// All but the one for which most speaks.
  fileprivate func without(_ most: (Lot) -> Double) -> [Lot] {
    let extreme = indices.max { most(self[$0]) < most(self[$1]) }
    return indices.filter { $0 != extreme }.map { self[$0] }
  }
}
