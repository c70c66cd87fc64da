public import Kernel
public import People
internal import Statistics

/// How many conversations of each person a cycle draws, and from what that follows.
///
/// It looks at how many conversations there are and at how much scores varied in cycles that are
/// over. It never looks at how good a score was, and never at a score of the cycle itself:
/// drawing more where the first scores vary biases the mean, because low scores vary most.
public struct Allotment: Hashable, Sendable {
  /// What one person gets.
  public struct Share: Hashable, Sendable {
    public let agent: Person.ID
    /// How many conversations the person has.
    public let population: Int
    /// How many are drawn.
    public let drawn: Int
    /// How much the person's scores vary, in points, as far as is known.
    public let spread: Double
    /// How many scores of earlier cycles that rests on.
    public let known: Int
  }

  public let shares: [Share]

  public var drawn: Int { shares.reduce(0) { $0 + $1.drawn } }
  public var sizes: [Person.ID: Int] {
    Dictionary(shares.map { ($0.agent, $0.drawn) }, uniquingKeysWith: { first, _ in first })
  }

  /// How many shared cycles of the team are looked back at.
  static let window = 3
  /// How much scores usually vary, in points, and how many reviews that knowledge is worth.
  static let usualSpread = 12.0
  static let usualWeight = 4.0

  /// Shares the reviews out by the plan's rule; the order of people is that of their keys.
  ///
  /// By stability, the team's number is what the average asks for, everybody has the least number
  /// first, and each further one goes where it narrows the team's interval most: exact Neyman
  /// allocation in whole numbers (Wright 2012).
  public init(
    population: [Person.ID: Int], past: [Person.ID: [Double]], size: SampleSize,
    rule: SamplingRule
  ) {
    let people = population.filter { $0.value > 0 }.keys.sorted()
    let counts = people.map { population[$0] ?? 0 }
    let spreads = Self.spreads(of: people.map { past[$0] ?? [] })
    let equal = counts.map(size.count(of:))
    var drawn = equal
    if rule.allocation == .stability {
      let asked = SampleSize(minimum: rule.average, percent: size.percent)
      let total = counts.reduce(0) { $0 + asked.count(of: $1) }
      let exact = integerNeymanAllocation(
        sizes: counts, standardDeviations: spreads, n: total, minimumPerStratum: size.minimum)
      if exact.status == .ok { drawn = exact.allocation }
    }
    shares = people.indices.map { index in
      Share(
        agent: people[index], population: counts[index], drawn: drawn[index],
        spread: spreads[index], known: past[people[index]]?.count ?? 0)
    }
  }

  /// The smoothed standard deviation of each list of scores, in points.
  static func spreads(of scores: [[Double]]) -> [Double] {
    let needs = scores.map { values in
      AllocationNeed(
        size: values.count, n: values.count,
        standardDeviation: Moments(values).standardDeviation)
    }
    return adaptiveAllocation(
      needs, budget: 0, priorSD: usualSpread, priorWeight: usualWeight
    ).smoothedStandardDeviations
  }
}
