/// How far the machine is let near a criterion, and why no further.
struct Trust: Hashable, Sendable {
  /// From nothing shown to answers that may stand beside people's.
  enum Level: String, Hashable, Sendable, CaseIterable, Comparable, Codable {
    case off, suggested, trusted

    static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .off: 0
      case .suggested: 1
      case .trusted: 2
      }
    }

    var lowered: Level { self == .trusted ? .suggested : .off }
  }

  /// What keeps it from the next level.
  enum Reason: Hashable, Sendable {
    /// There was no lesson yet although there are reviews enough.
    case unlearned
    /// About so many more reviewed conversations are needed.
    case few(Int)
    /// The agreement looks good enough and is not known well enough; about so many more reviews.
    case uncertain(Int)
    /// More reviews of this kind would not help: people and machine see different things.
    case disagreeing
    /// Good enough to be shown, and not about to reach what two reviewers do.
    case short
    case onePerson
    case oneAnswer
    /// Newer reviews agree less than the held-out ones did.
    case drifted
  }

  let level: Level
  let reason: Reason?

  /// The least lower bound of weighted kappa to show a suggestion: "fair" (Landis and Koch 1977).
  static let leastToSuggest = 0.2
  /// The least lower bound to trust, whatever people reach with each other: "moderate".
  static let leastToTrust = 0.4
  /// How far below the agreement of two reviewers the bound may lie.
  static let tolerance = 0.05
  /// What is asked where no conversation had two reviewers.
  static let leastAlone = 0.6
  /// A channel or language with fewer answered conversations is not spoken for.
  static let fewestInGroup = 20

  /// The bound that is asked for trust: that of two reviewers less a little.
  static func bar(between: MachineAgreement.Bounded?) -> Double {
    between.map { max(leastToTrust, $0.value - tolerance) } ?? leastAlone
  }

  init(_ level: Level, _ reason: Reason?) {
    self.level = level
    self.reason = reason
  }

  /// The level by the lower of both bounds, people and time held out.
  init(_ record: LearnedRecord, hasDrifted: Bool) {
    guard let people = record.byPeople.kappa, let time = record.byTime.kappa else {
      self.init(.off, .disagreeing)
      return
    }
    let worse = people.lower < time.lower ? people : time
    let bar = Self.bar(between: record.byPeople.between)
    let level: Level =
      worse.lower >= bar ? .trusted : worse.lower >= Self.leastToSuggest ? .suggested : .off
    if hasDrifted {
      self.init(level.lowered, .drifted)
    } else if level == .trusted {
      self.init(.trusted, nil)
    } else {
      let goal = level == .off ? Self.leastToSuggest : bar
      let missing = Self.missing(worse, goal, of: record.byPeople.answered)
      self.init(level, level == .suggested && missing == .disagreeing ? .short : missing)
    }
  }

  /// An interval narrows with the root of the number of conversations.
  private static func missing(
    _ bound: MachineAgreement.Bounded, _ goal: Double, of count: Int
  ) -> Reason {
    guard bound.value > goal + 0.02 else { return .disagreeing }
    let factor = (bound.value - bound.lower) / (bound.value - goal)
    let more = Double(count) * (factor * factor - 1)
    return more > 5000 ? .disagreeing : .uncertain(max(10, Int((more / 10).rounded(.up)) * 10))
  }

  /// The level in one channel or language: never above the whole.
  static func level(of group: MachineAgreement, bar: Double) -> Level {
    guard group.answered >= fewestInGroup, let kappa = group.kappa else { return .off }
    return kappa.lower >= bar
      ? .trusted : kappa.lower >= leastToSuggest ? .suggested : .off
  }
}
