public import Kernel
public import People
public import Storage
internal import Web

/// That a lead gave somebody more time for their reviews of colleagues in one cycle.
///
/// It is about a person and a cycle, never about one review: where nobody is named, a day of its own
/// beside a review would tell who writes it.
public struct MoreTime: Hashable, Sendable {
  public let dueOn: Day
  /// Why, in the lead's words.
  public let reason: String

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
      SELECT person_id, due_on, reason FROM more_time
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
      CASE WHEN \(Review.counts) AND \(Author.isActing(scope)) THEN COALESCE(
        (SELECT MAX(m.due_on) FROM more_time AS m
         WHERE m.workspace_id = r.workspace_id AND m.cycle_id = r.cycle_id
           AND m.person_id = \(person)), r.due_on)
      ELSE r.due_on END
      """
  }

  /// Until when, said to the person.
  func sentence(_ text: Text) -> String {
    text("moreTime.mine", ["day": .string(text.day(dueOn))])
  }
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
  /// The latest day somebody may be given; `nil` when there is none.
  ///
  /// Where nobody is named it lies before the sharing: of what came after it the lead would know
  /// whose it is.
  func latestDue(after day: Day, in zone: Zone) -> Day? {
    let last =
      plan.namesReviewers
      ? lastDay(in: zone) ?? plan.shareOn.advanced(by: plan.daysToLearn)
      : plan.shareOn.advanced(by: -1)
    let isTaken = state == .open || state == .shared && plan.namesReviewers
    return isTaken && day < last ? last : nil
  }

  /// Gives somebody until a later day for what they have still to review, and tells them.
  public func giveMoreTime(
    to person: Person.ID, until day: Day, because reason: String, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    let reason = String(reason.trimmed.prefix(500))
    guard !reason.isEmpty else { throw MoreTimeError.reasonMissing }
    let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
    let left = try Review.asked(of: person, in: [id], scope, in: db).filter {
      $0.isOpen && $0.kind.counts
    }
    let known = try MoreTime.all(in: id, scope, in: db)[person]?.dueOn ?? plan.reviewBy
    guard !left.isEmpty, let latest = latestDue(after: known, in: zone) else {
      throw MoreTimeError.nothingLeft
    }
    guard day > known, day >= zone.day(of: world.now()), day <= latest else {
      throw MoreTimeError.day(latest: latest)
    }
    try db.execute(
      """
      INSERT INTO more_time (workspace_id, id, cycle_id, person_id, due_on, reason, by_id, at)
      VALUES
        (\(scope), \(world.key()), \(id), \(person), \(day), \(reason), \(scope.person),
         \(world.now()))
      """)
    // What reminded them of the earlier day is no news any more.
    try Notice.settle(
      "cycle.due:\(id):others", of: person, scope: scope, world: world, in: db)
    try Notice.tell(
      person, "moreTime.notice", ["count": .number(left.count), "day": .day(day)], path: .work,
      occasion: "moreTime:\(id):\(day.iso)", scope: scope, world: world, in: db)
    try Audit.record(
      .change, .assignment, object: id.rawValue, team: team.rawValue, "moreTime.audit",
      ["person": person.text, "until": day.iso], scope: scope, world: world, in: db)
  }
}

extension Review {
  /// The same review with the time its writer was given.
  func with(_ moreTime: MoreTime?) -> Review {
    guard let moreTime, kind.counts else { return self }
    var review = self
    review.dueOn = max(dueOn, moreTime.dueOn)
    return review
  }
}
