internal import Kernel
internal import People
internal import Reviews
internal import Statistics
internal import Storage

/// One cycle of one team, played by the functions that the pages call.
struct DemoRound {
  let story: DemoStory
  let crew: DemoCrew
  let clock: DemoWorld
  let cycle: Cycle
  /// The number of the month that is looked at.
  let month: Int
  let lead: Scope
  var counts = DemoReport.Counts()
  /// Who writes which review.
  var authors: [Review.ID: Person.ID] = [:]

  var world: World { clock.world }
  private var calendar: DemoCalendar { story.calendar }
  /// The last one is left in the middle.
  var isRunning: Bool { month == story.options.months }

  /// Plays the cycle as far as it has come by today.
  mutating func play(in db: any Connection) throws {
    let beginning = calendar.zone.instant(
      of: cycle.plan.lastDay.advanced(by: 1), second: 8 * 3600 + 300)
    let opened = isRunning ? early(beginning) : beginning
    clock.set(opened)
    do {
      try cycle.open(scope: lead, world: world, in: db)
    } catch CycleError.emptyPool {
      return
    }
    // The last finished one shows what additions look like.
    if month == story.options.months - 1 {
      try cycle.topUp(on: cycle.plan.reflectBy, scope: lead, world: world, in: db)
    }
    counts.cycles += 1
    let reviews = try Review.all(in: cycle.id, lead, in: db)
    authors = try Author.all(in: cycle.id, lead, in: db)
    counts.reviews += reviews.count
    let subjects = try DemoSubject.all(reviews, crew.scope, in: db)
    let tasks = tasks(for: reviews, since: opened).sorted {
      ($0.at, $0.review.id) < ($1.at, $1.review.id)
    }
    for task in tasks {
      guard let subject = subjects[task.review.conversation] else { continue }
      try write(task, about: subject, in: db)
    }
    if isRunning {
      try giveOneBack(in: db)
      try remind(since: opened, in: db)
    } else {
      try finish(in: db)
    }
  }

  /// Somebody knows a customer: what they give back goes to a colleague by the rule.
  private func giveOneBack(in db: any Connection) throws {
    guard !story.options.isBrief else { return }
    let review = try Review.all(in: cycle.id, lead, in: db).first { review in
      review.kind == .peer && review.state == .assigned
        && (crew.place(of: author(of: review)) ?? 0) % 6 == 3
    }
    guard let review else { return }
    clock.set(calendar.now)
    try review.giveBack(
      reason: "I know this customer well.", scope: crew.scope(of: author(of: review)),
      world: world, in: db)
  }

  /// The reminders of the last days, which reach those who still owe something.
  private func remind(since opened: Instant, in db: any Connection) throws {
    guard !story.options.isBrief else { return }
    let today = calendar.zone.day(of: calendar.now)
    for day in (-3...0).map(today.advanced(by:)) {
      let morning = min(calendar.zone.instant(of: day, second: 8 * 3600), calendar.now)
      guard morning > opened else { continue }
      clock.set(morning)
      try Cycle.find(cycle.id, crew.scope, in: db)?.remind(
        on: day, scope: crew.scope, world: world, in: db)
    }
  }

  /// Before the first opening of a month's first day there is little time: everything moves up.
  private func early(_ beginning: Instant) -> Instant {
    let midnight = calendar.zone.start(of: cycle.plan.lastDay.advanced(by: 1))
    let quarter = Int64(calendar.now.seconds(since: midnight) / 4)
    return min(beginning, midnight.advanced(bySeconds: max(0, quarter)))
  }

  func author(of review: Review) -> Person.ID { authors[review.id] ?? review.agent }

  // MARK: Who writes when

  /// Something that somebody writes at a moment.
  struct Task {
    let review: Review
    let at: Instant
    let isDraft: Bool
  }

  private func tasks(for reviews: [Review], since opened: Instant) -> [Task] {
    var seen: [String: Int] = [:]
    return reviews.compactMap { review in
      let key = "\(author(of: review)) \(review.kind == .`self`)"
      let order = seen[key, default: 0]
      seen[key] = order + 1
      return isRunning
        ? running(review, order: order, since: opened) : finished(review)
    }
  }

  /// A few are never written; the others come in the days the plan gives.
  private func finished(_ review: Review) -> Task? {
    var chance = chance(for: review, purpose: 10)
    let isOwn = review.kind == .`self`
    guard !chance.happens(isOwn ? 0.07 : 0.03) else { return nil }
    let first = isOwn ? cycle.plan.lastDay.advanced(by: 1) : cycle.plan.reflectBy
    let last = isOwn ? cycle.plan.reflectBy : cycle.plan.reviewBy
    let day = first.advanced(by: 1 + chance.below(max(1, last.number - first.number)))
    return Task(review: review, at: workingMoment(on: day, &chance), isDraft: false)
  }

