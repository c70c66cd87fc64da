internal import Kernel
internal import People
internal import Statistics

/// How one criterion lies against the rest of somebody's own work.
///
/// In each conversation: the criterion's score minus the mean of the other criteria of the same
/// conversation, in points; over conversations the mean with Student's interval (`pairedChange`).
/// Each conversation counts once. Nobody is compared with anybody else.
struct Contrast: Hashable, Sendable {
  let criterion: Criterion.ID
  let change: PairedChange

  var estimate: Estimate { change.estimate }

  init(_ criterion: Criterion.ID, in rated: [Results.Rated]) {
    let pairs = rated.compactMap { one -> (rest: Double, own: Double)? in
      guard let own = one.score(of: criterion) else { return nil }
      let rest = one.values.keys.filter { $0 != criterion }.sorted().compactMap {
        one.score(of: $0)
      }
      return rest.isEmpty ? nil : (rest.reduce(0, +) / Double(rest.count), own)
    }
    self.criterion = criterion
    change = pairedChange(pairs.map(\.rest), pairs.map(\.own))
  }

  /// Whether it is weaker than the rest beyond chance, with five conversations or more.
  var isWeak: Bool {
    guard estimate.isComparable else { return false }
    return comparisonVerdict(lower: estimate.lower, upper: estimate.upper)
      == .signal(.lower, largerThanMargin: true)
  }

  /// The rule that proposes focus points: the two criteria furthest below the rest of one's own
  /// work, among those whose whole interval lies below it.
  static func proposals(_ criteria: [Criterion.ID], in rated: [Results.Rated]) -> [Contrast] {
    let weak = criteria.map { Contrast($0, in: rated) }.filter(\.isWeak)
    let ordered = weak.sorted {
      ($0.estimate.value ?? 0, $0.criterion) < ($1.estimate.value ?? 0, $1.criterion)
    }
    return Array(ordered.prefix(Focus.most))
  }

  /// Over how many shared cycles the rule looks.
  static let window = 3
}

/// One criterion since it became a focus point, beside the same person's own months before.
struct FocusCheck: Hashable, Sendable {
  /// The scores of each cycle before and with the one it was chosen in, the oldest first.
  let before: [[Double]]
  /// The scores of each cycle since.
  let since: [[Double]]

  /// Welch's comparison of since with up to six cycles before (`ownBaselineMean`).
  var baseline: OwnBaseline {
    ownBaselineMean(months: before + since, recent: max(1, since.count), baseline: 6)
  }

  /// How small a change counts as none, in points.
  static let margin = 5.0

  enum Finding: Hashable, Sendable {
    /// No cycle was shared since.
    case waiting
    case tooFew, even, higher, lower, alike, open
  }

  var finding: Finding {
    guard !since.isEmpty else { return .waiting }
    let baseline = baseline
    let fewest = Estimate.fewestToCompare
    guard baseline.recentCount >= fewest, baseline.baselineCount >= fewest else { return .tooFew }
    if baseline.estimate.status == .noVariation { return .even }
    let verdict = comparisonVerdict(
      lower: baseline.estimate.lower, upper: baseline.estimate.upper, margin: Self.margin)
    switch verdict {
    case .signal(.higher, _): return .higher
    case .signal(.lower, _): return .lower
    case .equivalent: return .alike
    case .inconclusive: return .open
    case .notEnoughData: return .tooFew
    }
  }
}
