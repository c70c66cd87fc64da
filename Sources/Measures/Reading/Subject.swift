public import Conversations
public import Web

/// Whose figures are read.
public enum Subject: Hashable, Sendable {
  /// The whole workspace.
  case centre
  case team(Actor.Team)
  case person(Actor.ID)
  case queue(Queue.ID)
}

/// What is asked: which metric, of whom, in which form.
public struct Question: Hashable, Sendable {
  public var metric: Metric
  public var subject: Subject
  /// Only what came this way; `nil` for all ways.
  public var channel: Channel?
  /// Only what came to this queue; `nil` for all of them.
  public var queue: Queue.ID?
  /// What of a distribution of times is read; shares and counts know one form only.
  public var statistic: Statistic
  /// Which hours count; metrics without a clock do not look at it.
  public var clock: Clock

  public init(
    _ metric: Metric, of subject: Subject = .centre, channel: Channel? = nil,
    queue: Queue.ID? = nil, statistic: Statistic = .median, clock: Clock = .calendar
  ) {
    self.metric = metric
    self.subject = subject
    self.channel = channel
    self.queue = queue
    self.statistic = statistic
    self.clock = clock
  }

  /// What of many lengths of time is told.
  public enum Statistic: String, Hashable, Sendable, CaseIterable {
    case median
    /// Nine of ten were quicker.
    case ninetieth = "p90"
    /// Only on request: one old conversation moves it.
    case mean
  }

  /// Which hours a length of time is made of.
  public enum Clock: String, Hashable, Sendable, CaseIterable {
    case calendar, business
  }
}
