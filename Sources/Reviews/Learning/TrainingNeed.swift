internal import Kernel
internal import People
internal import Statistics

/// Whether a criterion is weak for the whole team, for some people, for both or for nobody.
///
/// Each person's ``Contrast`` goes into `teamShift`: those who stand out are peeled off one at a
/// time, the rest is asked whether it lies below 0 together. The questions over all criteria are
/// corrected together (Benjamini and Hochberg).
struct TrainingNeed: Hashable, Sendable {
  let criterion: Criterion.ID
  /// Who had five conversations or more, in the order of keys.
  let people: [Person.ID]
  let shift: TeamShift
  /// The shared part's p after correction over the criteria; `nil` without one.
  let adjusted: Double?

  enum Finding: Hashable, Sendable {
    case tooFew
    case shared, personal, both, none
  }

  /// Who lies further below the rest of their own work than the others do.
  var individuals: [Person.ID] {
    guard shift.status == .ok else { return [] }
    return shift.individuals.filter { shift.deletedZ[$0] < 0 }.map { people[$0] }
  }

  var finding: Finding {
    guard shift.status == .ok, let core = shift.core else { return .tooFew }
    let isShared =
      (adjusted ?? 1) <= 0.05
      && comparisonVerdict(
        lower: core.estimate.lower, upper: core.estimate.upper)
        == .signal(.lower, largerThanMargin: true)
    switch (isShared, individuals.isEmpty) {
    case (true, true): return .shared
    case (true, false): return .both
    case (false, false): return .personal
    case (false, true): return .none
    }
  }

  /// The needs of a team, in the order of the scorecard.
  static func all(_ criteria: [Criterion.ID], in results: Results) -> [TrainingNeed] {
    let drafts = criteria.map { criterion -> (Criterion.ID, [Person.ID], TeamShift) in
      var (people, changes, errors): ([Person.ID], [Double], [Double]) = ([], [], [])
      for person in results.people {
        let change = Contrast(criterion, in: results.of(person).rated).change
        guard change.estimate.isComparable, let value = change.estimate.value,
          let error = change.standardError, error > 0
        else { continue }
        people.append(person)
        changes.append(value)
        errors.append(error)
      }
      return (criterion, people, teamShift(changes, standardErrors: errors))
    }
    let adjusted = adjustPValues(drafts.compactMap { $0.2.core?.p }) ?? []
    var rest = adjusted[...]
    return drafts.map { criterion, people, shift in
      TrainingNeed(
        criterion: criterion, people: people, shift: shift,
        adjusted: shift.core == nil ? nil : rest.popFirst())
    }
  }
}
