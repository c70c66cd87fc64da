internal import Kernel
internal import People
internal import Storage
internal import Web

/// How many reviews somebody wants to write in a cycle, and by when; theirs alone.
struct ReviewGoal: Hashable, Sendable {
  let reviews: Int
  let dueOn: Day

  init(reviews: Int, dueOn: Day) {
    self.reviews = min(99, max(1, reviews))
    self.dueOn = dueOn
  }

  /// The goal somebody set themselves, if they did.
  static func find(
    of person: Person.ID, in cycle: Cycle.ID, _ scope: Scope, db: any Connection
  ) throws -> ReviewGoal? {
    try db.row(
      """
      SELECT reviews, due_on FROM review_goal
      WHERE workspace_id = \(scope) AND cycle_id = \(cycle) AND person_id = \(person)
      """
    ).map { ReviewGoal(reviews: try $0.get("reviews"), dueOn: try $0.get("due_on")) }
  }

  /// Keeps the goal in place of an earlier one.
  func keep(
    of person: Person.ID, in cycle: Cycle.ID, scope: Scope, world: World, db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO review_goal (workspace_id, id, cycle_id, person_id, reviews, due_on, set_at)
      VALUES
        (\(scope), \(world.key()), \(cycle), \(person), \(reviews), \(dueOn), \(world.now()))
      ON CONFLICT (workspace_id, cycle_id, person_id) DO UPDATE
      SET reviews = excluded.reviews, due_on = excluded.due_on, set_at = excluded.set_at
      """)
  }
}

extension ReviewOffer {
  /// By when the person's reviews are due.
  var dueOn: Day { max(cycle.plan.reviewBy, moreTime?.dueOn ?? cycle.plan.reviewBy) }
}

/// An open cycle somebody reviews in: what they were asked for, and whether there is more.
struct ReviewOffer: Sendable {
  let cycle: Cycle
  /// Reviews of others that are theirs now, and how many of them are handed in.
  let asked: Int
  let done: Int
  let goal: ReviewGoal?
  let moreTime: MoreTime?
  /// Whether some conversation is left that they may look at.
  let isOpen: Bool

  static func all(
    for person: Person.ID, in cycles: [Cycle], _ scope: Scope, in db: any Connection
  ) throws -> [ReviewOffer] {
    try cycles.filter { $0.state == .open }.compactMap { cycle in
      guard try Hands.of(cycle.team, scope, in: db).peers.contains(person) else { return nil }
      let bench = try Bench.of(cycle, scope, in: db)
      guard bench.reviewers.contains(where: { $0.person == person }) else { return nil }
      let own = try Review.asked(of: person, in: [cycle.id], scope, in: db).filter {
        $0.kind != .`self`
      }
      return ReviewOffer(
        cycle: cycle, asked: own.count, done: own.count { $0.submittedAt != nil },
        goal: try ReviewGoal.find(of: person, in: cycle.id, scope, db: db),
        moreTime: try MoreTime.all(in: cycle.id, scope, in: db)[person],
        isOpen: try !cycle.choices(for: person, bench, scope, in: db).isEmpty)
    }
  }
}