  /// About half is done, some is begun, and one own view is overdue.
  private func running(_ review: Review, order: Int, since opened: Instant) -> Task? {
    var chance = chance(for: review, purpose: 10)
    let passed = calendar.now.seconds(since: opened)
    func moment(_ from: Double, _ to: Double) -> Instant {
      opened.advanced(bySeconds: Int64(passed * (from + (to - from) * chance.unit())))
    }
    let isFirstAgent = crew.place(of: author(of: review)) == 0
    if review.kind == .`self` {
      if isFirstAgent, order == 0 { return nil }
      return Task(review: review, at: moment(0.05, 0.6), isDraft: false)
    }
    if isFirstAgent, order < 2 {
      return Task(review: review, at: moment(0.5, 0.95), isDraft: order == 1)
    }
    let draw = chance.unit()
    guard draw < (isFirstAgent ? 0 : 0.6) else { return nil }
    return Task(review: review, at: moment(0.4, 0.97), isDraft: draw > 0.47)
  }

  func workingMoment(on day: Day, _ chance: inout SplitMix64) -> Instant {
    let workday = day.weekday == 7 ? day.advanced(by: 1) : day
    let moment = calendar.zone.instant(
      of: workday, second: chance.within(9 * 3600...18 * 3600))
    return min(moment, calendar.now)
  }

  func chance(for review: Review, purpose: UInt64) -> SplitMix64 {
    SplitMix64(
      seed: story.options.seed, purpose: purpose,
      number: Int(truncatingIfNeeded: review.pick.rawValue &* 31 &+ author(of: review).rawValue))
  }

  // MARK: Writing and sharing

  private mutating func write(
    _ task: Task, about subject: DemoSubject, in db: any Connection
  ) throws {
    let review = task.review
    let scope = crew.scope(of: author(of: review))
    var verdict = DemoVerdict(
      review, of: DemoConversations.plan(subject.number, story), in: self, month: month)
    let draft = verdict.draft(isUnfinished: task.isDraft)
    clock.set(task.at.advanced(bySeconds: Int64(-verdict.seconds)))
    let version = try review.save(
      task.isDraft ? draft : ReviewDraft(), over: 0, seconds: 20, scope: scope, world: world,
      in: db)
    if let remark = verdict.remark(on: subject.messages) {
      try review.comment(
        remark.body, on: remark.message, quote: remark.quote, about: remark.criterion,
        scope: scope, world: world, in: db)
    }
    guard !task.isDraft else {
      counts.drafts += 1
      return
    }
    clock.set(task.at)
    try review.submit(
      draft, over: version, seconds: verdict.seconds, scope: scope, world: world, in: db)
    counts.submitted += 1
  }

  private mutating func finish(in db: any Connection) throws {
    let shareOn = cycle.plan.shareOn
    clock.set(calendar.zone.instant(of: shareOn, second: 9 * 3600))
    try cycle.share(on: shareOn, scope: lead, world: world, in: db)
    let shared = try Review.all(in: cycle.id, lead, in: db).filter { $0.sharedAt != nil }
    authors = try Author.all(in: cycle.id, lead, in: db)
    var moves =
      try secondLooks(in: db) + disputes(among: shared, in: db) + learning(from: shared)
    for review in shared {
      var chance = chance(for: review, purpose: 11)
      guard chance.happens(0.85) else { continue }
      let at = workingMoment(on: shareOn.advanced(by: chance.below(6)), &chance)
      let words = chance.happens(0.35) ? DemoRemarks.all.say("thanks", using: &chance) : ""
      let crew = crew
      let world = world
      moves.append(
        Move(at: max(at, clock.world.now()), review: review.id) { db in
          // It may have turned out to be somebody else's by then.
          guard try Review.find(review.id, crew.scope, in: db)?.withdrawnAt == nil else { return }
          try review.acknowledge(
            comment: words, scope: crew.scope(of: review.agent), world: world, in: db)
        })
    }
    let end = min(
      calendar.now, calendar.zone.instant(of: shareOn.advanced(by: 7), second: 61_200))
    let cycle = cycle
    let lead = lead
    let world = world
    moves.append(
      Move(at: end, review: .init(rawValue: .max)) { db in
        try cycle.close(scope: lead, world: world, in: db)
      })
    for (_, move) in moves.enumerated().sorted(by: {
      ($0.element.at, $0.element.review, $0.offset) < ($1.element.at, $1.element.review, $1.offset)
    }) {
      clock.set(move.at)
      try move.play(db)
    }
  }
}
