public import Web

/// What a report is made from: figures as values, so that finding something in them needs nothing
/// else.
public struct ReportFigures: Hashable, Sendable {
  /// The one person it is about; `nil` for a team or the centre.
  public var person: Actor.ID?
  /// Each metric week by week.
  public var courses: [WeekCourse]
  /// How many conversations were opened on each day of whole weeks, the oldest week first; Monday
  /// is the first of the seven.
  public var arrivals: [[Int]]
  /// What shared reviews said of single criteria.
  public var marks: CriterionMarks

  public init(
    person: Actor.ID? = nil, courses: [WeekCourse] = [], arrivals: [[Int]] = [],
    marks: CriterionMarks = CriterionMarks()
  ) {
    self.person = person
    self.courses = courses
    self.arrivals = arrivals
    self.marks = marks
  }
}

/// A metric in the whole weeks of a month and in those of the months before it.
///
/// A week is the unit because the conversations of one day have the day in common, and because
/// every week has one Monday.
public struct WeekCourse: Hashable, Sendable {
  public let metric: Metric
  /// The weeks that ended in the month and in the six months before, as far as there are any.
  public let weeks: [Week]
  /// The same weeks a year earlier; empty without that year.
  public let yearBefore: [Week]
  /// What the change would come to at the mix of conversations there was before, by how many months
  /// are now; empty until a change asks for it.
  public var atSameMix: [Int: MixedChange] = [:]

  /// What one week came to.
  public struct Week: Hashable, Sendable {
    /// How many months before the report's own it ended.
    public let monthsAgo: Int
    /// Hits of a share, or how many there were of what is counted.
    public let hits: Int
    /// Out of how many.
    public let n: Int
    /// A median in seconds, points of an index; unused by shares and counts.
    public let value: Double?

    public init(monthsAgo: Int, hits: Int = 0, n: Int, value: Double? = nil) {
      self.monthsAgo = monthsAgo
      self.hits = hits
      self.n = n
      self.value = value
    }
  }

  /// A value as it is, and as it would be had the mix stayed.
  public struct MixedChange: Hashable, Sendable {
    /// In the metric's unit.
    public let now: Double
    /// The value now at the mix there was before.
    public let standardised: Double

    public init(now: Double, standardised: Double) {
      self.now = now
      self.standardised = standardised
    }
  }

  public init(_ metric: Metric, weeks: [Week], yearBefore: [Week] = []) {
    self.metric = metric
    self.weeks = weeks
    self.yearBefore = yearBefore
  }
}
