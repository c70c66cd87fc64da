public import Kernel
public import People
public import Statistics

/// Figures locked on a day: what later months are held against, and nobody can move.
public struct Baseline: Hashable, Sendable {
  /// The key of a baseline.
  public typealias ID = Identifier<Baseline>

  public let id: ID
  public let title: String
  public let aim: Goal.Aim
  public let metric: Metric
  public let statistic: Question.Statistic
  public let clock: Question.Clock
  /// The whole months it rests on.
  public let period: Period
  /// The value with its interval, as it was when it was locked.
  public let estimate: Estimate
  /// By which version of the formulas it was computed.
  public let formula: Int
  /// The difference that would matter to the team, in the metric's unit; 0 without one.
  public let margin: Double
  /// What the conversations of the period were like.
  public let mix: CaseMix
  /// The same value by channel.
  public let cells: [Cell]
  public let lockedAt: Instant
  public let lockedBy: Person.ID?

  /// The value of one channel.
  public struct Cell: Hashable, Sendable {
    public let channel: String
    public let estimate: Estimate

    public init(channel: String, estimate: Estimate) {
      self.channel = channel
      self.estimate = estimate
    }
  }

  public init(
    id: ID, title: String, aim: Goal.Aim, metric: Metric,
    statistic: Question.Statistic = .median, clock: Question.Clock = .calendar, period: Period,
    estimate: Estimate, formula: Int = Baseline.currentFormula, margin: Double = 0,
    mix: CaseMix = CaseMix(), cells: [Cell] = [], lockedAt: Instant, lockedBy: Person.ID? = nil
  ) {
    self.id = id
    self.title = title
    self.aim = aim
    self.metric = metric
    self.statistic = statistic
    self.clock = clock
    self.period = period
    self.estimate = estimate
    self.formula = formula
    self.margin = margin
    self.mix = mix
    self.cells = cells
    self.lockedAt = lockedAt
    self.lockedBy = lockedBy
  }

  /// The version of the formulas that new baselines are computed by.
  public static let currentFormula = 1
  /// After how many months it is looked at again.
  public static let looks = [1, 3, 6]

  /// The months that are compared at one look: those right after the baseline's own.
  public func window(months: Int) -> Period {
    let first = period.last.advanced(by: 1)
    let next = (0..<months).reduce(first) { day, _ in day.startOfNextMonth }
    return Period(first: first, last: next.advanced(by: -1))
  }

  var question: Question {
    Question(metric, of: aim.subject, statistic: statistic, clock: clock)
  }

  /// The metrics that can be held against themselves: a count of a quarter is no count of a month.
  static var metrics: [Metric] {
    Metric.all.filter { $0.kind != .count && $0.better != .neither }
  }

  /// Whether single channels of it can be weighed together; medians cannot.
  static func canWeigh(_ metric: Metric) -> Bool {
    metric.kind == .share || metric.kind == .mean
  }
}

/// What the conversations of some months were like, as shares of each kind.
public struct CaseMix: Hashable, Sendable {
  /// By which property conversations are told apart.
  public enum Dimension: String, Hashable, Sendable, CaseIterable {
    case channel, reason, hour, language
  }

  /// How many conversations have each value.
  public private(set) var counts: [Dimension: [String: Int]]

  public init(_ counts: [Dimension: [String: Int]] = [:]) {
    self.counts = counts
  }

  mutating func add(_ dimension: Dimension, _ value: String, _ count: Int) {
    counts[dimension, default: [:]][value, default: 0] += count
  }

  /// The part of the conversations that would have to be of another kind to have the other's mix,
  /// 0…1: half the sum of the differences of all shares; `nil` when one side is empty.
  public func distance(_ dimension: Dimension, to other: CaseMix) -> Double? {
    let (mine, theirs) = (counts[dimension] ?? [:], other.counts[dimension] ?? [:])
    let (sum, otherSum) = (
      Double(mine.values.reduce(0, +)), Double(theirs.values.reduce(0, +))
    )
    guard sum > 0, otherSum > 0 else { return nil }
    let keys = Set(mine.keys).union(theirs.keys)
    return keys.reduce(0) { total, key in
      total + abs(Double(mine[key] ?? 0) / sum - Double(theirs[key] ?? 0) / otherSum)
    } / 2
  }

  /// The value whose share changed most, with both shares.
  public func largestShift(
    _ dimension: Dimension, to other: CaseMix
  ) -> (value: String, before: Double, after: Double)? {
    let (mine, theirs) = (counts[dimension] ?? [:], other.counts[dimension] ?? [:])
    let (sum, otherSum) = (
      Double(mine.values.reduce(0, +)), Double(theirs.values.reduce(0, +))
    )
    guard sum > 0, otherSum > 0 else { return nil }
    let shifts = Set(mine.keys).union(theirs.keys).sorted().map { key in
      (
        value: key, before: Double(mine[key] ?? 0) / sum,
        after: Double(theirs[key] ?? 0) / otherSum
      )
    }
    return shifts.max { abs($0.after - $0.before) < abs($1.after - $1.before) }
  }

  /// From this part on a shift is told.
  static let notable = 0.1
}
