public import Conversations
public import Kernel
public import People
public import Statistics
public import Storage

/// Whether somebody's reviews count in scores, or they practise first; a row for each change.
public struct Standing: Hashable, Sendable {
  public enum State: String, Hashable, Sendable, CaseIterable, SQLConvertible {
    case counting, practising
  }

  public let person: Person.ID
  public let state: State
  /// The track record the decision was made on.
  public let items: Int
  public let agreement: Double
  public let lower: Double
  public let bar: Double
  public let at: Instant
}

/// How well somebody's ratings fitted the agreed ones, conversation by conversation.
public struct TrackRecord: Hashable, Sendable {
  /// One conversation of a session or of practice.
  public struct Entry: Hashable, Sendable {
    public let session: Calibration.ID
    public let conversation: Conversation.ID
    public let isPractice: Bool
    /// 0…1.
    public let alignment: Double
    public let at: Instant

    public init(
      session: Calibration.ID, conversation: Conversation.ID, isPractice: Bool,
      alignment: Double, at: Instant
    ) {
      self.session = session
      self.conversation = conversation
      self.isPractice = isPractice
      self.alignment = alignment
      self.at = at
    }
  }

  /// The rule, as it is said on the page: over the last twelve, at least eight, lower end 55 %.
  public struct Rule: Hashable, Sendable {
    public var window: Int
    public var fewest: Int
    /// The lower end of the interval must reach this.
    public var bar: Double

    public init(window: Int = 12, fewest: Int = 8, bar: Double = 0.55) {
      self.window = window
      self.fewest = fewest
      self.bar = bar
    }

    public static let standard = Rule()
  }

  /// In the order of time.
  public let entries: [Entry]
  public let rule: Rule

  public init(_ entries: [Entry], rule: Rule = .standard) {
    self.entries = entries.sorted { ($0.at, $0.conversation) < ($1.at, $1.conversation) }
    self.rule = rule
  }

  /// The entries the rule looks at.
  public var recent: [Entry] { Array(entries.suffix(rule.window)) }

  /// The mean agreement over the recent ones, a share, with its interval.
  public var agreement: Estimate {
    boundedMeanInterval(recent.map(\.alignment), scaleMin: 0, scaleMax: 1)
  }

  /// Where the rule puts somebody who stands here now; without enough data nothing changes.
  public func state(after current: Standing.State) -> Standing.State {
    let estimate = agreement
    guard estimate.n >= rule.fewest, let lower = estimate.lower else { return current }
    return lower >= rule.bar ? .counting : .practising
  }

  /// How many more conversations are needed before the rule says anything.
  public var missing: Int { max(0, rule.fewest - recent.count) }
}
