internal import Kernel
internal import People
internal import Statistics
internal import Storage
internal import Web

/// Everything the page of a report is made of.
struct ReportModel: Sendable {
  let subject: Subject
  let name: String
  let month: Period
  /// Whether the month still runs, so that the report is a look in between.
  let isRunning: Bool
  let rows: [Row]
  let report: Report
  /// What the reader may see of what the report says.
  let claims: [Report.Claim]
  let marks: CriterionMarks
  let names: [Actor.ID: String]
  /// Conversations a weekday on average, from Monday; empty for a person.
  let weekdays: [Double]
  /// The figures worth a chart, month by month.
  let series: [[Reading]]
  let goals: [GoalLine]
  let focus: [PublishedReviews.Line]
  let next: [PublishedReviews.Line]

  /// A figure of the month beside those before it.
  struct Row: Sendable {
    let now: Reading
    let before: Reading
    let halfYear: Reading
    /// How many of those six months had begun to count when the first contact came.
    let monthsKnown: Int
  }

  /// What became of a goal in the month.
  struct GoalLine: Sendable {
    let title: String
    let course: TargetCourse
    /// The periods that ended in the month.
    let judged: [GoalCourse.Judged]
    let goal: Goal.ID
  }

  /// Whether there is anything to report on.
  var isEmpty: Bool { rows.allSatisfy { $0.now.absence != nil } }
}

/// Reads what a report is made of.
struct ReportReader {
  let readings: Readings
  let reviews: PublishedReviews
  let circle: ReaderCircle
  let text: Text
  /// The workspace's own day.
  let today: Day

  private var scope: Scope { readings.scope }

  func model(
    of subject: Subject, in month: Period, from db: any Connection
  ) throws -> ReportModel {
    let marks = try marks(of: subject, until: month, from: db)
    let weeks = Weeks(month, today: today)
    let courses = try courses(of: subject, weeks, from: db)
    let arrivals = try arrivals(subject, weeks, from: db)
    let report = try report(figures(subject, courses, marks, arrivals), subject, weeks, from: db)
    let claims = report.claims.filter { claim in
      claim.matter.person.map { circle.includes(.person($0)) } ?? true
    }
    let plan = try plan(of: subject, month, from: db)
    return ReportModel(
      subject: subject, name: circle.name(subject, text), month: month,
      isRunning: month.last >= today,
      rows: try rows(of: subject, month, from: db), report: report, claims: claims,
      marks: marks,
      names: try Person.names(of: claims.compactMap(\.matter.person), scope, in: db),
      weekdays: Self.weekdays(arrivals),
      series: try series(of: subject, month, claims, from: db),
      goals: try goals(of: subject, month, from: db), focus: plan.focus, next: plan.next)
  }

  private func figures(
    _ subject: Subject, _ courses: [WeekCourse], _ marks: CriterionMarks, _ arrivals: [[Int]]
  ) -> ReportFigures {
    var figures = ReportFigures(courses: courses, arrivals: arrivals, marks: marks)
    if case .person(let person) = subject { figures.person = person }
    return figures
  }

  /// What the figures allow to be said; what changed is looked at again at the mix there was before.
  private func report(
    _ figures: ReportFigures, _ subject: Subject, _ weeks: Weeks, from db: any Connection
  ) throws -> Report {
    let plain = Report(figures)
    let changed = Set(
      plain.claims.compactMap { claim -> Metric? in
        if case .figure(let metric) = claim.matter, Strata.canWeigh(metric) { metric } else { nil }
      })
    guard !changed.isEmpty else { return plain }
    let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
    let mixes = try WeekMixes(
      weeks, of: subject, for: changed, zone: zone, scope, from: db)
    var figures = figures
    figures.courses = figures.courses.map { course in
      guard changed.contains(course.metric) else { return course }
      var course = course
      course.atSameMix = mixes.changes(Question(course.metric, of: subject))
      return course
    }
    return Report(figures)
  }

  // MARK: Figures

  /// What a report tells of a month, as far as there is any of it.
  private static let told: [Metric] = [
    .volumeIn, .volumeSolved, .firstContactResolution, .csat, .nps, .ces, .complaints,
    .firstResponse, .firstResponseInTime, .resolutionTime, .reopens, .ownership, .answerWait,
    .serviceLevel, .abandonment, .handleTime, .reviewScore,
  ]

  /// What it puts to a test.
  ///
  /// A score is tested with its people; what was solved follows what came.
  private static let tested = told.filter { $0 != .volumeSolved && $0 != .reviewScore }

  private func rows(
    of subject: Subject, _ month: Period, from db: any Connection
  ) throws -> [ReportModel.Row] {
    let before = month.previous
    let halfYear = Period(first: Self.month(before, minus: 5).first, last: before.last)
    let asked = [month, before, halfYear]
    let months = (0..<6).map { Self.month(before, minus: 5 - $0) }
    let arrivals = try readings.readings(
      [Question(.volumeIn, of: subject)], over: months, from: db)
    let known = arrivals.first?.drop { $0.numerator == 0 }.count ?? months.count
    return try readings.readings(
      Self.told.map { Question($0, of: subject) }, over: asked, from: db
    ).compactMap { found in
      guard found.count == asked.count, found.contains(where: { $0.absence == nil }) else {
        return nil
      }
      return ReportModel.Row(
        now: found[0], before: found[1], halfYear: found[2], monthsKnown: known)
    }
  }

