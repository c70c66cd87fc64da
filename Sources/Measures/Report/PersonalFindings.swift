internal import Kernel
internal import Statistics
internal import Web

/// What shared reviews allow to be said about people: weaknesses all share, weaknesses of one, and
/// who is not as before.
///
/// A handful of reviews of one month, read by one or two colleagues, never names anybody: people
/// are looked at over three months or more, a change must not hang on one of them, and how much the
/// months of one person differ by themselves is learned from everybody.
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
  /// As far back as reviews are looked at.
  static let allMonths = 12

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
    changes = told.flatMap { criterion in
      MonthCourses(criterion, table).changes { person == nil || person == $0 }
    }
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
