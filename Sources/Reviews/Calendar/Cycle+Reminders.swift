public import Kernel
internal import Markup
internal import People
public import Storage

/// When somebody is reminded of a day by which something is due.
enum Reminder: String, Hashable, Sendable, CaseIterable {
  /// Up to three days before.
  case soon
  case today
  /// From two days after on.
  case late

  /// The reminder of a day, if there is one for what is due then.
  init?(on today: Day, due: Day) {
    switch due.number - today.number {
    case 1...3: self = .soon
    case 0: self = .today
    case ...(-2): self = .late
    default: return nil
    }
  }
}

/// What somebody can owe in a cycle; each is reminded of by itself.
private enum Duty: String {
  case own, others, second

  /// The words of a reminder; a second look has none when it is late, for its cycle is closed then.
  func sentence(_ reminder: Reminder) -> StaticString? {
    switch (self, reminder) {
    case (.own, .soon): "reminder.own.soon"
    case (.own, .today): "reminder.own.today"
    case (.own, .late): "reminder.own.late"
    case (.others, .soon): "reminder.others.soon"
    case (.others, .today): "reminder.others.today"
    case (.others, .late): "reminder.others.late"
    case (.second, .soon): "reminder.second.soon"
    case (.second, .today): "reminder.second.today"
    case (.second, .late): nil
    }
  }
}

extension Cycle {
  /// Reminds everybody who still owes something: once before, once on the day, once when it is late.
  ///
  /// What somebody no longer owes they need not read about. After the sharing only second looks, and
  /// those who were given more time, are reminded.
  public static let reminding = JobKind("cycle.remind", every: .seconds(3600)) { run in
    let (scope, world) = (run.scope, run.world)
    let running = try await run.database.read { db in try Cycle.running(scope, in: db) }
    for cycle in running {
      try await run.database.write { db in
        // Read again: somebody may have shared or closed it in between.
        let current = try require(cycle.id, scope, in: db)
        guard current.closedAt == nil else { return }
        let today = try Workspace.today(scope, world: world, in: db)
        try current.remind(on: today, scope: scope, world: world, in: db)
      }
    }
  }

  /// Tells everybody what they owe today; nobody who owes nothing.
  public func remind(on today: Day, scope: Scope, world: World, in db: any Connection) throws {
    let moreTime = try MoreTime.all(in: id, scope, in: db)
    let debts = Debt.all(
      in: self, try Review.all(in: id, scope, in: db),
      try Author.all(in: id, scope, in: db), moreTime, on: today)
    let team = try Team.find(team, scope, in: db)?.name ?? "–"
    for (person, debt) in debts.sorted(by: { $0.key < $1.key }) {
      func remind(_ duty: Duty, _ left: Int, by planned: Day, of kind: Review.Kind) throws {
        let due = max(planned, moreTime[person]?.dueOn(of: kind, in: plan) ?? planned)
        // After the sharing only who was given more time hears of their reviews again.
        guard state == .open || duty == .second || due > planned else { return }
        try tell(
          person, of: duty, left, by: due, on: today, team: team,
          number: due > planned ? ":\(due.iso)" : "", scope: scope, world: world, in: db)
      }
      if state == .open { try remind(.own, debt.ownLeft, by: plan.reflectBy, of: .`self`) }
      try remind(.others, debt.othersLeft - debt.secondLeft, by: plan.reviewBy, of: .peer)
      if state == .shared {
        try remind(.second, debt.secondLeft, by: debt.secondDue ?? plan.shareOn, of: .second)
      }
    }
  }

  private func tell(
    _ person: Person.ID, of duty: Duty, _ left: Int, by due: Day, on today: Day, team: String,
    number: String, scope: Scope, world: World, in db: any Connection
  ) throws {
    let occasion = "cycle.due:\(id):\(duty.rawValue)"
    guard left > 0 else {
      try Notice.settle(occasion, of: person, scope: scope, world: world, in: db)
      guard duty == .second else { return }
      return try Notice.settle(
        "second.asked:\(id)", of: person, scope: scope, world: world, in: db)
    }
    guard let reminder = Reminder(on: today, due: due), let sentence = duty.sentence(reminder)
    else { return }
    // What was said before of the same day is no news beside this.
    for earlier in Reminder.allCases.prefix(while: { $0 != reminder }) {
      try Notice.settle(
        "\(occasion)\(number):\(earlier.rawValue)", of: person, scope: scope, world: world, in: db)
    }
    try Notice.tell(
      person, sentence, ["team": .text(team), "count": .number(left), "day": .day(due)],
      path: .work, occasion: "\(occasion)\(number):\(reminder.rawValue)", scope: scope,
      world: world, in: db)
  }

  /// Tells people that reviews of their work can be read; `ready` are those just shared.
  func tellOfSharing(
    _ ready: [Review], scope: Scope, world: World, in db: any Connection
  ) throws {
    for (agent, reviews) in Dictionary(grouping: ready, by: \.agent).sorted(by: { $0.key < $1.key })
    {
      guard let first = reviews.map(\.id).min() else { continue }
      try Notice.tell(
        agent, "reminder.shared", ["count": .number(reviews.count)], path: "/received",
        occasion: "review.shared:\(id):\(first)", scope: scope, world: world, in: db)
    }
  }
}

extension Review {
  /// Tells the reviewer that their review was acknowledged, and counts the news of it as read.
  ///
  /// Where a cycle names nobody the reviewer is not told: the notice itself would name them.
  func tellOfAcknowledgement(scope: Scope, world: World, in db: any Connection) throws {
    try Notice.settle("review.shared:\(cycle)", of: agent, scope: scope, world: world, in: db)
    guard let round = try Cycle.find(cycle, scope, in: db), round.plan.namesReviewers,
      let author = try Author.of([id], scope, in: db)[id], author != agent
    else { return }
    let name = try Person.find(agent, scope, in: db)?.name ?? "–"
    try Notice.tell(
      author, "reminder.acknowledged", ["name": .text(name)], path: .review(id),
      occasion: "review.acknowledged:\(id)", scope: scope, world: world, in: db)
  }
}