  private func courses(
    of subject: Subject, _ weeks: Weeks, from db: any Connection
  ) throws -> [WeekCourse] {
    let questions = Self.tested.map { Question($0, of: subject) }
    let now = try read(questions, weeks.all, from: db)
    let then = try read(questions, weeks.all.map(\.yearBefore), from: db)
    return questions.indices.compactMap { index in
      let course = WeekCourse(
        questions[index].metric, weeks: weeks.told(now[index]),
        yearBefore: weeks.told(then[index]))
      return course.weeks.isEmpty ? nil : course
    }
  }

  private func read(
    _ questions: [Question], _ periods: [Period], from db: any Connection
  ) throws -> [[Reading]] {
    guard !periods.isEmpty else { return questions.map { _ in [] } }
    return try readings.readings(questions, over: periods, from: db)
  }

  // MARK: When it comes

  /// The days of the last 26 weeks of the month and before.
  private func arrivals(
    _ subject: Subject, _ weeks: Weeks, from db: any Connection
  ) throws -> [[Int]] {
    if case .person = subject { return [] }
    let last = weeks.all.suffix(26)
    let days = last.flatMap { week in
      (week.first.number...week.last.number).map {
        Period(first: Day(number: $0), last: Day(number: $0))
      }
    }
    let counts = try read([Question(.volumeIn, of: subject)], days, from: db).first ?? []
    let found = stride(from: 0, to: counts.count, by: 7).map { start in
      counts[start..<min(start + 7, counts.count)].map(\.numerator)
    }
    let known = found.drop { $0.allSatisfy { $0 == 0 } }
    // The first week ever may be half of one.
    return Array(known.count < found.count ? known.dropFirst() : known)
  }

  private static func weekdays(_ arrivals: [[Int]]) -> [Double] {
    guard !arrivals.isEmpty else { return [] }
    return (0..<7).map { day in
      Double(arrivals.reduce(0) { $0 + ($1.indices.contains(day) ? $1[day] : 0) })
        / Double(arrivals.count)
    }
  }

  /// The months of what changed, or of what customers feel first where nothing did.
  private func series(
    of subject: Subject, _ month: Period, _ claims: [Report.Claim], from db: any Connection
  ) throws -> [[Reading]] {
    let changed = claims.compactMap { claim -> Metric? in
      if case .figure(let metric) = claim.matter { metric } else { nil }
    }
    let drawn = changed.isEmpty ? [Metric.firstContactResolution, .firstResponse] : changed
    let span = Period(first: Self.month(month, minus: 11).first, last: month.last)
    return try readings.readings(
      drawn.prefix(3).map { Question($0, of: subject) }, over: span.split(by: .month), from: db
    ).map { Array($0.drop { $0.absence != nil }) }.filter { $0.count > 1 }
  }

  static func month(_ month: Period, minus count: Int) -> Period {
    (0..<count).reduce(month) { month, _ in month.previous }
  }
}

extension ReportReader {
  // MARK: Reviews, goals, plans

  /// Marks of everybody who is looked at together, up to the newest month with shared reviews.
  private func marks(
    of subject: Subject, until month: Period, from db: any Connection
  ) throws -> CriterionMarks {
    // Reviews come late: the newest that count may be of the month before.
    var request = PublishedFigure.Request(
      first: Self.month(month, minus: PersonalFindings.allMonths).first, last: month.last)
    switch subject {
    case .team(let team): request.team = team
    case .person(let person):
      request.team = try Membership.teams(of: person, scope, in: db).first
    case .centre, .queue: break
    }
    let marks = try reviews.marks(request, scope, db)
    // Reviews come some weeks after a month's end; older ones are no news any more.
    guard let newest = marks.newest, newest >= month.previous.first else {
      return CriterionMarks()
    }
    return marks
  }

  private func goals(
    of subject: Subject, _ month: Period, from db: any Connection
  ) throws -> [ReportModel.GoalLine] {
    let circles = Circles(teams: try Membership.all(scope, in: db))
    let goals = try Goal.current(scope, in: db).filter { goal in
      !goal.isEnded && goal.aim.subject == subject
        && circles.allow(circle.actor, .read, .goal, goal.aim)
    }
    let wordings = try Target.wordings(of: goals.map(\.id), scope, in: db)
    let day = min(today, month.last.advanced(by: 1))
    return try goals.flatMap { goal in
      try (wordings[goal.id] ?? []).compactMap { wordings in
        guard
          let course = try TargetCourse(
            wordings, aim: goal.aim, readings, today: day, in: db)
        else { return nil }
        return ReportModel.GoalLine(
          title: goal.title, course: course,
          judged: course.course.judged.filter { month.contains($0.reading.period.last) },
          goal: goal.id)
      }
    }
  }

  private func plan(
    of subject: Subject, _ month: Period, from db: any Connection
  ) throws -> (focus: [PublishedReviews.Line], next: [PublishedReviews.Line]) {
    let after = Period(.month, holding: month.last.advanced(by: 1))
    func request(_ period: Period) -> PublishedFigure.Request {
      var request = PublishedFigure.Request(first: period.first, last: period.last)
      switch subject {
      case .team(let team): request.team = team
      case .person(let person): request.person = person
      case .centre, .queue: break
      }
      return request
    }
    return try reviews.plan(request(month), request(after), circle.actor, text, db)
  }
}
