public import Conversations
public import Kernel
public import People
public import Storage

/// Several people rate the same conversations, each without seeing the others, and then talk.
///
/// What is rated here never enters anybody's quality score.
public struct Calibration: Hashable, Sendable {
  /// The key of a calibration.
  public typealias ID = Identifier<Calibration>

  /// What the ratings are held against; chosen at planning and said on the page.
  public enum Baseline: Hashable, Sendable {
    /// One person's ratings.
    case expert(Person.ID)
    /// What the group agrees on after it has talked.
    case consensus
    /// The mean of the others' ratings.
    case mean
  }

  public let id: ID
  public let team: Team.ID
  public let name: String
  /// The one version everybody rates with.
  public let scorecard: ScorecardVersion.ID
  public let baseline: Baseline
  public let dueOn: Day
  /// Where the draw and every resampling of its results begin.
  public let seed: UInt64
  /// Whether its conversations serve as practice once they have an agreed rating.
  public let opensPractice: Bool
  public let createdAt: Instant
  /// Since when nobody rates any more, and everybody who took part sees everything.
  public let closedAt: Instant?
  /// Why it was closed although ratings were missing.
  public let closeReason: String?
  /// The conversations in the order in which they are rated.
  public let items: [Item]
  public let participants: [Person.ID]

  /// One conversation everybody rates, except the agent whose work it is.
  public struct Item: Hashable, Sendable {
    public let conversation: Conversation.ID
    public let agent: Person.ID?
    public let source: Source

    public init(conversation: Conversation.ID, agent: Person.ID?, source: Source) {
      self.conversation = conversation
      self.agent = agent
      self.source = source
    }
  }

  /// How a conversation came into the session.
  public enum Source: String, Hashable, Sendable, CaseIterable, SQLConvertible {
    /// By lot from the team's last weeks.
    case drawn
    /// Named by whoever planned the session.
    case chosen
    /// Its rating was agreed on before.
    case benchmark
  }

  public var isClosed: Bool { closedAt != nil }

  public func isOverdue(on day: Day) -> Bool { !isClosed && dueOn < day }

  /// The conversations a person is asked to rate: all but their own.
  public func items(for person: Person.ID) -> [Item] {
    participants.contains(person) ? items.filter { $0.agent != person } : []
  }

  /// How many ratings there are when nobody misses any.
  public var expected: Int { participants.reduce(0) { $0 + items(for: $1).count } }

  /// The person whose ratings are the baseline, if it is one person's.
  public var expert: Person.ID? {
    if case .expert(let person) = baseline { person } else { nil }
  }
}

/// What a session is to be.
public struct CalibrationPlan: Hashable, Sendable {
  public var name: String
  public var scorecard: ScorecardVersion.ID
  public var baseline: Calibration.Baseline
  public var dueOn: Day
  /// How many conversations are drawn by lot.
  public var drawn: Int
  /// The last days from which they are drawn.
  public var days: Int
  public var chosen: [Conversation.ID]
  public var benchmarks: [Conversation.ID]
  public var participants: [Person.ID]
  public var opensPractice: Bool

  public init(
    name: String, scorecard: ScorecardVersion.ID, baseline: Calibration.Baseline, dueOn: Day,
    drawn: Int = 0, days: Int = 30, chosen: [Conversation.ID] = [],
    benchmarks: [Conversation.ID] = [], participants: [Person.ID], opensPractice: Bool = true
  ) {
    self.name = name
    self.scorecard = scorecard
    self.baseline = baseline
    self.dueOn = dueOn
    self.drawn = drawn
    self.days = days
    self.chosen = chosen
    self.benchmarks = benchmarks
    self.participants = participants
    self.opensPractice = opensPractice
  }

  /// What keeps the plan from becoming a session.
  public enum Fault: Hashable, Sendable {
    case nameMissing, dueInThePast
    /// Agreement needs two people.
    case tooFewParticipants
    /// Between one and twenty conversations.
    case conversationsOutOfRange
    /// The expert does not take part, so that there would be nothing to compare with.
    case expertAbsent
  }

  /// The faults in the order of the form.
  public func faults(on today: Day) -> [Fault] {
    var faults: [Fault] = []
    if name.trimmed.isEmpty { faults.append(.nameMissing) }
    if dueOn < today { faults.append(.dueInThePast) }
    let people = Set(participants)
    if people.count < 2 { faults.append(.tooFewParticipants) }
    if !(1...20).contains(max(0, drawn) + Set(chosen + benchmarks).count) {
      faults.append(.conversationsOutOfRange)
    }
    if case .expert(let expert) = baseline, !people.contains(expert) {
      faults.append(.expertAbsent)
    }
    return faults
  }
}

/// Why a calibration refuses something.
public enum CalibrationError: Error, Hashable, Sendable {
  case unknown
  case faulty([CalibrationPlan.Fault])
  /// The last weeks hold fewer conversations than should be drawn.
  case tooFewConversations(found: Int)
  /// The session is closed, and what is rated stays.
  case closed
  /// That is only decided once everybody's ratings can be seen.
  case open
  /// Only participants rate, and nobody their own work.
  case notAsked
  case alreadyRated
  /// Another window saved in between.
  case stale(version: Int)
  case incomplete([AnswerProblem])
  /// Ratings are missing, and closing all the same needs a word why.
  case missingWithoutReason(missing: Int)
  case wordsMissing
}
