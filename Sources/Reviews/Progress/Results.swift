public import Conversations
public import Kernel
public import People
public import Statistics

/// What the shared reviews of samples say about conversations, people and a team.
///
/// Self-assessments never enter (formula 9). Every score is weighted by the inverse of the chance
/// its conversation had of being drawn (formula 10).
public struct Results: Sendable {
  /// One reviewed conversation of a sample, with what its reviews said.
  public struct Rated: Hashable, Sendable {
    public let cycle: Cycle.ID
    public let conversation: Conversation.ID
    public let agent: Person.ID
    /// The chance by whose inverse it counts.
    public var probability: Double
    /// The score of each of its reviews, 0…100; reviews in which nothing applied are left out.
    public var scores: [Double]
    /// Whether any review saw a critical fail.
    public var hasCriticalFail: Bool
    /// The values of each criterion in its reviews, 0…1.
    public var values: [Criterion.ID: [Double]]
    /// Whether a random lot drew it.
    public var isRandom = true
    /// Whether the lot of the flagged ones drew it.
    public var isSuspicious = false
    /// The chance it had in the random lots alone, and in all; `nil` where they are the one above.
    public var randomProbability: Double?
    public var anyProbability: Double?

    /// The mean of its reviews (formula 9); `nil` when nothing applied in any.
    public var score: Double? { mean(scores) }

    /// The mean of one criterion over its reviews, 0…100.
    func score(of criterion: Criterion.ID) -> Double? {
      mean(values[criterion] ?? []).map { $0 * 100 }
    }
  }

  /// A shared review that enters no score, because its writer practised when it was handed in.
  public struct Uncounted: Hashable, Sendable {
    public let cycle: Cycle.ID
    public let agent: Person.ID
  }

  public let rated: [Rated]
  /// What is left out and said on the pages; see ``Standing``.
  public let uncounted: [Uncounted]

  /// Flagged conversations that were looked at and enter no score, because the plan says so.
  public let aside: [Rated]

  public init(_ rated: [Rated], uncounted: [Uncounted] = [], aside: [Rated] = []) {
    self.rated = rated
    self.uncounted = uncounted
    self.aside = aside
  }

  public var isEmpty: Bool { rated.isEmpty }

  /// The people whose work was reviewed, in the order of their keys; never in one of rank.
  public var people: [Person.ID] { Set(rated.map(\.agent)).sorted() }

  /// The score over all conversations, each weighted by how many it stands for (formula 13).
  public var overall: Estimate { estimate(rated, \.score) }

  /// The mean of the people's scores, offered beside ``overall`` and named (formula 13).
  public var meanOfPeople: Estimate {
    boundedMeanInterval(people.compactMap { of($0).overall.value })
  }

  /// The share of conversations without a critical fail, 0…1 (formula 6).
  public var criticalFree: Estimate {
    hajekProportionInterval(
      rated.map { !$0.hasCriticalFail }, inclusionProbabilities: rated.map(\.probability))
  }

  /// The score of one criterion, 0…100.
  public func criterion(_ id: Criterion.ID) -> Estimate {
    estimate(rated) { $0.score(of: id) }
  }

  /// What belongs to one person.
  public func of(_ person: Person.ID) -> Results {
    Results(
      rated.filter { $0.agent == person }, uncounted: uncounted.filter { $0.agent == person },
      aside: aside.filter { $0.agent == person })
  }

  /// What belongs to one cycle.
  public func of(_ cycle: Cycle.ID) -> Results {
    Results(
      rated.filter { $0.cycle == cycle }, uncounted: uncounted.filter { $0.cycle == cycle },
      aside: aside.filter { $0.cycle == cycle })
  }

  private func estimate(_ rated: [Rated], _ value: (Rated) -> Double?) -> Estimate {
    let known = rated.compactMap { item in value(item).map { ($0, item.probability) } }
    return hajekMeanInterval(
      known.map(\.0), inclusionProbabilities: known.map(\.1))
  }

  /// The criteria that look strongest and weakest, at most two each, where there is enough to say so.
  ///
  /// A criterion needs five conversations, and the two lists never share one.
  public func extremes(_ criteria: [Criterion.ID]) -> (
    strengths: [Criterion.ID], focus: [Criterion.ID]
  ) {
    let known = criteria.compactMap { id -> (id: Criterion.ID, value: Double)? in
      let estimate = criterion(id)
      guard estimate.isComparable, let value = estimate.value else { return nil }
      return (id, value)
    }.sorted { ($0.value, $0.id) > ($1.value, $1.id) }
    let count = min(2, known.count / 2)
    return (known.prefix(count).map(\.id), known.suffix(count).reversed().map(\.id))
  }
}

private func mean(_ values: [Double]) -> Double? {
  values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
}
