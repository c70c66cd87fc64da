public import Kernel
public import Storage

/// Values of single criteria in shared reviews, without who gave them.
public struct CriterionMarks: Hashable, Sendable {
  /// A criterion as people call it.
  public struct Criterion: Hashable, Sendable {
    public let id: Int64
    public let name: String

    public init(id: Int64, name: String) {
      self.id = id
      self.name = name
    }
  }

  /// One value of one conversation, 0…100.
  public struct Mark: Hashable, Sendable {
    /// `nil` for the score over all criteria.
    public let criterion: Int64?
    /// Whose work it is.
    public let person: Actor.ID
    public let conversation: Int64
    /// When the conversation was opened.
    public let day: Day
    public let value: Double
    /// How many conversations it stands for.
    public let weight: Double

    public init(
      criterion: Int64?, person: Actor.ID, conversation: Int64, day: Day, value: Double,
      weight: Double = 1
    ) {
      self.criterion = criterion
      self.person = person
      self.conversation = conversation
      self.day = day
      self.value = value
      self.weight = weight
    }
  }

  /// In the order of the newest scorecard.
  public var criteria: [Criterion]
  public var marks: [Mark]

  public init(_ criteria: [Criterion] = [], marks: [Mark] = []) {
    self.criteria = criteria
    self.marks = marks
  }

  /// A day of the newest month that was looked at; reviews come some weeks after a month's end.
  public var newest: Day? { marks.map(\.day).max() }
}

/// What one capability hands over for the report of a month, as values.
public struct PublishedReviews: Sendable {
  /// What shared reviews said of criteria.
  public let marks:
    @Sendable (PublishedFigure.Request, Scope, any Connection) throws -> CriterionMarks
  /// What was worked on in some days, and what comes in others, as far as the actor may read it.
  public let plan:
    @Sendable (
      _ focus: PublishedFigure.Request, _ next: PublishedFigure.Request, Actor, Text,
      any Connection
    ) throws -> (focus: [Line], next: [Line])

  /// A line of a plan.
  public struct Line: Hashable, Sendable {
    public let title: String
    public let note: String
    public let day: Day?

    public init(_ title: String, note: String = "", day: Day? = nil) {
      self.title = title
      self.note = note
      self.day = day
    }
  }

  public init(
    marks:
      @escaping @Sendable (PublishedFigure.Request, Scope, any Connection) throws
      -> CriterionMarks,
    plan:
      @escaping @Sendable (
        PublishedFigure.Request, PublishedFigure.Request, Actor, Text, any Connection
      ) throws -> (focus: [Line], next: [Line])
  ) {
    self.marks = marks
    self.plan = plan
  }

  /// Where nothing is reviewed.
  public static let none = PublishedReviews(
    marks: { _, _, _ in CriterionMarks() }, plan: { _, _, _, _, _ in ([], []) })
}
