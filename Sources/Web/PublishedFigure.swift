public import Kernel
public import Storage

/// A figure that one capability computes and others may read, handed round as values.
public struct PublishedFigure: Sendable {
  /// The name of the metric it is, such as `review-score`.
  public let metric: String
  /// What it rests on: figures of one base look at the same observations, which are then made once.
  public let base: String
  /// All observations of the base; each value with the weight it stands for.
  public let ground:
    @Sendable (Request, _ scope: Scope, _ db: any Connection) throws -> [Observation]
  /// Those of them that count for this figure.
  public let includes: @Sendable (Observation) -> Bool

  public init(
    _ metric: String, of base: String? = nil,
    including includes: @escaping @Sendable (Observation) -> Bool = { _ in true },
    observations: @escaping @Sendable (Request, Scope, any Connection) throws -> [Observation]
  ) {
    self.metric = metric
    self.base = base ?? metric
    self.includes = includes
    ground = observations
  }

  /// What was observed.
  public func observations(
    _ request: Request, _ scope: Scope, _ db: any Connection
  ) throws -> [Observation] {
    try ground(request, scope, db).filter(includes)
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
    /// The key of the person it is about, where it is about one.
    public let person: Int64?

    public init(
      day: Day, value: Double, weight: Double = 1, conversation: Int64? = nil,
      channel: String? = nil, person: Int64? = nil
    ) {
      self.day = day
      self.value = value
      self.weight = weight
      self.conversation = conversation
      self.channel = channel
      self.person = person
    }
  }
}
