/// A few questions about a team, and the few numbers that reflect what it is for.
///
/// It begins with the end: what should be different for a customer. How long a call takes is never
/// proposed; whether it helped comes first.
public struct Advisor: Hashable, Sendable {
  public var jobs: Set<Job>
  public var ways: Set<Way>
  public var pains: Set<Pain>
  public var sources: Set<Source>

  public init(
    jobs: Set<Job> = [], ways: Set<Way> = [], pains: Set<Pain> = [], sources: Set<Source> = []
  ) {
    self.jobs = jobs
    self.ways = ways
    self.pains = pains
    self.sources = sources
  }

  /// What the team is for.
  public enum Job: String, Hashable, Sendable, CaseIterable {
    case solve, reach, keep, repair
  }

  /// How customers come.
  public enum Way: String, Hashable, Sendable, CaseIterable {
    case calls, mail, chat
  }

  /// What hurts today.
  public enum Pain: String, Hashable, Sendable, CaseIterable {
    case comeBack, waiting, abandoned, uneven, slow, complaints, handedOn
  }

  /// What is known about conversations.
  public enum Source: String, Hashable, Sendable, CaseIterable {
    case outcomes, calls, surveys, reviews
    /// What was promised about the time to a solution.
    case promises
  }

  /// A number worth following, and why.
  public struct Proposal: Hashable, Sendable {
    public let metric: Metric
    /// Whether the data it needs are there; without them it begins with recording them.
    public let hasData: Bool
    /// The number that suffers first when this one is chased.
    public let counter: Metric?
    /// Whether the counter is among the proposals itself.
    public let isCounterProposed: Bool
  }

  /// At most five, the most telling first; nothing before a job or a pain is named.
  public var proposals: [Proposal] {
    guard !jobs.isEmpty || !pains.isEmpty else { return [] }
    let ranked = Self.candidates.enumerated()
      .map { (place: $0.offset, candidate: $0.element, weight: weight(of: $0.element)) }
      .filter { $0.weight >= Self.threshold }
      .sorted { ($1.weight, $0.place) < ($0.weight, $1.place) }.map(\.candidate)
    // Whether it helped has its place, whatever else is asked for.
    let others = ranked.filter { $0.metric != .firstContactResolution }.prefix(Self.most - 1)
    let kept = Set(others.map(\.metric)).union([.firstContactResolution])
    let chosen = ranked.filter { kept.contains($0.metric) }
    let metrics = Set(chosen.map(\.metric))
    return chosen.map { candidate in
      let counter = candidate.metric.counter.flatMap(Metric.named)
      return Proposal(
        metric: candidate.metric,
        hasData: candidate.needs.map(sources.contains) ?? true, counter: counter,
        isCounterProposed: counter.map(metrics.contains) ?? false)
    }
  }

  /// More are not followed by anybody.
  public static let most = 5
  private static let threshold = 4

  private func weight(of candidate: Candidate) -> Int {
    if let way = candidate.ways, !ways.isEmpty, ways.isDisjoint(with: way) { return 0 }
    let told = jobs.reduce(0) { $0 + (candidate.jobs[$1] ?? 0) }
    let hurt = pains.reduce(0) { $0 + (candidate.pains[$1] ?? 0) }
    // What cannot be counted yet comes later, however much it would tell.
    let isKnown = candidate.needs.map(sources.contains) ?? true
    return candidate.base + told + hurt - (isKnown ? 0 : 2)
  }
}

extension Advisor {
  /// How much a metric tells by itself, for each job and against each pain.
  private struct Candidate: Sendable {
    let metric: Metric
    let base: Int
    var jobs: [Job: Int] = [:]
    var pains: [Pain: Int] = [:]
    /// Only for teams that are reached this way.
    var ways: Set<Way>?
    var needs: Source?
  }

  /// First-contact resolution has the highest base: it is what customers come for.
  private static let candidates = [
    Candidate(
      metric: .firstContactResolution, base: 6, jobs: [.solve: 4, .repair: 1],
      pains: [.comeBack: 5, .handedOn: 1], needs: .outcomes),
    Candidate(
      metric: .csat, base: 3, jobs: [.keep: 4, .solve: 1, .repair: 1],
      pains: [.uneven: 1, .complaints: 1], needs: .surveys),
    Candidate(
      metric: .reviewScore, base: 2, jobs: [.solve: 1, .keep: 1], pains: [.uneven: 5],
      needs: .reviews),
    Candidate(
      metric: .firstResponse, base: 0, jobs: [.reach: 4], pains: [.waiting: 5],
      ways: [.mail, .chat]),
    Candidate(
      metric: .serviceLevel, base: 0, jobs: [.reach: 4], pains: [.waiting: 4], ways: [.calls],
      needs: .calls),
    Candidate(
      metric: .abandonment, base: 0, jobs: [.reach: 2], pains: [.abandoned: 5, .waiting: 2],
      ways: [.calls], needs: .calls),
    Candidate(
      metric: .resolutionTime, base: 0, jobs: [.repair: 1], pains: [.slow: 5], needs: .outcomes),
    // Whoever promised a time is held to it; without a promise the plain time says more.
    Candidate(
      metric: .solutionInTime, base: 0, jobs: [.reach: 1, .repair: 2, .keep: 1],
      pains: [.slow: 6, .waiting: 1], needs: .promises),
    Candidate(
      metric: .reopens, base: 1, pains: [.comeBack: 3, .slow: 2], needs: .outcomes),
    Candidate(
      metric: .ownership, base: 0, jobs: [.solve: 1], pains: [.handedOn: 5], needs: .outcomes),
    Candidate(
      metric: .complaints, base: 0, jobs: [.repair: 4, .keep: 1], pains: [.complaints: 5]),
    Candidate(metric: .nps, base: 0, jobs: [.keep: 4], needs: .surveys),
    Candidate(
      metric: .ces, base: 0, jobs: [.solve: 2, .keep: 1], pains: [.comeBack: 2, .handedOn: 1],
      needs: .surveys),
  ]

  /// Every metric that may be proposed.
  static var offered: [Metric] { candidates.map(\.metric) }
}
