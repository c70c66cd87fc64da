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
  /// The weeks that ended in the month.
  public let recent: [Week]
  /// The weeks of the six months before, as far as there are any.
  public let past: [Week]
  /// The same weeks a year earlier; empty without that year.
  public let recentYearBefore: [Week]
  public let pastYearBefore: [Week]

  /// What one week came to.
  public struct Week: Hashable, Sendable {
    /// Hits of a share, or how many there were of what is counted.
    public let hits: Int
    /// Out of how many.
    public let n: Int
    /// A median in seconds, points of an index; unused by shares and counts.
    public let value: Double?

    public init(hits: Int = 0, n: Int, value: Double? = nil) {
      self.hits = hits
      self.n = n
      self.value = value
    }
  }

  public init(
    _ metric: Metric, recent: [Week], past: [Week], recentYearBefore: [Week] = [],
    pastYearBefore: [Week] = []
  ) {
    self.metric = metric
    self.recent = recent
    self.past = past
    self.recentYearBefore = recentYearBefore
    self.pastYearBefore = pastYearBefore
  }
}
