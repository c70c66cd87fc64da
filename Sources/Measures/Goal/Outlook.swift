internal import Statistics

/// What the past says about a target before anybody promises it.
public struct Outlook: Hashable, Sendable {
  /// How many of the past periods reached it.
  public let reached: Int
  /// Of how many that could be judged.
  public let periods: Int
  /// The chance that the next period reaches it, by going on as today.
  public let chance: Double?
  /// The value that would be reached one time in two, and four times in five.
  public let targetAt50: Double?
  public let targetAt80: Double?
  public let finding: Finding
  /// Whether the past periods rise or fall; the chance does not know of it.
  public let trend: Trend?

  /// What is to be said about it, kindly; nothing is ever forbidden.
  public enum Finding: String, Hashable, Sendable, CaseIterable {
    /// Reached four times in five already: a harder one would move something.
    case alreadyMet
    case withinReach
    /// Less than one time in five: not without working differently.
    case outOfReach
    /// Too few periods, or they never varied.
    case unknown
  }

  /// A direction that chance alone would rarely draw.
  public enum Trend: String, Hashable, Sendable {
    case rising, falling
  }

  /// Reads the past periods, oldest first; those without a value do not count.
  ///
  /// From three periods on the chance is Student's predictive one. A share with fewer of them is
  /// judged by all its cases together.
  public init(_ target: Target, past: [Reading]) {
    let known = past.filter { $0.estimate.status == .ok }
    let values = known.compactMap(\.estimate.value)
    let isLower = target.comparison == .atMost
    periods = values.count
    reached = values.count(where: target.isReached)
    let attainment = probabilityOfAttaining(
      history: values, target: target.value, lowerIsBetter: isLower)
    if values.count >= Self.fewestPeriods, let probability = attainment.probability {
      chance = probability
      targetAt50 = attainment.targetAt50
      targetAt80 = attainment.targetAt80
    } else {
      chance = Self.chanceOfShare(target, known)
      targetAt50 = nil
      targetAt80 = nil
    }
    finding =
      switch chance.map(AttainmentChance.Reach.init) {
      case .alreadyThere: .alreadyMet
      case .withinReach: .withinReach
      case .needsChange: .outOfReach
      case nil: .unknown
      }
    let kendall = mannKendall(values)
    let isTrend =
      values.count >= MannKendall.fewestForTrend && (kendall.p ?? 1) < 0.05
    trend = isTrend ? ((kendall.s ?? 0) > 0 ? .rising : .falling) : nil
  }

  static let fewestPeriods = 3

  /// By all cases of the past, for as many cases as a period usually has.
  private static func chanceOfShare(_ target: Target, _ past: [Reading]) -> Double? {
    guard target.metric.kind == .share, let last = past.last, last.denominator > 0 else {
      return nil
    }
    let hits = past.reduce(0) { $0 + $1.numerator }
    let cases = past.reduce(0) { $0 + $1.denominator }
    guard cases >= Estimate.fewestToCompare else { return nil }
    let next = min(20_000, max(1, cases / past.count))
    // "At most" of the one is "at least" of the other.
    let isLower = target.comparison == .atMost
    return probabilityOfAttainingProportion(
      successes: Double(isLower ? cases - hits : hits), trials: Double(cases),
      target: isLower ? 1 - target.value : target.value, nextTrials: next
    ).probability
  }
}
