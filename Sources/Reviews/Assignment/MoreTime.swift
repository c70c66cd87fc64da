public import Kernel
public import People
public import Storage
internal import Web

/// That a lead gave somebody more time for what they have still to hand in of one cycle.
///
/// It is about a person and a cycle, never about one review: where nobody is named, a day of its own
/// beside a review would tell who writes it. One's own views are due before the sharing at the
/// latest, because they are written before any other can be read; a second look is due when its
/// cycle closes, which no time given to one person moves.
public struct MoreTime: Hashable, Sendable {
  public let dueOn: Day
  /// Why, in the lead's words; `nil` where the rule gave it, with reviews that came late.
  public let reason: String?

  static let schema: [SQL] = [
    """
    CREATE TABLE more_time (
      \(.key),
      cycle_id INTEGER NOT NULL,
      person_id INTEGER NOT NULL,
      due_on INTEGER NOT NULL,
      reason TEXT NOT NULL CHECK (LENGTH(reason) > 0),
      by_id INTEGER,
      at INTEGER NOT NULL,
      UNIQUE (workspace_id, cycle_id, person_id, due_on),
      \(.reference(column: "cycle_id", table: "cycle")),
      \(.reference(column: "person_id", table: "person")),
      \(.reference(column: "by_id", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("more_time"))",
  ]

  /// What each person of a cycle was given last; every time it is later than before.
  public static func all(
    in cycle: Cycle.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Person.ID: MoreTime] {
    try db.rows(
      """
      SELECT person_id, due_on, CASE WHEN by_id IS NULL THEN NULL ELSE reason END AS reason
      FROM more_time
      WHERE workspace_id = \(scope) AND cycle_id = \(cycle)
      ORDER BY due_on
      """
    ).reduce(into: [:]) { found, row in
      found[try row.get("person_id")] = MoreTime(
        dueOn: try row.get("due_on"), reason: try row.get("reason"))
    }
  }

  /// The day on which a row of `review AS r` is due: for the acting person with the time they were
  /// given, for everybody else as the cycle planned it.
  static func dueOn(_ scope: Scope) -> SQL {
    guard let person = scope.person else { return "r.due_on" }
    return """
      CASE WHEN r.kind <> 'second' AND \(Author.isActing(scope)) THEN COALESCE(
        (SELECT MAX(
           CASE WHEN r.kind = 'self' AND m.due_on >= c.share_on THEN c.share_on - 1
           ELSE m.due_on END)
         FROM more_time AS m
         JOIN cycle AS c ON c.workspace_id = m.workspace_id AND c.id = m.cycle_id
         WHERE m.workspace_id = r.workspace_id AND m.cycle_id = r.cycle_id
           AND m.person_id = \(person) AND m.due_on > r.due_on
           AND (r.kind <> 'self' OR c.share_on - 1 > r.due_on)), r.due_on)
      ELSE r.due_on END
      """
  }

  /// The day on which something of a kind is due with it; `nil` for a second look.
  func dueOn(of kind: Review.Kind, in plan: Plan) -> Day? {
    switch kind {
    case .second: nil
    case .`self`: min(dueOn, plan.shareOn.advanced(by: -1))
    case .peer, .lead, .expert: dueOn
    }
  }

  /// Until when, said to the person.
  func sentence(_ text: Text) -> String {
    text(reason == nil ? "moreTime.mine.late" : "moreTime.mine", ["day": .string(text.day(dueOn))])
  }

  /// Why, said to whoever may read it.
  func why(_ text: Text) -> String { reason ?? text("moreTime.why.late") }
}

/// Why more time is refused.
public enum MoreTimeError: Error, Hashable, Sendable {
  case reasonMissing
  /// Nothing is left that the person could hand in later.
  case nothingLeft
  /// It must be a later day than now holds, today at the earliest, and this one at the latest.
  case day(latest: Day)
}

extension Cycle {
  /// The days until which somebody can be given more time for what they owe; `nil` when there are none.
  ///
  /// Where nobody is named they lie before the sharing: of what came after it the lead would know
  /// whose it is.
  func daysToGive(
    _ debt: Debt, after given: MoreTime?, on today: Day, in zone: Zone
  ) -> ClosedRange<Day>? {
    let owesOwn = state == .open && debt.ownLeft > 0
    let owesOthers =
      debt.othersLeft > debt.secondLeft
      && (state == .open || state == .shared && plan.namesReviewers)
    guard owesOwn || owesOthers else { return nil }
    let planned = owesOwn ? plan.reflectBy : plan.reviewBy
    let first = max(max(planned, given?.dueOn ?? planned).advanced(by: 1), today)
    let last =
      owesOthers && plan.namesReviewers
      ? lastDay(in: zone) ?? plan.shareOn.advanced(by: plan.daysToLearn)
      : plan.shareOn.advanced(by: -1)
    return first <= last ? first...last : nil
  }

  /// By when somebody's reviews of colleagues are due in it.
  func reviewsDue(for person: Person.ID, _ scope: Scope, in db: any Connection) throws -> Day {
    let given = try MoreTime.all(in: id, scope, in: db)[person]
    return max(plan.reviewBy, given?.dueOn ?? plan.reviewBy)
  }

  /// Gives somebody until a later day for what they have still to hand in, and tells them.
  public func giveMoreTime(
    to person: Person.ID, until day: Day, because reason: String, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    let reason = String(reason.trimmed.prefix(500))
    guard !reason.isEmpty else { throw MoreTimeError.reasonMissing }
    let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
    let today = zone.day(of: world.now())
    let given = try MoreTime.all(in: id, scope, in: db)
    let asked = try Review.asked(of: person, in: [id], scope, in: db)
    let authors = Dictionary(asked.map { ($0.id, person) }, uniquingKeysWith: { one, _ in one })
    let debt = Debt.all(in: self, asked, authors, given, on: today)[person] ?? Debt()
    guard let days = daysToGive(debt, after: given[person], on: today, in: zone) else {
      throw MoreTimeError.nothingLeft
    }
    guard days.contains(day) else { throw MoreTimeError.day(latest: days.upperBound) }
    try note(MoreTime(dueOn: day, reason: reason), of: person, scope: scope, world: world, in: db)
    // What reminded them of the earlier day is no news any more.
    for duty in ["own", "others"] {
      try Notice.settle(
        "cycle.due:\(id):\(duty)", of: person, scope: scope, world: world, in: db)
    }
    let left = (state == .open ? debt.ownLeft : 0) + debt.othersLeft - debt.secondLeft
    try Notice.tell(
      person, "moreTime.notice", ["count": .number(left), "day": .day(day)], path: .work,
      occasion: "moreTime:\(id):\(day.iso)", scope: scope, world: world, in: db)
    try Audit.record(
      .change, .assignment, object: id.rawValue, team: team.rawValue, "moreTime.audit",
      ["person": person.text, "until": day.iso], scope: scope, world: world, in: db)
  }
}

extension Cycle {
  /// What comes to somebody late is due so many days later at the earliest.
  static let daysForLateReviews = 3

  /// Gives somebody the days that reviews need which came to them late, as far as the cycle lets it;
  /// nothing where those days are left anyway.
  ///
  /// The day is the person's and not the review's: beside a review it would tell, where nobody is
  /// named, which reviews were passed on.
  func giveFairDay(
    to person: Person.ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
    let today = zone.day(of: world.now())
    let held = try reviewsDue(for: person, scope, in: db)
    let day = min(
      today.advanced(by: Self.daysForLateReviews),
      plan.namesReviewers
        ? plan.shareOn.advanced(by: plan.daysToLearn) : plan.shareOn.advanced(by: -1))
    guard day > held, day >= today else { return }
    let quiet = try Author.quiet(world, in: self, scope, db: db)
    try note(MoreTime(dueOn: day, reason: nil), of: person, scope: scope, world: quiet, in: db)
    try Notice.settle(
      "cycle.due:\(id):others", of: person, scope: scope, world: world, in: db)
  }

  private func note(
    _ given: MoreTime, of person: Person.ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO more_time (workspace_id, id, cycle_id, person_id, due_on, reason, by_id, at)
      VALUES
        (\(scope), \(world.key()), \(id), \(person), \(given.dueOn),
         \(given.reason ?? Handover.passed.rawValue), \(given.reason == nil ? nil : scope.person),
         \(world.now()))
      """)
  }
}

extension Review {
  /// The same review with the time its writer was given.
  func with(_ moreTime: MoreTime?, in plan: Plan) -> Review {
    guard let day = moreTime?.dueOn(of: kind, in: plan) else { return self }
    var review = self
    review.dueOn = max(dueOn, day)
    return review
  }
}
