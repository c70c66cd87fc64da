public import Kernel
public import People

/// What is to become better for somebody, in a sentence; its targets say by which number.
public struct Goal: Hashable, Sendable {
  /// The key of a goal, the same in all its wordings.
  public typealias ID = Identifier<Goal>

  public let id: ID
  /// Counts the wordings of this goal, from 1.
  public let number: Int
  /// In words a colleague would use, such as "Nobody has to write twice".
  public var title: String
  /// Why this and not something else, and what it leaves out.
  public var why: String
  public var aim: Aim
  /// Who keeps an eye on it.
  public var owner: Person.ID?
  public var isEnded: Bool
  public let writtenAt: Instant

  /// Who wants to reach it together.
  public enum Aim: Hashable, Sendable {
    case centre
    case team(Team.ID)
    case person(Person.ID)

    var subject: Subject {
      switch self {
      case .centre: .centre
      case .team(let id): .team(id)
      case .person(let id): .person(id)
      }
    }
  }

  public init(
    id: ID, number: Int = 0, title: String, why: String = "", aim: Aim, owner: Person.ID? = nil,
    isEnded: Bool = false, writtenAt: Instant
  ) {
    self.id = id
    self.number = number
    self.title = title
    self.why = why
    self.aim = aim
    self.owner = owner
    self.isEnded = isEnded
    self.writtenAt = writtenAt
  }

  static let longestTitle = 120
  static let longestWhy = 600
}

/// A number that says whether a goal was reached in a period.
///
/// A changed target is a new row: what was judged by the old number stays judged by it.
public struct Target: Hashable, Sendable {
  /// The key of a target, the same in all its wordings.
  public typealias ID = Identifier<Target>

  public let id: ID
  /// Counts the wordings of this target, from 1.
  public let number: Int
  public let goal: Goal.ID
  public var metric: Metric
  public var statistic: Question.Statistic
  public var clock: Question.Clock
  public var comparison: Comparison
  /// In the unit of the metric: a share is 0…1, a time is in seconds.
  public var value: Double
  public var unit: Period.Unit
  /// The first day that this wording judges.
  public var from: Day
  public var isEnded: Bool

  /// On which side of the value the goal lies.
  public enum Comparison: String, Hashable, Sendable, CaseIterable {
    case atLeast, atMost
  }

  public init(
    id: ID, number: Int = 0, goal: Goal.ID, metric: Metric,
    statistic: Question.Statistic = .median, clock: Question.Clock = .calendar,
    comparison: Comparison, value: Double, unit: Period.Unit, from: Day, isEnded: Bool = false
  ) {
    self.id = id
    self.number = number
    self.goal = goal
    self.metric = metric
    self.statistic = statistic
    self.clock = clock
    self.comparison = comparison
    self.value = value
    self.unit = unit
    self.from = from
    self.isEnded = isEnded
  }

  /// The periods a target may have.
  public static let units: [Period.Unit] = [.week, .month, .quarter, .halfYear]

  /// Whether a value reaches the target; reaching it exactly counts.
  public func isReached(by value: Double) -> Bool {
    comparison == .atLeast ? value >= self.value : value <= self.value
  }

  /// What is asked of the metrics.
  func question(of aim: Goal.Aim) -> Question {
    Question(metric, of: aim.subject, statistic: statistic, clock: clock)
  }

  /// Whether the value makes sense for the metric.
  var isSound: Bool {
    switch metric.unit {
    case .share: (0...1).contains(value)
    case .score: (0...100).contains(value)
    case .points: (-100...100).contains(value)
    case .seconds, .count: value >= 0 && value <= 1e9
    }
  }
}
