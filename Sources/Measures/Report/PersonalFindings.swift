internal import Kernel
internal import Statistics
internal import Web

/// What shared reviews allow to be said about people: weaknesses all share, weaknesses of one, and
/// who is not as before.
///
/// A handful of reviews of one month, read by one or two colleagues, never names anybody: people
/// are looked at over three months, a change must not hang on one of them, and how much the months
/// of one person differ by themselves is learned from everybody.
struct PersonalFindings {
  let sharedWeaknesses: [Candidate]
  let personalWeaknesses: [Candidate]
  let changes: [Candidate]

  /// How far below the other criteria a criterion must lie to be called weak, in points.
  static let sharedMargin = 5.0
  /// How far below the others' a person's must lie, on a scale of four steps about a third of one.
  static let personalMargin = 10.0
  /// How many months are now, and how many before them.
  static let recentMonths = 3
  static let pastMonths = 6

  init(_ marks: CriterionMarks, only person: Actor.ID?) {
    let table = MarkTable(marks)
    let weaknesses =
      marks.criteria.count > 1 ? marks.criteria.compactMap { Weakness($0.id, table) } : []
    // The score over all of them moves with them, and would be one statement more to be wrong in.
    let told: [Int64?] = marks.criteria.isEmpty ? [nil] : marks.criteria.map(\.id)
    func named(_ candidates: [Candidate]) -> [Candidate] {
      candidates.filter { person == nil || $0.matter.person == person }
    }
    sharedWeaknesses = weaknesses.map(\.shared)
    personalWeaknesses = named(weaknesses.flatMap(\.personal))
    changes = named(told.flatMap { personalChanges($0, table) })
  }
}

/// What was said of everybody's conversations, by person.
private struct MarkTable {
  let people: [Actor.ID]
  private let works: [Actor.ID: [Work]]

  /// What was said of one conversation.
  private struct Work {
    let day: Day
    /// How many months before the newest one it lies.
    let age: Int
    let weight: Double
    /// In the order they came, so that sums are the same every time.
    var values: [(criterion: Int64?, value: Double)] = []

    func value(_ criterion: Int64?) -> Double? {
      values.first { $0.criterion == criterion }?.value
    }
  }

  init(_ marks: CriterionMarks) {
    let to = (marks.newest ?? Day(number: 0)).civil
    var found: [Actor.ID: [Int64: Work]] = [:]
    for mark in marks.marks {
      let from = mark.day.civil
      let work = Work(
        day: mark.day, age: (to.year - from.year) * 12 + to.month - from.month,
        weight: mark.weight)
      found[mark.person, default: [:]][mark.conversation, default: work].values
        .append((mark.criterion, mark.value))
    }
    works = found.mapValues { $0.sorted { $0.key < $1.key }.map(\.value) }
    people = works.keys.sorted()
  }

  /// The values of a criterion by month, the newest first.
  func months(_ person: Actor.ID, _ criterion: Int64?, count: Int) -> [Lot] {
    var days = Array(repeating: [Day: [(value: Double, weight: Double)]](), count: count)
    for work in works[person] ?? [] where days.indices.contains(work.age) {
      guard let value = work.value(criterion) else { continue }
      days[work.age][work.day, default: []].append((value, work.weight))
    }
    return days.map(Lot.init)
  }

  /// How much lower or higher a criterion is than the others in the same conversations.
  func distances(_ person: Actor.ID, _ criterion: Int64, months: Int) -> Lot {
    var days: [Day: [(value: Double, weight: Double)]] = [:]
    for work in works[person] ?? [] where (0..<months).contains(work.age) {
      let others = work.values.filter { $0.criterion != nil && $0.criterion != criterion }
      guard let own = work.value(criterion), !others.isEmpty else { continue }
      let usual = others.reduce(0) { $0 + $1.value } / Double(others.count)
      days[work.day, default: []].append((own - usual, work.weight))
    }
    return Lot(days)
  }
}

/// Values of one person, those of one day taken together.
private struct Lot {
  /// How many days.
  let count: Int
  let mean: Double
  /// As many equally weighted days would tell as much (Kish 1965).
  let effectiveN: Double
  /// Squares around the mean, of all days.
  let squares: Double

  init(_ days: [Day: [(value: Double, weight: Double)]]) {
    let points = days.sorted { $0.key < $1.key }.map { _, values in
      let weight = values.reduce(0) { $0 + $1.weight }
      return (value: values.reduce(0) { $0 + $1.value * $1.weight } / weight, weight: weight)
    }
    let weight = points.reduce(0) { $0 + $1.weight }
    let squared = points.reduce(0) { $0 + $1.weight * $1.weight }
    let mean = weight > 0 ? points.reduce(0) { $0 + $1.value * $1.weight } / weight : 0
    count = points.count
    self.mean = mean
    effectiveN = squared > 0 ? weight * weight / squared : 0
    squares = points.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) }
  }

  /// The variance of one day's value, learned from several lots; `nil` from too few days.
  static func spread(of lots: [Lot]) -> (variance: Double, degreesOfFreedom: Double)? {
    let known = lots.filter { $0.count > 1 }
    let freedom = known.reduce(0) { $0 + $1.count - 1 }
    let variance = known.reduce(0) { $0 + $1.squares } / Double(max(1, freedom))
    return freedom >= 8 && variance > 0 ? (variance, Double(freedom)) : nil
  }
}

/// A criterion beside the others, in everybody's work and in each one's.
private struct Weakness {
  let shared: Candidate
  let personal: [Candidate]

