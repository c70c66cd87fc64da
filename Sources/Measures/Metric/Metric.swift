/// What a team measures: the ingredients of a number, decided once and shown beside it.
///
/// Each metric has a page that says in words what these values say to the program.
public struct Metric: Hashable, Sendable, Identifiable {
  /// The name of the metric in addresses, exports and goals, such as `first-response`.
  public let id: String
  public let unit: Unit
  public let kind: Kind
  /// The event whose day decides to which period an observation belongs.
  public let date: CountedDate
  /// Whether it is a length of time that business hours change.
  public let hasClock: Bool
  public let better: Direction
  public let credit: Credit
  /// The metric to keep in view beside it, because it suffers first when this one is chased.
  public let counter: String?
  /// Whether chasing it is known to invite gaming: its page then opens with a warning.
  public let isTempting: Bool

  init(
    _ id: String, _ unit: Unit, _ kind: Kind, date: CountedDate, better: Direction,
    credit: Credit, counter: String?, isTempting: Bool = false, hasClock: Bool = false
  ) {
    self.id = id
    self.unit = unit
    self.kind = kind
    self.date = date
    self.better = better
    self.credit = credit
    self.counter = counter
    self.isTempting = isTempting
    self.hasClock = hasClock
  }

  /// In what a value is given.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    /// 0…1.
    case share
    case seconds
    /// Whole things.
    case count
    /// −100…100, as a net promoter score is.
    case points
    /// 0…100, as review scores are.
    case score
  }

  /// How the value comes from its observations.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Hits out of all.
    case share
    /// The median or the 90th percentile of times; the mean on request.
    case quantile
    /// The mean of scores.
    case mean
    /// How many.
    case count
    /// A part of a time, such as handling out of handling and waiting.
    case rate
    /// A difference of shares, such as promoters minus detractors.
    case index
  }

  /// The event whose day counts.
  public enum CountedDate: String, Hashable, Sendable, CaseIterable {
    case opened, replied, offered, resolved, rated, invited, worked, passed
    /// The end of the day that is looked at.
    case standing
  }

  /// Which way is good.
  public enum Direction: String, Hashable, Sendable, CaseIterable {
    case higher, lower
    /// Too much is as bad as too little, as with occupancy.
    case between
    /// It says how much there was, not how well it went.
    case neither
  }

  /// Whose it is.
  public enum Credit: String, Hashable, Sendable, CaseIterable {
    /// Who wrote the first public answer.
    case firstResponder
    /// Who owned the conversation when it was resolved.
    case owner
    /// Who took the call.
    case caller
    /// Whom the answer names, else the owner.
    case rated
    /// Whom the review concerns.
    case reviewed
    /// The person whose working time it is.
    case oneself
  }
}
