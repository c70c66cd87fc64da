public import Kernel
public import People
public import Storage
internal import Web

/// Who writes which review.
///
/// The table `review_author` is read in this file alone: no other statement can name a reviewer,
/// so no other page, export or log can give one away. A test holds every statement against that.
public enum Author {
  /// Everybody who writes a review of a cycle, for the service that hands reviews out.
  public static func all(
    in cycle: Cycle.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Review.ID: Person.ID] {
    try keyed(
      """
      SELECT a.id, a.person_id
      FROM review AS r
      JOIN review_author AS a ON a.workspace_id = r.workspace_id AND a.id = r.id
      WHERE r.workspace_id = \(scope) AND r.cycle_id = \(cycle)
      """, in: db)
  }

  /// The writers of some reviews, for the service that hands reviews out.
  static func of(
    _ reviews: [Review.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Review.ID: Person.ID] {
    try keyed(
      """
      SELECT id, person_id FROM review_author
      WHERE workspace_id = \(scope) AND id IN (\(list: reviews))
      """, in: db)
  }

  /// The writers an actor may know of: their own reviews, all in a cycle that names reviewers,
  /// and where the matrix lets them.
  static func known(
    to actor: Actor, of reviews: [Review], in db: any Connection
  ) throws -> [Review.ID: Person.ID] {
    let cycles = try Dictionary(
      Set(reviews.map(\.cycle)).map { ($0, try Cycle.find($0, actor.scope, in: db)) },
      uniquingKeysWith: { first, _ in first })
    let open = reviews.filter { review in
      review.isMine || review.kind == .`self`
        || cycles[review.cycle]??.plan.namesReviewers == true
        || actor.can(.read, .reviewAuthor, review.ownership(for: actor))
    }
    return try of(open.map(\.id), actor.scope, in: db)
  }

  /// The condition that a row of `review AS r` is written by the acting person.
  static func isActing(_ scope: Scope) -> SQL {
    guard let person = scope.person else { return "1 = 0" }
    return """
      EXISTS (
        SELECT 1 FROM review_author AS mine
        WHERE mine.workspace_id = r.workspace_id AND mine.id = r.id
          AND mine.person_id = \(person))
      """
  }

  /// The condition that a row of `review AS r` is written by a person.
  static func isWritten(by person: Person.ID) -> SQL {
    """
    r.id IN (
      SELECT mine.id FROM review_author AS mine
      WHERE mine.workspace_id = r.workspace_id AND mine.person_id = \(person))
    """
  }

  /// The condition that a row of `review AS r` is not late on a day, with the time its writer has.
  static func isDue(from day: Day) -> SQL {
    """
    (r.due_on >= \(day) OR EXISTS (
      SELECT 1 FROM review_author AS late
      JOIN more_time AS m ON m.workspace_id = late.workspace_id
        AND m.person_id = late.person_id AND m.cycle_id = r.cycle_id AND m.due_on >= \(day)
      WHERE late.workspace_id = r.workspace_id AND late.id = r.id))
    """
  }

  /// The condition that the writer of a row of `review AS r` practised at its event `submitted`.
  ///
  /// This is the one rule by which reviews do not count; see ``Standing``. Where nobody is named it
  /// asks for the day of opening, after which whoever practises gets no review: one that stopped
  /// counting later would tell that it is by whoever began to practise then.
  static let practised: SQL =
    """
    EXISTS (
      SELECT 1 FROM review_author AS writer
      JOIN cycle AS c ON c.workspace_id = writer.workspace_id AND c.id = r.cycle_id
      JOIN standing AS s ON s.workspace_id = writer.workspace_id
        AND s.person_id = writer.person_id AND s.state = 'practising' AND s.at <= \(judged)
      WHERE writer.workspace_id = r.workspace_id AND writer.id = r.id AND NOT EXISTS (
        SELECT 1 FROM standing AS n
        WHERE n.workspace_id = s.workspace_id AND n.person_id = s.person_id
          AND n.at <= \(judged) AND (n.at > s.at OR (n.at = s.at AND n.id > s.id))))
    """

  /// The moment of `cycle AS c` and the event `submitted` at which a writer's standing counts.
  private static let judged: SQL =
    "CASE WHEN c.names_reviewers = 1 THEN submitted.at ELSE c.opened_at END"

  /// Whether the acting person writes that review.
  static func isActing(
    _ scope: Scope, in review: Review.ID, db: any Connection
  ) throws -> Bool {
    guard let person = scope.person else { return false }
    return try of([review], scope, in: db)[review]?.rawValue == person
  }

  /// Notes who writes a review; refused when that person has one of the same pick.
  static func note(
    _ person: Person.ID, writes review: Review.ID, of pick: Pick, isOwn: Bool, _ scope: Scope,
    in db: any Connection
  ) throws {
    // Another node may have done so this moment: then this one is run again, and finds another.
    let added = try db.execute(
      """
      INSERT INTO review_author (workspace_id, id, pick_id, agent_id, person_id, is_own)
      VALUES (\(scope), \(review), \(pick.id), \(pick.agent), \(person), \(isOwn))
      ON CONFLICT (workspace_id, pick_id, person_id) DO NOTHING
      """)
    guard added == 1 else { throw HandoverError.mayNotReview }
  }

  /// Who looked at whose work in the team's cycles of the ninety days before another.
  static func pairs(
    of team: Team.ID, before cycle: Cycle, _ scope: Scope, in db: any Connection
  ) throws -> Set<Assignment.Pair> {
    let rows = try db.rows(
      """
      SELECT DISTINCT a.person_id, r.agent_id
      FROM review AS r
      JOIN review_author AS a ON a.workspace_id = r.workspace_id AND a.id = r.id
      JOIN cycle ON cycle.workspace_id = r.workspace_id AND cycle.id = r.cycle_id
      WHERE r.workspace_id = \(scope) AND r.kind = 'peer' AND cycle.team_id = \(team)
        AND cycle.id <> \(cycle.id)
        AND cycle.last_day BETWEEN \(cycle.plan.lastDay.advanced(by: -90))
          AND \(cycle.plan.lastDay)
      """)
    return Set(
      try rows.map { row in
        Assignment.Pair(reviewer: try row.get("person_id"), reviewed: try row.get("agent_id"))
      })
  }

  /// The people whose reviews a cycle may share although it names nobody: at least three different
  /// colleagues wrote about them, so that none can be told from the others.
  static func hidden(
    in cycle: Cycle.ID, _ scope: Scope, in db: any Connection
  ) throws -> Set<Person.ID> {
    let rows = try db.rows(
      """
      SELECT r.agent_id
      FROM review AS r
      JOIN review_author AS a ON a.workspace_id = r.workspace_id AND a.id = r.id
      JOIN review_event AS e ON e.workspace_id = r.workspace_id AND e.review_id = r.id
        AND e.kind = 'submitted'
      WHERE r.workspace_id = \(scope) AND r.cycle_id = \(cycle) AND \(Review.counts)
      GROUP BY r.agent_id
      HAVING COUNT(DISTINCT a.person_id) >= \(fewestToHide)
      """)
    return Set(try rows.map { try $0.get("agent_id") })
  }

  /// How many colleagues wrote what came after the sharing and waits, about people who can read
  /// other reviews already.
  ///
  /// Who was late is known to the lead: what comes alone would be theirs, so it waits for company.
  static func latecomers(
    in cycle: Cycle.ID, _ scope: Scope, in db: any Connection
  ) throws -> Int {
    let count: Int? = try db.value(
      """
      SELECT COUNT(DISTINCT a.person_id) AS value
      FROM review AS r
      JOIN review_author AS a ON a.workspace_id = r.workspace_id AND a.id = r.id
      JOIN review_event AS e ON e.workspace_id = r.workspace_id AND e.review_id = r.id
        AND e.kind = 'submitted'
      WHERE r.workspace_id = \(scope) AND r.cycle_id = \(cycle) AND \(Review.counts)
        AND NOT \(Review.has(.shared)) AND NOT \(Review.has(.withdrawn))
        AND EXISTS (
          SELECT 1 FROM review AS other
          JOIN review_event AS known ON known.workspace_id = other.workspace_id
            AND known.review_id = other.id AND known.kind = 'shared'
          WHERE other.workspace_id = r.workspace_id AND other.cycle_id = r.cycle_id
            AND other.agent_id = r.agent_id)
      """)
    return count ?? 0
  }

  /// With fewer reviewers each could be guessed.
  static let fewestToHide = 3

  /// How many reviewers a team must have before a cycle may name nobody.
  static let fewestInHiding = 7

  /// The scope in which something a reviewer does is written down: without the person where the
  /// cycle names nobody.
  static func trace(_ scope: Scope, in cycle: Cycle) -> Scope {
    cycle.plan.namesReviewers ? scope : Scope(workspace: scope.workspace)
  }

  /// A key for a review, which stands in its address: where nobody is named it tells when its cycle
  /// was opened, not when it was taken, passed on or asked for, which only some do.
  static func key(in cycle: Cycle, world: World) -> Review.ID {
    guard !cycle.plan.namesReviewers else { return world.id() }
    let opened = cycle.openedAt ?? world.now()
    return world.id(within: opened.advanced(bySeconds: -86_400)..<opened)
  }

  /// That somebody was asked to look at a conversation of another.
  struct Seat: Hashable, Sendable {
    let pick: Pick.ID
    let agent: Person.ID
    let person: Person.ID
    /// Whether it is still theirs.
    let isTaken: Bool
  }

  /// Everybody who was ever asked for a review of another in a cycle.
  static func seats(
    in cycle: Cycle.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Seat] {
    try db.rows(
      """
      SELECT r.pick_id, r.agent_id, a.person_id,
        CASE WHEN gone.id IS NULL THEN 1 ELSE 0 END AS is_taken
      FROM review AS r
      JOIN review_author AS a ON a.workspace_id = r.workspace_id AND a.id = r.id
      LEFT JOIN review_event AS gone ON gone.workspace_id = r.workspace_id
        AND gone.review_id = r.id AND gone.kind = 'withdrawn'
      WHERE r.workspace_id = \(scope) AND r.cycle_id = \(cycle) AND r.kind <> 'self'
      """
    ).map { row in
      Seat(
        pick: try row.get("pick_id"), agent: try row.get("agent_id"),
        person: try row.get("person_id"), isTaken: try row.get("is_taken"))
    }
  }

  /// A world that tells of a review's day only, where a cycle names nobody: whoever watches the
  /// clock must not see who was at work.
  static func quiet(
    _ world: World, in cycle: Cycle, _ scope: Scope, db: any Connection
  ) throws -> World {
    guard !cycle.plan.namesReviewers else { return world }
    let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
    let midnight = zone.start(of: zone.day(of: world.now()))
    var quiet = world
    quiet.now = { midnight }
    return quiet
  }

  /// How often each looked at whose work in the team's named cycles from a day on, by cycle.
  static func looks(
    of team: Team.ID, since day: Day, _ scope: Scope, in db: any Connection
  ) throws -> [(cycle: Cycle.ID, pair: Assignment.Pair, count: Int)] {
    try db.rows(
      """
      SELECT cycle.id AS cycle_id, a.person_id, r.agent_id, COUNT(*) AS looks
      FROM cycle
      JOIN review AS r ON r.workspace_id = cycle.workspace_id AND r.cycle_id = cycle.id
      JOIN review_author AS a ON a.workspace_id = r.workspace_id AND a.id = r.id
      WHERE cycle.workspace_id = \(scope) AND cycle.team_id = \(team)
        AND cycle.last_day >= \(day) AND cycle.names_reviewers = 1 AND r.kind = 'peer'
        AND NOT \(Review.has(.withdrawn))
      GROUP BY cycle.id, a.person_id, r.agent_id
      """
    ).map { row in
      (
        try row.get("cycle_id"),
        Assignment.Pair(reviewer: try row.get("person_id"), reviewed: try row.get("agent_id")),
        try row.get("looks")
      )
    }
  }

  /// By how many different colleagues each person's work was looked at in a cycle, without saying
  /// by whom, in no telling order.
  static func breadths(
    in cycle: Cycle.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Int] {
    let counts: [Int] = try db.rows(
      """
      SELECT COUNT(DISTINCT a.person_id) AS people
      FROM review AS r
      JOIN review_author AS a ON a.workspace_id = r.workspace_id AND a.id = r.id
      WHERE r.workspace_id = \(scope) AND r.cycle_id = \(cycle) AND \(Review.counts)
        AND NOT \(Review.has(.withdrawn))
      GROUP BY r.agent_id
      """
    ).map { try $0.get("people") }
    return counts.sorted()
  }

  private static func keyed(_ sql: SQL, in db: any Connection) throws -> [Review.ID: Person.ID] {
    try db.rows(sql).reduce(into: [:]) { $0[try $1.get("id")] = try $1.get("person_id") }
  }
}
