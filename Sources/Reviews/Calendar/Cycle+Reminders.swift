internal import Kernel
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

extension Cycle {
  /// Reminds everybody who still owes something: once before, once on the day, once when it is late.
  ///
  /// What somebody no longer owes they need not read about.
  public static let reminding = JobKind("cycle.remind", every: .seconds(3600)) { run in
    let (scope, world) = (run.scope, run.world)
    let open = try await run.database.read { db in
      try all(scope, in: db).filter { $0.state == .open }
    }
    for cycle in open {
      try await run.database.write { db in
        // Read again: somebody may have shared it in between.
        let current = try require(cycle.id, scope, in: db)
        guard current.state == .open else { return }
        let today = try Workspace.today(scope, world: world, in: db)
        try current.remind(on: today, scope: scope, world: world, in: db)
      }
    }
  }

  /// Tells everybody what they owe today; nobody who owes nothing.
  func remind(on today: Day, scope: Scope, world: World, in db: any Connection) throws {
    let debts = Debt.all(
      in: self, try Review.all(in: id, scope, in: db),
      try Author.all(in: id, scope, in: db), on: today)
    let team = try Team.find(team, scope, in: db)?.name ?? "–"
    for (person, debt) in debts.sorted(by: { $0.key < $1.key }) {
      try remind(
        person, ofOwn: true, debt.ownLeft, by: plan.reflectBy, on: today, team: team,
        scope: scope, world: world, in: db)
      try remind(
        person, ofOwn: false, debt.othersLeft, by: plan.reviewBy, on: today, team: team,
        scope: scope, world: world, in: db)
    }
  }

  private func remind(
    _ person: Person.ID, ofOwn isOwn: Bool, _ left: Int, by due: Day, on today: Day,
    team: String, scope: Scope, world: World, in db: any Connection
  ) throws {
    let occasion = "cycle.due:\(id):\(isOwn ? "own" : "others")"
    guard left > 0 else {
      return try Notice.settle(occasion, of: person, scope: scope, world: world, in: db)
    }
    guard let reminder = Reminder(on: today, due: due) else { return }
    let sentence: StaticString =
      switch (isOwn, reminder) {
      case (true, .soon): "reminder.own.soon"
      case (true, .today): "reminder.own.today"
      case (true, .late): "reminder.own.late"
      case (false, .soon): "reminder.others.soon"
      case (false, .today): "reminder.others.today"
      case (false, .late): "reminder.others.late"
      }
    try Notice.tell(
      person, sentence, ["team": .text(team), "count": .number(left), "day": .day(due)],
      path: .work, occasion: "\(occasion):\(reminder.rawValue)", scope: scope, world: world,
      in: db)
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