  init?(_ criterion: Int64, _ table: MarkTable) {
    let lots = table.people.map {
      (person: $0, lot: table.distances($0, criterion, months: PersonalFindings.recentMonths))
    }.filter { $0.lot.count >= Estimate.fewestToCompare }
    guard let spread = Lot.spread(of: lots.map(\.lot)) else { return nil }
    let errors = lots.map { (spread.variance / $0.lot.effectiveN).squareRoot() }
    let shift = teamShift(lots.map(\.lot.mean), standardErrors: errors)
    guard shift.status == .ok, let core = shift.core, let mean = core.estimate.value,
      shift.coreAgents.count > 2
    else { return nil }
    let below = studentTCDF(
      (mean + PersonalFindings.sharedMargin) / core.standardError,
      degreesOfFreedom: Double(shift.coreAgents.count - 1))
    let isTeamWide = [.teamWide, .both].contains(shift.classification)
    shared = Candidate(
      .sharedWeakness(criterion), now: mean, before: 0, effect: core.estimate,
      p: isTeamWide ? below ?? 1 : 1)
    personal = lots.indices.map { index in
      let error = (errors[index] * errors[index] + core.standardError * core.standardError)
        .squareRoot()
      let distance = lots[index].lot.mean - mean
      let below = studentTCDF(
        (distance + PersonalFindings.personalMargin) / error,
        degreesOfFreedom: spread.degreesOfFreedom)
      let reach =
        (studentTQuantile(0.975, degreesOfFreedom: spread.degreesOfFreedom) ?? 2) * error
      return Candidate(
        .personalWeakness(lots[index].person, criterion), now: lots[index].lot.mean,
        before: mean,
        effect: Estimate(
          value: distance, lower: distance - reach, upper: distance + reach,
          n: lots[index].lot.count, method: .studentT),
        // The test that tells a shared cause from a personal one has to agree.
        p: shift.individuals.contains(index) ? below ?? 1 : 1)
    }
  }
}

/// Each person's last three months beside the six before them.
private func personalChanges(_ criterion: Int64?, _ table: MarkTable) -> [Candidate] {
  let count = PersonalFindings.recentMonths + PersonalFindings.pastMonths
  let courses = table.people.map { Course($0, table.months($0, criterion, count: count)) }
  return courses.indices.compactMap { place in
    let own = courses[place]
    let others = courses.indices.filter { $0 != place }.flatMap { courses[$0].groups }
    guard own.isEnough, let spread = MonthSpread(others) else { return nil }
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
      p: spread.hangsOnOne(own.recent, since: own.past) ? 1 : p)
  }
}

/// The months of one person: the last three and the six before, without those that have nothing.
private struct Course {
  let person: Actor.ID
  let recent: [Lot]
  let past: [Lot]
  private let hasNewest: Bool

  init(_ person: Actor.ID, _ months: [Lot]) {
    self.person = person
    recent = months.prefix(PersonalFindings.recentMonths).filter { $0.count > 0 }
    past = months.dropFirst(PersonalFindings.recentMonths).filter { $0.count > 0 }
    hasNewest = months.first.map { $0.count > 0 } ?? false
  }

  var groups: [[Lot]] { [recent, past] }

  var isEnough: Bool {
    hasNewest
      && groups.allSatisfy { lots in
        lots.count > 1 && lots.reduce(0) { $0 + $1.count } >= Estimate.fewestToCompare
      }
  }
}

/// How much the months of one person differ beyond the days in them, through other reviewers and other
/// customers: learned from everybody else, so that a change does not hide itself.
private struct MonthSpread {
  let within: Double
  /// Between months (DerSimonian and Laird 1986, over all groups of months).
  let between: Double
  let degreesOfFreedom: Double

  init?(_ groups: [[Lot]]) {
    guard let spread = Lot.spread(of: groups.flatMap { $0 }) else { return nil }
    let within = spread.variance
    var (excess, scale, freedom) = (0.0, 0.0, 0.0)
    for lots in groups where lots.count > 1 {
      let weight = lots.reduce(0) { $0 + $1.effectiveN }
      let squared = lots.reduce(0) { $0 + $1.effectiveN * $1.effectiveN }
      let mean = lots.reduce(0) { $0 + $1.effectiveN * $1.mean } / weight
      let q = lots.reduce(0) { $0 + $1.effectiveN * ($1.mean - mean) * ($1.mean - mean) } / within
      excess += q - Double(lots.count - 1)
      scale += weight - squared / weight
      freedom += Double(lots.count - 1)
    }
    guard freedom >= 4, scale > 0 else { return nil }
    self.within = within
    between = max(0, within * excess / scale)
    degreesOfFreedom = min(freedom, spread.degreesOfFreedom)
  }

  func mean(_ lots: [Lot]) -> (mean: Double, variance: Double) {
    let weights = lots.map { 1 / (within / $0.effectiveN + between) }
    let sum = weights.reduce(0, +)
    let mean = zip(weights, lots).reduce(0) { $0 + $1.0 * $1.1.mean } / sum
    return (mean, 1 / sum)
  }

  /// Whether the change is gone without its most extreme month: less than half of it is left, or what
  /// is left may well be chance.
  func hangsOnOne(_ recent: [Lot], since past: [Lot]) -> Bool {
    let before = mean(past)
    let change = mean(recent).mean - before.mean
    let extreme = recent.indices.max {
      (recent[$0].mean - before.mean) * change < (recent[$1].mean - before.mean) * change
    }
    let rest = mean(recent.indices.filter { $0 != extreme }.map { recent[$0] })
    let left = rest.mean - before.mean
    let p = studentTTwoSidedP(
      left / (rest.variance + before.variance).squareRoot(), degreesOfFreedom: degreesOfFreedom)
    return left * change <= 0 || abs(left) < abs(change) / 2 || (p ?? 1) > 0.01
  }
}
