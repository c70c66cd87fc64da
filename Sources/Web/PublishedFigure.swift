public import Kernel
public import Storage

/// A figure that one capability computes and others may read, handed round as values.
public struct PublishedFigure: Sendable {
  /// The name of the metric it is, such as `review-score`.
  public let metric: String
  /// What was observed; each value with the weight it stands for.
  public let observations:
    @Sendable (Request, _ scope: Scope, _ db: any Connection) throws -> [Observation]

  public init(
    _ metric: String,
    observations: @escaping @Sendable (Request, Scope, any Connection) throws -> [Observation]
  ) {
    self.metric = metric
    self.observations = observations
  }

  /// Whose figure, and of which days; both ends are included.
  public struct Request: Hashable, Sendable {
    public var first: Day
    public var last: Day
    public var person: Actor.ID?
    public var team: Actor.Team?

    public init(first: Day, last: Day, person: Actor.ID? = nil, team: Actor.Team? = nil) {
      self.first = first
      self.last = last
      self.person = person
      self.team = team
    }
  }

  /// One value; scores are 0…100.
  public struct Observation: Hashable, Sendable {
    public let day: Day
    public let value: Double
    /// The reciprocal of the chance it had of being looked at; 1 where all had the same.
    public let weight: Double
    /// The key of the conversation it is about, where it is about one.
    public let conversation: Int64?
    /// The way the conversation came, where it is about one.
    public let channel: String?

    public init(
      day: Day, value: Double, weight: Double = 1, conversation: Int64? = nil,
      channel: String? = nil
    ) {
      self.day = day
      self.value = value
      self.weight = weight
      self.conversation = conversation
      self.channel = channel
    }
  }
}
