internal import Conversations
internal import Kernel
internal import People
internal import Reviews
internal import Statistics
internal import Storage

/// One calibration of one team, played by the functions that the pages call.
struct DemoCalibration {
  let story: DemoStory
  let crew: DemoCrew
  let clock: DemoWorld
  /// The number of the team, and of the month whose conversations are rated.
  let team: Int
  let month: Int

  private var world: World { clock.world }
  private var calendar: DemoCalendar { story.calendar }
  /// The last one is left open.
  private var isRunning: Bool { month == story.options.months }
  private var lead: Person.ID { crew.leads[team] }

  /// Conversations of one session.
  private static let size = 8
  /// The place of somebody whose scale is not the team's yet: they practise in the end.
  private static let learner = 5

  /// Plans, rates and closes a session; a team with too few conversations has none.
  func play(in db: any Connection) throws {
    let (planned, due) = days
    clock.set(moment(planned, 10))
    let scope = crew.scope(of: lead)
    let members = try Person.members(of: crew.teams[team], crew.scope, in: db).map(\.id)
    let people = members.filter { crew.place(of: $0) != nil } + [lead]
    guard people.count > 2 else { return }
    let plan = CalibrationPlan(
      name: name, scorecard: crew.scorecard.id,
      baseline: isRunning ? .consensus : .expert(lead), dueOn: due, drawn: Self.size,
      participants: people)
    let session: Calibration
    do {
      session = try Calibration.plan(
        plan, for: crew.teams[team], on: planned, scope: scope, world: world, in: db)
    } catch CalibrationError.tooFewConversations {
      return
    }
    let subjects = try DemoSubject.all(session.items.map(\.conversation), crew.scope, in: db)
    for (order, person) in people.enumerated() {
      try rate(session, subjects, person, order: order, of: people.count, in: db)
    }
    if !isRunning { try finish(session, subjects, due: due, in: db) }
  }

  private var name: String {
    let first = calendar.months[month]
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    let number = first.civil.month - 1
    return (names.indices.contains(number) ? names[number] : first.iso) + " · one scale for all"
  }

  /// The first days after the month; the last session began yesterday.
  private var days: (planned: Day, due: Day) {
    let today = calendar.zone.day(of: calendar.now)
    guard !isRunning else { return (today.advanced(by: -2), today.advanced(by: 5)) }
    let next = calendar.months[month].startOfNextMonth
    return (next, next.advanced(by: 5))
  }

  private func moment(_ day: Day, _ hour: Int) -> Instant {
    min(calendar.now, calendar.zone.instant(of: day, second: hour * 3600))
  }

  // MARK: Rating

  private func rate(
    _ session: Calibration, _ subjects: [Conversation.ID: DemoSubject], _ person: Person.ID,
    order: Int, of count: Int, in db: any Connection
  ) throws {
    for (index, item) in session.items(for: person).enumerated() {
      guard let subject = subjects[item.conversation] else { continue }
      // While the last session runs, half of the people are through and one has begun.
      if isRunning, order * 2 > count || (order * 2 >= count - 1 && index > 2) { continue }
      // One rating is missing in each, as it goes.
      if !isRunning, order == 2, index == Self.size - 2 { continue }
      var chance = chance(30, person, item.conversation)
      clock.set(
        moment(days.planned, 11).advanced(bySeconds: Int64(order * 1800 + index * 420))
          .atMost(calendar.now))
      let scope = crew.scope(of: person)
      let points = points(of: subject, seenBy: person, &chance)
      if chance.happens(0.3), let line = chance.oneOf(subject.messages) {
        let place = chance.below(points.count)
        let criterion = DemoTruth.Criterion.allCases[place]
        try session.remark(
          DemoRemarks.all.say(criterion, "\(points[place])", using: &chance), on: line.id,
          in: item.conversation, quote: String(line.text.prefix(140)),
          about: crew.scorecard.rubric.criteria[safe: place]?.id, scope: scope, world: world,
          in: db)
      }
      try session.rate(
        item.conversation, answers(points, &chance), seconds: chance.within(120...540),
        scope: scope, world: world, in: db)
    }
  }

  /// The truth through somebody's eyes; the learner's are not used to the scale yet.
  private func points(
    of subject: DemoSubject, seenBy person: Person.ID, _ chance: inout SplitMix64
  ) -> [Int] {
    let levels = DemoConversations.plan(subject.number, story).levels
    let place = crew.place(of: person)
    let isNew = place == Self.learner && month >= story.options.months - 2
    return levels.map { level in
      let leaning = isNew ? -1.15 : place.map(story.truth.severity(of:)) ?? 0
      let noise = (isNew ? 0.8 : place == nil ? 0.15 : 0.35) * chance.normal()
      return min(3, max(0, Int((Double(level) + leaning + noise).rounded())))
    }
  }

  private func answers(_ points: [Int], _ chance: inout SplitMix64) -> Answers {
    var answers = Answers()
    for (place, criterion) in crew.scorecard.rubric.criteria.enumerated() {
      let kind = DemoTruth.Criterion.allCases[place % DemoTruth.Criterion.allCases.count]
      guard let point = points[safe: place], let option = criterion.options[safe: point] else {
        continue
      }
      if kind == .empathy, criterion.allowsNotApplicable, chance.happens(0.05) {
        answers[criterion.id] = Answer(.notApplicable)
        continue
      }
      let speaks = option.needsComment || chance.happens(0.3)
      answers[criterion.id] = Answer(
        .option(option.id),
        comment: speaks ? DemoRemarks.all.say(kind, "\(point)", using: &chance) : "")
    }
    return answers
  }

  private func chance(
    _ purpose: UInt64, _ person: Person.ID, _ conversation: Conversation.ID
  ) -> SplitMix64 {
    SplitMix64(
      seed: story.options.seed, purpose: purpose,
      number: Int(truncatingIfNeeded: conversation.rawValue &* 31 &+ person.rawValue))
  }

  // MARK: Agreeing

  private func finish(
    _ session: Calibration, _ subjects: [Conversation.ID: DemoSubject], due: Day,
    in db: any Connection
  ) throws {
    let scope = crew.scope(of: lead)
    clock.set(moment(due.advanced(by: 1), 15))
    try session.close(
      reason: "One of us was ill; the others are through.", scope: scope, world: world, in: db)
    var chance = chance(31, lead, session.items.first?.conversation ?? .init(rawValue: 0))
    for item in session.items.prefix(1) {
      guard let subject = subjects[item.conversation] else { continue }
      let levels = DemoConversations.plan(subject.number, story).levels
      for (place, criterion) in crew.scorecard.rubric.criteria.enumerated() {
        guard let level = levels[safe: place], let option = criterion.options[safe: level] else {
          continue
        }
        let kind = DemoTruth.Criterion.allCases[place % DemoTruth.Criterion.allCases.count]
        try session.agree(
          on: criterion.id, .option(option.id), of: item.conversation,
          reason: DemoRemarks.all.say(kind, "\(level)", using: &chance), scope: scope,
          world: world, in: db)
      }
    }
    try session.note(
      "We read the anchors of completeness aloud. Most of the distance came from second questions at the end of a message.",
      .discussion, scope: scope, world: world, in: db)
    try session.note(
      "A question that is not answered costs a point, also when it came last. We look at it again next month.",
      .decision, scope: scope, world: world, in: db)
  }
}

extension Array {
  /// The element at a place, if there is one.
  subscript(safe index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}

extension Instant {
  fileprivate func atMost(_ other: Instant) -> Instant { Swift.min(self, other) }
}
