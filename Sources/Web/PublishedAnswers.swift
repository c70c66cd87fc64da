public import Kernel
public import Storage

/// What people answered to single criteria in reviews, without who answered.
public struct PublishedAnswers: Sendable {
  /// The criteria of the scorecards in use, as their newest versions put them.
  public let criteria: @Sendable (Scope, any Connection) throws -> [Criterion]
  /// Every answer that was handed in about somebody else's work, the oldest first.
  public let given: @Sendable (Scope, any Connection) throws -> [Given]
  /// The conversations that open and shared cycles chose from.
  public let pool: @Sendable (Scope, any Connection) throws -> [Pooled]
  /// The shared cycles, the newest first.
  public let samples: @Sendable (Scope, any Connection) throws -> [Sample]
  /// What shared reviews of some samples came to.
  public let rated: @Sendable ([Int64], Scope, any Connection) throws -> [Rated]
  /// A review as a visitor may see it.
  ///
  /// - Throws: ``Problem/notFound`` where they may not.
  public let review: @Sendable (Int64, Visit, any Connection) throws -> ReviewAside.Subject

  public init(
    criteria: @escaping @Sendable (Scope, any Connection) throws -> [Criterion],
    given: @escaping @Sendable (Scope, any Connection) throws -> [Given],
    pool: @escaping @Sendable (Scope, any Connection) throws -> [Pooled],
    samples: @escaping @Sendable (Scope, any Connection) throws -> [Sample],
    rated: @escaping @Sendable ([Int64], Scope, any Connection) throws -> [Rated],
    review: @escaping @Sendable (Int64, Visit, any Connection) throws -> ReviewAside.Subject
  ) {
    self.criteria = criteria
    self.given = given
    self.pool = pool
    self.samples = samples
    self.rated = rated
    self.review = review
  }

  /// Where nothing is reviewed.
  public static let none = PublishedAnswers(
    criteria: { _, _ in [] }, given: { _, _ in [] }, pool: { _, _ in [] },
    samples: { _, _ in [] }, rated: { _, _, _ in [] }, review: { _, _, _ in throw Problem.notFound }
  )

  /// A criterion, the same through all versions of its scorecard.
  public struct Criterion: Hashable, Sendable {
    public let id: Int64
    public let scorecard: Int64
    public let name: String
    /// Its share of the whole score, 0…1.
    public let weight: Double
    /// The answers from the worst to the best.
    public let points: [Point]

    public init(id: Int64, scorecard: Int64, name: String, weight: Double, points: [Point]) {
      self.id = id
      self.scorecard = scorecard
      self.name = name
      self.weight = weight
      self.points = points
    }
  }

  /// A point of a scale with its value, 0…1.
  public struct Point: Hashable, Sendable, Codable {
    public let label: String
    public let value: Double

    public init(label: String, value: Double) {
      self.label = label
      self.value = value
    }
  }

  /// One answer about one conversation.
  public struct Given: Hashable, Sendable {
    public let criterion: Int64
    public let conversation: Int64
    /// Whose work it is.
    public let person: Actor.ID
    /// 0…1.
    public let value: Double
    public let at: Instant

    public init(
      criterion: Int64, conversation: Int64, person: Actor.ID, value: Double, at: Instant
    ) {
      self.criterion = criterion
      self.conversation = conversation
      self.person = person
      self.value = value
      self.at = at
    }
  }

  /// A conversation that could have been reviewed.
  public struct Pooled: Hashable, Sendable {
    public let sample: Int64
    public let conversation: Int64
    public let person: Actor.ID
    public let day: Day
    public let channel: String
    public let language: String?

    public init(
      sample: Int64, conversation: Int64, person: Actor.ID, day: Day, channel: String,
      language: String?
    ) {
      self.sample = sample
      self.conversation = conversation
      self.person = person
      self.day = day
      self.channel = channel
      self.language = language
    }
  }

  /// A shared cycle.
  public struct Sample: Hashable, Sendable {
    public let id: Int64
    public let team: Actor.Team
    public let scorecard: Int64
    public let first: Day
    public let last: Day

    public init(id: Int64, team: Actor.Team, scorecard: Int64, first: Day, last: Day) {
      self.id = id
      self.team = team
      self.scorecard = scorecard
      self.first = first
      self.last = last
    }
  }

  /// A reviewed conversation of a sample with what its reviews came to.
  public struct Rated: Hashable, Sendable {
    public let sample: Int64
    public let conversation: Int64
    public let person: Actor.ID
    /// The chance by whose inverse it counts.
    public let probability: Double
    /// 0…100; `nil` when nothing applied.
    public let score: Double?
    /// By criterion, 0…100.
    public let values: [Int64: Double]

    public init(
      sample: Int64, conversation: Int64, person: Actor.ID, probability: Double, score: Double?,
      values: [Int64: Double]
    ) {
      self.sample = sample
      self.conversation = conversation
      self.person = person
      self.probability = probability
      self.score = score
      self.values = values
    }
  }
}
